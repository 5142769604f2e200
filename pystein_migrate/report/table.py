"""Functions as a table that never breaks a name: what does not fit into the width is left out, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

_INDENT = "  "
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """One column; those of the lowest ``rank`` stay in the table the longest, those of rank 0 always."""

    title: str
    cells: Sequence[Text]
    rank: int = 0

    @property
    def width(self) -> int:
        """What its widest cell takes."""
        return max(cell_len(self.title), *(cell_len(cell.plain) for cell in self.cells))


def fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """Those of ``columns`` that go into ``width``, in their order: the most important first, then what still fits."""
    chosen = [column for column in columns if not column.rank]
    for column in sorted((column for column in columns if column.rank), key=lambda column: column.rank):
        if _width([*chosen, column]) <= width:
            chosen.append(column)
    return [column for column in columns if column in chosen]


def lines(columns: Sequence[Column]) -> list[Text]:
    """The table, with no blanks at the end of lines."""
    rows = [[Text(column.title, "bold") for column in columns]]
    rows += [list(row) for row in zip(*(column.cells for column in columns), strict=True)]
    return [_line(row, [column.width for column in columns]) for row in rows]


def _width(columns: Sequence[Column]) -> int:
    return len(_INDENT) + sum(column.width for column in columns) + len(_GAP) * (len(columns) - 1)


def _line(row: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text(_INDENT)
    for cell, width in zip(row, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell_len(cell.plain)) + _GAP)
    line.rstrip()
    return line
