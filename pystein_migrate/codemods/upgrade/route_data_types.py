"""The data types that ``route`` took in the private preview."""

from __future__ import annotations

import ast
from typing import ClassVar

import libcst as cst

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.codemods.rewriting import Build
from pystein_migrate.facts import spellings
from pystein_migrate.notes import PREVIEW_POSITIONAL_ARGUMENTS
from pystein_migrate.python.source import Source

from .calls import DecoratorCodemod, in_app, named, positional_doubt


class RouteDataTypes(DecoratorCodemod):
    """Turns `route(trigger_arg_data_type=…)` of 1.10 into `trigger_extra_fields`, and the response's likewise.

    1.11.0 has no parameters for data types of HTTP any more, but takes further properties of the binding.
    """

    name = "route-data-types"
    notes = (PREVIEW_POSITIONAL_ARGUMENTS,)
    words = frozenset({"route"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            in_app('@app.route(route="a", trigger_arg_data_type="STRING")\ndef hello(req): ...\n'),
            in_app('@app.route(route="a", trigger_extra_fields={"dataType": "STRING"})\ndef hello(req): ...\n'),
            path="function_app.py",
        ),
    )

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Upgrade one ``route``."""
        if call is None:
            return
        for keyword in call.keywords:
            fields = spellings.ROUTE_DATA_TYPES.get(keyword.arg or "")
            if fields:
                findings.want(cls, keyword, _extra_fields(fields, _quote(subject.source, call)))
        if len(call.args) > 3 and not isinstance(call.args[3], ast.List | ast.Tuple | ast.Set):
            why = "the data types came before methods in 1.10"
            findings.doubts.append(positional_doubt(subject.source, call, "route", why))


def _extra_fields(name: str, quote: str) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        argument = named(cst.ensure_type(updated, cst.Arg), name)
        key = cst.SimpleString(f"{quote}dataType{quote}")
        return argument.with_changes(value=cst.Dict([cst.DictElement(key, argument.value)]))

    return build


def _quote(source: Source, call: ast.Call) -> str:
    text = source.segment(call)
    return "'" if text.count("'") > text.count('"') else '"'
