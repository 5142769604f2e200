"""What a migration removes, in few words."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.model.result import AppResult

from .counts import plural
from .order import in_order

_MOST_NAMES = 3


def removals(result: AppResult) -> str:
    """All that goes, as in "50 function folders, 3 files in 2 others"; "" for nothing."""
    return ", ".join(_parts(result))


def _parts(result: AppResult) -> Iterator[str]:
    gone = [change.path for change in in_order(result.changes) if change.action == "delete"]
    functions = {function.function.folder for function in result.functions}
    emptied = functions.intersection(result.removed_folders)
    inside: list[str] = []
    elsewhere: list[str] = []
    for path in gone:
        folder = path.partition("/")[0]
        if folder not in emptied:
            (inside if folder in functions and "/" in path else elsewhere).append(path)
    if emptied:
        yield plural(len(emptied), "function folder")
    if len(inside) > 1:
        folders = len({path.partition("/")[0] for path in inside})
        yield f"{len(inside)} files in {_others(folders) if emptied else plural(folders, 'function folder')}"
    else:
        yield from inside
    if len(elsewhere) > _MOST_NAMES:
        yield f"{len(elsewhere)} {'other ' if emptied or inside else ''}files"
    else:
        yield from elsewhere


def _others(number: int) -> str:
    return "another one" if number == 1 else f"{number} others"
