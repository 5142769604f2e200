"""Whatever the files hold: a message, never a traceback, and never the message that the tool itself is broken."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pystein_migrate.commands import migrate as running
from pystein_migrate.commands.migrate import Job, Request, exit_code, migrate_all
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.library import Libraries

FUNCTION = {
    "scriptFile": "__init__.py",
    "entryPoint": "main",
    "bindings": [
        {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "function", "methods": ["get"], "route": "a/{b}"},
        {"type": "queue", "direction": "out", "name": "msg", "queueName": "q", "connection": "C"},
        {"type": "http", "direction": "out", "name": "$return"},
    ],
    "retry": {"strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:05"},
}  # fmt: skip
SCRIPT = '''"""Doc."""
import logging
from pathlib import Path

import azure.functions as func

from . import helper

HERE = Path(__file__).parent
log = logging.getLogger(__name__)


async def main(req: func.HttpRequest, msg: func.Out[str], context: func.Context) -> func.HttpResponse:
    global HERE
    msg.set(f"{helper.X} {HERE}")
    return func.HttpResponse("x" if (y := req.params.get("z")) else context.function_directory)
'''
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(
    ["httpTrigger", "timerTrigger", "queueTrigger", "in", "out", "inout", "$return", "%X%", "../x.py", "activityTrigger"]
)  # fmt: skip
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6
)  # fmt: skip
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def libraries() -> Iterator[Libraries]:
    """The real library, one process for all examples."""
    found = Libraries()
    yield found
    found.close()


@st.composite
def changed_documents(draw: st.DrawFn) -> bytes:
    """function.json with one to three values replaced, removed, or put under another key."""
    document = json.loads(json.dumps(FUNCTION))
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = document
        for _ in range(draw(st.integers(0, 3))):
            inner = [
                value
                for value in (holder.values() if isinstance(holder, dict) else holder)
                if value and isinstance(value, (dict, list))
            ]
            holder = draw(st.sampled_from(inner)) if inner else holder
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            continue
        key = draw(st.sampled_from(keys))
        change = draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "replace":
            holder[key] = draw(ANY_JSON)
        elif change == "remove":
            del holder[key]
        elif isinstance(holder, dict):
            holder[draw(st.text(max_size=8))] = draw(ANY_JSON)
        else:
            holder.append(draw(ANY_JSON))
    return json.dumps(document).encode("utf-8", "surrogatepass")


@st.composite
def changed_texts(draw: st.DrawFn, text: str) -> bytes:
    """``text`` with a stretch of it replaced by other bytes, or moved to another place."""
    data = text.encode()
    start = draw(st.integers(0, len(data)))
    end = min(len(data), start + draw(st.integers(0, 40)))
    pieces = [
        b"",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r\n",
        b"\t",
        b"(",
        b'"""',
        b"\\",
        b"# coding: cp037\n",
        b"*",
        b"@",
        b":=",
    ]
    return data[:start] + draw(st.sampled_from(pieces) | st.binary(max_size=6)) + data[end:]


@MANY
@given(document=changed_documents() | changed_texts(json.dumps(FUNCTION)) | st.binary(max_size=30))
def test_any_function_json_gets_an_answer(document: bytes, libraries: Libraries) -> None:
    _check(_migrate({"F/function.json": document}, libraries))


@MANY
@given(script=changed_texts(SCRIPT) | st.binary(max_size=30))
def test_any_script_gets_an_answer(script: bytes, libraries: Libraries) -> None:
    _check(_migrate({"F/__init__.py": script}, libraries))


@MANY
@given(
    name=st.sampled_from(
        ["host.json", "local.settings.json", "requirements.txt", ".vscode/settings.json", ".funcignore", "pyproject.toml", "shared/x.py", "F/helper.py", "setup.cfg", ".gitignore", "F/host.json"]
    ),
    content=st.binary(max_size=40) | ANY_JSON.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")),
)  # fmt: skip
def test_any_file_beside_them_gets_an_answer(name: str, content: bytes, libraries: Libraries) -> None:
    _check(_migrate({name: content}, libraries))


@pytest.mark.parametrize(
    "files",
    [
        {"F/__init__.py": b'*"""Doc."""\ndef main(req, msg): ...\n'},
        {"F/__init__.py": b"return\ndef main(req, msg): ...\n"},
        {".funcignore": b"[\x01-\x00]"},
        {".gitignore": b"[\x01-\x00]"},
    ],
)
def test_what_once_was_an_internal_error_gets_an_answer(files: dict[str, bytes], libraries: Libraries) -> None:
    _check(_migrate(files, libraries))


def test_a_bug_in_the_tool_is_reported_as_one_and_holds_up_no_other_app(
    tmp_path: Path, libraries: Libraries, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        _write(tmp_path / name, {})
    real = running.migrate_app

    def defective(app, options, index, released):
        return {}["no such key"] if app.root.name == "a" else real(app, options, index, released=released)

    monkeypatch.setattr(running, "migrate_app", defective)
    jobs = [Job(tmp_path / name, Options()) for name in ("a", "b")]

    results = list(migrate_all(Request((), tmp_path, check=True), jobs, libraries))

    assert [result.status for result in results] == ["failed", "migrated"]
    (note,) = results[0].notes
    assert note.code == "internal-error"
    assert re.fullmatch(r"internal error at commands/migrate\.py:\d+: KeyError: 'no such key'", note.message)
    assert "report" in note.remedy
    assert exit_code(results, check=True) == 2


def _migrate(files: dict[str, bytes], libraries: Libraries) -> list[AppResult]:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "app")
        _write(root, files)
        request = Request((root,), Path(scratch), check=True)
        results = list(migrate_all(request, [Job(root, Options())], libraries))
        shutil.rmtree(root)
        return results


def _write(root: Path, files: dict[str, bytes]) -> None:
    usual = {
        "host.json": b"{}",
        "F/function.json": json.dumps(FUNCTION).encode(),
        "F/__init__.py": SCRIPT.encode(),
        "F/helper.py": b"X = 1\n",
        "G/function.json": json.dumps({**FUNCTION, "bindings": FUNCTION["bindings"][:1]}).encode(),  # type: ignore[index]
        "G/__init__.py": b"def main(req): ...\n",
    }
    for path, data in {**usual, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _check(results: list[AppResult]) -> None:
    assert results
    for result in results:
        notes = [*result.notes, *(note for function in result.functions for note in function.notes)]
        assert not [note.message for note in notes if note.code == "internal-error"]
        assert result.status != "failed" or any(note.severity == "error" for note in notes)
        for note in notes:
            assert note.message
            assert note.position.line >= 1
            assert note.position.column >= 1
