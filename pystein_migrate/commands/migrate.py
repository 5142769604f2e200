"""One run of the command: find the apps, migrate each on its own, write or show, report."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pystein_migrate import notes
from pystein_migrate.apply.errors import ApplyError
from pystein_migrate.apply.git_guard import check_clean
from pystein_migrate.apply.journal import app_folder, interrupted
from pystein_migrate.apply.output import write_output
from pystein_migrate.apply.writer import Recovered, apply_changes, recover
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note
from pystein_migrate.model.options import ISOLATE_NOTED, Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.library import Libraries, LibraryError, parse_target
from pystein_migrate.python.modules import Modules
from pystein_migrate.read.app import read_app
from pystein_migrate.read.around import Repositories
from pystein_migrate.read.discovery import find_apps

from .config import Config, ConfigError, find_config

ISSUES = "https://github.com/pystein-migrate/pystein-migrate/issues"
_PACKAGE = Path(__file__).parents[1]


class UsageError(Exception):
    """The request cannot be carried out at all; nothing was written. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line.

    ``layout``, ``azure_functions`` and ``bundle`` are None where the settings file decides. ``folder`` is the working
    folder: paths are relative to it, and shown so. ``command`` is what ``undo`` will call this run. ``upgrade_only``
    leaves apps of the legacy model alone. ``prove_by_running`` runs the code of the apps with ``python`` (None: this
    one); functions that ``accept`` names may differ then.
    """

    paths: tuple[Path, ...]
    folder: Path
    layout: str | None = None
    azure_functions: str | None = None
    bundle: str | None = None
    drop_broken: bool = False
    keep_module_names: bool = False
    isolate: frozenset[str] = frozenset()
    include_hidden: bool = False
    prove_by_running: bool = False
    accept: frozenset[str] = frozenset()
    python: Path | None = None
    diff: bool = False
    check: bool = False
    output: Path | None = None
    allow_dirty: bool = False
    format: Literal["text", "json"] = "text"
    verbosity: Literal["quiet", "normal", "verbose"] = "normal"
    command: str = "migrate"
    upgrade_only: bool = False
    rename_schedule: bool = False

    @property
    def in_place(self) -> bool:
        """Whether the apps themselves are changed."""
        return not self.diff and not self.check and self.output is None


@dataclass(frozen=True, slots=True)
class Job:
    """One app to migrate; ``output`` is the folder for the result, None to change the app itself."""

    root: Path
    options: Options
    output: Path | None = None


def run(request: Request) -> int:
    """Carry out ``request``, print the report, return the exit code (see :func:`exit_code`).

    Raises :class:`UsageError`, before anything is written.
    """
    if request.diff and request.format == "json":
        raise UsageError("--diff prints text; for a JSON report of what would change use --check --format json")
    if request.output is not None and (request.diff or request.check):
        raise UsageError("--output writes files; it does not go with --diff or --check")
    for option, given in (("--accept", request.accept), ("--python", request.python)):
        if given and not request.prove_by_running:
            raise UsageError(f"{option} has no meaning without --prove run")
    libraries = Libraries()
    try:
        jobs = plan_jobs(request)
        _check_names(request, jobs)
        _check_python(request)
        _provide(libraries, jobs)
        results = _report(request, migrate_all(request, jobs, libraries))
    finally:
        libraries.close()
    return exit_code(results, check=request.check)


def exit_code(results: Sequence[AppResult], *, check: bool) -> int:
    """2 if an app failed, 1 if ``check`` and an app would change, else 0."""
    if any(result.status == "failed" for result in results):
        return 2
    return int(check and any(result.changes for result in results))


def plan_jobs(request: Request) -> list[Job]:
    """The apps at and below the requested paths with their options. Raises :class:`UsageError`."""
    try:
        roots = _roots(request)
        configs = {root: find_config(root) for root in roots}
        jobs = [Job(root, _options(request, config)) for root, config in configs.items()]
    except ConfigError as error:
        raise UsageError(str(error)) from error
    if request.output is None:
        return jobs
    output = request.folder / request.output
    if len(jobs) == 1:
        return [replace(jobs[0], output=output)]
    common = Path(os.path.commonpath(roots)) if roots else output
    outermost_first = sorted(jobs, key=lambda job: job.root)
    return [replace(job, output=output / job.root.relative_to(common)) for job in outermost_first]


def migrate_all(request: Request, jobs: Sequence[Job], libraries: Libraries) -> Iterator[AppResult]:
    """Migrate the apps one after the other; what goes wrong in one is its own result, and the others go on."""
    written: list[Path] = []
    repositories = Repositories()
    for job in jobs:
        try:
            yield _migrate(request, job, libraries, repositories, written)
        except (ApplyError, LibraryError) as error:
            yield _failure(job, notes.NOT_WRITTEN.at("", message=error.message, remedy=error.remedy))
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            message = f"{place}{error.strerror or error}"
            yield _failure(job, notes.NOT_WRITTEN.at("", message=message, remedy="mend that and run again"))
        except Exception as error:
            yield _internal_error(job, error)


def _migrate(
    request: Request, job: Job, libraries: Libraries, repositories: Repositories, written: list[Path]
) -> AppResult:
    """The result of one app; ``written`` are the folders that this run has made so far, and gets this one's."""
    recovered = _recovered(request, job)
    index = libraries.indexer(job.options.target).index
    app = repositories.with_surroundings(read_app(job.root))
    if request.upgrade_only and app.functions:
        return AppResult(job.root, "unchanged", job.options.layout, "", notes=(notes.LEGACY_APP.at(""),))
    result = migrate_app(app, job.options, index, released=libraries.released)
    if request.in_place and result.changes:
        verdict = check_clean(job.root)
        if not verdict.is_clean and not request.allow_dirty:
            return _failure(job, notes.NOT_COMMITTED.at("", reason=verdict.message))
    if request.prove_by_running and result.changes:
        result = _proven(request, job, app, result, libraries)
    if recovered:
        note = notes.INTERRUPTED_RUN.at("", command=recovered.command, count=len(recovered.paths))
        result = replace(result, notes=(note, *result.notes))
    if result.status != "migrated" or not result.changes:
        return result
    if job.output:
        copied = any(folder in job.output.parents for folder in written)  # with an app that this one lies in
        write_output(job.root, job.output, result.changes, replaces=copied)
        written.append(job.output)
    elif request.in_place:
        apply_changes(job.root, result.changes, command=request.command)
    return result


