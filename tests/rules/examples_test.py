"""Every rule's examples are run: by the rule itself, and by the real library or worker where the rule speaks of them."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pystein_migrate.text.edits import apply_edits
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic, FileEdit
from pystein_rules.project import Project
from pystein_rules.registry import BY_CODE, BY_NAME, FAMILIES, RULES, check_project

INDEX_APPS = Path(__file__).with_name("index_apps.py")
RUN_PYTHON = os.environ.get("PYSTEIN_RUN_PYTHON", sys.executable if sys.version_info >= (3, 13) else "")
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def findings(rule: Rule, tree: dict[str, str]) -> list[Diagnostic]:
    return check_project(Project.of(tree), [rule])


def apply(tree: dict[str, str], edits: tuple[FileEdit, ...]) -> dict[str, str]:
    changed = dict(tree)
    for path in {edit.path for edit in edits}:
        text = changed.get(path, "")
        changed[path] = apply_edits(text, [edit.within(text) for edit in edits if edit.path == path])
    return changed


@each_rule
def test_the_bad_example_is_found_and_the_good_one_is_clean(rule: Rule) -> None:
    found = findings(rule, dict(rule.bad))
    assert found, "nothing found in the bad example"
    assert {diagnostic.code for diagnostic in found} == {rule.code}
    assert findings(rule, dict(rule.good)) == []
    for diagnostic in found:
        assert diagnostic.path in rule.bad or diagnostic.path == "", diagnostic
        assert diagnostic.start <= diagnostic.end
        assert diagnostic.message == diagnostic.message.strip() and not diagnostic.message.endswith("."), diagnostic


@each_rule
def test_no_other_rule_objects_to_the_good_example(rule: Rule) -> None:
    assert [f"{d.code} {d.path}:{d.start.line} {d.message}" for d in check_project(Project.of(rule.good))] == []


@each_rule
def test_the_explanation_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"PYS\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.family in FAMILIES
    for text in (rule.message, rule.what, rule.why, rule.source):
        assert text and text == text.strip()
    assert bool(rule.fix_safety) == (rule.fix != "none")
    assert not rule.message.endswith(".")


def test_codes_and_names_are_unique() -> None:
    assert len(BY_CODE) == len(BY_NAME) == len(RULES)


@each_rule
def test_fixes_remove_what_was_found_and_keep_the_syntax(rule: Rule) -> None:
    tree = dict(rule.bad)
    fixes = [diagnostic.fix for diagnostic in findings(rule, tree) if diagnostic.fix]
    assert bool(fixes) == (rule.fix != "none")
    if not fixes:
        return
    for _ in range(10):
        fixable = [diagnostic.fix for diagnostic in findings(rule, tree) if diagnostic.fix]
        if not fixable:
            break
        tree = apply(tree, fixable[0].edits)
        for path, text in tree.items():
            if path.endswith(".py"):
                ast.parse(text)
    assert findings(rule, tree) == [], tree


def run_apps(python: str, trees: list[dict[str, str]], folder: Path, *arguments: str) -> list[dict[str, Any]]:
    roots = []
    for number, tree in enumerate(trees):
        root = folder / f"app{number}"
        for path, text in tree.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        roots.append(str(root))
    done = subprocess.run(
        [python, str(INDEX_APPS), *arguments], input=json.dumps(roots), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


PROVEN = [rule for rule in RULES if rule.proof and rule.proof.kind in ("index", "import", "vanish")]
WORKER = [rule for rule in RULES if rule.proof and rule.proof.kind in ("worker", "legacy")]


def assert_proven(rule: Rule, bad: dict[str, Any], good: dict[str, Any]) -> None:
    assert rule.proof
    assert "error" not in good, good.get("error")
    if rule.proof.kind == "vanish":
        assert "error" not in bad, bad.get("error")
        assert not set(rule.proof.missing) & set(bad["functions"])
        assert rule.proof.missing
    else:
        assert rule.proof.error in bad.get("error", f"indexed: {bad.get('functions')}")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("apps")
    trees = [dict(tree) for rule in PROVEN for tree in (rule.bad, rule.good)]
    results = run_apps(sys.executable, trees, folder)
    return {rule.code: (results[2 * i], results[2 * i + 1]) for i, rule in enumerate(PROVEN)}


@pytest.mark.parametrize("rule", PROVEN, ids=lambda rule: rule.name)
def test_the_library_refuses_or_loses_the_bad_example_and_indexes_the_good_one(
    rule: Rule, indexed: dict[str, tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    assert_proven(rule, *indexed[rule.code])


@pytest.fixture(scope="module")
def in_worker(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    if not RUN_PYTHON:
        pytest.skip("needs Python 3.13 with azure-functions-runtime: set PYSTEIN_RUN_PYTHON")
    results: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for kind in ("worker", "legacy"):
        rules = [rule for rule in WORKER if rule.proof and rule.proof.kind == kind]
        trees = [dict(tree) for rule in rules for tree in (rule.bad, rule.good)]
        answers = run_apps(RUN_PYTHON, trees, tmp_path_factory.mktemp(kind), kind)
        results |= {rule.code: (answers[2 * i], answers[2 * i + 1]) for i, rule in enumerate(rules)}
    return results


@pytest.mark.run
@pytest.mark.parametrize("rule", WORKER, ids=lambda rule: rule.name)
def test_the_worker_refuses_the_bad_example_and_indexes_the_good_one(
    rule: Rule, in_worker: dict[str, tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    assert_proven(rule, *in_worker[rule.code])
