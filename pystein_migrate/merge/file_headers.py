"""The comments that open scripts: those of templates go; what several have, or a licence, stands once at the top."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pystein_migrate.facts.templates import without_template_comments
from pystein_migrate.python.opening import opening
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

_LICENCE = re.compile(r"\bcopyright\b|\blicen[cs]ed under\b|SPDX-|all rights reserved", re.IGNORECASE)


def header_of(source: Source) -> tuple[str, ...]:
    """The comment lines that open the file, without those that a template of func wrote."""
    lines = without_template_comments(opening(source).lines)
    while lines and not lines[-1].strip("# "):
        lines.pop()
    return tuple(lines)


def without_template_header(source: Source) -> Edit | None:
    """The edit that takes away what a template of func wrote at the top of the file; None if nothing is of one."""
    end = opening(source).end
    lines = source.text[:end].removesuffix("\n").split("\n")
    left = without_template_comments(lines)
    if left == lines:
        return None
    while left and not left[-1].strip("# "):
        left.pop()
    while not left and source.text[end : end + 1] == "\n":
        end += 1
    return Edit(0, end, "".join(f"{line}\n" for line in left))


def common_headers(sources: Iterable[Source]) -> tuple[tuple[str, ...], ...]:
    """The headers that stand at the top of the new file: of several of ``sources``, or about a licence."""
    counted = Counter(header_of(source) for source in sources)
    return tuple(
        header for header, count in counted.items() if header and (count > 1 or _LICENCE.search("\n".join(header)))
    )
