"""Code that reads the files which the migration removes, or lists the folders they were in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.merge.errors import FailedFunctionsError
from pystein_migrate.model.note import Note
from pystein_migrate.python.listings import lister_functions, listings
from pystein_migrate.python.load_time import LoadTime
from pystein_migrate.python.source import Source
from pystein_migrate.python.texts import strings

from .planned import Planned

_FUNCTION_JSON = re.compile(r"(?:.*[\\/*?])?function\.json")


def own_files(planned: Planned) -> Iterator[Note]:
    """Warnings about code that names function.json, or lists folders that removed files were in.

    Raises :class:`FailedFunctionsError` for code that does the former while functions are loaded.
    """
    sources = list(planned.context.modules.sources())
    load_time = LoadTime([source for source in sources if source.path in planned.loaded])
    listers = lister_functions(sources)
    changed = [*planned.removed, planned.context.app.script_name]
    for source in sources:
        readers = list(_readers(source))
        for node, what in readers:
            if source.path in planned.loaded and any(load_time.has(source, use) for use in _uses(source, node)):
                note = notes.FUNCTION_JSON_READ.at(
                    source.path, source.position(node), severity="error", what=what, when=", while functions are loaded"
                )
                _refuse(planned, note)
            yield notes.FUNCTION_JSON_READ.at(source.path, source.position(node), what=what, when="")
        reading = {node for node, _ in readers}
        for listing in listings(source, listers):
            if reading.isdisjoint(ast.walk(listing.node)) and any(map(listing.finds, changed)):
                path = listing.folder.path
                folder = f'the folder "{path}"' if path else "the app's root"
                yield notes.FOLDER_LISTED.at(source.path, source.position(listing.node), folder=folder)


def _uses(source: Source, text: ast.expr) -> list[ast.AST]:
    """Where ``text`` is used: for one that the top level gives a name, where that is read."""
    parent = source.parents[text]
    while isinstance(parent, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
        parent = source.parents[parent]
    target = parent.targets[0] if isinstance(parent, ast.Assign) and len(parent.targets) == 1 else None
    if parent not in source.tree.body or not isinstance(target, ast.Name):
        return [text]
    names = (node for node in source.nodes_of(ast.Name) if node.id == target.id)
    return [node for node in names if isinstance(node.ctx, ast.Load)]


def _refuse(planned: Planned, note: Note) -> None:
    reachable = planned.context.modules.reachable
    affected = [function for function in planned.alive if note.path in reachable([function.script])]
    raise FailedFunctionsError({function.name: replace(note, function=function.name) for function in affected})


def _readers(source: Source) -> Iterator[tuple[ast.expr, str]]:
    """Texts that are a path, or pattern of paths, of function.json."""
    if "function.json" not in source.text:
        return
    for node, text in strings(source):
        if _FUNCTION_JSON.fullmatch(text):
            yield node, text