def _proven(request: Request, job: Job, app: App, plan: AppResult, libraries: Libraries) -> AppResult:
    from .apart import Apart
    from .proving import Proving, find_python, proven_by_running

    index = libraries.indexer(job.options.target).index
    proving = Proving(find_python(request.python), request.accept, request.folder, request.command)

    def replan(apart: Apart) -> AppResult:
        return migrate_app(app, apart.options(job.options), index, apart.kept, libraries.released)

    return proven_by_running(app, plan, replan, proving)


def _recovered(request: Request, job: Job) -> Recovered | None:
    if request.in_place:
        return recover(job.root)
    if interrupted(app_folder(job.root)):
        message = "a run on this app was interrupted, so its files are not as they should be"
        raise ApplyError(message, "run `pystein-migrate undo` on it first")
    return None


def _failure(job: Job, note: Note) -> AppResult:
    return AppResult(job.root, "failed", job.options.layout, str(job.options.target or ""), notes=(note,))


def _internal_error(job: Job, error: Exception) -> AppResult:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    place = f" at {Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].lineno}" if frames else ""
    said = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
    return _failure(job, notes.INTERNAL_ERROR.at("", place=place, error=said, tracker=ISSUES))


def _roots(request: Request) -> list[Path]:
    found: dict[Path, None] = {}
    for path in request.paths:
        folder = request.folder / path
        if not os.path.lexists(folder):
            raise UsageError(f"{path}: no such folder")
        if not folder.is_dir():
            raise UsageError(f"{path}: not a folder; give the folder of a function app, or one above it")
        folder = folder.resolve()
        config = find_config(folder)
        roots = [root for root in find_apps(folder) if root == folder or not config.excludes(root)]
        if not roots:
            print(f"warning: {path}: no Python function app found", file=sys.stderr)
        found.update(dict.fromkeys(roots))
    return list(found)


def _options(request: Request, config: Config) -> Options:
    text = request.azure_functions or config.azure_functions
    try:
        target = parse_target(text) if text else None
    except ValueError as error:
        raise UsageError(str(error)) from error
    return Options(
        request.layout or config.layout or "single",  # type: ignore[arg-type]
        target,
        request.bundle or config.bundle or "keep",  # type: ignore[arg-type]
        request.drop_broken,
        request.isolate or config.isolate,
        request.include_hidden,
        request.rename_schedule,
        request.keep_module_names or config.keep_module_names,
        request.prove_by_running,
    )


def _check_names(request: Request, jobs: Sequence[Job]) -> None:
    """Raise :class:`UsageError` for a function to isolate or to accept that no app has, in either model."""
    named = {"--isolate": request.isolate - {ISOLATE_NOTED}, "--accept": request.accept}
    known: set[str] = set()
    for job in jobs if any(named.values()) else ():
        app = read_app(job.root)
        decorated = read_decorated(Modules(app.files).trees(), app.script_name)
        known |= {function.name for function in app.functions} | {str(each.name) for each in decorated.indexed}
    for option, names in named.items():
        if names - known:
            raise UsageError(f"{option}: no function is called {', '.join(sorted(names - known))}")


def _check_python(request: Request) -> None:
    """Raise :class:`UsageError` if the apps shall be run and cannot be."""
    if request.prove_by_running:
        from pystein_migrate.verify.replay.interpreter import InterpreterError

        from .proving import find_python

        try:
            find_python(request.python)
        except InterpreterError as error:
            raise UsageError(str(error)) from error


def _provide(libraries: Libraries, jobs: Sequence[Job]) -> None:
    """Fetch what the apps ask for, once and before the first app is touched."""
    try:
        for target in {job.options.target for job in jobs}:
            libraries.indexer(target)
    except LibraryError as error:
        raise UsageError(f"{error.message}\n{error.remedy}") from error


def _report(request: Request, results: Iterator[AppResult]) -> list[AppResult]:
    """Print the report on standard output; a diff takes its place there, and the report goes to standard error."""
    if request.format == "json":
        from pystein_migrate.report.json import render_json

        done = list(results)
        sys.stdout.write(render_json(done, request.folder))
        return done
    from pystein_migrate.report.diff import print_diff
    from pystein_migrate.report.text import TextReport

    stream = sys.stderr if request.diff else sys.stdout
    report = TextReport(stream, request.folder, request.verbosity, written=not (request.diff or request.check))
    done = []
    for result in results:
        done.append(result)
        if request.diff:
            print_diff([result], request.folder, sys.stdout)
        report.app(result)
    report.summary(done)
    return done
