"""A name for the new script that only local.settings.json knows, which is not deployed."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.settings.json_node import json_node
from pystein_migrate.settings.local_settings import PATH
from pystein_migrate.text.raw import RawText

from .migration import Migration

_SETTING, _DEFAULT = "PYTHON_SCRIPT_FILE_NAME", "function_app.py"


def script_setting(migration: Migration) -> Iterator[Note]:
    """A note if the script that comes has another name than function_app.py, and no other file tells Azure of it."""
    script = migration.app.script_name
    if script == _DEFAULT or script not in migration.created or _is_set_elsewhere(migration):
        return
    node = json_node(migration.app, PATH, "Values", _SETTING)
    if node is not None:
        raw = RawText.decode(migration.app.files[PATH])
        yield notes.SCRIPT_SETTING.at(PATH, raw.position(node.start), setting=_SETTING, script=script)


def _is_set_elsewhere(migration: Migration) -> bool:
    return any(
        _SETTING.encode() in data
        for path, data in migration.left.items()
        if path != PATH and not path.endswith((".py", ".md"))
    )
