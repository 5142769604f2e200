"""One function.json as the host and the worker read it: what counts, what is ignored, and where each error is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pystein_migrate.model.note import Position
from pystein_migrate.read.function_json import read_function

HTTP = '{"type": "httpTrigger", "direction": "in", "name": "req"}'
OUT = '{"type": "http", "direction": "out", "name": "$return"}'
PATHS = ("Fn/__init__.py", "Fn/other.py", "Fn/data.json", "common/x.py", "root.py", "Fn/sub/deep.py", "Fn/run.sh")


def read(text: str | bytes, folder: str = "Fn", paths: tuple[str, ...] = PATHS):
    data = text.encode() if isinstance(text, str) else text
    return read_function(folder, data, {*paths, f"{folder}/function.json"})


def with_bindings(*bindings: str, top: str = "") -> str:
    return '{{"bindings": [{}]{}}}'.format(", ".join(bindings), ", " + top if top else "")


def only_problem(function) -> tuple[str, int, int]:
    (problem,) = function.problems
    assert problem.message
    assert problem.remedy
    assert problem.function == function.name
    return problem.code, problem.position.line, problem.position.column


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_comments_trailing_commas_byte_order_marks_and_line_ends_are_as_for_the_host(encoding, newline) -> None:
    text = newline.join(["// ü", "{ /* c */", '  "bindings": [', f"    {HTTP},", f"    {OUT},", "  ],", "}"])
    if encoding.startswith("utf-16-"):
        text = "\ufeff" + text
    function = read(text.encode(encoding))
    assert function.problems == function.notes == ()
    assert [binding.position for binding in function.bindings] == [Position(4, 5), Position(5, 5)]


def test_bytes_that_are_no_text_are_read_as_the_host_reads_them_and_noted() -> None:
    function = read(with_bindings(HTTP, top='"x": "é"').encode("latin-1"))
    assert not function.dead
    assert [note.code for note in function.notes] == ["odd-encoding"]


def test_keys_are_told_apart_by_case_at_the_top_and_not_inside_a_binding() -> None:
    function = read('{"Bindings": [], "bindings": [{"TYPE": "timerTrigger", "Direction": "IN", "nAme": "t", "SCHEDULE": "s"}],'
                    ' "ScriptFile": "no.py", "EntryPoint": "no", "RETRY": {}}')  # fmt: skip
    (binding,) = function.bindings
    assert (binding.type, binding.direction, binding.name) == ("timerTrigger", "in", "t")
    assert dict(binding.properties) == {"SCHEDULE": "s"}
    assert binding.get("schedule") == "s"
    assert (function.script, function.entry_point, function.retry) == ("Fn/__init__.py", "main", None)
    assert [note.code for note in function.notes] == ["ignored-key"] * 4
    assert not function.dead


@pytest.mark.parametrize(
    ("top", "script", "entry"),
    [
        ("", "Fn/__init__.py", "main"), ('"scriptFile": "other.py", "entryPoint": "go"', "Fn/other.py", "go"),
        ('"scriptFile": "../common/x.py"', "common/x.py", "main"), ('"scriptFile": "..\\\\common\\\\x.py"', "common/x.py", "main"),
        ('"scriptFile": "./sub/../other.py"', "Fn/other.py", "main"), ('"scriptFile": "../root.py"', "root.py", "main"),
        ('"scriptFile": null, "entryPoint": ""', "Fn/__init__.py", "main"), ('"scriptFile": "sub/deep.py"', "Fn/sub/deep.py", "main"),
    ],
)  # fmt: skip
def test_script_and_entry_point(top, script, entry) -> None:
    function = read(with_bindings(HTTP, top=top))
    assert (function.script, function.entry_point) == (script, entry)
    assert not function.dead


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("../../x.py", "script-outside-app"), ("/abs/x.py", "script-outside-app"), ("C:\\\\x.py", "script-outside-app"),
        ("c:x.py", "script-outside-app"), ("\\\\\\\\server\\\\x.py", "script-outside-app"), ("..", "missing-script"),
        ("../..", "script-outside-app"), ("gone.py", "missing-script"), ("OTHER.py", "missing-script"), (".", "missing-script"),
        ("data.json", "not-python"), ("run.sh", "not-python"), ("\\u0000", "missing-script"),
    ],
)  # fmt: skip
def test_a_script_that_the_worker_could_not_load_is_an_error_at_its_value(value, code) -> None:
    function = read(with_bindings(HTTP, top=f'\n"scriptFile":"{value}"'))
    assert only_problem(function) == (code, 2, 14)
    assert function.script == ""


@pytest.mark.parametrize(
    ("paths", "script"),
    [
        (("Fn/only.py",), "Fn/only.py"), (("Fn/run.py", "Fn/x.txt"), "Fn/run.py"), (("Fn/sub/__init__.py", "Fn/a.py"), "Fn/a.py"),
        (("Fn/__init__.py", "Fn/a.py"), "Fn/__init__.py"), (("Other/__init__.py",), ""), ((), ""), (("Fn/a.py", "Fn/b.py"), ""),
    ],
)  # fmt: skip
def test_the_script_of_a_folder_that_names_none(paths, script) -> None:
    function = read(with_bindings(HTTP), paths=paths)
    assert function.script == script
    assert function.dead == (not script)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("broken-json", 1, 1)),
        ('{\n "bindings" []}', ("broken-json", 2, 13)),
        ("[]", ("broken-json", 1, 1)),
        ("null", ("broken-json", 1, 1)),
        ("{}", ("no-bindings", 1, 1)),
        ('{"bindings":\n []}', ("no-bindings", 2, 2)),
        ('{"bindings":\n {"a": 1}}', ("no-bindings", 2, 2)),
        (with_bindings("\n" + OUT), ("no-trigger", 1, 14)),
        (with_bindings(HTTP, "\n" + HTTP.replace("req", "two")), ("two-triggers", 2, 1)),
        (with_bindings(HTTP, "\n" + OUT, "\n" + OUT), ("duplicate-binding", 3, 1)),
        (with_bindings(HTTP, "\n" + OUT.replace("$return", "REQ")), ("duplicate-binding", 2, 1)),
        (with_bindings(HTTP, "\n7"), ("invalid-binding", 2, 1)),
        (with_bindings(HTTP, '\n{"name": "x"}'), ("invalid-binding", 2, 1)),
        (with_bindings(HTTP, '\n{"type": 5, "name": "x"}'), ("invalid-binding", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "out"}'), ("invalid-binding-name", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "out", "name": "a__b"}'), ("invalid-binding-name", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "out", "name": "9"}'), ("invalid-binding-name", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "out", "name": "x\\n"}'), ("invalid-binding-name", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "up", "name": "q"}'), ("invalid-direction", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "inOut", "name": "q"}'), ("inout-binding", 2, 1)),
        (with_bindings(HTTP, '\n{"type": "queue", "direction": "in", "name": "$return"}'), ("return-direction", 2, 1)),
        (with_bindings(HTTP, top='\n"retry": 5'), ("invalid-retry", 2, 10)),
        (with_bindings(HTTP, top='\n"retry": {"strategy": "soon"}'), ("invalid-retry", 2, 23)),
        (with_bindings(HTTP, top='\n"retry": {"strategy": "fixedDelay", "maxRetryCount": 1}'), ("invalid-retry", 2, 10)),
        (with_bindings(HTTP, top='\n"retry": {"maxRetryCount": null, "minimumInterval": "a", "maximumInterval": "b"}'),
         ("invalid-retry", 2, 10)),
    ],
)  # fmt: skip
def test_what_the_host_refuses_is_an_error_at_its_place(text, expected) -> None:
    assert only_problem(read(text)) == expected


@pytest.mark.parametrize("name", ["host", "HOST", "9a", "_a", "a b", "a.b", "é", "a" * 129, "-"])
def test_folder_names_that_the_host_refuses(name) -> None:
    function = read(with_bindings(HTTP), folder=name, paths=(f"{name}/__init__.py",))
    assert only_problem(function) == ("invalid-function-name", 1, 1)


@pytest.mark.parametrize("name", ["a", "Host2", "hosts", "a-b_c9", "a" * 128])
def test_folder_names_that_the_host_takes(name) -> None:
    assert not read(with_bindings(HTTP), folder=name, paths=(f"{name}/__init__.py",)).dead


@pytest.mark.parametrize(("value", "severity"), [("true", "warning"), ("false", "info"), ('"SETTING"', "warning")])
@pytest.mark.parametrize("key", ["disabled", "excluded"])
def test_disabled_and_excluded_change_nothing_and_are_noted(key, value, severity) -> None:
    function = read(with_bindings(HTTP, top=f'\n"{key}": {value}'))
    assert not function.dead
    assert [(note.severity, note.position) for note in function.notes] == [(severity, Position(2, 1))]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["httpTrigger", "in", "out", "inout", "$return", "main", "../x.py", "fixedDelay", "00:00:01"]),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(
        st.sampled_from(["type", "name", "direction", "bindings", "scriptFile", "entryPoint", "retry", "strategy",
                         "maxRetryCount", "Type", "disabled", "configurationSource"]) | st.text(max_size=3), children, max_size=6),
    max_leaves=25,
)  # fmt: skip
TOP = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("bindings", "scriptFile", "entryPoint", "retry", "disabled", "Bindings"), JSON)
)


@given(
    TOP.map(json.dumps).map(str.encode) | st.binary() | JSON.map(json.dumps).map(str.encode),
    st.text(min_size=1, max_size=5),
)
@settings(max_examples=500, deadline=None)
def test_no_content_and_no_name_makes_reading_raise(data, folder) -> None:
    function = read_function(folder, data, {f"{folder}/__init__.py"})
    assert function.name == folder
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= note.position.line <= lines or data[:2] in (b"\xff\xfe", b"\xfe\xff") for note in function.problems)
