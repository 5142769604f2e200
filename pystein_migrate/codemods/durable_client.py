"""The client parameter of a durable starter: a string that the code makes a client of, or the client itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.python.expressions import root_name
from pystein_migrate.python.names import Names
from pystein_migrate.python.source import Source

from .adaptation import Rewrite

_CLIENT = "DurableOrchestrationClient"
_LOOKS_AT_LOCALS = frozenset({"locals", "vars", "eval", "exec"})


class UncertainError(Exception):
    """Why a durable decorator might change what the code does; ``message`` completes "the script …"."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.message = message
        self.node = node


def client_rewrites(
    source: Source, node: ast.AsyncFunctionDef, parameter: str, names: Names, line_length: int
) -> list[Rewrite]:
    """What changes in the function ``node`` when ``parameter`` is the client and not a string any more.

    Raises :class:`UncertainError` unless the string goes into ``DurableOrchestrationClient(…)`` and nowhere else. A
    local variable that only holds the client gives way to the parameter, which keeps its name because function.json
    says it.
    """
    return _ClientUse(source, node, parameter, names, line_length).rewrites()


class _ClientUse:
    def __init__(
        self, source: Source, node: ast.AsyncFunctionDef, parameter: str, names: Names, line_length: int
    ) -> None:
        self.source = source
        self.node = node
        self.parameter = parameter
        self.names = names
        self.line_length = line_length
        self.inside = [child for statement in node.body for child in ast.walk(statement)]
        self.parents = {id(child): parent for parent in self.inside for child in ast.iter_child_nodes(parent)}

    def rewrites(self) -> list[Rewrite]:
        argument = next((a for a in _parameters(self.node) if a.arg == self.parameter), None)
        if argument is None or self.has_default():
            raise UncertainError("has parameters with defaults, or none for the client", self.node)
        if self.looks_around():
            raise UncertainError("looks local names up by their text, or asks for its folder", self.node)
        uses = [child for child in self.inside if isinstance(child, ast.Name) and child.id == self.parameter]
        if not uses:
            raise UncertainError(f"does not use {self.parameter}", argument)
        rebound = self.rebinding(uses)
        if rebound is not None:
            found = self.own_name(rebound, uses)
        else:
            bound = _bindings(self.inside, self.parameter)
            found = None if bound else self.constructions(uses)
        if not found:
            raise UncertainError(f"uses {self.parameter} otherwise than in {_CLIENT}({self.parameter})", uses[0])
        calls, rewrites = found
        return [*self.annotation(argument, calls[0]), *rewrites]

    def has_default(self) -> bool:
        return bool(self.node.args.defaults) or any(self.node.args.kw_defaults)

    def looks_around(self) -> bool:
        """Whether local names are looked up as data, or the folder is asked that the decorator's wrapper changes."""
        names = {child.id for child in self.inside if isinstance(child, ast.Name)}
        attributes = {child.attr for child in self.inside if isinstance(child, ast.Attribute)}
        return bool(names & _LOOKS_AT_LOCALS) or "function_directory" in attributes

    def construction(self, use: ast.Name) -> ast.Call | None:
        """The call that makes a client of ``use`` and of nothing else."""
        call = self.parents.get(id(use))
        if not isinstance(call, ast.Call) or call.args != [use] or call.keywords or self.in_f_string(use):
            return None
        path = self.names.qualified(call.func)
        return call if path.startswith("azure.durable_functions.") and path.endswith(f".{_CLIENT}") else None

    # starter = df.DurableOrchestrationClient(starter)

    def rebinding(self, uses: list[ast.Name]) -> ast.stmt | None:
        """The one assignment to the parameter's own name."""
        stores = [use for use in uses if isinstance(use.ctx, ast.Store)]
        statement = self.parents.get(id(stores[0])) if len(stores) == 1 else None
        if statement is None and len(stores) == 1:
            statement = next((s for s in self.node.body if stores[0] in ast.iter_child_nodes(s)), None)
        return statement if statement in self.node.body and isinstance(statement, ast.Assign) else None

    def own_name(self, statement: ast.stmt, uses: list[ast.Name]) -> tuple[list[ast.Call], list[Rewrite]] | None:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        inside = [use for use in uses if isinstance(use.ctx, ast.Load) and _is_within(use, statement)]
        earlier = [use for use in uses if use.lineno < statement.lineno]
        if len(inside) != 1 or earlier or len(_bindings(self.inside, self.parameter)) != 1:
            return None
        call = self.construction(inside[0])
        if call is None or statement.value is not call or not self.is_removable(statement, self.node.body):
            return None
        return [call], [Rewrite(statement, "", names=())]

    # client = df.DurableOrchestrationClient(starter)

    def constructions(self, uses: list[ast.Name]) -> tuple[list[ast.Call], list[Rewrite]] | None:
        calls = [call for call in map(self.construction, uses) if call is not None]
        if not calls or len(calls) != len(uses):
            return None
        if len(calls) == 1:
            renamed = self.without_local(calls[0])
            if renamed is not None:
                return calls, renamed
        return calls, [Rewrite(call, self.parameter, names=()) for call in calls]

    def without_local(self, call: ast.Call) -> list[Rewrite] | None:
        """Rewrites that remove ``client = …(starter)`` and say ``starter`` for ``client``; None if that is not safe."""
        statements = (s for s in self.inside if isinstance(s, ast.stmt))
        statement = next((s for s in statements if getattr(s, "value", None) is call), None)
        target = _single_target(statement)
        block = self.block_of(statement)
        if statement is None or target is None or block is None or not self.is_removable(statement, block):
            return None
        uses = [child for child in self.inside if isinstance(child, ast.Name) and child.id == target]
        loads = [use for use in uses if isinstance(use.ctx, ast.Load)]
        if len(_bindings(self.inside, target)) != 1 or any(a.arg == target for a in _parameters(self.node)):
            return None
        if any(self.in_f_string(use) or use.lineno <= statement.lineno for use in loads):
            return None
        if not self.reaches(block, loads) or not self.fits(loads):
            return None
        return [Rewrite(statement, "", names=()), *(Rewrite(use, self.parameter, names=()) for use in loads)]

    def block_of(self, statement: ast.stmt | None) -> list[ast.stmt] | None:
        """The statements that ``statement`` stands among, wherever in the function that is."""
        for outer in (self.node, *self.inside):
            for block in _blocks(outer):
                if statement in block:
                    return block
        return None

    def reaches(self, block: list[ast.stmt], uses: list[ast.Name]) -> bool:
        """Whether what is assigned in ``block`` is there at all ``uses``, so that they need not know of the rest."""
        if block is self.node.body:
            return True
        for outer in self.node.body:
            if isinstance(outer, (ast.Try, ast.With, ast.AsyncWith)) and block is outer.body:
                return True
        inside = {id(child) for statement in block for child in ast.walk(statement)}
        return all(id(use) in inside for use in uses)

    def is_removable(self, statement: ast.stmt, block: list[ast.stmt]) -> bool:
        """Whether ``statement`` has its lines to itself, without a comment, and is not all there is."""
        if len(block) < 2:
            return False
        start, end = self.source.start(statement), self.source.end(statement)
        before = self.source.text[self.source.text.rfind("\n", 0, start) + 1 : start]
        return not before.strip() and not self.source.text[end : self.source.line_end(end)].strip()

    def fits(self, uses: list[ast.Name]) -> bool:
        """Whether no line outgrows the line length by the parameter's longer name."""
        lines = self.source.text.split("\n")
        for line in {use.lineno for use in uses}:
            growth = sum(len(self.parameter) - len(use.id) for use in uses if use.lineno == line)
            length = len(lines[line - 1].expandtabs(4))
            if length <= self.line_length < length + growth:
                return False
        return True

    # Annotation

    def annotation(self, argument: ast.arg, call: ast.Call) -> Iterator[Rewrite]:
        """The parameter is annotated with the class as the script spells it, if it was annotated."""
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "str":
            name = root_name(call.func)
            yield Rewrite(argument, f"{self.parameter}: {ast.unparse(call.func)}", names=(name,))

    def in_f_string(self, node: ast.AST) -> bool:
        """Whether ``node`` is inside an f-string, where older Pythons know no positions."""
        parent = self.parents.get(id(node))
        while parent is not None:
            if isinstance(parent, ast.JoinedStr):
                return True
            parent = self.parents.get(id(parent))
        return False


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The lists of statements directly in ``node``."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _parameters(node: ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _single_target(statement: ast.AST | None) -> str | None:
    """The local name that ``statement`` assigns to, and nothing else."""
    target = None
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign):
        target = statement.target
    return target.id if isinstance(target, ast.Name) else None


def _bindings(nodes: list[ast.AST], name: str) -> list[ast.AST]:
    """Everything among ``nodes`` that binds, deletes or declares ``name``, in whatever scope."""
    return [node for node in nodes if name in _bound_by(node)]


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from node.names
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest


def _is_within(node: ast.AST, statement: ast.AST) -> bool:
    return any(child is node for child in ast.walk(statement))
