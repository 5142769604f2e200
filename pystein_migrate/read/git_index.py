"""What git itself says of files that a .gitignore seems to exclude."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

# Set in hooks, and about another folder than the one that is asked about.
_OF_HOOKS = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE")

_MOST_ARGUMENTS = 100


def kept_by_git(root: Path, excluded: Sequence[str]) -> Iterator[str]:
    """The files among ``excluded`` (paths below ``root``, folders with a slash behind them) that git keeps.

    They are tracked, or a pattern takes them back. Nothing where ``root`` is in no repository or git cannot tell.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    # No fsmonitor: that would run a program that the repository names.
    listing = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(
            [*listing, "--", *(excluded if len(excluded) <= _MOST_ARGUMENTS else ["."])],
            cwd=root, capture_output=True, check=False,
            env={**environment, "LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"},
        )  # fmt: skip
    except OSError:
        return
    folders, files = tuple(path for path in excluded if path.endswith("/")), frozenset(excluded)
    for path in map(os.fsdecode, done.stdout.split(b"\0") if done.returncode == 0 else ()):
        if (path in files or path.startswith(folders)) and path and _is_plain(root / path):
            yield path


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()
