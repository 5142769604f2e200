"""Colors for the text formats, in ruff's palette; the plain text stays what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RESET = "\x1b[0m"
_BOLD, _UNDERLINE, _CYAN, _RED, _GREEN = "\x1b[1m", "\x1b[4m", "\x1b[36m", "\x1b[31m", "\x1b[32m"
_BRIGHT_RED, _BRIGHT_BLUE, _BRIGHT_CYAN, _YELLOW = (
    "\x1b[1m\x1b[91m",
    "\x1b[1m\x1b[94m",
    "\x1b[1m\x1b[96m",
    "\x1b[1m\x1b[33m",
)

_CONCISE = re.compile(r"(.+?):(\d+):(\d+): ([^\s:]+)(:? (?:\[\*\] )?)(.*)")
_GROUPED = re.compile(r"( +\d+):(\d+ +)([^\s:]+)(:? (?:\[\*\] )?)(.*)")
_HEADLINE = re.compile(r"([^\s:]+)(:? (?:\[\*\] )?)(.*)")
_ARROW = re.compile(r"( *--> )(.*)")
_GUTTER = re.compile(r"( *\d* *\|)(.*)")
_CHANGED = re.compile(r"(\d* *)([-+])( .*|)")
_MARKS = re.compile(r"[ |_^]*\^")
_REMARK = re.compile(r"(help|note)(: .*)")


def colored(text: str, output_format: str) -> str:
    """What a text format printed, with terminal colors."""
    if output_format == "full":
        return "".join(_full(text))
    paint = _concise if output_format == "concise" else _grouped
    return "".join(f"{paint(line)}\n" for line in text.splitlines())


def _concise(line: str) -> str:
    match = _CONCISE.fullmatch(line)
    if match is None:
        return line
    path, row, column, code, mark, message = match.groups()
    colon = _in(_CYAN, ":")
    return f"{_in(_BOLD, path)}{colon}{row}{colon}{column}{colon} {_in(_BOLD + _RED, code)}{_mark(mark)}{message}"


def _grouped(line: str) -> str:
    match = _GROUPED.fullmatch(line)
    if match is None:
        return f"{_in(_UNDERLINE, line[:-1])}:" if line.endswith(":") else line
    row, column, code, mark, message = match.groups()
    return f"{row}{_in(_CYAN, ':')}{column}{_in(_BOLD + _RED, code)}{_mark(mark)}{message}"


def _full(text: str) -> Iterator[str]:
    opening = True
    for line in text.splitlines():
        yield f"{_headline(line) if opening else _block_line(line)}\n"
        opening = not line


def _headline(line: str) -> str:
    match = _HEADLINE.fullmatch(line)
    if match is None:
        return line
    code, mark, message = match.groups()
    return f"{_in(_BRIGHT_RED, code)}{_mark(mark)}{_in(_BOLD, message)}"


def _block_line(line: str) -> str:
    if match := _ARROW.fullmatch(line):
        return f"{_in(_BRIGHT_BLUE, match[1])}{match[2]}"
    if match := _GUTTER.fullmatch(line):
        rest = _in(_BRIGHT_RED, match[2]) if _MARKS.fullmatch(match[2]) else match[2]
        return f"{_in(_BRIGHT_BLUE, match[1])}{rest}"
    if match := _REMARK.fullmatch(line):
        return f"{_in(_BRIGHT_CYAN if match[1] == 'help' else _YELLOW, match[1])}{_in(_BOLD, match[2])}"
    if match := _CHANGED.fullmatch(line):
        return f"{_in(_BRIGHT_BLUE, match[1])}{_in(_RED if match[2] == '-' else _GREEN, match[2] + match[3])}"
    return line


def _mark(mark: str) -> str:
    return mark.replace("*", _in(_CYAN, "*"))


def _in(color: str, text: str) -> str:
    return f"{color}{text}{_RESET}" if text else ""
