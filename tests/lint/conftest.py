"""The linter's commands as a user runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from pystein_migrate.commands.check import check, rule

HOST = '{"version": "2.0"}\n'
SCRIPT = """\
import azure.functions as func

app = func.FunctionApp()


@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
FUNCTION_JSON = """\
{
  "bindings": [
    {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "function"},
    {"type": "http", "direction": "out", "name": "$return"}
  ]
}
"""
MAIN = """\
import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
_cli = typer.Typer()
_cli.command()(check)
_cli.command()(rule)


@pytest.fixture
def script() -> str:
    """A script of the decorator model with nothing to complain about."""
    return SCRIPT


@pytest.fixture
def mixed() -> dict[str, str]:
    """An app whose script hides its function folder: PYS001 at the first line of function_app.py."""
    return {
        "host.json": HOST,
        "function_app.py": SCRIPT,
        "Old/function.json": FUNCTION_JSON,
        "Old/__init__.py": MAIN,
    }


@pytest.fixture
def disabled() -> dict[str, str]:
    """A legacy app whose function.json has the ignored key "disabled": PYS004 at 2:3."""
    return {
        "host.json": HOST,
        "Old/function.json": FUNCTION_JSON.replace("{\n", '{\n  "disabled": false,\n', 1),
        "Old/__init__.py": MAIN,
    }


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Writes files (path to text) below the test's folder, which is a repository of its own."""
    (tmp_path / ".git").mkdir()

    def write_files(files: dict[str, str]) -> Path:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return tmp_path.resolve()

    return write_files


@pytest.fixture
def run(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Runs a command in the test's folder, with a journal of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))

    def invoke(*arguments: str, stdin: bytes | None = None) -> Any:
        result = CliRunner().invoke(_cli, arguments, input=stdin, prog_name="pystein-migrate")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke
