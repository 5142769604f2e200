"""``pystein-migrate rule`` and docs/rules.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pystein_migrate.lint.catalogue import RULES, UNPARSABLE, rule_for
from pystein_migrate.lint.documentation import rules_page
from pystein_migrate.lint.finding import rule_url

Run = Callable[..., Any]
PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


@pytest.mark.parametrize("name", ["PYS001", "pys001", "mixed-models"])
def test_a_rule_is_explained_by_code_or_name(run: Run, name: str) -> None:
    result = run("rule", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("# mixed-models (PYS001)\n")
    for part in ("## What it does", "## Why is this bad?", "## Example", "Use instead:", "## Source"):
        assert part in result.stdout


def test_json_has_the_keys_of_ruff(run: Run) -> None:
    entry = json.loads(run("rule", "PYS099", "--output-format", "json").stdout)
    assert entry["code"] == "PYS099"
    assert entry["fix_availability"] == "Always"
    keys = {"name", "code", "linter", "summary", "message_formats", "fix", "fix_availability", "explanation", "preview"}
    assert keys <= set(entry)


def test_all_rules_are_printed_in_every_format(run: Run) -> None:
    codes = [rule.code for rule in RULES]
    assert [entry["code"] for entry in json.loads(run("rule", "--all", "--output-format", "json").stdout)] == codes
    for output_format in ("text", "markdown"):
        text = run("rule", "--all", "--output-format", output_format).stdout
        assert [code for code in codes if f"({code})" not in text] == []


@pytest.mark.parametrize("arguments", [("PYS777",), (), ("PYS001", "--all")])
def test_an_unknown_rule_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("rule", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")


def test_the_page_in_docs_is_what_the_rules_say() -> None:
    text = PAGE.read_text("utf-8")
    assert text == rules_page(RULES), "stale: pystein-migrate rule --all --output-format markdown > docs/rules.md"


def test_the_comparison_with_other_tools_has_a_row_for_every_rule() -> None:
    text = (PAGE.parent / "comparison.md").read_text("utf-8")
    assert [rule.code for rule in RULES if f"| [{rule.code}](" not in text] == [], "run benchmarks/comparison.py again"


def test_every_finding_links_to_a_heading_of_the_page() -> None:
    headings = re.findall(r"^### (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert [rule.code for rule in RULES if rule_url(rule.code, rule.name).rpartition("#")[2] not in anchors] == []


def test_the_rule_about_unparsable_modules_is_where_the_engine_expects_it() -> None:
    rule = rule_for(UNPARSABLE)
    assert rule is not None
    assert rule.name == "unparsable-module"


def test_codes_and_names_are_unique_and_spelled_as_ruff_spells_them() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.name for rule in RULES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)] == []
