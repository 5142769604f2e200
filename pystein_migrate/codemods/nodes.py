"""Small builders of libcst nodes that codemods share."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from functools import reduce

import libcst as cst

_OPERANDS = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.SimpleString, cst.FormattedString)


def string(value: str) -> cst.SimpleString:
    """A string literal in double quotes."""
    return cst.SimpleString(json.dumps(value, ensure_ascii=False))


def dotted(name: str) -> cst.Name | cst.Attribute:
    """``a.b.c`` as nodes."""
    parent, _, last = name.rpartition(".")
    return cst.Attribute(dotted(parent), cst.Name(last)) if parent else cst.Name(last)


def imported(name: str, alias: str = "") -> cst.ImportAlias:
    """``name as alias`` in an import."""
    return cst.ImportAlias(dotted(name), cst.AsName(cst.Name(alias)) if alias else None)


def from_module(node: cst.ImportFrom, module: str, names: Sequence[cst.ImportAlias] | cst.ImportStar) -> cst.ImportFrom:
    """``node`` importing ``names`` from the absolute ``module``, in its own brackets."""
    return node.with_changes(
        module=dotted(module),
        names=names,
        relative=(),
        whitespace_after_from=cst.SimpleWhitespace(" "),
        whitespace_before_import=cst.SimpleWhitespace(" "),
    )


def call(function: cst.BaseExpression, *arguments: cst.BaseExpression) -> cst.Call:
    """A call with positional arguments."""
    return cst.Call(function, [cst.Arg(argument) for argument in arguments])


def keyword(name: str, value: cst.BaseExpression) -> cst.Arg:
    """The argument ``name=value``."""
    return cst.Arg(value, cst.Name(name), cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")))


def divided(*operands: cst.BaseExpression) -> cst.BaseExpression:
    """``a / b / c``, as paths are joined."""
    return reduce(lambda left, right: cst.BinaryOperation(left, cst.Divide(), operand(right)), operands)


def operand(node: cst.BaseExpression) -> cst.BaseExpression:
    """``node`` so that it can stand beside an operator: in parentheses unless it needs none."""
    return node if isinstance(node, _OPERANDS) or node.lpar else parenthesized(node)


def parenthesized(node: cst.BaseExpression) -> cst.BaseExpression:
    """``node`` in one more pair of parentheses."""
    return node.with_changes(lpar=[cst.LeftParen(), *node.lpar], rpar=[*node.rpar, cst.RightParen()])


def bare(node: cst.BaseExpression) -> cst.BaseExpression:
    """``node`` without parentheses around it."""
    return node.with_changes(lpar=[], rpar=[])


def in_place_of(old: cst.BaseExpression, new: cst.BaseExpression) -> cst.BaseExpression:
    """``new`` with the parentheses around ``old``, which it takes the place of; its own where there are none."""
    return new.with_changes(lpar=old.lpar, rpar=old.rpar) if old.lpar else new


def expression(node: cst.CSTNode) -> cst.BaseExpression:
    """``node``, which is one. Raises TypeError otherwise."""
    if not isinstance(node, cst.BaseExpression):
        raise TypeError(f"{type(node).__name__} is no expression")
    return node


def part(updated: cst.BaseExpression, node: ast.expr, wanted: ast.expr) -> cst.BaseExpression:
    """What stands for ``wanted`` in ``updated``, which stands for ``node``.

    ``wanted`` is reached from ``node`` by what attributes and items are taken of, what is called, and first arguments.
    """
    if node is wanted:
        return updated
    if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(updated, (cst.Attribute, cst.Subscript)):
        return part(updated.value, node.value, wanted)
    if isinstance(node, ast.Call) and isinstance(updated, cst.Call):
        if any(child is wanted for child in ast.walk(node.func)):
            return part(updated.func, node.func, wanted)
        return part(updated.args[0].value, node.args[0], wanted)
    raise TypeError(f"{type(node).__name__} is no path that is followed")


def requoted(node: cst.SimpleString, value: str) -> cst.SimpleString:
    """The string ``node`` saying ``value``, which needs no escapes, in its own quotes."""
    return node.with_changes(value=f"{node.prefix}{node.quote}{value}{node.quote}")


def on_lines(call: cst.Call, indent: str) -> cst.Call:
    """``call`` with every argument on a line of its own."""
    line, end = (
        cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace(space)) for space in (indent, "")
    )
    *first, last = call.args
    return call.with_changes(
        whitespace_before_args=line,
        args=[
            *(argument.with_changes(comma=cst.Comma(whitespace_after=line)) for argument in first),
            last.with_changes(comma=cst.Comma(whitespace_after=end)),
        ],
    )
