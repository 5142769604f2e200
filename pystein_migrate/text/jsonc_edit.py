"""Adding to and changing JSON texts without touching what else is in them: comments, order, indentation, commas."""

from __future__ import annotations

import json
import re
from typing import Any

from .edits import Edit
from .jsonc import Node
from .raw import RawText

_COMMENT_ON_LINE = re.compile(r"[ \t]*(?://[^\r\n]*|/\*.*?\*/)", re.DOTALL)
_SPACE_AND_COMMENTS = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)


def replace_value(node: Node, value: Any) -> list[Edit]:
    """Put ``value`` in the place of ``node``."""
    return [Edit(node.start, node.end, json.dumps(value, ensure_ascii=False))]


def rename_member(target: Node, key: str, proper: str) -> list[Edit]:
    """Write the name of a member of the object ``target`` anew, where it has it."""
    pair = (target.members or {}).get(key)
    return [Edit(pair[0].start, pair[0].end, json.dumps(proper))] if pair else []


def remove_member(text: str, target: Node, key: str) -> list[Edit]:
    """Remove ``key`` from the object ``target`` with the comma that goes with it, and its line if it is alone on it."""
    pair = (target.members or {}).get(key)
    if pair is None:
        return []
    start, end = pair[0].start, pair[1].end
    following = re.compile(r"\s*,").match(text, end)
    if following is None:
        before = re.compile(r",\s*$").search(text, 0, start)
        return [Edit(before.start() if before else start, end, "")]
    end = following.end()
    line_start = text.rfind("\n", 0, start) + 1
    rest = re.compile(r"[ \t]*\r?\n").match(text, end)
    if rest and not text[line_start:start].strip():
        return [Edit(line_start, rest.end(), "")]
    spaces = re.compile(r"[ \t]*").match(text, end)
    return [Edit(start, spaces.end() if spaces else end, "")]


def add_member(raw: RawText, target: Node, key: str, value: Any, *, after: str | None = None) -> list[Edit]:
    """Add ``key`` to the object ``target``, behind its member ``after`` or as the last one, laid out as its fellows."""
    members = sorted((target.members or {}).items(), key=lambda member: member[1][1].end)
    if not members:
        return _add_first(raw, target, key, value)
    name = after if after in (target.members or {}) else members[-1][0]
    key_node, value_node = (target.members or {})[name]
    indent = _indent_before(raw.text, key_node.start)
    at = value_node.end
    comma = _SPACE_AND_COMMENTS.match(raw.text, at)
    has_comma = bool(comma) and raw.text[comma.end() : comma.end() + 1] == ","  # type: ignore[union-attr]
    if has_comma and comma:
        at = comma.end() + 1
    text = _member(raw, key, value, indent or "")
    line_end = _line_end(raw.text, at)
    if indent is None or line_end is None:
        spaced = f" {text}" + ("," if has_comma else "")
        return [Edit(at, at, spaced)] if has_comma else [Edit(at, at, f",{spaced}")]
    tail = "," if has_comma else ""
    added = f"{raw.newline}{indent}{text}{tail}"
    if has_comma:
        return [Edit(line_end, line_end, added)]
    if line_end == at:
        return [Edit(at, at, f",{added}")]
    return [Edit(at, at, ","), Edit(line_end, line_end, added)]


def _add_first(raw: RawText, target: Node, key: str, value: Any) -> list[Edit]:
    inside = raw.text[target.start + 1 : target.end - 1]
    outer = _line_indent(raw.text, target.start)
    indent = outer + _indent_unit(raw.text)
    text = f"{raw.newline}{indent}{_member(raw, key, value, indent)}"
    if inside.strip():  # comments only
        return [Edit(target.start + 1, target.start + 1, text)]
    return [Edit(target.start + 1, target.end - 1, f"{text}{raw.newline}{outer}")]


def _member(raw: RawText, key: str, value: Any, indent: str) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=_indent_unit(raw.text))
    return f"{json.dumps(key)}: {text}".replace("\n", f"{raw.newline}{indent}")


def _indent_before(text: str, at: int) -> str | None:
    """The white space in front of the member at ``at`` if it is the first on its line, else None."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    lead = text[start:at]
    return lead if not lead.strip() and start else None


def _line_indent(text: str, at: int) -> str:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    line = text[start:at]
    return line[: len(line) - len(line.lstrip())]


def _indent_unit(text: str) -> str:
    first = re.search(r"\n([ \t]+)\S", text)
    return first.group(1) if first else "  "


def _line_end(text: str, at: int) -> int | None:
    """Where the line ends, its trailing comments included; None where something else follows on it."""
    while True:
        comment = _COMMENT_ON_LINE.match(text, at)
        if not comment:
            break
        at = comment.end()
    rest = re.compile(r"[ \t]*(?=\r|\n|$)").match(text, at)
    return at if rest else None
