"""What in and around an app still speaks of files that the migration removes, or would hide those it makes.

``LEFTOVERS`` is the one list; each of them looks at one kind of file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note

from .build_files import removed_paths
from .editor import editor_settings
from .images import not_in_image
from .infrastructure import function_resources
from .migration import Migration
from .package_imports import package_imports
from .packing import not_packed
from .proxies import proxies
from .python_files import removed_modules
from .script_name import script_setting
from .unseen import hidden_from_deployment, hidden_from_git

LEFTOVERS: tuple[Callable[[Migration], Iterator[Note]], ...] = (
    hidden_from_deployment,
    hidden_from_git,
    proxies,
    removed_paths,
    not_in_image,
    not_packed,
    removed_modules,
    package_imports,
    function_resources,
    editor_settings,
    script_setting,
)


def note_leftovers(app: App, changes: Sequence[FileChange]) -> list[Note]:
    """Notes about the app, and the repository around it, after ``changes``.

    Reads no Python but for its imports and strings, and says nothing about files that ``changes`` touch.
    """
    migration = Migration(app, changes)
    return [note for leftover in LEFTOVERS for note in leftover(migration)]
