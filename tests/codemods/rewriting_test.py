"""Only chosen nodes change, and two that want one node are told apart from a user's mistake."""

from __future__ import annotations

import ast
from collections.abc import Callable

import libcst as cst
import pytest

from pystein_migrate.codemods.base import Subject, found
from pystein_migrate.codemods.rename import Rename
from pystein_migrate.codemods.rewriting import (
    ContestedError,
    Target,
    printed_statements,
    removed,
    rewritten,
    rewritten_edits,
)
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.source import Source

SCRIPT = """\
import x  # first


@deco.a  # goes
@other(1)
async def f(a: int = 3, *, b):  # kept
    é = "ü" + old + (old)
    try:
        g()
    except (E, F) as e:
        pass
    print(f"{old!r}", "a" "b", d.parent.parent)
    return (await old)
y = 1; z = old
"""


def source(text: str) -> Source:
    return Source.read("GetOrder/__init__.py", text.encode())


def rename(new: str) -> Callable[[cst.CSTNode], cst.CSTNode]:
    return lambda node: node.with_changes(value=new)


def test_a_name_is_built_anew_wherever_it_stands_and_all_else_stays() -> None:
    read = source(SCRIPT)
    names = [node for node in read.nodes if isinstance(node, ast.Name) and node.id == "old"]

    text = rewritten(read, [Target(node, rename("new"), "test") for node in names])

    assert len(names) == 5
    assert text == SCRIPT.replace("old", "new")


def test_inner_changes_are_made_before_outer_ones() -> None:
    read = source("x = a.parent.parent\n")
    outer = next(node for node in read.nodes if isinstance(node, ast.Attribute))
    name = next(node for node in read.nodes if isinstance(node, ast.Name) and node.id == "a")

    text = rewritten(read, [Target(outer, cst.Call, "call"), Target(name, rename("b"), "name")])

    assert text == "x = b.parent.parent()\n"


def test_a_decorator_goes_with_its_line() -> None:
    read = source("@a\n@b(1)\ndef f():\n    pass\n")
    function = read.tree.body[0]
    assert isinstance(function, ast.FunctionDef)

    assert rewritten(read, [Target(function.decorator_list[0], removed, "test")]) == "@b(1)\ndef f():\n    pass\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f():\n    gone = 1\n    return 2\n", "def f():\n    return 2\n"),
        ("def f():\n    gone = 1\n\n    return 2\n", "def f():\n    return 2\n"),
        ("def f():\n    a()\n\n    gone = 1\n\n    return 2\n", "def f():\n    a()\n\n    return 2\n"),
        ("def f():\n    a()\n    gone = 1\n\n    return 2\n", "def f():\n    a()\n\n    return 2\n"),
        ("def f():\n    # why\n    gone = 1\n    return 2\n", "def f():\n    # why\n    return 2\n"),
        (
            "def f():\n    if x:\n        a()\n        # why\n        gone = 1\n    b()\n",
            "def f():\n    if x:\n        a()\n        # why\n    b()\n",
        ),
    ],
)
def test_a_statement_goes_and_the_comments_above_it_stay(before: str, after: str) -> None:
    read = source(before)
    gone = next(node for node in read.nodes if isinstance(node, ast.Assign))

    assert rewritten(read, [Target(gone, removed, "test")]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import x  # why\n", "import a\nimport b  # why\n"),
        (
            "def f():\n    # above\n    y(); import x  # why\n",
            "def f():\n    # above\n    y()\n    import a\n    import b  # why\n",
        ),
        ("if y: import x\n", "if y: import a; import b\n"),
    ],
)
def test_several_statements_for_one_stand_on_lines_of_their_own(before: str, after: str) -> None:
    several = cst.FlattenSentinel([cst.Import([cst.ImportAlias(cst.Name(name))]) for name in ("a", "b")])
    script = source(before)
    node = next(node for node in script.nodes if isinstance(node, ast.Import))
    assert rewritten(script, [Target(node, lambda updated: several, "one")]) == after


