"""How the app's own code is written, so that generated code looks the same."""

from __future__ import annotations

import configparser
import io
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pystein_migrate.model.style import DEFAULT_LINE_LENGTH, Style
from pystein_migrate.text.decoding import SourceText, UndecodableError, decode_plain

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def style_of(files: Mapping[str, bytes], scripts: Iterable[SourceText]) -> Style:
    """The style of an app: its formatter's settings where it has some, else what most of its scripts do."""
    texts = list(scripts)
    settings = _formatter_settings(files)
    quotes: Counter[str] = Counter()
    tabs = windows = 0
    for source in texts:
        quotes.update(_string_quotes(source.text))
        tabs += "\n\t" in source.text
        windows += source.newline == "\r\n"
    quote = settings.get("quote") or ("'" if quotes["'"] > quotes['"'] else '"')
    return Style(
        quote,
        settings.get("line_length") or DEFAULT_LINE_LENGTH,
        "\t" if tabs * 2 > len(texts) else "    ",
        "\r\n" if windows * 2 > len(texts) else "\n",
    )


def _formatter_settings(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Line length and quote as ruff, black or flake8 are told them; what they are silent about is absent."""
    found: dict[str, Any] = {}
    project = _toml(files.get("pyproject.toml")).get("tool", {})
    for table in (
        _toml(files.get(".ruff.toml")),
        _toml(files.get("ruff.toml")),
        project.get("ruff"),
        project.get("black"),
    ):
        if isinstance(table, dict) and isinstance(table.get("line-length"), int):
            found.setdefault("line_length", table["line-length"])
        if isinstance(table, dict) and isinstance(table.get("format"), dict):
            style = table["format"].get("quote-style")
            found.setdefault("quote", {"single": "'", "double": '"'}.get(style))
    if "black" in project and not project["black"].get("skip-string-normalization"):
        found.setdefault("quote", '"')
    for name in (".flake8", "setup.cfg", "tox.ini"):
        length = _flake8_line_length(files[name]) if name in files else None
        if length:
            found.setdefault("line_length", length)
    return found


def _toml(data: bytes | None) -> dict[str, Any]:
    try:
        table: dict[str, Any] = tomllib.loads(decode_plain(data or b"").text)
    except (tomllib.TOMLDecodeError, UndecodableError):
        return {}
    return table


def _flake8_line_length(data: bytes) -> int | None:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(decode_plain(data).text)
        return parser.getint("flake8", "max-line-length", fallback=None)
    except (configparser.Error, UndecodableError, ValueError):
        return None


@lru_cache(maxsize=256)  # the style is asked for several times for an app
def _string_quotes(text: str) -> tuple[str, ...]:
    """The quote character of every plain string literal, docstrings and other triple-quoted ones aside.

    f-strings do not count: since Python 3.12 they are no tokens, and the style must not depend on the Python.
    """
    quotes: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING:
                body = token.string.lstrip("rRbBuU")
                if not body.startswith(('"""', "'''", "f", "F")) and not ('"' in body and "'" in body):
                    quotes.append(body[0])
    except (tokenize.TokenError, SyntaxError):
        pass
    return tuple(quotes)
