"""A script that keeps its place and is decorated there, on a blueprint of its own."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.rename import is_free_for
from pystein_migrate.codemods.rewriting import printed_statements, removed, rewritten_edits
from pystein_migrate.decorators.decorate import Decoration, DecoratorCall
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.style import Style
from pystein_migrate.python.definitions import FUNCTIONS, Definition
from pystein_migrate.python.import_block import import_group, render_imports
from pystein_migrate.python.imports import ImportItem, is_star, plain_text
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.scopes import ModuleScope, module_scope
from pystein_migrate.python.source import Source, removal
from pystein_migrate.text.edits import Edit, apply_edits

from .compose import delegated, function_calls
from .equivalence import Comparison, check_statements
from .file_headers import without_template_header
from .headers import fitted_headers, renamed_header
from .import_places import at_top, below, grouped_imports, one_more_import
from .spacing import spaced_definitions

LIBRARY = "azure.functions"
_BLUEPRINT_NAMES = ("bp", "blueprint", "function_blueprint", "functions_blueprint")
_LIBRARY_NAMES = ("func", "azure_functions", "af")


@dataclass(frozen=True, slots=True)
class BlueprintModule:
    """The new ``text`` of a script, and the ``name`` of the blueprint in it."""

    name: str
    text: str


def blueprint_module(
    source: Source,
    functions: Sequence[Function],
    decorations: Mapping[str, Decoration],
    names: Mapping[str, str],
    findings: Findings,
    style: Style,
    own: frozenset[str],
    *,
    called_elsewhere: bool,
    keeps_names: bool,
    submodules: Collection[str],
) -> BlueprintModule:
    """``source`` with its functions decorated on a new blueprint, and with what ``findings`` records.

    ``own`` are the app's top-level modules. ``called_elsewhere``: other modules use the script, so its entries have to
    stay plain functions. ``keeps_names``: something may see what they are called. ``submodules`` are modules
    that Python binds in the script. Raises UnparsableError and NotEquivalentError.
    """
    writer = _Writer(
        source, functions, decorations, names, findings, style, own, called_elsewhere, keeps_names, submodules
    )
    module = writer.write()
    writer.check(module.text)
    return module


@dataclass
class _Writer:
    source: Source
    functions: Sequence[Function]
    decorations: Mapping[str, Decoration]
    names: Mapping[str, str]
    findings: Findings
    style: Style
    own: frozenset[str]
    called_elsewhere: bool
    keeps_names: bool
    submodules: Collection[str]

    def __post_init__(self) -> None:
        self.delegates = self.findings.delegates
        self.scope: ModuleScope = module_scope(self.source)
        known = self.library_alias()
        names = _LIBRARY_NAMES[1:] if self.has_star_import() else _LIBRARY_NAMES
        self.library = known or self.free_name(names)
        self.imports_library = known is None
        self.name = self.free_name(self.own_names() if self.has_star_import() else _BLUEPRINT_NAMES)
        self.renderer = Renderer(self.style, self.library)
        self.nodes = {
            function.name: node for function in self.functions if (node := self.decorated_node(function)) is not None
        }
        self.new_names = dict(self.renamed())

    def library_alias(self) -> str | None:
        """The name by which the script's top level has azure.functions already."""
        leading = self.leading_imports()
        stars = [node for node in self.source.nodes_of(ast.ImportFrom) if is_star(node)]
        for node in leading:
            if isinstance(node, ast.Import) and all(star.lineno < node.lineno for star in stars):
                for alias in node.names:
                    once = len(self.scope.bound.get(alias.asname or "", ())) == 1
                    if alias.name == LIBRARY and alias.asname and once:
                        return alias.asname
        return None

    def free_name(self, candidates: Sequence[str]) -> str:
        taken = {*self.scope.bound, *self.scope.references, *self.submodules}
        return next(name for name in (*candidates, "_".join(candidates)) if name not in taken)

    def own_names(self) -> Sequence[str]:
        """Names of this script alone: a star import would bring the other scripts' blueprints in under theirs."""
        name = self.names[self.functions[0].name]
        return (f"{name}_bp", f"{name}_blueprint")

    def has_star_import(self) -> bool:
        return any(map(is_star, self.source.nodes_of(ast.ImportFrom)))

    def leading_imports(self) -> list[ast.stmt]:
        """The imports at the top, up to the first definition."""
        found: list[ast.stmt] = []
        for node in self.source.tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                break
            fallback = isinstance(node, ast.Try) and isinstance(node.body[0], (ast.Import, ast.ImportFrom))
            if fallback or isinstance(node, (ast.Import, ast.ImportFrom)):
                found.append(node)
        return found

    def write(self) -> BlueprintModule:
        edits = [*self.adapted(), *self.opened(), *self.declarations()]
        wirings = []
        for function in self.functions:
            node = self.nodes.get(function.name)
            if node is None:
                wirings.append(self.wiring(function))
                continue
            lines = [self.renderer.decorator(self.name, call) + "\n" for call in self.calls(function, node)]
            at = self.source.start(node)
            edits.append(Edit(at, at, "".join(lines)))
            if node in self.new_names:
                edits += renamed_header(self.source, node, self.new_names[node])
        text = self.fitted(apply_edits(self.source.text, edits))
        text = spaced_definitions(text, set(map(self.name_of, self.nodes.values())))
        if self.gone():
            text = text.rstrip("\n") + "\n"
        if wirings:
            text = text.rstrip("\n") + "\n\n\n" + "\n\n\n".join(wirings) + "\n"
        return BlueprintModule(self.name, text)

    def fitted(self, text: str) -> str:
        """``text`` with those headers split that fitted on their line before their annotations changed."""
        lines = self.source.text.split("\n")
        nodes = [node for node in self.nodes.values() if len(lines[node.lineno - 1]) <= self.style.line_length]
        return fitted_headers(text, set(map(self.name_of, nodes)), self.style)

    def adapted(self) -> Iterator[Edit]:
        """What changes in the code itself; names stay what they are in a module of its own."""
        yield from rewritten_edits(self.source, self.findings.targets)
        for statement in self.gone():
            yield self.removed(statement)
        for node in self.source.tree.body:
            if isinstance(node, ast.ImportFrom) and node not in self.gone():
                yield from self.shortened(node)

    def gone(self) -> list[ast.stmt]:
        """Top-level statements that are left out: removed ones, and imports of which nothing is needed any more."""
        return [
            node
            for node in self.source.tree.body
            if node in self.findings.removed
            or (isinstance(node, (ast.Import, ast.ImportFrom)) and all(map(self.is_unneeded, node.names)))
        ]

    def is_unneeded(self, alias: ast.alias) -> bool:
        return (alias.asname or alias.name.partition(".")[0]) in self.findings.unneeded

    def removed(self, statement: ast.stmt) -> Edit:
        """The removal of a statement, whose comment stays unless it spoke to a checker of that line."""
        end = self.source.end(statement)
        behind = self.source.text[end : self.source.line_end(end)]
        if behind.lstrip().startswith("#") and "noqa" not in behind:
            return Edit(self.source.start(statement), end + len(behind) - len(behind.lstrip()), "")
        return removal(self.source, statement)

    def dropped(self, node: ast.ImportFrom) -> list[ast.alias]:
        """The names of an import on one line that nothing needs any more."""
        text = self.source.segment(node)
        return [] if "(" in text or "\n" in text else list(filter(self.is_unneeded, node.names))

    def shortened(self, node: ast.ImportFrom) -> Iterator[Edit]:
        """An import without the names that go."""
        gone = self.dropped(node)
        if gone:
            rest = [self.source.segment(alias) for alias in node.names if alias not in gone]
            yield Edit(self.source.start(node.names[0]), self.source.end(node), ", ".join(rest))

    def opened(self) -> Iterator[Edit]:
        """The removal of what a template of func says at the top, which speaks of function.json."""
        edit = without_template_header(self.source)
        if edit is not None:
            yield edit

    def declarations(self) -> list[Edit]:
        """``bp = func.Blueprint()`` below the imports that stay, and the import of the library among them."""
        gone = self.gone()
        imports = [node for node in self.leading_imports() if node not in gone]
        statement = f"{self.name} = {self.library}.Blueprint()"
        library = ImportItem(LIBRARY, "", self.library)
        if not imports:
            lines = f"import {plain_text(library)}\n\n{statement}" if self.imports_library else statement
            return [at_top(self.source, lines)]
        added = one_more_import(self.source, library, self.own, gone) if self.imports_library else None
        blocks = self.annotating()
        more = grouped_imports(self.source, blocks, self.own) if blocks else []
        return [*([added] if added else []), *more, below(self.source, imports[-1], f"\n\n{statement}")]

    def annotating(self) -> dict[int, str]:
        """The imports that annotations of new functions need besides those that are there, by group."""
        there = {name for node in self.leading_imports() for name in self.names_of(node)}
        items = {item for delegate in self.delegates.values() for item in delegate.imports}
        groups: dict[int, list[ImportItem]] = {}
        for item in items:
            if item.bound_name not in {*there, self.library}:
                groups.setdefault(import_group(item.module, self.own), []).append(item)
        of = self.style
        return {key: render_imports(groups[key], self.own, of.line_length, of.indent) for key in sorted(groups)}

    def names_of(self, node: ast.stmt) -> set[str]:
        aliases = node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        return {alias.asname or alias.name for alias in aliases}

    def decorated_node(self, function: Function) -> Definition | None:
        """The entry's definition if it can be decorated where it stands."""
        entry = self.findings.entry_of(function.name, function.entry_point)
        gone = {child for node in self.gone() for child in ast.walk(node)}
        bounds = self.scope.bound.get(entry, [])
        references = [r for r in self.scope.references.get(entry, []) if r.node not in gone]
        shared = sum(other.entry_point == entry for other in self.functions) > 1
        if self.called_elsewhere or shared or function.name in self.delegates:
            return None
        if len(bounds) != 1 or len(references) != 1 or not bounds[0].top_level:
            return None
        node = bounds[0].node
        return node if isinstance(node, FUNCTIONS) else None

    def renamed(self) -> Iterator[tuple[Definition, str]]:
        """The definitions of entries that can be called as their functions are, and how."""
        if self.keeps_names or "__all__" in self.scope.bound or self.has_star_import():
            return
        printed = printed_statements(self.source, self.findings.targets)
        taken = {*self.scope.bound, *self.scope.references, *self.submodules, self.name, self.library}
        for name, node in self.nodes.items():
            new = self.names[name]
            is_free = new not in taken and is_free_for(self.scope, node.name, new)
            inner = any(
                isinstance(each, (*FUNCTIONS, ast.Lambda, ast.ClassDef)) for each in walk(node) if each is not node
            )
            if is_free and not inner and node not in printed:  # what is inside is called "main.<locals>..."
                taken.add(new)
                yield node, new

    def name_of(self, node: Definition) -> str:
        """What the entry ``node`` is called in the end."""
        return self.new_names.get(node, node.name)

    def calls(self, function: Function, node: Definition | None) -> list[DecoratorCall]:
        gone = {target.node for target in self.findings.targets if target.build is removed}
        decorated = node is not None and any(decorator not in gone for decorator in node.decorator_list)
        python_name = "" if node is None or decorated else self.name_of(node)
        return function_calls(function.name, python_name, self.decorations[function.name], named=not python_name)

    def wiring(self, function: Function) -> str:
        delegate = self.delegates.get(function.name)
        if delegate is not None:
            name = self.free_name((self.names[function.name], f"{self.names[function.name]}_function"))
            calls = function_calls(function.name, name, self.decorations[function.name], named=False)
            return delegated(delegate, calls, name, delegate.entry, self.renderer, self.name)
        entry = self.findings.entry_of(function.name, function.entry_point)
        return self.renderer.wiring(self.name, self.calls(function, None), entry)

    def check(self, text: str) -> None:
        """Raise NotEquivalentError unless ``text`` is the script but for blueprint, decorators and imports."""
        kept = [statement for statement in self.source.tree.body if statement not in self.gone()]
        nodes = [self.nodes.get(function.name) for function in self.functions]
        names: dict[ast.AST, dict[str, str]] = {node: {node.name: new} for node, new in self.new_names.items()}
        declaration = [ast.dump(node) for edit in self.declarations() for node in ast.parse(edit.text).body]
        found = [node for node in ast.parse(text).body if ast.dump(node) not in declaration]
        found = found[: len(found) - nodes.count(None)]
        imports = [node for node in kept if isinstance(node, ast.ImportFrom)]
        shortened = [alias for node in imports for alias in self.dropped(node)]
        check_statements(self.source, kept, found, Comparison(self.findings.targets, nodes, shortened, names))
