"""Replacing parts of a text, and places in it."""

import pytest

from pystein_migrate.model.note import Position
from pystein_migrate.text.edits import Edit, apply_edits


def test_edits_are_applied_in_order_and_insertions_at_one_place_keep_theirs() -> None:
    edits = [Edit(3, 3, "x"), Edit(0, 1, "A"), Edit(3, 3, "y")]
    assert apply_edits("abc", edits) == "Abcxy"


def test_edits_that_touch_do_not_overlap_and_others_are_refused() -> None:
    assert apply_edits("abc", [Edit(0, 1, ""), Edit(1, 2, "B")]) == "Bc"
    with pytest.raises(ValueError, match="overlap at character 1"):
        apply_edits("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\n\nbé\n", "\n"])
def test_a_position_leads_back_to_its_character(text: str) -> None:
    for offset in range(len(text) + 1):
        assert Position.at(text, offset).offset(text) == offset


def test_places_past_the_end_are_the_end() -> None:
    assert Position(1, 9).offset("a\nb") == 1
    assert Position(9, 1).offset("a\nb") == 3
