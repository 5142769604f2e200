"""Imports that have to stay where they are, for the sake of what must run before them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence

from pystein_migrate.codemods.script import Script, is_safe_anywhere
from pystein_migrate.python.imports import ImportItem


def in_import_order(scripts: Sequence[Script], reaches: Callable[[str], frozenset[str]]) -> list[Script]:
    """The scripts, with imports left in place that would load a module earlier than a script which prepares for it.

    One script sets the environment and imports the settings, another only imports them: at the top they would be loaded
    without what the first has set. ``reaches`` tells what importing a module loads.
    """
    late = [_loaded(script.late_imports(), reaches) for script in scripts]
    found = []
    for index, script in enumerate(scripts):
        others = frozenset[str]().union(*late[:index], *late[index + 1 :])
        early = [
            hoisted
            for hoisted in (script.imports if others else ())
            if isinstance(hoisted.node, (ast.Import, ast.ImportFrom)) and _loaded(hoisted.items, reaches) & others
        ]
        found.append(script.with_in_place(early))
    return found


def _loaded(items: Iterable[ImportItem], reaches: Callable[[str], frozenset[str]]) -> frozenset[str]:
    others = [item for item in items if not is_safe_anywhere(item.module)]
    names = [name for item in others for name in (item.module, f"{item.module}.{item.name}")]
    return frozenset[str]().union(*map(reaches, names))
