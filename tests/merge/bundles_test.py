"""What a migration says of the extension bundle, and its remedy, followed literally."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from apps import Files, legacy_app, migration, timer
from migrated import write_files

from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options

BUNDLE = "Microsoft.Azure.Functions.ExtensionBundle"
QUEUE: Files = {"Work/__init__.py": "def main(msg): ...\n"}
TIMER: Files = {"Tick/__init__.py": "def main(timer): ...\n", "Tick/function.json": timer()}


def host(version: str = "", name: str = BUNDLE, **more: object) -> dict[str, str]:
    bundle = {"extensionBundle": {"id": name, "version": version}} if version else {}
    return {"host.json": json.dumps({"version": "2.0", **bundle, **more}, indent=2)}


def said(files: Files, **options: object) -> list[Note]:
    result = migration(files, Options(**options))  # type: ignore[arg-type]
    assert result.status == "migrated"
    return [note for note in result.notes if "bundle" in note.code]


@pytest.mark.parametrize(
    ("version", "severity"),
    [
        ("[1.*, 2.0.0)", "warning"),
        ("[2.*, 3.0.0)", "info"),
        ("[2.*,3.0.0)", "info"),
        ("[3.3.0, 4.0.0)", "info"),
        ("[3.15.0]", "info"),
    ],
)
def test_a_bundle_out_of_support_is_said_once_where_it_stands(version: str, severity: str) -> None:
    (note,) = said({**QUEUE, "More/__init__.py": "def main(msg): ...\n", **host(version)})
    assert (note.code, note.severity, note.path, note.position.line) == ("old-bundle", severity, "host.json", 5)


@pytest.mark.parametrize("version", ["[4.*, 5.0.0)", "[4.0.0, 5.0.0)", "[2.*, 5.0.0)"])
def test_a_supported_one_is_not(version: str) -> None:
    assert said({**QUEUE, **host(version)}) == []


def test_other_bundles_count_otherwise() -> None:
    assert said({**QUEUE, **host("[1.*, 2.0.0)", f"{BUNDLE}.Workflows")}) == []


def test_functions_that_need_a_bundle_are_named_where_there_is_none() -> None:
    (note,) = said({**QUEUE, **TIMER, **host()})
    assert (note.code, note.severity, note.path) == ("missing-bundle", "warning", "host.json")
    assert "Work needs for queueTrigger, queue" in note.message
    assert "Tick" not in note.message


@pytest.mark.parametrize("more", [{**TIMER}, {**QUEUE, "extensions.csproj": "<Project/>"}])
def test_nothing_is_missing_where_none_is_needed_or_the_app_brings_its_extensions(more: Files) -> None:
    assert said({**more, **host()}) == []


@pytest.mark.parametrize("version", ["", "[2.*, 3.0.0)"])
def test_what_the_run_raises_is_said_as_raised(version: str) -> None:
    assert [note.code for note in said({**QUEUE, **host(version)}, bundle="4")] == ["bundle-raised"]


DECORATED = (
    "import azure.functions as func\n\napp = func.FunctionApp()\n\n\n"
    '@app.function_name(name="Work")\n@app.queue_trigger(arg_name="msg", queue_name="q", connection="C")\n{more}'
    "def work(msg: func.QueueMessage{parameter}): ...\n"
)
COSMOS = '@app.cosmos_db_input{}(arg_name="items", database_name="d", {}="c", {}="C")\n'


def raised(more: str, version: str = "[2.*, 3.0.0)"):
    script = DECORATED.format(more=more, parameter=", items: func.DocumentList" if more else "")
    files = {"function_app.py": script, "requirements.txt": "azure-functions\n", **host(version)}
    return migration(files, Options(bundle="4"))


@pytest.mark.parametrize("more", ["", COSMOS.format("", "container_name", "connection")])
def test_an_app_with_decorators_gets_the_bundle_as_well(more: str) -> None:
    result = raised(more)
    assert (result.status, [change.path for change in result.changes]) == ("migrated", ["host.json"])
    assert [note.code for note in result.notes] == ["bundle-raised"]
    assert raised(more, "[4.*, 5.0.0)").status == "unchanged"


def test_but_not_with_names_that_the_new_one_does_not_know() -> None:
    result = raised(COSMOS.format("_v3", "collection_name", "connection_string_setting"))
    (note,) = result.notes
    assert (result.changes, note.code, note.path, note.position.line) == ((), "bundle-not-raised", "function_app.py", 8)
    assert "cosmos_db_input_v3" in note.message


@pytest.mark.parametrize("version", ["", "[1.*, 2.0.0)"])
def test_the_remedy_followed_literally_raises_the_bundle(version: str, tmp_path: Path) -> None:
    files = {path: data.decode() for path, data in legacy_app({**QUEUE, **host(version)}).items()}
    write_files(tmp_path, files)

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "pystein_migrate", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout

    assert "-bundle]" in run(".", "--allow-dirty")
    run("undo", ".")
    assert "-bundle]" not in run(".", "--allow-dirty", "--bundle", "4")
    assert "[4.*, 5.0.0)" in (tmp_path / "host.json").read_text("utf-8")
