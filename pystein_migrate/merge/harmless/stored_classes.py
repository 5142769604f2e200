"""A class that stored data names: in function_app.py it would have another module, and perhaps another name."""

from __future__ import annotations

from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.merge.stored.classes import stored_classes

from .proof import Candidates


def stored(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that define such a class: a module of its own keeps its name, and is found by it."""
    paths = {script.path for script in candidates.scripts}
    found: dict[str, Blocker] = {}
    for stored_class in stored_classes(candidates.context.modules, candidates.alive).values():
        if stored_class.path in paths:
            message = f"defines {stored_class.name}, which stored data names by its module"
            found.setdefault(stored_class.path, Blocker(notes.PICKLED_CLASS, message, stored_class.node))
    return found
