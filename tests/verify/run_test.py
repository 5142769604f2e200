"""``verify --run``: the code of both trees in their real workers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pystein_migrate.read.app import read_app
from pystein_migrate.verify.replay.cases import cases_for_app
from pystein_migrate.verify.replay.engine import Cut, ReplayJob, ReplayOptions, retry_alone, run_side
from pystein_migrate.verify.replay.report import AppRun, FunctionRun, run_apps

from .support import write_tree

pytestmark = pytest.mark.run

HTTP = (
    '{"bindings": [{"type": "httpTrigger", "direction": "in", "name": "req"},'
    ' {"type": "http", "direction": "out", "name": "$return"}]}'
)
APP = "import azure.functions as func\napp = func.FunctionApp()\n"


@pytest.fixture
def options(run_python: Path) -> ReplayOptions:
    return ReplayOptions(run_python, time_limit=5)


def by_name(run: AppRun) -> dict[str, FunctionRun]:
    return {function.name: function for function in run.functions}


def pair(tmp_path: Path, body: str, migrated_body: str | None = None, head: str = "") -> tuple[Path, Path]:
    """A legacy app with one HTTP function F of this body, and its migration."""
    source = f"{head}import azure.functions as func\n\ndef main(req: func.HttpRequest) -> func.HttpResponse:\n"
    legacy = write_tree(
        tmp_path / "legacy", {"F/function.json": HTTP, "F/__init__.py": source + _indented(body), "host.json": "{}"}
    )
    function = '@app.function_name("F")\n@app.route("F")\ndef f(req: func.HttpRequest) -> func.HttpResponse:\n'
    script = head + APP + function + _indented(body if migrated_body is None else migrated_body)
    return legacy, write_tree(tmp_path / "migrated", {"function_app.py": script, "host.json": "{}"})


def _indented(body: str) -> str:
    return "".join(f"    {line}\n" for line in body.strip().splitlines())


def test_a_good_migration_runs_the_same_in_both_workers(legacy: Path, migrated: Path, options: ReplayOptions) -> None:
    run = run_apps(legacy, migrated, options)
    assert {function.name: (function.verdict, function.differences) for function in run.functions} == dict.fromkeys(
        ["Batch", "Counter", "Flow", "GetOrder", "Hello", "Nightly", "ShipOrder", "Start", "import-price"], ("same", ())
    )
    assert run.loading == ()
    assert all(function.raised < function.invocations for function in run.functions)
    assert by_name(run)["Flow"].invocations == 18  # three inputs, six turns each, up to the orchestrator's end


@pytest.mark.parametrize(
    ("old", "new", "function", "field", "values"),
    [
        ("logging.info(ship_order_describe(order))", "logging.info(nightly_describe(order))",
         "ShipOrder", "exception", ("null", "AttributeError")),
        ('    log.info("order %s", req.route_params["id"])\n', "", "GetOrder", "logs", ("order sample-id", "")),
        ("log.warning(", "log.error(", "GetOrder", "logs", ("WARNING", "ERROR")),
        ("status_code=404", "status_code=400", "GetOrder", "return", ("404", "400")),
        ('return f"report {runs} at', 'return f"report {runs + 1} at', "Nightly", "return", ("report 1", "report 2")),
        ("    label.set(", "    str(", "ShipOrder", "outputs", ("To sample name", "{}")),
        ('Path(__file__).parent / "ShipOrder" / "label.txt"', 'Path(__file__).parent / "label.txt"',
         "ShipOrder", "exception", ("null", "FileNotFoundError")),
        ('context.call_activity("Hello", city)', 'context.call_activity("hello", city)',
         "Flow", "return", ("Hello", "hello")),
        ('req.route_params["name"], None, {"city": "Oslo"}', 'req.route_params["name"], None, {"city": "Rome"}',
         "Start", "calls", ("Oslo", "Rome")),
        ("        value = 0\n", "        value = 1\n", "Counter", "return", ('"result": "0"', '"result": "1"')),
        ("    runs += 1\n", "", "Nightly", "logs", ("run 1", "run 0")),
        ("time.time()}", "time.time() + 1}", "Nightly", "return", ("1700000030.0", "1700000031.0")),
        ("random.randint(1, 1000)", "random.randint(1001, 2000)", "ShipOrder", "outputs", ("parcel", "parcel")),
    ],
)  # fmt: skip
def test_one_changed_line_is_found_in_its_function_only(
    legacy: Path,
    edit: Callable[..., Path],
    options: ReplayOptions,
    old: str,
    new: str,
    function: str,
    field: str,
    values: tuple[str, str],
) -> None:
    run = run_apps(legacy, edit(old, new), options)
    assert [found.name for found in run.functions if found.verdict != "same"] == [function]
    shown = [(d.legacy, d.migrated) for d in by_name(run)[function].differences if d.field == field]
    assert any(values[0] in left and values[1] in right for left, right in shown), by_name(run)[function].differences


def test_a_lost_function_differs(legacy: Path, edit: Callable[..., Path], options: ReplayOptions) -> None:
    run = run_apps(legacy, edit("app.register_functions(batch)\n", ""), options)
    assert by_name(run)["Batch"].differences[0].migrated == "not indexed"


def test_one_function_that_takes_down_the_index_makes_all_differ(
    legacy: Path, edit: Callable[..., Path], options: ReplayOptions
) -> None:
    run = run_apps(legacy, edit("timer: func.TimerRequest) -> str", "timer: dict) -> str"), options)
    assert run.count("differs") == 9
    assert "cannot load the Nightly function" in by_name(run)["Hello"].differences[0].migrated


def test_neither_tree_is_written_to_and_the_app_is_told(tmp_path: Path, options: ReplayOptions) -> None:
    body = """
