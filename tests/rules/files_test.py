"""Rules about files that need more than their examples to be shown right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pystein_rules.examples import HTTP_FUNCTION_JSON
from pystein_rules.project import Project
from pystein_rules.registry import BY_NAME, check_project


def found(name: str, tree: dict[str, str]) -> list[str]:
    return [diagnostic.message for diagnostic in check_project(Project.of(tree), [BY_NAME[name]])]


SCRIPT = "import azure.functions as func\napp = func.FunctionApp()\n@app.route()\ndef f(req: func.HttpRequest): ...\n"
STAR_SCRIPT = "from azure.functions import *\napp = FunctionApp()\n@app.route()\ndef f(req: HttpRequest): ...\n"


@pytest.mark.parametrize("example", ["bad", "good"])
def test_a_module_that_shadows_a_library_breaks_a_fresh_process(example: str, tmp_path: Path) -> None:
    for path, text in getattr(BY_NAME["module-shadows-library"], example).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", "import function_app"], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert ("No module named 'azure.functions'" in done.stderr) == (example == "bad")


def test_a_script_name_from_the_settings_is_respected() -> None:
    settings = '{"Values": {"PYTHON_SCRIPT_FILE_NAME": "app.py"}}'
    assert found("misnamed-script", {"host.json": "{}", "app.py": SCRIPT})
    assert not found("misnamed-script", {"host.json": "{}", "app.py": SCRIPT, "local.settings.json": settings})


def test_an_app_below_another_one_is_a_project_of_its_own() -> None:
    tree = {"host.json": "{}", "function_app.py": SCRIPT, "api/host.json": "{}", "api/Old/function.json": "{}"}
    assert not check_project(Project.of(tree))


@pytest.mark.parametrize("pattern", ["*.py", "function_app.py", "/function_app.py", "requirements.*"])
def test_patterns_that_keep_needed_files_out_are_found(pattern: str) -> None:
    tree = {"function_app.py": SCRIPT, "requirements.txt": "azure-functions\n", ".funcignore": f"# head\n{pattern}\n"}
    assert len(found("excluded-from-deployment", tree)) >= 1


def test_a_pattern_taken_back_and_files_that_nothing_needs_are_fine() -> None:
    tree = {"function_app.py": SCRIPT, "other.py": "", ".funcignore": "*.py\n!function_app.py\n.git*\nother.py\n"}
    assert not found("excluded-from-deployment", tree)


def test_an_environment_read_in_a_function_or_behind_a_guard_is_fine() -> None:
    body = SCRIPT + "import os\ndef g(): return os.environ['X']\ntry:\n    y = os.environ['Y']\nexcept KeyError: pass\n"
    assert not found("environment-read-at-import", {"function_app.py": body})
    assert found("environment-read-at-import", {"function_app.py": body + "from os import environ as e\ne['Z']\n"})


def test_secrets_in_settings_that_git_ignores_are_nobodys_business(tmp_path: Path) -> None:
    rule = BY_NAME["committed-secret"]
    app = tmp_path / "repository" / "app"
    app.mkdir(parents=True)
    for path, text in rule.bad.items():
        (app / path).write_text(text)
    (app.parent / ".git").mkdir()
    assert len(check_project(Project.read(app), [rule])) == 1
    (app.parent / ".gitignore").write_text("local.settings.json\n")
    assert check_project(Project.read(app), [rule]) == []


@pytest.mark.parametrize(("pin", "count"), [("==1.11.0", 0), ("==1.13.2", 0), ("==1.13.3", 1), (">=1.11", 1), ("", 1)])
@pytest.mark.parametrize("star_in", ["function_app.py", "shared.py", "Old/__init__.py"])
def test_a_star_import_of_the_library_fails_by_release(pin: str, count: int, star_in: str) -> None:
    tree = {
        "function_app.py": {"function_app.py": STAR_SCRIPT},
        "shared.py": {"function_app.py": "from shared import app\n", "shared.py": STAR_SCRIPT},
        "Old/__init__.py": {
            "Old/function.json": HTTP_FUNCTION_JSON,
            "Old/__init__.py": "from azure.functions import *\n\n\ndef main(req: HttpRequest) -> str:\n    return ''\n",
        },
    }[star_in]
    found = check_project(Project.of({**tree, "requirements.txt": f"azure-functions{pin}\n"}))
    assert [(each.code, each.path, each.start.line) for each in found] == [("PYS027", star_in, 1)] * count
