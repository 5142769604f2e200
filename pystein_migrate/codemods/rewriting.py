"""Changing chosen nodes of a file: analysis on ``ast`` says which, libcst builds what takes their place.

Only the top-level statements that hold a chosen node are parsed by libcst and printed again; all other text stays the
user's own, byte for byte.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from typing import cast

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from pystein_migrate.python.concrete import parse_concrete, parse_expression
from pystein_migrate.python.source import Source, removal
from pystein_migrate.text.edits import Edit, apply_edits

# What takes the place of a node: ``build(updated)`` gets it with the changes inside it already made. Several statements
# for one are put on lines of their own, and whole lines may take the place of a statement.
Build = Callable[[cst.CSTNode], "cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNode]"]
NamedBuild = Callable[[Mapping[str, str]], Build]  # gets the new names of those that are renamed
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
    ast.If: (cst.If,),
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
_BY_START = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.If, ast.arg, ast.MatchAs,
)  # fmt: skip

_NO_BODY = "pass"
_SIMPLE_STATEMENTS = (
    ast.AnnAssign, ast.Assert, ast.Assign, ast.AugAssign, ast.Delete, ast.Expr, ast.Raise, ast.Return,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A node that the codemod ``by`` changes; :func:`removed` as ``build`` takes a decorator or statement away.

    ``head``: of a definition only what stands between its decorators and its body changes. ``named`` makes the build
    where that depends on what names of the module are called in the new code.
    """

    node: ast.AST
    build: Build
    by: str
    head: bool = False
    named: NamedBuild | None = None

    def with_names(self, renames: Mapping[str, str]) -> Target:
        """The target for code in which names of the module have new ones."""
        return self if self.named is None else replace(self, build=self.named(renames))


def removed(updated: cst.CSTNode) -> cst.RemovalSentinel:
    """The build for a decorator or statement that goes; the comments above a statement stay, as its neighbours do."""
    return cst.RemoveFromParent()


class ContestedError(Exception):
    """Two codemods want one node, or a node was not found: a defect of this tool, with the names of both."""


def rewritten(source: Source, targets: Iterable[Target]) -> str:
    """The text of ``source`` with every target's node built anew.

    Raises :class:`~pystein_migrate.python.concrete.UnparsableError` and :class:`ContestedError`.
    """
    edits = rewritten_edits(source, targets)
    gone = {edit.start for edit in edits if not edit.text}
    removals = [removal(source, statement) for statement in source.tree.body if source.start(statement) in gone]
    text = apply_edits(source.text, [*(edit for edit in edits if edit.text), *removals])
    return text.rstrip("\n") + "\n" if removals else text  # the last statement's blank lines go with it


def rewritten_edits(source: Source, targets: Iterable[Target]) -> list[Edit]:
    """The edits that build the targets anew: of expressions or lines, or of whole top-level statements with decorators.

    The text of one for a top-level statement that is removed is "".
    """
    edits = []
    for statement, inside in _by_statement(source, targets).items():
        parts = _by_part(source, inside)
        for node, of_node in ({statement: inside} if parts is None else parts).items():
            start, end = source.start(node), source.end(node)
            alone = parts is not None and len(of_node) == 1 and of_node[0].node is node
            if alone and of_node[0].head:
                edits.append(_with_head(source, of_node[0]))
            elif alone:
                edits.append(Edit(start, end, _built(of_node[0], source.segment(node))))
            else:
                edits.append(Edit(start, end, _rewritten_slice(source, start, end, of_node)))
    return edits


def printed_statements(source: Source, targets: Iterable[Target]) -> set[ast.stmt]:
    """The top-level statements that libcst prints as a whole."""
    by_statement = _by_statement(source, targets).items()
    return {statement for statement, inside in by_statement if _by_part(source, inside) is None}


