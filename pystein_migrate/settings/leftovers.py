"""What in and around an app still speaks of files that the migration removes, or would hide those it makes."""

from __future__ import annotations

import ast
import posixpath
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note, Position, Severity
from pystein_migrate.python.imports import package_of
from pystein_migrate.text import jsonc
from pystein_migrate.text.decoding import decode_python
from pystein_migrate.text.raw import RawText

from .dockerfile import UnreadableDockerfileError, copied, instructions
from .ignore_files import DOCKERIGNORE, FUNCIGNORE, hiding_lines

# Files that build, test, start or deploy an app. Names or suffixes, compared without case.
_BUILD_FILES = ("dockerfile", "makefile", "procfile", "jenkinsfile", ".dockerignore", "manifest.in", "package.json")
_BUILD_SUFFIXES = (".dockerfile", ".yml", ".yaml", ".sh", ".ps1", ".toml", ".cfg", ".ini", ".tf", ".bicep")
_EDITOR_FILES = (".vscode/tasks.json", ".vscode/launch.json")

# Where a bare folder name is a path: arguments of COPY and of commands that take files.
_COMMAND = re.compile(
    r"^\s*(?:(?:COPY|ADD)\s|.*(?<![\w./-])(?:cp|mv|rm|zip|tar|rsync|cd|pushd|pytest|ruff|mypy|flake8|black|pylint|isort|bandit|"
    r"coverage|Copy-Item|Remove-Item|Compress-Archive)\s)"
)
# "options.json" is a file more often than the json module inside a function that is called options.
_FILE_SUFFIXES = frozenset({"json", "py", "txt", "csv", "xml", "html", "yml", "yaml", "md", "pdf", "png", "jpg", "sql"})


