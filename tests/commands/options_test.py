"""Bad use, settings files, start-up, and the releases to write for."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "libcst",
    "rich",
    "azure",
    "pathspec",
    "pystein_migrate.commands.migrate",
    "pystein_migrate.merge.pipeline",
    "pystein_rules",
)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["migrate", "--help"], []])
def test_start_up_imports_nothing_heavy(shell, arguments):
    code = f"""
import sys
try:
    from pystein_migrate.commands.cli import run
    run({arguments!r})
except SystemExit:
    pass
print("IMPORTED", [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], env=shell.environ, capture_output=True, text=True, check=False)

    assert done.stdout.endswith("IMPORTED []\n"), done.stdout + done.stderr


def test_version_prints_the_version(shell):
    from pystein_migrate import __version__

    done = shell.run("--version")

    assert (done.code, done.out, done.err) == (0, f"pystein-migrate {__version__}\n", "")


def test_help_names_every_command_and_every_option(shell):
    commands = shell.run("--help").out
    options = shell.run("migrate", "-h").out

    for command in ("migrate", "upgrade", "undo", "check", "rule", "note", "verify"):
        assert f"\n  {command} " in commands
    for option in (
        "--diff", "--check", "--output", "--layout", "--azure-functions", "--bundle", "--drop-broken", "--isolate",
        "--include-hidden", "--prove", "--accept", "--python", "--allow-dirty",
        "--format", "--quiet", "--verbose",
    ):  # fmt: skip
        assert option in options


@pytest.mark.parametrize("command", ["check", "rule", "note", "verify"])
def test_commands_of_other_rooms_are_found(shell, command):
    done = shell.run(command, "--help")

    assert done.code == 0
    assert "--help" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "error: nowhere: no such folder"),
        (["app", "nowhere"], "error: nowhere: no such folder"),
        (["app/host.json"], "error: app/host.json: not a folder; give the folder of a function app"),
        (["a" * 5000], "error: "),
        (["app", "--layout", "round"], "round"),
        (["app", "--bundle", "5"], "5"),
        (["app", "--isolate", "Hallo", "Hello"], "error: --isolate: no function is called Hallo"),
        (["--isolate", "Hello", "app"], "PATH"),
        (["app", "--format", "xml"], "xml"),
        (["app", "--unknown"], "--unknown"),
        (["app", "-q", "-v"], "--quiet and --verbose exclude each other"),
        (["app", "--azure-functions", "new"], '"new" is no azure-functions release; give X.Y or X.Y.Z'),
        (["app", "--azure-functions", "2"], '"2" is no azure-functions release'),
        (["app", "--azure-functions", "1.9"], "azure-functions 1.9 has no decorators"),
        (["undo", "nowhere"], "error: nowhere: no such folder"),
        (["migrate"], "PATH"),
    ],
)
def test_bad_use_is_one_clear_error_and_nothing_is_written(small_app, arguments, said):
    before = small_app.tree()

    done = small_app.run(*arguments)

    assert done.code == 2
    assert said in done.err
    assert done.out == ""
    assert small_app.tree() == before


def test_a_folder_without_an_app_is_no_error_but_said(shell):
    shell.write({"src/main.py": "print()\n"})

    done = shell.run("src")

    assert (done.code, done.out) == (0, "Nothing to migrate.\n")
    assert done.err == "warning: src: no Python function app found\n"


def test_settings_hold_unless_the_command_line_says_otherwise(small_app):
    small_app.write({"pyproject.toml": '[tool.pystein-migrate]\nlayout = "in-place"\n'})

    from_file = small_app.run("app", "--check")
    from_line = small_app.run("app", "--check", "--layout", "single")

    assert "2 functions kept in place" in from_file.out
    assert "2 functions merged" in from_line.out


def test_a_nearer_file_without_our_table_hides_no_settings(small_app):
    small_app.write({
        "pyproject.toml": '[tool.pystein-migrate]\nlayout = "in-place"\n[tool.pystein-migrate.lint]\nselect = ["ALL"]\n',
        "app/pyproject.toml": "[tool.black]\nline-length = 100\n",
    })  # fmt: skip

    assert "2 functions kept in place" in small_app.run("app", "--check").out


