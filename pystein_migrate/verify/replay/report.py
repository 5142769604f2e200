"""The verdict on two trees that were run."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.model.app import App, Function
from pystein_migrate.read.app import read_app

from . import engine, outcome
from .cases import Case, cases_for_app
from .engine import ReplayOptions, SideRun
from .outcome import Difference

Verdict = Literal["same", "differs", "not comparable"]
ALL_CASES = ""
_MISSING_MODULE = "No module named "
_TRACED = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FunctionRun:
    """One function, run in both models.

    ``invocations`` counts the invocations compared, ``raised`` those of them that ended in an exception (the same on
    both sides, where the verdict is "same"). ``reason`` says why a function is not comparable.
    """

    name: str
    verdict: Verdict
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    invocations: int = 0
    raised: int = 0


@dataclass(frozen=True, slots=True)
class AppRun:
    """Two trees, run. ``loading`` are differences in what loading the app did; they make no function differ.

    ``unloaded`` are the functions that the legacy worker could not load, each with the error. ``failed_at`` is where
    the migrated app failed to load, as far as that is in its own files: path and line, the outermost first.
    """

    functions: tuple[FunctionRun, ...]
    loading: tuple[Difference, ...]
    stubbed: tuple[str, ...]
    announced: Mapping[str, Mapping[str, Any]]
    problem: str = ""
    unloaded: Mapping[str, str] = field(default_factory=dict)
    failed_at: tuple[tuple[str, int], ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many functions got this verdict."""
        return sum(function.verdict == verdict for function in self.functions)


def run_apps(
    legacy: Path,
    migrated: Path,
    options: ReplayOptions,
    cases: Sequence[Case] | None = None,
    legacy_app: App | None = None,
) -> AppRun:
    """Run the tree ``legacy`` in the legacy model and ``migrated`` in the decorator model, and compare.

    Runs the code of both trees. ``cases`` replaces the made-up inputs.
    """
    before = legacy_app or read_app(legacy)
    after = read_app(migrated)
    chosen = list(cases_for_app(before) if cases is None else cases)
    functions = [function for function in before.functions if not function.dead]
    job = engine.ReplayJob(functions, chosen, engine.app_settings(before, after), engine.imported_packages(before))
    prints = [engine.fingerprint(tree) for tree in (legacy, migrated)]
    left = engine.run_side("legacy", legacy, job, options)
    right = engine.run_side("migrated", migrated, job, options, left)
    engine.retry_alone(left, right, (legacy, migrated), job, options)
    left = engine.in_step(left, right, legacy, job, options)
    problem = ""
    if prints != [engine.fingerprint(tree) for tree in (legacy, migrated)]:
        problem = "files of the trees changed while they were verified"
    comparison = _Comparison(left, right, chosen)
    return AppRun(
        (*(comparison.function(function) for function in before.functions), *comparison.additional(before)),
        tuple(comparison.loading()),
        tuple(sorted(left.stubbed | right.stubbed)),
        comparison.announced,
        problem,
        _unloaded(left),
        comparison.failed_at(),
    )


def unloaded_as_set_up(legacy: Path, app: App, options: ReplayOptions) -> dict[str, str]:
    """The functions that the legacy worker cannot load with the settings that ``app`` brings, each with the error.

    Runs what the tree ``legacy`` does when it is loaded.
    """
    functions = [function for function in app.functions if not function.dead]
    job = engine.ReplayJob(functions, [], engine.app_settings(app), engine.imported_packages(app))
    return _unloaded(engine.run_side("legacy", legacy, job, replace(options, stub_settings=False)))


def _unloaded(legacy: SideRun) -> dict[str, str]:
    loads = {name: load for name, load in legacy.loads.items() if name}
    return {name: _first_sentence(load["error"]) for name, load in loads.items() if load["error"]}


