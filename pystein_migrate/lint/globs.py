"""File patterns as ruff reads them (the ``globset`` syntax): a name anywhere, or a path below the settings' folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FilePattern:
    """One pattern of ``exclude`` or ``per-file-ignores``; paths in it are relative to ``base`` (absolute)."""

    pattern: str
    base: Path

    def matches(self, file: Path) -> bool:
        """Whether the pattern names ``file`` (absolute) by its name or its path. A leading "!" negates."""
        if self.pattern.startswith("!"):
            return not FilePattern(self.pattern[1:], self.base).matches(file)
        if _regex(self.pattern).fullmatch(file.name):
            return True
        try:
            relative = file.relative_to(self.base).as_posix()
        except ValueError:
            relative = None
        pattern = self.pattern[2:] if self.pattern.startswith("./") else self.pattern
        if relative is not None and _regex(pattern.rstrip("/")).fullmatch(relative):
            return True
        return _regex(pattern).fullmatch(file.as_posix()) is not None

    def excludes(self, file: Path, below: Path | None = None) -> bool:
        """Whether the pattern names ``file`` or a folder that it is in: one below ``below``, if given, and ``base``."""
        if below == file:
            return False
        return any(
            self.matches(place)
            for place in (file, *file.parents)
            if self.base in place.parents and (below is None or below in place.parents)
        )


@lru_cache(maxsize=1024)
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(_translate(pattern), re.DOTALL)


def _translate(pattern: str) -> str:
    parts, at, depth = [], 0, 0
    while at < len(pattern):
        char = pattern[at]
        if pattern.startswith("**/", at):
            parts.append("(?:.*/)?")
            at += 3
            continue
        if char == "*":
            parts.append(".*")
            at += len(pattern[at:]) - len(pattern[at:].lstrip("*"))
            continue
        if char == "[" and (close := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : close].replace("\\", "\\\\")
            parts.append(f"[{'^' + inside[1:] if inside[0] in '!^' else inside}]")
            at = close + 1
            continue
        if char == "{" and "}" in pattern[at:]:
            parts.append("(?:")
            depth += 1
        elif char == "}" and depth:
            parts.append(")")
            depth -= 1
        elif char == "," and depth:
            parts.append("|")
        else:
            parts.append("." if char == "?" else re.escape(char))
        at += 1
    return "".join(parts)
