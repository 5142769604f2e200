from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pystein_migrate.apply.errors import ChangedMeanwhileError, OutputError, UnsafePathError, WriteError
from pystein_migrate.apply.output import write_output
from pystein_migrate.model.change import FileChange

sys.path.insert(0, os.fspath(Path(__file__).parent))
from tree import changes_for, snapshot

MIGRATION: dict[str, bytes | None] = {
    "function_app.py": b"app = 1\r\n",
    "GetOrder/function.json": None,
    "GetOrder/__init__.py": None,
    "requirements.txt": b"new\n",
}


@pytest.mark.parametrize("exists", [False, True])
def test_the_migrated_app_is_written_there_and_the_source_stays(app: Path, tmp_path: Path, exists: bool) -> None:
    target = tmp_path / "out/deep"
    if exists:
        target.mkdir(parents=True)
    (app / "requirements.txt").chmod(0o750)
    before = snapshot(app)
    paths = write_output(app, target, changes_for(app, MIGRATION))
    assert snapshot(app) == before
    assert paths == ("Ship/function.json", "Ship/label.bin", "function_app.py", "host.json", "requirements.txt")
    files = {path: data for path, (data, _) in snapshot(target).items() if data is not None}
    assert tuple(sorted(files)) == paths
    assert files["Ship/label.bin"] == bytes(range(256))
    assert files["function_app.py"] == b"app = 1\r\n"
    assert (target / "requirements.txt").stat().st_mode & 0o777 == 0o750
    assert not (target / "GetOrder").exists()


def test_ignored_files_stay_behind_but_settings_come_along(app: Path, tmp_path: Path) -> None:
    (app / ".gitignore").write_text("*.log\nlocal.settings.json\n")
    (app / "x.log").write_text("")
    (app / "local.settings.json").write_text("{}")
    (app / ".git").mkdir()
    (app / ".git/HEAD").write_text("")
    paths = write_output(app, tmp_path / "out", [])
    assert "local.settings.json" in paths
    assert ".gitignore" in paths
    assert "x.log" not in paths
    assert not (tmp_path / "out/.git").exists()


@pytest.mark.parametrize("where", ["app", "app/out", ".", "full"])
def test_a_folder_in_the_app_around_it_or_in_use_is_refused(app: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").write_text("")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError):
        write_output(app, tmp_path / where, changes_for(app, MIGRATION))
    assert snapshot(tmp_path) == before


def test_a_file_in_the_way_is_refused(app: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_output(app, tmp_path / "file", [])


def test_nothing_is_left_when_the_source_changed_or_a_write_fails(app: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    with pytest.raises(ChangedMeanwhileError):
        write_output(app, tmp_path / "out", [FileChange("host.json", b"other", b"")])
    with pytest.raises(UnsafePathError):
        write_output(app, tmp_path / "out", [FileChange("../x", None, b"")])
    with pytest.raises(WriteError, match="was not written"):
        write_output(app, tmp_path / "out", [FileChange("host.json/x.py", None, b"")])
    assert snapshot(tmp_path) == before
