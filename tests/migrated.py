"""Migrating an app on disk as the command does, for tests of what comes out."""

from pathlib import Path

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import Indexer
from pystein_migrate.read.app import read_app
from pystein_migrate.verify.trees import make

INDEXER = Indexer()


def write_files(root: Path, files: dict[str, str]) -> Path:
    """Write ``files`` (path to text) below ``root``."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


def migrate(root: Path, **options: object) -> AppResult:
    """Plan the migration of the app at ``root``, and write what it plans."""
    result = migrate_app(read_app(root), Options(**options), INDEXER.index)
    assert result.status == "migrated", [(n.code, n.message) for f in result.functions for n in f.notes] + [
        (n.code, n.message) for n in result.notes
    ]
    make(result.changes, root)
    return result
