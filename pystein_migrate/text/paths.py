"""Paths as texts: relative, with forward slashes."""

from __future__ import annotations

from collections.abc import Iterator


def parents(path: str) -> Iterator[str]:
    """The folders above ``path``, the innermost first, without the root."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
