"""Users' own test suites pass after the migration as before, with the real azure-functions, and none goes missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_trees import CORPUS, LAYOUTS, migrate_theme

pytestmark = pytest.mark.long

SUITES = {
    "user_tests_pytest": ([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], r"(\d+) passed"),
    "user_tests_unittest": ([sys.executable, "-m", "unittest", "discover"], r"Ran (\d+) tests?"),
}


def passed(theme: str, app: Path) -> int:
    """How many tests of the app's suite ran and passed; fails if any did not."""
    command, counted = SUITES[theme]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV", "PYTHONPATH"))}
    done = subprocess.run(command, check=False, cwd=app, env=plain, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(counted, done.stdout + done.stderr)
    assert found, done.stdout + done.stderr
    return int(found.group(1))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("theme", SUITES)
def test_a_suite_that_imports_calls_and_patches_functions_passes_before_and_after(
    theme: str, layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = Path(shutil.copytree(CORPUS / theme / "legacy", tmp_path / "before"))

    migrate_theme(theme, layout, tmp_path)

    assert (tmp_path / theme / "function_app.py").is_file()
    assert passed(theme, tmp_path / theme) == passed(theme, before) > 0
