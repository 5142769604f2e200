"""Settings files as text whose line ends are left alone, for edits that touch nothing but what they mean."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pystein_migrate.model.note import Position

from .edits import Edit, apply_edits

# pip and editors write UTF-16 too: `pip freeze > requirements.txt` in Windows PowerShell does.
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class RawText:
    """A file's text without its BOM; encoding it again gives the very bytes it came from."""

    text: str
    encoding: str
    bom: bytes

    @classmethod
    def decode(cls, data: bytes) -> RawText:
        """Never raises: what is no UTF-8 (or UTF-16 with BOM) is taken for Latin-1."""
        bom, encoding = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", "utf-8"))
        try:
            return cls(data[len(bom) :].decode(encoding), encoding, bom)
        except UnicodeDecodeError:
            return cls(data.decode("latin-1"), "latin-1", b"")

    @property
    def newline(self) -> str:
        """The line end that the first line has; ``\\n`` where there is none."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file's bytes after ``edits``. Raises ValueError if two of them overlap."""
        return self.bom + apply_edits(self.text, edits).encode(self.encoding)

    def position(self, offset: int) -> Position:
        """Line and column of the character ``offset``."""
        return Position.at(self.text, offset)
