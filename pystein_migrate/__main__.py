"""``python -m pystein_migrate``."""

import os
import sys

if sys.path[:1] == [os.getcwd()]:  # noqa: PTH109 - what is imported here may be hidden, too
    del sys.path[0]  # put there by -m; in an app's folder its files would be taken for modules of the standard library

from pystein_migrate.commands.cli import run

if __name__ == "__main__":
    run()
