"""The ignore files of an app: what they keep out of the deployment (.funcignore) and out of the image (.dockerignore).

Both are written as .gitignore is, but that a pattern of .dockerignore starts at the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FUNCIGNORE, DOCKERIGNORE = ".funcignore", ".dockerignore"


def hiding_lines(ignore_file: str, text: str, paths: Iterable[str]) -> dict[str, int]:
    """Those of ``paths`` that ``ignore_file`` (one of the two, with its ``text``) hides in the end.

    Each with the number of the line that does; lines that are no patterns hide nothing.
    """
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(_pattern(line, rooted=ignore_file == DOCKERIGNORE) for line in text.split("\n"))
    results = {path: spec.check_file(path) for path in paths}
    return {path: found.index + 1 for path, found in results.items() if found.include and found.index is not None}


def _pattern(line: str, *, rooted: bool) -> str:
    """The pattern of a line as .gitignore has it; "" where that would refuse it."""
    from pathspec import GitIgnoreSpec

    bare = line.strip()
    if rooted and bare and not bare.startswith(("#", "/", "**", "!/", "!**")):
        bare = "!/" + bare[1:] if bare[0] == "!" else "/" + bare
    try:
        GitIgnoreSpec.from_lines([bare])
    except (ValueError, re.error):
        return ""
    return bare
