"""Dockerfiles that copy function folders one by one, and so do not copy the new script."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note
from pystein_migrate.settings.image_stages import Arrival, Stage, images, stages

from .migration import BuildFile, Migration, line_position


def not_in_image(migration: Migration) -> Iterator[Note]:
    """A note for each image that would have no functions, or those of one app only."""
    for file in migration.build_files:
        if is_dockerfile(file.path):
            built = images(file.text)
            lacking = {arrival: folder for stage in built for arrival, folder in _without_script(migration, stage)}
            for arrival, folder in lacking.items():
                yield notes.SCRIPT_NOT_COPIED.at(
                    file.path, line_position(arrival.by.instruction.line - 1),
                    script=migration.app.script_name, instruction=_instruction(migration, arrival, folder),
                )  # fmt: skip
            yield from _beside_others(migration, file, built)


def instructions_instead(migration: Migration, file: BuildFile) -> dict[int, str]:
    """For each instruction of a Dockerfile that copies function folders, by its line from 0, what to write instead."""
    found: dict[int, str] = {}
    for stage in stages(file.text):
        for arrival in stage.arrivals:
            for folder in _folders_of_functions(migration, arrival)[:1]:
                wanted = _instruction(migration, arrival, folder)
                found.setdefault(arrival.by.instruction.line - 1, f"write {wanted} once instead")
    return found


def _without_script(migration: Migration, stage: Stage) -> list[tuple[Arrival, str]]:
    """The first arrival of functions, with the app's folder, in an image that they get to without the script."""
    taken = [(each, folder) for each in stage.arrivals for folder in _folders_of_functions(migration, each)]
    brings = any(_folder_of(migration, each, migration.app.script_name) is not None for each in stage.arrivals)
    return [] if brings or stage.is_open else sorted(taken, key=lambda pair: pair[0].by.instruction.line)[:1]


def _beside_others(migration: Migration, file: BuildFile, built: list[Stage]) -> Iterator[Note]:
    """A note for each other app whose script would lie where that of this app does."""
    app, told = migration.app, set[str]()
    for stage in built if file.is_outside else ():
        for tail in migration.paths.tails:
            context = app.around.folder.removesuffix(tail)
            own = {place: each for each in stage.arrivals if (place := each.place_of(f"{tail}/{app.script_name}"))}
            for other in sorted(app.around.apps - told):
                if own and other.startswith(context):
                    script = posixpath.join(other.removeprefix(context), app.script_name)
                    shared = [own[place] for each in stage.arrivals if (place := each.place_of(script)) in own]
                    if shared:
                        told.add(other)
                        line = line_position(shared[0].by.instruction.line - 1)
                        yield notes.APPS_IN_ONE_FOLDER.at(
                            file.path, line, other=other or "the repository's root", script=app.script_name
                        )


def _instruction(migration: Migration, arrival: Arrival, folder: str) -> str:
    """The instruction that copies the script of the app in ``folder`` to where ``arrival`` brings functions."""
    above, name = posixpath.split(arrival.by.target.rstrip("/"))
    is_for_one = name in {function.folder for function in migration.app.functions}
    target = f"{(above or '.') if is_for_one else arrival.by.target.rstrip('/')}/"
    source = arrival.written(folder + migration.app.script_name)
    words = json.dumps([source, target]) if " " in source + target else f"{source} {target}"
    return " ".join(["COPY", *arrival.by.instruction.flags, words])


def _folders_of_functions(migration: Migration, arrival: Arrival) -> list[str]:
    """Where the app lies in the build context, for each file of its functions that arrives."""
    paths = [path for function in migration.app.functions for path in (function.json_path, function.script)]
    found = (_folder_of(migration, arrival, path) for path in paths)
    return [folder for folder in found if folder is not None]


def _folder_of(migration: Migration, arrival: Arrival, path: str) -> str | None:
    """The app's folder, with a slash, from which ``path`` arrives; "" for the build context itself."""
    folders = ("", *(f"{tail}/" for tail in migration.paths.tails))
    return next((folder for folder in folders if arrival.covers(folder + path)), None)
