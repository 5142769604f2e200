"""A run of an app's modules without running them: top-level statements in order, and only what can be known.

Names hold the values of :mod:`static_values`, and registers. Statements are in :mod:`static_body`, expressions in
:mod:`static_expressions`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from copy import copy
from functools import partial
from types import MappingProxyType
from typing import Any

from packaging.version import Version

from pystein_migrate.facts import releases
from pystein_migrate.python.nodes import children, walk

from .app import UNKNOWN, DecoratedApp, Everywhere, ModuleFacts, Register
from .static_body import Body, function_body
from .static_values import Code, Defined, Instance, LocalModule, ModuleState, Uses, World


def read_decorated(trees: Mapping[str, ast.Module], script: str, release: Version = releases.NEWEST) -> DecoratedApp:
    """The decorator model's half of the app whose modules are ``trees`` (path relative to the root, to module).

    ``release`` of azure-functions is the one that the app runs with: it decides what a star import brings.
    Modules that ``script`` does not import are read too, marked as not ``reached``. Raises nothing.
    """
    run = StaticRun(trees, release)
    if script in trees:
        run.module(script)
    run.reached = False
    for path in sorted(trees):
        run.module(path)
    return run.result(script)


def read_legacy(trees: Mapping[str, ast.Module], release: Version = releases.NEWEST) -> DecoratedApp:
    """The modules of a legacy app, all of them as ``reached``: its loader makes the app's root a package ``__app__``.

    Raises nothing.
    """
    run = StaticRun(trees, release, legacy=True)
    for path in sorted(trees):
        run.module(path)
    return run.result("")


class StaticRun(World):
    """One run over an app."""

    def __init__(self, trees: Mapping[str, ast.Module], release: Version, *, legacy: bool = False) -> None:
        super().__init__(trees, release, legacy=legacy)
        self.main = self
        self.results: dict[ast.AST, Any] = {}

    def module(self, path: str) -> ModuleState:
        """Run the module at ``path`` unless that was done; a module that is running already comes back half done."""
        if self.main is not self:
            return self.main.module(path)
        if path not in self.modules:
            dotted = path[: -len(".py")].replace("/", ".")
            dotted = dotted[: -len(".__init__")] if dotted.endswith(".__init__") else dotted
            state = self.modules[path] = ModuleState(path, dotted, self.reached)
            Body(self, state).run(self.trees[path].body)
            state.running = False
            self._note_late_uses(state)
        return self.modules[path]

    def result(self, script: str) -> DecoratedApp:
        """Everything that was found, frozen."""
        modules = {
            path: ModuleFacts(
                path, MappingProxyType(dict(m.names)), tuple(m.history), m.reached, m.open,
                partial(self.binds_elsewhere, path),
            )
            for path, m in self.modules.items()
        }  # fmt: skip
        functions = tuple(sorted((b.freeze() for b in self.builders), key=lambda function: function.order))
        return DecoratedApp(
            script, MappingProxyType(modules), tuple(self.registers), functions, tuple(self.registrations),
            tuple(self.imports), tuple(self.circular), tuple(self.failures), frozenset(self.escaped), self.open,
            self.everywhere,
        )  # fmt: skip

    def returned(self, function: Defined) -> Any:
        """What calling ``function`` returns, by its ``return`` statements or its annotation; it has no other effect."""
        node = function.node
        if node not in self.results:
            self.results[node] = UNKNOWN  # while it calls itself
            if isinstance(node, ast.FunctionDef) and not node.decorator_list and node in self.code:
                self.results[node] = self._aside().run_code(self.code[node])
        return self.results[node]

    def everywhere(self) -> Everywhere:
        """What functions and methods say, which importing the modules did not run.

        The first round learns what they assign to global names and to attributes, the second one knows it.
        """
        for _ in range(2):
            self.results.clear()
            aside = self._aside()
            done: dict[ast.AST, Code] = {}
            while left := {node: code for node, code in aside.code.items() if node not in done}:
                done |= left
                for code in left.values():
                    aside.run_code(code)
        uses = (self.uses, aside.uses)
        mentions = tuple(mention for part in uses for mention in part.mentions())
        return Everywhere(mentions, tuple(register for part in uses for register in part.made.values()))

    def _aside(self) -> StaticRun:
        """A run that knows what this one knows, and keeps to itself what it finds."""
        aside = copy(self)
        aside.uses, aside.code = Uses(), dict(self.code)
        aside.registers, aside.builders, aside.registrations = [], [], []
        aside.imports, aside.circular, aside.failures, aside.escaped = [], [], [], set()
        return aside

    def run_code(self, code: Code) -> Any:
        """Run a function's statements, or others, and return what they return: a register, an instance, or UNKNOWN."""
        body = function_body(self, code)
        body.run(code.body)
        value = body.joined(body.returns)
        if isinstance(value, Register | Instance):
            return value
        returns = getattr(code.function, "returns", None)
        return body.promised(returns) or UNKNOWN

    def _note_late_uses(self, state: ModuleState) -> None:
        """Functions run later, or never: what they mention of the registers may be registered by them."""
        if not any(isinstance(value, Register | LocalModule) for value in state.names.values()):
            return
        body = Body(self, state)
        for node in _in_functions(self.trees[state.path]):
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                value = body.peek(node)
                if isinstance(value, Register):
                    self.escaped.add(value)


def _in_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes in the bodies of functions and methods."""
    pending: list[ast.AST] = [tree]
    for node in pending:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for statement in node.body:
                yield from walk(statement)
        else:
            pending += children(node)
