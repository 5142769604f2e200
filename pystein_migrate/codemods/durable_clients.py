"""The client parameter of a durable starter: a string that the code makes a client of, or the client itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import libcst as cst

from pystein_migrate.decorators.durable import CLIENTS, loses_implicit_output
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.notes import DURABLE_GENERIC
from pystein_migrate.python.bindings import bound_by
from pystein_migrate.python.definitions import own_nodes, parameters
from pystein_migrate.python.expressions import root_name
from pystein_migrate.python.meanings import Meanings
from pystein_migrate.python.source import Source

from . import durable_code, function_directory, nodes
from .base import Codemod, Example, Findings, Subject
from .durable_code import UncertainError, is_durable
from .examples import function
from .rewriting import removed

_CLIENT = "DurableOrchestrationClient"
_LOOKS_AT_LOCALS = frozenset({"locals", "vars", "eval", "exec"})
_STARTER = {"functions": (function("Start", ("queueTrigger", "msg"), ("durableClient", "starter")),)}


class DurableClients(Codemod):
    """The client that ``DurableOrchestrationClient(starter)`` makes is the parameter ``starter`` itself.

    The durable decorator makes it of the binding's string. A local variable that only holds the client gives way to the
    parameter, which keeps its name because function.json says it. Where the string goes anywhere else, or the function
    is not a plain ``async def``, the generic decorator keeps giving the string.
    """

    name = "durable-clients"
    layouts = frozenset({"single", "blueprints"})
    notes = (DURABLE_GENERIC,)
    examples = (
        Example(
            "import azure.durable_functions as df\n\n\nasync def main(msg, starter: str):\n"
            "    client = df.DurableOrchestrationClient(starter)\n\n"
            '    await client.start_new("Flow")  # now\n',
            "import azure.durable_functions as df\n\n\nasync def main(msg, starter: df.DurableOrchestrationClient):\n"
            '    await starter.start_new("Flow")  # now\n',
            subject=_STARTER,
        ),
        Example(
            "import azure.durable_functions as df\n\n\nasync def main(msg, starter):\n"
            '    await df.DurableOrchestrationClient(starter).start_new("Flow")\n',
            '\n\nasync def main(msg, starter):\n    await starter.start_new("Flow")\n',
            subject=_STARTER,
        ),
        Example(
            "import azure.durable_functions as df\n\n\nasync def main(msg, starter):\n"
            "    client = df.DurableOrchestrationClient(starter)  # the client\n    if msg:\n"
            '        await client.start_new("Flow")\n',
            "\n\nasync def main(msg, starter):\n    client = starter  # the client\n    if msg:\n"
            '        await client.start_new("Flow")\n',
            subject=_STARTER,
        ),
        Example(
            "import azure.durable_functions as df\n\n\nasync def main(msg, starter: str):\n    try:\n"
            "        # Only now.\n        starter = df.DurableOrchestrationClient(starter)\n"
            '        await starter.start_new("Flow")\n    finally:\n        print(msg)\n',
            "import azure.durable_functions as df\n\n\nasync def main(msg, starter: str):\n    try:\n"
            "        # Only now.\n        starter = df.DurableOrchestrationClient(starter)\n"
            '        await starter.start_new("Flow")\n    finally:\n        print(msg)\n',
            subject=_STARTER,
        ),
        Example(
            "import json\n\n\nasync def main(msg, starter: str):\n    print(json.loads(starter))\n",
            "import json\n\n\nasync def main(msg, starter: str):\n    print(json.loads(starter))\n",
            subject=_STARTER,
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether a function of the file has a durable client."""
        return durable_code.concerns(subject, CLIENTS)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """What makes clients of the parameters is not needed any more."""
        meanings = Meanings(subject.modules)
        asks_directory = function_directory.asks_directory(subject.modules, subject.source)

        def adapt(function: Function, binding: Binding, node: ast.AST) -> None:
            try:
                record(function, binding, node)
            except UncertainError:
                if function.name not in subject.take_objects:
                    raise

        def record(function: Function, binding: Binding, node: ast.AST) -> None:
            # The decorator awaits the function, and cannot tell what another decorator passes on.
            if not isinstance(node, ast.AsyncFunctionDef):
                raise UncertainError(f"has a {function.entry_point} that is not async def", node)
            if node.decorator_list:
                raise UncertainError(f"decorates {function.entry_point}", node)
            if asks_directory:  # the worker tells that of the decorator's code
                raise UncertainError("loads code that asks for context.function_directory", node)
            if loses_implicit_output(function, binding) and _returns_something(node):
                raise UncertainError("returns a value, which without an output only orchestrationClient allows", node)
            use = _ClientUse(subject.source, node, binding.name, meanings, subject.line_length).found()
            cls.record(use, binding.name, findings)

        durable_code.adapt_functions(subject, findings, CLIENTS, adapt)

    @classmethod
    def record(cls, use: _Use, parameter: str, findings: Findings) -> None:
        """Have the code that ``use`` found say ``parameter``."""
        for statement in use.removed:
            findings.want(cls, statement, removed)
        for node in use.replaced:
            findings.want(cls, node, lambda old: nodes.in_place_of(nodes.expression(old), cst.Name(parameter)))
        for argument in use.annotated:
            findings.names.add(root_name(use.spelling))
            findings.want_named(cls, argument, lambda renames: partial(_annotated, use.spelling, renames))
        findings.gone += [*use.removed, *use.replaced, *use.annotated]


