"""Code that looks at frames sees the names of functions, and the module-level names of whoever called it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.script import Script
from pystein_migrate.python.frames import (
    configures_all_logs,
    frame_reader,
    has_origin_format,
    origin_format,
)
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.source import Source

from .proof import Candidates


def frames(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that look at frames, or whose code is called below such a look: by themselves or by modules they load."""
    modules = candidates.context.modules
    shown = _shows_all(candidates)
    found = {}
    for script in candidates.scripts:
        blocker = _blocker(modules, script) or shown
        if blocker is not None:
            found[script.path] = blocker
    return found


def _blocker(modules: Modules, script: Script) -> Blocker | None:
    for source in (script.source, *modules.sources(modules.reachable([script.path]) - {script.path})):
        there = "" if source is script.source else f" in {source.path}"
        if frame_reader(source) is not None:
            message = f"looks at frames{there}, which hold names that merging changes"
            return Blocker(notes.DYNAMIC_NAMES, message, _place(script, source, frame_reader))
        if origin_format(source) is not None:
            message = f"logs in which function or file it is{there}, which merging changes"
            return Blocker(notes.VISIBLE_NAME, message, _place(script, source, origin_format))
    return None


def _place(script: Script, source: Source, find: Callable[[Source], ast.AST | None]) -> ast.AST:
    return find(source) or source.tree if source is script.source else script.source.tree


def _shows_all(candidates: Candidates) -> Blocker | None:
    """Why all scripts stay: a format with the function's name or file is set for whatever the process logs."""
    modules = candidates.context.modules
    files = candidates.context.app.files.items()
    settings = [path for path, data in files if not path.endswith(".py") and has_origin_format(data)]
    for source in modules.sources(modules.reachable(function.script for function in candidates.alive)):
        if (settings or origin_format(source) is not None) and configures_all_logs(source):
            message = f"logs in which function or file it is, which {source.path} sets up and merging changes"
            return Blocker(notes.VISIBLE_NAME, message, ast.Module([], []))
    return None
