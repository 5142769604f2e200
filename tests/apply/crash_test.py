"""Killing the writer at every step it takes, and filling its disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from pystein_migrate.apply.journal import app_folder, interrupted
from pystein_migrate.apply.undo import undo
from pystein_migrate.apply.writer import apply_changes, recover
from pystein_migrate.lint.options import Options
from pystein_migrate.lint.selection import RuleChoice
from pystein_migrate.lint.session import CheckRequest, perform

sys.path.insert(0, os.fspath(Path(__file__).parent))
from tree import changes_for, snapshot

SOURCES = os.pathsep.join([os.fspath(Path(__file__).parents[2]), os.fspath(Path(__file__).parents[2] / "rules")])
MIGRATION: dict[str, bytes | None] = {
    "function_app.py": b"app = 1\n",
    "GetOrder/function.json": None,
    "GetOrder/__init__.py": None,
    "requirements.txt": b"azure-functions>=1.21\r\n",
    "new/module.py": b"",
}

# Where some files are replaced and others are not yet.
HALFWAY = 19
CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.chown", "shutil.rmtree"}


def _run_killed(steps: int, action: Callable[[], object]) -> bool:
    """Run ``action`` in a process that is killed instead of changing the file system more than ``steps`` times.

    Returns whether it came to its end before that.
    """
    process = os.fork()
    if not process:
        _be_killed_after(steps, action)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return status == 0


def _be_killed_after(steps: int, action: Callable[[], object]) -> NoReturn:
    left = steps

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wxa+")
        if event in CHANGING or writes:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(count)
        action()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _apply(app: Path, steps: int) -> bool:
    changes = changes_for(app, MIGRATION)
    return _run_killed(steps, lambda: apply_changes(app, changes, command="migrate"))


def test_killed_at_any_step_the_app_is_as_before_or_as_after(app: Path, tmp_path: Path) -> None:
    before = snapshot(app)
    pristine = tmp_path / "pristine"
    shutil.copytree(app, pristine)
    apply_changes(app, changes_for(app, MIGRATION), command="migrate")
    after = snapshot(app)
    undo(app)
    interruptions = 0
    for steps in range(200):
        shutil.rmtree(app)
        shutil.copytree(pristine, app)
        finished = _apply(app, steps)
        interruptions += recover(app) is not None
        assert snapshot(app) in ((after,) if finished else (before, after)), f"killed after {steps} steps"
        assert recover(app) is None
        if finished:
            break
    assert finished
    assert interruptions > len(MIGRATION), "the kills did hit the middle"


def test_killed_at_any_step_of_undo_the_app_is_on_one_side_and_a_second_undo_ends_it(app: Path) -> None:
    before = snapshot(app)
    for steps in range(200):
        apply_changes(app, changes_for(app, MIGRATION), command="migrate")
        after = snapshot(app)
        finished = _run_killed(steps, lambda: undo(app))
        recover(app)
        assert snapshot(app) in (before, after), f"killed after {steps} steps"
        if snapshot(app) == after:
            undo(app)
        assert snapshot(app) == before
        if finished:
            return
    pytest.fail("never came to its end")


def test_killed_while_recovering_the_next_start_goes_on(app: Path) -> None:
    before = snapshot(app)
    for steps in range(200):
        assert not _apply(app, HALFWAY)
        assert snapshot(app) != before, "the app is in between"
        if _run_killed(steps, lambda: recover(app)):
            break
        recover(app)
        assert snapshot(app) == before
    assert snapshot(app) == before
    assert steps > 3


def test_an_interrupted_run_is_taken_back_before_the_next_one_is_checked(app: Path) -> None:
    changes = changes_for(app, MIGRATION)
    assert not _apply(app, HALFWAY)
    apply_changes(app, changes, command="migrate")
    assert (app / "function_app.py").read_bytes() == b"app = 1\n"


def test_an_edit_made_after_the_crash_is_kept_aside(app: Path) -> None:
    before = snapshot(app)
    assert not _apply(app, HALFWAY)
    (app / "requirements.txt").write_bytes(b"edited after the crash")
    recovered = recover(app)
    assert recovered is not None
    assert recovered.command == "migrate"
    assert [copy.read_bytes() for copy in recovered.kept] == [b"edited after the crash"]
    assert snapshot(app) == before


BLUEPRINT = b"""\
import azure.functions as func

