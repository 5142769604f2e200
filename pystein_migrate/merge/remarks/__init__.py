"""What the user should know of an app that is migrated: one sort of remark a file.

``REMARKS`` is the one list; what is said of a single function is in :mod:`.functions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.merge.load_risks import load_risks, risk_notes
from pystein_migrate.model.note import Note

from .computed_modules import computed_modules
from .directories import directories
from .functions import function_notes
from .helper_loggers import helper_loggers
from .legacy_names import legacy_names
from .long_script import long_script
from .own_files import own_files
from .own_routes import own_routes
from .planned import Planned, Remark
from .renames import renames
from .twice_loaded import twice_loaded
from .unknown_names import unknown_names
from .unread_properties import unread_properties
from .unseen_entries import unseen_entries


def _load_risks(planned: Planned) -> Iterator[Note]:
    """What may fail when scripts are loaded, of functions that are not isolated."""
    yield from risk_notes(load_risks(planned.context, planned.alive), planned.context.isolated)


REMARKS: tuple[Remark, ...] = (
    unknown_names,
    twice_loaded,
    helper_loggers,
    _load_risks,
    unseen_entries,
    own_files,
    own_routes,
    directories,
    computed_modules,
    legacy_names,
    unread_properties,
    long_script,
    renames,
)

__all__ = ["REMARKS", "Planned", "function_notes"]
