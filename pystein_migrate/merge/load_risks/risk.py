"""What a risk of loading is, and what finding one needs to know of the app."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from packaging.utils import canonicalize_name

from pystein_migrate.model.app import App
from pystein_migrate.model.note import NoteKind
from pystein_migrate.python.loading import Step
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.source import Source
from pystein_migrate.read.app import settings_values
from pystein_migrate.settings.requirements import read_requirements

_LONGEST = 60
_OTHER_LISTS = ("pyproject.toml", "Pipfile", "environment.yml", "setup.py", ".python_packages")


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may fail at ``node`` with the exception ``error``; ``what`` names it for the user."""

    kind: NoteKind
    what: str
    error: str
    source: Source
    node: ast.AST


@dataclass(frozen=True)
class Surroundings:
    """The app around the modules that are looked at."""

    app: App
    modules: Modules

    @cached_property
    def settings(self) -> frozenset[str]:
        """The settings that local.settings.json has."""
        return frozenset(settings_values(self.app.files))

    @cached_property
    def has_env_file(self) -> bool:
        """Whether the app brings its settings along in a file that its code reads."""
        return any(path.rpartition("/")[2] == ".env" for path in self.app.paths)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names of the app's modules and folders, wherever they are: code may put any folder on sys.path."""
        folders = {folder for path in self.app.paths for folder in path.split("/")[:-1]}
        return frozenset(folders | {path.rpartition("/")[2].removesuffix(".py") for path in self.modules.paths()})

    @cached_property
    def requirements(self) -> frozenset[str] | None:
        """The distributions that requirements.txt installs; None where that is not the whole list."""
        found = read_requirements(self.app.files)
        if not found.complete or any(path in self.app.paths for path in _OTHER_LISTS):
            return None
        return frozenset(canonicalize_name(line.name) for line in found.installed)


def shown(source: Source, node: ast.AST) -> str:
    """The text of ``node`` as far as it has room in a message."""
    first, *more = source.segment(node).split("\n")
    return first if len(first) <= _LONGEST and not more else f"{first[:_LONGEST].rstrip()} …"


# What may fail in one step, by exceptions that nothing in the step catches.
Finder = Callable[[Surroundings, Step], Iterator[Risk]]
