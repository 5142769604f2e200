from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pystein_migrate.apply.errors import ChangedMeanwhileError, JournalError, NothingToUndoError
from pystein_migrate.apply.journal import app_folder, run_folders
from pystein_migrate.apply.undo import undo
from pystein_migrate.apply.writer import apply_changes

sys.path.insert(0, os.fspath(Path(__file__).parent))
from tree import changes_for, snapshot


def test_every_byte_and_mode_and_folder_comes_back(app: Path) -> None:
    (app / "GetOrder/__init__.py").chmod(0o755)
    (app / "GetOrder").chmod(0o750)
    before = snapshot(app)
    changes = changes_for(
        app, {"function_app.py": b"x", "GetOrder/function.json": None, "GetOrder/__init__.py": None, "new/a.py": b""}
    )
    apply_changes(app, changes, command="migrate ./app")
    undone = undo(app)
    assert snapshot(app) == before
    assert undone.command == "migrate ./app"
    assert sorted(undone.paths) == ["GetOrder/__init__.py", "GetOrder/function.json", "function_app.py", "new/a.py"]
    assert undone.remaining == 0


def test_earlier_runs_follow_one_by_one(app: Path) -> None:
    states = [snapshot(app)]
    for turn in (b"1", b"2", b"3"):
        apply_changes(app, changes_for(app, {"host.json": turn}), command="migrate")
        states.append(snapshot(app))
    for remaining in (2, 1, 0):
        assert undo(app).remaining == remaining
        assert snapshot(app) == states[remaining]
    with pytest.raises(NothingToUndoError):
        undo(app)


def test_an_edited_file_is_refused_with_the_list_and_nothing_is_touched(app: Path) -> None:
    apply_changes(app, changes_for(app, {"host.json": b"1", "requirements.txt": None, "n.py": b""}), command="migrate")
    (app / "host.json").write_bytes(b"my edit")
    (app / "requirements.txt").write_bytes(b"mine")
    before = snapshot(app)
    with pytest.raises(ChangedMeanwhileError) as caught:
        undo(app)
    assert caught.value.paths == ("host.json", "requirements.txt")
    assert snapshot(app) == before


def test_force_puts_everything_back_and_keeps_a_copy_of_the_edit(app: Path) -> None:
    before = snapshot(app)
    apply_changes(app, changes_for(app, {"host.json": b"1", "n.py": b""}), command="migrate")
    (app / "host.json").write_bytes(b"my edit")
    undone = undo(app, force=True)
    assert snapshot(app) == before
    assert [copy.read_bytes() for copy in undone.kept] == [b"my edit"]


def test_an_app_that_was_never_changed_has_nothing_to_undo(app: Path) -> None:
    with pytest.raises(NothingToUndoError):
        undo(app)


def test_a_damaged_journal_is_an_error_that_names_the_file(app: Path) -> None:
    apply_changes(app, changes_for(app, {"host.json": b"1"}), command="migrate")
    manifest = run_folders(app_folder(app))[0] / "manifest.json"
    manifest.write_bytes(b'{"format": 1')
    with pytest.raises(JournalError, match="manifest"):
        undo(app)
    assert (app / "host.json").read_bytes() == b"1"


def test_a_failing_undo_leaves_the_migrated_app_and_can_be_repeated(app: Path) -> None:
    before = snapshot(app)
    apply_changes(app, changes_for(app, {"host.json": b"1", "Ship/label.bin": None}), command="migrate")
    after = snapshot(app)
    lost = run_folders(app_folder(app))[0] / "1.before"
    data = lost.read_bytes()
    lost.unlink()
    with pytest.raises(Exception, match="nothing was undone"):
        undo(app)
    assert snapshot(app) == after
    lost.write_bytes(data)
    undo(app)
    assert snapshot(app) == before
