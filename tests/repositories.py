"""Git repositories with an app in them, and what migrating it says of the rest."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from migrated import INDEXER

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options
from pystein_migrate.read.app import read_app
from pystein_migrate.read.around import Repositories

HTTP = json.dumps(
    {
        "bindings": [
            {"type": "httpTrigger", "direction": "in", "name": "req", "route": "x", "authLevel": "function"},
            {"type": "http", "direction": "out", "name": "$return"},
        ]
    }
)
SCRIPT = "import azure.functions as func\n\n\ndef main(req: func.HttpRequest) -> str:\n    return 'x'\n"


def repository(root: Path, app: str, others: dict[str, str]) -> Path:
    """A git repository with an app of two functions in the folder ``app``, and the files ``others``."""
    files = {f"{app}/{name}/{file}": text for name in ("Orders", "Prices")
             for file, text in (("function.json", HTTP.replace('"x"', f'"{name}"')), ("__init__.py", SCRIPT))}  # fmt: skip
    files |= {f"{app}/host.json": '{"version": "2.0"}', f"{app}/requirements.txt": "azure-functions\n"}
    for path, text in {**files, **others}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    subprocess.run(["git", "init", "-q", root], check=True)
    return root / app


def notes_on(root: Path, layout: str = "single", path: str = "") -> list[Note]:
    app = Repositories().with_surroundings(read_app(root))
    result = migrate_app(app, Options(layout=layout), INDEXER.index)  # type: ignore[arg-type]
    assert result.status == "migrated", result.notes
    return [note for note in result.notes if note.path.endswith(path)]
