"""Orchestrators and entities whose handle stays in its module: the durable decorator takes the function in it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from pystein_migrate.decorators.durable import durable_binding
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.python.meanings import Meanings, assigned_once
from pystein_migrate.python.scopes import module_scope, only_definition
from pystein_migrate.python.source import Source

from .context import Context

# The name by which the worker calls a handle (azure.durable_functions: Orchestrator.create, Entity.create).
HANDLED = "context"
# The decorators that take what a handle was made of.
TYPED_HANDLES = frozenset({"orchestration_trigger", "entity_trigger"})
_FACTORIES = {"orchestrationTrigger": "Orchestrator", "entityTrigger": "Entity"}


@dataclass(frozen=True, slots=True)
class Handle:
    """``main = df.Orchestrator.create(name)`` in ``source``, for the trigger ``binding``."""

    source: Source
    name: str
    binding: Binding


def handle_of(context: Context, function: Function, source: Source, entry: str) -> Handle | None:
    """What the entry of ``function`` in ``source`` is the handle of; None where no durable decorator may take that.

    What such a decorator makes of a function is what ``create`` makes (library: ``_invoke_df_decorator``).
    """
    binding = durable_binding(function, context.target) if context.has_durable else None
    if binding is None or binding.type not in _FACTORIES or binding.name != HANDLED:
        return None
    call = assigned_once(source, entry)
    is_certain = all(bound.top_level for bound in module_scope(source).bound.get(entry, ()))
    if not is_certain or not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
        return None
    made = Meanings(context.modules, certain=True).qualified(source, call.func)
    factory = f".{_FACTORIES[binding.type]}.create"
    (given,) = call.args
    is_made = made.startswith("azure.durable_functions.") and made.endswith(factory)
    if not is_made or not isinstance(given, ast.Name) or not _is_plain(source, given.id):
        return None
    return Handle(source, given.id, binding)


def _is_plain(source: Source, name: str) -> bool:
    """Whether ``name`` is a function of ``source`` with one parameter, for good, and as it is written."""
    scope, node = module_scope(source), only_definition(source, name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or name in {*scope.deleted, HANDLED}:
        return False
    of = node.args
    others = (*of.posonlyargs, *of.kwonlyargs, *filter(None, (of.vararg, of.kwarg)))
    return (
        name not in scope.rebound_in_functions and scope.bound[name][0].top_level and len(of.args) == 1 and not others
    )
