"""An app inside the folder of another."""

import subprocess
import sys
from pathlib import Path


def test_a_file_of_both_apps_is_reported_once(tmp_path: Path) -> None:
    for app in ("outer", "outer/inner"):
        function = tmp_path / app / "Fn"
        function.mkdir(parents=True)
        (tmp_path / app / "host.json").write_text('{"version": "2.0"}')
        (function / "function.json").write_text(
            '{"bindings": [{"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 0 * * * *"}]}'
        )
        (function / "__init__.py").write_text("def main(timer):\n    pass\n")
    (tmp_path / "outer" / "inner" / "broken.py").write_text("x = {'a': 1}}\n")

    command = [sys.executable, "-m", "pystein_migrate", "check", "--output-format", "concise", "outer"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)

    assert done.stdout.count("invalid-syntax") == 1
