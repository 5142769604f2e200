"""Files of an app as rules read them: text, JSON, Python; parsed once, with positions."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterable
from functools import cached_property

from pystein_migrate.model.note import Position
from pystein_migrate.text import jsonc
from pystein_migrate.text.edits import Edit
from pystein_migrate.text.jsonc_edit import add_member
from pystein_migrate.text.raw import RawText

from .diagnostics import FileEdit


class TextFile:
    """A text file of the app. ``text`` has ``\\n`` line ends and no BOM; positions count in it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def at(self, offset: int) -> Position:
        """The position of the character ``offset``."""
        return Position.at(self.text, offset)

    def edits(self, edits: Iterable[Edit]) -> list[FileEdit]:
        """``edits`` of this file's text, with their places as lines and columns."""
        return [FileEdit(self.path, self.at(edit.start), self.at(edit.end), edit.text) for edit in edits]

    def line_span(self, line: int) -> tuple[Position, Position]:
        """The place of line number ``line`` without its indentation; an absent line is an empty place."""
        lines = self.text.split("\n")
        content = lines[line - 1] if line <= len(lines) else ""
        indent = len(content) - len(content.lstrip())
        return Position(line, indent + 1), Position(line, max(len(content.rstrip()), indent) + 1)


class JsonFile(TextFile):
    """A settings file. ``document`` is None where the host could not read it either; ``error`` tells why."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self.document: jsonc.Node | None = None
        self.error: jsonc.JsonError | None = None
        try:
            self.document = jsonc.parse(text)
        except jsonc.JsonError as error:
            self.error = error

    def addition(self, target: jsonc.Node, key: str, value: object, *, after: str | None = None) -> list[FileEdit]:
        """The edits that add a member to the object ``target``."""
        return self.edits(add_member(RawText(self.text, "utf-8", b""), target, key, value, after=after))

    def span(self, node: jsonc.Node) -> tuple[Position, Position]:
        """The place of a node. An object or array is its opening bracket, so that messages stay readable."""
        end = node.start + 1 if node.members is not None or node.items else node.end
        return self.at(node.start), self.at(end)


class PythonFile(TextFile):
    """A Python module. ``tree`` is None where Python could not parse it; ``error`` tells why."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self.tree: ast.Module | None = None
        self.error: SyntaxError | None = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.error = error if isinstance(error, SyntaxError) else SyntaxError(str(error))

    @cached_property
    def lines(self) -> list[str]:
        """The lines as ``ast`` counts them, without line ends."""
        return self.text.split("\n")

    def position(self, line: int, byte_offset: int) -> Position:
        """The position that ``ast`` calls ``line`` and ``byte_offset`` (which counts UTF-8 bytes)."""
        content = self.lines[line - 1] if line <= len(self.lines) else ""
        if content.isascii():
            return Position(line, byte_offset + 1)
        return Position(line, len(content.encode()[:byte_offset].decode(errors="ignore")) + 1)

    def start(self, node: ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword) -> Position:
        """Where ``node`` begins."""
        return self.position(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword) -> Position:
        """Where ``node`` ends (exclusive)."""
        return self.position(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def segment(self, node: ast.expr | ast.stmt | ast.arg) -> str:
        """The source of ``node``."""
        return ast.get_source_segment(self.text, node) or ""

    def name_span(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> tuple[Position, Position]:
        """The place of the name in a ``def`` or ``class`` line."""
        line = self.lines[node.lineno - 1]
        at = line.find(node.name, self.position(node.lineno, node.col_offset).column + 2)
        if at < 0:
            return self.line_span(node.lineno)
        return Position(node.lineno, at + 1), Position(node.lineno, at + 1 + len(node.name))

    def noqa_line(self, line: int) -> int:
        """The line whose comment silences a finding on ``line``: as in ruff, where a string or backslash goes on."""
        for first, last in self._joined_lines:
            if first <= line <= last:
                return last
        return line

    @cached_property
    def _joined_lines(self) -> list[tuple[int, int]]:
        """Runs of lines that no comment can follow: multi-line strings and backslash continuations, in order."""
        joined: list[tuple[int, int]] = []
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(self.text).readline))
        except (tokenize.TokenError, SyntaxError):
            return joined
        opened: list[int] = []
        for token in tokens:
            kind = tokenize.tok_name[token.type]
            if kind in ("FSTRING_START", "TSTRING_START"):
                opened.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                first = opened.pop()
                if not opened and token.end[0] > first:
                    joined.append((first, token.end[0]))
            elif token.type == tokenize.STRING and token.end[0] > token.start[0] and not opened:
                joined.append((token.start[0], token.end[0]))
        string_lines = {line for first, last in joined for line in range(first, last)}
        for number, line in enumerate(self.lines, 1):
            if number not in string_lines and line.rstrip("\r").endswith("\\") and "#" not in line:
                joined.append((number, number + 1))
        return _merged(sorted(joined))


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in runs:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
