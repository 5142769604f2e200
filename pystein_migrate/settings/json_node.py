"""One value of a settings file that holds JSON."""

from __future__ import annotations

from pystein_migrate.model.app import App
from pystein_migrate.text import jsonc
from pystein_migrate.text.raw import RawText


def json_node(app: App, path: str, *keys: str) -> jsonc.Node | None:
    """The node below ``keys`` in the file at ``path``, compared without case as .NET's configuration does.

    None where there is none, or the file cannot be parsed.
    """
    try:
        return jsonc.parse(RawText.decode(app.files.get(path, b"{}")).text).below(*keys)
    except jsonc.JsonError:
        return None
