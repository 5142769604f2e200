"""The text of function_app.py."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.rename import RenameError
from pystein_migrate.decorators.decorate import Decoration
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.import_block import render_imports
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.source import Source

from .compose import Section, Wired, assemble, merged_section, wired_section
from .context import Context
from .entry import delegate_of, entry_import, imported_late
from .equivalence import check_imports, check_names, check_sections
from .file_headers import common_headers
from .handles import TYPED_HANDLES
from .merging import LIBRARY, MergedScript, Merging
from .own_imports import imports_script
from .selection import kept_note
from .thin_entries import thin_entry

FUTURE = ImportItem("__future__", "annotations")


class UnwritableError(Exception):
    """The script of ``functions`` cannot be written with the names planned for it; ``note`` says why."""

    def __init__(self, functions: Sequence[Function], note: Note) -> None:
        super().__init__(note.message)
        self.functions = functions
        self.note = note


def write_script(
    context: Context,
    alive: Sequence[Function],
    merging: Merging,
    decorations: Mapping[str, Decoration],
    kept: Mapping[str, Note | None],
    late: Collection[str],
) -> Source:
    """function_app.py with the scripts of ``merging``, and the functions ``kept`` wired to their modules.

    Modules whose path is in ``late`` are not imported at the top, but where their functions are registered.

    Raises :class:`UnwritableError`.
    """
    renderer = Renderer(context.style(alive), merging.library)
    sections = list(_sections(context, alive, merging, decorations, kept, late, renderer))
    items = [item for section, _ in sections for item in section.imports]
    if any(merged.script.future_annotations for merged in merging.scripts):
        items.insert(0, FUTURE)
    items += [ImportItem(module) for merged in merging.scripts for module in merged.findings.imports]
    script = assembled(context, alive, merging, renderer, items, [section.text for section, _ in sections])
    check_sections(script, [(section.text, merged) for section, merged in sections])
    check_imports(script, merging.scripts)
    if context.existing is None:
        check_names(script, merging.app_name, merging.library)
    return script


def assembled(
    context: Context,
    alive: Sequence[Function],
    merging: Merging,
    renderer: Renderer,
    items: Sequence[ImportItem],
    sections: Sequence[str],
) -> Source:
    """The whole of function_app.py from its imports and sections: new, or the existing one completed."""
    items = [ImportItem(LIBRARY, "", merging.library), *items]
    style, own = renderer.style, context.modules.top_level_names()
    if context.existing is not None:
        text = context.existing.extended(items, sections, style, own)
    else:
        statement = renderer.app("FunctionApp", merging.app_name, context.level(alive), context.first_spelling)
        imports = render_imports(items, own, style.line_length, style.indent)
        text = assemble(_headers(context, merging), imports, statement, sections)
    return Source.generated(context.app.script_name, text)


def _sections(
    context: Context,
    alive: Sequence[Function],
    merging: Merging,
    decorations: Mapping[str, Decoration],
    kept: Mapping[str, Note | None],
    late: Collection[str],
    renderer: Renderer,
) -> Iterator[tuple[Section, MergedScript | None]]:
    merged_by_first = {merged.functions[0].name: merged for merged in merging.scripts}
    headers = _headers(context, merging)
    given: dict[str, tuple[str, str]] = {}
    for function in alive:
        merged = merged_by_first.get(function.name)
        if merged is not None:
            yield _merged(merged, merging, decorations, renderer, headers), merged
        elif function.name in kept:
            is_late = function.script in late or imports_script(context, function.script)
            yield wired(context, function, merging, decorations[function.name], renderer, given, late=is_late), None


def _headers(context: Context, merging: Merging) -> tuple[tuple[str, ...], ...]:
    """The opening comments of scripts that stand at the top of a new file."""
    if context.existing is not None:
        return ()
    return common_headers(merged.script.source for merged in merging.scripts)


def _merged(
    merged: MergedScript,
    merging: Merging,
    decorations: Mapping[str, Decoration],
    renderer: Renderer,
    headers: Collection[tuple[str, ...]],
) -> Section:
    source = merged.script.source
    try:
        return merged_section(merged, merging.names, decorations, renderer, merging.app_name, headers)
    except (RenameError, UnparsableError) as error:
        blocker = Blocker(notes.NAME_COLLISION, f"cannot be renamed in: {error}", source.tree)
        raise UnwritableError(merged.functions, kept_note(merged.functions[0], blocker, source)) from error


def wired(
    context: Context,
    function: Function,
    merging: Merging,
    decoration: Decoration,
    renderer: Renderer,
    given: dict[str, tuple[str, str]],
    *,
    late: bool,
) -> Section:
    """A function that stays in place: its entry is imported under the function's Python name.

    That happens at the top, unless it has to be ``late``, because something before it has to be done first or because
    the module imports function_app.py, or the function is isolated. ``given`` are the names that are imported for
    annotations, of functions above too.
    """
    name = merging.names[function.name]
    is_typed = any(call.name in TYPED_HANDLES for call in decoration.calls)
    delegate = delegate_of(context, function) or thin_entry(context, function, merging, given, is_typed=is_typed)
    entry = merging.entries[function.name] if delegate else name
    attribute = delegate.entry if delegate else function.entry_point
    imported = entry_import(context, entry, function.script, attribute, renderer)
    guard = context.isolated.get(function.name, "")
    needed = delegate.imports if delegate else ()
    if (late or guard) and not imported.statement:
        own = [item for item in needed if context.modules.path_of(item.module) is not None]
        imported = imported_late(replace(imported, items=(*imported.items, *own)), renderer.style)
        needed = tuple(item for item in needed if item not in own)
    items = (*imported.items, *needed)
    return wired_section(
        Wired(function.name, name, decoration, entry, items, imported.statement, delegate, guard),
        renderer,
        merging.app_name,
    )
