"""Small legacy apps, written as a mapping of paths to text, and what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from textwrap import dedent

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import Indexer
from pystein_migrate.read.app import build_app

HOST = '{"version": "2.0", "extensionBundle": {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}}'
Files = Mapping[str, str | bytes]


def queue(entry_point: str = "", script: str = "", queue_name: str = "work") -> str:
    """A function.json with a queue trigger called ``msg`` and a ``$return`` to a queue."""
    trigger = {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": queue_name, "connection": "Store"}
    output = {"type": "queue", "direction": "out", "name": "$return", "queueName": "done", "connection": "Store"}
    settings: dict[str, object] = {"bindings": [trigger, output]}
    if entry_point:
        settings["entryPoint"] = entry_point
    if script:
        settings["scriptFile"] = script
    return json.dumps(settings)


def timer() -> str:
    """A function.json with a timer trigger called ``timer`` only."""
    return json.dumps(
        {"bindings": [{"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 0 * * * *"}]}
    )


def legacy_app(files: Files) -> dict[str, bytes]:
    """``files`` as bytes, dedented; every folder with an ``__init__.py`` and no function.json but a ``main`` gets one."""
    app: dict[str, bytes] = {"host.json": HOST.encode()}
    for path, content in files.items():
        app[path] = content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode()
    for path in list(app):
        folder, _, name = path.rpartition("/")
        missing = f"{folder}/function.json" not in app
        if name == "__init__.py" and folder and "/" not in folder and missing and b"main" in app[path]:
            app[f"{folder}/function.json"] = queue().encode()
    return app


@lru_cache(maxsize=1)
def indexer() -> Indexer:
    return Indexer()


def migration(files: Files, options: Options | None = None) -> AppResult:
    """The plan for a legacy app, proven by the installed azure-functions."""
    app = legacy_app(files)
    return migrate_app(build_app(Path("/app"), app, frozenset(app)), options or Options(), indexer().index)


def migrated(files: Files, options: Options | None = None) -> dict[str, str]:
    """The text of every Python file after the migration (``\\r\\n`` and all), removed ones left out."""
    return {path: data.decode("utf-8") for path, data in migrated_bytes(files, options).items() if path.endswith(".py")}


def migrated_bytes(files: Files, options: Options | None = None) -> dict[str, bytes]:
    """Every file after the migration."""
    result = migration(files, options)
    assert result.status == "migrated", [*result.notes, *(note for f in result.functions for note in f.notes)]
    app = legacy_app(files)
    for change in result.changes:
        if change.after is None:
            app.pop(change.path, None)
        else:
            app[change.path] = change.after
    return app


def kept(files: Files, options: Options | None = None) -> dict[str, str]:
    """The code of the reason for every function that stays in place, by function name."""
    result = migration(files, options)
    assert result.status == "migrated", [*result.notes, *(note for f in result.functions for note in f.notes)]
    return {f.function.name: f.notes[-1].code for f in result.functions if f.status == "kept-in-place"}
