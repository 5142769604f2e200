"""What the user asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packaging.version import Version

Layout = Literal["single", "blueprints", "in-place"]
# In ``isolate``: all functions that have a note about what may fail when they are loaded.
ISOLATE_NOTED = "*"


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one run. ``target`` is the azure-functions release to write for; None chooses by the app.
    ``isolate`` names the functions that are registered behind a guard, or holds :data:`ISOLATE_NOTED`.
    ``include_hidden`` brings functions to life that are not loaded in the legacy model.
    ``rename_schedule`` turns the decorator ``schedule``, which is still valid, into ``timer_trigger``.
    ``keep_module_names`` writes a module under which stored data still finds the modules that it names.
    ``prove_by_running``: what comes out is run as well."""

    layout: Layout = "single"
    target: Version | None = None
    bundle: Literal["keep", "4"] = "keep"
    drop_broken: bool = False
    isolate: frozenset[str] = frozenset()
    include_hidden: bool = False
    rename_schedule: bool = False
    keep_module_names: bool = False
    prove_by_running: bool = False
