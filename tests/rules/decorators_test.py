"""Decorators of the user's own and of other packages around those of the library."""

from __future__ import annotations

import pytest

from pystein_rules.examples import HELLO, script
from pystein_rules.project import Project
from pystein_rules.registry import check_project

FACTORY = """\
import functools


def guard(role):
    def outer(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return function(*args, **kwargs)

        return inner

    return outer


def mark(function):
    function.marked = True
    return function


class Limit:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return self.function(*args)
"""


@pytest.mark.parametrize(
    ("decorator", "expected"),
    [
        ("@guards.guard('admin')", ["PYS201"]),
        ("@guards.Limit", ["PYS201"]),
        ("@tenacity.retry(stop=3)", ["PYS201"]),
        ("@guards.mark", []),
        ("@company.register", []),
        ("@lookup['x']", []),
    ],
)
def test_only_what_surely_wraps_is_said_never_to_run(decorator: str, expected: list[str]) -> None:
    imports = "import company\nimport guards\nimport tenacity\n\nlookup = company.table\n\n\n"
    project = Project.of(script(f"{imports}{decorator}\n{HELLO}", guards=FACTORY))
    assert [finding.code for finding in check_project(project)] == expected


def test_wraps_is_added_to_the_innermost_function_of_a_decorator_factory() -> None:
    bare = FACTORY.replace("        @functools.wraps(function)\n", "")
    body = "import guards\n\n\n" + HELLO.replace("def hello", "@guards.guard('admin')\ndef hello")
    (finding,) = check_project(Project.of(script(body, guards=bare)))
    assert (finding.code, finding.path, finding.start.line) == ("PYS203", "guards.py", 6)
    assert finding.fix is not None
    assert [edit.content for edit in finding.fix.edits] == ["@functools.wraps(function)\n        "]


def test_preview_spellings_are_found_in_functions_that_the_import_does_not_run() -> None:
    text = (
        "import azure.functions as func\n\n\ndef make() -> func.FunctionApp:\n"
        "    app = func.FunctionApp(auth_level=func.AuthLevel.FUNCTION)\n\n"
        '    @app.write_queue(arg_name="out", queue_name="done", connection="AzureWebJobsStorage")\n'
        "    def hello(out): ...\n\n    return app\n\n\napp = make()\n"
    )
    project = Project.of({**script(HELLO), "function_app.py": text})
    found = [(finding.code, finding.start.line) for finding in check_project(project)]
    assert found == [("PYS502", 5), ("PYS501", 7)]
