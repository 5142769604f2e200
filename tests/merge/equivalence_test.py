"""The last check refuses every change of a section that nothing recorded."""

from __future__ import annotations

import ast

import pytest

from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.script import take_apart
from pystein_migrate.merge.equivalence import (
    Comparison,
    NotEquivalentError,
    check_names,
    check_sections,
    check_statements,
)
from pystein_migrate.merge.merging import MergedScript
from pystein_migrate.python.effects import Effects
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.source import Source

SCRIPT = """\
import json

LIMIT = 1
log = f"{LIMIT}"


def helper(a, *, b=LIMIT):
    return [a, b, LIMIT]


class Thing:
    LIMIT: "LIMIT" = 2
"""
SECTION = """\
BIG = 1
log = f"{BIG}"


def helper(a, *, b=BIG):
    return [a, b, BIG]


class Thing:
    LIMIT: "BIG" = 2
"""


def merged() -> MergedScript:
    script = take_apart(Source.read("A/__init__.py", SCRIPT.encode()), frozenset(), Effects(Modules({})))
    return MergedScript(script, (), Findings(), {"LIMIT": "BIG"})


def check(section: str) -> None:
    above = "import json\n\napp = 1\n\n\n"
    check_sections(Source.generated("function_app.py", above + section), [(section, merged())])


def test_a_section_with_the_recorded_renames_passes() -> None:
    check(SECTION)


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        ("BIG = 1", "BIG = 2"),
        ("BIG = 1\n", ""),
        ("BIG = 1", "LIMIT = 1"),
        ('f"{BIG}"', 'f"{LIMIT}"'),
        ('f"{BIG}"', 'f"{BIG!r}"'),
        ("b=BIG", "b=LIMIT"),
        ("[a, b, BIG]", "[a, BIG, b]"),
        ("def helper", "async def helper"),
        ("def helper", "@app.route()\ndef helper"),
        ("(a, *,", "(a,"),
        ("    LIMIT:", "    BIG:"),
        ('"BIG"', '"LIMIT"'),
        ("class Thing:", "class Thing(object):"),
        ("class Thing:", "x = 1\n\n\nclass Thing:"),
    ],
)
def test_any_other_change_is_refused(was: str, is_: str) -> None:
    assert was in SECTION
    with pytest.raises(NotEquivalentError):
        check(SECTION.replace(was, is_))


def test_a_script_that_stays_may_lose_recorded_names_and_get_decorators() -> None:
    source = Source.generated("A/__init__.py", "from json import dumps, loads\n\n\ndef main():\n    loads()\n")
    imports, entry = source.tree.body
    assert isinstance(imports, ast.ImportFrom)
    comparison = Comparison([], [entry], gone=imports.names[:1])
    text = "from json import loads\n\n\n@bp.route()\ndef main():\n    loads()\n"
    check_statements(source, source.tree.body, ast.parse(text).body, comparison)
    for was, is_ in (("import loads", "import dumps, loads"), ("    loads()", "    dumps()"), ("json", "yaml")):
        with pytest.raises(NotEquivalentError):
            check_statements(source, source.tree.body, ast.parse(text.replace(was, is_)).body, comparison)


@pytest.mark.parametrize(
    "statement", ["app = 1", "with x as app: pass", "def app(): pass", "func = 1", "class func: pass"]
)
def test_a_script_that_takes_the_apps_or_the_librarys_name_is_refused(statement: str) -> None:
    text = "import azure.functions as func\n\napp = func.FunctionApp()\n"
    check_names(Source.generated("function_app.py", text), "app", "func")
    with pytest.raises(NotEquivalentError):
        check_names(Source.generated("function_app.py", f"{text}{statement}\n"), "app", "func")
