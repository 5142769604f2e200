"""host.json and the files around the code count when two trees are compared, from the user's side."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pystein_migrate.model.note import Note
from pystein_migrate.prove.index import Indexer
from pystein_migrate.prove.static import check_trees

from .support import write_tree

QUEUE = {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "work", "connection": "C"}
LEGACY = {
    "Work/function.json": json.dumps({"bindings": [QUEUE]}),
    "Work/__init__.py": "def main(msg): ...\n",
    "More/function.json": json.dumps({"bindings": [QUEUE]}),
    "More/__init__.py": "def main(msg): ...\n",
    "requirements.txt": "azure-functions\n",
}
MIGRATED = {
    "function_app.py": """\
import azure.functions as func

from shared import work

app = func.FunctionApp()


@app.function_name(name="Work")
@app.queue_trigger(arg_name="msg", queue_name="work", connection="C")
def work_(msg):
    work()


@app.function_name(name="More")
@app.queue_trigger(arg_name="msg", queue_name="work", connection="C")
def more(msg): ...
""",
    "shared.py": "def work(): ...\n",
    "requirements.txt": "azure-functions\n",
}
BUNDLE = "Microsoft.Azure.Functions.ExtensionBundle"


def bundle(version: str, name: str = BUNDLE) -> dict[str, object]:
    return {"extensionBundle": {"id": name, "version": version}}


@pytest.fixture(scope="module")
def indexer() -> Iterator[Indexer]:
    indexer = Indexer()
    yield indexer
    indexer.close()


def trees(tmp_path: Path, before: object, after: object, **migrated: str) -> tuple[Path, Path]:
    """Two trees with these documents as host.json, None for none; more files of the migrated one."""
    texts = [{} if each is None else {"host.json": json.dumps(each, indent=2)} for each in (before, after)]
    for name in ("legacy", "migrated"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    return (
        write_tree(tmp_path / "legacy", {**LEGACY, **texts[0]}),
        write_tree(tmp_path / "migrated", {**MIGRATED, **texts[1], **migrated}),
    )


DIFFERENCES = {
    "prefix": ({}, {"extensions": {"http": {"routePrefix": ""}}}, 'the route prefix "api" became ""'),
    "prefix back": ({"extensions": {"http": {"routePrefix": "v1"}}}, {}, 'the route prefix "v1" became "api"'),
    "prefix in other case": (
        {}, {"Extensions": {"HTTP": {"RoutePrefix": "x"}}}, 'the route prefix "api" became "x"',
    ),
    "functions": ({}, {"functions": ["Work"]}, "More are not loaded any more"),
    "functions back": ({"functions": ["work"]}, {}, "More are loaded, which were not before"),
    "bundle gone": (bundle("[4.*, 5.0.0)"), {}, "the extension bundle 4 became none"),
    "bundle older": (bundle("[4.*, 5.0.0)"), bundle("[3.*, 4.0.0)"), "the extension bundle 4 became 3"),
    "bundle not the newest": (bundle("[2.*, 3.0.0)"), bundle("[3.*, 4.0.0)"), "the extension bundle 2 became 3"),
    "another bundle": (bundle("[4.*, 5.0.0)"), bundle("[4.*, 5.0.0)", f"{BUNDLE}.Preview"), "became preview 4"),
    "timeout": ({"functionTimeout": "00:10:00"}, {"functionTimeout": "00:00:10"}, "00:10:00 became 00:00:10"),
    "timeout gone": ({"functionTimeout": "-1"}, {}, "-1 became (the plan's own)"),
    "host.json gone": ({}, None, "the migrated app has no host.json"),
    "host.json new": (None, {}, "the legacy app has no host.json"),
    "an extension's setting": (
        {"extensions": {"queues": {"batchSize": 1}}}, {"extensions": {"queues": {"batchSize": 32}}},
        "extensions.queues.batchSize 1 became 32",
    ),
    "the task hub": (
        {"extensions": {"durableTask": {"hubName": "Shop"}}}, {"extensions": {"durableTask": {}}},
        "extensions.durableTask.hubName 'Shop' became (the default)",
    ),
}  # fmt: skip
SAME = {
    "nothing": ({}, {}),
    "case and slashes": (
        {"extensions": {"http": {"routePrefix": "v1"}}}, {"extensions": {"Http": {"routeprefix": "/v1/"}}},
    ),
    "the default spelled out": ({}, {"extensions": {"http": {"routePrefix": "api"}}}),
    "all functions named": ({}, {"functions": ["MORE", "work"]}),
    "an empty list": ({}, {"functions": []}),
    "another range": (bundle("[4.*, 5.0.0)"), bundle("[4.0.0, 5.0.0)")),
    "logging": ({"logging": {"logLevel": {"default": "Debug"}}}, {"version": "2.0"}),
}  # fmt: skip


def problems(legacy: Path, migrated: Path, indexer: Indexer) -> list[Note]:
    return list(check_trees(legacy, migrated, indexer).problems)


@pytest.mark.parametrize("case", DIFFERENCES)
def test_what_host_json_says_otherwise_is_a_difference(case: str, tmp_path: Path, indexer: Indexer) -> None:
    before, after, message = DIFFERENCES[case]
    (note,) = problems(*trees(tmp_path, before, after), indexer)
    assert (note.code, note.path) == ("host-differs", "host.json")
    assert message in note.message


@pytest.mark.parametrize("case", SAME)
def test_what_means_the_same_is_none(case: str, tmp_path: Path, indexer: Indexer) -> None:
    assert problems(*trees(tmp_path, *SAME[case]), indexer) == []


def test_the_place_is_that_of_the_setting(tmp_path: Path, indexer: Indexer) -> None:
    (note,) = problems(*trees(tmp_path, {}, {"version": "2.0", "functionTimeout": "00:01:00"}), indexer)
    assert (note.position.line, note.position.column) == (3, 22)


@pytest.mark.parametrize("before", [{}, bundle("[1.*, 2.0.0)"), bundle("[3.*, 4.0.0)")])
def test_a_bundle_raised_as_the_tool_raises_it_is_said_and_no_difference(
    before: dict[str, object], tmp_path: Path, indexer: Indexer
) -> None:
    check = check_trees(*trees(tmp_path, before, bundle("[4.*, 5.0.0)")), indexer)
    assert check.problems == ()
    assert [note.code for note in check.remarks] == ["bundle-changed"]


@pytest.mark.parametrize(
    ("pattern", "hidden"), [("function_app.py", "function_app.py"), ("*_app.py", "function_app.py"), ("shared.py", "shared.py")]
)  # fmt: skip
def test_what_is_not_deployed_is_a_problem_and_its_remedy_is_one(
    pattern: str, hidden: str, tmp_path: Path, indexer: Indexer
) -> None:
    ignored = f".git\n{pattern}\n"
    (note,) = problems(*trees(tmp_path, {}, {}, **{".funcignore": ignored}), indexer)
    assert (note.code, note.path, note.position.line) == ("not-deployed", ".funcignore", 2)
    line = note.remedy.removeprefix("add a line ")
    assert line == f"!{hidden}"
    assert problems(*trees(tmp_path, {}, {}, **{".funcignore": f"{ignored}{line}\n"}), indexer) == []


@pytest.mark.parametrize("requirement", ["azure-functions==1.2.0", "azure-functions<1.12", "azure-functions==1.11.2"])
def test_a_library_without_the_decorators_is_a_problem_and_its_remedy_is_one(
    requirement: str, tmp_path: Path, indexer: Indexer
) -> None:
    (note,) = problems(*trees(tmp_path, {}, {}, **{"requirements.txt": f"flask\n{requirement}\n"}), indexer)
    assert (note.code, note.path, note.position.line) == ("library-too-old", "requirements.txt", 2)
    asked = note.remedy.removeprefix("ask for ")
    assert problems(*trees(tmp_path, {}, {}, **{"requirements.txt": f"{asked}\n"}), indexer) == []


def test_the_release_that_runs_the_migrated_app_indexes_it(tmp_path: Path, library: object) -> None:
    blob = '{"type": "blobTrigger", "direction": "in", "name": "msg", "path": "a/b", "connection": "C", "source": "EventGrid"}'
    code = MIGRATED["function_app.py"].partition("@app")[0] + (
        '@app.function_name(name="Fn")\n@app.blob_trigger(arg_name="msg", path="a/b", connection="C", source=SOURCE)\n'
        "def fn(msg): ...\n"
    )

    def verdict(source: str, requirement: str) -> int:
        shutil.rmtree(tmp_path, ignore_errors=True)
        shared = {"host.json": "{}", "requirements.txt": f"{requirement}\n", "shared.py": "def work(): ...\n"}
        legacy = {"Fn/function.json": f'{{"bindings": [{blob}]}}', "Fn/__init__.py": "def main(msg): ...\n"}
        write_tree(tmp_path / "legacy", {**legacy, **shared})
        write_tree(tmp_path / "migrated", {"function_app.py": code.replace("SOURCE", source), **shared})
        command = [sys.executable, "-m", "pystein_migrate", "verify", "legacy", "migrated"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode

    assert verdict('"EventGrid"', "azure-functions==1.21.1") == 1
    assert verdict("func.BlobSource.EVENT_GRID", "azure-functions==1.21.1") == 0
    assert verdict('"EventGrid"', "azure-functions==1.21.3") == 0
    assert verdict('"EventGrid"', "azure-functions==1.21.2") == 1, "there is none"
