"""Star imports of azure.functions that fail, and which scripts fail with them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from packaging.version import Version

from pystein_migrate.facts.exports import FUNCTIONS, STAR_IMPORT_ERROR, STAR_IMPORT_FAILS
from pystein_migrate.python.imports import is_star

from .app import DecoratedApp, Import
from .static_run import read_decorated


def failing_stars(app: DecoratedApp, release: Version) -> list[Import]:
    """The star imports that raise, in ``release`` of azure-functions, while the script of ``app`` is imported.

    Those under a ``try`` or a condition are not among them.
    """
    if release < STAR_IMPORT_FAILS:
        return []
    return [found for found in app.imports if not found.guarded and is_library_star(found.node)]


def failing_star(trees: Mapping[str, ast.Module], script: str, release: Version) -> Import | None:
    """The first of :func:`failing_stars` for the legacy ``script``; ``trees`` are the modules of its app by path."""
    if release < STAR_IMPORT_FAILS or not any(is_library_star(node) for tree in trees.values() for node in tree.body):
        return None
    return next(iter(failing_stars(read_decorated(trees, script, release), release)), None)


def star_complaint(release: Version) -> str:
    """What goes wrong, in words."""
    return f"from azure.functions import * fails in azure-functions {release}: {STAR_IMPORT_ERROR}"


def is_library_star(node: ast.AST) -> bool:
    """Whether ``node`` is ``from azure.functions import *``."""
    return is_star(node) and node.module == FUNCTIONS and not node.level