def _annotated(spelling: ast.expr, renames: Mapping[str, str], updated: cst.CSTNode) -> cst.Param:
    """The parameter ``updated`` annotated with the class as the script spells it, by the name that that has now."""
    parameter = cst.ensure_type(updated, cst.Param)
    first, dot, rest = ast.unparse(spelling).partition(".")
    path = nodes.dotted(renames.get(first, first) + dot + rest)
    annotation = cst.ensure_type(parameter.annotation, cst.Annotation)
    return parameter.with_changes(annotation=annotation.with_changes(annotation=path))


@dataclass(frozen=True, slots=True)
class _Use:
    """How a function makes clients of its parameter: nodes that go, that become the parameter, and that is annotated.

    ``spelling`` is the class as the script names it.
    """

    spelling: ast.expr
    removed: list[ast.stmt] = field(default_factory=list)
    replaced: list[ast.expr] = field(default_factory=list)
    annotated: list[ast.arg] = field(default_factory=list)


class _ClientUse:
    """Follows the client parameter through one function; it has to go into the client's class and nowhere else."""

    def __init__(
        self, source: Source, node: ast.AsyncFunctionDef, parameter: str, meanings: Meanings, line_length: int
    ) -> None:
        self.source = source
        self.parents = source.parents
        self.node = node
        self.parameter = parameter
        self.meanings = meanings
        self.line_length = line_length
        self.inside = [child for statement in node.body for child in ast.walk(statement)]

    def found(self) -> _Use:
        """What changes when the parameter is the client. Raises :class:`UncertainError`."""
        argument = next((a for a in parameters(self.node) if a.arg == self.parameter), None)
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
        if found is None:
            raise UncertainError(f"uses {self.parameter} otherwise than in {_CLIENT}({self.parameter})", uses[0])
        # Annotated with the class only if it was annotated.
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id == "str":
            found.annotated.append(argument)
        return found

    def has_default(self) -> bool:
        return bool(self.node.args.defaults) or any(self.node.args.kw_defaults)

    def looks_around(self) -> bool:
        """Whether local names are looked up as data, or the folder is asked that the decorator's wrapper changes."""
        names = {child.id for child in self.inside if isinstance(child, ast.Name)}
        attributes = {child.attr for child in self.inside if isinstance(child, ast.Attribute)}
        return bool(names & _LOOKS_AT_LOCALS) or "function_directory" in attributes

    def construction(self, use: ast.Name) -> ast.Call | None:
        """The call that makes a client of ``use`` and of nothing else."""
        call = self.parents[use]
        if not isinstance(call, ast.Call) or call.args != [use] or call.keywords or self.in_f_string(use):
            return None
        return call if is_durable(self.meanings, self.source, call.func, _CLIENT) else None

    # starter = df.DurableOrchestrationClient(starter)

    def rebinding(self, uses: list[ast.Name]) -> ast.Assign | None:
        """The one assignment to the parameter's own name."""
        stores = [use for use in uses if isinstance(use.ctx, ast.Store)]
        statement = self.parents[stores[0]] if len(stores) == 1 else None
        return statement if isinstance(statement, ast.Assign) and statement in self.node.body else None

    def own_name(self, statement: ast.Assign, uses: list[ast.Name]) -> _Use | None:
        if len(statement.targets) != 1:
            return None
        inside = [use for use in uses if isinstance(use.ctx, ast.Load) and statement in self.source.around(use)]
        earlier = [use for use in uses if use.lineno < statement.lineno]
        if len(inside) != 1 or earlier or len(_bindings(self.inside, self.parameter)) != 1:
            return None
        call = self.construction(inside[0])
        if call is None or statement.value is not call or not self.is_removable(statement, self.node.body):
            return None
        return _Use(call.func, [statement])

    # client = df.DurableOrchestrationClient(starter)

    def constructions(self, uses: list[ast.Name]) -> _Use | None:
        calls = [call for call in map(self.construction, uses) if call is not None]
        if len(calls) != len(uses):
            return None
        without = self.without_local(calls[0]) if len(calls) == 1 else None
        return without or _Use(calls[0].func, replaced=[*calls])

    def without_local(self, call: ast.Call) -> _Use | None:
        """``client = …(starter)`` goes, and ``starter`` stands for ``client``; None if that is not safe."""
        statement = self.parents[call]
        target = _single_target(statement)
        if not isinstance(statement, ast.stmt) or target is None:
            return None
        block = self.block_of(statement)
        if not self.is_removable(statement, block):
            return None
        uses = [child for child in self.inside if isinstance(child, ast.Name) and child.id == target]
        loads = [use for use in uses if isinstance(use.ctx, ast.Load)]
        if len(_bindings(self.inside, target)) != 1 or any(a.arg == target for a in parameters(self.node)):
            return None
        if any(self.in_f_string(use) or use.lineno <= statement.lineno for use in loads):
            return None
        if not self.reaches(block, loads) or not self.fits(loads):
            return None
        return _Use(call.func, [statement], [*loads])

    def block_of(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements that ``statement`` stands among, wherever in the function that is."""
        return next(block for block in _blocks(self.parents[statement]) if statement in block)

    def reaches(self, block: list[ast.stmt], uses: list[ast.Name]) -> bool:
        """Whether what is assigned in ``block`` is there at all ``uses``, so that they need not know of the rest."""
        if block is self.node.body:
            return True
        for outer in self.node.body:
            if isinstance(outer, (ast.Try, ast.With, ast.AsyncWith)) and block is outer.body:
                return True
        inside = {child for statement in block for child in ast.walk(statement)}
        return inside.issuperset(uses)

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

    def in_f_string(self, node: ast.AST) -> bool:
        """Whether ``node`` is inside an f-string, where older Pythons know no positions."""
        return any(isinstance(each, ast.JoinedStr) for each in self.source.around(node))


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The lists of statements directly in ``node``."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


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
    declared = (ast.Global, ast.Nonlocal)
    return [node for node in nodes if name in (node.names if isinstance(node, declared) else bound_by(node))]


def _returns_something(node: ast.AsyncFunctionDef) -> bool:
    returned = (child.value for child in own_nodes(node) if isinstance(child, ast.Return))
    return any(getattr(value, "value", value) is not None for value in returned)
