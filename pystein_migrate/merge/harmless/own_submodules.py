"""Loading a module of a package binds its name in the package, which a script in ``__init__.py`` is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.script import Script
from pystein_migrate.python.imports import ImportItem, items_of
from pystein_migrate.python.modules import Modules, imported_modules, module_name

from .proof import Candidates

_Place = tuple[int, int]


def own_submodules(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts in which the name of a module beside them is used, and not shown to be bound after that was loaded.

    ``from .helper import load`` makes ``helper`` a name of the package as well, unless it was loaded before.
    """
    modules = candidates.context.modules
    found: dict[str, Blocker] = {}
    for script in candidates.scripts:
        for name, node in _names(modules, script):
            message = f'uses "{name}", which loading the module of that name in its folder binds'
            found.setdefault(script.path, Blocker(notes.SUBMODULE_NAME, message, node))
    return found


def _names(modules: Modules, script: Script) -> Iterator[tuple[str, ast.AST]]:
    if not script.path.endswith("/__init__.py"):
        return
    package = module_name(script.path)
    for name in sorted(modules.submodules(package) & script.scope.references.keys()):
        if _is_imported(modules, f"{package}.{name}") and not _is_bound_after_loading(script, package, name):
            yield name, script.scope.references[name][0].node


def _is_imported(modules: Modules, module: str) -> bool:
    """Whether any file of the app imports ``module`` or something below it."""
    imported = (each for source in modules.sources() for each in imported_modules(source))
    return any(f"{each}.".startswith(f"{module}.") for each in imported)


def _is_bound_after_loading(script: Script, package: str, name: str) -> bool:
    """Whether what the script binds ``name`` to takes the place of the submodule, or is it."""
    if script.import_target(name) == (package, name):
        return True
    bounds = script.scope.bound.get(name, ())
    loading = [node for node, item in _first_imports(script) if _loads(item, package, name)]
    if not bounds or not loading:
        return False
    loaded = min(_place(node) for node in loading)
    first = min(_place(bound.node) for bound in bounds)
    return loaded <= first and not script.scope.is_read_before(name, first[0])


def _first_imports(script: Script) -> Iterator[tuple[ast.stmt, ImportItem]]:
    """What the script imports when it is loaded, in any case or if it can."""
    return items_of(script.source, _tried(script.source.tree.body))


def _tried(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield from _tried(statement.body) if isinstance(statement, ast.Try) else (statement,)


def _loads(item: ImportItem, package: str, name: str) -> bool:
    module = f"{package}.{name}"
    return f"{item.module}.".startswith(f"{module}.") or (item.module == package and item.name == name)


def _place(node: ast.AST) -> _Place:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
