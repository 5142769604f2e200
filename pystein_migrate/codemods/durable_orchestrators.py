"""Orchestrators and entities, which the durable decorators make what they are."""

from __future__ import annotations

import ast

from pystein_migrate.model.app import Binding, Function
from pystein_migrate.notes import DURABLE_GENERIC
from pystein_migrate.python.meanings import Meanings
from pystein_migrate.python.scopes import module_scope

from . import durable_code
from .base import Codemod, Example, Findings, Subject
from .durable_code import UncertainError, is_durable
from .examples import function
from .rewriting import removed

_FACTORIES = {"orchestrationTrigger": "Orchestrator", "entityTrigger": "Entity"}
_TYPES = frozenset({*_FACTORIES, "activityTrigger"})


class DurableOrchestrators(Codemod):
    """``Orchestrator.create`` and ``Entity.create`` go, and the function that they got is decorated instead.

    The durable decorators wrap it just so. A function that is made in another way, or that other code uses, keeps its
    handle and takes a generic decorator. Activities take their decorator as they are.
    """

    name = "durable-orchestrators"
    layouts = frozenset({"single", "blueprints"})
    notes = (DURABLE_GENERIC,)
    examples = (
        Example(
            "import azure.durable_functions as df\n\n\n"
            "def flow(context: df.DurableOrchestrationContext):\n    yield\n\n\n"
            "main = df.Orchestrator.create(flow)\n",
            "import azure.durable_functions as df\n\n\ndef flow(context: df.DurableOrchestrationContext):\n    yield\n",
            subject={"functions": (function("Flow", ("orchestrationTrigger", "context")),)},
        ),
        Example(
            "from azure.durable_functions import Entity\n\n\n# Counts.\n@Entity.create\ndef main(context):\n    pass\n",
            "\n\n# Counts.\ndef main(context):\n    pass\n",
            subject={"functions": (function("Counter", ("entityTrigger", "context")),)},
        ),
        Example(
            "import azure.durable_functions as df\n\n\ndef flow(context):\n    yield\n\n\n"
            "main = df.Orchestrator.create(flow)\nSAME = flow\n",
            "import azure.durable_functions as df\n\n\ndef flow(context):\n    yield\n\n\n"
            "main = df.Orchestrator.create(flow)\nSAME = flow\n",
            subject={"functions": (function("Flow", ("orchestrationTrigger", "context")),)},
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the durable extension triggers a function of the file."""
        return durable_code.concerns(subject, _TYPES)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """What makes each entry an orchestrator or entity is not needed any more."""
        finder = _Finder(subject, findings)
        durable_code.adapt_functions(subject, findings, _TYPES, finder.adapt)


class _Finder:
    def __init__(self, subject: Subject, findings: Findings) -> None:
        self.source = subject.source
        self.scope = module_scope(subject.source)
        self.findings = findings
        self.meanings = Meanings(subject.modules)

    def adapt(self, function: Function, binding: Binding, node: ast.AST) -> None:
        """Find what makes ``node`` an orchestrator or entity. Raises :class:`UncertainError`."""
        factory = f"{_FACTORIES[binding.type]}.create"
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.created_by_decorator(node, factory)
        else:
            self.created(function, node, factory)

    def created(self, function: Function, node: ast.AST, factory: str) -> None:
        """``main = df.Orchestrator.create(f)``: the assignment goes and ``f`` is decorated."""
        statement = self.assignment(node)
        call = statement.value if statement is not None else None
        if statement is None or not isinstance(call, ast.Call) or not self.is_durable(call.func, factory):
            raise UncertainError(f"makes {function.entry_point} otherwise than with {factory}", node)
        wrapped = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if not isinstance(wrapped, ast.Name) or not self.is_plain_function(wrapped):
            raise UncertainError(f"gives {factory} no plain function of its own, or uses that elsewhere", call)
        self.findings.entries[function.name] = wrapped.id
        self.findings.removed.add(statement)
        self.findings.gone.append(statement)

    def created_by_decorator(self, node: ast.FunctionDef | ast.AsyncFunctionDef, factory: str) -> None:
        """``@df.Orchestrator.create``: the decorator goes."""
        if len(node.decorator_list) != 1 or not self.is_durable(node.decorator_list[0], factory):
            raise UncertainError(f"makes {node.name} otherwise than with {factory}", node)
        (decorator,) = node.decorator_list
        self.findings.want(DurableOrchestrators, decorator, removed)
        self.findings.gone.append(decorator)

    def is_durable(self, node: ast.expr, what: str) -> bool:
        return is_durable(self.meanings, self.source, node, what)

    def assignment(self, target: ast.AST) -> ast.Assign | ast.AnnAssign | None:
        statement = self.source.parents[target]
        if isinstance(statement, ast.Assign) and len(statement.targets) != 1:
            return None
        return statement if isinstance(statement, (ast.Assign, ast.AnnAssign)) else None

    def is_plain_function(self, name: ast.Name) -> bool:
        """Whether ``name`` is a function of this script that nothing decorates and nothing else uses."""
        bounds = self.scope.bound.get(name.id, [])
        references = self.scope.references.get(name.id, [])
        if len(bounds) != 1 or not bounds[0].top_level or len(references) != 2:
            return False
        node = bounds[0].node
        return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.decorator_list
