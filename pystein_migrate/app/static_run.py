"""A run of an app's modules without running them: top-level statements in order, and only what can be known.

Names hold the values of :mod:`static_values`, and registers. Statements are in :mod:`static_body`, expressions in
:mod:`static_expressions`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .decorated import CircularImport, DecoratedApp, Import, ModuleFacts, Register, Registration
from .static_body import Body
from .static_values import Builder, LocalModule, ModuleState


class StaticRun:
    """One run over an app. ``reached`` says whether modules run from now on are imported by the script."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self.trees = trees
        self.modules: dict[str, ModuleState] = {}
        self.reached = True
        self.order = 0
        self.registers: list[Register] = []
        self.builders: list[Builder] = []
        self.registrations: list[Registration] = []
        self.imports: list[Import] = []
        self.circular: list[CircularImport] = []
        self.escaped: set[Register] = set()
        self.open = False
        self.folders = {
            "/".join(parts[:depth]) for parts in (path.split("/") for path in trees) for depth in range(1, len(parts))
        }

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

    def find(self, dotted: str) -> LocalModule | None:
        """The app's module that ``import dotted`` means, or None. The azure packages are never the app's own."""
        base = dotted.replace(".", "/")
        if not dotted or dotted.split(".", maxsplit=1)[0] == "azure":
            return None
        for path in (f"{base}/__init__.py", f"{base}.py"):
            if path in self.trees:
                return LocalModule(dotted, path)
        return LocalModule(dotted, "") if base in self.folders else None

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
