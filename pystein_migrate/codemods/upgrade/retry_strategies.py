"""The strategies of retry decorators in function.json's spelling."""

from __future__ import annotations

import ast
import re
from typing import ClassVar

import libcst as cst

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.codemods.rewriting import Build
from pystein_migrate.facts import spellings
from pystein_migrate.notes import PREVIEW_BY_HAND

from .calls import DecoratorCodemod, UnsureError, in_app


class RetryStrategies(DecoratorCodemod):
    """Writes the strategies of `retry` as the library wants them: `fixed_delay` and `exponential_backoff`.

    `fixedDelay` and `exponentialBackoff` are function.json's words.
    """

    name = "retry-strategies"
    notes = (PREVIEW_BY_HAND,)
    words = frozenset({"retry"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            in_app('@app.retry(strategy="fixedDelay", max_retry_count="3")\n@app.route()\ndef hello(req): ...\n'),
            in_app('@app.retry(strategy="fixed_delay", max_retry_count="3")\n@app.route()\ndef hello(req): ...\n'),
            path="function_app.py",
        ),
    )

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Upgrade one ``retry``. Raises :class:`UnsureError`."""
        keywords = call.keywords if call else []
        given = [keyword.value for keyword in keywords if keyword.arg == "strategy"] or (call.args[:1] if call else [])
        for value in given:
            if isinstance(value, ast.Constant) and value.value in spellings.RETRY_STRATEGIES:
                old = str(value.value)
                if not re.fullmatch(rf"\w*(['\"]+){old}\1", subject.source.segment(value)):
                    raise UnsureError("the strategy is not spelled out")
                findings.want(cls, value, _with_text(spellings.RETRY_STRATEGIES[old]))


def _with_text(new: str) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        string = cst.ensure_type(updated, cst.SimpleString)
        return string.with_changes(value=f"{string.prefix}{string.quote}{new}{string.quote}")

    return build
