"""What the command says, where, and how it looks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

REPORT = """app: would be migrated

  Function     Trigger       Route or source   Outputs  Status  Verified
  Hello        httpTrigger   GET hello/{name}  http     merged  ✓
  StoreParcel  queueTrigger  parcels           blob     merged  ✓

  create  function_app.py
  delete  Hello/__init__.py
  delete  Hello/function.json
  delete  StoreParcel/__init__.py
  delete  StoreParcel/function.json

1 app would be migrated, 2 functions merged.
"""
NOTE = {
    "type": "object",
    "required": ["code", "severity", "path", "line", "column", "message", "remedy"],
    "additionalProperties": False,
    "properties": {
        **{key: {"type": "string"} for key in ("code", "path", "message", "remedy")},
        "severity": {"enum": ["error", "warning", "info"]},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
}
RUN = {
    "type": "object",
    "required": ["verdict", "reason", "invocations"],
    "additionalProperties": False,
    "properties": {
        "verdict": {"enum": ["same", "not comparable", "differs", "accepted"]},
        "reason": {"type": "string"},
        "invocations": {"type": "integer"},
    },
}
DOCUMENT = {
    "type": "object",
    "required": ["version", "summary", "apps"],
    "additionalProperties": False,
    "properties": {
        "version": {"type": "string"},
        "summary": {"type": "object", "additionalProperties": {"type": "integer"}},
        "apps": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["root", "status", "layout", "functions", "changes", "notes"],
                "additionalProperties": False,
                "properties": {
                    "root": {"type": "string"},
                    "layout": {"enum": ["single", "blueprints", "in-place"]},
                    "status": {"enum": ["migrated", "unchanged", "failed"]},
                    "functions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name", "python_name", "status", "verified", "notes"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "python_name": {"type": "string"},
                                "status": {"enum": ["merged", "kept-in-place", "failed", "dropped"]},
                                "verified": {"type": "boolean"},
                                "notes": {"type": "array", "items": NOTE},
                                "run": RUN,
                            },
                        },
                    },
                    "changes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["path", "action"],
                            "properties": {"action": {"enum": ["create", "modify", "delete"]}},
                        },
                    },
                    "notes": {"type": "array", "items": NOTE},
                },
            },
        },
    },
}


def test_the_report_shows_functions_files_and_summary(small_app):
    done = small_app.run("app", "--check")

    assert done.out == REPORT


def test_quiet_prints_errors_and_the_summary_only(shell, write_broken_app, write_small_app):
    write_broken_app(shell, "broken")
    write_small_app(shell, "fine")

    done = shell.run(".", "--check", "-q")

    lines = [line for line in done.out.splitlines() if not line.startswith("    ")]
    assert all(": error: " in line for line in lines[:-1]), done.out
    assert lines[-1] == "1 app would be migrated, 2 functions merged. 1 app failed."


def test_verbose_adds_the_python_names(small_app):
    assert "store_parcel" in small_app.run("app", "--check", "-v").out
    assert "store_parcel" not in small_app.run("app", "--check").out


def test_long_names_are_never_cut(shell, write_small_app):
    name = "AFunctionWhoseNameIsLongerThanAnyTerminalWouldBeWideIfTerminalsWereOfTheUsualWidthOf80"
    write_small_app(shell, "app")
    (shell.folder / "app" / "StoreParcel").rename(shell.folder / "app" / name)

    done = shell.run("app", "--check")

    assert f"  {name}  queueTrigger  " in done.out
    assert f"  delete  {name}/function.json\n" in done.out


def test_the_json_report_is_one_document_of_the_promised_shape(shell, write_small_app, write_broken_app):
    write_small_app(shell, "repo/a")
    write_broken_app(shell, "repo/b")

    done = shell.run("repo", "--check", "--format", "json")

    document = json.loads(done.out)
    jsonschema.validate(document, DOCUMENT)
    assert [(app["root"], app["status"]) for app in document["apps"]] == [("repo/a", "migrated"), ("repo/b", "failed")]
    assert document["summary"]["functions_merged"] == 2
    assert document["summary"]["failed"] == 1
    assert document["apps"][0]["functions"][1] == {
        "name": "StoreParcel", "python_name": "store_parcel", "status": "merged", "verified": True, "notes": []
    }  # fmt: skip


def test_the_diff_is_alone_on_standard_output_and_git_makes_of_it_what_a_run_makes(small_app):
    before = small_app.tree()

    done = small_app.run_bytes("app", "--diff")

    assert done.returncode == 0
    assert small_app.tree() == before
    assert b"1 app would be migrated" in done.stderr
    patch = small_app.folder.parent / "patch.diff"
    patch.write_bytes(done.stdout)
    small_app.git("apply", str(patch))
    patched = small_app.tree()
    small_app.git("checkout", "--quiet", ".")
    small_app.git("clean", "-fdq")
    small_app.run("app")
    assert small_app.tree() == patched


def test_the_diff_keeps_windows_line_ends_and_says_where_the_last_one_is_missing(shell, write_small_app):
    write_small_app(shell, "an app")
    script = shell.folder / "an app" / "Hello" / "__init__.py"
    script.write_bytes(script.read_bytes().replace(b"\n", b"\r\n").rstrip())
    shell.commit()

    done = shell.run_bytes("an app", "--diff")

    assert b"-import azure.functions as func\r\n" in done.stdout
    assert b"\n\\ No newline at end of file\n--- a/an app/" in done.stdout
    patch = shell.folder.parent / "patch.diff"
    patch.write_bytes(done.stdout)
    shell.git("apply", str(patch))
    patched = shell.tree()
    shell.git("checkout", "--quiet", ".")
    shell.git("clean", "-fdq")
    shell.run("an app")
    assert shell.tree() == patched


def test_a_diff_in_json_is_refused(small_app):
    done = small_app.run("app", "--diff", "--format", "json")

    assert done.code == 2
    assert "--check --format json" in done.err


def test_nothing_is_coloured_in_a_pipe(small_app):
    for option in ("--check", "--diff"):
        done = small_app.run("app", option)
        assert "\x1b" not in done.out + done.err


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo terminals in the standard library")
@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_a_terminal_is_coloured_unless_no_color_is_set(small_app, option):
    assert "\x1b[" in _in_terminal(small_app, {}, "app", option)
    assert "\x1b" not in _in_terminal(small_app, {"NO_COLOR": "1"}, "app", option)


def test_nothing_that_python_warns_of_in_the_code_it_reads_is_printed(shell, write_small_app):
    write_small_app(shell, "app")
    shell.write({"app/helper.py": 'PATTERN = "\\d"\nSAME = PATTERN is "x"\n', "app/.funcignore": "[[a]\n[\x01-\x00]\n"})

    done = shell.run("app", "--check")

    assert (done.code, done.err) == (1, "")


def test_characters_that_the_output_cannot_take_are_escaped(shell, write_small_app):
    write_small_app(shell, "geschäft")
    shell.environ.update(PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    done = shell.run("geschäft", "--check")

    assert done.code == 1
    assert "gesch\\xe4ft: would be migrated" in done.out
    assert "merged  yes" in done.out


def _in_terminal(shell, variables: dict[str, str], *arguments: str) -> str:
    import pty

    ours, theirs = pty.openpty()
    environ = {**shell.environ, "TERM": "xterm-256color", **variables}
    child = subprocess.Popen(
        [sys.executable, "-m", "pystein_migrate", *arguments],
        cwd=shell.folder, env=environ, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # Linux says so where others say end of file
            break
        if not data:
            break
        written += data
    os.close(ours)
    assert child.wait() in (0, 1)
    assert Path(shell.folder).is_dir()
    return written.decode()
