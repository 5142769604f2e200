"""Runs one tree in child processes and collects what every invocation did."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pystein_migrate.model.app import App, Function
from pystein_migrate.read.app import settings_values
from pystein_migrate.read.walk import SKIPPED_FOLDERS, walk
from pystein_migrate.verify.replay.child.budget import EXHAUSTED
from pystein_migrate.verify.replay.child.missing import package_of

from .cases import Case

Side = Literal["legacy", "migrated"]
START = Path(__file__).parent / "child" / "start.py"
LOAD_PATIENCE = 300.0
# How long a call may take by the clock, in seconds and as a multiple of its processor time: the machine may be busy.
_PATIENCE = 30.0
_PATIENCE_FACTOR = 6
MAX_RESTARTS = 40
_POLL = 0.02


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """How the children run.

    ``time_limit`` is in seconds of processor time, for one invocation (an orchestration: all its turns). Where missing
    packages get stand-ins, missing settings do, too, unless ``stub_settings`` is false.
    """

    python: Path
    stub_missing: bool = False
    allow_network: bool = False
    time_limit: float = 10.0
    stub_settings: bool = True

    @property
    def patience(self) -> float:
        """How long an invocation may take by the clock, in seconds."""
        return max(self.time_limit * _PATIENCE_FACTOR, _PATIENCE)


@dataclass(frozen=True, slots=True)
class Cut:
    """What cut a call off: ``reason`` for people; its processor time ran out, our patience, or its process ended."""

    reason: str
    by: Literal["budget", "patience", "end"]


@dataclass(slots=True)
class SideRun:
    """What one tree did.

    ``loads`` maps a function's name ("" for the app as a whole) to its load event; ``turns`` maps the index of a case
    to its invocations, ``cut`` that of a case to what cut it off.
    ``stubbed`` are the packages that got a stand-in, ``crash`` is what kept the app from getting as far as invocations.
    """

    side: Side
    root: str
    temporary: str
    loads: dict[str, dict[str, Any]] = field(default_factory=dict)
    turns: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    cut: dict[int, Cut] = field(default_factory=dict)
    stubbed: set[str] = field(default_factory=set)
    crash: Cut | None = None


@dataclass(frozen=True, slots=True)
class ReplayJob:
    """What both sides do: load ``functions`` (legacy) and invoke ``cases``.

    ``settings`` are the app settings, ``packages`` the packages that the legacy app imports anywhere.
    """

    functions: Sequence[Function]
    cases: Sequence[Case]
    settings: Mapping[str, str]
    packages: frozenset[str]


def run_side(side: Side, tree: Path, job: ReplayJob, options: ReplayOptions, before: SideRun | None = None) -> SideRun:
    """Copy ``tree``, load it as ``side`` and invoke every case.

    ``before`` is the other side's run: what was cut off there is not run here, a new process starts where one started
    there (so that both lose their state at the same places), and the same packages get stand-ins.
    """
    with _workplace() as place:
        run = SideRun(side, str(place / "app"), str(place / "tmp"))
        copy_tree(tree, place / "app")
        (place / "tmp").mkdir()
        cases = [_plain_case(case) for case in job.cases]
        described = {
            "side": side,
            "root": run.root,
            "temporary": run.temporary,
            "stub_missing": options.stub_missing,
            "stub_settings": options.stub_settings,
            "stand_ins": sorted(before.stubbed | job.packages) if before else None,
            "allow_network": options.allow_network,
            "time_limit": options.time_limit,
            "functions": [_plain_function(function) for function in job.functions],
            "skip": sorted(before.cut) if before else [],
        }
        environment = _environment(place, job.settings)
        start = 0
        for _ in range(MAX_RESTARTS):
            stop = min((index + 1 for index in (before.cut if before else ()) if index >= start), default=len(cases))
            here = {**described, "cases": cases[:stop], "start": start}
            start = _Process(run, here, place, environment, options).run()
            if start - 1 in run.cut:
                start = _leave_function(run, job.cases, start)
            if run.crash or start >= len(cases):
                break
        return run


def retry_alone(
    left: SideRun, right: SideRun, trees: tuple[Path, Path], job: ReplayJob, options: ReplayOptions
) -> None:
    """Run cases again that outlasted our patience on either side, a function at a time, in processes of their own.

    ``left`` and ``right`` take over what ends now. A busy machine may have been the only reason.
    """
    slow = [index for side in (left, right) for index, cut in side.cut.items() if cut.by == "patience"]
    for function in dict.fromkeys(job.cases[index].function for index in slow):
        indexes = [i for i, case in enumerate(job.cases) if case.function == function and i in left.cut | right.cut]
        alone = replace(job, cases=[job.cases[index] for index in indexes])
        before = run_side("legacy", trees[0], alone, options)
        after = run_side("migrated", trees[1], alone, options, before)
        for place, index in enumerate(indexes):
            if place in before.turns and place in after.turns:
                _take_over(left, index, before, place)
                _take_over(right, index, after, place)


def in_step(left: SideRun, right: SideRun, legacy: Path, job: ReplayJob, options: ReplayOptions) -> SideRun:
    """``left``, run again without what took ``right`` too long: both lose their state at the same places."""
    if not any(cut.by != "end" and index not in left.cut for index, cut in right.cut.items()):
        return left
    again = run_side("legacy", legacy, job, options, right)
    ended = {index for index, cut in right.cut.items() if cut.by == "end"}
    again.turns.update({index: turns for index, turns in left.turns.items() if index in ended})
    return again


def _take_over(run: SideRun, index: int, again: SideRun, place: int) -> None:
    text = json.dumps(again.turns[place]).replace(again.root, run.root).replace(again.temporary, run.temporary)
    run.turns[index] = json.loads(text)
    run.cut.pop(index, None)


def _leave_function(run: SideRun, cases: Sequence[Case], start: int) -> int:
    """Cut off the other cases of the function before ``start`` too: it would only take as long again."""
    function = cases[start - 1].function
    while start < len(cases) and cases[start].function == function:
        run.cut[start] = run.cut[start - 1]
        start += 1
    return start


def copy_tree(tree: Path, target: Path) -> None:
    """Copy an app: all but version control, caches and installed packages; in place of links what they lead to."""
    shutil.copytree(tree, target, ignore=_left_out, ignore_dangling_symlinks=True)
    for path in walk(tree).linked():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(tree / path, target / path)


def _left_out(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name in SKIPPED_FOLDERS or Path(folder, name).is_symlink()}


def fingerprint(tree: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every file, to show that nothing was changed."""
    found = {}
    for folder, folders, names in os.walk(tree):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        for name in names:
            path = Path(folder, name)
            try:
                status = path.lstat()
            except OSError:
                continue
            found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def imported_packages(app: App) -> frozenset[str]:
    """The packages that the app's code imports absolutely, as stand-ins name them."""
    found: set[str] = set()
    for data in app.modules().values():
        try:
            nodes = list(ast.walk(ast.parse(data)))
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in nodes:
            if isinstance(node, ast.Import):
                found.update(package_of(alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.update(package_of(f"{node.module}.{alias.name}") for alias in node.names)
    return frozenset(found)


def app_settings(*apps: App) -> dict[str, str]:
    """``Values`` of the first local.settings.json, as the tools set them."""
    for app in apps:
        values = settings_values(app.files)
        if values:
            return {name: str(value) for name, value in values.items() if isinstance(value, (str, int, float))}
    return {}


@contextmanager
def _workplace() -> Iterator[Path]:
    # Both sides get a folder of the same length at the same place: paths that the app shows or hashes stay alike.
    with tempfile.TemporaryDirectory(prefix="pystein-verify-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


def _environment(place: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """A small environment: nothing of the user's own (credentials!) reaches the app, only its app settings."""
    kept = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
    temporary = str(place / "tmp")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **settings,
        **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP"), temporary),
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore",
        "FUNCTIONS_WORKER_RUNTIME": "python",
    }


def _plain_function(function: Function) -> dict[str, Any]:
    bindings = [
        {
            "name": binding.name,
            "type": binding.type,
            "direction": binding.direction,
            "dataType": str(binding.get("dataType") or "undefined").lower(),
        }
        for binding in function.bindings
    ]
    return {"name": function.name, "script": function.script, "entry_point": function.entry_point, "bindings": bindings}


def _plain_case(case: Case) -> dict[str, Any]:
    return {
        "function": case.function,
        "name": case.name,
        "trigger": case.trigger,
        "inputs": dict(case.inputs),
        "metadata": dict(case.metadata),
        "orchestration": case.orchestration,
    }


class _Process:
    """One child process, from the case ``start`` of its job on."""

    def __init__(
        self, run: SideRun, job: dict[str, Any], place: Path, environment: dict[str, str], options: ReplayOptions
    ) -> None:
        self.run_ = run
        self.job = job
        self.place = place
        self.environment = environment
        self.options = options
        self.events = place / f"events-{job['start']}.jsonl"
        self.read_to = 0
        self.current: int | None = None
        self.began = time.monotonic()
        self.finished = False

    def run(self) -> int:
        """Run it to its end; the case that is next."""
        job_file = self.place / "job.json"
        job_file.write_text(json.dumps({**self.job, "events": str(self.events)}), "utf-8")
        errors = self.place / "stderr.txt"
        with errors.open("wb") as stderr:
            child = subprocess.Popen(
                [str(self.options.python), "-P", str(START), str(job_file)],
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                env=self.environment,
                cwd=self.job["root"],
            )
            try:
                timed_out = self._watch(child)
            finally:
                if child.poll() is None:
                    child.kill()
                child.wait()
        self._read()
        if self.finished:
            return len(self.job["cases"])
        return self._ended_early(child.returncode, timed_out, errors.read_text("utf-8", "replace"))

    def _watch(self, child: subprocess.Popen[bytes]) -> bool:
        while child.poll() is None:
            self._read()
            limit = self.options.patience if self.current is not None else LOAD_PATIENCE
            if time.monotonic() - self.began > limit:
                return True
            time.sleep(_POLL)
        return False

    def _read(self) -> None:
        try:
            with self.events.open("rb") as file:
                file.seek(self.read_to)
                data = file.read()
        except OSError:
            return
        complete = data[: data.rfind(b"\n") + 1]
        self.read_to += len(complete)
        for line in complete.splitlines():
            self._take(json.loads(line))

    def _take(self, event: dict[str, Any]) -> None:
        kind = event.pop("event")
        self.began = time.monotonic()
        if kind == "loaded":
            self.run_.loads.setdefault(event["function"], event)
        elif kind == "begin":
            self.current = event["case"]
        elif kind == "end":
            self.current = None
            self.run_.turns[event["case"]] = event["turns"]
        elif kind == "stand-in":
            self.run_.stubbed.add(event["name"])
        else:
            self.finished = True

    def _ended_early(self, code: int, timed_out: bool, errors: str) -> int:
        if self.current is None:
            last = errors.strip().splitlines()[-1:] or [f"exit code {code}"]
            self.run_.crash = (
                Cut("the app did not finish loading in time", "patience")
                if timed_out
                else Cut(f"the process ended: {last[0]}", "end")
            )
            return len(self.job["cases"])
        self.run_.cut[self.current] = self._cut(code, timed_out)
        return self.current + 1

    def _cut(self, code: int, timed_out: bool) -> Cut:
        if timed_out:
            return Cut(f"not finished after {self.options.patience:g} s", "patience")
        if EXHAUSTED and code == -EXHAUSTED:
            return Cut(f"not finished after {self.options.time_limit:g} s of processor time", "budget")
        return Cut(f"ended the process ({code})", "end")
