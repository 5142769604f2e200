"""Planned changes as a unified diff that ``git apply`` and ``patch -p1`` take."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from pystein_migrate.model.change import FileChange
from pystein_migrate.model.result import AppResult

from .order import in_order
from .places import shown_in

_NO_NEWLINE = b"\\ No newline at end of file\n"
_STYLES = (("---", "bold"), ("+++", "bold"), ("@@", "cyan"), ("-", "red"), ("+", "green"))


def unified_diff(changes: Iterable[FileChange], root: Path, base: Path) -> bytes:
    """The diff of ``changes`` to the app at ``root``, paths relative to ``base``; every byte is kept.

    What is new and what is modified come first, what is deleted last.
    """
    ordered = in_order(changes)
    return b"".join(_file_diff(change, shown_in(root, change.path, base).lstrip("/")) for change in ordered)


def print_diff(results: Iterable[AppResult], base: Path, stream: TextIO) -> None:
    """Print the diff of all ``results`` to ``stream``, in colours on a terminal."""
    for result in results:
        data = unified_diff(result.changes, result.root, base)
        if data and stream.isatty():
            _print_coloured(data, stream)
        elif data:
            _write_bytes(data, stream)


def _file_diff(change: FileChange, path: str) -> bytes:
    before, after = change.before or b"", change.after or b""
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(before),
        _lines(after),
        b"/dev/null" if change.before is None else _name("a/", path),
        b"/dev/null" if change.after is None else _name("b/", path),
    )
    return b"".join(_ended(lines))


def _lines(data: bytes) -> list[bytes]:
    r"""Split after ``\n`` only, as git does; a carriage return is part of its line."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _name(side: str, path: str) -> bytes:
    # A tab ends a name with blanks, else readers take what follows the blank for a date.
    return (side + path + ("\t" if " " in path else "")).encode("utf-8", "surrogateescape")


def _ended(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        if not line.endswith(b"\n"):
            yield b"\n" + _NO_NEWLINE


def _write_bytes(data: bytes, stream: TextIO) -> None:
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()


def _print_coloured(data: bytes, stream: TextIO) -> None:
    from .console import console_for

    console = console_for(stream)
    for line in data.decode("utf-8", "backslashreplace").rstrip("\n").split("\n"):
        style = next((style for start, style in _STYLES if line.startswith(start)), "")
        console.print(line, style=style, soft_wrap=True)
