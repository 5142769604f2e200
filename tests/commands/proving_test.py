"""``--prove run``: the app is run as it is and as planned, and what differs is taken out of the plan."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

from .conftest import HOST, Done, Shell
from .reporting_test import DOCUMENT

pytestmark = pytest.mark.run

TRIGGER = """{"bindings": [
  {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "work", "connection": "Store"},
  {"type": "queue", "direction": "out", "name": "$return", "queueName": "done", "connection": "Store"}
]}
"""
GREET = 'def main(msg):\n    return "hello " + msg.get_body().decode()\n'
# What it tells is the name of the code that runs, and no analysis reads the text in which it asks for that.
AUDIT = """import operator

WHERE = operator.attrgetter("__traceback__.tb_frame.f_code.co_name")


def main(msg):
    try:
        return str(1 / len(msg.get_body()[:0]))
    except ZeroDivisionError as error:
        return WHERE(error)
"""
# Passes at load in a file of its own only.
STRICT = """import operator

try:
    import azure.functions.nothing
except ImportError as error:
    PATH = operator.attrgetter("__traceback__.tb_frame.f_code.co_filename")(error)
assert PATH.endswith("__init__.py")


def main(msg):
    return "strict"
"""
FAIL = 'def main(msg):\n    raise KeyError("always")\n'
# The name of a module begins with __app__ in the legacy model only, wherever the module is.
LABEL = "def main(msg):\n    return __name__\n"
KEYED = 'import os\n\nKEY = os.environ["KEY"]\n\n\ndef main(msg):\n    return KEY\n'
RATES = (
    'import json\nimport os\n\nRATES = json.loads(os.environ["RATES"])["eur"]\n\n\ndef main(msg):\n    return RATES\n'
)


def write(shell: Shell, scripts: Mapping[str, str], below: str = "app", **more: str) -> Shell:
    """An app of these functions, committed."""
    files = {"host.json": HOST, "requirements.txt": "azure-functions\n", **more}
    for name, script in scripts.items():
        files |= {f"{name}/function.json": TRIGGER, f"{name}/__init__.py": script}
    shell.write(files, below)
    shell.commit()
    return shell


def prove(shell: Shell, python: Path, *arguments: str) -> Done:
    return shell.run("--prove", "run", "--python", str(python), *arguments)


def rows(done: Done) -> dict[str, tuple[str, str]]:
    """Status and proof of each function, as the table of the report has them."""
    table = done.out.split("Proven\n")[1].split("\n\n")[0]
    cells = [line.split("  ") for line in table.splitlines()]
    trimmed = [[cell.strip() for cell in line if cell.strip()] for line in cells]
    return {line[0]: (line[4], line[6]) for line in trimmed}


def test_what_does_the_same_is_written_and_what_running_proved_is_said(shell: Shell, run_python: Path) -> None:
    write(shell, {"Fail": FAIL, "Greet": GREET})

    done = prove(shell, run_python, "app")

    assert done.code == 0, done.out + done.err
    assert done.err.count("Running the code of app, as it is and as planned (--prove run), with Python 3.") == 1
    assert str(run_python) in done.err
    assert rows(done) == {"Fail": ("merged", "without running"), "Greet": ("merged", "✓, by running")}
    assert "info: proven without running only: every call raised an exception, the same in both models" in done.out
    assert done.out.endswith("1 app migrated, 2 functions merged. 1 proven by running, 1 without running only.\n")
    assert sorted(shell.tree("app")) == ["function_app.py", "host.json", "requirements.txt"]


def test_a_function_that_differs_is_taken_out_of_the_merge(shell: Shell, run_python: Path) -> None:
    write(shell, {"Audit": AUDIT, "Greet": GREET})
    assert "2 functions merged" in shell.run("app", "--check").out

    done = prove(shell, run_python, "app")

    assert done.code == 0, done.out + done.err
    assert rows(done) == {"Audit": ("kept in place", "✓, by running"), "Greet": ("merged", "✓, by running")}
    assert "warning: kept in place: merged, it ran differently (" in done.out
    assert '{"string": "main"} became {"string": "audit"})' in done.out
    assert shell.tree("app")["Audit/__init__.py"].decode() == AUDIT
    assert "Greet/__init__.py" not in shell.tree("app")


def test_in_the_layout_blueprints_its_script_is_left_as_it_is(shell: Shell, run_python: Path) -> None:
    script = 'import asyncio\n\n\ndef main(msg):\n    return type(asyncio.run(own())).__name__\n\n\nasync def own():\n    return globals()["main"]\n'
    write(shell, {"Audit": script, "Greet": GREET})

    done = prove(shell, run_python, "app", "--layout", "blueprints")

    assert done.code == 0, done.out + done.err
    assert rows(done) == {"Audit": ("kept in place", "✓, by running"), "Greet": ("merged", "✓, by running")}
    assert shell.tree("app")["Audit/__init__.py"].decode() == script
    assert b"app.register_functions(greet_bp)" in shell.tree("app")["function_app.py"]


def test_folders_that_will_be_gone_are_gone_when_it_is_proven(shell: Shell, run_python: Path) -> None:
    listing = (
        "import os\n\n\ndef main(msg):\n    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\n"
        "    return str(sorted(name for name in os.listdir(root) if name.istitle()))\n"
    )
    done = prove(write(shell, {"Greet": GREET, "List": listing}), run_python, "app", "--format", "json")

    (app,) = json.loads(done.out)["apps"]
    assert [function["status"] for function in app["functions"]] == ["kept-in-place", "kept-in-place"]
    assert sorted(path.name for path in (shell.folder / "app").iterdir() if path.is_dir()) == ["Greet", "List"]


def test_what_differs_everywhere_is_refused_with_the_command_that_accepts_it(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET, "Label": LABEL, "Other": LABEL})
    before = shell.tree()

    done = prove(shell, run_python, "app", "--accept", "Other")

    assert done.code == 2
    assert shell.tree() == before
    assert rows(done) == {
        "Greet": ("not written", "✓, by running"),
        "Label": ("failed", "differs"),
        "Other": ("not written", "accepted by you"),
    }
    assert "Label/__init__.py:1:1: error: runs differently, even out of function_app.py (" in done.out
    assert "__app__.Label" in done.out
    assert f"--prove run --python {run_python} app --accept Other --accept Label\n" in done.out
    assert done.out.endswith("1 app failed and not written.\n")


def test_what_is_accepted_by_name_is_written_as_it_was_planned_first(shell: Shell, run_python: Path) -> None:
    write(shell, {"Audit": AUDIT, "Greet": GREET, "Label": LABEL})

    done = prove(shell, run_python, "app", "--accept", "Label", "--accept", "Audit")

    assert done.code == 0, done.out + done.err
    assert rows(done) == {
        "Audit": ("merged", "accepted by you"),
        "Greet": ("merged", "✓, by running"),
        "Label": ("kept in place", "accepted by you"),
    }
    assert done.out.count("warning: runs differently, which you accepted (") == 2
    assert "1 proven by running, 2 accepted as different." in done.out
    assert "isolate" not in done.out and "try:\n    from Label" not in shell.tree("app")["function_app.py"].decode()


def test_a_script_that_cannot_be_loaded_when_it_is_merged_is_taken_out_alone(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET, "Part": GREET.replace("hello", "bye"), "Strict": STRICT})

    done = prove(shell, run_python, "app")

    assert done.code == 0, done.out + done.err
    assert rows(done) == {
        "Greet": ("merged", "✓, by running"),
        "Part": ("merged", "✓, by running"),
        "Strict": ("kept in place", "✓, by running"),
    }
    assert "merged, it ran differently (function: runs became the app does not index: " in done.out


def test_what_fails_to_load_is_kept_apart_so_that_the_others_live(shell: Shell, run_python: Path) -> None:
    settings = json.dumps({"IsEncrypted": False, "Values": {"KNOWN": "1"}})
    scripts = {"Greet": GREET, "Known": KEYED.replace("KEY", "KNOWN"), "Lacking": KEYED, "Rates": RATES}
    write(shell, scripts, **{"local.settings.json": settings})

    done = prove(shell, run_python, "app")

    assert done.code == 0, done.out + done.err
    assert rows(done) == {
        "Greet": ("merged", "✓, by running"),
        "Known": ("merged", "✓, by running"),
        "Lacking": ("kept in place", "✓, by running"),  # with a made-up setting
        "Rates": ("kept in place", "without running"),
    }
    assert "kept apart, as with --isolate: where the app was run, KeyError: 'KEY' kept this from loading" in done.out
    assert "info: proven without running only: does not load in the legacy model: " in done.out
    script = shell.tree("app")["function_app.py"].decode()
    assert "try:\n    from Rates import main as rates_main\nexcept Exception:\n" in script


def test_what_fails_everywhere_is_proven_without_running_only(shell: Shell, run_python: Path) -> None:
    write(shell, {"Part": RATES, "Rates": RATES})

    done = prove(shell, run_python, "app", "--check")

    assert done.code == 1, done.out + done.err
    assert rows(done) == {"Part": ("merged", "without running"), "Rates": ("merged", "without running")}


def test_the_json_report_says_what_was_proven_how(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET, "Label": LABEL}, "one")
    write(shell, {"Rates": RATES}, "two")

    done = prove(shell, run_python, ".", "--output", "new", "--format", "json", "--accept", "Label")

    assert done.code == 0, done.err
    assert done.err.count("Running the code of ") == 2
    document = json.loads(done.out)
    jsonschema.validate(document, DOCUMENT)
    runs = {each["name"]: each["run"] for app in document["apps"] for each in app["functions"]}
    assert {name: run["verdict"] for name, run in runs.items()} == {
        "Greet": "same", "Label": "accepted", "Rates": "not comparable",
    }  # fmt: skip
    assert runs["Greet"]["invocations"] > 0 and runs["Greet"]["reason"] == ""
    assert "__app__.Label" in runs["Label"]["reason"] and "JSONDecodeError" in runs["Rates"]["reason"]
    assert document["summary"]["functions_proven_by_running"] == 1
    assert document["summary"]["functions_accepted"] == 1
    assert {path.split("/")[1] for path in shell.tree() if path.startswith("new/")} == {"one", "two"}


def test_nothing_is_run_where_nothing_would_be_written(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET, "Broken": "def main(:\n"})

    done = prove(shell, run_python, "app")

    assert done.code == 2
    assert "Running" not in done.err


def test_uncommitted_changes_are_refused_before_anything_is_run(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET})
    shell.write({"Greet/__init__.py": GREET + "\n"}, "app")

    done = prove(shell, run_python, "app")

    assert done.code == 2
    assert "[not-committed]" in done.out and "Running" not in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accept", "Greet"], "error: --accept has no meaning without --prove run\n"),
        (["--python", "python3"], "error: --python has no meaning without --prove run\n"),
        (["--prove", "run", "--python", "no-such-python"], "error: --prove run: "),
        (["--prove", "thought"], "run"),
    ],
)
def test_bad_use_is_refused_before_anything_happens(shell: Shell, arguments: list[str], said: str) -> None:
    write(shell, {"Greet": GREET})

    done = shell.run("app", *arguments)

    assert done.code == 2
    assert said in done.err and "Running" not in done.err
    assert "function_app.py" not in shell.tree("app")


def test_a_name_to_accept_must_be_a_function(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET})

    done = prove(shell, run_python, "app", "--accept", "Greed")

    assert (done.code, done.err) == (2, "error: --accept: no function is called Greed\n")


def test_a_python_without_the_workers_is_refused_with_what_to_do(shell: Shell, run_python: Path) -> None:
    write(shell, {"Greet": GREET})
    subprocess.run([run_python, "-m", "venv", "--without-pip", shell.folder / "bare"], check=True)

    done = prove(shell, Path("bare/bin/python"), "app")

    assert done.code == 2
    assert done.err.startswith("error: --prove run needs azure-functions-runtime")
    assert "install pystein-migrate[run] into a Python of at least 3.13" in done.err


def test_no_file_of_the_app_can_ask_for_running_it(shell: Shell) -> None:
    write(shell, {"Greet": GREET}, **{"pyproject.toml": '[tool.pystein-migrate]\nprove = "run"\n'})

    done = shell.run("app", "--check")

    assert done.code == 2
    assert 'unknown setting "prove"' in done.err
