"""Which apps, functions and files are found in a folder, and which are not."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from pystein_migrate import notes
from pystein_migrate.read.app import read_app
from pystein_migrate.read.discovery import find_apps
from pystein_migrate.read.walk import walk_files

FUNCTION = json.dumps({"bindings": [{"type": "timerTrigger", "direction": "in", "name": "t", "schedule": "s"}]})


def tree(root: Path, *paths: str, **contents: str) -> Path:
    """Write the files; a path that ends in / is a function folder with a script."""
    for path in paths:
        if path.endswith("/"):
            tree(root, path + "function.json", path + "__init__.py")
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(FUNCTION if path.endswith("function.json") else "{}" if path.endswith("json") else "")
    for path, text in contents.items():
        (root / path).write_text(text)
    return root


def found(root: Path) -> list[str]:
    return [app.relative_to(root).as_posix() for app in find_apps(root)]


def test_an_app_is_found_from_its_own_root_and_from_above(tmp_path) -> None:
    tree(
        tmp_path,
        "one/host.json",
        "one/F/",
        "two/F/",
        "two/G/",
        "deep/down/three/host.json",
        "deep/down/three/function_app.py",
    )
    assert found(tmp_path) == ["deep/down/three", "one", "two"]
    assert found(tmp_path / "one") == ["."]


def test_an_app_in_an_app_is_an_app_and_a_function_in_a_function_is_none(tmp_path) -> None:
    tree(
        tmp_path,
        "host.json",
        "F/",
        "F/backup/G/",
        "F/old/",
        "tools/host.json",
        "tools/H/",
        "F/nested/host.json",
        "F/nested/N/",
    )
    assert found(tmp_path) == [".", "F/nested", "tools"]


def test_a_function_folder_itself_is_no_app(tmp_path) -> None:
    tree(tmp_path, "F/")
    assert found(tmp_path / "F") == []
    assert found(tmp_path) == ["."]


def test_apps_of_other_languages_and_installed_things_are_none(tmp_path) -> None:
    tree(tmp_path, "js/host.json", "js/F/function.json", "js/F/index.js", "net/F/function.json", "v/pyvenv.cfg", "v/app/F/",
         "node_modules/m/F/", ".venv/x/F/", ".python_packages/lib/F/", "app/F/")  # fmt: skip
    (tmp_path / "net/F/function.json").write_text('{"scriptFile": "../bin/x.dll"}')
    assert found(tmp_path) == ["app"]


@pytest.mark.parametrize(
    ("text", "is_app"),
    [
        ('{"scriptFile": "../x.py", "bindings": []}', True), ("{'scriptFile': '../x.py'}", True), ('{// "scriptFile": "a.dll"\n}', True),
        ('{"scriptFile": "a.dll"}', False), ('{"scriptFile": "x\\u002epy"}', True), ("{broken", True), ("\x00\x01", True), ("[]", True),
    ],
)  # fmt: skip
def test_the_script_is_read_as_the_host_reads_it(tmp_path, text, is_app) -> None:
    tree(tmp_path, "F/")
    (tmp_path / "F/function.json").write_bytes(text.encode())
    assert found(tmp_path) == (["."] if is_app else [])
    (tmp_path / "F/function.json").write_bytes(text.encode("utf-16"))
    assert found(tmp_path) == (["."] if is_app else [])


def test_only_the_exact_file_name_makes_a_function(tmp_path) -> None:
    tree(tmp_path, "F/", "G/Function.json", "G/__init__.py", "H/function.json.bak", "H/__init__.py")
    assert [function.name for function in read_app(tmp_path).functions] == ["F"]


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def test_gitignore_files_mean_what_they_mean_to_git(tmp_path) -> None:
    paths = ["a.log", "keep.log", "app/a.log", "app/F/data.json", "app/F/keep.json", "app/F/x.tmp", "app/out/x.py", "app/sub/out/x.py",
             "app/sub/a.json", "app/sub/deep/b.json", "app/tmp/x.py", "app/tmp/keep.py", "app/é.txt", "app/sp ace.py", "app/#x.py"]  # fmt: skip
    tree(tmp_path, *paths)
    (tmp_path / ".gitignore").write_text(
        "\ufeff*.log\n!keep.log\n*.json\n/app/out/\n**/tmp/*\n!**/tmp/keep.py\n\\#x.py\n", "utf-8"
    )
    (tmp_path / "app/.gitignore").write_text("!keep.json\n*.tmp\n# comment\n\n")
    (tmp_path / "app/sub/.gitignore").write_text("!*.json\ndeep/\nout\n")
    git(tmp_path, "init", "-q")
    listed = git(tmp_path, "-c", "core.quotePath=false", "ls-files", "-co", "--exclude-standard").splitlines()
    assert sorted(walk_files(tmp_path)) == sorted(listed)
    below = [path[len("app/") :] for path in listed if path.startswith("app/")]
    assert sorted(walk_files(tmp_path / "app")) == sorted(below)


def test_a_folder_that_is_named_is_read_although_the_repository_ignores_it(tmp_path) -> None:
    tree(tmp_path, "out/app/F/", "out/app/x.log")
    (tmp_path / ".gitignore").write_text("out/\n")
    git(tmp_path, "init", "-q")
    assert found(tmp_path) == []
    assert found(tmp_path / "out/app") == ["."]


def test_a_gitignore_outside_a_repository_means_nothing_to_folders_below(tmp_path) -> None:
    tree(tmp_path, "app/F/")
    (tmp_path / ".gitignore").write_text("*\n")
    assert found(tmp_path / "app") == ["."]


@pytest.mark.parametrize(
    "patterns", ["models/\nG/\n", "*\n!/F/\n!/F/*\n", "*\n!*/\n!*.py\n!*.json\n", "*\n", "*.py\n*.json\n"]
)
@pytest.mark.parametrize("number", [1, 200])
def test_what_git_tracks_is_read_whatever_a_gitignore_says(tmp_path, patterns, number) -> None:
    tree(tmp_path, "app/F/", "app/G/", "app/models/user.py", "app/models/user.csv")
    tree(tmp_path, *(f"app/models/table{n}.csv" for n in range(number)))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "app")
    (tmp_path / "app/.gitignore").write_text(patterns)
    (tmp_path / "app/models/new.csv").write_text("")
    listed = set(git(tmp_path / "app", "ls-files", "-co", "--exclude-standard").splitlines())
    assert set(walk_files(tmp_path / "app")) == listed
    assert found(tmp_path) == ["app"]
    assert [function.name for function in read_app(tmp_path / "app").functions] == ["F", "G"]


def test_where_no_repository_tells_functions_and_what_they_import_are_read(tmp_path) -> None:
    tree(tmp_path, "F/", "G/", "G/data.csv", "lib/models/user.py", "lib/models/other.py", "lib/models/user.csv")
    (tmp_path / "F/__init__.py").write_text("from lib.models.user import User\n")
    (tmp_path / "lib/models/__init__.py").write_text("")
    (tmp_path / "lib/models/user.py").write_text("from . import other\n")
    (tmp_path / ".gitignore").write_text("models/\nG/\n")
    app = read_app(tmp_path)
    assert [function.name for function in app.functions] == ["F", "G"]
    models = {"lib/models/__init__.py", "lib/models/user.py", "lib/models/other.py"}
    assert {path for path in app.paths if path.startswith("lib")} == models
    assert "G/data.csv" in app.paths
    assert app.notes == ()


def test_a_hook_of_another_repository_does_not_lead_git_astray(tmp_path, monkeypatch) -> None:
    tree(tmp_path, "F/", "models/user.py")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (tmp_path / ".gitignore").write_text("models/\n")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere/index"))
    assert "models/user.py" in read_app(tmp_path).paths


def symlink(at: Path, to: Path) -> None:
    try:
        at.symlink_to(to, target_is_directory=to.is_dir())
    except OSError:
        pytest.skip("this system makes no links")


def test_links_are_not_followed_and_cannot_make_a_loop(tmp_path) -> None:
    tree(tmp_path, "app/F/")
    symlink(tmp_path / "app/F/loop", tmp_path)
    symlink(tmp_path / "app/self", tmp_path / "app/self2")
    assert found(tmp_path) == ["app"]


def test_a_function_behind_a_link_is_reported_because_it_would_be_lost(tmp_path) -> None:
    tree(tmp_path, "app/F/", "elsewhere/G/")
    symlink(tmp_path / "app/G", tmp_path / "elsewhere/G")
    (note,) = read_app(tmp_path / "app").notes
    assert (note.kind, note.severity, note.path) == (notes.LINKED_FUNCTION, "error", "G/function.json")


def test_a_function_that_git_ignores_is_reported(tmp_path) -> None:
    tree(tmp_path, "F/", "Local/")
    (tmp_path / ".gitignore").write_text("Local/\n")
    git(tmp_path, "init", "-q")
    app = read_app(tmp_path)
    assert [function.name for function in app.functions] == ["F"]
    assert [(note.code, note.severity) for note in app.notes] == [("ignored-function", "warning")]


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", int)() == 0, reason="permissions do not hold for this user"
)
def test_what_cannot_be_opened_does_not_stop_the_walk(tmp_path) -> None:
    tree(tmp_path, "F/", "G/", "secret/x.py")
    (tmp_path / "secret").chmod(0)
    (tmp_path / "G/function.json").chmod(0)
    try:
        app = read_app(tmp_path)
    finally:
        (tmp_path / "secret").chmod(0o755)
        (tmp_path / "G/function.json").chmod(0o644)
    assert [function.name for function in app.functions] == ["F"]
    assert [note.code for note in app.notes] == ["unreadable-file"]


def test_file_names_that_are_no_text_are_no_trouble(tmp_path) -> None:
    tree(tmp_path, "F/")
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/F/\xff.py")).write_text("")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes text only")
    assert [function.script for function in read_app(tmp_path).functions] == ["F/__init__.py"]


def test_settings_are_read_although_git_ignores_them(tmp_path) -> None:
    tree(tmp_path, "F/")
    (tmp_path / ".gitignore").write_text("local.settings.json\n")
    (tmp_path / "local.settings.json").write_text('{"Values": {"PYTHON_SCRIPT_FILE_NAME": "main.py"}} // c')
    assert read_app(tmp_path).script_name == "main.py"


def test_a_script_that_is_missing_is_missing_whatever_else_the_folder_holds(tmp_path) -> None:
    tree(tmp_path, "F/", "Lost/function.json", "Lost/__init__ py", "Js/function.json", "Js/dist.map")
    (tmp_path / "Lost/function.json").write_text('{"scriptFile": "__init__.py", "bindings": []}')
    (tmp_path / "Js/function.json").write_text('{"scriptFile": "../dist/js.js", "bindings": []}')
    app = read_app(tmp_path)
    (lost,) = (function for function in app.functions if function.name == "Lost")
    assert notes.MISSING_SCRIPT in [problem.kind for problem in lost.problems]
    assert [(note.kind, note.path) for note in app.notes] == [(notes.NOT_PYTHON, "Js/function.json")]


@pytest.mark.parametrize("name", ["src/main.py", "main.txt", "", 5, None, "-x.py", "a b.py", "x.py\n"])
def test_a_script_name_that_the_worker_refuses_is_not_taken(tmp_path, name) -> None:
    (tmp_path / "local.settings.json").write_text(json.dumps({"Values": {"PYTHON_SCRIPT_FILE_NAME": name}}))
    assert read_app(tmp_path).script_name == "function_app.py"


def test_what_a_link_leads_to_is_read_as_if_it_were_there(tmp_path) -> None:
    git(tmp_path, "init", "-q")
    tree(tmp_path, "app/F/", "lib/util.py", "lib/deep/more.py")
    symlink(tmp_path / "app/shared", Path("../lib"))
    symlink(tmp_path / "app/one.py", Path("../lib/util.py"))
    app = read_app(tmp_path / "app")
    assert app.links == {"shared/util.py", "shared/deep/more.py", "one.py"} <= app.paths
    assert app.files["shared/util.py"] == (tmp_path / "lib/util.py").read_bytes()


def test_a_link_that_leaves_the_repository_or_leads_to_where_it_lies_is_not_followed(tmp_path) -> None:
    tree(tmp_path, "repository/app/F/", "elsewhere/util.py")
    git(tmp_path / "repository", "init", "-q")
    symlink(tmp_path / "repository/app/outside", tmp_path / "elsewhere")
    symlink(tmp_path / "repository/app/above", tmp_path / "repository")
    symlink(tmp_path / "repository/app/circle", tmp_path / "repository/app/circle")
    app = read_app(tmp_path / "repository/app")
    assert app.links == set()
    assert app.hides("outside/util.py")


def test_a_function_whose_script_is_a_link_is_reported(tmp_path) -> None:
    tree(tmp_path, "app/F/", "lib/code.py")
    (tmp_path / "app/F/__init__.py").unlink()
    symlink(tmp_path / "app/F/__init__.py", Path("../../lib/code.py"))
    (note,) = read_app(tmp_path / "app").notes
    assert (note.kind, note.path) == (notes.LINKED_FUNCTION, "F/__init__.py")


def test_folders_of_functions_that_an_app_links_to_are_no_apps_of_their_own(tmp_path) -> None:
    tree(tmp_path, "api/host.json", "api/F/", "functions/G/", "more/H/", "own/host.json", "own/K/")
    symlink(tmp_path / "api/G", Path("../functions/G"))
    symlink(tmp_path / "api/all", Path("../more"))
    symlink(tmp_path / "api/K", Path("../own/K"))
    assert found(tmp_path) == ["api", "own"]


def test_an_app_of_which_every_function_is_behind_a_link_is_found(tmp_path) -> None:
    tree(tmp_path, "api/host.json", "lib/G/", "other/host.json", "js/J/function.json")
    symlink(tmp_path / "api/G", Path("../lib/G"))
    symlink(tmp_path / "other/J", Path("../js/J"))
    assert "api" in found(tmp_path)
    assert "other" not in found(tmp_path)
    assert [note.kind for note in read_app(tmp_path / "api").notes] == [notes.LINKED_FUNCTION]