import os, pathlib
told = []
for path in (pathlib.Path.cwd() / "made.txt", pathlib.Path("made.txt"), pathlib.Path(TREE) / "made.txt"):
    try:
        path.write_text("x")
    except PermissionError as error:
        told.append(error.errno)
try:
    os.remove(os.path.join(TREE, "host.json"))
except PermissionError:
    told.append("kept")
return func.HttpResponse(str(told))
"""
    legacy, migrated = pair(tmp_path, body, head=f"TREE = {os.fspath(tmp_path / 'legacy')!r}\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (function,) = run_apps(legacy, migrated, options).functions
    assert (function.verdict, function.raised) == ("same", 0)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_network_and_other_programs_are_closed_and_the_attempts_compared(
    tmp_path: Path, options: ReplayOptions
) -> None:
    body = 'import socket\ntry:\n    socket.create_connection(("192.0.2.1", {port}), 1)\nexcept OSError as error:\n    pass\nreturn func.HttpResponse("x")'
    same = run_apps(*pair(tmp_path / "a", body.format(port=1), body.format(port=1)), options)
    other = run_apps(*pair(tmp_path / "b", body.format(port=1), body.format(port=2)), options)
    program = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])"
    refused = run_apps(*pair(tmp_path / "c", program), options)
    assert same.functions[0].verdict == "same"
    assert {difference.field for difference in other.functions[0].differences} == {"calls"}
    assert refused.functions[0].raised == refused.functions[0].invocations


def test_time_chance_and_uuids_stand_still_while_sleeping_takes_no_time(tmp_path: Path, options: ReplayOptions) -> None:
    body = """
import asyncio, datetime, os, random, secrets, tempfile, time, uuid
time.sleep(3600)
started = time.monotonic(), time.perf_counter()
asyncio.run(asyncio.sleep(3600))
parts = [datetime.datetime.now(), datetime.date.today(), time.strftime("%H:%M"), time.time(), *started, os.getpid(),
         uuid.uuid4(), uuid.uuid1(), random.random(), secrets.token_hex(4), tempfile.mktemp()]