def test_excluded_folders_are_not_searched_but_may_be_named(shell, write_small_app):
    for folder in ("apps/new", "apps/old/one", "attic"):
        write_small_app(shell, folder)
    shell.write({"pyproject.toml": '[tool.pystein-migrate]\nexclude = ["apps/old", "att*"]\n'})

    searched = shell.run(".", "--check", "-q")
    named = shell.run("attic", "--check", "-q")

    assert searched.out == "1 app would be migrated, 2 functions merged.\n"
    assert named.out == "1 app would be migrated, 2 functions merged.\n"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[tool.black]\n\n[tool.pystein-migrate]\nlayuot = "single"\n', 'pyproject.toml:4: unknown setting "layuot"'),
        ('[tool.pystein-migrate]\nlayout = "round"\n', "pyproject.toml:2: layout must be one of single, blueprints"),
        ("[tool.pystein-migrate]\nazure-functions = 1.26\n", "pyproject.toml:2: azure-functions must be a string"),
        ('[tool.pystein-migrate]\nexclude = "a"\n', "pyproject.toml:2: exclude must be a list"),
        ('[tool.pystein-migrate]\nisolate = "a"\n', "pyproject.toml:2: isolate must be true, or a list of function"),
        ('[tool.pystein-migrate]\nexclude = ["[b-a]"]\n', "pyproject.toml: exclude holds a bad pattern"),
        ('[tool]\npystein-migrate = "x"\n', "tool.pystein-migrate must be a table"),
        ("[tool\n", "pyproject.toml:1:6: not valid TOML"),
        (b"\xff\n", "not valid UTF-8"),
    ],
)
def test_settings_that_cannot_be_used_are_an_error_with_their_place(small_app, settings, said):
    small_app.write({"pyproject.toml": settings})
    before = small_app.tree()

    done = small_app.run(".", "--allow-dirty")

    assert done.code == 2
    assert said in done.err
    assert small_app.tree() == before


@pytest.mark.parametrize(("series", "release"), [("1.11", "1.11.2"), ("1.10", "1.10.1")])
def test_the_private_preview_is_written_and_proven_with_its_own_release(small_app, library, series, release):
    shutil.copytree(library(release), _cache(small_app) / release)
    shutil.rmtree(small_app.folder / "app" / "StoreParcel")
    small_app.write({
        "app/Tick/function.json": '{"bindings": [{"type": "timerTrigger", "direction": "in", "name": "t", "schedule": "0 0 * * * *"}]}',
        "app/Tick/__init__.py": "import azure.functions as func\n\n\ndef main(t: func.TimerRequest) -> None:\n    pass\n",
    })  # fmt: skip

    done = small_app.run("app", "--azure-functions", series, "--allow-dirty")

    assert done.code == 0, done.out
    assert b"@app.schedule(" in small_app.tree("app")["function_app.py"]


def test_a_release_that_cannot_be_fetched_is_an_error_that_says_what_to_do(small_app):
    for variable in [name for name in small_app.environ if name.startswith("PIP_")]:
        del small_app.environ[variable]
    small_app.environ.update(PIP_CONFIG_FILE="/dev/null", PIP_NO_INDEX="1")
    before = small_app.tree()

    done = small_app.run("app", "--azure-functions", "1.11")

    assert done.code == 2
    assert "azure-functions 1.11.2, needed to prove the result, could not be fetched" in done.err
    assert str(_cache(small_app) / "1.11.2") in done.err
    assert small_app.tree() == before


def _cache(shell) -> Path:
    if sys.platform != "linux":
        pytest.skip("the cache folder is elsewhere, and not to be touched")
    return Path(shell.environ["XDG_CACHE_HOME"]) / "pystein-migrate" / "libraries"


