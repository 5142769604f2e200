"""The catalogue: every sort of note that the user may see, each with what is printed and what is documented.

A note is built where a problem is found: ``notes.DROPPED_PROPERTY.at(path, key=…, binding=…)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from types import ModuleType

from pystein_migrate.model.note import NoteKind

from . import bindings, code, function_json, kept, loading, running, runs, surroundings, upgrade, verify, whole_app
from .bindings import *
from .code import *
from .function_json import *
from .kept import *
from .loading import *
from .running import *
from .runs import *
from .surroundings import *
from .upgrade import *
from .verify import *
from .whole_app import *


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that belong together: one module of this package, whose docstring is "title: text"."""

    title: str
    text: str
    kinds: tuple[NoteKind, ...]

    @classmethod
    def of(cls, module: ModuleType) -> Family:
        """The kinds that ``module`` defines, in its order."""
        title, _, text = (module.__doc__ or "").strip().partition(": ")
        return cls(title, text, tuple(value for value in vars(module).values() if isinstance(value, NoteKind)))


_MODULES = (function_json, whole_app, kept, loading, code, bindings, surroundings, upgrade, verify, running, runs)
FAMILIES = tuple(map(Family.of, _MODULES))
KINDS = {kind.code: kind for family in FAMILIES for kind in family.kinds}


def similar_code(code: str) -> str | None:
    """The code of the catalogue that is most like ``code``; None if none is."""
    return next(iter(get_close_matches(code.lower(), KINDS, 1)), None)
