"""What a decorator call in an earlier spelling becomes."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.decorators.decorate import decorator_name
from pystein_migrate.facts import releases, spellings
from pystein_migrate.facts.catalogue import Row
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

from .calls import (
    NOTHING,
    Goal,
    LeaveError,
    Remark,
    Rewrite,
    is_static,
    named_argument,
    positional_doubt,
    renamed_keyword,
)
from .edits import UnsureError, renamed_attribute


@dataclass(frozen=True, slots=True)
class DecoratorRewriter:
    """Rewrites the decorators of one file."""

    source: Source
    goal: Goal

    def rewrite(self, attribute: ast.Attribute, call: ast.Call | None) -> Rewrite:
        """A decorator of an app object. Raises :class:`LeaveError` and :class:`UnsureError`."""
        name = attribute.attr
        if name in spellings.PREVIEW_ONLY:
            row = spellings.PREVIEW_ONLY[name]
            return self._cosmos(attribute, call, row) if row.variant == "v3" else self._renamed(attribute, call, row)
        if name == "schedule":
            wanted = self.goal.rename_schedule and self.goal.target >= releases.TIMER_TRIGGER
            return Rewrite((renamed_attribute(self.source, attribute, "timer_trigger"),)) if wanted else NOTHING
        if call is None:
            return NOTHING
        if name == "route":
            return self._route(call)
        if name == "retry":
            return self._retry(call)
        if name in spellings.COSMOS_SHARED:
            return self._shared_cosmos(attribute, call, spellings.COSMOS_SHARED[name])
        if name in spellings.REPARAMETERED:
            return self._reparametered(call, spellings.REPARAMETERED[name])
        return NOTHING

    def _renamed(self, attribute: ast.Attribute, call: ast.Call | None, row: Row) -> Rewrite:
        new = decorator_name(row, self.goal.target)
        if not new or new == attribute.attr:
            return NOTHING
        edits = [renamed_attribute(self.source, attribute, new)]
        younger = spellings.DATA_TYPE_MOVED.get(row.decorator)
        if younger and call is not None:
            place = spellings.positional_params(row).index(row.params[younger])
            if len(call.args) > place:
                edits.append(named_argument(self.source, call, place, "data_type"))
        return Rewrite(tuple(edits))

    def _route(self, call: ast.Call) -> Rewrite:
        edits: list[Edit] = []
        for keyword in call.keywords:
            fields = spellings.ROUTE_DATA_TYPES.get(keyword.arg or "")
            if fields:
                quote = self._quote(call)
                value = self._value_start(keyword)
                edits += [
                    renamed_keyword(self.source, keyword, fields),
                    Edit(value, value, f"{{{quote}dataType{quote}: "),
                    Edit(self.source.end(keyword.value), self.source.end(keyword.value), "}"),
                ]
        doubts = []
        if len(call.args) > 3 and not isinstance(call.args[3], ast.List | ast.Tuple | ast.Set):
            doubts.append(positional_doubt("route", "the data types came before methods in 1.10"))
        return Rewrite(tuple(edits), tuple(doubts))

    def _retry(self, call: ast.Call) -> Rewrite:
        given = [keyword.value for keyword in call.keywords if keyword.arg == "strategy"] or call.args[:1]
        for value in given:
            if isinstance(value, ast.Constant) and value.value in spellings.RETRY_STRATEGIES:
                old = str(value.value)
                start, end = self.source.start(value), self.source.end(value)
                place = self.source.text.find(old, start, end)
                if place < 0:
                    raise UnsureError("the strategy is not spelled out")
                return Rewrite((Edit(place, place + len(old), spellings.RETRY_STRATEGIES[old]),))
        return NOTHING

    def _reparametered(self, call: ast.Call, row: Row) -> Rewrite:
        if self.goal.target < spellings.former_since(row):
            return NOTHING
        given = {keyword.arg for keyword in call.keywords}
        edits, remarks = [], []
        for keyword in call.keywords:
            new = row.former_params.get(keyword.arg or "")
            if new == "":
                facts = {"decorator": row.decorator, "parameter": keyword.arg or ""}
                remarks.append(Remark(notes.DROPPED_PARAMETER, facts))
            elif new and new not in given:
                edits.append(renamed_keyword(self.source, keyword, new))
        if len(call.args) > 1 + len(row.required):
            remarks.append(positional_doubt(row.decorator, "the order of its parameters changed in 1.24.0"))
        return Rewrite(tuple(edits), tuple(remarks))

    def _shared_cosmos(self, attribute: ast.Attribute, call: ast.Call, row: Row) -> Rewrite:
        if self.goal.target < releases.COSMOS_4:
            return NOTHING
        v4 = spellings.COSMOS_V4[row.decorator]
        given = {keyword.arg for keyword in call.keywords}
        v3_words = spellings.cosmos_v3_words(row)
        if given & spellings.cosmos_v4_words(row):
            edits = [
                renamed_keyword(self.source, keyword, new)
                for keyword in call.keywords
                if keyword.arg in v3_words and (new := spellings.cosmos_v4_param(keyword.arg, v4)) and new not in given
            ]
            return Rewrite(tuple(edits))
        if given & v3_words:
            return self._cosmos(attribute, call, row)
        if None in given or len(call.args) > 1:
            return Rewrite(remarks=(positional_doubt(attribute.attr, "its parameters changed in 1.14.0"),))
        return NOTHING

    def _cosmos(self, attribute: ast.Attribute, call: ast.Call | None, row: Row) -> Rewrite:
        if self.goal.cosmos_v4:
            return self._cosmos_v4(attribute, call, row)
        renamed = self._renamed(attribute, call, row)
        if not renamed.edits:
            return NOTHING
        remarks = []
        if self.goal.target < releases.COSMOS_4 and (self.goal.bundle_major or 0) >= 4:
            remarks.append(Remark(notes.COSMOS_TARGET_TOO_OLD, {"bundle": str(self.goal.bundle_major)}))
        elif self.goal.bundle_major is None and self.goal.target >= releases.COSMOS_4:
            remarks.append(Remark(notes.COSMOS_BUNDLE_UNKNOWN, {}))
        return Rewrite(renamed.edits, tuple(remarks))

    def _cosmos_v4(self, attribute: ast.Attribute, call: ast.Call | None, row: Row) -> Rewrite:
        v4 = spellings.COSMOS_V4[row.decorator]
        if call is None or not is_static(call):
            raise LeaveError(
                notes.PREVIEW_DYNAMIC_ARGUMENTS,
                message=f"{attribute.attr} becomes {v4.decorator} with other parameters; "
                "its arguments are not written here",
                remedy=f"call {v4.decorator} with container_name, connection and so on",
            )
        edits = [renamed_attribute(self.source, attribute, v4.decorator)] if attribute.attr != v4.decorator else []
        unsaid = []
        for index, old in enumerate(spellings.positional_params(row)[: len(call.args)]):
            new = spellings.cosmos_v4_param(old, v4)
            if new is None:
                message, remedy = f"{v4.decorator} has no {old}", f"leave {old} out"
                raise LeaveError(notes.PREVIEW_POSITIONAL_ARGUMENTS, message=message, remedy=remedy)
            edits.append(named_argument(self.source, call, index, new))
        for keyword in call.keywords:
            new = spellings.cosmos_v4_param(keyword.arg or "", v4)
            if new is None and keyword.arg and keyword.arg in row.params.values():
                unsaid.append(keyword.arg)
            elif new and new != keyword.arg:
                edits.append(renamed_keyword(self.source, keyword, new))
        facts = {"bundle": str(self.goal.bundle_major), "decorator": attribute.attr}
        remarks = [Remark(notes.COSMOS_EXTENSION_4, facts)]
        if unsaid:
            remarks.append(Remark(notes.COSMOS_EXTENSION_4_UNREAD, {"parameters": ", ".join(unsaid)}))
        return Rewrite(tuple(edits), tuple(remarks))

    def _value_start(self, keyword: ast.keyword) -> int:
        start = self.source.start(keyword.value)
        if self.source.text[self.source.start(keyword) + len(keyword.arg or "") : start].strip() != "=":
            raise UnsureError("the argument is in parentheses or has a comment before it")
        return start

    def _quote(self, call: ast.Call) -> str:
        text = self.source.text[self.source.start(call) : self.source.end(call)]
        return "'" if text.count("'") > text.count('"') else '"'
