"""Settings of an editor that lie around the app, and so are not written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.settings.vscode import KEY, PATH
from pystein_migrate.text import jsonc
from pystein_migrate.text.raw import RawText

from .migration import Migration

_SUB_PATHS = ("azureFunctions.projectSubpath", "azureFunctions.deploySubpath")


def editor_settings(migration: Migration) -> Iterator[Note]:
    """A note where VS Code's settings of the repository take the app for one of the legacy model."""
    for path, data in migration.left.items():
        if not path.startswith("../") or not path.endswith(PATH):
            continue
        raw = RawText.decode(data)
        try:
            document = jsonc.parse(raw.text)
        except jsonc.JsonError:
            continue
        sub_path, model = document.get(_SUB_PATHS[0]) or document.get(_SUB_PATHS[1]), document.get(KEY)
        if sub_path is None or posixpath.normpath(str(sub_path.value)) not in migration.paths.tails:
            continue
        if model is None or model.value != 2:
            problem = "takes the app for one of the legacy model, and is outside its folder, so it was not changed"
            position = raw.position(model.start if model else sub_path.start)
            yield notes.SETTINGS_NOT_EDITED.at(path, position, problem=problem, remedy=f'set "{KEY}": 2 in it')