@dataclass(frozen=True, slots=True)
class _Removed:
    """What is gone after the migration: files, folders with nothing left, modules (dotted; ``kept`` are the others)."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    modules: frozenset[str]
    kept: frozenset[str]
    all_function_json: bool


def note_leftovers(app: App, changes: Sequence[FileChange], needed: Collection[str] = ()) -> list[Note]:
    """Notes about the app after ``changes``; ``needed`` are the modules that its script imports from the app.

    Reads no Python but for its imports and strings, and says nothing about files that ``changes`` touch.
    """
    touched = {change.path for change in changes}
    removed = _removed(app, changes)
    found = [*_hidden(app, [app.script_name, *sorted(needed)]), *_proxies(app)]
    for path in sorted(app.files.keys() - touched):
        if path.endswith(".py"):
            found.extend(_python_mentions(app, path, removed))
        elif _is_build_file(path):
            found.extend(_mentions(app, path, removed))
            if posixpath.basename(path).lower().startswith("dockerfile"):
                found.extend(_script_not_copied(app, path))
    return found


def _script_not_copied(app: App, path: str) -> list[Note]:
    """A Dockerfile that copies function folders one by one copies no script, which was not there before."""
    steps = instructions(RawText.decode(app.files[path]).text)
    try:
        pieces = [piece for step in steps for piece in copied(step)]
    except UnreadableDockerfileError:
        return []
    if any(piece.covers(app.script_name) for piece in pieces):
        return []
    folders = {function.folder for function in app.functions}
    lines = [piece.instruction.line for piece in pieces if piece.source.partition("/")[0] in folders]
    if not lines:
        return []
    return [notes.SCRIPT_NOT_COPIED.at(path, Position(min(lines), 1), script=app.script_name)]


def _removed(app: App, changes: Sequence[FileChange]) -> _Removed:
    files = {change.path for change in changes if change.after is None}
    left = (set(app.paths) | {change.path for change in changes}) - files
    left_folders = {folder for path in left for folder in _parents(path)}
    folders = {folder for path in files for folder in _parents(path)} - left_folders
    modules = frozenset(_module(path) for path in files if path.endswith(".py"))
    kept = frozenset(_module(path) for path in left if path.endswith(".py"))
    all_gone = bool(files) and not any(path.endswith("/function.json") for path in left)
    return _Removed(tuple(sorted(files)), tuple(sorted(folders)), modules, kept, all_gone)


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_build_file(path: str) -> bool:
    name = posixpath.basename(path).lower()
    return name.startswith(_BUILD_FILES) or name.endswith(_BUILD_SUFFIXES) or path in _EDITOR_FILES


def _proxies(app: App) -> list[Note]:
    if "proxies.json" not in app.paths:
        return []
    if _has_no_proxies(app.files.get("proxies.json", b"")):
        problem, remedy = "defines no proxy, and Functions 4.x does not read it", "remove the file"
        return [notes.PROXIES.at("proxies.json", severity="info", problem=problem, remedy=remedy)]
    problem = "proxies are not supported by Functions 4.x, which the decorator model needs"
    remedy = "move the routes to Azure API Management, or into functions"
    return [notes.PROXIES.at("proxies.json", problem=problem, remedy=remedy)]


def _has_no_proxies(data: bytes) -> bool:
    try:
        proxies = jsonc.parse(RawText.decode(data).text).get_ignoring_case("proxies")
    except jsonc.JsonError:
        return False
    return proxies is None or not proxies.value


# ---- ignore files


def _hidden(app: App, paths: Sequence[str]) -> list[Note]:
    found = []
    for ignore_file, target in ((FUNCIGNORE, "deployment"), (DOCKERIGNORE, "image")):
        if ignore_file not in app.files:
            continue
        text = RawText.decode(app.files[ignore_file]).text
        for path, number in hiding_lines(ignore_file, text, paths).items():
            pattern, position = text.split("\n")[number - 1].strip(), Position(number, 1)
            found.append(notes.IGNORED_MODULE.at(ignore_file, position, pattern=pattern, module=path, target=target))
    return found


# ---- build files


def _mentions(app: App, path: str, removed: _Removed) -> Iterator[Note]:
    raw = RawText.decode(app.files[path])
    ignore_file = path.endswith("ignore")
    for number, line in enumerate(raw.text.split("\n"), start=1):
        seen: set[int] = set()
        for column, mention, gone in _mentions_in_line(path, line, removed):
            if column in seen:
                continue
            seen.add(column)
            severity: Severity = "info" if ignore_file else "warning"
            yield notes.REMOVED_PATH_MENTIONED.at(
                path, Position(number, column + 1), severity=severity,
                mention=mention, gone=gone, remedy=_remedy(app, path),
            )  # fmt: skip


def _remedy(app: App, path: str) -> str:
    name = posixpath.basename(path).lower()
    if name.startswith("dockerfile"):
        return f"copy {app.script_name} instead"
    if name.endswith("ignore"):
        return "remove the mention"
    return f"remove the mention, or name {app.script_name} instead"


def _mentions_in_line(path: str, line: str, removed: _Removed) -> Iterator[tuple[int, str, str]]:
    slashed = line.rstrip("\r").replace("\\", "/")
    for file in removed.files:
        if file.rpartition("/")[2] in slashed:
            for match in re.finditer(rf"(?<![\w.-]){re.escape(file)}(?![\w-])", slashed):
                yield match.start(), file, "the migration removes"
    bare = bool(_COMMAND.match(line)) or path.endswith("ignore")
    for folder in removed.folders:
        if folder in slashed:
            for match in _folder_pattern(folder, bare).finditer(slashed):
                yield match.start("name"), folder, "the migration leaves empty"
    if removed.all_function_json:
        for match in re.finditer(r"(?<![\w.-])function\.json(?![\w-])", slashed):
            if not any(slashed.endswith(file, 0, match.end()) for file in removed.files):
                yield match.start(), "function.json", "the app has none of any more"


def _folder_pattern(folder: str, bare: bool) -> re.Pattern[str]:
    # A folder with a slash in front is more often the end of a URL: https://host/api/GetOrder
    end = r"/(?=[\s\"'*,;:)\]]|$)" + (r"|(?![\w./-])" if bare else "")
    return re.compile(rf"(?<![\w./-])(?:\./)?(?P<name>{re.escape(folder)})(?:{end})")


# ---- other Python


def _python_mentions(app: App, path: str, removed: _Removed) -> Iterator[Note]:
    data = app.files[path]
    names = {module.rpartition(".")[2] for module in removed.modules} | {"function.json"}
    if not any(name.encode() in data for name in names):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = decode_python(data).text
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    lines = text.split("\n")
    for node in ast.walk(tree):
        for mention in _node_mentions(node, path, removed):
            position = _position(lines, node)
            yield notes.REMOVED_MODULE_USED.at(path, position, mention=mention, script=app.script_name)


def _node_mentions(node: ast.AST, path: str, removed: _Removed) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if _module_of(alias.name, removed)]
    if isinstance(node, ast.ImportFrom):
        base = _absolute(node, path)
        names = [f"{base}.{alias.name}".removeprefix("__app__.").lstrip(".") for alias in node.names]
        if _module_of(base, removed):
            # A module beside a removed __init__.py can still be imported: its folder becomes a namespace package.
            return [] if removed.kept.issuperset(names) else [base]
        return [name for name in names if _module_of(name, removed)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 300:
        return _string_mentions(node.value, removed)
    return []


def _string_mentions(text: str, removed: _Removed) -> list[str]:
    """A path of a removed file, or a dotted name in a removed module as ``mock.patch`` takes it."""
    slashed = text.replace("\\", "/")
    for file in removed.files:
        if slashed == file or slashed.endswith("/" + file):
            return [file]
    module, dot, attribute = text.rpartition(".")
    if dot and attribute.isidentifier() and attribute not in _FILE_SUFFIXES and _module_of(module, removed):
        return [text]
    return []


def _module_of(dotted: str, removed: _Removed) -> bool:
    return dotted.removeprefix("__app__.") in removed.modules


def _absolute(node: ast.ImportFrom, path: str) -> str:
    if not node.level:
        return node.module or ""
    folders = package_of(path, node.level) or []
    return ".".join([*folders, *([node.module] if node.module else [])])


def _position(lines: Sequence[str], node: ast.AST) -> Position:
    line, offset = node.lineno, node.col_offset  # type: ignore[attr-defined]
    return Position(line, len(lines[line - 1].encode()[:offset].decode()) + 1)
