"""What the command writes, where, and when it refuses."""

import json
from pathlib import Path

import pytest


def test_the_bare_path_migrates_the_app(small_app):
    done = small_app.run("app")

    assert (done.code, done.err) == (0, "")
    tree = small_app.tree("app")
    assert sorted(tree) == ["function_app.py", "host.json", "requirements.txt"]
    assert b'@app.route(route="hello/{name}", methods=["GET"])' in tree["function_app.py"]
    assert done.out.endswith("1 app migrated, 2 functions merged.\n")


def test_the_named_command_does_the_same_as_the_bare_path(small_app, write_small_app):
    write_small_app(small_app, "other")
    small_app.run("app")
    small_app.run("migrate", "other", "--allow-dirty")

    assert small_app.tree("app") == small_app.tree("other")


def test_a_second_run_changes_nothing_although_the_first_is_not_committed(small_app):
    small_app.run("app")
    before = small_app.tree()

    done = small_app.run("app")

    assert (done.code, done.out) == (0, "1 app already up to date.\n")
    assert small_app.tree() == before


@pytest.mark.parametrize("change", [{"app/notes.md": "new\n"}, {"app/Hello/__init__.py": "def main(req): ...\n"}])
def test_an_app_with_uncommitted_files_is_refused_and_stays_as_it_is(small_app, change):
    small_app.write(change)
    before = small_app.tree()

    done = small_app.run("app")

    assert done.code == 2
    assert f"\nerror: refused, because 1 file is not committed: {next(iter(change)).removeprefix('app/')}" in done.out
    assert "--allow-dirty" in done.out
    assert small_app.tree() == before


def test_uncommitted_files_outside_the_app_do_not_matter(small_app):
    small_app.write({"elsewhere/notes.md": "new\n"})

    assert small_app.run("app").code == 0


def test_an_app_outside_git_is_refused_unless_dirty_is_allowed(shell, write_small_app):
    write_small_app(shell, "app")

    refused = shell.run("app")
    allowed = shell.run("app", "--allow-dirty")

    assert (refused.code, allowed.code) == (2, 0)
    assert "the app is in no git repository" in refused.out


def test_check_writes_nothing_and_exits_with_1_until_nothing_is_left_to_do(small_app):
    before = small_app.tree()

    first = small_app.run("app", "--check")
    unchanged = small_app.tree()
    small_app.run("app")
    second = small_app.run("app", "--check")

    assert (first.code, second.code) == (1, 0)
    assert unchanged == before
    assert "1 app would be migrated, 2 functions merged." in first.out


def test_output_leaves_the_source_alone_and_writes_what_a_run_in_place_would(small_app):
    before = small_app.tree("app")

    done = small_app.run("app", "--output", "out/new")

    assert done.code == 0
    assert small_app.tree("app") == before
    written = small_app.tree("out/new")
    small_app.run("app")
    assert written == small_app.tree("app")


def test_output_of_several_apps_is_sorted_into_folders_as_the_sources_are(shell, write_small_app):
    write_small_app(shell, "repo/services/intake")
    write_small_app(shell, "repo/reports")

    done = shell.run("repo", "--output", "out")

    assert done.code == 0
    assert {"services/intake/function_app.py", "reports/function_app.py"} <= shell.tree("out").keys()


def test_output_of_an_app_in_another_is_written_with_both(shell, write_small_app):
    write_small_app(shell, "app")
    write_small_app(shell, "app/tools/inner")

    done = shell.run("app", "--output", "out")

    assert done.code == 0
    written = shell.tree("out")
    assert {"function_app.py", "tools/inner/function_app.py"} <= written.keys()
    assert not [path for path in written if path.endswith("function.json")]


def test_output_of_an_inner_app_takes_the_place_of_no_ones_files(shell, write_small_app):
    write_small_app(shell, "app/inner")
    write_small_app(shell, "app/other")
    shell.write({"out/inner/precious.txt": "mine\n"})

    assert shell.run("app", "--output", "out").code == 2

    assert shell.tree("out/inner") == {"precious.txt": b"mine\n"}


def test_output_into_a_folder_that_holds_something_is_refused(small_app):
    small_app.write({"out/precious.txt": "mine\n"})

    done = small_app.run("app", "--output", "out")

    assert done.code == 2
    assert "is not an empty folder" in done.out
    assert small_app.tree("out") == {"precious.txt": b"mine\n"}


@pytest.mark.parametrize("other", ["--diff", "--check"])
def test_output_does_not_go_with_options_that_write_nothing(small_app, other):
    done = small_app.run("app", "--output", "out", other)

    assert done.code == 2
    assert done.err == "error: --output writes files; it does not go with --diff or --check\n"


