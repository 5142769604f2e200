"""The child process: ``python -P start.py job.json``.

Loads the folder it lies in as a package under a private name, so that no module of ours can stand in the way of one of
the app's.
"""

import importlib.util
import sys
from pathlib import Path

_PACKAGE = "_pystein_replay"


def _main() -> None:
    here = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location(
        _PACKAGE, here / "__init__.py", submodule_search_locations=[str(here)]
    )
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot load {here}")
    package = importlib.util.module_from_spec(spec)
    sys.modules[_PACKAGE] = package
    spec.loader.exec_module(package)
    importlib.import_module(f"{_PACKAGE}.run").main(Path(sys.argv[1]))


if __name__ == "__main__":
    _main()
