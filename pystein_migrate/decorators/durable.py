"""Which binding of a function may take its durable decorator, as far as function.json tells."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.version import Version

from pystein_migrate.facts.catalogue import DURABLE_TYPES, NO_IMPLICIT_OUTPUT
from pystein_migrate.model.app import Binding, Function

from .decorate import typed_call

CLIENTS = frozenset({"durableClient", "orchestrationClient"})


def durable_binding(function: Function, target: Version) -> Binding | None:
    """The one binding of ``function`` that azure-functions ``target`` has a fitting durable decorator for.

    A durable decorator builds a function of its own around the user's (library: ``_invoke_df_decorator``), so there can
    be only one and it is the innermost: a trigger before a client. None where the decorator could not carry a property,
    or where being innermost would change which implicit output encodes the return value.
    """
    candidates = [binding for binding in function.bindings if binding.type in DURABLE_TYPES]
    triggers = [binding for binding in candidates if binding.is_trigger]
    chosen = triggers or candidates
    if len(chosen) != 1 or typed_call(chosen[0], target) is None:
        return None
    return chosen[0] if _keeps_encoding(function, chosen[0]) else None


def _keeps_encoding(function: Function, chosen: Binding) -> bool:
    """Whether the return value is encoded as before: by ``$return``, or else by the last implicit output."""
    if any(binding.name == "$return" for binding in function.bindings):
        return True
    implicit = [binding for binding in function.bindings if binding.type not in NO_IMPLICIT_OUTPUT]
    if chosen.type == "orchestrationClient":  # its decorator says durableClient, which has no implicit output
        return implicit == [chosen]
    return len(implicit) < 2 or implicit[0] is chosen


def loses_implicit_output(function: Function, chosen: Binding) -> bool:
    """Whether the decorator for ``chosen`` takes away the only output that a returned value could go to.

    The worker refuses a returned value then (worker: handle_event.py, "without a $return binding").
    """
    explicit = any(binding.name == "$return" for binding in function.bindings)
    return chosen.type == "orchestrationClient" and not explicit


def activity_binding(function: Function, target: Version) -> Binding | None:
    """The activity trigger that may take its decorator; this one changes nothing for the code."""
    binding = durable_binding(function, target)
    return binding if binding is not None and binding.type == "activityTrigger" else None


def has_durable_package(files: Mapping[str, bytes]) -> bool:
    """Whether an app with these ``files`` names or imports azure-functions-durable, so that its decorators work."""
    names = (b"azure-functions-durable", b"azure.durable_functions", b"azure_functions_durable", b"durable_functions")
    return any(name in data for data in files.values() for name in names)
