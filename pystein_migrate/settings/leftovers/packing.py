"""Pipelines and scripts that take function folders one by one, and so leave the new script behind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note

from .build_files import FUNCTION_JSON, mentions
from .expansion import as_patterns, expanded, lists
from .migration import BuildFile, Migration, line_position
from .paths import COPYING

_PACKING = re.compile(COPYING)
_SEPARATOR = re.compile(r"&&|\|\||[;|]")
_WORD = re.compile(r"[^\s\"',;()\[\]{}]+")
_TO_A_TARGET = frozenset({"cp", "mv", "rsync", "scp", "xcopy", "robocopy", "Copy-Item", "Move-Item"})
# What is no source of a command: redirections, switches, what comes behind an option that names a target.
_ASIDE = re.compile(
    r"[0-9&]?>>?\s*\S+|(?<=\s)/\w(?=\s|$)|-(?:Destination|DestinationPath|Recurse|Force)\b(?:\s+[^\s-]\S*)?|(?<=\s)-\S+|\\$"
)
_NO_SOURCES = re.compile(r"^\s*(?:#|//|REM\b)|\b(?:echo|Write-Host|printf)\b|\btar\s+-?\w*x|\bzip\s+-d\b")
_FETCHING = re.compile(r"uses:\s*actions/(?:download-artifact|checkout|cache)\b|task:\s*DeleteFiles@")
# Keys of pipelines under which paths and patterns are listed.
_LIST = re.compile(
    r"(?P<indent>\s*)(?:- )?[\"']?(?:paths?|contents|files?|includes?|changes|artifacts)[\"']?\s*:(?:\s|$)(?P<rest>.*)",
    re.IGNORECASE,
)
_OPEN_API = re.compile(r"^(?:openapi|swagger)\s*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Paths and patterns that are taken together, each with the number of its line, from 0.

    ``is_one_of_several``: variables name some of them, so that it may be one turn of a loop.
    """

    words: tuple[tuple[int, str], ...]
    is_one_of_several: bool = False


def not_packed(migration: Migration) -> Iterator[Note]:
    """A note for each command or list that names folders of functions, and not the script.

    Those that name a folder which is gone have a note on that.
    """
    for file in migration.build_files:
        if is_dockerfile(file.path) or file.has_patterns:
            continue
        told = (note for note in mentions(migration, file) if f"mentions {FUNCTION_JSON}," not in note.message)
        gone = {note.position.line - 1 for note in told}
        units = [*_commands(file), *_lists(file)]
        is_elsewhere = any(_takes_script(migration, file, unit) for unit in units)
        found = (
            _first_line(migration, file, unit, gone) for unit in units if not (unit.is_one_of_several and is_elsewhere)
        )
        for line in sorted(line for line in found if line is not None):
            yield notes.SCRIPT_NOT_PACKED.at(file.path, line_position(line), script=migration.app.script_name)


def _first_line(migration: Migration, file: BuildFile, unit: _Unit, gone: Collection[int]) -> int | None:
    """The first line in which ``unit`` takes a function, if it does not take the script; else None.

    It is None, too, where one of these lines is among those ``gone``.
    """
    if _takes_script(migration, file, unit):
        return None
    own = [(line, _own(migration, file, word)) for line, word in unit.words]
    lines = {line for line, path in own if path and _takes_function(migration, path)}
    return min(lines) if lines and lines.isdisjoint(gone) else None


def _takes_script(migration: Migration, file: BuildFile, unit: _Unit) -> bool:
    own = (_own(migration, file, word) for _, word in unit.words)
    return any(path is not None and _takes(path, migration.app.script_name) for path in own)


def _own(migration: Migration, file: BuildFile, word: str) -> str | None:
    """``word`` from the app's root; None where it leads elsewhere, as into a folder of the repository itself."""
    own = migration.paths.own(word, bare=file.bare)
    is_plain = own is not None and file.is_outside and migration.paths.own(word, bare=False) is None
    beside = is_plain and migration.paths.is_beside(file.path, (own or "").partition("/")[0])
    return None if beside else own


