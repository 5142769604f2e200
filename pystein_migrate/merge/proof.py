"""What the real library says of a draft."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.codemods.base import Subject
from pystein_migrate.codemods.hand_over_to_web_app import HandOverToWebApp, constructor_stub
from pystein_migrate.codemods.web_function import WebFunction, may_hand_over
from pystein_migrate.decorators.decorate import Decoration
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.facts import releases
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import START, Note
from pystein_migrate.model.style import Style
from pystein_migrate.prove.compare import differences
from pystein_migrate.prove.index import Index, IndexSource
from pystein_migrate.prove.seen_code import seen_entry, signature_text
from pystein_migrate.prove.skeleton import Stub, open_signature, skeleton
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.modules import module_name
from pystein_migrate.python.source import Source
from pystein_migrate.settings.host_json import route_prefix

from .compose import function_calls
from .context import Context
from .decision import Objections
from .draft import Draft


def objections_to(context: Context, alive: Sequence[Function], proposal: Draft, source: IndexSource) -> Objections:
    """What the library's index of the draft's decorators says against it.

    A function that comes out unequal has to be kept in place; one that is unequal there too has failed.
    """
    merging = proposal.merging
    renderer = Renderer(Style(), merging.library)
    statement = renderer.app("FunctionApp", merging.app_name, context.level(alive), context.first_spelling)
    stubs = [_stub(context, function, proposal, renderer) for function in alive]
    index = source(skeleton(merging.library, statement, stubs))
    unloadable = {
        function.name: _unloadable_note(context, function, complaint)
        for function in alive
        if (complaint := _signature_complaint(function, index))
    }
    if unloadable:
        return Objections(dead=unloadable)
    found: dict[str, Note] = {}
    for function in alive:
        complaint = index.error or _complaint(context, function, index)
        if complaint:
            found[function.name] = notes.NOT_EQUAL.at(function.json_path, function=function.name, complaint=complaint)
    again = {name: note for name, note in found.items() if name not in proposal.kept}
    return Objections(kept=again) if again else Objections(failed=found)


def _complaint(context: Context, function: Function, index: Index) -> str | None:
    indexed = index.get(function.name)
    if indexed is None:
        return "the library does not index the function"
    return "; ".join(differences(function, indexed.json, indexed.retry, route_prefix(context.app))) or None


def _signature_complaint(function: Function, index: Index) -> str | None:
    indexed = index.get(function.name)
    return indexed.signature if indexed else None


def _unloadable_note(context: Context, function: Function, complaint: str) -> Note:
    """The worker's rules for signatures are the same in both models, so this function never ran."""
    position = START
    source = context.modules.read(function.script)
    for node in source.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == function.entry_point:
            position = source.position(node)
    return notes.NOT_LOADABLE.at(
        function.script, position, function=function.name, entry_point=function.entry_point, complaint=complaint
    )


def handed_over(context: Context, alive: Sequence[Function], proposal: Draft, source: IndexSource) -> Draft:
    """``proposal`` with ``WsgiFunctionApp`` or ``AsgiFunctionApp``, if the library says that it is the same."""
    function = may_hand_over(context.app, alive)
    if function is None or context.existing or proposal.modules or function.name in proposal.kept:
        return proposal
    module = {module_name(function.script): function.script}
    if context.target < releases.HTTP_APP_NAME or any(context.modules.importers(module).values()):
        return proposal
    names = proposal.merging
    web = WebFunction(
        function.name, names.names[function.name], names.app_name, names.library, context.level(alive),
        context.style(alive),
    )  # fmt: skip
    subject = Subject(proposal.script, modules=context.modules, web_function=web)
    stub = constructor_stub(subject)
    if stub is None:
        return proposal
    renderer = Renderer(Style(), names.library)
    others = [_stub(context, other, proposal, renderer) for other in alive if other is not function]
    index = source(skeleton(names.library, stub, others))
    if any(_complaint(context, each, index) for each in alive):
        return proposal
    try:
        script = Source.generated(proposal.script.path, HandOverToWebApp.applied(subject))
    except UnparsableError:
        return proposal
    by = "the constructor's function_name needs"
    decorations = {**proposal.decorations, function.name: Decoration((), releases.HTTP_APP_NAME, needed_by=by)}
    return replace(proposal, script=script, decorations=decorations)


def _stub(context: Context, function: Function, proposal: Draft, renderer: Renderer) -> Stub:
    merging = proposal.merging
    calls = function_calls(function.name, merging.names[function.name], proposal.decorations[function.name], named=True)
    decorators = tuple("@" + renderer.one_line(merging.app_name, call) for call in calls)
    signature, is_async = _signature(context, function)
    return Stub(decorators, signature, is_async)


def _signature(context: Context, function: Function) -> tuple[str, bool]:
    """The parameters and annotations of the entry as text, and whether it is ``async``."""
    run = context.load_failures.run
    seen = seen_entry(run, context.modules.read(function.script), function.entry_point)
    if seen is None:
        return open_signature(binding.name for binding in function.bindings), False
    text = signature_text(run, context.modules.read(seen.path), seen.node)
    return text, isinstance(seen.node, ast.AsyncFunctionDef)
