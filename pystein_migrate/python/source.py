"""One Python file as text and syntax tree, with the place of every node in the text, and edits to it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from typing import Any, Protocol, TypeVar, overload

from pystein_migrate.model.note import Position
from pystein_migrate.text.decoding import SourceText, UndecodableError, decode_python
from pystein_migrate.text.edits import Edit

from .concrete import UnparsableError, parse_concrete
from .nodes import children

Fact = TypeVar("Fact")
Node = TypeVar("Node", bound=ast.AST)
Second = TypeVar("Second", bound=ast.AST)


class UnreadableError(Exception):
    """A Python file that cannot be parsed; ``position`` is where, ``newer`` that only a newer Python could."""

    def __init__(self, message: str, position: Position, *, newer: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.newer = newer


class Source:
    """A parsed Python file of the app. ``path`` is relative to the app root, ``text`` has ``\\n`` line ends only.

    ``nodes`` are all nodes of the tree but contexts, in the order of :func:`ast.walk`, ``parents`` what each is in.
    """

    def __init__(self, path: str, decoded: SourceText, tree: ast.Module) -> None:
        self.path = path
        self.decoded = decoded
        self.text = decoded.text
        self.tree = tree
        self.nodes, self.parents = _walked(tree)
        self.facts: dict[Callable[..., Any], Any] = {}
        self._by_kinds: dict[tuple[type[ast.AST], ...], tuple[ast.AST, ...]] = {}

    @classmethod
    def read(cls, path: str, data: bytes) -> Source:
        """Decode and parse ``data``. Raises :class:`UnreadableError`."""
        try:
            return cls.parsed(path, decode_python(data))
        except UndecodableError as error:
            raise UnreadableError(str(error), Position(error.line, 1)) from error

    @classmethod
    def generated(cls, path: str, text: str) -> Source:
        """Parse ``text``, which is to be the file at ``path``. Raises :class:`UnreadableError`."""
        return cls.parsed(path, SourceText(text, "utf-8", "\n", False))

    @classmethod
    def parsed(cls, path: str, decoded: SourceText) -> Source:
        """Parse the text of a file. Raises :class:`UnreadableError`."""
        tree = None
        try:
            tree = ast.parse(decoded.text)
            source = cls(path, decoded, tree)
            # Some errors (a return outside a function, a stray star) show only here; the code object is thrown away.
            compile(tree, path, "exec", dont_inherit=True)
        except SyntaxError as error:
            position = Position(error.lineno or 1, error.offset or 1)
            newer = tree is None and _is_newer_python(decoded.text)
            raise UnreadableError(error.msg, position, newer=newer) from error
        except ValueError as error:  # null bytes
            raise UnreadableError(str(error), Position(1, 1)) from error
        except (RecursionError, MemoryError) as error:
            raise UnreadableError("nested too deeply to be parsed", Position(1, 1)) from error
        return source

    @property
    def folder(self) -> str:
        """The folder the file lies in, "" for the app root."""
        return self.path.rpartition("/")[0]

    @overload
    def nodes_of(self, kind: type[Node], /) -> tuple[Node, ...]: ...
    @overload
    def nodes_of(self, kind: type[Node], other: type[Second], /) -> tuple[Node | Second, ...]: ...
    @overload
    def nodes_of(self, *kinds: type[ast.AST]) -> tuple[ast.AST, ...]: ...

    def nodes_of(self, *kinds: type[ast.AST]) -> tuple[ast.AST, ...]:
        """Those of ``nodes`` that are of ``kinds``, looked for but once; every analysis asks for a few of them."""
        if kinds not in self._by_kinds:
            self._by_kinds[kinds] = tuple(node for node in self.nodes if isinstance(node, kinds))
        return self._by_kinds[kinds]

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """``node`` and every node that it is part of, innermost first, up to the statement of the top level."""
        current: ast.AST | None = node
        while current is not None and current is not self.tree:
            yield current
            current = self.parents.get(current)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of the first character of each line."""
        starts = [0]
        # Only \n ends a line for ast, not form feeds or other characters of str.splitlines.
        starts += [index + 1 for index, char in enumerate(self.text) if char == "\n"]
        return starts

    def offset(self, line: int, column: int) -> int:
        """The character at ``line`` (from 1) and ``column`` (from 0, in UTF-8 bytes, as ast counts)."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        segment = self.text[start:end]
        if segment.isascii():
            return start + column
        return start + len(segment.encode("utf-8")[:column].decode("utf-8", "ignore"))

    def start(self, node: Any) -> int:
        """The first character of ``node``; for a decorated definition that of its first decorator."""
        decorators = getattr(node, "decorator_list", None)
        if decorators:
            at = self.offset(decorators[0].lineno, decorators[0].col_offset)
            return self.text.rindex("@", 0, at)
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: Any) -> int:
        """One past the last character of ``node``."""
        return self.offset(node.end_lineno, node.end_col_offset)

    def segment(self, node: Any) -> str:
        """The text of ``node``."""
        return self.text[self.start(node) : self.end(node)]

    def position(self, node: Any) -> Position:
        """Where ``node`` starts, for a person."""
        return Position.at(self.text, self.offset(node.lineno, node.col_offset))

    def line_end(self, offset: int) -> int:
        """The end of the line that ``offset`` is in, without its line break."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def end_of_lines(self, node: ast.stmt) -> int:
        """The end of the lines of a top-level statement and of others that begin on them, behind a semicolon."""
        end = self.line_end(self.end(node))
        for statement in self.tree.body[self.tree.body.index(node) + 1 :]:
            if self.start(statement) >= end:
                break
            end = max(end, self.line_end(self.end(statement)))
        return end


