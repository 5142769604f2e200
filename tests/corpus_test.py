"""Every app of the corpus goes through everything."""

from pathlib import Path

import pytest
from corpus_trees import (
    CORPUS,
    LAYOUTS,
    difference,
    expected,
    expected_difference,
    expected_report,
    layouts_of,
    migrate_theme,
    read_tree,
    themes,
)

# What a person has to decide first: the tool says so and writes nothing.
REFUSED = frozenset({"mixed_clash", "retry_limits"})
# Spelled as the newest release has it already, though in the private preview's way.
UNCHANGED = frozenset({"preview_timer"})


@pytest.fixture(autouse=True)
def own_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.parametrize(("theme", "layout"), [(theme, layout) for theme in themes() for layout in layouts_of(theme)])
def test_the_app_becomes_what_is_written_down_and_a_second_run_changes_nothing(
    theme: str, layout: str, tmp_path: Path
) -> None:
    before = read_tree(CORPUS / theme / "legacy")

    first = migrate_theme(theme, layout, tmp_path)

    statuses = {result.status for result in first.results}
    if theme in REFUSED:
        assert statuses == {"failed"}, first.report
        assert first.tree == before
    else:
        assert statuses == {"unchanged" if theme in UNCHANGED else "migrated"}, first.report
        for result in first.results:
            unverified = [
                each.function.name for each in result.functions if each.status != "dropped" and not each.verified
            ]
            assert not unverified
        second = migrate_theme(theme, layout, tmp_path)
        assert {result.status for result in second.results} <= {"unchanged"}, second.report
        assert second.tree == first.tree
    assert difference(before, first.tree) == expected_difference(theme, layout)
    if layout == LAYOUTS[0]:
        assert first.report == expected_report(theme)


@pytest.mark.parametrize("theme", themes())
def test_nothing_else_is_written_down(theme: str) -> None:
    lists = {f"{layout}.deleted" for layout in layouts_of(theme)}
    trees = {layout for layout in layouts_of(theme) if expected_difference(theme, layout).written}
    assert {each.name for each in expected(theme).iterdir()} == {"report.txt", *lists, *trees}
