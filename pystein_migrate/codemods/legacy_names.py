"""Texts that name modules as only the legacy model's loader does."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import libcst as cst

from pystein_migrate.python.imports import LEGACY_ROOT
from pystein_migrate.python.named_modules import RelativeCall, base_of, named_modules, relative_calls
from pystein_migrate.python.source import Source
from pystein_migrate.python.texts import start_of, written_beginning

from . import nodes
from .base import Codemod, Example, Findings, Subject
from .examples import function

_PREFIX = LEGACY_ROOT + "."
_NAME = re.compile(rf"{LEGACY_ROOT}(\.[^\W\d]\w*)+(:[\w.]+)?")


class LegacyNames(Codemod):
    """Takes ``__app__.`` away where a text names a module of the app.

    The decorator model has no package ``__app__``. A text is changed where it is sure to be looked up: in what is
    imported by name (``importlib.import_module("__app__.shared.rates")``), patched (``mock.patch``), taken from
    ``sys.modules``, or named as a class in a logging configuration; also at the beginning of a text that is put
    together, and in the list or name that it comes from. ``importlib.import_module("..shared.rates", __package__)``
    gets the absolute name. What else says ``__app__`` is left alone, with a note.
    """

    name = "legacy-names"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "RATES = importlib.import_module('__app__.shared.rates')\n",
            "RATES = importlib.import_module('shared.rates')\n",
        ),
        Example(
            'with mock.patch("__app__.shared.rates.RATE", 3):\n    run()\n',
            'with mock.patch("shared.rates.RATE", 3):\n    run()\n',
            "tests/test_rates.py",
        ),
        Example(
            'STEPS = ["__app__.steps.load", "__app__.steps.save"]\n\nfor step in STEPS:\n    import_module(step)\n',
            'STEPS = ["steps.load", "steps.save"]\n\nfor step in STEPS:\n    import_module(step)\n',
        ),
        Example(
            'def load(name):\n    return import_module(f"__app__.steps.{name}")\n',
            'def load(name):\n    return import_module(f"steps.{name}")\n',
        ),
        Example(
            'FORMATTERS = {"plain": {"()": "__app__.shared.log.Plain"}}\n',
            'FORMATTERS = {"plain": {"()": "shared.log.Plain"}}\n',
        ),
        Example(
            'RATES = import_module("..shared.rates", package=__package__)\n',
            'RATES = import_module("shared.rates")\n',
        ),
        Example(
            'def load(name):\n    return import_module(f".{name}", __package__)\n',
            'def load(name):\n    return import_module(f"GetOrder.{name}")\n',
            subject={"functions": (function("GetOrder"),)},
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text has ``__app__``, or may import relative to its own place."""
        return LEGACY_ROOT in subject.source.text or "import_module" in subject.source.text

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Texts that another codemod builds anew already are left to it."""
        source, moves = subject.source, bool(subject.functions) and subject.layout == "single"
        rewritten = {target.node for target in findings.targets}
        for node in dict.fromkeys(_looked_up(source)):
            if node not in rewritten:
                findings.want(cls, node, _without_root)
        for relative in relative_calls(source, climbing_only=not moves):
            if relative.call not in rewritten:
                findings.want(cls, relative.call, partial(_absolute, source=source, relative=relative))


def _looked_up(source: Source) -> Iterator[ast.expr]:
    """Literals that begin with ``__app__.`` and are looked up, less those that name what the standard library has."""
    for named in named_modules(source):
        literal = named.text.start
        if literal is None or named.module.partition(".")[0] in sys.stdlib_module_names:
            continue
        whole = named.lookup == "import" or isinstance(literal, ast.JoinedStr) or _NAME.fullmatch(named.text.value)
        if whole and written_beginning(source, literal).startswith(_PREFIX):
            yield literal


# Building


def _without_root(updated: cst.CSTNode) -> cst.BaseExpression:
    return _beginning_with(nodes.expression(updated), _PREFIX, "")


def _beginning_with(literal: cst.BaseExpression, old: str, new: str) -> cst.BaseExpression:
    """The string or f-string ``literal``, which begins with ``old``, beginning with ``new`` instead."""
    if isinstance(literal, cst.FormattedString):
        first, *rest = literal.parts
        text = cst.ensure_type(first, cst.FormattedStringText)
        value = new + text.value.removeprefix(old)
        return literal.with_changes(parts=[*([text.with_changes(value=value)] if value else []), *rest])
    plain = cst.ensure_type(literal, cst.SimpleString)
    return nodes.requoted(plain, new + plain.raw_value.removeprefix(old))


def _absolute(updated: cst.CSTNode, source: Source, relative: RelativeCall) -> cst.BaseExpression:
    call = cst.ensure_type(updated, cst.Call)
    name = written_beginning(source, start_of(relative.name))
    dots = "." * (len(name) - len(name.lstrip(".")))
    text = _starting_with(call.args[0].value, dots, base_of(relative, name) or "")
    return call.with_changes(args=[cst.Arg(text)])


def _starting_with(text: cst.BaseExpression, old: str, new: str) -> cst.BaseExpression:
    """``text``, put together or not, whose literal at the start begins with ``old``, with ``new`` there instead."""
    if isinstance(text, cst.BinaryOperation):
        left = _starting_with(text.left, old, new)
        is_empty = isinstance(left, cst.SimpleString) and not left.raw_value
        return text.right if is_empty and isinstance(text.operator, cst.Add) else text.with_changes(left=left)
    if isinstance(text, cst.Call):
        method = cst.ensure_type(text.func, cst.Attribute)
        return text.with_changes(func=method.with_changes(value=_starting_with(method.value, old, new)))
    return _beginning_with(text, old, new)
