"""Pipelines and scripts that take function folders one by one, and so leave the new script behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note

from .build_files import mentions
from .migration import BuildFile, Migration, line_position

_PACKING = re.compile(
    r"(?<![\w./-])(?:cp|mv|zip|7z|tar|rsync|scp|Copy-Item|Move-Item|Compress-Archive|xcopy|robocopy)\s"
)
_WORD = re.compile(r"[^\s\"',;()\[\]{}]+")
# A word of YAML that is a pattern for all that is in a folder: GetOrder/**, GetOrder/*
_PATTERN = re.compile(r"[^*]*[^*/]/\*{1,2}(?:/\*)?|\*/\*{0,2}(?:/\*)?")


def not_packed(migration: Migration) -> Iterator[Note]:
    """A note for each file that names folders of functions to be copied, or to start a pipeline, and not the script.

    Those that name a folder which is gone have a note on that.
    """
    for file in migration.build_files:
        if is_dockerfile(file.path) or file.path.endswith("ignore"):
            continue
        named = list(_named(file))
        words = [migration.as_own(word) for _, word in named]
        if any(_takes(word, migration.app.script_name) for word in words):
            continue
        lines = [line for (line, word), own in zip(named, words, strict=True) if _takes_function(migration, word, own)]
        if lines and not any(mentions(migration, file)):
            script = migration.app.script_name
            yield notes.SCRIPT_NOT_PACKED.at(file.path, line_position(min(lines)), script=script)


def _named(file: BuildFile) -> Iterator[tuple[int, str]]:
    """The paths and patterns that are copied or looked at, each with the number of its line, from 0."""
    is_yaml = file.path.endswith((".yml", ".yaml"))
    for number, (line, command) in enumerate(zip(file.lines, file.commands, strict=True)):
        packing = bool(_PACKING.search(command))
        for word in _WORD.findall(line.partition(" #")[0]):
            if packing or (is_yaml and (_PATTERN.fullmatch(word) or word.endswith(".py"))):
                yield number, word


def _takes_function(migration: Migration, word: str, own: str) -> bool:
    """Whether a path or pattern takes the folder of a function."""
    if word.startswith(("-", "!", "$(", "~", "/")) or own in ("", "."):
        return False
    return any(_takes(own, function.json_path) for function in migration.app.functions)


def _takes(own: str, path: str) -> bool:
    """Whether the path or pattern ``own`` takes the file at ``path``; with a slash at its end it takes folders only."""
    if own in ("", "."):
        return True
    pieces = {"**/": "(?:.*/)?", "**": ".+", "*": "[^/]*", "?": "[^/]"}
    body = re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda match: pieces.get(match[0], re.escape(match[0])), own.rstrip("/"))
    return bool(re.fullmatch(rf"{body}/.+" if own.endswith("/") else rf"{body}(?:/.+)?", path))
