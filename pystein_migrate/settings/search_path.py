"""Which modules of an app its worker does not find by their names, because others are found first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pystein_migrate.facts.distributions import DISTRIBUTIONS
from pystein_migrate.facts.search_path import INSTALLED, STANDARD_LIBRARY

from .requirements import read_requirements


def found_first(files: Mapping[str, bytes]) -> frozenset[str]:
    """The top-level names that an ``import`` in the app whose ``files`` these are takes from elsewhere.

    They are the standard library's, those of packages that requirements.txt names, and of packages that come along.
    """
    installed = {line.name for line in read_requirements(files).installed}
    called_otherwise = {module for module, begin in DISTRIBUTIONS.items() if _any_begins(installed, begin)}
    return STANDARD_LIBRARY | INSTALLED | called_otherwise | {name.replace("-", "_") for name in installed}


def _any_begins(names: Iterable[str], begin: str) -> bool:
    return any(name.startswith(begin) for name in names)
