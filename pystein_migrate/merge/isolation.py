"""Which functions are kept apart from the others, so that their scripts can fail alone when they are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from pystein_migrate.model.app import Function
from pystein_migrate.model.options import ISOLATE_NOTED

from .context import Context, by_script
from .load_risks import load_risks


def isolated_functions(context: Context, functions: Sequence[Function]) -> frozenset[str]:
    """Those of ``functions`` that the user wants isolated, and all others of their scripts, which load as one."""
    asked = set(context.options.isolate)
    alive = [function for function in functions if not function.dead]
    if ISOLATE_NOTED in asked:
        asked.update(name for each in load_risks(context, alive) for name in each.functions)
    scripts = by_script(alive).values()
    return frozenset(each.name for script in scripts if any(each.name in asked for each in script) for each in script)
