"""Whether scripts are shown to behave in one module as they do in modules of their own: one proof a file.

What is not shown to be harmless stays a module. ``PROOFS`` is the one list.
"""

from __future__ import annotations

from pystein_migrate.codemods.blockers import Blocker

from .app_objects import app_objects
from .asked_places import asked_places
from .entry_names import entry_names
from .env_files import env_files
from .frames import frames
from .function_directories import function_directories
from .future_imports import future_imports
from .load_order import load_order
from .own_submodules import own_submodules
from .proof import Candidates, Proof
from .stored_classes import stored

PROOFS: tuple[Proof, ...] = (
    app_objects, stored, function_directories, entry_names, frames, future_imports, own_submodules, load_order,
    asked_places, env_files,
)  # fmt: skip


def not_shown(candidates: Candidates) -> dict[str, Blocker]:
    """The candidates, by path, that have to stay, each with the first reason. Each proof sees what is left."""
    found: dict[str, Blocker] = {}
    for proof in PROOFS:
        found.update(proof(candidates.without(found)))
    return found
