"""What the user may want to know of each function that was migrated."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.codemods.web_function import middleware_use
from pystein_migrate.merge.context import Context
from pystein_migrate.merge.draft import Draft
from pystein_migrate.merge.durable_annotations import object_notes
from pystein_migrate.merge.selection import position_of
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.imports import LEGACY_ROOT
from pystein_migrate.python.loggers import configures_legacy_loggers, name_labels, own_logger_labels
from pystein_migrate.python.modules import module_name
from pystein_migrate.python.source import Source


def function_notes(context: Context, function: Function, draft: Draft) -> Iterator[Note]:
    """All notes on ``function``: those of reading it, why it stays, what changed in it and in its bindings."""
    yield from function.notes
    reason = draft.kept.get(function.name)
    if reason is not None:
        yield reason
    if function.name in context.isolated:
        yield notes.ISOLATED.at(function.script, function=function.name)
    for source, name, remark in draft.remarks:
        if name == function.name:
            yield remark.kind.at(source.path, position_of(source, remark), function=name, message=remark.message)
    if draft.decorations[function.name].is_durable:
        yield from object_notes(context, function)
    yield from _merged_notes(context, function, draft)
    yield from _binding_notes(function, draft)


def _binding_notes(function: Function, draft: Draft) -> Iterator[Note]:
    """Properties that no decorator can carry."""
    path, about = function.json_path, function.name
    for binding, key in draft.decorations[about].dropped:
        yield notes.DROPPED_PROPERTY.at(path, function=about, key=key, binding=binding)


def _merged_notes(context: Context, function: Function, draft: Draft) -> Iterator[Note]:
    merged = next((each for each in draft.merging.scripts if function in each.functions), None)
    if merged is None:
        return
    source = merged.script.source
    yield from _web_notes(function, draft, source)
    if function is not merged.functions[0]:
        return
    if configures_legacy_loggers(context.modules):
        return
    for node in name_labels(source)[:1]:
        own = module_name(source.path)
        old, new = f"{LEGACY_ROOT}.{own}", own if node in own_logger_labels(source) else context.app.script_name[:-3]
        yield notes.LOGGER_NAME.at(source.path, source.position(node), function=function.name, old=old, new=new)


def _web_notes(function: Function, draft: Draft, source: Source) -> Iterator[Note]:
    """What became of a function that hands its requests to a web application."""
    used = middleware_use(source)
    trigger = function.trigger
    if used is None or trigger is None or trigger.type.lower() != "httptrigger":
        return
    kind, node = used
    if not draft.decorations[function.name].calls:
        message = f"func.{kind} registers this function: it answers every route, so add no other HTTP function"
    else:
        message = (
            f"stays a function that calls the middleware: func.{kind} would answer every route and method, "
            "and hide other HTTP functions"
        )
    yield notes.WEB_APPLICATION.at(source.path, source.position(node), function=function.name, message=message)
