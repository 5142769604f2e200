"""Python source as text, and back to the very bytes it came from."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from dataclasses import dataclass
from difflib import SequenceMatcher


class UndecodableError(ValueError):
    """Bytes that are not text in the encoding they declare. ``line`` counts from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class SourceText:
    """Decoded source: ``text`` has ``\\n`` line ends only; the rest is what :meth:`encode` needs to undo that.

    ``newline`` is the line end that the file has most, ``newlines`` has that of each line if they differ.
    """

    text: str
    encoding: str
    newline: str
    bom: bool
    newlines: tuple[str, ...] = ()

    def encode(self, text: str) -> bytes:
        """``text`` (``\\n`` line ends) as bytes in this file's encoding, line ends and BOM.

        Where line ends differ, each line that is there still has its own, and a new one the most frequent.
        """
        data = self._with_line_ends(text).encode(self.encoding)
        return codecs.BOM_UTF8 + data if self.bom else data

    def _with_line_ends(self, text: str) -> str:
        if not self.newlines:
            return text.replace("\n", self.newline)
        before, after = self.text.split("\n"), text.split("\n")
        ends = [self.newline] * len(after)
        for change, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
            if change == "equal" or end - start == new_end - new_start:
                for line, own in enumerate(self.newlines[start:end], new_start):
                    ends[line] = own
        return "".join(line + end for line, end in zip(after[:-1], ends, strict=False)) + after[-1]


def decode_python(data: bytes) -> SourceText:
    """Decode a Python file as Python does (BOM, PEP 263 cookie, else UTF-8).

    Raises :class:`UndecodableError`.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise UndecodableError(str(error)) from error
    return _decode(data, encoding)


def decode_as_host(data: bytes) -> str:
    """The text that .NET's ``File.ReadAllText`` gives the host, with ``\\n`` line ends: UTF-8, or what the BOM says.

    Never raises: bytes that are no text become U+FFFD.
    """
    boms = (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")
    bom, encoding = next(((bom, name) for bom, name in boms if data.startswith(bom)), (b"", "utf-8"))
    return data[len(bom) :].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def decode_plain(data: bytes) -> SourceText:
    """Decode a settings file: UTF-8, with or without BOM. Raises :class:`UndecodableError`."""
    return _decode(data, "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8")


def _decode(data: bytes, encoding: str) -> SourceText:
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if bom else data
    codec = "utf-8" if bom else encoding
    try:
        text = body.decode(codec)
    except LookupError as error:  # a codec for something else than text
        raise UndecodableError(str(error)) from error
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise UndecodableError(f"not valid {codec} text: {error.reason}", line) from error
    windows, total = text.count("\r\n"), text.count("\n")
    newline = "\r\n" if windows * 2 > total else "\n"
    if not total and "\r" in text:
        newline = "\r"
    ends = tuple(re.findall("\r\n|\r|\n", text))
    mixed = ends if len(set(ends)) > 1 else ()
    return SourceText(text.replace("\r\n", "\n").replace("\r", "\n"), codec, newline, bom, mixed)
