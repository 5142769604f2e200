"""Finding the function apps in a folder: an app alone, or a repository that holds many."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from pystein_migrate.text import jsonc
from pystein_migrate.text.decoding import decode_as_host

from .walk import Walked, walk


def find_apps(folder: Path) -> list[Path]:
    """The roots of all Python function apps at and below ``folder``, sorted.

    An app root is a folder with function folders whose scripts are Python, or one with both host.json and a
    function_app.py. ``folder`` may be an app root itself. What lies inside a function folder is no app of its own,
    because the host looks no deeper, unless it has a host.json; nor is a folder of functions without one that an app
    reaches through links.
    """
    walked = walk(folder)
    paths, shared = set(walked.files), set(_shared(walked))
    roots = {root for root, functions in _roots(paths).items() if _is_python_app(folder, root, functions, paths)}
    roots |= set(_of_linked_functions(walked, paths))
    roots = {
        root
        for root in roots
        if f"{root}/host.json".lstrip("/") in paths or not (_in_function(root, paths) or root in shared)
    }
    return [folder / root if root else folder for root in sorted(roots)]


def _shared(walked: Walked) -> Iterator[str]:
    """The folders that hold functions to which links lead."""
    root = walked.root.resolve()
    for link in walked.links:
        target = Path(os.path.realpath(root / link))
        if target.is_relative_to(root) and (target / "function.json").is_file():
            yield target.parent.relative_to(root).as_posix().removeprefix(".")
        elif target.is_relative_to(root) and target.is_dir():
            yield target.relative_to(root).as_posix().removeprefix(".")


def _of_linked_functions(walked: Walked, paths: set[str]) -> Iterator[str]:
    """The folders with a host.json in which links lead to functions in Python."""
    for link in walked.links:
        root = posixpath.dirname(link)
        is_python = any((walked.root / link).glob("*.py")) and (walked.root / link / "function.json").is_file()
        if is_python and posixpath.join(root, "host.json") in paths:
            yield root


def _in_function(root: str, paths: set[str]) -> bool:
    parts = root.split("/") if root else []
    return any("/".join([*parts[:length], "function.json"]) in paths for length in range(1, len(parts) + 1))


def _roots(paths: Iterable[str]) -> dict[str, list[str]]:
    """Folders that may be app roots, with the function.json files of their function folders."""
    roots: dict[str, list[str]] = {}
    for path in paths:
        parent, _, name = path.rpartition("/")
        if name == "function.json" and parent:
            roots.setdefault(parent.rpartition("/")[0], []).append(path)
        elif name == "host.json":
            roots.setdefault(parent, [])
    return roots


def _is_python_app(folder: Path, root: str, functions: Iterable[str], paths: set[str]) -> bool:
    prefix = root + "/" if root else ""
    if f"{prefix}host.json" in paths and f"{prefix}function_app.py" in paths:
        return True
    return any(_has_python_script(folder, path, paths) for path in functions)


def _has_python_script(folder: Path, function_json: str, paths: set[str]) -> bool:
    try:
        data = Path(os.fspath(folder), function_json).read_bytes()
    except OSError:
        return False
    script = _script_file(decode_as_host(data))
    if script:
        return script.endswith(".py")
    beside = function_json[: -len("function.json")]
    return any(path.startswith(beside) and path.endswith(".py") and "/" not in path[len(beside) :] for path in paths)


def _script_file(text: str) -> str:
    try:
        node = jsonc.parse(text).get("scriptFile")
    except jsonc.JsonError:
        return ""
    return str(node.value) if node and node.value else ""
