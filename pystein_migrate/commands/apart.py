"""``--prove run``: what a run of both models means for the plan. Nothing is run or planned here.

A function that differs is taken out of the plan by degrees: its script is kept in place, then kept apart as with
``--isolate``, and last those of all functions are kept in place.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pystein_migrate import notes
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult, FunctionResult, Proof
from pystein_migrate.verify.replay.outcome import Difference, shown
from pystein_migrate.verify.replay.report import AppRun, FunctionRun

_LONGEST = 120
_PLANNED = {"single": "merged", "blueprints": "as a blueprint"}


@dataclass(frozen=True, slots=True)
class Apart:
    """What was taken out so far: functions ``kept`` in place, and ``isolated``, each with what is said of it.

    ``differences`` are the first ones that were seen, by function.
    """

    kept: Mapping[str, Note] = field(default_factory=dict)
    isolated: Mapping[str, Note] = field(default_factory=dict)
    differences: Mapping[str, str] = field(default_factory=dict)

    def options(self, options: Options) -> Options:
        """``options`` with the functions isolated that have to be."""
        return replace(options, isolate=options.isolate | self.isolated.keys())


def further(apart: Apart, plan: AppResult, run: AppRun, script_name: str, accepted: Collection[str]) -> Apart | None:
    """What to take out besides, after ``run`` of ``plan``; None if nothing is wrong, or nothing left that may help.

    Differences of functions that are ``accepted`` do not count, unless they keep the others from loading. Every answer
    has more in it than ``apart``.
    """
    alone = _failing_alone(apart, plan, run)
    if alone:
        return replace(apart, isolated={**apart.isolated, **alone})
    differences = _differences(plan, run)
    wrong = {name: text for name, text in differences.items() if name not in accepted}
    if not wrong:
        return None
    culprits = _culprits(plan, run, script_name)
    concerned = {name: text for name, text in differences.items() if name in culprits} or wrong
    kept, isolated = {}, {}
    for result in plan.functions:
        name = result.function.name
        if name in concerned and _may_be_kept(apart, result):
            kept[name] = _taken_out(result, f"kept in place: {_PLANNED[plan.layout]}, it", name, concerned[name])
        elif name in concerned and name not in apart.isolated and not _is_isolated(result):
            how = "kept apart, as with --isolate: in place, it"
            isolated[name] = _taken_out(result, how, name, concerned[name])
    if not kept and not isolated:
        name, text = next(iter(concerned.items()))
        others = [each for each in plan.functions if each.function.name not in accepted and _may_be_kept(apart, each)]
        kept = {
            each.function.name: _taken_out(each, f"kept in place: beside it, {name}", name, text) for each in others
        }
    if not kept and not isolated:
        return None
    return Apart({**apart.kept, **kept}, {**apart.isolated, **isolated}, {**concerned, **apart.differences})


def settled(app: App, apart: Apart, plan: AppResult, run: AppRun, accepted: Collection[str], command: str) -> AppResult:
    """The result of ``plan``, with what ``run`` proved of it; refused where functions differ that nobody ``accepted``.

    ``command`` is that of the user, who may repeat it with ``--accept``.
    """
    runs = {each.name: each for each in run.functions}
    differences = {**_differences(plan, run), **apart.differences}
    functions = [
        _proven(apart, result, runs[result.function.name], differences, accepted)
        if result.function.name in runs and result.status != "dropped"
        else result
        for result in plan.functions
    ]
    told = list(_notes_on_running(run))
    refused = [each.function.name for each in functions if each.proof and each.proof.verdict == "differs"]
    if not refused:
        return replace(plan, functions=tuple(functions), notes=(*plan.notes, *told))
    message = "nothing was written, because functions run differently"
    remedy = f"see the functions; this accepts what they say: {' '.join((command, *_accepting(refused)))}"
    note = notes.NOT_WRITTEN.at("", message=message, remedy=remedy)
    functions = [_unwritten(result) for result in functions]
    return replace(plan, status="failed", functions=tuple(functions), changes=(), notes=(*app.notes, note, *told))


def _failing_alone(apart: Apart, plan: AppResult, run: AppRun) -> dict[str, Note]:
    """The functions that did not load in the legacy model, while others did, and are not kept apart yet."""
    alive = [result for result in plan.functions if result.status != "dropped"]
    failing = [result for result in alive if result.function.name in run.unloaded]
    if len(failing) == len(alive):
        return {}
    return {
        each.function.name: notes.FAILED_WHEN_LOADED.at(
            each.function.script, function=each.function.name, error=_line(run.unloaded[each.function.name])
        )
        for each in failing
        if each.function.name not in apart.isolated and not _is_isolated(each)
    }


def _differences(plan: AppResult, run: AppRun) -> dict[str, str]:
    """The functions of ``plan`` that differ, each with the first difference."""
    planned = {result.function.name for result in plan.functions}
    return {
        each.name: _difference(each.differences[0])
        for each in run.functions
        if each.verdict == "differs" and each.name in planned
    }


def _culprits(plan: AppResult, run: AppRun, script_name: str) -> set[str]:
    """The functions whose code kept the planned app from loading, as far as the traceback tells."""
    found: set[str] = set()
    for path, line in reversed(run.failed_at):
        found = {each.function.name for each in plan.functions if each.function.script == path}
        if not found and path == script_name:
            found = set(_registered_at(plan, script_name, line))
        if found:
            break
    return found


def _registered_at(plan: AppResult, script_name: str, line: int) -> Iterator[str]:
    """The function whose section of function_app.py has this line: the first that is named there or below."""
    text = next((change.after for change in plan.changes if change.path == script_name), None) or b""
    statements = [each for each in ast.parse(text).body if (each.end_lineno or 0) >= line]
    if not statements or isinstance(statements[0], (ast.Import, ast.ImportFrom)):
        return
    names = {result.python_name: result.function.name for result in plan.functions}
    mentioned = (name for statement in statements for name in _names_in(statement) if name in names)
    yield from (names[name] for name in list(mentioned)[:1])


def _names_in(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name


def _may_be_kept(apart: Apart, result: FunctionResult) -> bool:
    return result.status == "merged" and result.function.name not in apart.kept


def _is_isolated(result: FunctionResult) -> bool:
    return any(note.kind is notes.ISOLATED for note in result.notes)


def _taken_out(result: FunctionResult, how: str, name: str, difference: str) -> Note:
    function = result.function
    return notes.RAN_DIFFERENTLY.at(function.script, function=function.name, how=how, name=name, difference=difference)


def _proven(
    apart: Apart, result: FunctionResult, run: FunctionRun, differences: Mapping[str, str], accepted: Collection[str]
) -> FunctionResult:
    name, path = run.name, result.function.script
    proof = _proof(run, differences, accepted)
    said = [apart.isolated[name]] if name in apart.isolated else []
    if proof.verdict == "differs":
        said.append(notes.DIFFERS_WHEN_RUN.at(path, function=name, name=name, difference=proof.reason))
    elif proof.verdict == "accepted":
        said.append(notes.ACCEPTED_DIFFERENCE.at(path, function=name, difference=proof.reason))
    elif proof.verdict == "not comparable":
        said.append(notes.ONLY_STATIC.at(path, function=name, reason=proof.reason))
    return replace(result, notes=(*result.notes, *said), proof=proof)


def _proof(run: FunctionRun, differences: Mapping[str, str], accepted: Collection[str]) -> Proof:
    if run.verdict == "differs":
        verdict = "accepted" if run.name in accepted else "differs"
        return Proof(verdict, differences[run.name], run.invocations)  # type: ignore[arg-type]
    if run.verdict == "same" and run.raised == run.invocations:
        return Proof("not comparable", "every call raised an exception, the same in both models", run.invocations)
    return Proof(run.verdict, _line(run.reason), run.invocations)


def _unwritten(result: FunctionResult) -> FunctionResult:
    """``result`` in an app that is refused: what was planned for it is not said."""
    if result.proof is None or result.proof.verdict != "differs":
        return FunctionResult(result.function, "", "kept-in-place", False, result.function.notes, result.proof)
    said = tuple(note for note in result.notes if note.kind is notes.DIFFERS_WHEN_RUN)
    return FunctionResult(result.function, "", "failed", False, (*said, *result.function.notes), result.proof)


def _notes_on_running(run: AppRun) -> Iterator[Note]:
    if run.stubbed:
        yield notes.STAND_INS.at("", packages=", ".join(run.stubbed))
    for difference in run.loading:
        yield notes.LOADED_DIFFERENTLY.at("", difference=_difference(difference))


def _accepting(names: Iterable[str]) -> Sequence[str]:
    return [f"--accept {name}" for name in names]


def _difference(difference: Difference) -> str:
    """One line that says what differs."""
    case = f"{difference.case}, " if difference.case else ""
    before, after = _line(difference.legacy), _line(difference.migrated)
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (left, right) in pairs if left != right), min(len(before), len(after)))
    start = max(0, same - _LONGEST // 3) if max(len(before), len(after)) > _LONGEST else 0
    before, after = (f"{'…' * (start > 0)}{shown(text[start:], _LONGEST)}" for text in (before, after))
    return f"{case}{difference.field}: {before} became {after}"


def _line(text: str) -> str:
    return text.replace("\n", r"\n")
