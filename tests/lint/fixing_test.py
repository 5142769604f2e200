"""Applying fixes: until nothing changes, never breaking a file."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pystein_migrate.lint.checking import Checked, decode
from pystein_migrate.lint.finding import Finding
from pystein_migrate.lint.fixing import Fixed, fix_target
from pystein_migrate.model.note import Position
from pystein_migrate.read.app import build_app
from pystein_migrate.text.edits import Edit
from pystein_rules.diagnostics import Applicability, Diagnostic, FileEdit, Fix

ROOT = Path("/app").absolute()
Rule = Callable[[str, str], list[Diagnostic]]


def replacing(pattern: str, content: str, applicability: Applicability = "safe") -> Rule:
    """A rule that finds ``pattern`` and offers ``content`` for it."""

    def find(path: str, text: str) -> list[Diagnostic]:
        found = []
        for match in re.finditer(pattern, text):
            start, end = Position.at(text, match.start()), Position.at(text, match.end())
            fix = Fix("fix", (FileEdit(path, start, end, content),), applicability)
            found.append(Diagnostic("PYS001", "a-rule", match.group(), path, start, end, start.line, fix))
        return found

    return find


def fixed(files: Mapping[str, bytes], *rules: Rule, unsafe: bool = False) -> Fixed:
    def check(overlay: Mapping[str, bytes]) -> Checked:
        app = build_app(ROOT, {**files, **overlay}, frozenset(files))
        texts = {path: source.text for path, data in app.files.items() if (source := decode(path, data))}
        found = [each for rule in rules for path, text in texts.items() for each in rule(path, text)]
        return Checked(app, tuple(Finding(ROOT, each) for each in found))

    return fix_target(check({}), ROOT, check, unsafe, lambda code: True)


def after(result: Fixed) -> dict[str, bytes | None]:
    """The changed files with their new bytes."""
    return {change.path: change.after for change in result.changes}


def test_fixes_are_applied_until_nothing_changes() -> None:
    result = fixed({"a.py": b"one = 1\n"}, replacing("one", "two"), replacing("two", "three"))
    assert after(result) == {"a.py": b"three = 1\n"}
    assert result.count == 2
    assert result.remaining == ()


def test_fixes_that_undo_each_other_end() -> None:
    result = fixed({"a.py": b"one = 1\n"}, replacing("one", "two"), replacing("two", "one"))
    assert after(result) in ({}, {"a.py": b"two = 1\n"})


def test_a_fix_that_grows_its_own_cause_ends() -> None:
    assert fixed({"a.py": b"x = 1\n"}, replacing("x", "xx")).count > 0


def test_unsafe_fixes_need_the_flag_and_display_only_ones_are_never_applied() -> None:
    files = {"a.py": b"one, two = 1, 2\n"}
    rules = replacing("one", "uno", "unsafe"), replacing("two", "due", "display")
    assert after(fixed(files, *rules)) == {}
    assert after(fixed(files, *rules, unsafe=True)) == {"a.py": b"uno, two = 1, 2\n"}


def test_a_fix_that_would_break_the_syntax_is_left_out_and_others_are_applied() -> None:
    result = fixed({"a.py": b"one = two\n"}, replacing("one", "(("), replacing("two", "2"))
    assert after(result) == {"a.py": b"one = 2\n"}
    assert [each.diagnostic.message for each in result.remaining] == ["one"]


def test_a_fix_that_would_break_a_settings_file_is_left_out() -> None:
    assert after(fixed({"host.json": b'{"a": 1}'}, replacing("1", "]"))) == {}
    assert after(fixed({"host.json": b'{"a": 1}'}, replacing("1", "2"))) == {"host.json": b'{"a": 2}'}


def test_a_fix_that_the_files_encoding_cannot_hold_is_left_out() -> None:
    source = "# coding: latin-1\none = 'é'\n".encode("latin-1")
    assert after(fixed({"a.py": source}, replacing("one", "π"))) == {}
    assert after(fixed({"a.py": source}, replacing("one", "eins"))) == {"a.py": source.replace(b"one", b"eins")}


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_line_ends_and_byte_order_mark_stay(head: bytes, newline: bytes) -> None:
    result = fixed({"a.py": head + b"one = 1" + newline + b"y = 2"}, replacing("one = 1\n", "a = 1\nb = 2\n"))
    assert after(result) == {"a.py": head + b"a = 1" + newline + b"b = 2" + newline + b"y = 2"}


def test_overlapping_fixes_are_applied_one_after_the_other() -> None:
    result = fixed({"a.py": b"abc = 1\n"}, replacing("ab", "x"), replacing("bc", "y"))
    assert after(result) == {"a.py": b"xc = 1\n"}


def test_a_fix_of_two_files_changes_both_or_none() -> None:
    def rename(path: str, text: str) -> list[Diagnostic]:
        if path != "a.py" or "one" not in text:
            return []
        start, end = Position(1, 1), Position(1, 4)
        fix = Fix("rename", (FileEdit("a.py", start, end, "eins"), FileEdit("b.py", start, end, "eins")), "safe")
        return [Diagnostic("PYS001", "a-rule", "m", "a.py", start, end, 1, fix)]

    both = fixed({"a.py": b"one = 1\n", "b.py": b"one\n"}, rename)
    assert after(both) == {"a.py": b"eins = 1\n", "b.py": b"eins\n"}
    assert after(fixed({"a.py": b"one = 1\n"}, rename)) == {}


def test_one_fix_of_two_findings_is_applied_once_and_counted_twice() -> None:
    def twice(path: str, text: str) -> list[Diagnostic]:
        start = Position(1, 1)
        fix = Fix("add", (FileEdit(path, start, start, "import os\n"),), "safe")
        return [
            Diagnostic("PYS001", "a-rule", message, path, start, start, 1, fix)
            for message in ("m", "n")
            if "import" not in text
        ]

    result = fixed({"a.py": b"x = 1\n"}, twice)
    assert (after(result), result.count) == ({"a.py": b"import os\nx = 1\n"}, 2)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "ab", " ", "=", "1"]), st.sampled_from(["", "a", "b c", "(", "\n"])),
        max_size=4,
    )
)
def test_whatever_the_fixes_the_syntax_never_breaks(pairs: list[tuple[str, str]]) -> None:
    rules = [replacing(re.escape(old), new) for old, new in pairs]
    source = b"ab = 1\nif ab:\n    a = b = 1\n"
    result = fixed({"a.py": source}, *rules)
    ast.parse(after(result).get("a.py", source))


def test_edits_past_the_end_of_the_text_are_taken_to_its_end() -> None:
    assert FileEdit("a.py", Position(2, 1), Position(3, 1), "").within("a\nb") == Edit(2, 3, "")
    assert FileEdit("a.py", Position(1, 9), Position(1, 9), "!").within("a\nb") == Edit(1, 1, "!")
