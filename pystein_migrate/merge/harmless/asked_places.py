"""Helpers that ask in which file a function or class is, which is function_app.py for those of merged scripts."""

from __future__ import annotations

from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.python.places import foreign_places

from .proof import Candidates


def asked_places(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that load a module which asks for the place of code that is handed to it, or that calls it."""
    modules = candidates.context.modules
    found: dict[str, Blocker] = {}
    for script in candidates.scripts:
        for source in modules.sources(modules.reachable([script.path]) - {script.path}):
            for _, what in foreign_places(source):
                message = f"loads {source.path}, which {what}"
                found.setdefault(script.path, Blocker(notes.OWN_FILE, message, script.source.tree))
    return found
