"""Files without which a script cannot be loaded."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.python.expressions import called_name, root_name
from pystein_migrate.python.loading import Step
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .risk import Risk, Surroundings, shown

_METHODS = frozenset({"read_text", "read_bytes", "iterdir"})
_READERS = frozenset(
    {
        "fileConfig",
        "read_csv",
        "read_excel",
        "read_parquet",
        "read_pickle",
        "read_feather",
        "load_model",
        "listdir",
        "scandir",
    }
)
_LOADERS = frozenset({"joblib", "np", "numpy", "spacy", "torch"})
# What opens a file or makes a folder where a deployed package may not be written.
_WRITERS = frozenset(
    {"FileHandler", "RotatingFileHandler", "TimedRotatingFileHandler", "WatchedFileHandler", "makedirs", "mkdir"}
)
_WRITABLE = ("/tmp/", "/home/")


def files(around: Surroundings, step: Step) -> Iterator[Risk]:
    """Files that the step opens and that are not among the app's, as far as their names are in the text."""
    for node in step.nodes():
        read = _path_read(node)
        path = read or _path_written(node)
        if path is None:
            continue
        texts = list(_texts(step.source, path, set()))
        is_writable = read is None and any(f"{text}/".startswith(_WRITABLE) for text in texts)
        if texts and not is_writable and not any(_is_there(around, text) for text in texts):
            yield Risk(notes.FILE_AT_LOAD, shown(step.source, path), "FileNotFoundError", step.source, node)


def _path_read(node: ast.AST) -> ast.expr | None:
    """The expression for the path of the file that ``node`` reads."""
    if not isinstance(node, ast.Call):
        return None
    name, function = called_name(node), node.func
    if isinstance(function, ast.Attribute) and name in _METHODS:
        return function.value
    is_open = name == "open" and (isinstance(function, ast.Name) or root_name(function) in ("io", "codecs", "gzip"))
    is_loader = name == "load" and root_name(function) in _LOADERS
    return node.args[0] if node.args and (is_open or is_loader or name in _READERS) else None


def _path_written(node: ast.AST) -> ast.expr | None:
    """The expression for the path of the log file that ``node`` opens, or of the folder that it makes."""
    if not isinstance(node, ast.Call):
        return None
    name, function = called_name(node), node.func
    if name == "basicConfig":
        return next((keyword.value for keyword in node.keywords if keyword.arg == "filename"), None)
    if name == "mkdir" and isinstance(function, ast.Attribute) and root_name(function) != "os":
        return function.value
    return node.args[0] if node.args and name in _WRITERS else None


def _texts(source: Source, node: ast.expr, seen: set[str]) -> Iterator[str]:
    """The texts in an expression, and in what its names were assigned at the top level."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value
        elif isinstance(inner, ast.Name) and inner.id not in seen:
            seen.add(inner.id)
            for statement in source.tree.body:
                if isinstance(statement, ast.Assign) and inner.id in module_scope(source).bound:
                    names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
                    if inner.id in names:
                        yield from _texts(source, statement.value, seen)


def _is_there(around: Surroundings, text: str) -> bool:
    """Whether a file or folder of the app ends with ``text``."""
    path = posixpath.normpath(text.replace("\\", "/")).lstrip("./")
    if not path:
        return False
    return any(f"/{known}".endswith(f"/{path}") or f"/{path}/" in f"/{known}" for known in around.app.paths)
