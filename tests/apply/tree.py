"""Looking at a folder as a whole."""

from __future__ import annotations

from pathlib import Path

from pystein_migrate.model.change import FileChange


def snapshot(root: Path) -> dict[str, tuple[bytes | None, int]]:
    """Every file and folder below ``root`` with bytes and mode; caches do not count."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes() if path.is_file() else None, path.stat().st_mode)
        for path in sorted(root.rglob("*"))
        if "__pycache__" not in path.parts
    }


def changes_for(root: Path, after: dict[str, bytes | None]) -> list[FileChange]:
    """Changes that turn the files of ``root`` into ``after``."""
    return [
        FileChange(path, (root / path).read_bytes() if (root / path).exists() else None, data)
        for path, data in after.items()
    ]
