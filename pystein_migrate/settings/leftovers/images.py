"""Dockerfiles that copy function folders one by one, and so do not copy the new script."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_dockerfile
from pystein_migrate.model.note import Note
from pystein_migrate.settings.dockerfile import (
    Copied,
    Instruction,
    UnreadableDockerfileError,
    copied,
    instructions,
)

from .migration import BuildFile, Migration, line_position


def not_in_image(migration: Migration) -> Iterator[Note]:
    """A note for each Dockerfile whose image would have no functions."""
    script = migration.app.script_name
    for file in migration.build_files:
        if is_dockerfile(file.path):
            steps = list(instructions(file.text))
            pieces = [piece for step in steps for piece in _pieces(step)]
            taken = [(piece, folder) for piece in pieces for folder in _folders_of_functions(migration, piece)]
            brings = any(_folder_of(migration, piece, script) is not None for piece in pieces)
            if taken and not brings and not any(map(_may_bring_code, steps)):
                piece, folder = min(taken, key=lambda each: each[0].instruction.line)
                line, wanted = line_position(piece.instruction.line - 1), _instruction(migration, piece, folder)
                yield notes.SCRIPT_NOT_COPIED.at(file.path, line, script=script, instruction=wanted)


def instructions_instead(migration: Migration, file: BuildFile) -> dict[int, str]:
    """For each instruction of a Dockerfile that copies function folders, by its line from 0, what to write instead."""
    found = {}
    for step in instructions(file.text):
        for piece in _pieces(step):
            for folder in _folders_of_functions(migration, piece)[:1]:
                wanted = _instruction(migration, piece, folder)
                found[step.line - 1] = f"write {wanted} once instead"
    return found


def _pieces(step: Instruction) -> list[Copied]:
    try:
        return list(copied(step))
    except UnreadableDockerfileError:
        return []


def _may_bring_code(step: Instruction) -> bool:
    """Whether it is not known what ``step`` copies, and that may be Python files."""
    try:
        list(copied(step))
    except UnreadableDockerfileError:
        sources = step.rest.split()[:-1]
        return not sources or any(not re.search(r"\.(?!py$)\w+$", source) for source in sources)
    return False


def _instruction(migration: Migration, piece: Copied, folder: str) -> str:
    """The instruction that copies the script of the app in ``folder`` to where ``piece`` copies functions."""
    above, name = posixpath.split(piece.target.rstrip("/"))
    is_for_one = name in {function.folder for function in migration.app.functions}
    target = (above or ".") if is_for_one else piece.target.rstrip("/")
    return f"COPY {folder}{migration.app.script_name} {target}/"


def _folders_of_functions(migration: Migration, piece: Copied) -> list[str]:
    """Where the app lies in the build context, for each file of its functions that ``piece`` takes."""
    paths = [path for function in migration.app.functions for path in (function.json_path, function.script)]
    found = (_folder_of(migration, piece, path) for path in paths)
    return [folder for folder in found if folder is not None]


def _folder_of(migration: Migration, piece: Copied, path: str) -> str | None:
    """The app's folder, with a slash, from which ``piece`` brings ``path``; "" for the build context itself."""
    folders = ("", *(f"{tail}/" for tail in migration.paths.tails))
    return next((folder for folder in folders if piece.covers(folder + path)), None)
