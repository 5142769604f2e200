"""Flask applications that find their templates and static files beside the script they are made in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.python.names import names_of

from .adaptation import Rewrite
from .script import Script

# Where the import name stands among the positional arguments; all of these take ``root_path``.
_ROOTED = {
    "flask.Flask": 0,
    "flask.Blueprint": 1,
    "flask.app.Flask": 0,
    "flask.blueprints.Blueprint": 1,
    "quart.Quart": 0,
    "quart.Blueprint": 1,
}
_RELATIVE_FOLDERS = frozenset({"template_folder", "static_folder"})


def root_path_rewrites(script: Script, *, folder_stays: bool) -> Iterator[Rewrite]:
    """``Flask(__name__)`` gets the script's old folder as its ``root_path``, which it would derive from its module.

    Without anything left in the folder (``folder_stays``) and without relative folders named, nothing depends on it.
    """
    if "__name__" not in script.scope.references or not script.source.folder:
        return
    names = names_of(script.source)
    for node in script.source.nodes:
        if isinstance(node, ast.Call) and names.qualified(node.func) in _ROOTED:
            keywords = {keyword.arg for keyword in node.keywords}
            needed = folder_stays or keywords & _RELATIVE_FOLDERS
            if needed and "root_path" not in keywords and _is_own_name(node, _ROOTED[names.qualified(node.func)]):
                yield _rooted(script, node, needs_folder=folder_stays)


def _is_own_name(node: ast.Call, position: int) -> bool:
    argument = node.args[position] if len(node.args) > position else None
    return isinstance(argument, ast.Name) and argument.id == "__name__"


def _rooted(script: Script, node: ast.Call, *, needs_folder: bool) -> Rewrite:
    source = script.source
    folders = ", ".join(f'"{part}"' for part in source.folder.split("/"))
    argument = f", root_path=os.path.join(os.path.dirname(__file__), {folders})"
    start, last = source.start(node), source.end(node.args[-1])
    text = source.text[start:last] + argument + source.text[last : source.end(node)]
    return Rewrite(node, text, needs_folder)
