"""Every rule's examples through the whole engine, on disk: found, silenced, fixed for good."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pystein_migrate.lint.catalogue import RULES
from pystein_migrate.text import jsonc
from pystein_rules.base import Rule

Write = Callable[[dict[str, str]], Path]
Run = Callable[..., Any]
FIXABLE = [rule for rule in RULES if rule.fix != "none"]


@pytest.fixture
def write(write: Write) -> Write:
    """As elsewhere, with the host.json that examples about other files leave out."""
    return lambda files: write({"host.json": '{"version": "2.0"}\n', **files} if _needs_host(files) else files)


def _needs_host(files: dict[str, str]) -> bool:
    return not any(path.endswith(("host.json", "function.json", "function_app.py")) for path in files)


def by_code(rules: list[Rule] | tuple[Rule, ...]) -> Any:
    return pytest.mark.parametrize("rule", rules, ids=[rule.code for rule in rules])


def found(run: Run, *arguments: str) -> list[dict[str, Any]]:
    result = run("check", "--output-format", "json", *arguments)
    assert result.exit_code in (0, 1), result.stderr
    entries: list[dict[str, Any]] = json.loads(result.stdout)
    return entries


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@by_code(RULES)
def test_the_bad_example_is_found_on_disk_at_a_place_in_its_file(run: Run, write: Write, rule: Rule) -> None:
    root = write(dict(rule.bad))
    entries = found(run, "--select", rule.code)
    assert {entry["code"] for entry in entries} == {rule.code}
    for entry in entries:
        lines = (root / entry["filename"]).read_text("utf-8").split("\n")
        assert 1 <= entry["location"]["row"] <= len(lines)
        assert 1 <= entry["location"]["column"] <= len(lines[entry["location"]["row"] - 1]) + 1


@by_code(RULES)
def test_the_good_example_is_passed_on_disk(run: Run, write: Write, rule: Rule) -> None:
    write(dict(rule.good))
    assert found(run, "--select", rule.code) == []


@by_code(RULES)
def test_added_comments_silence_what_is_in_modules_and_are_all_used(run: Run, write: Write, rule: Rule) -> None:
    root = write(dict(rule.bad))
    run("check", "--select", rule.code, "--add-noqa", "--allow-dirty")
    left = found(run, "--select", f"{rule.code},PYS099")
    in_modules = [entry for entry in left if entry["filename"].endswith(".py")]
    assert rule.code == "PYS099" or {entry["code"] for entry in in_modules} <= {"invalid-syntax"}
    for path, data in contents(root).items():
        if path.endswith(".py") and path in rule.bad and _parses(rule.bad[path]):
            ast.parse(data)


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


@by_code(FIXABLE)
@pytest.mark.parametrize("select", ["own", "all"])
def test_fixes_end_break_nothing_and_are_done_once(run: Run, write: Write, rule: Rule, select: str) -> None:
    root = write(dict(rule.bad))
    selected = rule.code if select == "own" else "ALL"
    arguments = ("check", "--fix", "--unsafe-fixes", "--allow-dirty", "--exit-zero", "--select", selected)
    run(*arguments)
    once = contents(root)
    for path, data in once.items():
        if path.endswith(".py"):
            ast.parse(data)
        elif path.endswith(".json"):
            jsonc.parse(data.decode("utf-8-sig"))
    run(*arguments)
    assert contents(root) == once


@by_code(FIXABLE)
def test_a_rule_that_promises_fixes_gives_them_and_they_cure_what_they_promise(
    run: Run, write: Write, rule: Rule
) -> None:
    root = write(dict(rule.bad))
    before = contents(root)
    promised = [entry for entry in found(run, "--select", rule.code) if entry["fix"]]
    assert promised
    assert rule.fix == "sometimes" or all(entry["fix"] for entry in found(run, "--select", rule.code))
    applicable = [entry for entry in promised if entry["fix"]["applicability"] != "display"]
    run("check", "--fix", "--unsafe-fixes", "--allow-dirty", "--select", rule.code)
    assert (contents(root) != before) is bool(applicable)
    assert [entry for entry in found(run, "--select", rule.code) if entry["fix"] and applicable] == []


@by_code(FIXABLE)
def test_fixes_keep_windows_line_ends(run: Run, write: Write, rule: Rule) -> None:
    root = write({path: text.replace("\n", "\r\n") for path, text in rule.bad.items()})
    run("check", "--fix", "--unsafe-fixes", "--allow-dirty", "--select", rule.code)
    assert [path for path, data in contents(root).items() if b"\n" in data.replace(b"\r\n", b"")] == []
