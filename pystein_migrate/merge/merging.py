"""Which scripts are merged into one module, and under which names."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from types import MappingProxyType

from pystein_migrate import notes
from pystein_migrate.codemods.absolute_imports import AbsoluteImports
from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.rename import is_free_for
from pystein_migrate.codemods.script import Script
from pystein_migrate.model.app import Function
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.scopes import BUILTINS, MODULE_DUNDERS, ModuleScope
from pystein_migrate.python.visible import Visibility

from .naming import first_free, function_name_candidates, prefixed_candidates
from .shareable import Part
from .sharing import Shared, shared_definitions

APP_NAME = "app"
LIBRARY = "azure.functions"


@dataclass(frozen=True)
class ScriptOfFunctions:
    """A script that may be merged, with the functions it serves, in folder order."""

    script: Script
    functions: tuple[Function, ...]
    findings: Findings = field(default_factory=Findings)

    def entry_of(self, function: Function) -> str:
        """The name in the script that is decorated or registered for ``function``."""
        return self.findings.entry_of(function.name, function.entry_point)


@dataclass(frozen=True)
class MergedScript(ScriptOfFunctions):
    """A script that is merged: its new names, and the statements that another script has already."""

    renames: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[ast.stmt] = frozenset()

    @property
    def left_out(self) -> set[ast.stmt]:
        """The statements that do not go into the section."""
        return {*self.shared, *self.findings.removed}


@dataclass(frozen=True)
class Merging:
    """The outcome: ``names`` maps every function to its Python name.

    ``entries`` maps those whose entry stays in its module to the name that this is imported under, where a new function
    calls it.
    """

    scripts: Sequence[MergedScript]
    names: Mapping[str, str]
    library: str
    app_name: str
    entries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The script at ``path`` has names that cannot be settled beside those of the others."""

    path: str
    blocker: Blocker


def plan_merging(
    scripts: Sequence[ScriptOfFunctions],
    kept: Sequence[Function],
    *,
    fixed: ModuleScope | None = None,
    fixed_imports: Iterable[ImportItem] = (),
    visibility: Visibility,
    app_name: str = APP_NAME,
    needed: Iterable[ImportItem] = (),
    environment_changes: bool = False,
    repeated: Sequence[Set[ast.stmt]] = (),
    attributes: Mapping[str, str] = MappingProxyType({}),
) -> Merging | Refusal:
    """Give every name of ``scripts`` its place in one module.

    ``kept`` functions only need a name for their entry. ``fixed`` is the scope of a function_app.py that exists
    already and keeps all its names. ``visibility`` tells which names something can see, so that they have to stay.
    ``needed`` are imports of the entries. ``environment_changes``: not all scripts read the same in it while they are
    loaded. ``repeated`` is what of each script another has before it. ``attributes`` are what is taken from the modules
    of ``kept`` functions where that is not their entry point. The first script whose names cannot be settled is
    refused.
    """
    planner = _Planner(scripts, kept, fixed, tuple(fixed_imports), visibility, app_name, tuple(needed), attributes)
    return planner.run(environment_changes=environment_changes, repeated=repeated)


