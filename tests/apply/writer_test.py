from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pystein_migrate.apply.errors import BusyError, ChangedMeanwhileError, UnsafePathError, WriteError
from pystein_migrate.apply.journal import KEPT_RUNS, app_folder, locked, run_folders
from pystein_migrate.apply.undo import undo
from pystein_migrate.apply.writer import apply_changes, recover
from pystein_migrate.model.change import FileChange

sys.path.insert(0, os.fspath(Path(__file__).parent))
from tree import changes_for, snapshot

MIGRATION: dict[str, bytes | None] = {
    "function_app.py": b"app = 1\n",
    "GetOrder/function.json": None,
    "GetOrder/__init__.py": None,
    "Ship/function.json": None,
    "requirements.txt": b"azure-functions>=1.21\r\n",
    "new/deep/module.py": b"",
}


def test_all_files_are_written_and_only_folders_that_became_empty_are_gone(app: Path) -> None:
    (app / "empty-before").mkdir()
    applied = apply_changes(app, changes_for(app, MIGRATION), command="migrate")
    assert applied.run == 1
    assert set(applied.paths) == set(MIGRATION)
    assert (app / "function_app.py").read_bytes() == b"app = 1\n"
    assert (app / "requirements.txt").read_bytes() == b"azure-functions>=1.21\r\n"
    assert not (app / "GetOrder").exists(), "only __pycache__ was left in it"
    assert sorted(path.name for path in (app / "Ship").iterdir()) == ["label.bin"]
    assert (app / "empty-before").is_dir()
    assert not list(app.rglob(".pystein*"))


def test_nothing_to_change_leaves_no_run(app: Path) -> None:
    data = (app / "host.json").read_bytes()
    applied = apply_changes(app, [FileChange("host.json", data, data)], command="migrate")
    assert (applied.run, applied.paths) == (0, ())
    assert not run_folders(app_folder(app))


def test_file_modes_are_kept_and_new_files_follow_the_umask(app: Path) -> None:
    (app / "requirements.txt").chmod(0o750)
    old = os.umask(0o027)
    try:
        apply_changes(app, changes_for(app, MIGRATION), command="migrate")
    finally:
        os.umask(old)
    assert (app / "requirements.txt").stat().st_mode & 0o777 == 0o750
    assert (app / "function_app.py").stat().st_mode & 0o777 == 0o640


def test_the_journal_is_for_the_user_alone(app: Path) -> None:
    apply_changes(app, changes_for(app, MIGRATION), command="migrate")
    assert app_folder(app).stat().st_mode & 0o077 == 0
    assert app not in app_folder(app).parents


@pytest.mark.parametrize("interference", ["modified", "created", "deleted"])
def test_a_file_that_changed_since_the_plan_stops_everything(app: Path, interference: str) -> None:
    changes = changes_for(app, MIGRATION)
    if interference == "modified":
        (app / "requirements.txt").write_bytes(b"flask\n")
    elif interference == "created":
        (app / "function_app.py").write_bytes(b"")
    else:
        (app / "Ship/function.json").unlink()
    before = snapshot(app)
    with pytest.raises(ChangedMeanwhileError) as caught:
        apply_changes(app, changes, command="migrate")
    assert len(caught.value.paths) == 1
    assert caught.value.paths[0] in caught.value.message
    assert snapshot(app) == before


@pytest.mark.parametrize(
    "path",
    ["../x.py", "a/../../x.py", "/etc/x.py", "", "a//b.py", "./a.py", "C:/x.py", "a\\b.py", "con.py", "a/NUL", "a./b",
     "what?.py", "a/b ", "COM1.txt"],
)  # fmt: skip
def test_paths_that_lead_outside_or_that_windows_refuses_are_not_created(app: Path, path: str) -> None:
    before = snapshot(app.parent)
    with pytest.raises(UnsafePathError):
        apply_changes(app, [FileChange(path, None, b"")], command="migrate")
    assert snapshot(app.parent) == before


def test_a_linked_folder_or_file_is_refused(app: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim.py").write_bytes(b"1")
    (app / "linked").symlink_to(outside, target_is_directory=True)
    (app / "link.py").symlink_to(outside / "victim.py")
    for change in (FileChange("linked/victim.py", b"1", b"2"), FileChange("link.py", b"1", b"2")):
        with pytest.raises(UnsafePathError, match="link"):
            apply_changes(app, [change], command="migrate")
    assert (outside / "victim.py").read_bytes() == b"1"


def test_one_path_cannot_be_changed_twice(app: Path) -> None:
    with pytest.raises(UnsafePathError, match="twice"):
        apply_changes(app, [FileChange("a.py", None, b""), FileChange("a.py", None, b"x")], command="migrate")


def test_an_app_reached_through_a_link_has_the_same_journal(app: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(app, target_is_directory=True)
    before = snapshot(app)
    apply_changes(link, changes_for(app, MIGRATION), command="migrate")
    undo(app)
    assert snapshot(app) == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_changes_nothing(app: Path) -> None:
    (app / "Ship").chmod(0o500)
    before = snapshot(app)
    with pytest.raises(WriteError, match="Ship"):
        apply_changes(app, changes_for(app, MIGRATION), command="migrate")
    assert snapshot(app) == before


def test_a_place_that_cannot_take_the_file_changes_nothing(app: Path) -> None:
    before = snapshot(app)
    with pytest.raises(WriteError):
        apply_changes(
            app,
            [*changes_for(app, MIGRATION), FileChange("host.json/below.py", None, b"")],
            command="migrate",
        )
    assert snapshot(app) == before
    assert recover(app) is None


def test_two_writers_of_one_app_do_not_meet(app: Path) -> None:
    with locked(app_folder(app)), pytest.raises(BusyError):
        apply_changes(app, changes_for(app, MIGRATION), command="migrate")


def test_an_unwritable_journal_stops_before_the_app_is_touched(app: Path, state_folder: Path) -> None:
    state_folder.write_bytes(b"a file where a folder should be")
    before = snapshot(app)
    with pytest.raises(WriteError, match="nothing was changed"):
        apply_changes(app, changes_for(app, MIGRATION), command="migrate")
    assert snapshot(app) == before
    assert recover(app) is None, "no run can have been recorded there"


def test_old_runs_are_dropped_in_the_end(app: Path) -> None:
    for turn in range(KEPT_RUNS + 3):
        apply_changes(app, changes_for(app, {"host.json": str(turn).encode()}), command="migrate")
    folders = run_folders(app_folder(app))
    assert len(folders) == KEPT_RUNS
    assert int(folders[-1].name[:4]) == KEPT_RUNS + 3


names = st.sampled_from(["a.py", "b.txt", "F/function.json", "F/__init__.py", "F/data/x.bin", "G/y", "ä/ü.json"])
trees = st.dictionaries(names, st.binary(max_size=200))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=trees, after=trees)
def test_any_bytes_come_back_after_undo(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, data in before.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        original = snapshot(root)
        changes = changes_for(root, {path: after.get(path) for path in sorted({*before, *after})})
        applied = apply_changes(root, changes, command="migrate")
        assert {path: data for path, (data, _) in snapshot(root).items() if data is not None} == after
        if applied.run:
            undo(root)
        assert snapshot(root) == original