def test_layout_in_place_touches_no_function_code(small_app):
    code = small_app.tree("app")["Hello/__init__.py"]

    done = small_app.run("app", "--layout", "in-place")

    tree = small_app.tree("app")
    assert done.code == 0
    assert tree["Hello/__init__.py"] == code
    assert "Hello/function.json" not in tree
    assert "2 functions kept in place" in done.out


def test_a_higher_bundle_is_written_only_on_request(small_app):
    host = small_app.tree("app")["host.json"].replace(b"[4.*, 5.0.0)", b"[3.*, 4.0.0)")
    small_app.write({"host.json": host}, "app")

    small_app.run("app", "--output", "kept")
    small_app.run("app", "--output", "raised", "--bundle", "4")

    assert small_app.tree("kept")["host.json"] == host
    assert b"[4." in small_app.tree("raised")["host.json"]


def test_an_app_with_a_broken_function_is_not_written_unless_that_may_be_dropped(shell, write_broken_app):
    write_broken_app(shell, "app")
    shell.commit()
    before = shell.tree()

    refused = shell.run("app")
    unchanged = shell.tree()
    dropped = shell.run("app", "--drop-broken")

    assert (refused.code, dropped.code) == (2, 0)
    assert unchanged == before
    assert "Broken/function.json:1:2: error: function.json cannot be parsed" in refused.out
    assert "2 functions merged, 1 dropped" in dropped.out
    assert "Broken/function.json" not in shell.tree("app")


def test_every_app_below_a_folder_is_migrated_and_one_that_fails_holds_up_no_other(
    shell, write_small_app, write_broken_app
):
    write_small_app(shell, "repo/a")
    write_broken_app(shell, "repo/b")
    write_small_app(shell, "repo/c")
    shell.commit()

    done = shell.run("repo")

    assert done.code == 2
    assert done.out.endswith("2 apps migrated, 4 functions merged. 1 app failed and not written.\n")
    assert {"a/function_app.py", "b/Hello/function.json", "c/function_app.py"} <= shell.tree("repo").keys()


def test_an_app_that_is_named_twice_is_migrated_once(small_app):
    done = small_app.run("app", ".", "app")

    assert done.out.endswith("1 app migrated, 2 functions merged.\n")


def test_undo_puts_back_every_byte_run_by_run(small_app):
    before = small_app.tree()
    small_app.run("app")

    undone = small_app.run("undo", "app")
    again = small_app.run("undo", "app")

    assert (undone.code, again.code) == (0, 2)
    assert undone.out == "app: `pystein-migrate app` undone, 5 files put back.\n"
    assert small_app.tree() == before
    assert "no run on" in again.err


def test_undo_finds_the_apps_below_a_folder(shell, write_small_app):
    write_small_app(shell, "repo/a")
    write_small_app(shell, "repo/b")
    shell.commit()
    before = shell.tree()
    shell.run("repo")

    assert shell.run("undo", ".").code == 0
    assert shell.tree() == before


def test_undo_refuses_files_that_were_edited_since_unless_forced(small_app):
    before = small_app.tree()
    small_app.run("app")
    script = small_app.folder / "app" / "function_app.py"
    script.write_bytes(script.read_bytes() + b"# mine\n")

    refused = small_app.run("undo", "app")
    forced = small_app.run("undo", "app", "--force")

    assert (refused.code, forced.code) == (2, 0)
    assert "function_app.py" in refused.err
    assert "--force" in refused.err
    assert small_app.tree() == before
    kept = forced.out.rpartition("kept as ")[2].strip()
    assert Path(kept).read_bytes().endswith(b"# mine\n")


def test_upgrade_leaves_apps_of_the_legacy_model_alone(small_app):
    before = small_app.tree()

    done = small_app.run("upgrade", "app")

    assert done.code == 0
    assert "move it with `migrate` first" in done.out
    assert small_app.tree() == before


def test_upgrade_rewrites_the_spellings_of_the_private_preview(shell):
    script = "import azure.functions as func\n\napp = func.FunctionApp(auth_level=func.AuthLevel.ANONYMOUS)\n\n\n"
    script += '@app.route(route="x")\n@app.write_queue(arg_name="m", queue_name="q", connection="C")\n'
    script += "def f(req: func.HttpRequest, m: func.Out[str]) -> str:\n    return 'x'\n"
    shell.write({"host.json": "{}", "function_app.py": script, "requirements.txt": "azure-functions\n"}, "app")
    shell.commit()

    done = shell.run("upgrade", "app")

    assert done.code == 0
    assert b"@app.queue_output(" in shell.tree("app")["function_app.py"]


def test_the_json_report_of_a_check_says_what_a_run_would_do(small_app):
    planned = small_app.run("app", "--check", "--format", "json")
    done = small_app.run("app", "--format", "json")

    assert (planned.code, done.code) == (1, 0)
    assert json.loads(planned.out) == json.loads(done.out)
