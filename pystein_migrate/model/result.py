"""What is planned for an app, with every function's fate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .app import Function
from .change import FileChange
from .note import Note

FunctionStatus = Literal["merged", "kept-in-place", "failed", "dropped"]
AppStatus = Literal["migrated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What running a function in both models showed.

    ``verdict`` is "same", "not comparable" (what is known of the function is what needs no running), "differs", or
    "accepted" where it differs and the user wants that. ``reason`` says what differs, or why nothing could be compared.
    ``invocations`` counts those compared.
    """

    verdict: Literal["same", "not comparable", "differs", "accepted"]
    reason: str = ""
    invocations: int = 0


@dataclass(frozen=True, slots=True)
class FunctionResult:
    """One function: ``verified`` says that the real library's metadata equals its function.json.

    ``proof`` is None where nothing was run.
    """

    function: Function
    python_name: str
    status: FunctionStatus
    verified: bool
    notes: tuple[Note, ...] = ()
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class AppResult:
    """One app: ``changes`` are what would be written, empty unless ``status`` is "migrated".

    ``removed_folders`` are those of functions that hold nothing any more once that is done.
    """

    root: Path
    status: AppStatus
    layout: str
    target: str
    functions: tuple[FunctionResult, ...] = ()
    changes: tuple[FileChange, ...] = ()
    notes: tuple[Note, ...] = ()
    removed_folders: tuple[str, ...] = ()
