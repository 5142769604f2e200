"""What an app does while it is loaded has to happen in the same order in one module, and nothing of it may be lost."""

from __future__ import annotations

from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.script import Script
from pystein_migrate.merge.import_order import may_stay_in_place
from pystein_migrate.merge.load_order import Step, legacy_order, lost, moved_before, planned_order

from .proof import Candidates


def load_order(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that one module cannot have in the order of before, even with every import left where it is."""
    context, alive = candidates.context, candidates.alive
    scripts = {
        script.path: script.with_in_place(list(filter(may_stay_in_place, script.imports)))
        for script in candidates.scripts
    }
    others = frozenset(function.script for function in alive) - scripts.keys()
    legacy = legacy_order(context, alive)
    planned = planned_order(context, alive, scripts.values(), others)
    found: dict[str, Blocker] = {}
    for step in lost(legacy, planned):
        if step.cause in scripts:
            found.setdefault(
                str(step.cause), _blocker(scripts[str(step.cause)], f"needs {step.path} to be loaded first")
            )
    for earlier, later in moved_before(legacy, planned):
        for script in scripts.values():
            if script.path == earlier.path or later.cause in list(script.hoisted_items()):
                found.setdefault(script.path, _blocker(script, _message(script, earlier, later)))
    return found


def _message(script: Script, earlier: Step, later: Step) -> str:
    if script.path == earlier.path:
        return f"does something that has to be done before {later.path} is loaded"
    return f"has an import that must not move above what {earlier.path} does"


def _blocker(script: Script, message: str) -> Blocker:
    return Blocker(notes.LOAD_ORDER, message, script.source.tree)
