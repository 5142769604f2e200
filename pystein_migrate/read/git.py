"""Asking git: what it keeps of files that a .gitignore seems to exclude, and whatever else is asked of it."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pystein_migrate.model.app import Exclusion

# Set in hooks, and about another folder than the one that is asked about.
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"})
_MOST_ARGUMENTS = 100


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers in ``folder``, in English, with ``given`` as its input. Raises OSError if it cannot be started.

    It takes no optional locks, so as not to disturb a git that runs meanwhile, and starts no program that the
    repository names (fsmonitor).
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", *arguments]
    environment["LC_ALL"] = "C"
    return subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, check=False)


def kept_by_git(root: Path, excluded: Sequence[str]) -> Iterator[str]:
    """The files among ``excluded`` (paths below ``root``, folders with a slash behind them) that git keeps.

    They are tracked, or a pattern takes them back. Nothing where ``root`` is in no repository or git cannot tell.
    """
    asked = excluded if len(excluded) <= _MOST_ARGUMENTS else ["."]
    try:
        done = run_git(
            root, "--literal-pathspecs", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *asked
        )
    except OSError:
        return
    folders, files = tuple(path for path in excluded if path.endswith("/")), frozenset(excluded)
    for path in map(os.fsdecode, done.stdout.split(b"\0") if done.returncode == 0 else ()):
        if path and (path in files or path.startswith(folders)) and _is_plain(root / path):
            yield path


def excluding(root: Path) -> Callable[[str], Exclusion | None]:
    """A question: what would keep git from tracking a file at this path below ``root``? None where nothing would.

    It is answered by git; None, too, where ``root`` is in no repository or there is no git.
    """

    def excludes(path: str) -> Exclusion | None:
        try:
            done = run_git(root, "check-ignore", "-v", "-z", "--no-index", "--stdin", given=os.fsencode(path) + b"\0")
            prefix = run_git(root, "rev-parse", "--show-prefix")
        except OSError:
            return None
        found = list(map(os.fsdecode, done.stdout.split(b"\0")))
        if done.returncode != 0 or len(found) < 3 or found[2].startswith("!"):
            return None
        folder = os.fsdecode(prefix.stdout).strip() or "."
        source = found[0] if found[0].startswith("/") else posixpath.relpath(found[0], folder)
        return Exclusion(source, int(found[1]), found[2])

    return excludes


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()
