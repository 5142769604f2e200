"""Changes to Python code: one file and one class a transformation, all of them in ``CODEMODS``."""

from __future__ import annotations

from .base import Codemod
from .rename import Rename

CODEMODS: tuple[type[Codemod], ...] = (Rename,)
