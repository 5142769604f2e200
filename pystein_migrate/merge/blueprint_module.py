"""A script that keeps its place and is decorated there, on a blueprint of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.rewriting import removed, rewritten_edits
from pystein_migrate.decorators.decorate import Decoration, DecoratorCall
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.style import Style
from pystein_migrate.python.imports import is_star
from pystein_migrate.python.scopes import ModuleScope, module_scope
from pystein_migrate.python.source import Source, removal
from pystein_migrate.text.edits import Edit, apply_edits

from .compose import delegated, function_calls
from .equivalence import Comparison, check_statements
from .headers import fitted_headers
from .import_places import at_top, below

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
    *,
    called_elsewhere: bool,
) -> BlueprintModule:
    """``source`` with its functions decorated on a new blueprint, and with what ``findings`` records.

    ``called_elsewhere``: other modules use the script, so its entries have to stay plain functions. Raises
    UnparsableError and NotEquivalentError.
    """
    writer = _Writer(source, functions, decorations, names, findings, style, called_elsewhere)
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
    called_elsewhere: bool

    def __post_init__(self) -> None:
        self.delegates = self.findings.delegates
        self.scope: ModuleScope = module_scope(self.source)
        known = self.library_alias()
        self.library = known or self.free_name(_LIBRARY_NAMES)
        self.imports_library = known is None
        self.name = self.free_name(self.own_names() if self.has_star_import() else _BLUEPRINT_NAMES)
        self.renderer = Renderer(self.style, self.library)

    def library_alias(self) -> str | None:
        """The name by which the script's top level has azure.functions already."""
        for node in self.leading_imports():
            if isinstance(node, ast.Import):
                for alias in node.names:
                    once = len(self.scope.bound.get(alias.asname or "", ())) == 1
                    if alias.name == LIBRARY and alias.asname and once:
                        return alias.asname
        return None

    def free_name(self, candidates: Sequence[str]) -> str:
        taken = self.scope.bound.keys() | self.scope.references.keys()
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
        edits = [*self.adapted(), self.declaration()]
        wirings = []
        for function in self.functions:
            node = self.decorated_node(function)
            if node is None:
                wirings.append(self.wiring(function))
            else:
                lines = [self.renderer.decorator(self.name, call) + "\n" for call in self.calls(function, node)]
                at = self.source.start(node)
                edits.append(Edit(at, at, "".join(lines)))
        text = self.fitted(apply_edits(self.source.text, edits))
        if self.gone():
            text = text.rstrip("\n") + "\n"
        if wirings:
            text = text.rstrip("\n") + "\n\n\n" + "\n\n\n".join(wirings) + "\n"
        return BlueprintModule(self.name, text)

    def fitted(self, text: str) -> str:
        """``text`` with those headers split that fitted on their line before their annotations changed."""
        lines = self.source.text.split("\n")
        nodes = [node for node in map(self.decorated_node, self.functions) if node is not None]
        names = {node.name for node in nodes if len(lines[node.lineno - 1]) <= self.style.line_length}
        return fitted_headers(text, names, self.style) if self.findings.targets else text

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

    def declaration(self) -> Edit:
        """``bp = func.Blueprint()`` below the imports that stay."""
        gone = self.gone()
        imports = [node for node in self.leading_imports() if node not in gone]
        statement = f"{self.name} = {self.library}.Blueprint()"
        if self.imports_library:
            statement = f"import {LIBRARY} as {self.library}\n\n{statement}"
        if imports:
            return below(self.source, imports[-1], ("\n" if self.imports_library else "\n\n") + statement)
        return at_top(self.source, statement)

    def decorated_node(self, function: Function) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
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
        return node if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else None

    def calls(self, function: Function, node: ast.FunctionDef | ast.AsyncFunctionDef | None) -> list[DecoratorCall]:
        gone = {target.node for target in self.findings.targets if target.build is removed}
        decorated = node is not None and any(decorator not in gone for decorator in node.decorator_list)
        python_name = "" if node is None or decorated else node.name
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
        nodes = [self.decorated_node(function) for function in self.functions]
        declaration = [ast.dump(node) for node in ast.parse(self.declaration().text).body]
        found = [node for node in ast.parse(text).body if ast.dump(node) not in declaration]
        found = found[: len(found) - nodes.count(None)]
        imports = [node for node in kept if isinstance(node, ast.ImportFrom)]
        shortened = [alias for node in imports for alias in self.dropped(node)]
        check_statements(self.source, kept, found, Comparison(self.findings.targets, nodes, shortened))