assert isinstance(datetime.datetime(2024, 1, 1), datetime.datetime)
return func.HttpResponse(" ".join(map(str, parts)))
"""
    (function,) = run_apps(*pair(tmp_path, body), options).functions
    assert (function.verdict, function.raised, function.differences) == ("same", 0, ())


def test_a_function_that_does_not_end_is_not_comparable_and_the_others_are_still_run(
    tmp_path: Path, run_python: Path
) -> None:
    forever = "while True:\n    pass"
    legacy, migrated = pair(tmp_path, 'return func.HttpResponse("x")')
    source = (legacy / "F/__init__.py").read_text("utf-8")
    endless = source.replace('return func.HttpResponse("x")', "while True: pass")
    write_tree(legacy, {"E/function.json": HTTP, "E/__init__.py": endless})
    script = (migrated / "function_app.py").read_text("utf-8")
    more = '@app.function_name("E")\n@app.route("E")\ndef e(req: func.HttpRequest) -> func.HttpResponse:\n'
    write_tree(migrated, {"function_app.py": script + more + _indented(forever)})
    found = by_name(run_apps(legacy, migrated, ReplayOptions(run_python, time_limit=0.5)))
    assert (found["E"].verdict, "not finished after" in found["E"].reason) == ("not comparable", True)
    assert (found["F"].verdict, found["F"].invocations) == ("same", 7)


def test_a_time_limit_is_no_difference(tmp_path: Path, run_python: Path) -> None:
    legacy, migrated = pair(tmp_path, 'return func.HttpResponse("x")', "while True:\n    pass")
    (function,) = run_apps(legacy, migrated, ReplayOptions(run_python, time_limit=0.5)).functions
    reason = "GET without parameters: in the migrated app not finished after 0.5 s of processor time"
    assert (function.verdict, function.reason) == ("not comparable", reason)


def test_state_is_lost_on_both_sides_where_one_takes_too_long(tmp_path: Path, run_python: Path) -> None:
    """E ends in the legacy model only; both count their calls together."""
    counts = "import shared\nshared.CALLS.append(1)\nreturn func.HttpResponse(str(len(shared.CALLS)))"
    legacy, migrated = pair(tmp_path, counts)
    for tree in (legacy, migrated):
        write_tree(tree, {"shared.py": "CALLS = []\n"})
    source = (legacy / "F/__init__.py").read_text("utf-8")
    write_tree(legacy, {"E/function.json": HTTP, "E/__init__.py": source})
    script = (migrated / "function_app.py").read_text("utf-8")
    more = '@app.function_name("E")\n@app.route("E")\ndef e(req: func.HttpRequest) -> func.HttpResponse:\n'
    write_tree(migrated, {"function_app.py": script + more + _indented("while True:\n    pass")})
    found = by_name(run_apps(legacy, migrated, ReplayOptions(run_python, time_limit=0.5)))
    assert (found["E"].verdict, found["F"].verdict) == ("not comparable", "same")


def test_processor_time_counts_and_not_the_clock(tmp_path: Path, run_python: Path) -> None:
    waits = "import select\nselect.select([], [], [], 0.7)\nreturn func.HttpResponse('x')"
    (function,) = run_apps(*pair(tmp_path, waits), ReplayOptions(run_python, time_limit=0.5)).functions
    assert (function.verdict, function.invocations, function.raised) == ("same", 7, 0)


def test_what_outlasted_our_patience_is_tried_again_alone(tmp_path: Path, options: ReplayOptions) -> None:
    trees = pair(tmp_path, "return func.HttpResponse(__file__ + req.method)")
    app = read_app(trees[0])
    job = ReplayJob(app.functions, cases_for_app(app), {}, frozenset())
    left = run_side("legacy", trees[0], job, options)
    right = run_side("migrated", trees[1], job, options, left)
    first = right.turns.pop(0)
    right.cut[0] = Cut("not finished after 30 s", "patience")
    retry_alone(left, right, trees, job, options)
    assert (right.turns[0], right.cut) == (first, {})


def test_an_app_that_ends_its_process_is_survived(tmp_path: Path, options: ReplayOptions) -> None:
    (function,) = run_apps(*pair(tmp_path, "import os\nos._exit(3)"), options).functions
    assert (function.verdict, "ended the process (3)" in function.reason) == ("not comparable", True)


def test_a_legacy_function_that_does_not_load_is_not_comparable(tmp_path: Path, options: ReplayOptions) -> None:
    legacy, migrated = pair(tmp_path, 'return func.HttpResponse("x")')
    (legacy / "F/__init__.py").write_text("import helper\n", "utf-8")
    (function,) = run_apps(legacy, migrated, options).functions
    assert function.verdict == "not comparable"
    assert "No module named 'helper'" in function.reason
    assert "sys.path" not in function.reason


def test_logger_names_of_modules_may_change_but_names_given_by_the_user_may_not(
    tmp_path: Path, options: ReplayOptions
) -> None:
    body = 'import logging\nlogging.getLogger({name}).info("x")\nreturn func.HttpResponse("x")'
    module = pair(tmp_path / "a", body.format(name="__name__"))
    custom = pair(tmp_path / "b", body.format(name='"orders"'), body.format(name='"order"'))
    assert run_apps(*module, options).functions[0].verdict == "same"
    assert run_apps(*custom, options).functions[0].differences[0].field == "logs"


def test_a_missing_file_is_the_same_whichever_way_leads_to_it(tmp_path: Path, options: ReplayOptions) -> None:
    body = 'import os\nreturn func.HttpResponse(open(os.path.join(os.path.dirname(__file__), {way}"key.json")).read())'
    same = pair(tmp_path / "a", body.format(way='"..", '), body.format(way=""))
    other = pair(tmp_path / "b", body.format(way=""))
    assert run_apps(*same, options).functions[0].verdict == "same"
    assert run_apps(*other, options).functions[0].differences[0].field == "exception"


def test_a_value_that_carries_its_module_differs_with_an_explanation(tmp_path: Path, options: ReplayOptions) -> None:
    (function,) = run_apps(*pair(tmp_path, "return func.HttpResponse(__name__)"), options).functions
    assert function.verdict == "differs"
    assert "name of the module" in function.differences[0].hint


def test_nothing_of_the_users_environment_reaches_the_app(
    tmp_path: Path, options: ReplayOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_CLIENT_SECRET", "hunter2")
    body = 'import os\nassert "AZURE_CLIENT_SECRET" not in os.environ\nreturn func.HttpResponse(os.environ["Greeting"])'
    legacy, migrated = pair(tmp_path, body)
    write_tree(legacy, {"local.settings.json": '{"Values": {"Greeting": "hi"}}'})
    (function,) = run_apps(legacy, migrated, options).functions
    assert (function.verdict, function.raised) == ("same", 0)
