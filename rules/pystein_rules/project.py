"""A function app as the rules see it: its files, parsed once and only when a rule asks."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from packaging.version import Version

from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Position
from pystein_migrate.read.app import build_app, read_app, settings_values
from pystein_migrate.read.walk import is_ignored
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.text import jsonc
from pystein_migrate.text.decoding import UndecodableError, decode_plain, decode_python

from .diagnostics import Diagnostic


class TextFile:
    """A text file of the app. ``text`` has ``\\n`` line ends and no BOM; positions count in it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def at(self, offset: int) -> Position:
        """The position of the character ``offset``."""
        return Position.at(self.text, offset)

    def line_span(self, line: int) -> tuple[Position, Position]:
        """The place of line number ``line`` without its indentation; an absent line is an empty place."""
        lines = self.text.split("\n")
        content = lines[line - 1] if line <= len(lines) else ""
        indent = len(content) - len(content.lstrip())
        return Position(line, indent + 1), Position(line, max(len(content.rstrip()), indent) + 1)


class JsonFile(TextFile):
    """A settings file. ``document`` is None where the host could not read it either; ``error`` tells why."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self.document: jsonc.Node | None = None
        self.error: jsonc.JsonError | None = None
        try:
            self.document = jsonc.parse(text)
        except jsonc.JsonError as error:
            self.error = error

    def span(self, node: jsonc.Node) -> tuple[Position, Position]:
        """The place of a node. An object or array is its opening bracket, so that messages stay readable."""
        end = node.start + 1 if node.members is not None or node.items else node.end
        return self.at(node.start), self.at(end)


class PythonFile(TextFile):
    """A Python module. ``tree`` is None where Python could not parse it; ``error`` tells why."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self.tree: ast.Module | None = None
        self.error: SyntaxError | None = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.error = error if isinstance(error, SyntaxError) else SyntaxError(str(error))

    @cached_property
    def lines(self) -> list[str]:
        """The lines as ``ast`` counts them, without line ends."""
        return self.text.split("\n")

    def position(self, line: int, byte_offset: int) -> Position:
        """The position that ``ast`` calls ``line`` and ``byte_offset`` (which counts UTF-8 bytes)."""
        content = self.lines[line - 1] if line <= len(self.lines) else ""
        if content.isascii():
            return Position(line, byte_offset + 1)
        return Position(line, len(content.encode()[:byte_offset].decode(errors="ignore")) + 1)

    def start(self, node: ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword) -> Position:
        """Where ``node`` begins."""
        return self.position(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword) -> Position:
        """Where ``node`` ends (exclusive)."""
        return self.position(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def segment(self, node: ast.expr | ast.stmt | ast.arg) -> str:
        """The source of ``node``."""
        return ast.get_source_segment(self.text, node) or ""

    def name_span(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> tuple[Position, Position]:
        """The place of the name in a ``def`` or ``class`` line."""
        line = self.lines[node.lineno - 1]
        at = line.find(node.name, self.position(node.lineno, node.col_offset).column + 2)
        if at < 0:
            return self.line_span(node.lineno)
        return Position(node.lineno, at + 1), Position(node.lineno, at + 1 + len(node.name))

    def noqa_line(self, line: int) -> int:
        """The line whose comment silences a finding on ``line``: as in ruff, where a string or backslash goes on."""
        for first, last in self._joined_lines:
            if first <= line <= last:
                return last
        return line

    @cached_property
    def _joined_lines(self) -> list[tuple[int, int]]:
        """Runs of lines that no comment can follow: multi-line strings and backslash continuations, in order."""
        joined: list[tuple[int, int]] = []
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(self.text).readline))
        except (tokenize.TokenError, SyntaxError):
            return joined
        opened: list[int] = []
        for token in tokens:
            kind = tokenize.tok_name[token.type]
            if kind in ("FSTRING_START", "TSTRING_START"):
                opened.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                first = opened.pop()
                if not opened and token.end[0] > first:
                    joined.append((first, token.end[0]))
            elif token.type == tokenize.STRING and token.end[0] > token.start[0] and not opened:
                joined.append((token.start[0], token.end[0]))
        string_lines = {line for first, last in joined for line in range(first, last)}
        for number, line in enumerate(self.lines, 1):
            if number not in string_lines and line.rstrip("\r").endswith("\\") and "#" not in line:
                joined.append((number, number + 1))
        return _merged(sorted(joined))


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in runs:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


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

    @cached_property
    def decorated(self) -> DecoratedApp:
        """What the decorators of the app say; see :mod:`pystein_migrate.decorators.app`."""
        trees = {path: file.tree for path in self.app.modules() if (file := self.python(path)) and file.tree}
        return read_decorated(trees, self.script_name, self.library)

    @cached_property
    def library(self) -> Version:
        """The release of azure-functions that the app runs with."""
        return installed_version(self.app)

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
