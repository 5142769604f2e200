"""An app and what a migration changes in it, as the files see it that are left."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pystein_migrate.facts.file_kinds import is_build_file
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Position
from pystein_migrate.text.paths import parents
from pystein_migrate.text.raw import RawText

from .paths import AppPaths


@dataclass(frozen=True, slots=True)
class Removed:
    """What is gone after the migration: files, folders with nothing left, modules (dotted; ``kept`` are the others).

    A module that is emptied is gone, too.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...]
    modules: frozenset[str]
    kept: frozenset[str]
    all_function_json: bool


@dataclass(frozen=True)
class BuildFile:
    """A file that builds, tests or deploys the app; ``path`` starts at the app's root ("../Dockerfile").

    ``bare``: paths in it may start in the app's root.
    """

    path: str
    text: str
    bare: bool

    @property
    def is_outside(self) -> bool:
        """Whether it lies in the repository around the app."""
        return self.path.startswith("../")

    @property
    def has_patterns(self) -> bool:
        """Whether each of its lines begins with a pattern as .gitignore has it."""
        name = posixpath.basename(self.path).lower()
        return name.endswith("ignore") or name == "codeowners"

    @property
    def has_expressions(self) -> bool:
        """Whether its paths are regular expressions."""
        return posixpath.basename(self.path).startswith(".pre-commit-config.")

    @cached_property
    def lines(self) -> list[str]:
        """Its lines without their ends, backslashes as slashes."""
        return [line.rstrip("\r").replace("\\", "/") for line in self.text.split("\n")]

    @cached_property
    def starts(self) -> list[int]:
        """For each line the number, from 0, of the one in which its command begins.

        A command goes on behind a backslash, a backtick or a caret.
        """
        found: list[int] = []
        goes_on = False
        for number, raw in enumerate(self.text.split("\n")):
            found.append(found[-1] if goes_on else number)
            goes_on = raw.rstrip().endswith(("\\", "`", "^"))
        return found


@dataclass(frozen=True)
class Migration:
    """The ``changes`` that are made to ``app``."""

    app: App
    changes: Sequence[FileChange]

    @cached_property
    def paths(self) -> AppPaths:
        """How other files name what is in the app."""
        return AppPaths(self.app.around)

    @cached_property
    def removed(self) -> Removed:
        """What goes."""
        files = {change.path for change in self.changes if change.after is None}
        emptied = {change.path for change in self.changes if change.before and change.after == b""}
        left = (set(self.app.paths) | {change.path for change in self.changes}) - files
        left_folders = {folder for path in left for folder in parents(path)}
        folders = {folder for path in files for folder in parents(path)} - left_folders
        modules = frozenset(_module(path) for path in files | emptied if path.endswith(".py"))
        kept = frozenset(_module(path) for path in left - emptied if path.endswith(".py"))
        all_gone = bool(files) and not any(path.endswith("/function.json") for path in left)
        return Removed(tuple(sorted(files)), tuple(sorted(folders)), modules, kept, all_gone)

    @cached_property
    def created(self) -> tuple[str, ...]:
        """The paths of files that come."""
        return tuple(change.path for change in self.changes if change.before is None)

    @cached_property
    def left(self) -> dict[str, bytes]:
        """The text files that stay as they are, by path: of the app, and of the repository around it."""
        touched = {change.path for change in self.changes}
        own = {path: data for path, data in self.app.files.items() if path not in touched}
        return dict(sorted({**own, **self.app.around.files}.items()))

    @cached_property
    def is_on_search_path(self) -> bool:
        """Whether a file around the app puts its folder on the module search path."""
        wanted = re.compile(
            r"^(?!\s*(?:#|//)).*(?:pythonpath|PYTHONPATH|sys\.path\.(?:append|insert))\b[^\n#]*"
            rf"(?<![\w-])(?:{self.paths.tail})(?![\w-])",
            re.MULTILINE,
        )
        return any(wanted.search(data.decode("utf-8", "replace")) for data in self.app.around.files.values())

    @cached_property
    def build_files(self) -> tuple[BuildFile, ...]:
        """Those of the files left that build, test, start or deploy the app.

        One of the repository around it is about the app if it names the app's folder.
        """
        return tuple(
            file
            for path, data in self.left.items()
            if is_build_file(path) and (file := self._build_file(path, data)) is not None
        )

    def _build_file(self, path: str, data: bytes) -> BuildFile | None:
        text = RawText.decode(data).text
        if not path.startswith("../"):
            return BuildFile(path, text, bare=True)
        slashed = text.replace("\\", "/")
        return BuildFile(path, text, bare=self.paths.enters(slashed)) if self.paths.names_app(slashed) else None


def line_position(line: int, column: int = 1) -> Position:
    """The place in the line with this number, from 0."""
    return Position(line + 1, column)


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
