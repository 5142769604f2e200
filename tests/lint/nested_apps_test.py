"""An app inside the folder of another."""

import subprocess
import sys
from pathlib import Path

FUNCTION = '{"bindings": [{"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 0 * * * *"}]}'


def add_function(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "function.json").write_text(FUNCTION)
    (folder / "__init__.py").write_text("def main(timer):\n    pass\n")


def test_a_file_of_both_apps_is_reported_once(tmp_path: Path) -> None:
    add_function(tmp_path / "outer" / "Nightly")
    add_function(tmp_path / "outer" / "inner" / "Hourly")
    (tmp_path / "outer" / "inner" / "broken.py").write_text("x = {'a': 1}}\n")

    command = [sys.executable, "-m", "pystein_migrate", "check", "--output-format", "concise", "outer"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)

    assert done.stdout.count("invalid-syntax") == 1
