"""Decorator calls as Python text in the app's own style."""

from __future__ import annotations

import keyword
import math
from collections.abc import Sequence
from typing import Any

from pystein_migrate.model.style import Style

from .app import EnumMember
from .decorate import DecoratorCall


class Renderer:
    """Prints generated code; ``library`` is the name that azure.functions is imported as."""

    def __init__(self, style: Style, library: str = "func") -> None:
        self.style = style
        self.library = library

    def app(self, constructor: str, name: str, level: str, target_is_preview: bool = False) -> str:
        """The statement that makes the app object; the library's default level FUNCTION is left out."""
        keyword_ = "auth_level" if target_is_preview else "http_auth_level"
        argument = "" if level == "FUNCTION" else f"{keyword_}={self.library}.AuthLevel.{level}"
        return f"{name} = {self.library}.{constructor}({argument})"

    def decorator(self, app: str, call: DecoratorCall) -> str:
        """``@app.name(...)``, on one line if it fits, else one argument a line."""
        return "@" + self.call(f"{app}.{call.name}", call, reserved=1)

    def call(self, function: str, call: DecoratorCall, *, reserved: int = 0, indent: str = "") -> str:
        """``function(...)`` with the call's arguments; ``reserved`` characters of the line are taken already."""
        arguments = [self.argument(name, value) for name, value in call.arguments]
        line = f"{function}({', '.join(arguments)})"
        if self._fits(indent + line + " " * reserved) or not arguments:
            return line
        inner = indent + self.style.indent
        lines = [f"{inner}{argument}," for argument in arguments]
        return "\n".join([f"{function}(", *lines, f"{indent})"])

    def argument(self, name: str, value: Any) -> str:
        """One keyword argument; names that are Python keywords are passed through a dict."""
        if keyword.iskeyword(name):
            return f"**{{{self.value(name)}: {self.value(value)}}}"
        return f"{name}={self.value(value)}"

    def value(self, value: Any) -> str:
        """A JSON value or enumeration member as an expression."""
        if isinstance(value, EnumMember):
            return f"{self.library}.{value.enum}.{value.member}"
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.value(key)}: {self.value(item)}" for key, item in value.items()) + "}"
        if isinstance(value, (list, tuple)):
            return "[" + ", ".join(self.value(item) for item in value) + "]"
        if isinstance(value, float) and not math.isfinite(value):
            return f"float({self.string(str(value))})"
        return repr(value)

    def string(self, text: str) -> str:
        """A string literal with the app's quote, unless the other one saves escapes."""
        quote = self.style.quote
        other = "'" if quote == '"' else '"'
        if quote in text and other not in text:
            quote = other
        body = "".join(_escaped(char, quote) for char in text)
        return f"{quote}{body}{quote}"

    def wiring(self, app: str, calls: Sequence[DecoratorCall], function: str, indent: str = "") -> str:
        """``app.a(...)(app.b(...)(function))`` for a function that is not decorated where it is defined.

        Laid out as ruff and black do: what fits stays on one line, else the innermost brackets open first.
        """
        if not calls:
            return function
        first, *rest = calls
        line = "".join(self.one_line(app, call) + "(" for call in calls) + function + ")" * len(calls)
        if self._fits(indent + line):
            return line
        head = self.one_line(app, first)
        inner = indent + self.style.indent
        if self._fits(f"{indent}{head}("):
            return f"{head}(\n{inner}{self.wiring(app, rest, function, inner)}\n{indent})"
        head = self.call(f"{app}.{first.name}", first, indent=indent)
        tail = "".join(self.one_line(app, call) + "(" for call in rest) + function + ")" * len(rest)
        if self._fits(f"{indent})({tail})"):
            return f"{head}({tail})"
        return f"{head}(\n{inner}{self.wiring(app, rest, function, inner)}\n{indent})"

    def _fits(self, line: str) -> bool:
        return len(line.expandtabs(4)) <= self.style.line_length

    def one_line(self, app: str, call: DecoratorCall) -> str:
        """The call on one line however long."""
        return f"{app}.{call.name}({', '.join(self.argument(name, value) for name, value in call.arguments)})"


def _escaped(char: str, quote: str) -> str:
    if char in (quote, "\\"):
        return "\\" + char
    if char.isprintable():
        return char
    return char.encode("unicode_escape").decode("ascii")
