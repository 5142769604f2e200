"""``python -m pystein_migrate``."""

from pystein_migrate.commands.cli import run

if __name__ == "__main__":
    run()
