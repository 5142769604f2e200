"""Which functions are kept apart from the others, so that their scripts can fail alone when they are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from pystein_migrate.model.app import Function
from pystein_migrate.model.options import ISOLATE_NOTED

from .context import Context, by_script
from .guard import EVERY_FAILURE, EXITS_TOO
from .load_risks import load_risks


def isolated_functions(context: Context, functions: Sequence[Function]) -> dict[str, str]:
    """Those of ``functions`` that the user wants isolated, each with what its guard catches.

    All functions of a script go together, since it is loaded as one.
    """
    asked = set(context.options.isolate)
    if not asked:
        return {}
    alive = [function for function in functions if not function.dead]
    risks = load_risks(context, alive)
    if ISOLATE_NOTED in asked:
        asked.update(name for each in risks for name in each.functions)
    exiting = {name for each in risks if each.risk.error == "SystemExit" for name in each.functions}
    return {
        function.name: EXITS_TOO if function.name in exiting else EVERY_FAILURE
        for script in by_script(alive).values()
        if any(function.name in asked for function in script)
        for function in script
    }
