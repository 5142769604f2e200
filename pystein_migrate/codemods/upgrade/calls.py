"""What the codemods of an upgrade have in common: calls that stay as they are, arguments, decorators."""

from __future__ import annotations

import ast
import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar

import libcst as cst

from pystein_migrate import notes
from pystein_migrate.codemods.base import Codemod, Findings, Subject
from pystein_migrate.codemods.rewriting import Build
from pystein_migrate.decorators.app import DecoratedApp, Mention
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.facts import releases
from pystein_migrate.model.note import Note, NoteKind
from pystein_migrate.python.source import Source


class LeaveError(Exception):
    """The call stays as it is, and a person decides: a kind of note with its facts says what."""

    def __init__(self, kind: NoteKind, **facts: str) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.facts = facts


class UnsureError(LeaveError):
    """The call is not written as codemods expect it."""

    def __init__(self, why: str) -> None:
        super().__init__(notes.PREVIEW_BY_HAND, reason=why)


class UpgradeCodemod(Codemod):
    """A codemod that runs in upgrades alone; ``words`` are what a file has one of that it concerns."""

    layouts = frozenset()
    upgrades = True
    words: ClassVar[frozenset[str]]

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether one of the words is in the file."""
        return re.search(rf"\b(?:{'|'.join(sorted(cls.words))})\b", subject.source.text) is not None

    @classmethod
    def applied(cls, subject: Subject) -> str:
        """The text of the file with this codemod alone applied; without an app, the file is the whole app."""
        source = subject.source
        return super().applied(replace(subject, app=read_decorated({source.path: source.tree}, source.path)))


class DecoratorCodemod(UpgradeCodemod):
    """A codemod for decorators of app objects that are called one of its ``words``."""

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Upgrade each decorator for itself."""
        for mention in mentions_in(subject):
            node, call = mention.node, mention.call
            if mention.method in cls.words and mention.register is not None and isinstance(node, ast.Attribute):
                with whole_or_note(subject.source, call or node, findings) as own:
                    cls.upgrade(subject, own, node, call)

    @classmethod
    @abstractmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Add what becomes of one decorator, which need not be called. Raises :class:`LeaveError`."""

    @classmethod
    def rename(cls, findings: Findings, node: ast.Attribute, new: str) -> None:
        """Give a decorator another name."""
        findings.want(cls, node, renamed_attribute(new))


def app_of(subject: Subject) -> DecoratedApp:
    """The app that is upgraded."""
    if subject.app is None:
        raise ValueError("codemods for upgrades need an app")
    return subject.app


def mentions_in(subject: Subject) -> list[Mention]:
    """The places in the subject's file that name decorators, in their order."""
    mentions = [mention for mention in app_of(subject).everywhere.mentions if mention.path == subject.source.path]
    return sorted(mentions, key=lambda mention: subject.source.end(mention.node))


@contextmanager
def whole_or_note(source: Source, node: ast.expr, findings: Findings) -> Iterator[Findings]:
    """Findings for the call ``node``, which join ``findings``; after a :class:`LeaveError` only its note does."""
    own = Findings()
    try:
        yield own
    except LeaveError as error:
        own = Findings(notes=[note(source, node, error.kind, **error.facts)])
    findings.targets += own.targets
    findings.notes += own.notes
    findings.doubts += own.doubts


def note(source: Source, node: ast.expr, kind: NoteKind, **facts: Any) -> Note:
    """The note of ``kind`` about ``node``."""
    return kind.at(source.path, source.position(node), **facts)


def positional_doubt(source: Source, node: ast.expr, name: str, why: str) -> Note:
    """What to say of a call that means different things in different releases."""
    message = f"whether {name} is called in a preview spelling cannot be told from its arguments: {why}"
    remedy = "write the arguments with their names"
    return note(source, node, notes.PREVIEW_POSITIONAL_ARGUMENTS, message=message, remedy=remedy)


def is_static(call: ast.Call) -> bool:
    """Whether every argument is written out: no ``*args`` or ``**kwargs``."""
    return not any(isinstance(argument, ast.Starred) for argument in call.args) and all(
        keyword.arg for keyword in call.keywords
    )


def check_last(call: ast.Call, count: int) -> None:
    """Raise :class:`UnsureError` if more than ``count`` arguments are positional: none may stand behind a named one."""
    if len(call.args) > count:
        raise UnsureError("it has more arguments than the decorator takes")


def check_positional(source: Source, call: ast.Call, index: int) -> None:
    """Raise :class:`UnsureError` where giving a positional argument its name would move a bracket or a comment."""
    start = source.start(call.args[index])
    before = source.end(call.args[index - 1] if index else call.func)
    if source.text[before:start].strip() != ("," if index else "("):
        raise UnsureError("a positional argument is in parentheses or has a comment before it")


def renamed_attribute(new: str) -> Build:
    """Builds ``a.b`` anew with another name behind the dot."""
    return lambda updated: updated.with_changes(attr=cst.Name(new))


def renamed_argument(new: str) -> Build:
    """Builds an argument anew under its new name."""
    return lambda updated: named(cst.ensure_type(updated, cst.Arg), new)


def named(argument: cst.Arg, name: str) -> cst.Arg:
    """The argument under ``name``, also one that was given by position."""
    if argument.keyword is not None:
        return argument.with_changes(keyword=argument.keyword.with_changes(value=name))
    return argument.with_changes(
        keyword=cst.Name(name),
        equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
    )


def with_names(names: Mapping[int, str]) -> Build:
    """Builds a call anew whose arguments at some places get names."""

    def build(updated: cst.CSTNode) -> cst.CSTNode:
        arguments = cst.ensure_type(updated, cst.Call).args
        new = [named(argument, names[i]) if i in names else argument for i, argument in enumerate(arguments)]
        return updated.with_changes(args=new)

    return build


def cosmos_v4(subject: Subject) -> bool:
    """Whether the host and the library both speak Cosmos DB extension 4."""
    return (subject.bundle_major or 0) >= 4 and subject.target >= releases.COSMOS_4


def in_app(body: str) -> str:
    """A file for examples: an app object, then ``body``."""
    return f"import azure.functions as func\n\napp = func.FunctionApp()\n\n\n{body}"
