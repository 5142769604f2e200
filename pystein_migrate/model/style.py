"""How generated code looks."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_LINE_LENGTH = 88


@dataclass(frozen=True, slots=True)
class Style:
    """What generated code follows: ``quote`` is one character, ``indent`` one level, ``newline`` the line end."""

    quote: str = '"'
    line_length: int = DEFAULT_LINE_LENGTH
    indent: str = "    "
    newline: str = "\n"
