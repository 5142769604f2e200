"""Linting one project: the chosen rules, less what per-file ignores, patterns and comments silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pystein_migrate.model.app import App
from pystein_migrate.model.note import Position
from pystein_migrate.read.app import build_app, read_app
from pystein_migrate.text.decoding import SourceText, UndecodableError, decode_plain, decode_python
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.project import Project
from pystein_rules.registry import check_project

from .catalogue import RULES, UNPARSABLE, UNUSED_NOQA
from .finding import INVALID_SYNTAX, Finding, in_order
from .globs import FilePattern
from .noqa import Suppression, removal, suppressions, unsuppressed, unused_codes
from .selection import matches
from .targets import LintTarget, stray_files


@dataclass(frozen=True, slots=True)
class Settings:
    """How to lint: the codes that are on, codes that are off for some files, files left out, comments heeded.

    ``unfixable`` are selectors of rules whose fixes are never applied; ``fixable`` restricts the others.
    """

    codes: frozenset[str]
    per_file_ignores: tuple[tuple[FilePattern, tuple[str, ...]], ...] = ()
    exclude: tuple[FilePattern, ...] = ()
    force_exclude: bool = False
    script_name: str | None = None
    ignore_noqa: bool = False
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()

    def excludes(self, file: Path, asked: Path | None) -> bool:
        """Whether ``file`` (absolute) is left out, where ``asked`` is the path on the command line that led to it."""
        below = None if self.force_exclude else asked
        return any(pattern.excludes(file, below) for pattern in self.exclude)

    def ignores(self, file: Path, code: str) -> bool:
        """Whether ``code`` is off for ``file``."""
        return any(matches(code, codes) and pattern.matches(file) for pattern, codes in self.per_file_ignores)

    def may_fix(self, code: str) -> bool:
        """Whether fixes of ``code`` are wanted."""
        return (self.fixable is None or matches(code, self.fixable)) and not matches(code, self.unfixable)


class RuleFailedError(ValueError):
    """A rule that stopped with an error of its own: nothing can be said about the app."""

    def __init__(self, code: str, root: Path, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        super().__init__(f"{root}: rule {code} failed ({reason}); please report it, and use --ignore {code} until then")


@dataclass(frozen=True, slots=True)
class Checked:
    """What linting a target found, in order; ``app`` is the app as it was read."""

    app: App
    findings: tuple[Finding, ...]


def check_target(target: LintTarget, settings: Settings, overlay: Mapping[str, bytes]) -> Checked:
    """Lint ``target``; ``overlay`` (path relative to the root, to bytes) stands for the files on disk."""
    project = _read(target, settings, overlay)
    commented = _commented(project) if UNUSED_NOQA.code in settings.codes and not settings.ignore_noqa else frozenset()
    # Whether a comment is used can only be told by running its rule, even one that is off.
    rules = [rule for rule in RULES if rule.code in settings.codes or commented]
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in sorted(commented)}
    found = _run_rules(project, rules)
    explained = {each.path for each in found if each.code == UNPARSABLE} if UNPARSABLE in settings.codes else set()
    for diagnostic in (*found, *(each for each in _unreadable(project) if each.path not in explained)):
        by_path.setdefault(diagnostic.path, []).append(diagnostic)
    findings = [
        Finding(target.root, diagnostic)
        for path, found in by_path.items()
        for diagnostic in _of_file(project, target.root / path, path, found, settings)
    ]
    return Checked(project.app, tuple(in_order(each for each in findings if _is_shown(each.file, target, settings))))


def _run_rules(project: Project, rules: Iterable[Rule]) -> list[Diagnostic]:
    found = []
    for rule in rules:
        try:
            found += check_project(project, [rule])
        except Exception as error:
            raise RuleFailedError(rule.code, project.app.root, error) from error
    return found


def _is_shown(file: Path, target: LintTarget, settings: Settings) -> bool:
    asked = target.asked(file)
    return asked is not None and not settings.excludes(file, asked)


def decode(path: str, data: bytes) -> SourceText | None:
    """The text of a file of an app, or None where its bytes are none."""
    try:
        return decode_python(data) if path.endswith(".py") else decode_plain(data)
    except (UndecodableError, LookupError):
        return None


def _read(target: LintTarget, settings: Settings, overlay: Mapping[str, bytes]) -> Project:
    if target.only is None:
        app = _without_inner_apps(read_app(target.root))
        files = {**app.files, **_asked_but_ignored(target, app), **overlay}
        app = build_app(target.root, files, app.paths | frozenset(files), app.notes)
    else:
        files = stray_files(target, overlay)
        app = build_app(target.root, files, frozenset(files))
    if settings.script_name:
        app = App(app.root, app.functions, app.files, app.paths, settings.script_name, app.notes)
    return Project(app)


def _without_inner_apps(app: App) -> App:
    """``app`` less the folders below its root that have a host.json of their own: other apps, linted by themselves."""
    inner = tuple(path[: -len("host.json")] for path in app.paths if path.endswith("/host.json"))
    if not inner:
        return app
    files = {path: data for path, data in app.files.items() if not path.startswith(inner)}
    paths = frozenset(path for path in app.paths if not path.startswith(inner))
    return build_app(app.root, files, paths, tuple(note for note in app.notes if not note.path.startswith(inner)))


def _asked_but_ignored(target: LintTarget, app: App) -> dict[str, bytes]:
    """Files named on the command line that .gitignore hides."""
    files = {}
    for file in target.wanted:
        path = file.relative_to(target.root).as_posix() if target.root in file.parents else ""
        if path and path not in app.files and file.is_file() and file.suffix in (".py", ".json"):
            files[path] = file.read_bytes()
    return files


def _of_file(
    project: Project, file: Path, path: str, found: Sequence[Diagnostic], settings: Settings
) -> list[Diagnostic]:
    """What is left of the findings in one file, with those about its comments."""
    text = _text(project, path)
    comments = suppressions(text, path.endswith(".py")) if text and not settings.ignore_noqa else []
    unreadable = [each for each in found if each.code == INVALID_SYNTAX]
    heard = [each for each in found if each.code != INVALID_SYNTAX and not settings.ignores(file, each.code)]
    remaining, used = unsuppressed(heard, comments)
    remaining = [each for each in remaining if each.code in settings.codes]
    if text and UNUSED_NOQA.code in settings.codes and not settings.ignores(file, UNUSED_NOQA.code):
        remaining += [each for comment in comments if (each := _unused(comment, used[comment], path, text))]
    return unreadable + remaining


def _unused(comment: Suppression, silenced: Collection[str], path: str, text: str) -> Diagnostic | None:
    codes = unused_codes(comment, silenced)
    if not codes or UNUSED_NOQA.code in (comment.codes or ()):
        return None
    message = f"Unused `noqa` comment: {', '.join(codes)} finds nothing here"
    line, fix = comment.start.line, removal(comment, codes, path, text)
    return Diagnostic(UNUSED_NOQA.code, UNUSED_NOQA.name, message, path, comment.start, comment.end, line, fix)


def _text(project: Project, path: str) -> str | None:
    if path.endswith(".py"):
        file = project.python(path)
        return file.text if file else None
    return project.text(path)


def _commented(project: Project) -> frozenset[str]:
    """Files that may hold a suppression of one of this tool's rules."""
    files = project.app.files.items()
    return frozenset(path for path, data in files if b"PYS" in data.upper() and b"noqa" in data.lower())


def _unreadable(project: Project) -> Iterable[Diagnostic]:
    """Modules that Python cannot read: no rule can say anything about them, which must not look like "no finding"."""
    for path, data in sorted(project.app.modules().items()):
        file = project.python(path)
        if file is not None and file.error is None:
            continue
        if file is None:
            start, message = Position(_undecodable_line(data), 1), "the file is not text in its encoding"
        else:
            error = file.error or SyntaxError("invalid syntax")
            start = Position(max(error.lineno or 1, 1), max(error.offset or 1, 1))
            message = str(error.msg)
        end = Position(start.line, start.column + 1)
        yield Diagnostic(INVALID_SYNTAX, INVALID_SYNTAX, f"SyntaxError: {message}", path, start, end, start.line)


def _undecodable_line(data: bytes) -> int:
    try:
        decode_python(data)
    except UndecodableError as error:
        return error.line
    except LookupError:
        return 1
    return 1
