"""An app that is in the decorator model already: at most its spellings are of an earlier release."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.codemods.upgrade import upgrade_app
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.facts import releases
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.app_skeleton import make_skeleton
from pystein_migrate.prove.index import IndexSource
from pystein_migrate.prove.release import Prover
from pystein_migrate.python.source import Source, UnreadableError
from pystein_migrate.settings.host_json import bundle_major, plan_bundle_of_decorators
from pystein_migrate.settings.pins import pin_for
from pystein_migrate.settings.requirements_edit import PREVIEW_NEEDED, REGISTER_NEEDED, Needs, plan_requirements

from .context import Context
from .outcome import app_result


def upgraded(context: Context, prover: Prover) -> AppResult:
    """The app with the spellings of the target release; refused if the real library does not index the outcome."""
    app, options = context.app, context.options
    target = options.target or releases.NEWEST
    changes, told, needs = upgrade_app(
        app.files,
        target,
        bundle_major=bundle_major(app),
        rename_schedule=options.rename_schedule,
        script=app.script_name,
    )
    if needs is not None:
        more, more_notes = plan_requirements(app, _needs(context, target, needs))
        changes, told = [*changes, *more], [*told, *more_notes]
    if options.bundle == "4":
        raised, raised_notes = plan_bundle_of_decorators(app)
        changes, told = [*changes, *raised], [*told, *raised_notes]
    if not changes:
        return app_result(context, "unchanged", (), (), told)
    refusal = _refusal(app.files, app.script_name, changes, prover.of(app, changes))
    if refusal is not None:
        return app_result(context, "failed", (), (), [*told, refusal])
    return app_result(context, "migrated", (), changes, told)


def _needs(context: Context, target: Version, spellings: Version) -> Needs:
    """What the app needs whose decorators in the new spelling came with the release ``spellings``."""
    if target < releases.GENERALLY_AVAILABLE:
        return Needs(spellings, below=releases.PREVIEW_GONE, reason=PREVIEW_NEEDED)
    needed = max(spellings, releases.REGISTER)
    reason = "its new spellings need it" if spellings > releases.REGISTER else REGISTER_NEEDED
    return Needs(needed, pin=pin_for(context.app, context.options.target, needed), reason=reason)


def _refusal(files: Mapping[str, bytes], script: str, changes: Sequence[FileChange], index: IndexSource) -> Note | None:
    """What the library says against the upgraded app; None also where only running the app could tell."""
    after = {**files, **{change.path: change.after for change in changes if change.after is not None}}
    trees: dict[str, ast.Module] = {}
    for path, data in after.items():
        if path.endswith(".py"):
            try:
                trees[path] = Source.read(path, data).tree
            except UnreadableError:
                continue
    skeleton = make_skeleton(read_decorated(trees, script))
    if skeleton.unreadable or not skeleton.single:
        return None
    error = index(skeleton.source).error
    if error is None:
        return None
    return notes.NOT_INDEXED.at(script, error=error)