class Remembering(Protocol):
    """What keeps the answers about it."""

    @property
    def facts(self) -> dict[Any, Any]:
        """The answers by the function that gave them."""


Asked = TypeVar("Asked", bound=Remembering)


def once(function: Callable[[Asked], Fact]) -> Callable[[Asked], Fact]:
    """Have ``function`` work out its answer but once for each source or app; nobody may change what it returns."""

    @wraps(function)
    def remembered(asked: Asked) -> Fact:
        if function not in asked.facts:
            asked.facts[function] = function(asked)
        fact: Fact = asked.facts[function]
        return fact

    return remembered


def removal(source: Source, node: ast.stmt | ast.expr | ast.arg) -> Edit:
    """The edit that takes the whole lines of a statement or decorator away, and a blank line that would be doubled."""
    start = source.text.rfind("\n", 0, source.start(node)) + 1
    end = min(source.line_end(source.end(node)) + 1, len(source.text))
    above = source.text[source.text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    if isinstance(node, ast.stmt) and (not above or above.endswith(":")):
        while end < len(source.text) and not source.text[end : source.line_end(end)].strip():
            end = source.line_end(end) + 1
    return Edit(start, min(end, len(source.text)), "")


def _walked(tree: ast.Module) -> tuple[tuple[ast.AST, ...], dict[ast.AST, ast.AST]]:
    """All nodes but contexts, level by level, and the parent of each.

    Raises RecursionError for a tree that later recursion could not walk.
    """
    nodes: list[ast.AST] = []
    parents: dict[ast.AST, ast.AST] = {}
    level: list[ast.AST] = [tree]
    depth = 0
    while level:
        depth += 1
        if depth > 300:
            raise RecursionError
        nodes += level
        below: list[ast.AST] = []
        for node in level:
            for child in children(node):
                parents[child] = node
                below.append(child)
        level = below
    return tuple(nodes), parents


def _is_newer_python(text: str) -> bool:
    """Whether ``text`` is valid for a newer Python than the one that runs this."""
    try:
        parse_concrete(text)
    except UnparsableError:
        return False
    return True


@once
def shared_lines(source: Source) -> frozenset[int]:
    """The numbers of lines that hold parts of two top-level statements."""
    seen: set[int] = set()
    shared: set[int] = set()
    for node in source.tree.body:
        for line in {node.lineno, node.end_lineno or node.lineno}:
            (shared if line in seen else seen).add(line)
    return frozenset(shared)


def is_alone(source: Source, node: ast.stmt) -> bool:
    """Whether the top-level statement ``node`` has its lines to itself."""
    return shared_lines(source).isdisjoint({node.lineno, node.end_lineno or node.lineno})
