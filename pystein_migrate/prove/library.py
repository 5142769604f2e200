"""Finding the azure-functions release that a migration is to be proven with."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from functools import cached_property
from pathlib import Path

from packaging.version import InvalidVersion, Version

from pystein_migrate.facts import releases

from .index import Indexer, IndexSource

# From here on every release has the decorators of the installed one under the same names; older ones lack
_NEWEST_OF_PREVIEW = {"1.10": Version("1.10.1"), "1.11": Version("1.11.2")}
_FETCH_SECONDS = 300
_OTHER_RELEASES = re.compile(r"\(from versions: \d")  # pip lists what it found instead; offline it is "none"


class LibraryError(Exception):
    """The release cannot be had; ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def parse_target(text: str) -> Version:
    """The release that ``--azure-functions`` names: "1.11" means the newest of that preview series, "1.18" 1.18.0.

    Raises ValueError with a message for the user.
    """
    try:
        version = Version(text)
    except InvalidVersion:
        version = Version("0")
    if len(version.release) not in (2, 3) or version.is_prerelease or version.local:
        raise ValueError(f'"{text}" is no azure-functions release; give X.Y or X.Y.Z, as in 1.26')
    target = _NEWEST_OF_PREVIEW.get(text, version)
    if target < releases.FIRST:
        raise ValueError(f"azure-functions {text} has no decorators; {releases.FIRST} is the first release that has")
    return target


class MissingReleaseError(LibraryError):
    """There is no such release."""


class Libraries:
    """The indexing processes of one run, one a release; each starts when it is first asked."""

    def __init__(self) -> None:
        self._fetched: dict[str, Indexer] = {}
        self._refused: dict[str, LibraryError] = {}

    @cached_property
    def installed(self) -> Indexer:
        """The release installed beside this tool."""
        return Indexer()

    def indexer(self, target: Version | None) -> Indexer:
        """The process with a release that has ``target``'s names. Raises :class:`LibraryError`."""
        if target is None or target >= releases.SAME_NAMES:
            return self.installed
        wanted = _wanted(target)
        if wanted not in self._fetched:
            self._fetched[wanted] = Indexer(_unpacked(wanted))
        return self._fetched[wanted]

    def released(self, release: Version) -> IndexSource:
        """What indexes decorators with exactly this ``release``. Raises :class:`LibraryError`.

        It is fetched once and kept; what could not be had is not asked for again.
        """
        if release == self._installed_release:
            return self.installed.index
        wanted = str(release)
        if wanted in self._refused:
            raise self._refused[wanted]
        if wanted not in self._fetched:
            try:
                self._fetched[wanted] = Indexer(_unpacked(wanted))
            except LibraryError as error:
                self._refused[wanted] = error
                raise
        return self._fetched[wanted].index

    @cached_property
    def _installed_release(self) -> Version:
        return Version(importlib.metadata.version("azure-functions"))

    def close(self) -> None:
        """End all processes."""
        for indexer in (self.installed, *self._fetched.values()):
            indexer.close()


def library_folder(wanted: str) -> Path:
    """Where the release ``wanted`` ("1.11.2" or "1.12.*") is kept once it was fetched; it may not exist."""
    from platformdirs import user_cache_path

    return user_cache_path("pystein-migrate", appauthor=False) / "libraries" / wanted.removesuffix(".*")


def _wanted(target: Version) -> str:
    """The requirement: X.Y.0 stands for its whole series, as not every series has a release X.Y.0."""
    return str(target) if target.micro else f"{target.major}.{target.minor}.*"


def _unpacked(wanted: str) -> Path:
    folder = library_folder(wanted)
    if (folder / "azure" / "functions" / "__init__.py").is_file():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            wheel = _download(wanted, Path(scratch, "wheel"))
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(Path(scratch, "library"))
            _move(Path(scratch, "library"), folder)
    except (OSError, zipfile.BadZipFile, subprocess.SubprocessError) as error:
        raise _missing(wanted, str(error)) from error
    return folder


def _download(wanted: str, folder: Path) -> Path:
    folder.mkdir()
    # Not from the working folder, whose modules must not be imported; only wheels, as building runs foreign code.
    command = [
        sys.executable, "-I", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--ignore-requires-python", "--only-binary=:all:", "--retries=1", f"--dest={folder}",
        f"azure-functions=={wanted}",
    ]  # fmt: skip
    answer = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=_FETCH_SECONDS)
    wheels = list(folder.glob("*.whl"))
    if answer.returncode or not wheels:
        said = answer.stderr.decode("utf-8", "replace").strip()
        lines = said.splitlines()
        if _OTHER_RELEASES.search(said):
            raise MissingReleaseError(f"there is no azure-functions {wanted}", "ask for a release that there is")
        raise _missing(wanted, lines[-1].removeprefix("ERROR: ") if lines else f"pip ended with {answer.returncode}")
    return wheels[0]


def _move(source: Path, folder: Path) -> None:
    try:
        source.replace(folder)
    except OSError:  # another run was faster
        if not (folder / "azure").is_dir():
            raise


def _missing(wanted: str, reason: str) -> LibraryError:
    return LibraryError(
        f"azure-functions {wanted}, needed to prove the result, could not be fetched: {reason}",
        f"go online, or unpack its wheel into {os.fspath(library_folder(wanted))}",
    )
