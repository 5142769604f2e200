"""Whether git could bring an app back, asked of git itself before an app is changed in place."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pystein_migrate.read.git import run_git

State = Literal["clean", "dirty", "no-git", "no-repository", "ignored", "failed"]


@dataclass(frozen=True, slots=True)
class GuardVerdict:
    """``message`` says what is wrong ("" where nothing is), ``changed`` lists uncommitted paths relative to the app."""

    state: State
    message: str = ""
    changed: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether everything in the app is committed."""
        return self.state == "clean"


def check_clean(root: Path, only: Collection[str] | None = None) -> GuardVerdict:
    """What git says about the folder ``root``: untracked files count as uncommitted, changes outside it do not.

    ``only`` restricts the question to these files (relative to ``root``).
    """
    try:
        inside = run_git(root, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        return GuardVerdict("no-git", "git is not installed")
    except OSError as error:
        return GuardVerdict("failed", f"git could not be started: {error.strerror or error}")
    if inside.returncode or inside.stdout.strip() != b"true":
        return _no_repository(inside)
    if run_git(root, "check-ignore", "-q", ".").returncode == 0:
        return GuardVerdict("ignored", "the app is ignored by git, so git could not bring it back")
    prefix = os.fsdecode(run_git(root, "rev-parse", "--show-prefix").stdout.rstrip(b"\r\n"))
    status = run_git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".")
    if status.returncode:
        return GuardVerdict("failed", f"git status failed: {_first_line(status.stderr)}")
    changed = tuple(path[len(prefix) :] if path.startswith(prefix) else path for path in _paths(status.stdout))
    changed = tuple(path for path in changed if only is None or path in only)
    if not changed:
        return GuardVerdict("clean")
    number = "1 file is" if len(changed) == 1 else f"{len(changed)} files are"
    return GuardVerdict("dirty", f"{number} not committed: {_listed(changed)}", changed)


def _no_repository(answer: subprocess.CompletedProcess[bytes]) -> GuardVerdict:
    if answer.returncode and b"not a git repository" not in answer.stderr:
        return GuardVerdict("failed", f"git refused: {_first_line(answer.stderr)}")
    return GuardVerdict("no-repository", "the app is in no git repository")


def _paths(output: bytes) -> list[str]:
    """The paths of ``git status --porcelain -z``: two letters, a blank, the path; a rename adds its old path."""
    fields = iter(output.split(b"\0"))
    paths = []
    for field in fields:
        if not field:
            continue
        paths.append(os.fsdecode(field[3:]))
        if b"R" in field[:2] or b"C" in field[:2]:
            next(fields, None)
    return paths


def _first_line(output: bytes) -> str:
    return os.fsdecode(output).strip().partition("\n")[0]


def _listed(paths: tuple[str, ...], most: int = 5) -> str:
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    return ", ".join(paths[:most]) + more
