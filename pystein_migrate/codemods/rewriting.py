"""Changing chosen nodes of a file: analysis on ``ast`` says which, libcst builds what takes their place.

Only the top-level statements that hold a chosen node are parsed by libcst and printed again; all other text stays the
user's own, byte for byte.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from pystein_migrate.python.concrete import parse_concrete
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit, apply_edits

# What takes the place of a node: ``build(updated)`` gets it with the changes inside it already made.
Build = Callable[[cst.CSTNode], "cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNode]"]
Place = tuple[int, int]  # line from 1, column from 0 in characters, as libcst counts

# Which nodes of libcst stand for a node of ast. Strings beside each other are one node for ast.
_KINDS: Mapping[type[ast.AST], tuple[type[cst.CSTNode], ...]] = {
    ast.alias: (cst.ImportAlias,),
    ast.AnnAssign: (cst.AnnAssign,),
    ast.arg: (cst.Param,),
    ast.Assign: (cst.Assign,),
    ast.AsyncFunctionDef: (cst.FunctionDef,),
    ast.Attribute: (cst.Attribute,),
    ast.Await: (cst.Await,),
    ast.BinOp: (cst.BinaryOperation,),
    ast.Call: (cst.Call,),
    ast.ClassDef: (cst.ClassDef,),
    ast.Constant: (cst.SimpleString, cst.ConcatenatedString, cst.Integer, cst.Name),
    ast.ExceptHandler: (cst.ExceptHandler, cst.ExceptStarHandler),
    ast.Expr: (cst.Expr,),
    ast.FunctionDef: (cst.FunctionDef,),
    ast.Global: (cst.Global,),
    ast.Import: (cst.Import,),
    ast.ImportFrom: (cst.ImportFrom,),
    ast.JoinedStr: (cst.FormattedString, cst.ConcatenatedString),
    ast.keyword: (cst.Arg,),
    ast.MatchAs: (cst.MatchAs,),
    ast.MatchMapping: (cst.MatchMapping,),
    ast.MatchStar: (cst.MatchStar,),
    ast.Name: (cst.Name,),
    ast.Subscript: (cst.Subscript,),
}
# Compound nodes and parameters, which end elsewhere for libcst; their start and kind tell them apart.
_BY_START = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.arg, ast.MatchAs)


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A node that the codemod ``by`` changes. ``build`` is None where the node, a statement or decorator, goes.

    The comments above a statement that goes stay; one behind it on its line is the codemod's to look for.
    """

    node: ast.AST
    build: Build | None
    by: str


class ContestedError(Exception):
    """Two codemods want one node, or a node was not found: a defect of this tool, with the names of both."""


def rewritten(source: Source, targets: Iterable[Target]) -> str:
    """The text of ``source`` with every target's node built anew.

    Raises :class:`~pystein_migrate.python.concrete.UnparsableError` and :class:`ContestedError`.
    """
    edits = [
        Edit(source.start(statement), source.end(statement), text)
        for statement, text in rewritten_statements(source, targets).items()
    ]
    return apply_edits(source.text, edits)


def rewritten_statements(source: Source, targets: Iterable[Target]) -> dict[ast.stmt, str]:
    """The new text of each top-level statement that holds a target, decorators included; "" for one that is removed."""
    pending = sorted(targets, key=lambda target: _place(source, target.node))
    found: dict[ast.stmt, str] = {}
    for statement in source.tree.body:
        start, end = source.start(statement), source.end(statement)
        inside = [target for target in pending if start <= source.offset(*_ast_place(target.node)) < end]
        if inside:
            found[statement] = _rewritten_slice(source, start, end, inside)
    return found


def _rewritten_slice(source: Source, start: int, end: int, targets: list[Target]) -> str:
    module = parse_concrete(source.text[start:end])
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    line = source.text.count("\n", 0, start)
    column = start - (source.text.rfind("\n", 0, start) + 1)
    rewriter = _Rewriter(source, targets, (line, column), wrapper.resolve(PositionProvider))
    code = wrapper.module.visit(rewriter).code
    rewriter.check()
    return code.removesuffix("\n")


