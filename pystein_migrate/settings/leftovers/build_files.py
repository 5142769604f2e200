"""Build files that name what is gone: images, pipelines, scripts, configurations of tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note, Severity

from .migration import BuildFile, Migration, line_position

# Where a bare folder name is a path: arguments of COPY and of commands that take files.
_COMMAND = re.compile(
    r"^\s*(?:(?:COPY|ADD)\s|.*(?<![\w./-])(?:cp|mv|rm|zip|7z|tar|rsync|scp|cd|pushd|ls|cat|pytest|ruff|mypy|flake8|black|"
    r"pylint|isort|bandit|coverage|Copy-Item|Move-Item|Remove-Item|Compress-Archive|xcopy|robocopy)\s)"
)
_PATH_END = r"/(?=[\s\"'*,;:)\]]|$)"
_WORD_END = r"(?![\w./-])"


def removed_paths(migration: Migration) -> Iterator[Note]:
    """A note for each mention of a file or folder that is gone, of ``function.json`` too if there is none any more."""
    for file in migration.build_files:
        yield from mentions(migration, file)


def mentions(migration: Migration, file: BuildFile) -> Iterator[Note]:
    """A note for each place in ``file`` that names what is gone."""
    severity: Severity = "info" if file.path.endswith("ignore") else "warning"
    for number, (line, command) in enumerate(zip(file.lines, file.commands, strict=True)):
        seen: set[int] = set()
        for column, mention, gone in _in_line(migration, file, line, bare=bool(_COMMAND.match(command))):
            if column not in seen:
                seen.add(column)
                script = migration.prefix(line[:column]) + migration.app.script_name
                yield notes.REMOVED_PATH_MENTIONED.at(
                    file.path, line_position(number, column + 1), severity=severity,
                    mention=mention, gone=gone, remedy=_remedy(file, script),
                )  # fmt: skip


def _remedy(file: BuildFile, script: str) -> str:
    if is_dockerfile(file.path):
        return f"copy {script} instead"
    if file.path.endswith("ignore"):
        return "remove the mention"
    return f"remove the mention, or name {script} instead"


def _in_line(migration: Migration, file: BuildFile, line: str, *, bare: bool) -> Iterator[tuple[int, str, str]]:
    removed = migration.removed
    for path in removed.files:
        if path.rpartition("/")[2] in line:
            for match in re.finditer(rf"(?<![\w.-]){re.escape(path)}(?![\w-])", line):
                yield match.start(), path, "the migration removes"
    for folder in removed.folders:
        if folder in line:
            for match in _folder_pattern(migration, file, folder, bare=bare).finditer(line):
                yield match.start("name"), folder, "the migration leaves empty"
    if removed.all_function_json:
        for match in re.finditer(r"(?<![\w.-])function\.json(?![\w-])", line):
            if not any(line.endswith(path, 0, match.end()) for path in removed.files):
                yield match.start(), "function.json", "the app has none of any more"


def _folder_pattern(migration: Migration, file: BuildFile, folder: str, *, bare: bool) -> re.Pattern[str]:
    """Mentions of ``folder`` as a path. ``bare``: its name alone is one, too, as it is behind the app's folder.

    A folder with a slash in front is more often the end of an address: https://host/api/GetOrder
    """
    name, either = re.escape(folder), f"(?:{_PATH_END}|{_WORD_END})"
    below_app = rf"(?:{migration.tail})/(?={name}{either})"
    return re.compile(
        rf"{migration.path_start(rooted=file.has_patterns)}(?P<below>{below_app})?(?P<name>{name})"
        + (either if bare or file.has_patterns else rf"(?(below){either}|{_PATH_END})")
    )