def _by_statement(source: Source, targets: Iterable[Target]) -> dict[ast.stmt, list[Target]]:
    """The top-level statements that hold targets, both in their order."""
    found: dict[ast.AST, list[Target]] = {}
    for target in sorted(targets, key=lambda target: _place(source, target.node)):
        *_, outermost = source.around(target.node)
        found.setdefault(outermost, []).append(target)
    return {statement: found[statement] for statement in source.tree.body if statement in found}


def _by_part(source: Source, targets: list[Target]) -> dict[ast.AST, list[Target]] | None:
    """The targets of one top-level statement by the expression or the line that each is in; None where one is in none.

    So libcst parses what changes in a long function and not all of it. Targets that are statements themselves and not
    only heads, decorators, and those in the head of a compound statement are in none.
    """
    wanted = {target.node for target in targets}
    found: dict[ast.AST, list[Target]] = {target.node: [target] for target in targets if target.head}
    lines: dict[ast.AST, dict[ast.AST, list[Target]]] = {}
    for target in (each for each in targets if not each.head):
        inside = list(takewhile(lambda node: not isinstance(node, ast.stmt), source.around(target.node)))
        line = source.parents[inside[-1]] if inside else target.node
        if not inside or not isinstance(line, _SIMPLE_STATEMENTS):
            return None
        outermost = next(node for node in reversed(inside) if node in wanted)
        lines.setdefault(line, {}).setdefault(outermost, []).append(target)
    for line, parts in lines.items():
        whole = {line: [target for of_part in parts.values() for target in of_part]}
        found |= parts if all(_is_slice(source, part) for part in parts) else whole
    return found


