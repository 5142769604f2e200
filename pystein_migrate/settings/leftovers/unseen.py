"""Ignore files that keep what the migration writes out of git, out of the deployment or out of the image."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note, Position
from pystein_migrate.settings.ignore_files import DOCKERIGNORE, FUNCIGNORE, hiding_lines
from pystein_migrate.text.raw import RawText

from .migration import Migration, line_position


def hidden_from_deployment(migration: Migration) -> Iterator[Note]:
    """Patterns of .funcignore and .dockerignore that hide a file of the functions."""
    targets = {FUNCIGNORE: "deployment", DOCKERIGNORE: "image"}
    for path, data in migration.left.items():
        target = targets.get(posixpath.basename(path))
        if target and _is_above(path) and (target == "image" or "/" not in path):
            text = RawText.decode(data).text
            wanted = {_seen_from(migration, path, created): created for created in _modules(migration)}
            for seen, number in hiding_lines(posixpath.basename(path), text, wanted).items():
                pattern = text.split("\n")[number - 1].strip()
                yield notes.IGNORED_MODULE.at(
                    path, line_position(number - 1),
                    pattern=pattern, module=wanted[seen], target=target, line=f"!{seen}",
                )  # fmt: skip


def hidden_from_git(migration: Migration) -> Iterator[Note]:
    """New files that a .gitignore excludes, so that they are not committed."""
    for created in migration.created:
        exclusion = migration.app.excludes(created)
        if exclusion is not None:
            position, place = Position(exclusion.line, 1), posixpath.join(":/", migration.app.around.folder, created)
            yield notes.IGNORED_BY_GIT.at(
                exclusion.path, position, pattern=exclusion.pattern, created=created, place=place
            )


def _modules(migration: Migration) -> list[str]:
    return sorted({migration.app.script_name, *(path for path in migration.created if path.endswith(".py"))})


def _is_above(path: str) -> bool:
    """Whether the ignore file at ``path`` lies in the app's root or above it."""
    return set(posixpath.dirname(path).split("/")) <= {"", ".."}


def _seen_from(migration: Migration, ignore_file: str, path: str) -> str:
    """``path``, from the app's root, as it is called from the folder of ``ignore_file``."""
    up = ignore_file.count("../")
    parts = migration.app.around.folder.split("/") if migration.app.around.folder else []
    return "/".join([*parts[len(parts) - up :], path] if up else [path])
