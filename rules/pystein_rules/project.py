"""A function app as the rules see it: its files, parsed once and only when a rule asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from packaging.version import Version

from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import Position
from pystein_migrate.read.app import build_app, read_app, settings_values
from pystein_migrate.read.walk import is_ignored
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.settings.requirements import Requirements, read_requirements
from pystein_migrate.text.decoding import UndecodableError, decode_plain, decode_python

from .diagnostics import Diagnostic
from .sources import JsonFile, PythonFile


class Project:
    """One app root. Rules take what they need from here; every file is read and parsed at most once."""

    def __init__(self, app: App) -> None:
        self.app = _without_nested(app)
        self._python: dict[str, PythonFile | None] = {}
        self._json: dict[str, JsonFile | None] = {}

    @classmethod
    def read(cls, root: Path, overlay: Mapping[str, bytes] | None = None, script_name: str | None = None) -> Project:
        """The app at ``root`` on disk; ``overlay`` (path to bytes) takes precedence over the files on disk."""
        app = read_app(root)
        files = {**app.files, **(overlay or {})}
        if overlay or script_name:
            app = build_app(app.root, files, app.paths | frozenset(overlay or ()), app.notes)
        return cls(_with_script(app, script_name))

    @classmethod
    def of(cls, tree: Mapping[str, str], root: Path = Path("/app")) -> Project:
        """The app that ``tree`` (path to text) makes up; reads no disk."""
        files = {path: text.encode() for path, text in tree.items()}
        return cls(build_app(root, files, frozenset(files)))

    @property
    def script_name(self) -> str:
        """The decorator model's script file."""
        return self.app.script_name

    @property
    def script(self) -> PythonFile | None:
        """The decorator model's script, or None where the app has none."""
        return self.python(self.script_name)

    @property
    def is_decorated(self) -> bool:
        """Whether the app has a script of the decorator model that can be parsed."""
        return bool(self.script and self.script.tree)

    @property
    def folders(self) -> tuple[Function, ...]:
        """The function folders that the worker looks at: none beside a script."""
        return () if self.app.has_script else self.app.functions

    @cached_property
    def trees(self) -> Mapping[str, ast.Module]:
        """The syntax trees of all modules that can be parsed, by path."""
        return {path: file.tree for path in self.app.modules() if (file := self.python(path)) and file.tree}

    @cached_property
    def decorated(self) -> DecoratedApp:
        """What the decorators of the app say; see :mod:`pystein_migrate.decorators.app`."""
        return read_decorated(self.trees, self.script_name, self.library)

    @cached_property
    def library(self) -> Version:
        """The release of azure-functions that the app runs with."""
        return installed_version(self.app)

    @cached_property
    def requirements(self) -> Requirements:
        """What requirements.txt and the files it includes ask for."""
        return read_requirements(self.app.files)

    @cached_property
    def settings(self) -> Mapping[str, object]:
        """``Values`` of local.settings.json."""
        return settings_values(self.app.files)

    def python(self, path: str) -> PythonFile | None:
        """The module at ``path``, or None where there is none or its bytes are not text."""
        if path not in self._python:
            self._python[path] = None
            data = self.app.files.get(path)
            if data is not None:
                try:
                    self._python[path] = PythonFile(path, decode_python(data).text)
                except (UndecodableError, LookupError):
                    pass
        return self._python[path]

    def json(self, path: str) -> JsonFile | None:
        """The settings file at ``path``, or None where there is none or its bytes are not text."""
        if path not in self._json:
            self._json[path] = JsonFile(path, text) if (text := self.text(path)) is not None else None
        return self._json[path]

    def text(self, path: str) -> str | None:
        """The text of any other file (requirements.txt, .funcignore, …), or None."""
        data = self.app.files.get(path)
        if data is None:
            return None
        try:
            return decode_plain(data).text
        except UndecodableError:
            return None

    def pythons(self) -> Iterator[PythonFile]:
        """All modules of the app, in the order of their paths."""
        for path in sorted(self.app.modules()):
            file = self.python(path)
            if file is not None:
                yield file

    def is_ignored(self, path: str) -> bool:
        """Whether a .gitignore names ``path``, a file beside host.json that is read all the same. Asks the disk."""
        return is_ignored(self.app.root, path)

    @staticmethod
    def is_test(path: str) -> bool:
        """Whether a module is test code, by the names that pytest and unittest go by."""
        *folders, name = path.split("/")
        in_tests = any(folder in ("test", "tests", "testing") for folder in folders)
        return in_tests or name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"

    def noqa_line(self, path: str, line: int) -> int:
        """See :meth:`PythonFile.noqa_line`; other files: the line itself."""
        file = self.python(path) if path.endswith(".py") else None
        return file.noqa_line(line) if file else line


def _without_nested(app: App) -> App:
    """``app`` without the files of other apps below its root; each of those is a project of its own."""
    nested = tuple(path[: -len("host.json")] for path in app.paths if path.endswith("/host.json"))
    if not nested:
        return app
    files = {path: data for path, data in app.files.items() if not path.startswith(nested)}
    paths = frozenset(path for path in app.paths if not path.startswith(nested))
    functions = tuple(function for function in app.functions if not function.json_path.startswith(nested))
    return App(app.root, functions, files, paths, app.script_name, app.notes)


def _with_script(app: App, script_name: str | None) -> App:
    if not script_name or script_name == app.script_name:
        return app
    return App(app.root, app.functions, app.files, app.paths, script_name, app.notes)


def sort_key(diagnostic: Diagnostic) -> tuple[str, Position, str, str]:
    """The order in which findings are shown."""
    return diagnostic.path, diagnostic.start, diagnostic.code, diagnostic.message
