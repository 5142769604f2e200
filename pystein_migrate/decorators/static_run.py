"""A run of an app's modules without running them: top-level statements in order, and only what can be known.

Names hold the values of :mod:`static_values`, and registers. Statements are in :mod:`static_body`, expressions in
:mod:`static_expressions`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .app import DecoratedApp, ModuleFacts, Register
from .static_body import Body
from .static_values import LocalModule, ModuleState, World


def read_decorated(trees: Mapping[str, ast.Module], script: str) -> DecoratedApp:
    """The decorator model's half of the app whose modules are ``trees`` (path relative to the root, to module).

    Modules that ``script`` does not import are read too, marked as not ``reached``. Raises nothing.
    """
    run = StaticRun(trees)
    if script in trees:
        run.module(script)
    run.reached = False
    for path in sorted(trees):
        run.module(path)
    return run.result(script)


class StaticRun(World):
    """One run over an app."""

    def module(self, path: str) -> ModuleState:
        """Run the module at ``path`` unless that was done; a module that is running already comes back half done."""
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
            path: ModuleFacts(path, MappingProxyType(m.names), tuple(m.history), m.reached, m.open)
            for path, m in self.modules.items()
        }
        functions = tuple(sorted((b.freeze() for b in self.builders), key=lambda function: function.order))
        return DecoratedApp(
            script, MappingProxyType(modules), tuple(self.registers), functions, tuple(self.registrations),
            tuple(self.imports), tuple(self.circular), frozenset(self.escaped), self.open,
        )  # fmt: skip

    def _note_late_uses(self, state: ModuleState) -> None:
        """Functions run later, or never: what they mention of the registers may be registered by them."""
        if not any(isinstance(value, Register | LocalModule) for value in state.names.values()):
            return
        body = Body(self, state)
        for function in _function_bodies(self.trees[state.path]):
            for node in ast.walk(function):
                if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                    value = body.peek(node)
                    if isinstance(value, Register):
                        self.escaped.add(value)


def _function_bodies(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from node.body
