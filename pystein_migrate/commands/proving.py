"""``--prove run``: plan, run both models, take out what differs, plan again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pystein_migrate import notes
from pystein_migrate.model.app import App
from pystein_migrate.model.result import AppResult
from pystein_migrate.report.places import shown
from pystein_migrate.verify.replay.engine import ReplayOptions
from pystein_migrate.verify.replay.interpreter import Interpreter, find_interpreter
from pystein_migrate.verify.replay.report import run_apps, unloaded_as_set_up
from pystein_migrate.verify.trees import planned

from .apart import Apart, further, settled


@dataclass(frozen=True, slots=True)
class Proving:
    """How to prove by running. ``folder`` is what paths are shown from, ``command`` the one that the user gave."""

    interpreter: Interpreter
    accepted: frozenset[str]
    folder: Path
    command: str


@cache
def find_python(python: Path | None) -> Interpreter:
    """The Python to run apps with: ``python`` or this one. Raises InterpreterError."""
    return find_interpreter(python, "--prove run")


def proven_by_running(app: App, plan: AppResult, replan: Callable[[Apart], AppResult], proving: Proving) -> AppResult:
    """``plan``, or the one of ``replan`` that runs the same as ``app``; refused if there is none.

    Runs the code of ``app`` and of the plans, on copies, and says so on standard error.
    """
    if not app.functions:
        reason = "the app has no function folders, so there is nothing of the legacy model to run"
        return replace(plan, notes=(*plan.notes, notes.ONLY_STATIC.at("", reason=reason)))
    _say(app, proving)
    options = ReplayOptions(proving.interpreter.path, stub_missing=True)
    unloaded = unloaded_as_set_up(app.root, app, options)
    apart = Apart()
    while True:
        with planned(app.root, plan.changes) as tree:
            run = run_apps(app.root, tree, options, legacy_app=app)
        run = replace(run, unloaded={**unloaded, **run.unloaded})
        if run.problem:
            note = notes.NOT_WRITTEN.at("", message=run.problem, remedy="run again")
            return replace(plan, status="failed", functions=(), changes=(), notes=(note,))
        following = further(apart, plan, run, app.script_name, proving.accepted)
        another = replan(following) if following else plan
        if following is None or another.status != "migrated":
            return settled(app, apart, plan, run, proving.accepted, proving.command)
        apart, plan = following, another


def _say(app: App, proving: Proving) -> None:
    version = ".".join(map(str, proving.interpreter.version))
    place = shown(app.root, proving.folder)
    python = f"Python {version}, {proving.interpreter.path}"
    print(f"Running the code of {place}, as it is and as planned (--prove run), with {python}.", file=sys.stderr)
