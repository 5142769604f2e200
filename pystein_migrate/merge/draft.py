"""A complete proposal for one app, before the library has seen it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.decorators.decorate import Decoration, InexpressibleError, decorate
from pystein_migrate.decorators.durable import activity_binding
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.source import Source

from .blueprints import write_blueprints
from .context import Context
from .entry import is_importable
from .errors import FailedFunctionsError
from .merging import Merging, ScriptOfFunctions, plan_merging
from .movable import kept_note, movable
from .writing import UnwritableError, write_script

Remark = tuple[Source, str, Blocker]  # where, about which function, what


@dataclass(frozen=True)
class Draft:
    """The new script's text, and how each function got there.

    ``decorations`` has every function, ``kept`` those that stay in place with the reason, of which ``forced`` have to
    stay whatever their scripts say. ``modules`` maps scripts that are decorated where they are to their new bytes.
    """

    text: str
    merging: Merging
    decorations: Mapping[str, Decoration]
    kept: Mapping[str, Note]
    forced: Mapping[str, Note]
    modules: Mapping[str, bytes] = field(default_factory=dict)
    remarks: Sequence[Remark] = ()


def draft(context: Context, alive: Sequence[Function], forced: Mapping[str, Note]) -> Draft:
    """A proposal for the functions ``alive`` in the layout asked for; those ``forced`` stay in place.

    Raises :class:`FailedFunctionsError` for functions that no decorator can express.
    """
    decorations = _decorations(context, alive)
    if context.options.layout == "blueprints":
        return _blueprints_draft(context, alive, decorations, forced)
    while True:
        try:
            return _merged_draft(context, alive, decorations, forced)
        except UnwritableError as error:
            forced = {**forced, **{function.name: error.note for function in error.functions}}


def _merged_draft(
    context: Context, alive: Sequence[Function], decorations: Mapping[str, Decoration], forced: Mapping[str, Note]
) -> Draft:
    scripts, kept = movable(context, alive, forced)
    staying = [function for function in alive if function.name in kept]
    extra_names = ["importlib"] if any(not is_importable(function.script) for function in staying) else []
    merging = _merging(context, scripts, staying, extra_names)
    for path, blocker in merging.refused.items():
        for function in alive:
            if function.script == path:
                kept[function.name] = kept_note(function, blocker, context.modules.read(path))
    final = {**decorations, **dict(_durable_decorations(context, alive, merging, forced))}
    text = write_script(context, alive, merging, final, kept)
    remarks = [(m.script.source, name, remark) for m in merging.scripts for name, remark in m.adaptation.remarks]
    return Draft(text, merging, final, kept, forced, remarks=remarks)


def _blueprints_draft(
    context: Context, alive: Sequence[Function], decorations: Mapping[str, Decoration], forced: Mapping[str, Note]
) -> Draft:
    merging = _merging(context, [], alive)
    written = write_blueprints(context, alive, merging, decorations)
    return Draft(written.text, merging, written.decorations, {}, forced, written.modules, written.remarks)


def _merging(
    context: Context, scripts: Sequence[ScriptOfFunctions], kept: Sequence[Function], extra_names: Iterable[str] = ()
) -> Merging:
    existing = context.existing
    if existing is None:
        return plan_merging(scripts, kept, extra_names=extra_names)
    return plan_merging(
        scripts,
        kept,
        fixed=existing.scope,
        fixed_imports=existing.imports,
        app_name=existing.app_name,
        extra_names=extra_names,
    )


def _decorations(context: Context, alive: Sequence[Function]) -> dict[str, Decoration]:
    level = context.level(alive)
    done: dict[str, Decoration] = {}
    failures: dict[str, Note] = {}
    for function in alive:
        try:
            done[function.name] = decorate(function, context.target, level)
        except InexpressibleError as error:
            position = function.retry_position if "retry" in error.code else Position(1, 1)
            failures[function.name] = Note(
                error.code, "error", function.json_path, position, error.message, error.remedy, function.name
            )
    if failures:
        raise FailedFunctionsError(failures)
    return done


def _durable_decorations(
    context: Context, alive: Sequence[Function], merging: Merging, forced: Mapping[str, Note]
) -> Iterator[tuple[str, Decoration]]:
    """Decorations with a durable decorator: of merged code that was adapted to it, and of activities anywhere."""
    adapted = {name: names for merged in merging.scripts for name, names in merged.adaptation.durable.items()}
    merged_names = {function.name for merged in merging.scripts for function in merged.functions}
    for function in alive:
        durable = adapted.get(function.name, frozenset())
        if function.name not in merged_names | forced.keys() and context.has_durable:
            activity = activity_binding(function, context.target)
            durable = frozenset({activity.name}) if activity else durable
        if durable:
            yield function.name, decorate(function, context.target, context.level(alive), durable)
