"""The catalogue, its page and its command; and that the code names kinds where it once compared strings."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from pystein_migrate import notes
from pystein_migrate.commands.note import note
from pystein_migrate.model.note import NoteKind, Position
from pystein_migrate.report.explanation import notes_page

CHECKOUT = Path(__file__).parents[2]
KINDS = {name: kind for name, kind in vars(notes).items() if isinstance(kind, NoteKind)}
CODE = [
    (path.relative_to(CHECKOUT), ast.parse(path.read_text("utf-8")))
    for package in ("pystein_migrate", "rules/pystein_rules")
    for path in sorted((CHECKOUT / package).rglob("*.py"))
    if "notes" not in path.relative_to(CHECKOUT).parts
]


def run(*arguments: str) -> Result:
    application = typer.Typer()
    application.command()(note)
    return CliRunner().invoke(application, arguments)


def test_every_kind_is_named_as_its_code_and_fully_documented() -> None:
    assert [kind.code for name, kind in KINDS.items() if kind.code != name.lower().replace("_", "-")] == []
    assert list(notes.KINDS) == [kind.code for family in notes.FAMILIES for kind in family.kinds]
    assert set(notes.KINDS.values()) == set(KINDS.values())
    for kind in KINDS.values():
        assert all((kind.title, kind.why, kind.advice, kind.message)), kind.code
        assert kind.title[0].isupper() or kind.title.startswith(("upgrade", "app_kwargs", "extensions", "requirements"))
        assert not kind.title.endswith("."), kind.code
        assert kind.why.endswith(".") and kind.advice.endswith("."), kind.code


def test_every_family_has_a_title_and_says_what_is_in_it() -> None:
    for family in notes.FAMILIES:
        assert family.title and family.text.endswith("."), family
        assert family.kinds, family


def test_the_page_in_docs_is_what_the_catalogue_says() -> None:
    page = (CHECKOUT / "docs" / "notes.md").read_text("utf-8")
    assert page == notes_page(notes.FAMILIES), "stale: python3 dev.py docs"


def test_a_note_is_built_from_its_kind_and_the_facts() -> None:
    built = notes.DROPPED_PROPERTY.at("Fn/function.json", Position(2, 3), function="Fn", key="$x", binding="msg")
    assert (built.code, built.severity, built.function) == ("dropped-property", "warning", "Fn")
    assert built.message == 'property "$x" of binding "msg" has a name no extension can read; it is left out'
    assert notes.NOT_WRITTEN.at("p", message="{braces}", remedy="").message == "{braces}"


# ---- the command


@pytest.mark.parametrize("code", ["dropped-property", "DROPPED-PROPERTY"])
def test_a_note_is_explained_by_its_code(code: str) -> None:
    done = run(code)
    assert done.exit_code == 0
    assert done.stdout.startswith("# dropped-property\n\nA property of a binding is left out. Severity: warning.\n")
    assert '> property "{key}" of binding "{binding}" has a name' in done.stdout
    assert "## Why is this said?" in done.stdout and "## What to do" in done.stdout


def test_all_notes_are_printed_in_every_format() -> None:
    entries = json.loads(run("--all", "--output-format", "json").stdout)
    assert [entry["code"] for entry in entries] == list(notes.KINDS)
    assert {"severities", "title", "message", "remedy", "why", "advice"} <= set(entries[0])
    text = run("--all").stdout
    assert re.findall(r"^# (\S+)$", text, re.MULTILINE) == list(notes.KINDS)
    assert run("--all", "--output-format", "markdown").stdout == notes_page(notes.FAMILIES)
    assert json.loads(run("proxies", "--output-format", "json").stdout)["severities"] == ["warning"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("droped-property",), "error: no note has the code 'droped-property'; did you mean dropped-property?"),
        (("x",), "error: no note has the code 'x'; `pystein-migrate note --all` prints them all"),
        ((), "error: give a note's code, or --all"),
        (("proxies", "--all"), "error: give a note's code, or --all"),
    ],
)
def test_what_cannot_be_explained_is_bad_use(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stderr.strip(), done.stdout) == (2, said, "")


# ---- the code


def test_no_code_spells_a_kind_as_a_string() -> None:
    hyphenated = {code for code in notes.KINDS if "-" in code}
    assert [
        f"{path}:{node.lineno}: {node.value}"
        for path, tree in CODE
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in hyphenated and not _is_a_rules_name(path, tree, node)
    ] == []


def test_every_kind_is_used_and_nothing_but_kinds() -> None:
    named = {name for _, tree in CODE for name, _ in _kinds_named_in(tree)}
    assert named == KINDS.keys()


def test_whoever_builds_a_note_gives_the_facts_that_its_text_needs() -> None:
    calls = [(f"{path}:{call.lineno}", call, KINDS[name]) for path, tree in CODE for name, call in _built_in(tree)]
    assert len(calls) > len(KINDS) / 2
    for place, call, kind in calls:
        given = {keyword.arg for keyword in call.keywords}
        assert None in given or given - {"function", "severity"} == _facts(kind), (place, kind.code)
        for keyword in call.keywords:
            if keyword.arg == "severity" and isinstance(keyword.value, ast.Constant):
                assert keyword.value.value in (kind.severity, *kind.also), (place, kind.code)


def _facts(kind: NoteKind) -> set[str]:
    return {field for text in (kind.message, kind.remedy) for _, field, _, _ in string.Formatter().parse(text) if field}


def _kinds_named_in(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Every ``notes.KIND``, and ``KIND`` where it is imported by itself."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules = {
        alias.asname or alias.name
        for node in imports
        for alias in node.names
        if (node.module, alias.name) == ("pystein_migrate", "notes")
    }
    own = {alias.name for node in imports for alias in node.names if node.module == "pystein_migrate.notes"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.attr, node
        elif isinstance(node, ast.Name) and node.id in own & KINDS.keys():
            yield node.id, node


def _built_in(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every ``notes.KIND.at(…)``, and every call such as ``LeaveError(notes.KIND, …)`` that hands on the facts.

    A blocker has no facts: what it says completes a sentence; nor has a risk, which several make one note of.
    """
    kinds: dict[ast.AST, str] = {node: name for name, node in _kinds_named_in(tree)}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        named = getattr(call.func, "attr", getattr(call.func, "id", ""))
        told = [call.func.value] if isinstance(call.func, ast.Attribute) and named == "at" else call.args
        for node in told:
            if node in kinds and named not in ("Blocker", "block", "Risk"):
                yield kinds[node], call


def _is_a_rules_name(path: Path, tree: ast.AST, constant: ast.Constant) -> bool:
    """Rules of the linter have names of their own, some of which are those of kinds."""
    return path.parts[0] == "rules" and any(
        isinstance(node, ast.Assign) and node.value is constant and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "name"
        for node in ast.walk(tree)
    )  # fmt: skip
