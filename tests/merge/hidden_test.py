"""Functions that are not loaded in the legacy model do not come alive unasked."""

from __future__ import annotations

import json

import pytest
from apps import Files, migrated, migration

from pystein_migrate.model.note import Position
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult

SCRIPT = "def main(msg):\n    return 1\n"
LIVING: Files = {"Orders/__init__.py": SCRIPT}
SCRIPT_OF_THE_NEW_MODEL = """\
import azure.functions as func

app = func.FunctionApp()


@app.route(route="v2/orders", methods=["GET"])
def orders_v2(req: func.HttpRequest) -> str:
    return "v2"
"""
INCLUDING = Options(include_hidden=True)


def http(route: str | None = None, methods: tuple[str, ...] = ("get",)) -> str:
    trigger = {"type": "httpTrigger", "direction": "in", "name": "msg", "methods": list(methods)}
    if route is not None:
        trigger["route"] = route
    return json.dumps({"bindings": [trigger, {"type": "http", "direction": "out", "name": "$return"}]})


def host(*functions: str) -> str:
    return json.dumps({"version": "2.0", "functions": functions}, indent=2)


def said(result: AppResult) -> list[tuple[str, str, str, str]]:
    """Function, severity, code and place of what is said of functions."""
    return [
        (each.function.name, note.severity, note.code, f"{note.path}:{note.position.line}")
        for each in result.functions
        for note in each.notes
    ]


HIDING: dict[str, tuple[Files, str]] = {
    "host.json": ({"host.json": host("ORDERS")}, "host.json:3"),
    ".funcignore": ({".funcignore": ".git*\nDebug*\n"}, ".funcignore:2"),
    ".dockerignore": ({".dockerignore": "DebugDump\n", "Dockerfile": "FROM x\n"}, ".dockerignore:1"),
}


@pytest.mark.parametrize("place", HIDING)
def test_an_app_with_a_hidden_function_is_refused_with_the_place_that_hides_it(place: str) -> None:
    files, where = HIDING[place]

    result = migration({**LIVING, "DebugDump/__init__.py": SCRIPT, **files})

    assert (result.status, result.changes) == ("failed", ())
    assert said(result) == [("DebugDump", "error", "hidden-function", where)]
    assert [note.code for note in result.notes if note.severity == "error"] == ["hidden-functions"]


@pytest.mark.parametrize("place", HIDING)
@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_it_is_migrated_with_a_warning_if_the_user_says_so(place: str, layout: str) -> None:
    files, where = HIDING[place]

    result = migration(
        {**LIVING, "DebugDump/__init__.py": SCRIPT, **files},
        Options(layout=layout, include_hidden=True),  # type: ignore[arg-type]
    )

    assert result.status == "migrated"
    assert [each for each in said(result) if each[1] != "info"] == [("DebugDump", "warning", "hidden-function", where)]


@pytest.mark.parametrize(
    "files",
    [
        {"host.json": host()},
        {"host.json": host("Orders")},
        {"host.json": "{"},
        {".funcignore": "Orders\n!Orders\n"},
        {".funcignore": "*.md\nshared/\n"},
        {".dockerignore": "Orders\n"},
    ],
)
def test_what_hides_nothing_is_no_reason(files: Files) -> None:
    assert migration({**LIVING, **files}).status == "migrated"


def test_a_folder_beside_a_script_with_functions_was_ignored() -> None:
    files = {**LIVING, "function_app.py": SCRIPT_OF_THE_NEW_MODEL}

    refused = migration(files)
    included = migration(files, INCLUDING)

    assert refused.status == "failed"
    assert said(refused) == [("Orders", "error", "hidden-function", "Orders/function.json:1")]
    assert included.status == "migrated"
    assert said(included) == [("Orders", "warning", "hidden-function", "Orders/function.json:1")]


def test_a_script_without_functions_hides_none() -> None:
    files = {**LIVING, "function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\n"}
    assert "def orders(msg):" in migrated(files)["function_app.py"]


def test_a_broken_hidden_function_may_be_dropped_instead() -> None:
    files = {**LIVING, "DebugDump/__init__.py": "def main(:\n", ".funcignore": "Debug*\n"}
    assert migration(files, Options(drop_broken=True)).status == "migrated"
    assert [note.code for note in migration(files).notes if note.severity == "error"] == ["broken-functions"]


def test_a_hidden_function_must_not_take_the_route_of_a_living_one() -> None:
    files = {
        "Orders/__init__.py": SCRIPT,
        "Orders/function.json": http("orders/{id}"),
        "OldOrders/__init__.py": SCRIPT,
        "OldOrders/function.json": http("/Orders/{number}", ("get", "post")),
        ".funcignore": "Old*\n",
    }

    result = migration(files, INCLUDING)

    assert result.status == "failed"
    assert [(each.function.name, note.code, note.position) for each in result.functions for note in each.notes][1:] == [
        ("OldOrders", "route-taken", Position(1, 15))
    ]
    apart = {**files, "OldOrders/function.json": http("Orders/{number}", ("post",))}
    assert migration(apart, INCLUDING).status == "migrated"


def test_nor_that_of_a_function_that_is_decorated_already() -> None:
    files = {
        "Orders/__init__.py": SCRIPT,
        "Orders/function.json": http("v2/orders"),
        "function_app.py": SCRIPT_OF_THE_NEW_MODEL,
    }

    result = migration(files, INCLUDING)

    assert result.status == "failed"
    assert "orders_v2 answers requests for this route and method already" in [
        note.message for note in result.functions[0].notes
    ]


def test_what_host_json_leaves_out_takes_no_route() -> None:
    files = {
        "Orders/__init__.py": SCRIPT,
        "Orders/function.json": http("orders"),
        "OldOrders/__init__.py": SCRIPT,
        "OldOrders/function.json": http("orders"),
        "host.json": host("Orders"),
    }
    assert migration(files, INCLUDING).status == "migrated"
