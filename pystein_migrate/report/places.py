"""How places are written: short where the reader stands, whole elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

from pystein_migrate.model.note import Note


def shown(path: Path, base: Path) -> str:
    """``path`` (absolute) as read from the folder ``base``, with forward slashes; absolute if it lies elsewhere."""
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()


def shown_in(root: Path, path: str, base: Path) -> str:
    """The file ``path`` of the app at ``root`` as read from ``base``."""
    return shown(Path(os.path.normpath(root / path)), base) if path else shown(root, base)


def place(note: Note) -> str:
    """Where ``note`` points to, as read from the app's root: ``path:line:col``; "" if it is about the whole app."""
    return f"{note.path}:{note.position.line}:{note.position.column}" if note.path else ""
