"""The release that runs the migrated app is the one that proves it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from apps import Files, legacy_app
from decorating import indexer as library
from packaging.version import Version

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import Index, IndexSource
from pystein_migrate.prove.library import LibraryError, MissingReleaseError
from pystein_migrate.read.app import build_app

BLOB = {
    "type": "blobTrigger", "direction": "in", "name": "msg", "path": "in/{name}", "connection": "C", "source": "EventGrid",
}  # fmt: skip
STORE = {
    "type": "embeddingsStore", "direction": "out", "name": "$return", "input": "{x}", "inputType": "rawText",
    "storeConnectionName": "C", "collection": "docs",
}  # fmt: skip
SEARCH = {
    "type": "semanticSearch", "direction": "in", "name": "found", "searchConnectionName": "C", "collection": "docs",
    "query": "{q}", "chatModel": "m", "embeddingsModel": "e",
}  # fmt: skip
KAFKA = {"type": "kafkaTrigger", "direction": "in", "name": "msg", "topic": "t", "brokerList": "Brokers"}
QUEUE = {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q", "connection": "C"}


class Releases:
    """The real libraries, and which of them were asked."""

    def __init__(self, error: LibraryError | None = None) -> None:
        self.error = error
        self.asked: list[str] = []

    def __call__(self, release: Version) -> IndexSource:
        if self.error:
            raise self.error
        self.asked.append(str(release))
        return library(str(release)).index


def plan(
    requirements: str, *bindings: dict[str, str], released: Releases | None = None, more: Files | None = None
) -> AppResult:
    files: Files = {
        "requirements.txt": requirements,
        "Fn/__init__.py": f"def main({', '.join(each['name'] for each in bindings if each['name'][0] != '$')}): ...\n",
        "Fn/function.json": json.dumps({"bindings": list(bindings)}),
        **(more or {}),
    }
    app = legacy_app(files)
    read = build_app(Path("/app"), app, frozenset(app))
    return migrate_app(read, Options(), library("").index, released=released or Releases())


def after(result: AppResult, path: str) -> str:
    (change,) = [change for change in result.changes if change.path == path]
    return (change.after or b"").decode()


def codes(result: AppResult) -> list[str]:
    return [note.code for note in result.notes]


@pytest.mark.parametrize("pin", ["==1.21.1", ">=1.20,<1.21.3", "==1.21.1 ; python_version < '3.13'", "<=1.21.1"])
def test_a_blobs_source_is_a_member_where_the_release_takes_no_text(pin: str) -> None:
    released = Releases()
    result = plan(f"azure-functions{pin}\n", BLOB, released=released)
    assert result.status == "migrated"
    assert "source=func.BlobSource.EVENT_GRID" in after(result, "function_app.py")
    assert set(released.asked) == {"1.21.1"}


@pytest.mark.parametrize("source", ["eventgrid", "%SOURCE%"])
def test_what_no_member_says_exactly_stays_as_it_is(source: str) -> None:
    assert f'source="{source}"' in after(
        plan("azure-functions==1.21.1\n", {**BLOB, "source": source}), "function_app.py"
    )


@pytest.mark.parametrize("pin", ["==1.21.3", "==1.21.*", "==1.20.0", ""])
def test_and_the_text_where_it_does(pin: str) -> None:
    assert 'source="EventGrid"' in after(plan(f"azure-functions{pin}\n", BLOB), "function_app.py")


@pytest.mark.parametrize(
    ("requirements", "asked"),
    [
        ("azure-functions==1.17.0\n", {"1.17.0"}),
        ("azure-functions>=1.14,<1.20\n", {"1.19.0"}),
        ("azure-functions==1.7.2\n", {"1.24.0"}),
        ("azure-functions>=1.7\n", set()),
        ("azure-functions\n", set()),
        ("-c limits.txt\nazure-functions\n", {"1.18.0"}),
    ],
)
def test_the_release_that_runs_the_app_proves_it(requirements: str, asked: set[str]) -> None:
    released = Releases()
    assert (
        plan(requirements, QUEUE, released=released, more={"limits.txt": "azure-functions<1.19\n"}).status == "migrated"
    )
    assert set(released.asked) == asked


def test_what_that_release_refuses_is_not_written() -> None:
    class Refusing(Releases):
        def __call__(self, release: Version) -> IndexSource:
            return lambda source: Index((), "AttributeError: no")

    result = plan("azure-functions==1.17.0\n", QUEUE, released=Refusing())
    assert (result.status, result.changes) == ("failed", ())


def test_where_it_cannot_be_fetched_the_user_is_told() -> None:
    result = plan("azure-functions==1.17.0\n", QUEUE, released=Releases(LibraryError("no network", "go online")))
    (note,) = result.notes
    assert (result.status, note.code) == ("migrated", "proven-with-another")
    assert "1.17.0" in note.message
    assert "no network" in note.message


@pytest.mark.parametrize(
    ("requirements", "line"),
    [("azure-functions==1.99\n", 1), ("flask\nazure-functions==1.13.0\n", 2), ("azure-functions == 1.21.2\n", 1)],
)
def test_a_release_that_there_never_was_is_refused(requirements: str, line: int) -> None:
    result = plan(requirements, QUEUE, released=Releases(MissingReleaseError("there is none", "")))
    (note,) = result.notes
    assert (result.status, result.changes) == ("failed", ())
    assert (note.code, note.path, note.position.line) == ("no-such-release", "requirements.txt", line)


@pytest.mark.parametrize("pin", ["==1.10", "==1.11.1", "==1.2.0", "==1.11.3"])
def test_one_that_is_too_old_is_raised_whether_there_was_one_or_not(pin: str) -> None:
    result = plan(f"azure-functions{pin}\n", QUEUE)
    assert after(result, "requirements.txt") == "azure-functions==1.24.0\n"
    assert codes(result) == ["requirement-raised"]


@pytest.mark.parametrize("bound", [">=1.2", ">=1.11", ">1.11.1"])
def test_a_lower_bound_rises_to_the_first_release_that_the_worker_can_import(bound: str) -> None:
    assert after(plan(f"azure-functions{bound}\n", QUEUE), "requirements.txt") == "azure-functions>=1.12\n"


@pytest.mark.parametrize(
    ("before", "expected"), [("==1.2.0", "==1.24.0"), (">=1.20", None), ("==1.23.0", None), ("==1.25.0", None)]
)
@pytest.mark.parametrize("binding", [STORE, SEARCH], ids=["embeddingsStore", "semanticSearch"])
def test_renamed_parameters_need_the_release_that_renamed_them(
    binding: dict[str, str], before: str, expected: str | None
) -> None:
    result = plan(f"azure-functions{before}\n", QUEUE, binding)
    assert result.status == "migrated"
    if expected:
        assert after(result, "requirements.txt") == f"azure-functions{expected}\n"
    else:
        assert "requirements.txt" not in {change.path for change in result.changes}


def test_the_reason_for_a_raise_is_the_true_one() -> None:
    caller = "from Fn import main\n\n\ndef test_it():\n    assert main('x') is None\n"
    result = plan("azure-functions==1.18.0\n", QUEUE, more={"tests/test_fn.py": caller})
    (raised,) = [note for note in result.notes if note.code == "requirement-raised"]
    assert raised.message == (
        "azure-functions==1.18.0 becomes azure-functions==1.24.0: the app needs 1.21.0 or newer, because calling a "
        "decorated function returns None before; 1.24.0 is the newest for every Python of Functions 4.x"
    )


@pytest.mark.parametrize(
    ("requirement", "bindings", "more", "reason"),
    [
        ("==1.7.2", (QUEUE,), {}, "1.12 or newer, because the worker imports FunctionRegister, which older ones lack; "
         "1.24.0 is the newest for every Python of Functions 4.x"),
        (">=1.7.2", (QUEUE,), {}, "1.12 or newer, because the worker imports FunctionRegister, which older ones lack"),
        (">=1.12", (KAFKA,), {}, "1.21.0 or newer, because @app.kafka_trigger needs it"),
        ("==1.7.2", (QUEUE,), {"Dockerfile": "FROM mcr.microsoft.com/azure-functions/python:4-python3.11\n"},
         "1.12 or newer, because the worker imports FunctionRegister, which older ones lack; "
         "1.26.0 is the newest for Python 3.11"),
        ("==1.7.2\nflask==2.0", (QUEUE,), {}, "1.12 or newer, because the worker imports FunctionRegister, which older "
         "ones lack; 1.22.1 is the newest without Werkzeug 3"),
    ],
)  # fmt: skip
def test_the_reason_says_what_needs_the_release_and_why_a_pin_is_a_newer_one(
    requirement: str, bindings: tuple[dict[str, str], ...], more: Files, reason: str
) -> None:
    result = plan(f"azure-functions{requirement}\n", *bindings, more=more)
    (raised,) = [note for note in result.notes if note.code == "requirement-raised"]
    assert raised.message.partition("the app needs ")[2] == reason


def test_a_retry_policy_needs_its_decorator() -> None:
    settings = {
        "bindings": [QUEUE],
        "retry": {"strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:10"},
    }
    result = plan("azure-functions>=1.12\n", QUEUE, more={"Fn/function.json": json.dumps(settings)})
    (raised,) = [note for note in result.notes if note.code == "requirement-raised"]
    assert raised.message.endswith("the app needs 1.18.0 or newer, because @app.retry needs it")


ORCHESTRATION = {"type": "orchestrationTrigger", "direction": "in", "name": "context"}
FLOW = "import azure.durable_functions as df\n\n\ndef flow(context):\n    return 1\n\n\nmain = df.Orchestrator.create(flow)\n"


@pytest.mark.parametrize(
    ("pin", "expected"),
    [("==1.2.8", None), ("==1.2.4", None), (">=1.2.9", None), ("==1.2.3", "==1.3.0"), (">=1.1", ">=1.2.4")],
)
def test_durable_is_raised_only_where_its_decorators_are_missing(pin: str, expected: str | None) -> None:
    requirements = f"azure-functions\nazure-functions-durable{pin}\n"
    result = plan(requirements, ORCHESTRATION, more={"Fn/__init__.py": FLOW})
    assert "orchestration_trigger" in after(result, "function_app.py")
    if expected:
        assert after(result, "requirements.txt") == f"azure-functions\nazure-functions-durable{expected}\n"
        assert "because the durable decorators use its Blueprint" in result.notes[0].message
    else:
        assert codes(result) == []
