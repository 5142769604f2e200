"""Build files that name what is gone: images, pipelines, scripts, configurations of tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note, Severity

from .images import instructions_instead
from .migration import BuildFile, Migration, line_position
from .paths import COPYING, VARIABLE

FUNCTION_JSON = "function.json"
# Where a bare folder name is a path: arguments of COPY and of commands that take files.
_COMMAND = re.compile(
    rf"{COPYING}|(?<![\w./-])(?:rm|cd|pushd|ls|cat|pytest|ruff|mypy|flake8|black|pylint|isort|bandit|coverage|compileall|"
    r"Remove-Item)\s"
)
_PATH_END = r"/(?=[\s\"'*,;:)\]]|$)"
_WORD_END = r"(?![\w./-])"
_WORD = re.compile(rf"(?:{VARIABLE}|[^\s\"'(),;\[\]{{}}])+")
_LEAVING_OUT = re.compile(r"\brm\b|\bdel\b|Remove-Item|(?<!\S)-x\b|exclu|omit|ignore", re.IGNORECASE)
_KEY = re.compile(r"(?:- )?[\"']?[\w.-]+[\"']?\s*[:=](?:\s*(?:[\[|>]-?|-))?")
# Keys of tools' settings whose values are packages and modules by their names.
_MODULES = re.compile(
    r"^\s*[\"']?(?:packages|py_modules|py-modules|source|source_pkgs|modules|known[_-]first[_-]party)\b[^=\n]*="
)
_PACKAGES = re.compile(r"^\s*[\"']?packages\b[^=\n]*=")
# What a folder stands behind that something is put into, or started from.
_ENTERED = re.compile(
    r"(?:\b(?:cd|pushd|mkdir(?:\s+-p)?)|(?<!\S)-(?:C|Destination|DestinationPath)|\bworking-?[dD]irectory\s*:)\s*[\"']?$"
)
_COPYING_TO = re.compile(r"(?<![\w./-])(?:cp|mv|rsync|scp|xcopy|robocopy|Copy-Item|Move-Item)\s+\S+\s+\S")
_MODULE_OPTION = re.compile(r"(?:--cov|--package|(?:mypy|pytest)\b.*\s-p|-m)=?$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a line names from ``column`` (from 0) on, and what became of that."""

    column: int
    name: str
    gone: str


def removed_paths(migration: Migration) -> Iterator[Note]:
    """A note for each mention of a file or folder that is gone, of ``function.json`` too if there is none any more."""
    for file in migration.build_files:
        yield from mentions(migration, file)


def mentions(migration: Migration, file: BuildFile) -> Iterator[Note]:
    """A note for each place in ``file`` that names what is gone; one for each copying instruction of a Dockerfile."""
    severity: Severity = "info" if file.path.endswith("ignore") else "warning"
    copying = instructions_instead(migration, file) if is_dockerfile(file.path) else {}
    seen: set[tuple[int, int]] = set()
    for number, line in enumerate(file.lines):
        start = file.starts[number]
        bare = bool(_COMMAND.search(file.lines[start])) or _names_modules(file, number)
        for mention in _in_line(migration, file, line, bare=bare):
            place = (start, 0) if start in copying else (number, mention.column)
            if place in seen:
                continue
            seen.add(place)
            remedy = copying[start] if start in copying else _remedy(migration, file, number, mention)
            yield notes.REMOVED_PATH_MENTIONED.at(
                file.path, line_position(number, mention.column + 1), severity=severity,
                mention=mention.name, gone=mention.gone, remedy=remedy,
            )  # fmt: skip


def _leaves_out(file: BuildFile, number: int) -> bool:
    """Whether the line ``number``, from 0, or the list that it is in, names what is left out or deleted."""
    if _LEAVING_OUT.search(file.lines[number]):
        return True
    if _is_key(file.lines[number].partition("=")[0] + "="):
        return False
    key = next(filter(_is_key, reversed(file.lines[max(0, number - 40) : number])), "")
    return bool(_LEAVING_OUT.search(key))


def _names_modules(file: BuildFile, number: int, keys: re.Pattern[str] = _MODULES) -> bool:
    """Whether the line ``number``, from 0, is in a list that is one of ``keys``, in settings of a tool."""
    if not file.path.endswith((".cfg", ".ini", ".toml", ".coveragerc")):
        return False
    lines = (line for line in reversed(file.lines[max(0, number - 40) : number + 1]) if "=" in line or not line.strip())
    return keys.match(next(lines, "")) is not None


