"""What the commands that explain something, ``rule`` and ``note``, have in common."""

from __future__ import annotations

import json
import sys
from enum import Enum
from typing import Any, NoReturn

import typer


class ExplanationFormat(str, Enum):
    """How an explanation is printed."""

    text = "text"
    json = "json"
    markdown = "markdown"


def print_markdown(text: str, output_format: ExplanationFormat) -> None:
    """Print Markdown: as it is, or for a person at a terminal the way it is meant."""
    if output_format is ExplanationFormat.text and sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        typer.echo(text, nl=False)


def print_json(data: Any) -> None:
    """Print plain data."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def fail(message: str) -> NoReturn:
    """Say on standard error why the command cannot do what was asked, and exit with 2."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(2)
