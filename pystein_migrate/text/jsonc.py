"""JSON as the Functions host reads it, with the position of every value.

The host parses function.json and host.json with Json.NET's ``JObject.Parse``: ``//`` and ``/* */`` comments,
trailing commas, single-quoted strings, unquoted property names and raw control characters in strings are accepted,
and the last of two equal keys wins. No JSON library on PyPI both accepts that and tells where a value stood, which
diagnostics and minimal edits need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SPACE_AND_COMMENTS = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?)")
_OCTAL = re.compile(r"-?0[0-7]+")
_BARE_NAME = re.compile(r"[A-Za-z_$][\w$-]*")
_WORD = re.compile(r"-Infinity|[A-Za-z_$][\w$-]*")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "/": "/", "\\": "\\", '"': '"', "'": "'"}
_LITERALS = {
    "true": True, "false": False, "null": None, "undefined": None,
    "NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf"),
}  # fmt: skip
MAX_DEPTH = 64  # Json.NET's own default
MAX_DIGITS = 380  # Json.NET's own limit


class JsonError(ValueError):
    """Text that the host cannot parse either. ``offset`` is the character where reading stopped."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON value: ``value`` is the plain Python value, ``start``/``end`` its characters in the text.

    For an object ``members`` maps each key to ``(key node, value node)``; for an array ``items`` lists the nodes.
    """

    value: Any
    start: int
    end: int
    members: dict[str, tuple[Node, Node]] | None = None
    items: tuple[Node, ...] = ()

    def get(self, key: str) -> Node | None:
        """The value node under ``key`` of an object, or None."""
        pair = (self.members or {}).get(key)
        return pair[1] if pair else None

    def get_ignoring_case(self, key: str) -> Node | None:
        """As :meth:`get`, with the key compared as the host compares keys inside a binding."""
        for name, (_, node) in (self.members or {}).items():
            if name.lower() == key.lower():
                return node
        return None

    def below(self, *keys: str) -> Node | None:
        """The node that ``keys`` lead to, one object after the other, each compared ignoring case; or None."""
        node: Node | None = self
        for key in keys:
            node = node.get_ignoring_case(key) if node else None
        return node

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the text."""
        yield self
        for _, child in (self.members or {}).values():
            yield from child.walk()
        for child in self.items:
            yield from child.walk()


def parse(text: str) -> Node:
    """The JSON document in ``text`` (already decoded, without BOM).

    Raises :class:`JsonError` with the offset of the first character that cannot be read.
    """
    parser = _Parser(text)
    node = parser.value(0)
    end = parser.skip(node.end)
    if end != len(text):
        raise JsonError("unexpected text after the end of the document", end)
    return node


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text

    def skip(self, at: int) -> int:
        match = _SPACE_AND_COMMENTS.match(self.text, at)
        end = match.end() if match else at
        if self.text.startswith("/*", end):
            raise JsonError("comment is never closed", end)
        return end

    def value(self, at: int, depth: int = 0) -> Node:
        at = self.skip(at)
        if depth > MAX_DEPTH:
            raise JsonError(f"nested deeper than {MAX_DEPTH} levels", at)
        char = self.text[at : at + 1]
        if char == "{":
            return self.object(at, depth)
        if char == "[":
            return self.array(at, depth)
        if char in ('"', "'") and char:
            return self.string(at)
        number = _NUMBER.match(self.text, at)
        if number:
            if len(number.group()) > MAX_DIGITS:
                raise JsonError("the number is too long", at)
            return Node(_number(number), at, number.end())
        word = _WORD.match(self.text, at)
        if word and word.group() in _LITERALS:
            return Node(_LITERALS[word.group()], at, word.end())
        if not char:
            raise JsonError("the document ends where a value is expected", at)
        raise JsonError(f"a value is expected, found {word.group() if word else char!r}", at)

    def object(self, start: int, depth: int) -> Node:
        members: dict[str, tuple[Node, Node]] = {}
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "}":
            key = self.key(at)
            at = self.skip(key.end)
            if self.text[at : at + 1] != ":":
                raise JsonError(f'":" is expected after property "{key.value}"', at)
            node = self.value(at + 1, depth + 1)
            members[key.value] = (key, node)
            at = self.separator(node.end, "}")
        value = {key: node.value for key, (_, node) in members.items()}
        return Node(value, start, at + 1, members)

    def array(self, start: int, depth: int) -> Node:
        items = []
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "]":
            items.append(self.value(at, depth + 1))
            at = self.separator(items[-1].end, "]")
        return Node([item.value for item in items], start, at + 1, None, tuple(items))

    def separator(self, at: int, closer: str) -> int:
        at = self.skip(at)
        char = self.text[at : at + 1]
        if char == ",":
            return self.skip(at + 1)
        if char != closer:
            found = repr(char) if char else "the end of the document"
            raise JsonError(f'"," or "{closer}" is expected, found {found}', at)
        return at

    def key(self, at: int) -> Node:
        if self.text[at : at + 1] in ('"', "'") and self.text[at : at + 1]:
            return self.string(at)
        word = _BARE_NAME.match(self.text, at)
        if not word:
            found = repr(self.text[at]) if at < len(self.text) else "the end of the document"
            raise JsonError(f"a property name is expected, found {found}", at)
        return Node(word.group(), at, word.end())

    def string(self, start: int) -> Node:
        quote = self.text[start]
        parts: list[str] = []
        at = start + 1
        while True:
            char = self.text[at : at + 1]
            if not char:
                raise JsonError("string is never closed", start)
            if char == quote:
                return Node("".join(parts), start, at + 1)
            if char == "\\":
                decoded, at = self.escape(at)
                parts.append(decoded)
            else:
                parts.append(char)
                at += 1

    def escape(self, at: int) -> tuple[str, int]:
        char = self.text[at + 1 : at + 2]
        if char == "u":
            digits = self.text[at + 2 : at + 6]
            if not re.fullmatch(r"[0-9a-fA-F]{4}", digits):
                raise JsonError("\\u needs four hexadecimal digits", at)
            code = int(digits, 16)
            low = re.match(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})", self.text[at + 6 : at + 12])
            if 0xD800 <= code < 0xDC00 and low:
                return chr(0x10000 + ((code - 0xD800) << 10) + (int(low.group(1), 16) - 0xDC00)), at + 12
            return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code), at + 6  # a lone surrogate, as Json.NET reads it
        if char not in _ESCAPES:
            raise JsonError(f"unknown escape \\{char}", at)
        return _ESCAPES[char], at + 2


def _number(match: re.Match[str]) -> int | float:
    text = match.group()
    if text.lower().lstrip("-").startswith("0x"):
        return int(text, 16)
    if _OCTAL.fullmatch(text):
        return int(text, 8)
    return float(text) if match.group(1) or match.group(2) else int(text)
