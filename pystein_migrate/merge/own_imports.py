"""Scripts that import the function_app.py that they are to become part of."""

from __future__ import annotations

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.script import Script
from pystein_migrate.python.imports import ImportItem, imports_of
from pystein_migrate.python.modules import module_name

from .context import Context
from .existing import ExistingScript


def own_names(context: Context, script: Script) -> frozenset[str] | Blocker:
    """The names that ``script`` imports from function_app.py, which are its own once it is merged.

    Where one of its imports would have to become something else than the name itself, why the script stays.
    """
    existing = context.existing
    if existing is None:
        return frozenset()
    module = module_name(existing.source.path)
    plain = {item for item in script.hoisted_items() if item.module == module and _is_the_name_itself(existing, item)}
    for node, item in imports_of(script.source):
        if module in (item.module, f"{item.module}.{item.name}") and item not in plain:
            message = f"imports {existing.source.path} in a way that would have it import itself"
            return Blocker(notes.IMPORTS_SCRIPT, message, node)
    return frozenset(item.bound_name for item in plain)


def _is_the_name_itself(existing: ExistingScript, item: ImportItem) -> bool:
    """Whether code in ``existing`` means by the bare name what ``item`` imports."""
    scope, name = existing.scope, item.name
    bounds = scope.bound.get(name, [])
    once = len(bounds) == 1 and bounds[0].top_level and name not in scope.deleted | scope.rebound_in_functions
    return once and item.bound_name == name


def imports_script(context: Context, path: str) -> bool:
    """Whether loading the module at ``path`` imports function_app.py, directly or not."""
    return context.existing is not None and context.app.script_name in context.modules.reachable([path])
