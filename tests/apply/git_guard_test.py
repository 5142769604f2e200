from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pystein_migrate.apply.git_guard import check_clean


@pytest.fixture(autouse=True)
def own_git_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = T\n\temail = t@example.com\n[commit]\n\tgpgsign = false\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(variable, raising=False)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(app: Path) -> Path:
    """The app at ``services/app`` of a repository, all committed."""
    root = app.parent / "repository"
    (root / "services").mkdir(parents=True)
    app.rename(root / "services" / "app")
    (root / "README.md").write_text("x")
    (root / ".gitignore").write_text("__pycache__/\nbuild/\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "all")
    return root


def test_a_committed_app_is_clean(repository: Path) -> None:
    verdict = check_clean(repository / "services/app")
    assert verdict.is_clean
    assert (verdict.message, verdict.changed) == ("", ())


def test_changes_outside_the_app_do_not_count(repository: Path) -> None:
    (repository / "README.md").write_text("y")
    (repository / "services/other.py").write_text("y")
    assert check_clean(repository / "services/app").is_clean


def test_modified_staged_untracked_deleted_and_renamed_files_are_listed_relative_to_the_app(repository: Path) -> None:
    app = repository / "services/app"
    (app / "host.json").write_text("changed")
    (app / "new folder").mkdir()
    (app / "new folder/ä b.py").write_text("untracked")
    (app / "requirements.txt").unlink()
    git(app, "mv", "Ship/label.bin", "Ship/renamed.bin")
    verdict = check_clean(app)
    assert verdict.state == "dirty"
    assert not verdict.is_clean
    assert sorted(verdict.changed) == ["Ship/renamed.bin", "host.json", "new folder/ä b.py", "requirements.txt"]
    assert "4 files are not committed" in verdict.message


def test_only_the_files_in_question_need_be_committed(repository: Path) -> None:
    app = repository / "services/app"
    (app / "host.json").write_text("changed")
    (app / "new [x].py").write_text("untracked")
    assert check_clean(app, {"requirements.txt", "Ship/function.json"}).is_clean
    assert check_clean(app, {"requirements.txt", "host.json"}).changed == ("host.json",)
    assert check_clean(app, {"new [x].py"}).changed == ("new [x].py",)


def test_a_rename_in_the_work_tree_alone_counts_once(repository: Path) -> None:
    app = repository / "services/app"
    (app / "Ship/label.bin").rename(app / "Ship/renamed.bin")
    git(app, "add", "-N", "Ship/renamed.bin")
    assert "Ship/renamed.bin" in check_clean(app).changed
    assert all(path.startswith("Ship/") for path in check_clean(app).changed)


def test_ignored_files_do_not_make_an_app_dirty(repository: Path) -> None:
    (repository / "services/app/build").mkdir()
    (repository / "services/app/build/x.py").write_text("")
    assert check_clean(repository / "services/app").is_clean


def test_an_app_that_git_ignores_is_not_clean(repository: Path) -> None:
    app = repository / "build/app"
    app.mkdir(parents=True)
    (app / "host.json").write_text("{}")
    assert check_clean(app).state == "ignored"


def test_a_new_repository_without_a_commit_is_dirty(app: Path) -> None:
    git(app, "init", "-q")
    assert check_clean(app).state == "dirty"


def test_a_folder_in_no_repository_says_so(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(app.parent))
    verdict = check_clean(app)
    assert verdict.state == "no-repository"
    assert "no git repository" in verdict.message


def test_a_machine_without_git_says_so(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert check_clean(repository / "services/app").state == "no-git"


def test_a_broken_repository_is_reported_with_what_git_says(repository: Path) -> None:
    (repository / ".git/config").write_text("[broken\n")
    verdict = check_clean(repository / "services/app")
    assert verdict.state == "failed"
    assert "config" in verdict.message
