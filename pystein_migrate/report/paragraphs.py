"""Text in lines that end between words, however long these are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_WORD = re.compile(r"\S+\s*")


def paragraph(text: Text, width: int, indent: str) -> list[Text]:
    """``text`` in lines of at most ``width``, all but the first with ``indent``; a word that is longer stays whole."""
    lines = list(text.divide(_breaks(text.plain, width, len(indent))))
    for line in lines:
        line.rstrip()
    return [lines[0], *(Text.assemble(indent, line) for line in lines[1:])]


def _breaks(plain: str, width: int, indent: int) -> Iterator[int]:
    """Where a new line begins."""
    used = len(plain) - len(plain.lstrip())
    for word in _WORD.finditer(plain):
        if word.start() and used + cell_len(word[0].rstrip()) > width and plain[: word.start()].strip():
            yield word.start()
            used = indent
        used += cell_len(word[0])
