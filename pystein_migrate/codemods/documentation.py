"""docs/codemods.md: what every codemod does. ``python -m pystein_migrate.codemods.documentation`` prints it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator

from . import CODEMODS
from .base import EVERYWHERE, Codemod, Example

_LAYOUTS = ("single", "blueprints", "in-place")


def codemods_page(codemods: Iterable[type[Codemod]]) -> str:
    """docs/codemods.md: a table of ``codemods``, then each one's documentation and examples."""
    codemods = list(codemods)
    lines = [
        "# Codemods",
        "",
        "<!-- Written by `python3 dev.py docs`; do not edit. -->",
        "",
        "What changes Python code. The examples are tests too; each codemod runs alone with",
        "`python -m libcst.tool codemod --external pystein_migrate.codemods.commands.CLASS FILE`.",
        "",
        "| Name | Runs in | Notes |",
        "| --- | --- | --- |",
    ]
    for codemod in codemods:
        notes = ", ".join(f"[{kind.code}](notes.md#{kind.code})" for kind in codemod.notes)
        lines.append(f"| [{codemod.name}](#{codemod.name}) | {_where(codemod)} | {notes} |")
    for codemod in codemods:
        lines += ["", *_section(codemod)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _where(codemod: type[Codemod]) -> str:
    layouts = "every layout" if codemod.layouts == EVERYWHERE else ", ".join(
        f"`{layout}`" for layout in _LAYOUTS if layout in codemod.layouts
    )  # fmt: skip
    return " and ".join(filter(None, (layouts, "`upgrade`" if codemod.upgrades else "")))


def _section(codemod: type[Codemod]) -> Iterator[str]:
    yield f"## {codemod.name}"
    yield ""
    yield inspect.getdoc(codemod) or ""
    yield ""
    yield f"Class `{codemod.__name__}`; runs in {_where(codemod)}."
    for example in codemod.examples:
        yield ""
        yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    given = ", ".join(f"`{name}={value!r}`" for name, value in example.subject.items() if _is_plain(value))
    yield f"`{example.path}`{f' with {given}' if given else ''}:"
    yield from ("", "```python", example.before.strip("\n"), "```")
    if example.after == example.before:
        yield from ("", "stays as it is.")
        return
    yield from ("", "becomes", "", "```python", example.after.strip("\n"), "```")


def _is_plain(value: object) -> bool:
    return isinstance(value, (bool, int, str, dict))


if __name__ == "__main__":
    sys.stdout.write(codemods_page(CODEMODS))