class _Rewriter(cst.CSTTransformer):
    """Builds the targets anew; ``origin`` is where in the file the tree starts: lines and columns before it."""

    def __init__(
        self, source: Source, targets: list[Target], origin: Place, positions: Mapping[cst.CSTNode, CodeRange]
    ) -> None:
        super().__init__()
        self.origin = origin
        self.positions = positions
        self.pending: dict[tuple[Place, Place | None, type[cst.CSTNode]], Target] = {}
        self.starts: set[Place] = set()
        for target in targets:
            start = _place(source, target.node)
            self.starts.add(start)
            end = None if isinstance(target.node, _BY_START) else _place_of(source, source.end(target.node))
            for kind in _KINDS[type(target.node)]:
                other = self.pending.setdefault((start, end, kind), target)
                if other is not target:
                    raise ContestedError(f"{other.by} and {target.by} want one node at {source.path}:{start[0]}")
        self.missing = set(targets)
        self.statements: dict[cst.CSTNode, object] = {}
        self.removes = False

    def check(self) -> None:
        """Raise :class:`ContestedError` if a target was not met."""
        for target in self.missing:
            raise ContestedError(f"{target.by} wants {type(target.node).__name__} that libcst does not have")

    def target_of(self, node: cst.CSTNode) -> Target | None:
        where = self.positions.get(node)
        if where is None:
            return None
        start = self._in_file(where.start.line, where.start.column)
        if start not in self.starts:
            return None
        end = self._in_file(where.end.line, where.end.column)
        kind = type(node)
        return self.pending.get((start, end, kind)) or self.pending.get((start, None, kind))

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> object:  # type: ignore[override]
        built = self.built(original_node, updated_node)
        if isinstance(original_node, cst.BaseStatement):
            self.statements[original_node] = built
        return built

    def built(self, original: cst.CSTNode, updated: cst.CSTNode) -> object:
        if isinstance(original, cst.Decorator) and updated.decorator is _GONE:  # type: ignore[attr-defined]
            return cst.RemoveFromParent()
        if isinstance(original, (cst.Module, cst.IndentedBlock)) and self.removes:
            return _with_comments_kept(original, updated, self.statements)
        target = self.target_of(original)
        if target is None:
            return updated
        self.missing.discard(target)
        if target.build is not None:
            return target.build(updated)
        self.removes = True
        return _GONE if isinstance(original, cst.BaseExpression) else cst.RemoveFromParent()

    def _in_file(self, line: int, column: int) -> Place:
        lines, columns = self.origin
        return line + lines, column + (columns if line == 1 else 0)


_GONE = cst.Name("gone")  # stands for a decorator's expression until the decorator itself is left


def _with_comments_kept(
    original: cst.CSTNode, updated: cst.CSTNode, statements: Mapping[cst.CSTNode, object]
) -> cst.CSTNode:
    """The block ``updated`` with the comments above statements that are gone, and without blank lines doubled by that.

    ``statements`` maps the statements of ``original`` to what became of them; one that is gone is an empty line.
    """
    body: list[cst.CSTNode] = []
    waiting: list[cst.EmptyLine] = []
    after_gone = False
    for statement in original.body:  # type: ignore[attr-defined]
        left = statements[statement]
        if not isinstance(left, cst.CSTNode):  # several statements, or a compound one that went with its comments
            body += left if isinstance(left, cst.FlattenSentinel) else ()
            continue
        lines = list(left.leading_lines)  # type: ignore[attr-defined]
        if isinstance(left, cst.SimpleStatementLine) and not left.body:
            waiting += _joined(lines, waiting, after_gone, first=not body)
            after_gone = True
            continue
        lines = [*waiting, *_joined(lines, waiting, after_gone, first=not body)]
        body.append(left.with_changes(leading_lines=lines))
        waiting, after_gone = [], False
    if not waiting:
        return updated.with_changes(body=body)
    footer = [*waiting, *updated.footer]  # type: ignore[attr-defined]
    return updated.with_changes(body=body, footer=footer)


def _joined(
    lines: list[cst.EmptyLine], waiting: list[cst.EmptyLine], after_gone: bool, *, first: bool
) -> list[cst.EmptyLine]:
    """``lines`` above a statement, without blank ones that would follow a blank line or open a block."""
    above_is_blank = waiting[-1].comment is None if waiting else first
    if after_gone and above_is_blank:
        while lines and lines[0].comment is None:
            lines = lines[1:]
    return lines


def _ast_place(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _place(source: Source, node: ast.AST) -> Place:
    return _place_of(source, source.offset(*_ast_place(node)))


def _place_of(source: Source, offset: int) -> Place:
    return source.text.count("\n", 0, offset) + 1, offset - (source.text.rfind("\n", 0, offset) + 1)
