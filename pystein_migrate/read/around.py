"""The repository around an app: the files outside its root that may name what is in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pystein_migrate.facts.file_kinds import is_build_file, may_send_files
from pystein_migrate.model.app import App, Around
from pystein_migrate.text.paths import parents

from .walk import repository, walk_files

MAX_BYTES = 1024 * 1024
_OTHERS = (".dockerignore", ".gitignore", "requirements.txt")
_RESOURCES = b"microsoft.web/sites"  # in templates of Azure Resource Manager


class Repositories:
    """The repositories that apps lie in, each read once for all its apps."""

    def __init__(self) -> None:
        self._known: dict[Path, _Repository] = {}

    def with_surroundings(self, app: App) -> App:
        """``app`` with the files ``around`` it; as it is where no repository is around it."""
        top = repository(app.root)
        if top is None or top == app.root:
            return app
        if top not in self._known:
            self._known[top] = _Repository.read(top)
        folder = app.root.relative_to(top).as_posix()
        return replace(app, around=self._known[top].around(folder))


@dataclass(frozen=True)
class _Repository:
    """The text files of a repository that may name an app's folders, all its folders, and those of its apps."""

    files: dict[str, bytes]
    folders: frozenset[str]
    apps: frozenset[str]

    @classmethod
    def read(cls, top: Path) -> _Repository:
        paths = walk_files(top)
        folders = frozenset(parent for path in paths for parent in parents(path))
        return cls(dict(_texts(top, paths)), folders, frozenset(_apps(paths)))

    def around(self, folder: str) -> Around:
        """What is outside ``folder``; files of other apps, that it does not lie in, are left out."""
        others = frozenset(app for app in self.apps if app and not f"{folder}/".startswith(f"{app}/"))
        files = {
            posixpath.relpath(path, folder): data
            for path, data in self.files.items()
            if not path.startswith(f"{folder}/") and not any(parent in others for parent in parents(path))
        }
        outside = frozenset(path for path in self.folders if not f"{path}/".startswith(f"{folder}/"))
        return Around(
            folder, files, outside, frozenset(app for app in self.apps if not f"{app}/".startswith(f"{folder}/"))
        )


def _apps(paths: tuple[str, ...]) -> Iterator[str]:
    """The folders with a host.json, and those in which folders of functions lie."""
    for path in paths:
        folder, name = posixpath.split(path)
        if name == "host.json":
            yield folder
        elif name == "function.json" and folder:
            yield posixpath.dirname(folder)


def _texts(top: Path, paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if not _may_name_folders(path):
            continue
        try:
            data = (top / path).read_bytes() if (top / path).stat().st_size <= MAX_BYTES else b""
        except OSError:
            continue
        if data and (_is_always_wanted(path) or _is_wanted(path, data)):
            yield path, data


def _may_name_folders(path: str) -> bool:
    return path.endswith((".py", ".json", *_OTHERS)) or is_build_file(path) or may_send_files(path)


def _is_always_wanted(path: str) -> bool:
    return is_build_file(path) or not (path.endswith(".json") or may_send_files(path))


def _is_wanted(path: str, data: bytes) -> bool:
    return path.endswith(".vscode/settings.json") or any(word in data.lower() for word in (_RESOURCES, b".dat"))
