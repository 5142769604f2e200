"""Packages without which a script cannot be loaded, and which requirements.txt does not name."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.distributions import BROUGHT_ALONG, is_named
from pystein_migrate.facts.exports import SUBMODULES
from pystein_migrate.python.imports import items_of
from pystein_migrate.python.loading import Step

from .risk import Risk, Surroundings

# Of the namespace azure, what the worker or every client library brings.
_AZURE_BROUGHT_ALONG = ("azure.functions", "azure.durable_functions", "azure.core", "azure.common", "azure.mgmt.core")
_LIBRARY = re.compile(r"azure\.functions\.(?!_)(\w+)")


def packages(around: Surroundings, step: Step) -> Iterator[Risk]:
    """Packages that the step imports, that nothing in the app is, and that no requirement looks like."""
    if not isinstance(step.node, (ast.Import, ast.ImportFrom)) or around.requirements is None:
        return
    for _, item in items_of(step.source, [step.node]):
        top = item.module.partition(".")[0]
        if top in sys.stdlib_module_names or (top in around.own_names and top != "azure"):
            continue
        shown, distribution = _distributed(item.module, item.name)
        if distribution and not is_named(distribution, around.requirements):
            yield Risk(notes.PACKAGE_AT_LOAD, shown, "ModuleNotFoundError", step.source, step.node)


def _distributed(module: str, name: str) -> tuple[str, str]:
    """The package that is imported, and the requirement to look for; "" where something else may bring it."""
    top, *rest = module.split(".")
    if top != "azure":
        return top, "" if top in BROUGHT_ALONG else top
    beside = _LIBRARY.match(module)
    if beside and beside[1] not in SUBMODULES:
        return beside[0], f"functions-{beside[1]}"
    parts = [*rest, name] if name else rest
    dotted = ".".join([top, *parts])
    if not parts or any(f"{dotted}.".startswith(f"{known}.") for known in _AZURE_BROUGHT_ALONG):
        return dotted, ""
    return f"azure.{parts[0]}", f"azure-{parts[0]}"