class _Planner:
    def __init__(
        self,
        scripts: Sequence[ScriptOfFunctions],
        kept: Sequence[Function],
        fixed: ModuleScope | None,
        fixed_imports: tuple[ImportItem, ...],
        visibility: Visibility,
        app_name: str,
        needed: tuple[ImportItem, ...],
        attributes: Mapping[str, str],
    ) -> None:
        self.scripts = scripts
        self.kept = kept
        self.visibility = visibility
        self.app_name = app_name
        self.attributes = attributes
        self.library = _library_alias(scripts, fixed_imports)
        self.reserved: dict[str, tuple[str, str] | None] = {app_name: None, self.library: (LIBRARY, "")}
        self.reserved.update({item.bound_name: item.target for item in fixed_imports})
        self.reserved.update({item.bound_name: item.target for item in needed})
        self.reserved.update({name: (name, "") for item in scripts for name in item.findings.imports})
        self.fixed_bound = frozenset(fixed.bound if fixed else ())
        self.fixed_free = frozenset(fixed.free if fixed else ())
        self.entries = {
            item.script.path: {item.entry_of(function) for function in item.functions} - {""} for item in scripts
        }
        self.hoisted = {item.script.path: frozenset(item.script.hoisted_names()) for item in scripts}
        self.unbound = {item.script.path: item.script.scope.free - self.hoisted[item.script.path] for item in scripts}
        self.names: dict[str, str] = {}
        self.given: set[str] = set()
        self.settled: dict[ast.stmt, str] = {}
        self.owners: dict[str, str] = {}

    def run(self, *, environment_changes: bool, repeated: Sequence[Set[ast.stmt]]) -> Merging | Refusal:
        self.name_functions()
        parts = [self.part(item) for item in self.scripts]
        every = shared_definitions(parts, environment_changes=environment_changes)
        self.owners = self.owners_of_seen_names(every)
        winners = self.import_winners()
        merged = []
        for index, item in enumerate(self.scripts):
            shared = {each.name: each for each in every if index in each.statements}
            renames = self.renames(item, shared, winners)
            if isinstance(renames, Blocker):
                return Refusal(item.script.path, renames)
            left_out = set(repeated[index]).union(
                each.statements[index] for each in shared.values() if index != min(each.statements)
            )
            merged.append(MergedScript(item.script, item.functions, item.findings, renames, frozenset(left_out)))
        return Merging(merged, self.names, self.library, self.app_name, self.name_entries())

    def part(self, item: ScriptOfFunctions) -> Part:
        """``item`` as sharing sees it. What absolute imports make of a name is the same wherever it stands."""
        changed = {target.node for target in item.findings.targets if target.by != AbsoluteImports.name}
        path = item.script.path
        alone = self.visibility.modules.reachable([path]) == {path}
        return Part(item.script, self.entries[path], changed | item.findings.removed, alone)

    # Functions

    def name_functions(self) -> None:
        for function, item in self.functions():
            is_free = partial(self.is_free_name, function=function, item=item)
            name = first_free(function_name_candidates(function.name), is_free)
            self.names[function.name] = name
            self.given.add(name)

    def name_entries(self) -> dict[str, str]:
        """A free name for each entry that stays in its module."""
        names: dict[str, str] = {}
        shared: dict[tuple[str, str], str] = {}
        for function in self.kept:
            # What calls it has these parameters.
            given = {"context", *(binding.name for binding in function.bindings)}
            entry = function.script, self.attributes.get(function.name, function.entry_point)
            if entry not in shared or shared[entry] in given:
                prefixed = prefixed_candidates(self.names[function.name], entry[1])
                candidates = chain([entry[1]] if function.name in self.attributes else [], prefixed)
                others = (name for name in candidates if name not in given)
                shared[entry] = first_free(others, partial(self.is_free_name, function=function, item=None))
                self.given.add(shared[entry])
            names[function.name] = shared[entry]
        return names

    def functions(self) -> Iterator[tuple[Function, ScriptOfFunctions | None]]:
        pairs: list[tuple[Function, ScriptOfFunctions | None]] = [(function, None) for function in self.kept]
        pairs += [(function, item) for item in self.scripts for function in item.functions]
        return iter(sorted(pairs, key=lambda pair: pair[0].name))

    def is_free_name(self, name: str, function: Function, item: ScriptOfFunctions | None) -> bool:
        if name in self.reserved or name in self.given or name in self.fixed_bound or name in self.fixed_free:
            return False
        for other in self.scripts:
            bound = other.script.scope.bound.keys() - self.entries[other.script.path]
            if name in bound or name in other.script.scope.free:
                return False
        return item is None or is_free_for(item.script.scope, item.entry_of(function) or function.entry_point, name)

    def entry_renames(self, item: ScriptOfFunctions) -> dict[str, str]:
        renames: dict[str, str] = {}
        for function in item.functions:
            name = self.names[function.name]
            if item.entry_of(function) not in ("", name):
                renames.setdefault(item.entry_of(function), name)
        return renames

    # Everything else

    def owners_of_seen_names(self, every: Sequence[Shared]) -> dict[str, str]:
        """The script that keeps each name which several define and something may see: the first that shows it."""
        owners: dict[str, str] = {}
        for index, item in enumerate(self.scripts):
            script = item.script
            shared = {each.name for each in every if index in each.statements}
            for name in self.bound_by(item) - self.hoisted[script.path] - shared - owners.keys():
                taken = self.is_taken(name, script.import_target(name)) or self.shadows_elsewhere(script, name)
                if not taken and self.definition_collides(script, name) and self.visibility.seen(script.source, name):
                    owners[name] = script.path
        return owners

    def import_winners(self) -> dict[str, tuple[str, str]]:
        """For names that scripts import from different places: the place most of them mean keeps the name."""
        votes: dict[str, Counter[tuple[str, str]]] = {}
        for item in self.scripts:
            for imported in item.script.hoisted_items():
                votes.setdefault(imported.bound_name, Counter())[imported.target] += 1
        return {name: counter.most_common(1)[0][0] for name, counter in votes.items()}

    def renames(
        self, item: ScriptOfFunctions, shared: Mapping[str, Shared], winners: Mapping[str, tuple[str, str]]
    ) -> dict[str, str] | Blocker:
        """The new names of one script, or why it cannot have any."""
        script, renames = item.script, self.entry_renames(item)
        for name in self.reserved.keys() & (self.unbound[script.path] - BUILTINS):
            node = script.scope.references[name][0].node
            return Blocker(notes.NAME_COLLISION, f'uses "{name}" but does not define it', node)
        imported = {each.bound_name: each for each in script.hoisted_items()}
        for name in dict.fromkeys((*script.scope.bound, *imported)):
            if name in renames or (name in self.entries[script.path] and name in self.given):
                continue
            if name in shared:
                collides = self.shared_name(shared[name]) != name
            elif name in imported and name in item.findings.unneeded:
                continue
            elif name in imported:
                collides = self.import_collides(script, imported[name], winners) or _is_called_main(item, name)
            else:
                collides = self.definition_collides(script, name)
            if collides and name in script.scope.ambiguous:
                node = script.scope.bound[name][0].node
                return Blocker(notes.NAME_COLLISION, f'uses "{name}" for two things in a class body', node)
            if collides:
                seen = self.visibility.seen(script.source, name)
                if seen is not None:
                    return Blocker(notes.VISIBLE_NAME, f'shows what "{name}" is called, a name others have, too', seen)
                renames[name] = self.shared_name(shared[name]) if name in shared else self.new_name(item, name)
        return renames

    def import_collides(self, script: Script, item: ImportItem, winners: Mapping[str, tuple[str, str]]) -> bool:
        name = item.bound_name
        if name in self.reserved:
            return self.reserved[name] != item.target
        if name in self.given or name in self.fixed_bound or name in self.owners or winners[name] != item.target:
            return True
        return self.shadows_elsewhere(script, name)

    def definition_collides(self, script: Script, name: str) -> bool:
        if name in self.owners:
            return self.owners[name] != script.path
        target = script.import_target(name)
        if self.is_taken(name, target):
            return True
        for other in self.scripts:
            if other.script is script or (target is not None and other.script.import_target(name) == target):
                continue
            if name in self.bound_by(other) and not _same_import(name, script, other.script):
                return True
        return self.shadows_elsewhere(script, name)

    def shared_name(self, shared: Shared) -> str:
        """What a shared definition is called, the same for all its scripts: a new name if it needs one."""
        stays = shared.statements[min(shared.statements)]
        if stays not in self.settled:
            items = [self.scripts[index] for index in shared.statements]
            collides = self.shared_collides(shared, items)
            self.settled[stays] = self.new_name(items[0], shared.name, items) if collides else shared.name
        return self.settled[stays]

    def shared_collides(self, shared: Shared, items: Sequence[ScriptOfFunctions]) -> bool:
        if shared.name in self.owners or self.is_taken(shared.name, None):
            return True
        for other in self.scripts:
            if other in items:
                continue
            rivals = self.hoisted[other.script.path] if shared.keeps_name else self.bound_by(other)
            if shared.name in rivals - self.entries[other.script.path]:
                return True
        return self.shadows_elsewhere(items[0].script, shared.name)

    def is_taken(self, name: str, target: tuple[str, str] | None) -> bool:
        """Whether the generated code or an existing script has ``name`` for something else than ``target``."""
        if name in self.given or name in self.fixed_bound:
            return True
        return name in self.reserved and (target is None or self.reserved[name] != target)

    def bound_by(self, item: ScriptOfFunctions) -> Set[str]:
        """The names that a script binds, less its entries, which get other ones."""
        path = item.script.path
        return (item.script.scope.bound.keys() | self.hoisted[path]) - self.entries[path]

    def shadows_elsewhere(self, script: Script, name: str) -> bool:
        """Whether another script uses ``name`` without binding it, as a builtin say."""
        if name in MODULE_DUNDERS:
            return False
        others = (free for path, free in self.unbound.items() if path != script.path)
        return name in self.fixed_free or any(name in free for free in others)

    def new_name(self, item: ScriptOfFunctions, name: str, users: Sequence[ScriptOfFunctions] = ()) -> str:
        """A free name for ``name`` in the style of ``item``; ``users`` are all scripts that get it, with ``item``."""
        scripts = [each.script for each in users or (item,)]
        prefix = self.names[item.functions[0].name]
        candidates = prefixed_candidates(prefix, name)
        candidate = first_free(candidates, lambda n: all(self.is_free_new(n, script, name) for script in scripts))
        self.given.add(candidate)
        return candidate

    def is_free_new(self, candidate: str, script: Script, old: str) -> bool:
        if candidate in self.reserved or candidate in self.given or candidate in BUILTINS:
            return False
        if candidate in self.fixed_bound or candidate in self.fixed_free:
            return False
        for item in self.scripts:
            scope = item.script.scope
            if candidate in scope.bound or candidate in scope.references or candidate in self.hoisted[item.script.path]:
                return False
        return is_free_for(script.scope, old, candidate)


def _is_called_main(item: ScriptOfFunctions, name: str) -> bool:
    """Whether ``name`` is that of an imported entry which says nothing where several scripts are one."""
    return name == "main" and any(delegate.entry == name for delegate in item.findings.delegates.values())


def _same_import(name: str, one: Script, other: Script) -> bool:
    target = one.import_target(name)
    return target is not None and target == other.import_target(name)


def _library_alias(scripts: Sequence[ScriptOfFunctions], fixed_imports: Iterable[ImportItem]) -> str:
    """The name that an existing script, else most scripts give azure.functions; func if none does."""
    for fixed in fixed_imports:
        if fixed.target == (LIBRARY, "") and fixed.alias:
            return fixed.alias
    votes: Counter[str] = Counter()
    for item in scripts:
        for imported in item.script.hoisted_items():
            if imported.target == (LIBRARY, "") and imported.alias:
                votes[imported.alias] += 1
    return votes.most_common(1)[0][0] if votes else "func"