def test_upgrade_turns_schedule_into_timer_trigger_only_when_asked(tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    (app / "host.json").write_text('{"version": "2.0"}')
    script = app / "function_app.py"
    before = (
        "import azure.functions as func\n\napp = func.FunctionApp()\n\n\n"
        '@app.schedule(schedule="0 0 * * * *", arg_name="timer")\ndef nightly(timer: func.TimerRequest) -> None:\n    pass\n'
    )
    script.write_text(before)

    def upgrade(*options: str) -> int:
        command = [sys.executable, "-m", "pystein_migrate", "upgrade", "--allow-dirty", *options, str(app)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    assert upgrade() == 0
    assert script.read_text() == before
    assert upgrade("--rename-schedule") == 0
    assert script.read_text() == before.replace("@app.schedule(", "@app.timer_trigger(")


def test_upgrade_writes_nothing_that_the_library_would_not_index(tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    (app / "host.json").write_text('{"version": "2.0"}')
    script = app / "function_app.py"
    before = (
        "import azure.functions as func\n\napp = func.FunctionApp(auth_level=func.AuthLevel.ANONYMOUS)\n\n\n"
        '@app.write_queue(arg_name="msg", queue_name="work", connection="Store")\n'
        "def no_trigger(msg: func.Out[str]) -> None:\n    pass\n"
    )
    script.write_text(before)

    command = [sys.executable, "-m", "pystein_migrate", "upgrade", "--allow-dirty", str(app)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 2
    assert "does not have a trigger" in done.stdout + done.stderr
    assert script.read_text() == before


NEEDS_A_SETTING = {
    "app/Hello/__init__.py": "import os\n\nKEY = os.environ['KEY']\n\n\ndef main(req):\n    return KEY\n"
}


@pytest.mark.parametrize(
    ("arguments", "isolated"),
    [
        (["app", "--isolate"], {"hello"}),
        (["app", "--isolate", "StoreParcel"], {"store_parcel"}),
        (["app", "--isolate", "StoreParcel", "Hello", "--layout", "in-place"], {"hello", "store_parcel"}),
        (["app", "--isolate", "StoreParcel", "--isolate", "Hello"], {"hello", "store_parcel"}),
        (["--isolate", "Hello", "./app"], {"hello"}),
        (["--isolate", "./app"], {"hello"}),
        (["app"], set()),
    ],
)
def test_isolate_takes_names_or_all_that_have_a_note(small_app, arguments, isolated):
    small_app.write(NEEDS_A_SETTING)

    done = small_app.run(*arguments, "--output", "new")

    assert done.code == 0, done.out + done.err
    text = small_app.tree("new")["function_app.py"].decode()
    guards = set(re.findall(r"^try:\n    from \w+ import main as (\w+)_main\nexcept Exception:$", text, re.MULTILINE))
    assert guards == isolated


@pytest.mark.parametrize(("value", "guards"), [("true", 1), ("false", 0), ('["StoreParcel", "Gone"]', 1)])
def test_the_settings_file_may_say_what_to_isolate(small_app, value, guards):
    small_app.write({**NEEDS_A_SETTING, "pyproject.toml": f"[tool.pystein-migrate]\nisolate = {value}\n"})

    done = small_app.run("app", "--diff")

    assert done.code == 0, done.err
    assert done.out.count("except Exception:") == guards


def test_a_second_run_knows_the_isolated_functions_and_undo_takes_all_back(small_app):
    small_app.write(NEEDS_A_SETTING)
    before = small_app.tree("app")
    first = small_app.run("app", "--allow-dirty", "--isolate", "Hello")
    after = small_app.tree("app")

    second = small_app.run("app", "--allow-dirty", "--isolate", "Hello")

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert small_app.tree("app") == after
    assert small_app.run("undo", "app").code == 0
    assert small_app.tree("app") == before


def test_functions_that_are_hidden_are_refused_or_included(small_app):
    small_app.write({"app/.funcignore": "Hello\n"})

    refused = small_app.run("app", "--allow-dirty")
    included = small_app.run("app", "--allow-dirty", "--include-hidden")

    assert (refused.code, included.code) == (2, 0)
    assert "[hidden-functions]" in refused.out
    assert "[hidden-function]" in included.out
