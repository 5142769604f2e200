"""A function_app.py that is there already, beside function folders that it makes the worker ignore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp, EnumMember, Register
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import START, Note, Position
from pystein_migrate.model.style import Style
from pystein_migrate.python.import_block import import_group, render_imports
from pystein_migrate.python.imports import ImportItem, items_of
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.scopes import ModuleScope, module_scope
from pystein_migrate.python.source import Source, UnreadableError
from pystein_migrate.text.edits import apply_edits

from .import_places import grouped_imports


@dataclass(frozen=True)
class ExistingScript:
    """What is known of it: the app object's name and level (upper case), and what it says in decorators."""

    source: Source
    decorated: DecoratedApp
    scope: ModuleScope
    app_name: str
    level: str
    function_names: frozenset[str]
    imports: tuple[ImportItem, ...]

    def extended(self, items: Iterable[ImportItem], sections: Sequence[str], style: Style, own: frozenset[str]) -> str:
        """The script with the imports of ``items`` that it lacks and ``sections`` at its end.

        ``own`` are the first-party names. Each import goes below those of its group.
        """
        groups: dict[int, list[ImportItem]] = {}
        for item in self.missing(items):
            groups.setdefault(import_group(item.module, own), []).append(item)
        blocks = {
            group: render_imports(groups[group], own, style.line_length, style.indent) for group in sorted(groups)
        }
        edits = grouped_imports(self.source, blocks, own) if blocks else []
        extended = apply_edits(self.source.text, edits).rstrip("\n")
        return "\n\n\n".join([part for part in (extended, *sections) if part]) + "\n"

    def missing(self, items: Iterable[ImportItem]) -> list[ImportItem]:
        """Those of ``items`` that the script does not import already."""
        known = {(item.bound_name, item.target) for item in self.imports}
        plain = {item.module for item in self.imports if not item.name and not item.alias}
        return [item for item in items if (item.bound_name, item.target) not in known or _loads_more(item, plain)]


def _loads_more(item: ImportItem, plain: set[str]) -> bool:
    """Whether ``import a.b`` loads something although its name ``a`` is bound already."""
    return "." in item.module and not item.name and not item.alias and item.module not in plain


class UnfitScriptError(Exception):
    """A function_app.py that cannot be completed; ``note`` says why."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.message)
        self.note = note


def read_existing(modules: Modules, path: str, functions: Iterable[Function]) -> ExistingScript:
    """The script at ``path``, to be completed with ``functions``. Raises :class:`UnfitScriptError`."""
    try:
        source = modules.read(path)
    except UnreadableError as error:
        raise _unfit(path, f"cannot be parsed: {error.message}", error.position) from error
    app = read_decorated(modules.trees(), path)
    if len(app.apps) != 1:
        raise _unfit(path, f"has {len(app.apps)} function app objects; the worker wants exactly one")
    name, register = app.apps[0]
    names = frozenset(function.name for function in app.indexed if function.name)
    taken = {known.lower(): known for known in names}
    for function in functions:
        if function.name.lower() in taken:
            position = START
            for known in app.indexed:
                if known.name == taken[function.name.lower()] and known.anchor_path == path:
                    position = source.position(known.anchor)
            raise _unfit(
                path,
                f'has a function called "{taken[function.name.lower()]}" as the folder {function.name} is',
                position,
            )
    return ExistingScript(
        source,
        app,
        module_scope(source),
        name,
        _level(register, path),
        names,
        tuple(item for _, item in items_of(source, source.tree.body)),
    )


def _level(register: Register, path: str) -> str:
    argument = register.call.arguments.get("http_auth_level") or register.call.arguments.get("auth_level")
    if argument is None:
        return "FUNCTION"
    if isinstance(argument.value, EnumMember):
        return argument.value.member
    if isinstance(argument.value, str):
        return argument.value.upper()
    raise _unfit(path, "has an authorization level that is computed, so that of the functions to add cannot be chosen")


def _unfit(path: str, problem: str, position: Position = START) -> UnfitScriptError:
    return UnfitScriptError(notes.MIXED_APP.at(path, position, script=path, problem=problem))
