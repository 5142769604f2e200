"""One Python file as characters with their AST positions, and minimal edits that leave every other byte alone."""

from __future__ import annotations

import ast
import codecs
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pystein_migrate.app.model import Position
from pystein_migrate.app.text import decode_python

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class UnsureError(Exception):
    """The text at a position is not what an edit expects. Nothing is edited then."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file with its own line ends: ``text`` is every character, ``lines`` where each line starts."""

    path: str
    text: str
    encoding: str
    bom: bool
    lines: Sequence[int]
    tree: ast.Module

    @classmethod
    def parse(cls, path: str, data: bytes) -> Source:
        """Read a file. Raises ``SyntaxError`` (also for what this Python is too old for) and ``UndecodableError``."""
        decoded = decode_python(data)
        text = data[len(codecs.BOM_UTF8) if decoded.bom else 0 :].decode(decoded.encoding)
        lines = [0, *(match.end() for match in _LINE_END.finditer(text))]
        return cls(path, text, decoded.encoding, decoded.bom, lines, parse_module(decoded.text))

    def offset(self, line: int, column: int) -> int:
        """The character at an AST position, whose columns count UTF-8 bytes."""
        start = self.lines[line - 1]
        end = self.lines[line] if line < len(self.lines) else len(self.text)
        content = self.text[start:end]
        if content.isascii():
            return start + column
        return start + len(content.encode("utf-8")[:column].decode("utf-8"))

    def start(self, node: ast.expr | ast.keyword | ast.alias) -> int:
        """Where a node starts."""
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.keyword | ast.alias) -> int:
        """Where a node ends."""
        if node.end_lineno is None or node.end_col_offset is None:
            raise UnsureError("a node without an end")
        return self.offset(node.end_lineno, node.end_col_offset)

    def position(self, node: ast.expr | ast.keyword | ast.alias) -> Position:
        """The line and column that a person would look at."""
        start = self.start(node)
        return Position(node.lineno, start - self.lines[node.lineno - 1] + 1)

    def attribute(self, node: ast.Attribute, name: str) -> Edit:
        """Rename the last part of ``a.b``."""
        end = self.end(node)
        return self.replace(end - len(node.attr), node.attr, name)

    def replace(self, start: int, old: str, new: str) -> Edit:
        """Replace ``old``, which must be the text at ``start``."""
        if not self.text.startswith(old, start):
            raise UnsureError(f"{old!r} is not spelled out")
        return Edit(start, start + len(old), new)

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file after the edits. Raises :class:`UnsureError` if they overlap or what they leave is no Python."""
        pieces, position = [], 0
        for edit in sorted(set(edits)):
            if edit.start < position:
                raise UnsureError("two changes meet at one place")
            pieces += [self.text[position : edit.start], edit.text]
            position = edit.end
        text = "".join([*pieces, self.text[position:]])
        try:
            parse_module(_LINE_END.sub("\n", text))
        except SyntaxError as error:
            raise UnsureError("the arguments are written in an unusual way") from error
        return (codecs.BOM_UTF8 if self.bom else b"") + text.encode(self.encoding)


def parse_module(text: str) -> ast.Module:
    """``ast.parse`` with every way in which it can refuse a text as a ``SyntaxError``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the user's escapes; not ours to report
            return ast.parse(text)
    except SyntaxError:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or type(error).__name__) from error
