"""How function_app.py gets at the entry point of a script that stays a module."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from pystein_migrate.codemods.entries import Delegate, delegate_for
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.style import Style
from pystein_migrate.python.import_block import render_imports
from pystein_migrate.python.imports import ImportItem, is_import_name
from pystein_migrate.python.modules import module_name
from pystein_migrate.settings.search_path import found_first

from .context import Context

_BY_PATH = (ImportItem("importlib.util"), ImportItem("sys"), ImportItem("pathlib", "Path"))


@dataclass(frozen=True, slots=True)
class EntryImport:
    """Imports at the top, and a statement where they are not enough."""

    items: tuple[ImportItem, ...]
    statement: str = ""


def entry_import(context: Context, name: str, script: str, attribute: str, renderer: Renderer) -> EntryImport:
    """What makes ``attribute`` of the module at ``script`` available as ``name``."""
    module = module_name(script)
    if _is_found_elsewhere(context, script):
        statement = f"{_load_by_path(context, name, script, renderer)}.{attribute}"
        return EntryImport(_BY_PATH, statement)
    if is_importable(script):
        return EntryImport((ImportItem(module, attribute, "" if attribute == name else name),))
    statement = f"{name} = importlib.import_module({renderer.string(module)}).{attribute}"
    return EntryImport((ImportItem("importlib"),), statement)


def needed_for_entries(context: Context, scripts: Iterable[str]) -> list[ImportItem]:
    """The imports that more than the entries of modules at ``scripts`` need: no other code may have their names."""
    by_path = [item for path in scripts if _is_found_elsewhere(context, path) for item in _BY_PATH]
    by_name = [ImportItem("importlib") for path in scripts if not is_importable(path)]
    return [*by_path, *by_name]


def imported_late(imported: EntryImport, style: Style) -> EntryImport:
    """The same imports as a statement where they are needed."""
    return EntryImport((), render_imports(imported.items, frozenset(), style.line_length, style.indent))


def is_imported_at_top(context: Context, script: str) -> bool:
    """Whether function_app.py gets at the module at ``script`` by an import statement, which can stand anywhere."""
    return is_importable(script) and not _is_found_elsewhere(context, script)


def is_importable(script: str) -> bool:
    """Whether an import statement can name the module at ``script``."""
    return all(map(is_import_name, module_name(script).split(".")))


def delegate_of(context: Context, function: Function) -> Delegate | None:
    """What has to call the entry of ``function``, where the decorator model refuses the entry itself: an object."""
    if not context.load_failures.is_object(function.script, function.entry_point):
        return None
    source = context.modules.read(function.script)
    return delegate_for(source, function.entry_point, (binding.name for binding in function.bindings))


def _is_found_elsewhere(context: Context, script: str) -> bool:
    """Whether importing the module at ``script`` by its name finds another one."""
    return module_name(script).partition(".")[0] in found_first(context.app.files)


def _load_by_path(context: Context, name: str, script: str, renderer: Renderer) -> str:
    """Statements that load a module under another name, up to the beginning of one that takes something from it.

    A package goes first where the script is not its ``__init__.py``; without one the script is given its folder to
    find its relative imports in.
    """
    module = f"{name}_module"
    top = f"{script.partition('/')[0]}/__init__.py"
    loaded = top if top in context.app.files else script
    given = f"{renderer.string(module)}, {_path(loaded, renderer)}"
    if loaded != top and _imports_relatively(context, script):
        folder = _path(script.rpartition("/")[0], renderer)
        indent = f"\n{renderer.style.indent}"
        given = f"{indent}{given},{indent}submodule_search_locations=[str({folder})],\n"
    taken = f"{name} = {module}"
    if loaded != script:
        inner = module_name(script).partition(".")[2]
        taken = f"{name} = importlib.import_module({renderer.string(f'{module}.{inner}')})"
    return "\n".join(
        [
            f"{name}_spec = importlib.util.spec_from_file_location({given})",
            f"{module} = importlib.util.module_from_spec({name}_spec)",
            f"sys.modules[{renderer.string(module)}] = {module}",
            f"{name}_spec.loader.exec_module({module})",
            taken,
        ]
    )


def _path(path: str, renderer: Renderer) -> str:
    return " / ".join(["Path(__file__).parent", *(renderer.string(part) for part in path.split("/"))])


def _imports_relatively(context: Context, script: str) -> bool:
    return any(node.level for node in context.modules.read(script).nodes_of(ast.ImportFrom))
