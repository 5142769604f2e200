"""What `check` writes goes the one way that all writing goes: git is asked, all files or none, and undo takes it back."""

import pytest

SCRIPT = """import azure.functions as func

app = func.FunctionApp()


@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
UNUSED = "x = 1  # noqa: PYS001\n"
APP = {
    "host.json": "{}\n",
    "function_app.py": "\ufeff" + (SCRIPT + UNUSED).replace("\n", "\r\n"),
    "helper.py": "# coding: latin-1\n# \xe9\n".encode("latin-1") + UNUSED.encode(),
    "notes.md": "notes\n",
}
MIXED = {
    "host.json": "{}\n",
    "function_app.py": SCRIPT,
    "Old/__init__.py": "def main(timer): ...\n",
    "Old/function.json": '{"bindings": [{"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 * * * * *"}]}',
}
FIX = ("check", "--select", "PYS099", "--fix")


@pytest.fixture
def committed(shell):
    """A committed app in ``app`` with two comments that silence nothing."""
    shell.write(APP, "app")
    shell.commit()
    return shell


def test_undo_takes_back_what_was_fixed(committed):
    before = committed.tree()

    assert committed.run(*FIX, "app").code == 0
    fixed = committed.tree()
    done = committed.run("undo", "app")

    assert [path for path in before if fixed[path] != before[path]] == ["app/function_app.py", "app/helper.py"]
    assert done.out == "app: `check --fix` undone, 2 files put back.\n"
    assert committed.tree() == before


def test_undo_takes_back_comments_that_were_added(shell):
    shell.write(MIXED, "app")
    shell.commit()
    before = shell.tree()

    added = shell.run("check", "--select", "PYS001", "--add-noqa", "app")
    done = shell.run("undo", "app")

    assert added.err == "Added 1 noqa directive.\n"
    assert done.out == "app: `check --add-noqa` undone, 1 file put back.\n"
    assert shell.tree() == before


def test_undo_of_a_folder_takes_back_the_ruff_settings_above_the_app_as_well(committed):
    committed.write({"pyproject.toml": "[tool.ruff]\r\n"})
    committed.git("add", "--all")
    committed.git("commit", "--quiet", "--message", "ruff")
    before = committed.tree()

    fixed = committed.run(*FIX, "--fix-ruff-config", "app")
    after = committed.tree()
    done = committed.run("undo", ".")

    assert fixed.err == 'Added `external = ["PYS"]` to pyproject.toml.\n'
    assert after["pyproject.toml"] != before["pyproject.toml"]
    assert sorted(done.out.splitlines()) == [
        ".: `check --fix --fix-ruff-config` undone, 1 file put back.",
        "app: `check --fix --fix-ruff-config` undone, 2 files put back.",
    ]
    assert committed.tree() == before


def test_ruff_settings_inside_the_app_are_one_transaction_with_its_fixes(committed):
    committed.write({"app/ruff.toml": "line-length = 100\n"})
    committed.git("add", "--all")
    committed.git("commit", "--quiet", "--message", "ruff")
    before = committed.tree()

    committed.run(*FIX, "--fix-ruff-config", "app")
    done = committed.run("undo", "app")

    assert done.out == "app: `check --fix --fix-ruff-config` undone, 3 files put back.\n"
    assert committed.tree() == before


def test_undo_takes_back_fixes_of_modules_outside_any_app(shell):
    shell.write(
        {
            "tools/deep/send.py": "import azure.functions\n" + UNUSED,
            "tools/more.py": "import azure.functions\n" + UNUSED,
        }
    )
    shell.commit()
    before = shell.tree()

    shell.run(*FIX, "tools", "tools/deep/send.py")
    fixed = shell.tree()
    done = shell.run("undo", ".")

    assert all(b"noqa" not in data for data in fixed.values())
    assert done.code == 0
    assert shell.tree() == before


@pytest.mark.parametrize("arguments", [FIX, (*FIX, "--fix-only")])
@pytest.mark.parametrize("staged", [False, True])
def test_an_uncommitted_file_that_a_fix_would_change_is_refused_and_nothing_is_written(committed, arguments, staged):
    committed.write({"app/helper.py": UNUSED + "y = 2\n"})
    if staged:
        committed.git("add", "--all")
    before = committed.tree()

    refused = committed.run(*arguments, "app")
    unchanged = committed.tree()
    allowed = committed.run(*arguments, "--allow-dirty", "app")

    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "error: app: nothing was written, because 1 file is not committed: helper.py; commit first, or run with "
        "--allow-dirty; --diff shows the fixes without making them\n"
    )
    assert unchanged == before
    assert allowed.code == 0
    assert committed.tree()["app/helper.py"] == b"x = 1\ny = 2\n"


def test_uncommitted_files_that_stay_as_they_are_do_not_matter(committed):
    committed.write({"app/notes.md": "edited\n", "app/new.py": "y = 1\n", "app/host.json": '{"version": "2.0"}\n'})

    assert committed.run(*FIX, "app").code == 0
    assert b"noqa" not in committed.tree()["app/function_app.py"]


def test_one_app_that_is_not_committed_stops_the_others_too(committed):
    committed.write(APP, "second")
    before = committed.tree()

    done = committed.run(*FIX, ".")

    assert (done.code, done.out) == (2, "")
    assert "second: nothing was written, because 2 files are not committed: function_app.py, helper.py" in done.err
    assert committed.tree() == before


def test_what_writes_nothing_asks_for_nothing(shell):
    shell.write(APP, "app")
    before = shell.tree()

    assert shell.run("check", "--select", "PYS099", "app").code == 1
    diff = shell.run(*FIX, "--diff", "app")

    assert (diff.code, "-x = 1  # noqa: PYS001" in diff.out) == (1, True)
    assert shell.tree() == before


def test_outside_git_files_are_changed_only_where_dirty_is_allowed(shell):
    shell.write(APP, "app")
    before = shell.tree()

    refused = shell.run(*FIX, "app")
    unchanged = shell.tree()
    allowed = shell.run(*FIX, "--allow-dirty", "app")

    assert (refused.code, allowed.code) == (2, 0)
    assert "app: nothing was written, because the app is in no git repository" in refused.err
    assert unchanged == before


def test_added_comments_and_ruff_settings_are_guarded_too(shell):
    shell.write({**MIXED, "ruff.toml": "line-length = 100\n"}, "app")
    before = shell.tree()

    for option in ("--add-noqa", "--fix-ruff-config"):
        refused = shell.run("check", "--select", "PYS001", option, "app")
        assert (refused.code, refused.err.count("\n")) == (2, 1)
        assert "--allow-dirty" in refused.err
        assert shell.tree() == before
        assert shell.run("check", "--select", "PYS001", option, "--exit-zero", "--allow-dirty", "app").code == 0
        assert shell.tree() != before
        before = shell.tree()


def test_settings_that_fix_always_can_allow_dirty_always(shell):
    settings = "[tool.pystein-migrate.lint]\nselect = ['PYS099']\nfix = true\n"
    shell.write(APP, "app")
    shell.write({"pyproject.toml": settings})
    refused = shell.run("check")
    shell.write({"pyproject.toml": settings + "allow-dirty = true\n"})
    allowed = shell.run("check")

    assert (refused.code, allowed.code) == (2, 0)
    assert b"noqa" not in shell.tree()["app/function_app.py"]


def test_a_file_reached_through_a_link_is_refused(committed):
    (committed.folder / "app/link.py").symlink_to(committed.folder / "app/helper.py")
    before = committed.tree()

    done = committed.run(*FIX, "--allow-dirty", "app/link.py")

    assert done.code == 2
    assert done.err.startswith("error: app: link.py: is reached through a link")
    assert committed.tree() == before
