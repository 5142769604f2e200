"""A new file that few would want to read on, with the layout that leaves each script in its folder."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note

from .planned import Planned

_MOST_LINES, _MOST_FUNCTIONS, _MOST_RENAMES = 1000, 30, 5


def long_script(planned: Planned) -> Iterator[Note]:
    """A hint where the file is long, has many functions, or had to rename much of what one script defines."""
    merged = planned.draft.merging.scripts
    if planned.context.options.layout != "single" or not merged:
        return
    script = planned.draft.script
    lines, functions = script.text.count("\n"), len(planned.alive)
    renamed = max(len(each.renames.keys() - {each.entry_of(f) for f in each.functions}) for each in merged)
    if lines > _MOST_LINES or functions > _MOST_FUNCTIONS:
        yield notes.LONG_SCRIPT.at(
            script.path, what=f"has {lines} lines for {functions} function{'s' * (functions > 1)}"
        )
    elif renamed > _MOST_RENAMES:
        yield notes.LONG_SCRIPT.at(script.path, what=f"renames {renamed} definitions of one script")
