"""From all files of an app to the ones that an upgrade changes."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.codemods.base import Codemod, Findings, Subject, found
from pystein_migrate.codemods.rewriting import rewritten
from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.required import required_version
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.facts import releases, spellings
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.source import Source, UnreadableError

from .cosmos_db import CosmosDb
from .http_apps import HttpApps
from .http_auth_level import HttpAuthLevel
from .preview_names import PreviewNames
from .renamed_arguments import RenamedArguments
from .retry_strategies import RetryStrategies
from .route_data_types import RouteDataTypes
from .timer_trigger import TimerTrigger

UPGRADES: tuple[type[Codemod], ...] = (
    PreviewNames,
    CosmosDb,
    TimerTrigger,
    RouteDataTypes,
    RetryStrategies,
    RenamedArguments,
    HttpAuthLevel,
    HttpApps,
)


def upgrade_app(
    files: Mapping[str, bytes],
    target: Version,
    *,
    bundle_major: int | None,
    rename_schedule: bool = False,
    script: str = "function_app.py",
) -> tuple[list[FileChange], list[Note], Version | None]:
    """Rewrite what azure-functions ``target`` no longer knows to the names that it has.

    ``files`` maps paths from the app root (forward slashes) to bytes; only ``.py`` files are looked at, and only in an
    app where one of them may hold an earlier spelling. ``bundle_major`` is the major version of host.json's extension
    bundle, which decides between the Cosmos DB decorators. ``rename_schedule`` also turns ``schedule`` into
    ``timer_trigger``. ``script`` is the file that the worker imports.

    Returns the changed files, what a person should know, and the oldest azure-functions release that has every name
    that the changed app uses, None if nothing changes. Raises nothing: a file that cannot be read is a note.
    """
    pattern = spellings.candidate_pattern(rename_schedule)
    candidates = [path for path in sorted(files) if path.endswith(".py") and pattern.search(files[path])]
    if not candidates or target < releases.HTTP_AUTH_LEVEL:
        return [], [], None
    sources, unreadable = _read(files)
    app = _decorated(sources, script)
    told: list[Note] = []
    doubts = [note for path, note in unreadable.items() if path in candidates]
    changed: dict[str, Source] = {}
    changes = []
    for source in (sources[path] for path in candidates if path in sources):
        subject = Subject(source, target=target, app=app, bundle_major=bundle_major, rename_schedule=rename_schedule)
        findings = found(UPGRADES, subject)
        after = _after(source, findings)
        told += findings.notes
        doubts += findings.doubts
        if after is not None:
            changes.append(FileChange(source.path, files[source.path], after))
            changed[source.path] = Source.read(source.path, after)
    told.sort(key=_place)
    if not changes:
        return [], told, None
    required = required_version(_decorated({**sources, **changed}, script))
    if required > target:
        doubts.append(_too_old(required, target))
    return changes, sorted(told + doubts, key=_place), required


def _read(files: Mapping[str, bytes]) -> tuple[dict[str, Source], dict[str, Note]]:
    """Every Python file, or why it cannot be read."""
    sources, unreadable = {}, {}
    for path in sorted(path for path in files if path.endswith(".py")):
        try:
            sources[path] = Source.read(path, files[path])
        except UnreadableError as error:
            unreadable[path] = notes.UNREADABLE_MODULE.at(path, error.position, problem=error.message)
    return sources, unreadable


def _decorated(sources: Mapping[str, Source], script: str) -> DecoratedApp:
    return read_decorated({path: source.tree for path, source in sources.items()}, script)


def _after(source: Source, findings: Findings) -> bytes | None:
    """The file with all its targets built anew; None where nothing changes or, with a note, libcst cannot parse it."""
    try:
        text = rewritten(source, findings.targets)
    except UnparsableError as error:
        findings.notes = [notes.PREVIEW_BY_HAND.at(source.path, reason=str(error))]
        return None
    return source.decoded.encode(text) if text != source.text else None


def _place(note: Note) -> tuple[str, Position]:
    return note.path, note.position


def _too_old(required: Version, target: Version) -> Note:
    message = f"the app uses what azure-functions {target} does not have yet; {required} is the first that has it all"
    remedy = f"choose azure-functions {required} or newer"
    return notes.TARGET_TOO_OLD.at("", severity="warning", message=message, remedy=remedy)
