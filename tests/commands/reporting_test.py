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
  remove  2 function folders

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

    root, *lines = [line for line in done.out.splitlines() if line and not line.startswith("    ")]
    assert root == "broken: failed, nothing written"
    assert all("error: " in line for line in lines[:-1]), done.out
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
    assert f"  remove  {name}/function.json\n" in shell.run("app", "--check", "-v").out


def test_what_goes_is_one_line_and_each_file_only_with_verbose(shell, write_small_app):
    write_small_app(shell, "app")
    shell.write({"app/Hello/label.txt": "Hello"})

    assert (
        "  create  function_app.py\n  remove  1 function folder, 2 files in another one\n\n"
        in shell.run("app", "--check").out
    )
    shell.write({"app/StoreParcel/label.txt": "Parcel", "app/proxies.json": "{}"})
    assert "  remove  4 files in 2 function folders, proxies.json\n" in shell.run("app", "--check").out
    assert (
        "  remove  Hello/__init__.py\n  remove  Hello/function.json\n  remove  StoreParcel/__init__.py\n"
        "  remove  StoreParcel/function.json\n  remove  proxies.json\n"
    ) in shell.run("app", "--check", "-v").out


def test_the_root_is_said_once_and_places_are_told_from_there(shell, write_small_app):
    write_small_app(shell, "deep/down/app")
    shell.write({"deep/down/app/host.json": "{}"})

    done = shell.run("deep", "--check")

    assert done.out.count("deep/down/app") == 1
    assert "\nhost.json:1:1: warning: has no extension bundle" in done.out


def test_an_empty_proxies_file_goes_without_a_word(shell, write_small_app):
    for content in ("{}", '{"$schema": "http://json.schemastore.org/proxies", "proxies": {}}', ""):
        write_small_app(shell, "app")
        shell.write({"app/proxies.json": content, "app/.funcignore": "proxies.json\n"})

        done = shell.run("app", "--check")

        assert "  remove  2 function folders, proxies.json\n" in done.out
        assert "[proxies]" not in done.out


def test_an_empty_proxies_file_stays_where_something_names_it(shell, write_small_app):
    write_small_app(shell, "app")
    shell.write({"app/proxies.json": "{}", "app/Dockerfile": "COPY host.json proxies.json /home/site/wwwroot/\n"})

    done = shell.run("app", "--check")

    assert "proxies" not in done.out


def test_a_false_disabled_is_not_worth_a_word_and_a_true_one_is(shell, write_small_app):
    write_small_app(shell, "app")
    text = (shell.folder / "app/Hello/function.json").read_text()
    for value, said in (("false", False), ("true", True)):
        shell.write({"app/Hello/function.json": text.replace("{", f'{{"disabled": {value},', 1)})

        assert ("disabled" in shell.run("app", "--check").out) == said


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_name_is_broken_on_a_terminal(shell, write_small_app, columns):
    write_small_app(shell, "app")
    names = ["AFunctionWithALongName", "AnotherOfThemWithALonger", "HandleWhatIsInTheQueue"]
    for name in names:
        (shell.folder / "app" / name).mkdir()
        for file in ("function.json", "__init__.py"):
            text = (shell.folder / "app/StoreParcel" / file).read_text()
            (shell.folder / "app" / name / file).write_text(text.replace("parcels", "parcels-of-every-size-and-kind"))

    said = _in_terminal(shell, {"NO_COLOR": "1", "COLUMNS": str(columns)}, "app", "--check")

    table = said.replace("\r", "").split("\n\n")[1].split("\n")
    assert [line.split()[0] for line in table[1:]] == [*names[:2], names[2], "Hello", "StoreParcel"]
    assert max(map(len, table)) <= columns
    assert ("Outputs" in table[0], "Trigger" in table[0], "Verified" in table[0]) == {
        40: (False, False, False), 60: (False, True, True), 80: (False, True, False), 120: (True, True, True)
    }[columns]  # fmt: skip
    assert ("parcels-of-every-size-and-kind" in said) == (columns >= 80)


def test_paragraphs_end_between_words_on_a_terminal(shell, write_small_app):
    write_small_app(shell, "app")
    shell.write({"app/host.json": "{}"})

    said = _in_terminal(shell, {"NO_COLOR": "1", "COLUMNS": "50"}, "app", "--check").replace("\r", "")

    assert (
        "host.json:1:1: warning: has no extension bundle,\n  which StoreParcel needs for queueTrigger, blob:\n"
        "  the host refuses them, as it does now\n  [missing-bundle]\n"
    ) in said


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


def test_the_diff_shows_what_is_new_and_modified_first_and_deletions_last(small_app):
    small_app.write({"app/requirements.txt": "azure-functions==1.7.2\n"})

    done = small_app.run("app", "--diff")

    files = [line for line in done.out.splitlines() if line.startswith(("--- ", "+++ "))][::2]
    assert [line[4:] for line in files] == [
        "/dev/null", "a/app/requirements.txt", "a/app/Hello/__init__.py", "a/app/Hello/function.json",
        "a/app/StoreParcel/__init__.py", "a/app/StoreParcel/function.json",
    ]  # fmt: skip


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
