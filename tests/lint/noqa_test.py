"""``# noqa`` comments."""

from __future__ import annotations

import pytest

from pystein_migrate.lint.noqa import removal, suppressions, unsuppressed, unused_codes, with_noqa
from pystein_migrate.model.note import Position
from pystein_migrate.text.edits import apply_edits
from pystein_rules.diagnostics import Diagnostic


def found(line: int, code: str = "PYS012", noqa_line: int | None = None) -> Diagnostic:
    return Diagnostic(code, "a-rule", "m", "a.py", Position(line, 1), Position(line, 2), noqa_line or line)


def silenced(text: str, diagnostic: Diagnostic, is_python: bool = True) -> bool:
    remaining, _ = unsuppressed([diagnostic], suppressions(text, is_python))
    return not remaining


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "#noqa",
        "# NOQA",
        "# noqa: PYS012",
        "#noqa:PYS012",
        "# noqa : PYS012",
        "# noqa: F401, PYS012",
        "# noqa: F401,PYS012",
        "# noqa: F401 PYS012",
        "# noqa: pys012",
        "# noqa: PYS0",
        "# noqa: PYS012 as the queue is not ours",
        "# text # noqa: PYS012",
        "# type: ignore # noqa: PYS012",
    ],
)
def test_a_comment_silences_the_finding_on_its_line(comment: str) -> None:
    assert silenced(f"x = 1  {comment}\n", found(1))


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: F401",
        "x = 1  # noqa: PYS013",
        "x = 1  # noqa: because I say so",
        "x = 1  # nonoqa",
        'x = "# noqa"',
        "x = 1  # flake8: noqa",
        "x = 1  # ruff: noqa: PYS012",
        "x = 1  # noqas",
    ],
)
def test_other_comments_and_strings_silence_nothing(line: str) -> None:
    assert not silenced(f"{line}\n", found(1))


@pytest.mark.parametrize(
    "comment",
    ["# flake8: noqa", "# ruff: noqa", "#ruff:noqa", "# flake8: noqa: PYS012", "# ruff: noqa: F401, PYS012"],
)
def test_a_comment_on_its_own_line_silences_the_whole_file(comment: str) -> None:
    assert silenced(f"import os\n\n{comment}\nx = 1\n", found(1))
    assert silenced(f"import os\nif x:\n    {comment}\n    y = 1\n", found(4))


def test_a_file_comment_with_codes_leaves_other_codes_alone() -> None:
    assert not silenced("# ruff: noqa: F401\nx = 1\n", found(2))


def test_a_comment_in_a_docstring_is_no_comment() -> None:
    assert not silenced('"""\n# flake8: noqa\n"""\nx = 1\n', found(4))


def test_the_last_line_of_a_multi_line_string_can_silence_its_first() -> None:
    assert silenced('x = """\n"""  # noqa: PYS012\n', found(1, noqa_line=2))


def test_settings_files_take_comments_too() -> None:
    assert silenced('{\n  "disabled": true // noqa: PYS012\n}\n', found(2), is_python=False)
    assert silenced("azure-functions-worker  # noqa: PYS012\n", found(1), is_python=False)


def test_an_address_in_a_settings_file_is_no_comment() -> None:
    assert not silenced('{"url": "https://noqa.example.org"}\n', found(1), is_python=False)


def test_comments_count_even_where_python_cannot_be_tokenized() -> None:
    assert silenced("x = (  # noqa: PYS012\n", found(1))


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("x = 1  # noqa: PYS012", "x = 1"),
        ("x = 1  # noqa: F401, PYS012", "x = 1  # noqa: F401"),
        ("x = 1  #noqa:PYS012,F401", "x = 1  #noqa: F401"),
        ("x = 1  # noqa: PYS012, PYS100", "x = 1"),
        ("x = 1  # text # noqa: PYS012", "x = 1  # text"),
        ("x = 1  # noqa: PYS012 # type: ignore", "x = 1   # type: ignore"),
        ("x = 1  # noqa: PYS012 reason", "x = 1  # reason"),
        ("# noqa: PYS012\ny = 2", "y = 2"),
        ("y = 2\n# noqa: PYS012", "y = 2\n"),
    ],
)
def test_an_unused_comment_loses_its_codes_and_nothing_else(line: str, fixed: str) -> None:
    (comment,) = suppressions(line, is_python=True)
    fix = removal(comment, unused_codes(comment, ()), "a.py", line)
    assert apply_edits(line, [edit.within(line) for edit in fix.edits]) == fixed


def test_codes_in_use_and_those_of_other_tools_are_not_called_unused() -> None:
    (comment,) = suppressions("x = 1  # noqa: F401, PYS012, PYS100", is_python=True)
    assert unused_codes(comment, {"PYS012"}) == ("PYS100",)
    (blanket,) = suppressions("x = 1  # noqa", is_python=True)
    assert unused_codes(blanket, ()) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1", "x = 1  # noqa: PYS012"),
        ("    x = 1", "    x = 1  # noqa: PYS012"),
        ("", "# noqa: PYS012"),
        ("x = 1  # text", "x = 1  # text  # noqa: PYS012"),
        ("x = 1  # noqa: F401", "x = 1  # noqa: F401, PYS012"),
        ("x = 1  # noqa: F401 # text", "x = 1  # noqa: F401, PYS012 # text"),
    ],
)
def test_a_new_comment_joins_what_is_there(before: str, after: str) -> None:
    text, count = with_noqa(f"{before}\n", [found(1), found(1)])
    assert (text, count) == (f"{after}\n", 1)
    assert silenced(text, found(1))


def test_a_new_comment_for_a_multi_line_string_goes_behind_its_end() -> None:
    text, _ = with_noqa('x = """\n"""\n', [found(1, noqa_line=2)])
    assert text == 'x = """\n"""  # noqa: PYS012\n'
