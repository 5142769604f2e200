"""How function_app.py gets at the entry point of a script that stays a module."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from pystein_migrate.codemods.entries import Delegate, delegate_for
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.style import Style
from pystein_migrate.python.import_block import render_imports
from pystein_migrate.python.imports import ImportItem, is_import_name
from pystein_migrate.python.modules import module_name

from .context import Context


@dataclass(frozen=True, slots=True)
class EntryImport:
    """Imports at the top, and a statement where they are not enough."""

    items: tuple[ImportItem, ...]
    statement: str = ""


def entry_import(name: str, script: str, attribute: str, renderer: Renderer) -> EntryImport:
    """What makes ``attribute`` of the module at ``script`` available as ``name``."""
    module = module_name(script)
    if module.partition(".")[0] in sys.stdlib_module_names:
        statement = f"{_load_by_path(name, script, renderer)}\n{name} = {name}_module.{attribute}"
        return EntryImport((ImportItem("importlib.util"), ImportItem("sys"), ImportItem("pathlib", "Path")), statement)
    if is_importable(script):
        return EntryImport((ImportItem(module, attribute, "" if attribute == name else name),))
    statement = f"{name} = importlib.import_module({renderer.string(module)}).{attribute}"
    return EntryImport((ImportItem("importlib"),), statement)


def imported_late(imported: EntryImport, style: Style) -> EntryImport:
    """The same imports as a statement where they are needed."""
    return EntryImport((), render_imports(imported.items, frozenset(), style.line_length, style.indent))


def is_imported_at_top(script: str) -> bool:
    """Whether function_app.py gets at the module at ``script`` by an import statement, which can stand anywhere."""
    return is_importable(script) and module_name(script).partition(".")[0] not in sys.stdlib_module_names


def is_importable(script: str) -> bool:
    """Whether an import statement can name the module at ``script``."""
    return all(map(is_import_name, module_name(script).split(".")))


def delegate_of(context: Context, function: Function) -> Delegate | None:
    """What has to call the entry of ``function``, where the decorator model refuses the entry itself."""
    scope = context.scripts.of(function.script).scope
    return delegate_for(scope, function.entry_point, (binding.name for binding in function.bindings))


def _load_by_path(name: str, script: str, renderer: Renderer) -> str:
    """Statements that load a package whose name the standard library has already, under another name."""
    module = f"{name}_module"
    parts = " / ".join(["Path(__file__).parent", *(renderer.string(part) for part in script.split("/"))])
    return "\n".join(
        [
            f"{name}_spec = importlib.util.spec_from_file_location({renderer.string(module)}, {parts})",
            f"{module} = importlib.util.module_from_spec({name}_spec)",
            f"sys.modules[{renderer.string(module)}] = {module}",
            f"{name}_spec.loader.exec_module({module})",
        ]
    )
