"""The journal: what every run did to an app, kept outside the app so that it can be taken back.

One folder an app, in it one folder a run with the bytes of every file before and after. A run is ``open`` while files
are being replaced and ``done`` afterwards; the state is the name of one marker file, so that changing it is one rename
that needs no space on a full disk. An open run that nobody holds the lock of was interrupted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pystein_migrate.model.change import FileChange
from pystein_migrate.text.paths import parents

from .errors import BusyError, JournalError

FORMAT = 1
KEPT_RUNS = 20
_MANIFEST = "manifest.json"
_OPEN, _DONE = "open", "done"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a run. A digest is None where the file does not exist on that side; ``mode`` is that of before."""

    path: str
    before: str | None
    after: str | None
    mode: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """One run in the journal, on the app at ``root``.

    ``new_folders`` did not exist before; ``folders`` maps those that held deleted files to their modes.
    """

    folder: Path
    root: Path
    command: str
    time: float
    entries: tuple[Entry, ...]
    new_folders: tuple[str, ...]
    folders: dict[str, int]

    @property
    def number(self) -> int:
        """Runs of an app count from 1."""
        return _number(self.folder)

    @property
    def done(self) -> bool:
        """Whether all files of this run are in place."""
        return (self.folder / _DONE).exists()

    def bytes_of(self, index: int, side: str) -> bytes:
        """The bytes of entry ``index`` on ``side`` ("before" or "after")."""
        return (self.folder / f"{index}.{side}").read_bytes()

    def mark_done(self) -> None:
        """All files are in place."""
        (self.folder / _OPEN).replace(self.folder / _DONE)
        sync_folder(self.folder)

    def mark_open(self) -> None:
        """Files are about to be put back: an interruption from here on ends in the state before the run."""
        (self.folder / _DONE).replace(self.folder / _OPEN)
        sync_folder(self.folder)

    def discard(self) -> None:
        """Forget the run."""
        _discard(self.folder)


def app_folder(root: Path) -> Path:
    """The journal of the app at ``root``; it may not exist."""
    from platformdirs import user_state_path

    identity = os.path.normcase(root.resolve())
    digest = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return user_state_path("pystein-migrate", appauthor=False) / "journal" / digest


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the journal ``folder`` of one app; the system lets go of it when the process dies.

    Raises :class:`BusyError` when another process holds it, OSError when the folder cannot be made.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what it will hold may be secret (local.settings.json)
    try:
        with FileLock(folder / "lock", timeout=0):
            yield
    except Timeout as error:
        remedy = "wait for it to finish and run the command again"
        raise BusyError("another pystein-migrate is writing this app", remedy) from error


def begin(folder: Path, root: Path, changes: Sequence[FileChange], command: str) -> Run:
    """Write down all that ``changes`` will replace, safely on disk, and return the open run.

    Raises OSError; the run then does not count.
    """
    last = max((_number(run_folder) for run_folder in _all_folders(folder)), default=0)
    run_folder = folder / f"{last + 1:04d}-{secrets.token_hex(4)}"
    run_folder.mkdir(mode=0o700)
    try:
        entries = tuple(_write_entry(run_folder, root, index, change) for index, change in enumerate(changes))
        new_folders, old_folders = _new_folders(root, changes), _old_folders(root, changes)
        run = Run(run_folder, root, command, time.time(), entries, new_folders, old_folders)
        write_synced(run_folder / _OPEN, b"")
        write_synced(run_folder / "manifest.tmp", _manifest(run))
        (run_folder / "manifest.tmp").replace(run_folder / _MANIFEST)
        sync_folder(run_folder)
        sync_folder(folder)
    except BaseException:
        shutil.rmtree(run_folder, ignore_errors=True)
        raise
    return run


def run_folders(folder: Path) -> list[Path]:
    """The folders of all runs in the journal ``folder``, oldest first."""
    return [run_folder for run_folder in _all_folders(folder) if (run_folder / _MANIFEST).is_file()]


def interrupted(folder: Path) -> list[Path]:
    """Those of :func:`run_folders` whose run is still open."""
    return [run_folder for run_folder in run_folders(folder) if not (run_folder / _DONE).exists()]


def recorded_roots(top: Path) -> list[Path]:
    """The folders at and below ``top`` (resolved) that the journal holds runs on, sorted; not those that are gone.

    One whose last run cannot be read is left out: its root is not known.
    """
    roots = set()
    for folder in app_folder(top).parent.glob("*"):
        with contextlib.suppress(IndexError, JournalError):
            roots.add(load(run_folders(folder)[-1]).root)
    return sorted(root for root in roots if root.is_relative_to(top) and root.is_dir())


def load(run_folder: Path) -> Run:
    """The run in ``run_folder``. Raises :class:`JournalError` for one that cannot be read."""
    file = run_folder / _MANIFEST
    try:
        document = json.loads(file.read_bytes())
        if document["format"] != FORMAT:
            raise ValueError(f"format {document['format']}")
        entries = tuple(Entry(**entry) for entry in document["entries"])
        new_folders = tuple(document["new_folders"])
        root, command = Path(document["root"]), document["command"]
        return Run(run_folder, root, command, document["time"], entries, new_folders, document["folders"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        remedy = f"look at {run_folder}; remove that folder if the app is as it should be"
        raise JournalError(f"the journal of this app cannot be read: {file}: {error}", remedy) from error


def prune(folder: Path) -> None:
    """Drop runs that never began, and the oldest beyond :data:`KEPT_RUNS`. Call with the lock held."""
    begun = run_folders(folder)
    for run_folder in _all_folders(folder):
        if run_folder not in begun[-KEPT_RUNS:]:
            _discard(run_folder)


def digest(data: bytes | None) -> str | None:
    """SHA-256 of ``data``; None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def write_synced(file: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk, where the system can tell."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_entry(folder: Path, root: Path, index: int, change: FileChange) -> Entry:
    mode = None
    if change.before is not None:
        mode = (root / change.path).stat().st_mode & 0o7777
        write_synced(folder / f"{index}.before", change.before)
    if change.after is not None:
        write_synced(folder / f"{index}.after", change.after)
    return Entry(change.path, digest(change.before), digest(change.after), mode)


def _new_folders(root: Path, changes: Sequence[FileChange]) -> tuple[str, ...]:
    wanted = {parent for change in changes if change.after is not None for parent in parents(change.path)}
    return tuple(sorted(parent for parent in wanted if not (root / parent).exists()))


def _old_folders(root: Path, changes: Sequence[FileChange]) -> dict[str, int]:
    left = {parent for change in changes if change.after is None for parent in parents(change.path)}
    return {parent: (root / parent).stat().st_mode & 0o7777 for parent in sorted(left)}


def _manifest(run: Run) -> bytes:
    document = {
        "format": FORMAT,
        "root": os.fspath(run.root),
        "command": run.command,
        "time": run.time,
        "entries": [asdict(entry) for entry in run.entries],
        "new_folders": run.new_folders,
        "folders": run.folders,
    }
    return json.dumps(document, indent=1).encode()


def _all_folders(folder: Path) -> list[Path]:
    try:
        return sorted((entry for entry in folder.iterdir() if entry.name[:4].isdigit()), key=_number)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _number(run_folder: Path) -> int:
    return int(run_folder.name.partition("-")[0])


def _discard(run_folder: Path) -> None:
    # Without its manifest a run counts as never begun, so that may not outlive the bytes.
    (run_folder / _MANIFEST).unlink(missing_ok=True)
    sync_folder(run_folder)
    shutil.rmtree(run_folder, ignore_errors=True)
