"""Authorization levels of half-migrated apps."""

from __future__ import annotations

import pytest

from pystein_rules.examples import BLUEPRINT
from pystein_rules.project import Project
from pystein_rules.registry import BY_NAME, check_project


def folder(level: str | None, name: str = "hello", kind: str = "httpTrigger") -> dict[str, str]:
    said = f', "authLevel": {level}' if level else ""
    return {f"{name}/function.json": f'{{"bindings": [{{"type": "{kind}", "direction": "in", "name": "req"{said}}}]}}'}


def app(constructor: str = "", route: str = "") -> dict[str, str]:
    body = "def hello(req: func.HttpRequest) -> str:\n    return ''\n"
    head = f"import os\nimport azure.functions as func\napp = func.FunctionApp({constructor})\n"
    return {"function_app.py": f"{head}@app.route({route})\n{body}"}


def found(tree: dict[str, str]) -> list[str]:
    findings = check_project(Project.of(tree), [BY_NAME["weaker-than-legacy"]])
    return [f"{each.path}:{each.start.line}:{each.start.column} {each.message}" for each in findings]


APP_WIDE = "http_auth_level=func.AuthLevel."
OWN = "auth_level=func.AuthLevel."


@pytest.mark.parametrize(
    ("legacy", "tree", "message"),
    [
        ('"function"', app(route=f"{OWN}ANONYMOUS"), "4:12 hello says ANONYMOUS, its function.json FUNCTION"),
        (None, app(route="auth_level='anonymous'"), "4:12 hello says ANONYMOUS, its function.json FUNCTION"),
        ("null", app(f"{APP_WIDE}ANONYMOUS"), "4:2 hello inherits ANONYMOUS, its function.json FUNCTION"),
        ('"Admin"', app(), "4:2 hello inherits FUNCTION, its function.json ADMIN"),
        ('"admin"', app(f"{APP_WIDE}ADMIN", f"{OWN}FUNCTION"), "4:12 hello says FUNCTION, its function.json ADMIN"),
    ],
)
def test_a_weaker_level_is_found(legacy: str | None, tree: dict[str, str], message: str) -> None:
    assert found(tree | folder(legacy)) == [f"function_app.py:{message}; only the script counts"]


@pytest.mark.parametrize(
    ("legacy", "tree"),
    [
        ('"function"', app()),
        (None, app(route=f"{OWN}FUNCTION")),
        ('"anonymous"', app(f"{APP_WIDE}ANONYMOUS")),
        ('"anonymous"', app(route=f"{OWN}ADMIN")),
        ('"admin"', app(f"{APP_WIDE}ADMIN")),
        ('"function"', app(f"{APP_WIDE}ANONYMOUS", f"{OWN}FUNCTION")),
        ('"%LEVEL%"', app(f"{APP_WIDE}ANONYMOUS")),
        ('"user"', app(f"{APP_WIDE}ANONYMOUS")),
    ],
)
def test_a_level_that_is_as_strong_or_not_one_of_three_is_fine(legacy: str | None, tree: dict[str, str]) -> None:
    assert found(tree | folder(legacy)) == []


@pytest.mark.parametrize(
    "tree",
    [
        app("http_auth_level=os.environ['LEVEL']"),
        app("**os.environ"),
        app(f"{APP_WIDE}ANONYMOUS", "auth_level=os.environ['LEVEL']"),
        app(f"{APP_WIDE}ANONYMOUS", "**os.environ"),
    ],
)
def test_levels_that_only_running_tells_are_not_compared(tree: dict[str, str]) -> None:
    assert found(tree | folder('"admin"')) == []


def test_only_http_functions_of_the_same_name_are_compared() -> None:
    tree = app(f"{APP_WIDE}ANONYMOUS", "route='Other'")
    assert found(tree | folder(None, "Other")) == []
    assert found(tree | folder(None, kind="queueTrigger")) == []
    assert len(found(tree | folder(None, "Hello"))) == 1


def test_the_functions_of_a_registered_blueprint_inherit_the_level_of_the_app() -> None:
    script = f"from users import bp\nimport azure.functions as func\napp = func.FunctionApp({APP_WIDE}ANONYMOUS)\n"
    tree = {"users.py": BLUEPRINT, "function_app.py": script} | folder('"function"', "users")
    assert found(tree) == []
    tree["function_app.py"] += "app.register_functions(bp)\n"
    assert found(tree) == ["users.py:6:2 users inherits ANONYMOUS, its function.json FUNCTION; only the script counts"]
