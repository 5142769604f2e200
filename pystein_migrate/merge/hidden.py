"""Functions that are not loaded in the legacy model although nothing is wrong with them: they would come alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pystein_migrate import notes
from pystein_migrate.decorators.routes import decorated_route, legacy_route
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import START, Note, Position
from pystein_migrate.settings.dockerfile import DOCKERFILE
from pystein_migrate.settings.host_json import function_allow_list
from pystein_migrate.settings.ignore_files import DOCKERIGNORE, FUNCIGNORE, hiding_lines
from pystein_migrate.text.raw import RawText

from .context import Context

_REFUSED = "remove its folder, or bring it to life with --include-hidden"
_INCLUDED = "make sure that nothing else does its work by now"


@dataclass(frozen=True, slots=True)
class Hidden:
    """The functions that are hidden, each with what is said of it; ``refusal`` is why nothing may be written."""

    functions: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    refusal: Note | None = None

    def reasons(self, name: str) -> Sequence[Note]:
        """What is said of the function called ``name``."""
        return self.functions.get(name, ())


@dataclass(frozen=True, slots=True)
class _Hiding:
    """Why a function is not loaded, and where that is said. ``runs``: once migrated, requests and events reach it."""

    problem: str
    path: str
    position: Position = START
    runs: bool = True


def hidden_functions(context: Context, alive: Sequence[Function]) -> Hidden:
    """Those of ``alive`` that the worker or the host does not see, and whether they may be brought to life."""
    app, found = context.app, dict[str, _Hiding]()
    for name, hiding in (*_beside_script(context, alive), *_left_out(app, alive), *_ignored(app, alive)):
        found.setdefault(name, hiding)
    if not context.options.include_hidden:
        told = {name: [_note(name, hiding, _REFUSED, "error")] for name, hiding in found.items()}
        return Hidden(told, notes.HIDDEN_FUNCTIONS.at("") if told else None)
    told = {name: [_note(name, hiding, _INCLUDED, "warning")] for name, hiding in found.items()}
    clashes = list(_clashes(context, alive, found))
    for clash in clashes:
        told[clash.function].append(clash)
    message = "nothing was written, because functions would take the routes of others"
    refusal = notes.NOT_WRITTEN.at("", message=message, remedy="see the functions") if clashes else None
    return Hidden(told, refusal)


def _note(name: str, hiding: _Hiding, remedy: str, severity: Literal["error", "warning"]) -> Note:
    return notes.HIDDEN_FUNCTION.at(
        hiding.path, hiding.position, function=name, severity=severity, problem=hiding.problem, remedy=remedy
    )


def _beside_script(context: Context, functions: Sequence[Function]) -> Iterator[tuple[str, _Hiding]]:
    """Functions in folders that the worker ignores, because there is a script of the decorator model."""
    if context.existing is None or context.existing.decorated.is_surely_empty:
        return
    problem = f"{context.app.script_name} makes the worker ignore this folder; once migrated, the function runs"
    for function in functions:
        yield function.name, _Hiding(problem, function.json_path)


def _left_out(app: App, functions: Sequence[Function]) -> Iterator[tuple[str, _Hiding]]:
    """Functions that host.json does not list."""
    allowed = function_allow_list(app)
    for function in functions if allowed is not None else ():
        if allowed is not None and function.name.lower() not in allowed.names:
            problem = f'"functions" leaves out {function.name}, so nothing of it is loaded; once migrated, its code is'
            yield function.name, _Hiding(problem, allowed.path, allowed.position, runs=False)


def _ignored(app: App, functions: Sequence[Function]) -> Iterator[tuple[str, _Hiding]]:
    """Functions that an ignore file keeps away from where the app runs."""
    owners = {path: each.name for each in functions for path in (each.script, each.json_path)}
    for ignore_file, out_of, deployed in (
        (FUNCIGNORE, "out of the deployment", "it is deployed"),
        (DOCKERIGNORE, "out of the image", "it is in it"),
    ):
        if ignore_file not in app.files or (ignore_file == DOCKERIGNORE and DOCKERFILE not in app.files):
            continue
        text = RawText.decode(app.files[ignore_file]).text
        for path, number in hiding_lines(ignore_file, text, owners).items():
            pattern = text.split("\n")[number - 1].strip()
            problem = f'"{pattern}" keeps {owners[path]} {out_of}; once migrated, {deployed}'
            yield owners[path], _Hiding(problem, ignore_file, Position(number, 1))


def _clashes(context: Context, alive: Sequence[Function], hidden: Mapping[str, _Hiding]) -> Iterator[Note]:
    """A note for each hidden function that would get requests which another function answers now."""
    living = [(function.name, legacy_route(function)) for function in alive if function.name not in hidden]
    if context.existing is not None:
        living += [(each.name or "", decorated_route(each)) for each in context.existing.decorated.indexed]
    for function in alive:
        route = legacy_route(function) if function.name in hidden and hidden[function.name].runs else None
        other = next((name for name, known in living if route and known and known.overlaps(route)), None)
        if other is not None:
            position = function.trigger.position if function.trigger else START
            yield notes.ROUTE_TAKEN.at(function.json_path, position, function=function.name, other=other)
