"""What happens while the app is loaded, in order: in the legacy model, and as function_app.py would have it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pystein_migrate.codemods.script import Script
from pystein_migrate.facts.effects import INDIFFERENT_PACKAGES
from pystein_migrate.model.app import Function
from pystein_migrate.python.effects import Effects
from pystein_migrate.python.import_block import render_imports
from pystein_migrate.python.imports import ImportItem, items_of
from pystein_migrate.python.modules import module_name
from pystein_migrate.python.nodes import children
from pystein_migrate.python.source import Source
from pystein_migrate.python.touch import SEARCH_PATH, VARIABLES, Touch, binding, contents, library
from pystein_migrate.text.natural import natural_key

from .context import Context, by_script
from .counted_order import may_count
from .entry import is_imported_at_top

Place = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A statement that runs, or an import that takes something; ``place`` says which, in both models.

    ``cause`` is why it happens then: a script or module by its path, or an import at the top of function_app.py.
    """

    place: Place
    touch: Touch
    cause: ImportItem | str

    @property
    def path(self) -> str:
        """The file that holds it, "" for a library's."""
        return self.place[0]

    @property
    def taken(self) -> str:
        """The name that gets what an import takes; "" for a statement."""
        return self.place[3]


def legacy_order(context: Context, alive: Sequence[Function]) -> list[Step]:
    """The steps of the legacy model, whose worker loads one function's script after the other, by name.

    The functions ``alive`` are in that order, or in one that does the same.
    """
    loading = _Loading(context.effects)
    for path in by_script(alive):
        loading.cause = path
        loading.module(path)
    return loading.steps


def in_natural_order(context: Context, functions: Sequence[Function]) -> tuple[Function, ...]:
    """``functions`` (in the order of the worker) as people count them, if loading them so is the same; else as given.

    Every part of the plan takes the order that comes out for the worker's.
    """
    natural = tuple(sorted(functions, key=lambda function: natural_key(function.name)))
    alive, ordered = ([each for each in some if not each.dead] for some in (functions, natural))
    if alive == ordered:
        return natural
    if not may_count(context.modules, alive, ordered):
        return tuple(functions)
    minded = moved_before(legacy_order(context, alive), legacy_order(context, ordered))
    return tuple(functions) if any(minded) else natural


def planned_order(
    context: Context, alive: Sequence[Function], scripts: Iterable[Script], late: Collection[str]
) -> list[Step]:
    """The steps of function_app.py with ``scripts`` merged; the other functions' modules are imported.

    That happens at the top, or for modules with a path in ``late`` where their functions are registered.
    """
    merged = {script.path: script for script in scripts}
    loading = _Loading(context.effects, merged)
    paths = list(by_script(alive))
    at_top = [path for path in paths if path not in merged and path not in late and is_imported_at_top(context, path)]
    tops: dict[ImportItem, list[tuple[Script, ast.stmt] | str]] = {}
    for path in at_top:
        tops.setdefault(ImportItem(module_name(path), "main", "main_"), []).append(path)
    for script in merged.values():
        for hoisted in script.imports:
            for item in hoisted.items:
                tops.setdefault(item, []).append((script, hoisted.node))
    for item in _printed_order(tops, context.modules.top_level_names()):
        for importer in tops[item]:
            if isinstance(importer, str):
                loading.cause = importer
                loading.module(importer)
            else:
                loading.cause = item
                loading.item(importer[0].source, importer[1], item)
    for path in paths:
        loading.cause = path
        if path in merged:
            loading.section(merged[path])
        else:
            loading.module(path)
    return loading.steps


