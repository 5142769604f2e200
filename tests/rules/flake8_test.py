"""The flake8 plug-in, through the real flake8."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from pystein_rules.flake8_plugin import OPINIONATED, PysteinChecker, app_root
from pystein_rules.registry import RULES

SCRIPT = """\
import azure.functions as func

import users

app = func.FunctionApp()


@app.route
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse()
"""
USERS = """\
import azure.functions as func

bp = func.Blueprint()


@bp.route(route="users")
def _users(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse()
"""
FUNCTION_JSON = {"bindings": [{"type": "http", "direction": "out", "name": "$return"}], "disabled": False}
MAIN = "def main():\n    pass\n"


def write(folder: Path, tree: dict[str, str]) -> Path:
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def flake8(folder: Path, *arguments: str, stdin: str | None = None) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", "--extend-ignore", "E,W,F,C", *arguments],
        cwd=folder, input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1) and not done.stderr, done.stderr
    return sorted(line.replace(os.sep, "/").removeprefix("./") for line in done.stdout.splitlines())


def codes(lines: Iterable[str]) -> list[str]:
    return [line.split(": ")[1].split()[0] for line in lines]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write(tmp_path / "app", {"host.json": "{}", "function_app.py": SCRIPT, "users.py": USERS})


@pytest.fixture
def legacy(tmp_path: Path) -> Path:
    tree = {"host.json": "{}"}
    for name in ("A", "B"):
        tree |= {f"{name}/function.json": json.dumps(FUNCTION_JSON), f"{name}/__init__.py": MAIN}
    return write(tmp_path / "legacy", tree)


def test_flake8_knows_the_plug_in() -> None:
    done = subprocess.run([sys.executable, "-m", "flake8", "--version"], capture_output=True, text=True, check=True)
    assert "pystein-migrate" in done.stdout.replace("\n", " ")


def test_findings_need_the_whole_app_and_stand_in_the_file_they_are_about(app: Path) -> None:
    found = flake8(app)
    assert [line.split(": ")[0] for line in found] == ["function_app.py:8:2", "users.py:3:6", "users.py:7:5"]
    assert codes(found) == ["PYS204", "PYS104", "PYS108"]
    assert flake8(app, "users.py") == found[1:]


def test_the_findings_are_the_same_in_several_processes_and_from_any_folder(app: Path, legacy: Path) -> None:
    once = flake8(app.parent, "-j", "1")
    assert len(once) == 7
    assert flake8(app.parent, "-j", "4") == once
    assert [line.removeprefix("app/") for line in once if line.startswith("app/")] == flake8(app)


def test_findings_in_json_files_are_reported_once_on_the_functions_own_script(legacy: Path) -> None:
    found = flake8(legacy)
    assert codes(found) == ["PYS004", "PYS024", "PYS004", "PYS024"]
    assert all(line.startswith(("A/__init__.py:1:1", "B/__init__.py:1:1")) for line in found)
    assert "A/function.json:1:" in found[0]


def test_findings_in_other_files_are_reported_on_the_script(app: Path) -> None:
    (app / "requirements.txt").write_text("azure-functions\nazure-functions-worker\n")
    assert [line for line in flake8(app) if "PYS602" in line] == [
        "function_app.py:1:1: PYS602 requirements.txt:2:1: azure-functions-worker is not for apps; remove it"
    ]


def test_standard_input_is_checked_in_place_of_the_file_it_is_called(app: Path) -> None:
    mended = SCRIPT.replace("import users", "from users import bp").replace("@app.route\n", "@app.route()\n")
    mended += "\n\napp.register_functions(bp)\n"
    assert flake8(app, "--stdin-display-name", "function_app.py", "-", stdin=mended) == []
    found = flake8(app, "--stdin-display-name", str(app / "function_app.py"), "-", stdin=SCRIPT)
    assert codes(found) == ["PYS204"]
    assert flake8(app, "-", stdin=SCRIPT) == []


def test_a_new_file_on_standard_input_counts_as_part_of_the_app(app: Path) -> None:
    found = flake8(app, "--stdin-display-name", "more.py", "-", stdin=USERS.replace("_users", "more"))
    assert codes(found) == ["PYS104"]


def test_noqa_and_selection_work_as_for_any_code(app: Path) -> None:
    (app / "users.py").write_text(USERS.replace("func.Blueprint()", "func.Blueprint()  # noqa: PYS104"))
    assert codes(flake8(app, "users.py")) == ["PYS108"]
    assert codes(flake8(app, "--extend-ignore", "PYS1,E,W,F,C")) == ["PYS204"]
    assert flake8(app, "--per-file-ignores", "users.py:PYS108", "users.py") == []


def test_rules_of_taste_run_only_when_selected(legacy: Path) -> None:
    found = codes(flake8(legacy))
    assert "PYS004" in found and "PYS003" not in found
    assert "PYS003" in "".join(flake8(legacy, "--extend-select", "PYS003"))


def test_the_rules_of_taste_are_those_of_the_registry() -> None:
    assert set(OPINIONATED) == {rule.code for rule in RULES if not rule.default}


def test_the_script_can_have_another_name(app: Path) -> None:
    (app / "function_app.py").rename(app / "main.py")
    assert "PYS010" in codes(flake8(app))
    assert codes(flake8(app, "--pystein-script-name", "main.py")) == ["PYS204", "PYS104", "PYS108"]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + SCRIPT.encode(), SCRIPT.replace("\n", "\r\n").encode()])
def test_byte_order_marks_and_windows_line_ends_change_nothing(app: Path, data: bytes) -> None:
    (app / "function_app.py").write_bytes(data)
    assert codes(flake8(app)) == ["PYS204", "PYS104", "PYS108"]


def test_a_file_outside_any_function_app_costs_less_than_a_millisecond(tmp_path: Path) -> None:
    files = [tmp_path / f"package{number}" / "deep" / "down" / "module.py" for number in range(50)]
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_text("import flask\n")
    tree, costs = ast.parse("import flask\n"), []
    for file in files:
        start = time.process_time()  # other processes of a busy machine do not count
        assert list(PysteinChecker(tree, str(file), ["import flask\n"]).run()) == []
        costs.append(time.process_time() - start)
    assert sorted(costs)[len(costs) // 2] < 0.001


def test_neither_libcst_nor_typer_nor_the_library_is_imported(app: Path) -> None:
    code = (
        "import ast, sys\nfrom pystein_rules.flake8_plugin import PysteinChecker\n"
        "assert 'pystein_rules.registry' not in sys.modules\n"
        "text = open('function_app.py').read()\n"
        "found = list(PysteinChecker(ast.parse(text), 'function_app.py', text.splitlines(True)).run())\n"
        "assert found\n"
        "print([name for name in ('libcst', 'typer', 'rich', 'azure.functions') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=app, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_root_of_a_function_folder_needs_no_host_json(tmp_path: Path) -> None:
    write(tmp_path, {"A/function.json": "{}", "A/__init__.py": MAIN, ".git/HEAD": ""})
    assert app_root(str(tmp_path / "A"), "function_app.py") == str(tmp_path)
    assert app_root(str(tmp_path), "function_app.py") == ""