def _is_key(line: str) -> bool:
    return _KEY.fullmatch(line.strip()) is not None


def _remedy(migration: Migration, file: BuildFile, number: int, mention: _Mention) -> str:
    """What to do about a mention, such that doing it to the letter is right."""
    line = file.lines[number]
    word = next((each for each in _WORD.finditer(line) if each.start() <= mention.column < each.end()), None)
    if word is None or file.path.endswith("ignore") or word[0].startswith("!") or _leaves_out(file, number):
        return "remove the mention"
    if mention.name.endswith(FUNCTION_JSON):
        return f"remove the mention: decorators in {migration.app.script_name} say what it said"
    script, before = migration.app.script_name, line[word.start() : mention.column]
    if _ENTERED.search(line[: word.start()]) or (_COPYING_TO.search(line) and not line[word.end() :].strip(" \"'")):
        return f"name {before.rpartition('=')[2] or './'} instead, where {script} lies"
    if _names_modules(file, number, _PACKAGES):
        return f"remove the mention: {script} is a module, and no package"
    if _names_modules(file, number):
        return f"name {script.removesuffix('.py')}, which is a module, instead, or remove the mention"
    if _MODULE_OPTION.search(before) or _MODULE_OPTION.search(line[: word.start()].rstrip()):
        return f"name {script.removesuffix('.py')} once instead, or remove the mention"
    folder = mention.name.partition("/")[0]
    if word[0].count(folder) > 1:  # the two sides of a mount
        return f"name {re.sub(rf'{re.escape(folder)}/?(?=:|$)', script, word[0])} once instead, or remove the mention"
    return f"name {before.rpartition('=')[2]}{script} once instead, or remove the mention"


def _in_line(migration: Migration, file: BuildFile, line: str, *, bare: bool) -> Iterator[_Mention]:
    removed = migration.removed
    for path in removed.files:
        if path.rpartition("/")[2] in line:
            for match in re.finditer(rf"(?<![\w.-]){re.escape(path)}(?![\w-])", line):
                if not file.is_outside or file.bare or migration.paths.prefix(line[: match.start()]):
                    yield _Mention(match.start(), path, "the migration removes")
    for folder in removed.folders:
        if folder in line:
            for match in _folder_pattern(migration, file, folder, line, bare=bare).finditer(line):
                if match["below"] or (file.bare and not migration.paths.is_beside(file.path, folder)):
                    yield _Mention(match.start("name"), folder, "the migration leaves empty")
    if file.has_expressions and _LEAVING_OUT.search(line):
        for folder in removed.folders:
            below = rf"(?:{migration.paths.tail})/\(?(?:[\w.-]+\|)*" if not file.bare else ""
            for match in re.finditer(rf"(?<![\w.-]){below}(?P<name>{re.escape(folder)})(?=[/|)$])", line):
                yield _Mention(match.start("name"), folder, "the migration leaves empty")
    of_another = file.is_outside and migration.app.around.apps and not file.bare
    if removed.all_function_json and (not of_another or re.search(rf"(?<![\w.-])(?:{migration.paths.tail})/", line)):
        for match in re.finditer(r"(?<![\w.-])function\.json(?![\w-])", line):
            if not any(line.endswith(path, 0, match.end()) for path in removed.files):
                yield _Mention(match.start(), FUNCTION_JSON, "the app has none of any more")


def _folder_pattern(migration: Migration, file: BuildFile, folder: str, line: str, *, bare: bool) -> re.Pattern[str]:
    """Mentions of ``folder`` as a path in ``line``.

    ``bare``: its name alone is one, too, as it is behind the app's folder. A folder with a slash in front is more often
    the end of an address: https://host/api/GetOrder
    """
    name, either = re.escape(folder), f"(?:{_PATH_END}|{_WORD_END})"
    below_app = rf"(?:{migration.paths.tail})/(?={name}{either})"
    return re.compile(
        rf"{migration.paths.start(rooted=file.has_patterns, line=line)}(?P<below>{below_app})?(?P<name>{name})"
        + (either if bare or file.has_patterns else rf"(?(below){either}|{_PATH_END})")
    )
