"""Dockerfiles that copy function folders one by one, and so do not copy the new script."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note
from pystein_migrate.settings.dockerfile import Copied, UnreadableDockerfileError, copied, instructions

from .migration import Migration, line_position


def not_in_image(migration: Migration) -> Iterator[Note]:
    """A note for each Dockerfile whose image would have no functions."""
    for file in migration.build_files:
        if is_dockerfile(file.path):
            try:
                pieces = [piece for step in instructions(file.text) for piece in copied(step)]
            except UnreadableDockerfileError:
                continue
            taken = [(piece, folder) for piece in pieces for folder in _folders_of_functions(migration, piece)]
            script = migration.app.script_name
            if taken and not any(_folder_of(migration, piece, script) is not None for piece in pieces):
                piece, folder = min(taken, key=lambda each: each[0].instruction.line)
                line = line_position(piece.instruction.line - 1)
                wanted = f"COPY {folder}{script} {_target(piece)}"
                yield notes.SCRIPT_NOT_COPIED.at(file.path, line, script=script, instruction=wanted)


def _folders_of_functions(migration: Migration, piece: Copied) -> list[str]:
    """Where the app lies in the build context, for each file of its functions that ``piece`` takes."""
    paths = [path for function in migration.app.functions for path in (function.json_path, function.script)]
    found = (_folder_of(migration, piece, path) for path in paths)
    return [folder for folder in found if folder is not None]


def _folder_of(migration: Migration, piece: Copied, path: str) -> str | None:
    """The app's folder, with a slash, from which ``piece`` brings ``path``; "" for the build context itself."""
    folders = ("", *(f"{tail}/" for tail in migration.tails))
    return next((folder for folder in folders if piece.covers(folder + path)), None)


def _target(piece: Copied) -> str:
    """The folder of the image that is the app's root, if ``piece`` copies a function's folder."""
    folder, name = posixpath.split(piece.target.rstrip("/"))
    into_own_name = name == posixpath.basename(piece.source.rstrip("/"))
    return f"{folder if into_own_name else piece.target.rstrip('/')}/"