def test_a_line_with_comments_may_take_the_place_of_a_statement() -> None:
    line = cst.SimpleStatementLine([cst.Pass()], [cst.EmptyLine(comment=cst.Comment("# new"))])
    script = source("# old\nx = 1  # behind\n")
    assert rewritten(script, [Target(script.tree.body[0], lambda updated: line, "one")]) == (
        "# old\n# new\npass  # behind\n"
    )


def test_two_codemods_that_want_one_node_are_named() -> None:
    read = source("x = 1\n")
    name = next(node for node in read.nodes if isinstance(node, ast.Name))

    with pytest.raises(ContestedError, match=r"first and second want one node at GetOrder/__init__\.py:1"):
        rewritten(read, [Target(name, rename("a"), "first"), Target(name, rename("b"), "second")])


def test_a_file_that_is_nested_too_deeply_for_libcst_is_no_crash() -> None:
    read = source(f"x = {'(' * 150}a{')' * 150}\n")
    name = next(node for node in read.nodes if isinstance(node, ast.Name) and node.id == "a")

    with pytest.raises(UnparsableError):
        rewritten(read, [Target(name, rename("b"), "test")])


PLACES = (
    "x = (old,\n        old)",
    "assert old, old",
    "raise old from old",
    "x: old = old",
    "x = 'é' + old; y = old",
    'x = """a\nb""" + old',
    "x = old if old else \\\n        old",
    "if old:\n        y = old",
    "with old as z:\n        old()",
    "try:\n        old()\n    except old as e:\n        old()",
    "g = lambda a=old: old",
    "async def h(a=old) -> old:\n        return old",
    "class K(old):\n        z = old",
    "@old\n    def q(): return old",
    "print(f'{old} {old!r:>{old}}')",
)


@pytest.mark.parametrize("first", PLACES)
def test_a_name_changes_in_one_line_as_it_does_in_the_whole_function(first: str) -> None:
    for second in PLACES:
        text = f"old = 1\n\n\nasync def f(p=None):\n    {first}\n    # both\n    {second}\n"
        read = source(text)
        targets = found([Rename], Subject(read, renames={"old": "brand_new"})).targets
        assert rewritten(read, targets) == text.replace("old", "brand_new")


def test_what_changes_in_a_long_function_is_parsed_apart() -> None:
    read = source("def f(a):\n    if a:\n        return old\n    while a:\n        pass\n")
    name = next(node for node in read.nodes if isinstance(node, ast.Name) and node.id == "old")
    head = next(node for node in read.nodes if isinstance(node, ast.Name) and node.id == "a")
    line, test = Target(name, rename("new"), "test"), Target(head, rename("b"), "test")

    assert printed_statements(read, [line]) == set()
    assert [edit.text for edit in rewritten_edits(read, [line])] == ["new"]
    assert printed_statements(read, [line, test]) == {read.tree.body[0]}


def test_what_is_in_brackets_or_in_an_f_string_is_parsed_with_its_line() -> None:
    read = source('x = old + (old)\ny = f"{old}"\nz = f(old)\n')
    names = [node for node in read.nodes if isinstance(node, ast.Name) and node.id == "old"]
    edits = rewritten_edits(read, [Target(name, rename("new"), "test") for name in names])

    assert [edit.text for edit in edits] == ["x = new + (new)", 'y = f"{new}"', "new"]


def test_only_the_head_of_a_definition_is_parsed_where_only_that_changes() -> None:
    text = "@deco  # stays\nasync def old(a,  # first\n        b = (1)):  # why\n    # body\n    return  a\nclass  C( D ) : x=1\n"
    read = source(text)
    function, class_ = read.tree.body
    targets = [
        Target(function, lambda node: node.with_changes(name=cst.Name("new")), "test", head=True),
        Target(class_, lambda node: node.with_changes(name=cst.Name("E")), "test", head=True),
    ]

    assert printed_statements(read, targets) == set()
    assert rewritten(read, targets) == text.replace("def old", "def new").replace("class  C", "class  E")