def _is_slice(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` can be parsed for itself: an expression on one line, without brackets that are not its own.

    In f-strings it cannot: before Python 3.12 nobody knows positions there.
    """
    in_string = any(isinstance(each, ast.JoinedStr) and each is not node for each in source.around(node))
    if in_string or not isinstance(node, ast.expr) or node.lineno != node.end_lineno:
        return False
    before, after = source.text[: source.start(node)].rstrip(), source.text[source.end(node) :].lstrip()
    if not before.endswith("(") or not after.startswith(")"):
        return True
    call = source.parents[node]
    return isinstance(call, ast.Call) and node is not call.func and before == source.text[: source.end(call.func)] + "("


def _built(target: Target, text: str) -> str:
    """The expression ``text``, which is all of the target, built anew."""
    expression = parse_expression(text)
    built = target.build(expression) if isinstance(expression, _KINDS[type(target.node)]) else None
    if not isinstance(built, cst.BaseExpression):
        raise ContestedError(f"{target.by} makes no expression of {type(target.node).__name__}")
    return cst.Module([]).code_for_node(built)


def _with_head(source: Source, target: Target) -> Edit:
    """The edit that builds the head of a definition anew, which libcst parses over an empty body."""
    definition = cast("ast.FunctionDef", target.node)
    start, end = source.offset(definition.lineno, definition.col_offset), source.start(definition.body[0])
    module = parse_concrete(source.text[start:end] + _NO_BODY)
    built = target.build(cst.ensure_type(module.body[0], *_KINDS[type(definition)]))
    return Edit(start, end, module.code_for_node(cast("cst.CSTNode", built)).rstrip("\n").removesuffix(_NO_BODY))


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
        self.kinds = {kind for _, _, kind in self.pending}
        self.missing = set(targets)

    def check(self) -> None:
        """Raise :class:`ContestedError` if a target was not met."""
        for target in self.missing:
            raise ContestedError(f"{target.by} wants {type(target.node).__name__} that libcst does not have")

    def target_of(self, node: cst.CSTNode) -> Target | None:
        where = self.positions.get(node) if type(node) in self.kinds else None
        if where is None:
            return None
        start = self._in_file(where.start.line, where.start.column)
        if start not in self.starts:
            return None
        end = self._in_file(where.end.line, where.end.column)
        kind = type(node)
        return self.pending.get((start, end, kind)) or self.pending.get((start, None, kind))

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> object:  # type: ignore[override]
        if isinstance(original_node, cst.Decorator):
            target = self.target_of(original_node.decorator)
            if target is not None and updated_node.decorator is _REMOVED:  # type: ignore[attr-defined]
                return cst.RemoveFromParent()
            return updated_node
        if isinstance(original_node, cst.SimpleStatementLine) and isinstance(updated_node, cst.SimpleStatementLine):
            line = _without_removed(updated_node)
            several = len(line.body) > len(original_node.body)
            return _on_lines_of_their_own(line) if several or any(map(_is_line, line.body)) else line
        if isinstance(updated_node, (cst.IndentedBlock, cst.Module)):
            return _closed_up(updated_node)
        target = self.target_of(original_node)
        if target is None:
            return updated_node
        self.missing.discard(target)
        built = target.build(updated_node)
        if built is cst.RemovalSentinel.REMOVE and isinstance(original_node, cst.BaseExpression):
            return _REMOVED  # only decorators can go: their node is one level up
        if built is cst.RemovalSentinel.REMOVE and isinstance(original_node, cst.BaseSmallStatement):
            return _GONE  # goes with its line, one or two levels up
        return built

    def _in_file(self, line: int, column: int) -> Place:
        lines, columns = self.origin
        return line + lines, column + (columns if line == 1 else 0)


_REMOVED = cst.Name("removed")
# What stands for a removed statement until its line goes; a block that has no other keeps it.
_GONE = cst.Pass()


def _without_removed(line: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
    """``line`` without those of its statements that are gone, unless none is left."""
    rest = [statement for statement in line.body if statement is not _GONE]
    if not rest or len(rest) == len(line.body):
        return line
    rest[-1] = rest[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
    return line.with_changes(body=rest)


def _closed_up(block: cst.IndentedBlock | cst.Module) -> cst.IndentedBlock | cst.Module:
    """``block`` without the lines of removed statements. Comments above them stay, blank lines are not doubled."""
    if not any(map(_is_gone, block.body)) or (isinstance(block, cst.IndentedBlock) and all(map(_is_gone, block.body))):
        return block
    body: list[cst.BaseStatement] = []
    pending: list[cst.EmptyLine] | None = None  # the lines above those removed last
    for statement in block.body:
        above: list[cst.EmptyLine] = list(statement.leading_lines)  # type: ignore[attr-defined]
        if pending is not None:
            opens = pending[-1].comment is None if pending else not body
            above = [*pending, *(_from_comment(above) if opens else above)]
        if _is_gone(statement):
            pending = above
        else:
            body.append(statement if pending is None else statement.with_changes(leading_lines=above))
            pending = None
    footer = [*(pending or ()), *block.footer]
    return block.with_changes(body=body, footer=footer)


def _is_gone(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and statement.body[0] is _GONE


def _from_comment(lines: list[cst.EmptyLine]) -> list[cst.EmptyLine]:
    return list(dropwhile(lambda line: line.comment is None, lines))


def _on_lines_of_their_own(line: cst.SimpleStatementLine) -> cst.FlattenSentinel[cst.SimpleStatementLine]:
    """The statements of ``line``, one of which gave way to several or to lines; what is above and behind it stays."""
    lines = [
        each
        if isinstance(each, cst.SimpleStatementLine)
        else cst.SimpleStatementLine([each.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)])
        for each in line.body
    ]
    lines[0] = lines[0].with_changes(leading_lines=[*line.leading_lines, *lines[0].leading_lines])
    lines[-1] = lines[-1].with_changes(trailing_whitespace=line.trailing_whitespace)
    return cst.FlattenSentinel(lines)


def _is_line(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine)


def _ast_place(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _place(source: Source, node: ast.AST) -> Place:
    return _place_of(source, source.offset(*_ast_place(node)))


def _place_of(source: Source, offset: int) -> Place:
    return source.text.count("\n", 0, offset) + 1, offset - (source.text.rfind("\n", 0, offset) + 1)
