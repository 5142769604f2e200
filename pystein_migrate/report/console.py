"""The one way to a terminal: rich without its guesses about what the text means."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console

_PIPE_WIDTH = 10_000  # nothing has to fit: lines are as wide as their content


def console_for(stream: TextIO) -> Console:
    """A console on ``stream``: coloured only on a terminal, never with NO_COLOR; nothing is wrapped in a pipe."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    plain = bool(os.environ.get("NO_COLOR")) or not console.is_terminal
    return Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        color_system=None if plain else "auto",
        width=console.width if console.is_terminal else _PIPE_WIDTH,
    )
