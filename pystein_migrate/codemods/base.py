"""What every codemod is: one class with a name, a cheap question, an analysis on ``ast`` and new nodes from libcst."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from packaging.version import Version

from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.facts import releases
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note, NoteKind
from pystein_migrate.model.options import Layout
from pystein_migrate.model.style import DEFAULT_LINE_LENGTH
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.source import Source

from .blockers import Blocker
from .entries import Delegate
from .moved import Moved
from .rewriting import Build, NamedBuild, Target, removed, rewritten
from .web_function import WebFunction

EVERYWHERE: frozenset[Layout] = frozenset({"single", "blueprints", "in-place"})


@dataclass(frozen=True, slots=True)
class Subject:
    """One Python file, and what codemods may know of it and its app.

    ``functions`` are those that the file serves as their script, none for other files. ``delegates`` are those of them
    whose entry a new function calls. ``target`` is the azure-functions release to write for. ``folder_stays`` says
    that something is left in the file's folder, ``imported_elsewhere`` that other code uses its names, ``has_durable``
    that the app has the package whose decorators durable functions take, ``take_objects`` are functions that take
    their durable decorator in any case. ``modules`` are the app's. ``renames`` maps
    module-level names to their new ones, ``moved`` names of modules to where they went, ``new_modules`` modules in the
    app's root to their new names.
    ``keeps_legacy_loggers``: the file's loggers stay below ``__app__``, because the app configures them by that name.
    ``web_function`` is the only HTTP function of the app if it gets every request and the file is the new script.
    ``stored`` maps classes that stored data names to the module that has ``stored_as``.

    ``app`` is what the app in the decorator model says whose spellings are upgraded, None in a migration.
    ``bundle_major`` is the major version of host.json's extension bundle, and ``rename_schedule`` also turns the
    decorator ``schedule`` into ``timer_trigger``.
    """

    source: Source
    functions: tuple[Function, ...] = ()
    delegates: frozenset[str] = frozenset()
    target: Version = releases.NEWEST
    layout: Layout = "single"
    line_length: int = DEFAULT_LINE_LENGTH
    folder_stays: bool = False
    imported_elsewhere: bool = False
    has_durable: bool = True
    take_objects: frozenset[str] = frozenset()
    modules: Modules = field(default_factory=lambda: Modules({}))
    renames: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    moved: Mapping[str, Moved] = field(default_factory=lambda: MappingProxyType({}))
    new_modules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keeps_legacy_loggers: bool = False
    web_function: WebFunction | None = None
    stored: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    app: DecoratedApp | None = None
    bundle_major: int | None = None
    rename_schedule: bool = False


@dataclass
class Findings:
    """What codemods want of one file.

    ``targets`` are the nodes to build anew. ``blocker`` is why the file cannot move at all. ``needs_folder``: the new
    code names the file's old folder, which therefore has to stay. ``entries`` maps functions to the name that is
    decorated where that is not their entry point any more, ``durable`` to the bindings that take durable decorators.
    ``removed`` are top-level statements that are not needed any more, ``unneeded`` names of imports that nothing needs
    any more, ``imports`` modules that the new code needs (as in ``import os``). ``remarks`` are what the user may want
    to know: function name and what. ``delegates`` are functions whose entry has to be called by a new one. ``gone`` are
    nodes that the new code is without, ``names`` the module-level names of the script that it has anew. ``notes`` are
    for the report as they are, ``doubts`` only if the app turns out to need an upgrade.
    """

    targets: list[Target] = field(default_factory=list)
    blocker: Blocker | None = None
    needs_folder: bool = False
    entries: dict[str, str] = field(default_factory=dict)
    durable: dict[str, frozenset[str]] = field(default_factory=dict)
    removed: set[ast.stmt] = field(default_factory=set)
    unneeded: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    remarks: list[tuple[str, Blocker]] = field(default_factory=list)
    delegates: dict[str, Delegate] = field(default_factory=dict)
    gone: list[ast.AST] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    doubts: list[Note] = field(default_factory=list)

    def entry_of(self, function_name: str, entry_point: str) -> str:
        """The name that is decorated or registered for a function; "" if a new function is."""
        return "" if function_name in self.delegates else self.entries.get(function_name, entry_point)

    def want(self, by: type[Codemod], node: ast.AST, build: Build, *, head: bool = False) -> None:
        """Have ``node`` built anew, or of a definition the ``head``."""
        self.targets.append(Target(node, build, by.name, head))

    def want_named(self, by: type[Codemod], node: ast.AST, named: NamedBuild) -> None:
        """Have ``node`` built anew by what ``named`` makes for the names that the module's names have then."""
        self.targets.append(Target(node, named({}), by.name, named=named))


@dataclass(frozen=True, slots=True)
class Example:
    """A file before and after the codemod ran on it alone: its test and its documentation.

    ``path`` is relative to the app root; ``subject`` are fields of :class:`Subject` that differ from the default.
    """

    before: str
    after: str
    path: str = "GetOrder/__init__.py"
    subject: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class Codemod(ABC):
    """One transformation of Python code; its docstring is its documentation.

    ``name`` is its stable kebab-case name, ``layouts`` are those of a migration that it runs in, ``upgrades`` says
    whether it runs when an app of the decorator model is upgraded, ``notes`` are the kinds of what it can tell.
    """

    name: ClassVar[str]
    layouts: ClassVar[frozenset[Layout]] = EVERYWHERE
    notes: ClassVar[tuple[NoteKind, ...]] = ()
    upgrades: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = ()

    @classmethod
    @abstractmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the file may need this codemod, by a look at its text or nodes; a wrong yes only costs time."""

    @classmethod
    @abstractmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Add what this codemod wants of the file to ``findings``."""

    @classmethod
    def applied(cls, subject: Subject) -> str:
        """The text of the file with this codemod alone applied: as it was if a blocker forbids that."""
        from .import_statements import with_imports

        findings = found([cls], subject)
        if findings.blocker is not None:
            return subject.source.text
        leaving = [Target(statement, removed, cls.name) for statement in findings.removed]
        text = rewritten(subject.source, [*findings.targets, *leaving])
        return with_imports(text, findings.imports, findings.unneeded)


def found(codemods: Iterable[type[Codemod]], subject: Subject) -> Findings:
    """What those of ``codemods`` that run in the subject's layout, or in its upgrade, and concern its file want of it.

    The first blocker ends the search.
    """
    findings = Findings()
    for codemod in codemods:
        runs = subject.layout in codemod.layouts if subject.app is None else codemod.upgrades
        if runs and findings.blocker is None and codemod.concerns(subject):
            codemod.find(subject, findings)
    return findings
