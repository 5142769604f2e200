"""Reading one app root from disk."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_build_file, may_send_files
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import Note
from pystein_migrate.text import jsonc
from pystein_migrate.text.decoding import UndecodableError, decode_plain

from .function_json import read_function
from .git import excluding
from .needed import needed
from .walk import SKIPPED_FOLDERS, hiding, walk

MAX_TEXT_BYTES = 4 * 1024 * 1024
_TEXT_SUFFIXES = (".py", ".json", ".txt", ".in")
_TEXT_NAMES = (".python-version", ".funcignore", ".gitignore", "Pipfile")
_OF_TEMPLATES = ("sample.dat", "readme.md")  # of func, in a function's folder
# Read even where .gitignore hides them, as `func init` does with the first.
_ALWAYS_READ = ("local.settings.json", ".vscode/settings.json", "host.json", "requirements.txt", ".funcignore")
_SCRIPT_FILE_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_\-]*\.py")


def read_app(root: Path) -> App:
    """The app at ``root`` (any folder), with every legacy function and every text file that matters.

    What links lead to is read, too, but not a function's folder: that is a note of the kind ``LINKED_FUNCTION``, as is
    a script behind a link.
    """
    root = root.resolve()
    paths, links = _paths(root)
    files: dict[str, bytes] = {}
    found: list[Note] = []
    has_samples = any(path.lower().endswith("/sample.dat") for path in paths)
    for path in sorted(paths):
        if _is_text(path) or (has_samples and may_send_files(path)):
            try:
                if (root / path).stat().st_size <= MAX_TEXT_BYTES:
                    files[path] = (root / path).read_bytes()
            except OSError as error:
                found.append(notes.UNREADABLE_FILE.at(path, reason=error.strerror or error))
    found += _unread_functions(root, paths)
    app = build_app(root, files, paths, tuple(found))
    linked = [notes.LINKED_FUNCTION.at(f.script, function=f.name) for f in app.functions if f.script in links]
    return replace(app, notes=(*app.notes, *linked), links=links, hides=hiding(root), excludes=excluding(root))


def _unread_functions(root: Path, paths: Collection[str]) -> Iterator[Note]:
    """Functions that the host finds on disk and :func:`walk_files` leaves out."""
    try:
        names = sorted(entry.name for entry in os.scandir(root) if entry.name not in SKIPPED_FOLDERS)
    except OSError:
        return
    for name in names:
        path = f"{name}/function.json"
        if path in paths or not (root / path).is_file():
            continue
        linked = (root / name).is_symlink() or (root / path).is_symlink()
        yield (notes.LINKED_FUNCTION if linked else notes.IGNORED_FUNCTION).at(path, function=name)


def app_paths(root: Path) -> frozenset[str]:
    """Every file that belongs to the app at ``root``: all that is not ignored, and the settings files in any case.

    Where no git tells what it tracks, function folders and the modules that are imported belong to it as well; so does
    what links lead to.
    """
    return _paths(root)[0]


def _paths(root: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The paths of the app's files, and those of them that links lead to."""
    walked = walk(root)
    paths = {*walked.files, *(path for path in _ALWAYS_READ if (root / path).is_file())}
    excluded = walked.unasked() - paths
    linked = walked.linked()
    functions = {path.partition("/")[0] for path in linked if path.endswith("/function.json") and path.count("/") == 1}
    linked = frozenset(path for path in linked if path.partition("/")[0] not in functions or "/" not in path)
    return frozenset(paths | needed(root, paths, excluded) | linked), linked


def build_app(root: Path, files: Mapping[str, bytes], paths: frozenset[str], found: tuple[Note, ...] = ()) -> App:
    """The app that ``files`` (path to bytes) make up; reads no disk, so it also serves git revisions and plans."""
    read = _functions(files, paths)
    others = [function for function in read if any(problem.kind is notes.NOT_PYTHON for problem in function.problems)]
    functions = tuple(function for function in read if function not in others)
    ignored = [notes.NOT_PYTHON.at(each.json_path, function=each.name, name=each.name, remedy="") for each in others]
    return App(root, functions, files, paths, script_name(files), (*found, *ignored))


def script_name(files: Mapping[str, bytes]) -> str:
    """The decorator model's script: a valid PYTHON_SCRIPT_FILE_NAME of local.settings.json, else function_app.py."""
    settings = settings_values(files)
    name = settings.get("PYTHON_SCRIPT_FILE_NAME")
    return name if isinstance(name, str) and _SCRIPT_FILE_NAME.fullmatch(name) else "function_app.py"


def settings_values(files: Mapping[str, bytes]) -> dict[str, object]:
    """``Values`` of local.settings.json; empty where there is none or it cannot be parsed."""
    try:
        document = jsonc.parse(decode_plain(files.get("local.settings.json", b"{}")).text)
    except (jsonc.JsonError, UndecodableError):
        return {}
    values = document.get_ignoring_case("Values")
    return values.value if values and isinstance(values.value, dict) else {}


def _functions(files: Mapping[str, bytes], paths: frozenset[str]) -> list[Function]:
    folders = sorted(path[: -len("/function.json")] for path in files if path.endswith("/function.json"))
    return [read_function(name, files[f"{name}/function.json"], paths) for name in folders if "/" not in name]


def _is_text(path: str) -> bool:
    name = path.rpartition("/")[2]
    if name.lower() in _OF_TEMPLATES and path.count("/") == 1:
        return True
    return name.endswith(_TEXT_SUFFIXES) or name.startswith(_TEXT_NAMES) or is_build_file(path)
