"""Which rules run: prefixes, select, ignore, settings file and command line."""

from __future__ import annotations

import pytest

from pystein_migrate.lint.options import rule_choice
from pystein_migrate.lint.selection import RuleChoice, UnknownSelectorError, check_selectors, chosen_codes

CODES = ("PYS001", "PYS002", "PYS012", "PYS101", "PYS102")
DEFAULTS = ("PYS001", "PYS002", "PYS101")


def chosen(*choices: RuleChoice) -> list[str]:
    return sorted(chosen_codes(CODES, DEFAULTS, choices))


def test_without_any_choice_the_default_rules_run() -> None:
    assert chosen() == ["PYS001", "PYS002", "PYS101"]


def test_select_replaces_the_defaults_and_takes_prefixes() -> None:
    assert chosen(RuleChoice(select=["PYS0"])) == ["PYS001", "PYS002", "PYS012"]
    assert chosen(RuleChoice(select=["ALL"])) == list(CODES)
    assert chosen(RuleChoice(select=["pys10"])) == ["PYS101", "PYS102"]


def test_extend_select_adds_to_the_defaults() -> None:
    assert chosen(RuleChoice(extend_select=["PYS102"])) == ["PYS001", "PYS002", "PYS101", "PYS102"]


def test_ignore_takes_away_and_the_longer_prefix_wins() -> None:
    assert chosen(RuleChoice(ignore=["PYS0"])) == ["PYS101"]
    assert chosen(RuleChoice(select=["PYS0", "PYS1"], ignore=["PYS00"])) == ["PYS012", "PYS101", "PYS102"]
    assert chosen(RuleChoice(select=["ALL", "PYS001"], ignore=["PYS0"])) == ["PYS001", "PYS101", "PYS102"]
    assert chosen(RuleChoice(select=["PYS001"], ignore=["PYS001"])) == []


def test_the_command_line_counts_more_than_the_settings_file() -> None:
    file = RuleChoice(select=["PYS0"], ignore=["PYS001"])
    assert chosen(file) == ["PYS002", "PYS012"]
    assert chosen(file, RuleChoice(select=["PYS001"])) == ["PYS001"]
    assert chosen(file, RuleChoice(extend_select=["PYS001", "PYS1"])) == [
        "PYS001",
        "PYS002",
        "PYS012",
        "PYS101",
        "PYS102",
    ]
    assert chosen(file, RuleChoice(ignore=["PYS012"])) == ["PYS002"]


def test_a_selector_that_no_rule_has_is_an_error() -> None:
    with pytest.raises(UnknownSelectorError, match="Unknown rule selector `PYS7` in here"):
        check_selectors(["PYS0", "PYS7"], CODES, "here")


def test_command_line_lists_are_split_at_commas() -> None:
    choice = rule_choice(
        select=["PYS001,PYS099"],
        extend_select=[],
        ignore=["PYS0", "PYS099"],
        per_file_ignores=["a.py:PYS001,b/*.py:ALL", "a.py:PYS099"],
    )
    assert choice.select == ["PYS001", "PYS099"]
    assert choice.ignore == ["PYS0", "PYS099"]
    assert choice.per_file_ignores == {"a.py": ["PYS001", "PYS099"], "b/*.py": ["ALL"]}