def _commands(file: BuildFile) -> Iterator[_Unit]:
    """What each command that copies or packs takes."""
    words: dict[int, list[tuple[int, str]]] = {}
    loops: set[int] = set()
    targets: set[int] = set()
    values = lists(file.text)
    for number, line in enumerate(file.lines):
        start = file.starts[number]
        for written in _SEPARATOR.split(line):
            command = None if _NO_SOURCES.search(written) else _PACKING.search(written)
            if command or (start in words and start < number):
                segment = expanded(written[command.end() if command else 0 :].partition(" #")[0], values)
                taken = _WORD.findall(_ASIDE.sub(" ", segment))
                if command and command[0] in _TO_A_TARGET and "-Destination" not in segment:
                    targets.add(start)
                words.setdefault(start, []).extend((number, word) for word in taken)
                loops |= {start} if segment not in written else set()
    for start, taken in words.items():
        sources = taken[:-1] if start in targets and len(taken) > 1 else taken
        yield _Unit(tuple((number, word) for number, word in sources if _is_path(word)), start in loops)


def _lists(file: BuildFile) -> Iterator[_Unit]:
    """The lists of paths and patterns in YAML."""
    if not file.path.endswith((".yml", ".yaml")) or _OPEN_API.search(file.text):
        return
    if file.has_expressions:
        yield from _expressions(file)
        return
    number = 0
    while number < len(file.lines):
        match = _LIST.match(file.lines[number])
        number += 1
        if match is None or _is_fetched(file.lines[:number]):
            continue
        taken = [(number - 1, word) for word in _WORD.findall(match["rest"]) if word not in ("|", ">", "|-", ">-")]
        while number < len(file.lines) and _is_below(file.lines[number], len(match["indent"])):
            line = file.lines[number].strip().removeprefix("- ").partition(" #")[0]
            taken += [(number, word) for word in _WORD.findall(line)]
            number += 1
        yield _Unit(tuple((line, word) for line, word in taken if _is_path(word)))


def _expressions(file: BuildFile) -> Iterator[_Unit]:
    """The files that each hook of pre-commit is for."""
    lines = file.text.split("\n")
    for number, line in enumerate(lines):
        match = re.match(r"(?P<indent>\s*)(?:- )?files:\s*[\"']?(?P<expression>[^\s\"']+)", line)
        if match:
            expression = match["expression"]
            if expression.startswith(("|", ">")):
                expression = "".join(_block(lines[number + 1 :], len(match["indent"]))).removeprefix("(?x)")
            patterns = [each for each in as_patterns(expression) if not each.endswith(".json")]
            yield _Unit(tuple((number, pattern) for pattern in patterns))


def _block(lines: Sequence[str], indent: int) -> Iterator[str]:
    """The lines of a block scalar whose key is indented by ``indent``."""
    for line in lines:
        if not _is_below(line, indent):
            return
        yield line.strip()


def _is_fetched(lines: Sequence[str]) -> bool:
    """Whether the last of ``lines`` is in a step that brings files instead of taking them."""
    for line in reversed(lines[-12:]):
        if _FETCHING.search(line):
            return True
        if line.lstrip().startswith("- "):
            return False
    return False


def _is_below(line: str, indent: int) -> bool:
    depth = len(line) - len(line.lstrip())
    return not line.strip() or depth > indent or (depth == indent and line.lstrip().startswith("- "))


def _is_path(word: str) -> bool:
    return not word.startswith(("-", "!", "~", "/")) and not re.match(r"\$(?!\{?\(?[\w. ]+[)}]*/)", word)


def _takes_function(migration: Migration, own: str) -> bool:
    """Whether the path or pattern ``own`` takes the folder of a function."""
    paths = (path for function in migration.app.functions for path in (function.json_path, function.script))
    return own != "." and any(_takes(own, path) for path in paths)


def _takes(own: str, path: str) -> bool:
    """Whether the path or pattern ``own`` takes the file at ``path``; with a slash at its end it takes folders only."""
    if own in ("", "."):
        return True
    pieces = {"**/": "(?:.*/)?", "**": ".+", "*": "[^/]*", "?": "[^/]"}
    body = re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda match: pieces.get(match[0], re.escape(match[0])), own.rstrip("/"))
    return bool(re.fullmatch(rf"{body}/.+" if own.endswith("/") else rf"{body}(?:/.+)?", path))
