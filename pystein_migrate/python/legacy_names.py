"""The module of a migrated app under which the module names of the legacy model stand for those of today."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from .imports import LEGACY_ROOT

# The name in it that maps old names to new ones.
HOMES = "HOMES"


def homes_in(tree: ast.Module) -> dict[str, str]:
    """The old names of modules and the new ones, if ``tree`` is such a module; else nothing."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if not isinstance(node, ast.Assign) or [getattr(target, "id", "") for target in targets] != [HOMES]:
            continue
        try:
            homes = ast.literal_eval(node.value)
        except ValueError:
            return {}
        if isinstance(homes, dict) and all(isinstance(text, str) for item in homes.items() for text in item):
            return homes if any(old.startswith(f"{LEGACY_ROOT}.") for old in homes) else {}
    return {}


def kept_names(trees: Mapping[str, ast.Module], loaded: Iterable[str]) -> frozenset[str]:
    """The old names that can be imported once the modules at the paths ``loaded`` were."""
    homes = [homes_in(trees[path]) for path in loaded if path in trees and "/" not in path]
    return frozenset(old for each in homes for old in each)