bp = func.Blueprint()
x = 1  # noqa: PYS001


@bp.route()
def hello(req): ...
"""


@pytest.mark.parametrize(
    "wanted", [{"fix": True, "fix_ruff_config": True}, {"add_noqa": True}], ids=["fix", "add-noqa"]
)
def test_the_linter_killed_at_any_step_leaves_before_or_after_and_its_next_run_ends_it(
    app: Path, tmp_path: Path, wanted: dict[str, bool]
) -> None:
    (app / "ruff.toml").write_bytes(b"line-length = 100\n")
    (app / "function_app.py").write_bytes(b"import azure.functions as func\n\napp = func.FunctionApp()\n")
    for path in ("one.py", "two.py"):
        (app / path).write_bytes(BLUEPRINT)
    options = Options(app, RuleChoice(select=["PYS104", "PYS099"]))
    request = CheckRequest(options, (app,), allow_dirty=True, exit_zero=True, quiet=True, **wanted)
    before = snapshot(app)
    pristine = tmp_path / "pristine"
    shutil.copytree(app, pristine)
    perform(request)
    after = snapshot(app)
    changed = [path for path in before if after[path] != before[path]]
    assert changed == (["one.py", "ruff.toml", "two.py"] if "fix" in wanted else ["one.py", "two.py"])
    interruptions = 0
    for steps in range(200):
        shutil.rmtree(app)
        shutil.copytree(pristine, app)
        finished = _run_killed(steps, lambda: perform(request))
        halfway = bool(interrupted(app_folder(app)))
        interruptions += halfway
        assert halfway or snapshot(app) in ((after,) if finished else (before, after)), f"killed after {steps} steps"
        perform(request)
        assert snapshot(app) == after
        undo(app)
        assert snapshot(app) == before
        if finished:
            break
    assert finished
    assert interruptions > len(changed), "the kills did hit the middle"


LIMITED_CHILD = """
    import resource, sys
    from pathlib import Path
    from pystein_migrate.apply.errors import WriteError
    from pystein_migrate.apply.writer import apply_changes
    from pystein_migrate.model.change import FileChange
    root, limit = Path(sys.argv[1]), int(sys.argv[2])
    changes = [FileChange("host.json", b"{}", b"1"), FileChange("big.py", None, b"#" * 50_000)]
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        apply_changes(root, changes, command="migrate")
    except WriteError as error:
        print(error.message)
        sys.exit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_file_that_cannot_be_written_to_its_end_changes_nothing(app: Path) -> None:
    before = snapshot(app)
    child = [sys.executable, "-c", textwrap.dedent(LIMITED_CHILD), os.fspath(app), "4096"]
    result = subprocess.run(
        child, env={**os.environ, "PYTHONPATH": SOURCES}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 3, result.stderr
    assert "File too large" in result.stdout
    assert snapshot(app) == before
    assert recover(app) is None


@pytest.mark.skipif(sys.platform != "linux", reason="needs a tmpfs")
@pytest.mark.parametrize("full", ["app", "journal"])
def test_a_full_disk_changes_nothing(app: Path, tmp_path: Path, full: str) -> None:
    # A tmpfs of its own name space: it goes away with the process.
    small = app if full == "app" else tmp_path / "state"
    small.mkdir(exist_ok=True)
    script = textwrap.dedent(f"""
        set -e
        cp -r '{app}' '{tmp_path}/copy'
        mount -t tmpfs -o size=40k,mode=700 none '{small}'
        cp -r '{tmp_path}/copy/.' '{app}/'
        status=0
        '{sys.executable}' -c "$CHILD" '{app}' 0 || status=$?
        diff -r --exclude=__pycache__ '{tmp_path}/copy' '{app}'
        exit $status
    """)
    if subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True
    ).returncode:
        pytest.skip("no permission to mount a small disk")
    environment = {**os.environ, "PYTHONPATH": SOURCES, "CHILD": textwrap.dedent(LIMITED_CHILD)}
    command = ["unshare", "-m", "sh", "-c", script]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "No space left on device" in result.stdout
