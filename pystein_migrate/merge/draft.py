"""A complete proposal for one app, before the library has seen it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.decorators.decorate import Decoration, InexpressibleError, decorate
from pystein_migrate.decorators.durable import activity_binding
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import START, Note
from pystein_migrate.python.source import Source
from pystein_migrate.python.visible import Visibility

from .blueprints import write_blueprints
from .context import Context, by_script
from .decision import Objections
from .durable_annotations import takes_object
from .entry import needed_for_entries
from .errors import FailedFunctionsError
from .guard import GUARD_IMPORT
from .handles import Handle
from .import_order import in_import_order
from .loaded_imports import with_loaded_imports
from .merging import APP_NAME, Merging, Refusal, ScriptOfFunctions, plan_merging
from .repeated_setup import repeated_setup
from .selection import kept_note, selected
from .thin_entries import typed_handle
from .writing import UnwritableError, write_script

Remark = tuple[Source, str, Blocker]  # where, about which function, what


@dataclass(frozen=True)
class Draft:
    """The new script, and how each function got there.

    ``decorations`` has every function, ``kept`` those that stay in place with the reason, None where the layout
    or the user asks for it. ``modules`` maps scripts that are decorated where they are to their new bytes.
    """

    script: Source
    merging: Merging
    decorations: Mapping[str, Decoration]
    kept: Mapping[str, Note | None]
    modules: Mapping[str, bytes] = field(default_factory=dict)
    remarks: Sequence[Remark] = ()


def draft(context: Context, alive: Sequence[Function], forced: Mapping[str, Note]) -> Draft | Objections:
    """A proposal for the functions ``alive`` in the layout asked for; those ``forced`` stay in place.

    Raises :class:`FailedFunctionsError` for functions that no decorator can express.
    """
    decorations = _decorations(context, alive)
    if context.options.layout == "blueprints":
        _refuse_hidden_script(context, alive)
        return _blueprints_draft(context, alive, decorations, forced)
    candidates, kept = selected(context, alive, forced)
    order = in_import_order(context, alive, [candidate.script for candidate in candidates])
    ordered = with_loaded_imports(order.scripts)
    scripts = [replace(each, script=script) for each, script in zip(candidates, ordered, strict=True)]
    staying = [function for function in alive if function.name in kept]
    _refuse_hidden_script(context, staying)
    built = [{target.node for target in each.findings.targets} for each in scripts]
    loaded = [function.script for function in alive]
    repeated = repeated_setup(ordered, built, order.planned, context.modules, loaded)
    handles = {f.name: handle for f in staying if f.name not in forced and (handle := typed_handle(context, f))}
    merging = _merging(
        context, scripts, staying, handles, environment_changes=order.environment_changes, repeated=repeated
    )
    if isinstance(merging, Refusal):
        source = context.modules.read(merging.path)
        refused = [function for function in alive if function.script == merging.path]
        return Objections(kept={each.name: kept_note(each, merging.blocker, source) for each in refused})
    if context.options.keep_module_names and (renamed := dict(_renamed_classes(merging))):
        return Objections(kept=renamed)
    final = {**decorations, **dict(_durable_decorations(context, alive, merging, forced, handles))}
    try:
        script = write_script(context, alive, merging, final, kept, order.late)
    except UnwritableError as error:
        return Objections(kept={function.name: error.note for function in error.functions})
    remarks = [(m.script.source, name, remark) for m in merging.scripts for name, remark in m.findings.remarks]
    return Draft(script, merging, final, kept, remarks=remarks)


def _refuse_hidden_script(context: Context, staying: Sequence[Function]) -> None:
    """Raise FailedFunctionsError where a folder that keeps its script is called as function_app.py is."""
    name = context.app.script_name
    hiding = [function for function in staying if function.script.startswith(f"{name.removesuffix('.py')}/")]
    if hiding:
        raise FailedFunctionsError(
            {each.name: notes.HIDDEN_SCRIPT.at(each.script, function=each.name, script=name) for each in hiding}
        )


def _blueprints_draft(
    context: Context, alive: Sequence[Function], decorations: Mapping[str, Decoration], forced: Mapping[str, Note]
) -> Draft | Objections:
    merging = _merging(context, [], alive, {})
    if isinstance(merging, Refusal):
        raise AssertionError("no script is merged, so none is refused")
    written = write_blueprints(context, alive, merging, decorations, forced)
    return Draft(
        written.script, merging, written.decorations, dict(_forced(alive, forced)), written.modules, written.remarks
    )


def _forced(alive: Sequence[Function], forced: Mapping[str, Note]) -> Iterator[tuple[str, Note]]:
    """The functions whose scripts stay as they are with those ``forced``, each with the reason."""
    for functions in by_script(alive).values():
        reason = next((forced[each.name] for each in functions if each.name in forced), None)
        if reason is not None:
            yield from ((each.name, reason) for each in functions)


def _merging(
    context: Context,
    scripts: Sequence[ScriptOfFunctions],
    kept: Sequence[Function],
    handles: Mapping[str, Handle],
    *,
    environment_changes: bool = False,
    repeated: Sequence[Set[ast.stmt]] = (),
) -> Merging | Refusal:
    existing = context.existing
    needed = needed_for_entries(context, [function.script for function in kept])
    needed += [GUARD_IMPORT for function in kept if function.name in context.isolated]
    return plan_merging(
        scripts,
        kept,
        fixed=existing.scope if existing else None,
        fixed_imports=existing.imports if existing else (),
        app_name=existing.app_name if existing else APP_NAME,
        visibility=Visibility(context.modules),
        needed=needed,
        environment_changes=environment_changes,
        repeated=repeated,
        attributes={name: handle.name for name, handle in handles.items()},
    )


def _decorations(context: Context, alive: Sequence[Function]) -> dict[str, Decoration]:
    level = context.level(alive)
    done: dict[str, Decoration] = {}
    failures: dict[str, Note] = {}
    for function in alive:
        try:
            done[function.name] = decorate(function, context.target, level, takes_object(context, function))
        except InexpressibleError as error:
            position = function.retry_position if error.kind is notes.INEXPRESSIBLE_RETRY else START
            failures[function.name] = error.kind.at(function.json_path, position, function=function.name, **error.facts)
    if failures:
        raise FailedFunctionsError(failures)
    return done


def _renamed_classes(merging: Merging) -> Iterator[tuple[str, Note]]:
    """Functions whose script has a class that the merge would rename, with why that keeps them in place."""
    for merged in merging.scripts:
        classes = (bound for name in merged.renames for bound in merged.script.scope.bound.get(name, ()))
        renamed = next((bound.node for bound in classes if isinstance(bound.node, ast.ClassDef)), None)
        if renamed is not None:
            message = f'defines "{renamed.name}", which another script binds too, and stored data may name the class'
            blocker = Blocker(notes.NAME_COLLISION, message, renamed)
            yield from ((each.name, kept_note(each, blocker, merged.script.source)) for each in merged.functions)


def _durable_decorations(
    context: Context,
    alive: Sequence[Function],
    merging: Merging,
    forced: Mapping[str, Note],
    handles: Mapping[str, Handle],
) -> Iterator[tuple[str, Decoration]]:
    """Decorations with a durable decorator: of merged code that was adapted to it, and of activities anywhere.

    Those of ``handles`` stay in their modules, and what is in their handles is called by what is decorated.
    """
    adapted = {name: names for merged in merging.scripts for name, names in merged.findings.durable.items()}
    merged_names = {function.name for merged in merging.scripts for function in merged.functions}
    for function in alive:
        durable = adapted.get(function.name, frozenset())
        if function.name not in merged_names | forced.keys() and context.has_durable:
            handle = handles.get(function.name)
            typed = handle.binding if handle else activity_binding(function, context.target)
            durable = frozenset({typed.name}) if typed else durable
        if durable:
            yield function.name, decorate(function, context.target, context.level(alive), durable)
