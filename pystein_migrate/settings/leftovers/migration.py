"""An app and what a migration changes in it, as the files see it that are left."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pystein_migrate.facts.file_kinds import is_build_file
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Position
from pystein_migrate.text.raw import RawText

# How pipelines and editors call the folder that a repository was checked out to.
_CHECKOUT = (
    r"(?:\$\{?(?:GITHUB_WORKSPACE|PWD|CI_PROJECT_DIR|WORKSPACE|BUILD_SOURCESDIRECTORY|SYSTEM_DEFAULTWORKINGDIRECTORY)\}?"
    r"|\$\{\{\s*github\.workspace\s*\}\}|\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory|pwd)\)"
    r"|\$\{workspaceFolder\})/"
)


@dataclass(frozen=True, slots=True)
class Removed:
    """What is gone after the migration: files, folders with nothing left, modules (dotted; ``kept`` are the others)."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    modules: frozenset[str]
    kept: frozenset[str]
    all_function_json: bool


@dataclass(frozen=True)
class BuildFile:
    """A file that builds, tests or deploys the app; ``path`` starts at the app's root ("../Dockerfile")."""

    path: str
    text: str

    @property
    def has_patterns(self) -> bool:
        """Whether each of its lines begins with a pattern as .gitignore has it."""
        name = posixpath.basename(self.path).lower()
        return name.endswith("ignore") or name == "codeowners"

    @cached_property
    def lines(self) -> list[str]:
        """Its lines without their ends, backslashes as slashes."""
        return [line.rstrip("\r").replace("\\", "/") for line in self.text.split("\n")]

    @cached_property
    def commands(self) -> list[str]:
        """For each line that in which its command begins: it goes on behind a backslash, a backtick or a caret."""
        found: list[str] = []
        goes_on = False
        for line, raw in zip(self.lines, self.text.split("\n"), strict=True):
            found.append(found[-1] if goes_on else line)
            goes_on = raw.rstrip().endswith(("\\", "`", "^"))
        return found


@dataclass(frozen=True)
class Migration:
    """The ``changes`` that are made to ``app``."""

    app: App
    changes: Sequence[FileChange]

    @cached_property
    def removed(self) -> Removed:
        """What goes."""
        files = {change.path for change in self.changes if change.after is None}
        left = (set(self.app.paths) | {change.path for change in self.changes}) - files
        left_folders = {folder for path in left for folder in _parents(path)}
        folders = {folder for path in files for folder in _parents(path)} - left_folders
        modules = frozenset(_module(path) for path in files if path.endswith(".py"))
        kept = frozenset(_module(path) for path in left if path.endswith(".py"))
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
        return dict(sorted({**own, **self.app.around}.items()))

    @cached_property
    def build_files(self) -> tuple[BuildFile, ...]:
        """Those of the files left that build, test, start or deploy the app.

        One of the repository around it is about the app if it names the app's folder.
        """
        found = (BuildFile(path, RawText.decode(data).text) for path, data in self.left.items() if is_build_file(path))
        return tuple(file for file in found if not file.path.startswith("../") or self.names_app(file.text))

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """How the app's folder may be called from outside: its path in the repository, and the ends of that."""
        parts = self.app.folder.split("/") if self.app.folder else []
        return tuple("/".join(parts[start:]) for start in range(len(parts)))

    @cached_property
    def tail(self) -> str:
        """A regular expression for :attr:`tails`; it matches nothing where there are none."""
        return "|".join(map(re.escape, self.tails)) or r"(?!)"

    def names_app(self, text: str) -> bool:
        """Whether ``text`` speaks of the app's folder."""
        return bool(re.search(rf"(?<![\w.-])(?:{self.tail})(?![\w-])", text.replace("\\", "/")))

    def path_start(self, *, rooted: bool) -> str:
        """A regular expression for what may stand in front of a path from the app's root, or from its repository's.

        ``rooted``: that may be a slash, as where each line is a pattern.
        """
        return rf"(?<![\w./-])(?:{_CHECKOUT}|{'/' if rooted else '(?!)'})?(?:\.{{1,2}}/)*"

    def prefix(self, text: str) -> str:
        """The app's folder, with a slash, that ``text`` ends with; "" if it ends with none."""
        ends = (f"{tail}/" for tail in self.tails)
        return next((end for end in ends if text.endswith(end) and not re.search(r"[\w.-]$", text[: -len(end)])), "")

    def as_own(self, path: str) -> str:
        """``path`` as some file names it, from the app's root; a slash at its end stays."""
        plain = re.sub(r"^(?:\.\./)+", "", posixpath.normpath(path).lstrip("/"))
        tail = next((tail for tail in self.tails if plain == tail or plain.startswith(f"{tail}/")), "")
        own = plain[len(tail) :].lstrip("/")
        return f"{own}/" if own and path.endswith("/") else own


def line_position(line: int, column: int = 1) -> Position:
    """The place in the line with this number, from 0."""
    return Position(line + 1, column)


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
