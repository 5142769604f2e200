"""Loads one app with its worker library and invokes the functions of a job, writing one JSON line per event."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from . import budget, durable, freeze, guard, missing, models
from .recorder import Recorder

THREAD_LIMIT = 1.0
DURABLE_HOST = "127.0.0.1:DURABLE_PORT"  # in cases and results; the real port differs from run to run


def main(job_path: Path) -> None:
    """Run the job in ``job_path``; its keys are those that the engine writes."""
    job = json.loads(job_path.read_text("utf-8"))
    sink = _Sink(job["events"])
    recorder = Recorder(job["root"], (function["name"] for function in job["functions"]))
    _prepare_imports(job["root"])
    # Before the clock stops: these libraries may look at it while they are imported.
    worker_class = models.LegacyWorker if job["side"] == "legacy" else models.MigratedWorker
    worker = worker_class(job["root"])
    import azure.functions  # noqa: F401

    extension = durable.Extension(recorder.call)
    freeze.install()
    if job["stub_missing"]:
        stand_ins = job["stand_ins"]
        missing.install(
            job["root"],
            stand_ins,
            recorder.call,
            lambda name: sink.write(event="stand-in", name=name),
            settings=job["stub_settings"],
        )
    recorder.install()
    fence = guard.Guard([job["temporary"]], job["allow_network"], recorder.call)
    fence.allowed_ports.add(extension.port)
    os.chdir(job["root"])
    fence.install()
    session = _Session(job, worker, recorder, sink, extension.port)
    asyncio.run(session.run())
    sink.write(event="finished")
    sink.close()
    os._exit(0)  # threads the app left behind must not keep the process


class _Sink:
    """The file of events; opened before the guard is up."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, **event: Any) -> None:
        os.write(self._file, (json.dumps(event) + "\n").encode())

    def close(self) -> None:
        os.close(self._file)


def _prepare_imports(root: str) -> None:
    # The app's root comes last, as the worker's dependency manager has it; our own source tree must not be importable.
    sys.path[:] = [entry for entry in sys.path if entry and not _is_our_source(entry)]
    sys.path.append(root)
    sys.dont_write_bytecode = True


def _is_our_source(entry: str) -> bool:
    return "site-packages" not in entry and Path(entry, "pystein_migrate", "__init__.py").is_file()


class _Session:
    def __init__(self, job: dict[str, Any], worker: Any, recorder: Recorder, sink: _Sink, port: int) -> None:
        self.job = job
        self.worker = worker
        self.recorder = recorder
        self.sink = sink
        self.host = f"127.0.0.1:{port}"
        self.ids: dict[str, str] = {}
        self.triggers: dict[str, str] = {}

    async def run(self) -> None:
        freeze.restart()
        if self.job["side"] == "legacy":
            await self._load_legacy()
        else:
            await self._load_migrated()
        for index, case in enumerate(self.job["cases"]):
            if index >= self.job["start"] and index not in self.job["skip"]:
                self.sink.write(event="begin", case=index)
                budget.start(self.job["time_limit"])
                turns = await self._case(case)
                budget.start(0)
                self.sink.write(event="end", case=index, turns=turns)

    async def _load_legacy(self) -> None:
        await self.worker.init()
        await self.worker.metadata()
        self._loaded("")
        for function in self.job["functions"]:
            try:
                self.ids[function["name"].lower()] = await self.worker.load(function)
                error = trace = ""
            except Exception as caught:
                error, trace = _error(caught)
            self._loaded(function["name"], error, trace)

    async def _load_migrated(self) -> None:
        announced: list[dict[str, Any]] = []
        error = trace = ""
        try:
            await self.worker.init()
            announced = await self.worker.functions()
        except Exception as caught:
            error, trace = _error(caught)
        for function in announced:
            self.ids[function["name"].lower()] = function["id"]
            self.triggers[function["name"].lower()] = _trigger_name(function["bindings"])
        self._loaded("", error, trace, announced)

    def _loaded(self, function: str, error: str = "", trace: str = "", announced: Any = None) -> None:
        self.sink.write(
            event="loaded",
            function=function,
            error=error,
            trace=trace,
            announced=announced or [],
            **self.recorder.take(),
        )

    async def _case(self, case: dict[str, Any]) -> list[dict[str, Any]]:
        function_id = self.ids.get(case["function"].lower())
        if function_id is None:
            return []
        turns = []
        turn = case.get("orchestration")
        inputs = case["inputs"]
        while True:
            if turn is not None:
                inputs = {**inputs, case["trigger"]: {"string": json.dumps(turn)}}
            outcome = await self._invoke(case, function_id, inputs)
            turns.append(outcome)
            turn = durable.next_turn(turn, outcome.get("return")) if turn is not None else None
            if turn is None:
                return turns

    async def _invoke(self, case: dict[str, Any], function_id: str, inputs: dict[str, Any]) -> dict[str, Any]:
        freeze.restart()
        trigger = self.triggers.get(case["function"].lower()) or case["trigger"]
        named = {(trigger if name == case["trigger"] else name): value for name, value in inputs.items()}
        text = json.dumps(named).replace(DURABLE_HOST, self.host)
        self.recorder.take()
        running = set(threading.enumerate())
        try:
            outcome = await self.worker.invoke(function_id, json.loads(text), case["metadata"])
        except BaseException as error:  # SystemExit of the app must not end the run
            outcome = {"status": "failure", "exception": f"{type(error).__name__}: {error}", "trace": _trace(error)}
        _wait_for_threads(running)
        gc.collect()  # what objects report when they go (as tasks nobody awaited) counts for this invocation
        everything = {**outcome, **self.recorder.take()}
        return dict(json.loads(json.dumps(everything, default=repr).replace(self.host, DURABLE_HOST)))


def _wait_for_threads(before: set[threading.Thread]) -> None:
    """Let threads that an invocation left behind end, so that what they do counts for it and not for the next."""
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith(("asyncio_", "ThreadPoolExecutor")):
            thread.join(THREAD_LIMIT)


def _trigger_name(bindings: list[str]) -> str:
    for text in bindings:
        binding = json.loads(text)
        if str(binding.get("type", "")).lower().endswith("trigger"):
            return str(binding.get("name", ""))
    return ""


def _error(error: Exception) -> tuple[str, str]:
    if isinstance(error, models.WorkerError):
        return str(error.args[0]), str(error.args[1])
    return f"{type(error).__name__}: {error}", _trace(error)


def _trace(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))