class _Comparison:
    def __init__(self, left: SideRun, right: SideRun, cases: Sequence[Case]) -> None:
        self.left = left
        self.right = right
        self.cases = cases
        self.announced = {
            function["name"].lower(): function for function in right.loads.get("", {}).get("announced", [])
        }

    def function(self, function: Function) -> FunctionRun:
        """The verdict on one function of the legacy tree."""
        reason = self._not_comparable(function)
        if reason:
            return FunctionRun(function.name, "not comparable", reason)
        failure = self._not_indexed(function)
        if failure:
            return failure
        return self._compare(function)

    def additional(self, app: App) -> list[FunctionRun]:
        """Functions that only the migrated tree has."""
        known = {function.name.lower() for function in app.functions} | decorated_names(app)
        return [
            FunctionRun(announced["name"], "differs", "", (Difference(ALL_CASES, "function", "not there", "there"),))
            for name, announced in self.announced.items()
            if name not in known
        ]

    def _not_comparable(self, function: Function) -> str:
        if function.dead:
            return f"never ran in the legacy model: {function.problems[0].message}"
        if self.left.crash:
            return f"the legacy app does not load: {self.left.crash.reason}"
        load = self.left.loads.get(function.name)
        if load is None:
            return "the legacy app did not get to load it"
        if load["error"]:
            return f"does not load in the legacy model: {_first_sentence(load['error'])}"
        return ""

    def _not_indexed(self, function: Function) -> FunctionRun | None:
        if function.name.lower() in self.announced:
            return None
        crash = self.right.crash
        if crash and crash.by != "end":
            return FunctionRun(function.name, "not comparable", f"in the migrated app: {crash.reason}")
        error = self.right.loads.get("", {}).get("error", "") or (crash.reason if crash else "")
        if error and self._is_shared_failure(error):
            reason = f"the migrated app fails by what never loaded in the legacy model: {_first_sentence(error)}"
            return FunctionRun(function.name, "not comparable", reason)
        shown = f"the app does not index: {_first_sentence(error)}" if error else "not indexed"
        return FunctionRun(function.name, "differs", "", (Difference(ALL_CASES, "function", "runs", shown),))

    def _is_shared_failure(self, error: str) -> bool:
        """Whether the migrated app fails by something missing here (package, network, setting), as a function did."""
        missing = _missing_module(error)
        if missing:
            return any(_missing_module(load["error"]) == missing for load in self.left.loads.values())
        return any(
            load["error"] and _first_sentence(load["error"]) == _first_sentence(error) and _is_environments(load)
            for load in self.left.loads.values()
        )

    def _compare(self, function: Function) -> FunctionRun:
        differences: list[Difference] = []
        compared = raised = 0
        reached = False
        skipped: list[str] = []
        for index, case in enumerate(self.cases):
            if case.function != function.name:
                continue
            before = self.left.turns.get(index)
            untold = self._untold(index)
            if before is None or untold:
                skipped.append(f"{case.name}: {untold}")
                continue
            reached |= any(outcome.reached_user_code(turn, self.left.root) for turn in before)
            compared += len(before)
            raised += sum(turn["status"] == "failure" for turn in before)
            differences += self._compare_case(index, case, before)
        if not compared:
            return FunctionRun(function.name, "not comparable", skipped[0] if skipped else "no input for its trigger")
        if differences:
            return FunctionRun(function.name, "differs", "", tuple(differences), compared, raised)
        if not reached:
            first = next(index for index, case in enumerate(self.cases) if case.function == function.name)
            turns = self.left.turns.get(first) or [{}]
            error = _first_sentence(turns[0].get("exception", ""))
            return FunctionRun(
                function.name, "not comparable", f"no input reached its code: {error}", (), compared, raised
            )
        return FunctionRun(function.name, "same", "; ".join(skipped), (), compared, raised)

    def _untold(self, index: int) -> str:
        """Why the run says nothing about a case: a limit of time shows no difference."""
        cut = self.right.cut.get(index)
        if cut and cut.by != "end":
            return f"in the migrated app {cut.reason}"
        if index in self.left.turns:
            return ""
        return self.left.cut[index].reason if index in self.left.cut else "not run"

    def _compare_case(self, index: int, case: Case, before: list[dict[str, Any]]) -> list[Difference]:
        after = self.right.turns.get(index)
        if after is None:
            cut = self.right.cut.get(index)
            return [Difference(case.name, "status", "finished", cut.reason if cut else "not run")]
        left = [outcome.level(turn, self.left.root, self.left.temporary) for turn in before]
        right = [outcome.level(turn, self.right.root, self.right.temporary) for turn in after]
        return list(outcome.compare_turns(case.name, left, right))

    def failed_at(self) -> tuple[tuple[str, int], ...]:
        """The lines of the migrated app's files in the traceback of what kept it from loading."""
        trace = str(self.right.loads.get("", {}).get("trace", ""))
        return tuple(
            (Path(path).relative_to(self.right.root).as_posix(), int(line))
            for path, line in _TRACED.findall(trace)
            if Path(path).is_relative_to(self.right.root)
        )

    def loading(self) -> list[Difference]:
        """What loading did outside any invocation, as multisets: the order of functions is the models' own."""
        if self.left.crash or self.right.crash or any(load["error"] for load in self.right.loads.values()):
            return []
        if any(load["error"] for load in self.left.loads.values()):
            return []
        found = []
        for name in ("logs", "calls"):
            before, after = (_multiset(side, name) for side in (self.left, self.right))
            if before != after:
                found.append(
                    Difference(
                        "loading",
                        name,
                        outcome.shown(sorted((before - after).elements())),
                        outcome.shown(sorted((after - before).elements())),
                        "" if set(before) != set(after) else "the same, but not as often",
                    )
                )
        return found


def decorated_names(app: App) -> frozenset[str]:
    """The functions that an app has in the decorator model already (a mixed app), in lower case."""
    trees = {}
    for path, data in app.modules().items() if app.has_script else ():
        try:
            trees[path] = ast.parse(data)
        except (SyntaxError, ValueError, RecursionError):
            continue
    return frozenset((function.name or "").lower() for function in read_decorated(trees, app.script_name).indexed)


def _multiset(side: SideRun, field: str) -> Counter[str]:
    return Counter(
        outcome.shown(outcome.level(item, side.root, side.temporary), None)
        for load in side.loads.values()
        for item in load[field]
    )


def _first_sentence(error: str) -> str:
    """A worker's error without the advice and the search path that it appends."""
    text = error.partition(". Cannot find module.")[0].partition("\n")[0]
    return outcome.shown(text)


def _is_environments(load: Mapping[str, Any]) -> bool:
    """Whether a load may have failed by where it runs here, and not by the app."""
    refused = any(call[0] in ("network", "program", "write refused", "stand-in") for call in load["calls"])
    return refused or "stand-in" in load["error"] or load["error"].startswith("KeyError")


def _missing_module(error: str) -> str:
    _, found, rest = error.partition(_MISSING_MODULE)
    return rest.split("'")[1].partition(".")[0] if found and "'" in rest else ""