def moved_before(legacy: Sequence[Step], planned: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Pairs of steps that mind each other's order: the earlier one, and the planned one that overtakes it."""
    at = {step.place: index for index, step in reversed(list(enumerate(planned)))}
    relevant = [step for step in _concerned(legacy) if step.place in at]
    for index, earlier in enumerate(relevant):
        for later in relevant[index + 1 :]:
            if at[later.place] < at[earlier.place] and earlier.touch.minds(later.touch):
                yield earlier, planned[at[later.place]]


def lost(legacy: Sequence[Step], planned: Sequence[Step]) -> Iterator[Step]:
    """Steps that change something and do not happen any more."""
    places = {step.place for step in planned}
    return (step for step in legacy if step.place not in places and step.touch.changes_beyond(step.path, loggers=True))


def _concerned(steps: Sequence[Step]) -> list[Step]:
    """The steps that others may mind: those that change something, and those that read what is changed."""
    changed = Touch(writes=frozenset(name for step in steps for name in step.touch.writes))
    return [step for step in steps if step.touch.writes or step.touch.minds(changed)]


def _printed_order(items: Iterable[ImportItem], own: frozenset[str]) -> list[ImportItem]:
    known = {(item.module, item.name, item.alias): item for item in items}
    found: list[ImportItem] = []
    for node in ast.parse(render_imports(known.values(), own, 1000, " ")).body:
        for alias in node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else ():
            module = node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
            name = alias.name if isinstance(node, ast.ImportFrom) else ""
            found.append(known[module, name, alias.asname or ""])
    return found


class _Loading:
    """Loads modules on paper. ``merged`` are no modules any more."""

    def __init__(self, effects: Effects, merged: Mapping[str, Script] | None = None) -> None:
        self.effects = effects
        self.modules = effects.modules
        self.merged = merged or {}
        self.loaded: set[str] = set()
        self.steps: list[Step] = []
        self.cause: ImportItem | str = ""

    def module(self, path: str) -> None:
        """Load the module at ``path``, unless that has happened, and the packages around it before."""
        folders = path.removesuffix("/__init__.py").split("/")[:-1]
        for length in range(1, len(folders) + 1):
            self.file("/".join(folders[:length]) + "/__init__.py")
        self.file(path)

    def file(self, path: str) -> None:
        if path in self.loaded or path in self.merged:
            return
        self.loaded.add(path)
        source = self.modules.source(path)
        if source is not None:
            for node in source.tree.body:
                self.node(source, node)

    def node(self, source: Source, node: ast.stmt) -> None:
        for inner in _imports_that_run(node):
            for _, item in items_of(source, [inner]):
                self.item(source, inner, item)
        self.step((source.path, node.lineno, node.col_offset, ""), self.effects.of(source, node))

    def section(self, script: Script) -> None:
        """Run what has stayed of a merged script."""
        for node in script.body:
            self.node(script.source, node)

    def item(self, source: Source, node: ast.stmt, item: ImportItem) -> None:
        """Import ``item``, which stands at ``node``."""
        if item.name == "*":
            self.star(source, node, item)
            return
        place = (source.path, node.lineno, node.col_offset, item.bound_name)
        if item.module.partition(".")[0] in sys.stdlib_module_names:
            self.step(place, Touch(reads=frozenset({library(item.module)} if item.name else ())))
            return
        path = self.modules.path_of(item.module)
        submodule = self.modules.path_of(f"{item.module}.{item.name}") if item.name else None
        top = item.module.partition(".")[0]
        if path is not None or submodule is not None or top in self.modules.top_level_names():
            for own in (path, submodule):
                if own is not None:
                    self.module(own)
            if path is not None and submodule is None and item.name:
                self.step(place, Touch(reads=frozenset({binding(path, item.name)})))
        else:
            self.third_party(place, item)

    def star(self, source: Source, node: ast.stmt, star: ImportItem) -> None:
        """Load the module, then take its names one by one, as the imports do that may stand for ``star``."""
        self.item(source, node, replace(star, name=""))
        exports = self.effects.exports(star.module)
        for item in exports.names.values() if exports is not None else ():
            self.item(source, node, item)

    def third_party(self, place: Place, item: ImportItem) -> None:
        parts = item.module.split(".")
        known = {parts[0], ".".join(parts[:2]), f"{item.module}.{item.name}"} & INDIFFERENT_PACKAGES
        name = ".".join(parts[:2])
        if name not in self.loaded:
            self.loaded.add(name)
            reads = set() if known else {VARIABLES}
            self.step(("", 0, 0, name), Touch(reads=frozenset(reads | self.found_by(parts[0]))))
        if item.name:
            self.step(place, Touch(reads=frozenset({contents(item.module)})))

    def found_by(self, name: str) -> set[str]:
        """What decides which module an import finds: it may be one in a folder of the app that is put on sys.path."""
        parts = (path.removesuffix(".py").split("/") for path in self.modules.paths())
        return {SEARCH_PATH} if any(name in each for each in parts) else set()

    def step(self, place: Place, touch: Touch) -> None:
        if touch.reads or touch.writes:
            self.steps.append(Step(place, touch, self.cause))


def _imports_that_run(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports in a top-level statement that are not in a function."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield node
    elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        for child in children(node):
            if isinstance(child, (ast.stmt, ast.ExceptHandler)):
                yield from _imports_that_run(child)
