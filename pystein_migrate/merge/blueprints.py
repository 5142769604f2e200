"""The blueprints layout: every script decorated where it is, and registered from function_app.py."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pystein_migrate import notes
from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.blockers import Blocker, blockers
from pystein_migrate.decorators.decorate import Decoration, decorate
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.imports import ImportItem, UnresolvableImportError
from pystein_migrate.python.modules import Importer, module_name
from pystein_migrate.python.names_in_text import names_in_text
from pystein_migrate.python.replaced import may_be_replaced
from pystein_migrate.python.source import Source, once

from .blueprint_module import blueprint_module
from .compose import Section, below_loading
from .context import Context, by_script
from .entry import entry_import, imported_late
from .errors import FailedFunctionsError
from .guard import GUARD_IMPORT, guarded
from .harmless.entry_names import entry_names
from .harmless.frames import frames
from .harmless.proof import Candidates
from .import_order import in_import_order
from .merging import Merging, ScriptOfFunctions
from .own_imports import imports_script
from .selection import codemod_findings
from .writing import assembled, wired


@dataclass(frozen=True)
class Blueprints:
    """The new function_app.py, the bytes of the decorated scripts, and what was decided on the way."""

    script: Source
    modules: Mapping[str, bytes]
    decorations: Mapping[str, Decoration]
    remarks: Sequence[tuple[Source, str, Blocker]]


def write_blueprints(
    context: Context,
    alive: Sequence[Function],
    merging: Merging,
    generic: Mapping[str, Decoration],
    kept: Collection[str],
) -> Blueprints:
    """Every script of ``alive`` with its blueprint; ``generic`` are decorations without durable decorators.

    The scripts of functions that are ``kept`` get none and are not touched.
    """
    decorations = dict(generic)
    remarks: list[tuple[Source, str, Blocker]] = []
    modules: dict[str, bytes] = {}
    items: list[ImportItem] = []
    lines: list[str] = []
    scripts = by_script(alive)
    importers = context.modules.importers({module_name(path): path for path in scripts})
    style = context.style(alive)
    renderer = Renderer(style, merging.library)
    late = in_import_order(context, alive, ()).late
    sections: list[str] = []
    given: dict[str, tuple[str, str]] = {}
    looked_at = frames(Candidates(context, [_item(context, functions) for functions in scripts.values()], alive))
    for path, functions in scripts.items():
        is_late = path in late or imports_script(context, path)
        if any(function.name in kept for function in functions):
            staying = [wired(context, f, merging, generic[f.name], renderer, given, late=is_late) for f in functions]
            items += [item for section in staying for item in section.imports]
            sections += [_apart(lines), *(section.text for section in staying)]
            lines = []
            continue
        source = context.modules.read(path)
        called_elsewhere = any(_may_call(each, path, functions) for each in importers[module_name(path)])
        try:
            findings = codemod_findings(context, functions, style.line_length, imported_elsewhere=called_elsewhere)
        except UnresolvableImportError as error:
            note = notes.UNRESOLVABLE_IMPORT.at(
                path, source.position(error.node), message=error.message, remedy=error.remedy
            )
            raise _failed(functions, note) from error
        for function in functions:
            durable = findings.durable.get(function.name)
            if durable:
                decorations[function.name] = decorate(function, context.target, context.level(alive), durable)
        remarks += [(source, name, remark) for name, remark in findings.remarks]
        try:
            module = blueprint_module(
                source,
                functions,
                decorations,
                merging.names,
                findings,
                context.style(functions),
                context.modules.top_level_names(),
                called_elsewhere=called_elsewhere or _replaced(context, functions),
                keeps_names=path in looked_at or _shows_names(context, functions, findings),
                submodules=context.modules.submodules(module_name(path)),
            )
        except UnparsableError as error:
            raise _failed(functions, notes.UNCHANGEABLE_SCRIPT.at(path, reason=str(error))) from error
        modules[path] = source.decoded.encode(module.text)
        section = _registration(context, functions, module.name, merging, renderer, late=is_late)
        items += section.imports
        lines.append(section.text)
    script = assembled(context, alive, merging, renderer, items, [each for each in (*sections, _apart(lines)) if each])
    return Blueprints(script, modules, decorations, remarks)


def _may_call(importer: Importer, script: str, functions: Sequence[Function]) -> bool:
    """Whether the ``importer`` of ``script`` may call an entry of it; the script itself may take other names only."""
    node = importer.node
    if importer.path != script or not isinstance(node, ast.ImportFrom):
        return True
    return not {alias.name for alias in node.names}.isdisjoint({"*", *(f.entry_point for f in functions)})


def _registration(
    context: Context,
    functions: Sequence[Function],
    blueprint: str,
    merging: Merging,
    renderer: Renderer,
    *,
    late: bool,
) -> Section:
    """What imports the ``blueprint`` of the script of ``functions``, at the top or ``late``, and registers it."""
    name = f"{merging.names[functions[0].name]}_bp"
    imported = entry_import(context, name, functions[0].script, blueprint, renderer)
    registration = f"{merging.app_name}.register_functions({name})"
    is_isolated = functions[0].name in context.isolated
    if (late or is_isolated) and not imported.statement:
        imported = imported_late(imported, renderer.style)
    if is_isolated:
        names, caught = [function.name for function in functions], context.isolated[functions[0].name]
        text = guarded(names, caught, imported.statement, registration, renderer)
        return Section(text, [*imported.items, GUARD_IMPORT])
    text = below_loading(imported.statement, registration) if imported.statement else registration
    return Section(text, list(imported.items))


def _apart(registrations: Sequence[str]) -> str:
    """One registration below the other, with a blank line above and below each guard and late import."""
    text = "\n".join(f"\n{each}\n" if each.startswith(("try:", "from ", "import ")) else each for each in registrations)
    return text.replace("\n\n\n", "\n\n").strip("\n")


def _replaced(context: Context, functions: Sequence[Function]) -> bool:
    """Whether the name of an entry may be given another function, so that each has to be registered at its time."""
    return any(may_be_replaced(context.modules, function.entry_point) for function in functions)


def _shows_names(context: Context, functions: Sequence[Function], findings: Findings) -> bool:
    """Whether something may see what the entries in the script of ``functions`` are called."""
    item = _item(context, functions, findings)
    source, scope = item.script.source, item.script.scope
    if any(map(_looks_all_modules_up, context.modules.sources())):
        return True
    texts = names_in_text(source)
    is_said = any(item.entry_of(function) in texts for function in functions)
    return is_said or any(blockers(source, scope)) or bool(entry_names(Candidates(context, [item], functions)))


@once
def _looks_all_modules_up(source: Source) -> bool:
    """Whether ``source`` does more with ``sys.modules`` than ask for one by its key."""
    found = (
        node for node in source.nodes_of(ast.Attribute) if node.attr == "modules" and last_name(node.value) == "sys"
    )
    return any(not isinstance(source.parents.get(node), (ast.Subscript, ast.Compare)) for node in found)


def _item(context: Context, functions: Sequence[Function], findings: Findings | None = None) -> ScriptOfFunctions:
    return ScriptOfFunctions(context.scripts.of(functions[0].script), tuple(functions), findings or Findings())


def _failed(functions: Sequence[Function], note: Note) -> FailedFunctionsError:
    return FailedFunctionsError({each.name: replace(note, function=each.name) for each in functions})
