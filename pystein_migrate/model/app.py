"""What a function app consists of, as frozen values: read once, never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .note import Note, Position


@dataclass(frozen=True, slots=True)
class Binding:
    """One entry of ``bindings``. ``properties`` holds every other key verbatim, in the file's order."""

    type: str
    direction: str
    name: str
    properties: Mapping[str, Any]
    position: Position

    @property
    def is_trigger(self) -> bool:
        """Whether the host takes it for the trigger: its type ends with "trigger" in any case."""
        return self.type.lower().endswith("trigger")

    def get(self, key: str) -> Any:
        """The property under ``key``, compared without case as the host does; None if absent."""
        for name, value in self.properties.items():
            if name.lower() == key.lower():
                return value
        return None


@dataclass(frozen=True, slots=True)
class Function:
    """One legacy function: a folder with a function.json.

    ``name`` is the folder's name and the function's name for ever. ``script`` and ``json_path`` are relative to the
    app root; ``script`` is "" where the host would find none. ``retry`` is the raw object. ``dead`` says that the
    function never ran in the legacy model; its ``problems`` tell why.
    """

    name: str
    json_path: str
    script: str
    entry_point: str
    bindings: tuple[Binding, ...]
    retry: Mapping[str, Any] | None
    retry_position: Position
    problems: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def dead(self) -> bool:
        """Whether the host or worker refused this function in the legacy model."""
        return bool(self.problems)

    @property
    def trigger(self) -> Binding | None:
        """The binding that starts the function, or None where there is none."""
        return next((binding for binding in self.bindings if binding.is_trigger), None)

    @property
    def folder(self) -> str:
        """The function's folder, relative to the app root."""
        return self.name


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The ``pattern`` that keeps a file out of git: in the file ``path``, from the app's root, line ``line`` from 1."""

    path: str
    line: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Around:
    """The repository around an app, whose root is ``folder`` in it.

    ``files`` are the text files outside that folder that may name it, by their path from there ("../Dockerfile");
    ``folders`` all folders outside it and ``apps`` the roots of other apps, both by their path in the repository.
    """

    folder: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    folders: frozenset[str] = field(default=frozenset(), repr=False)
    apps: frozenset[str] = frozenset()


def _hides_nothing(path: str) -> bool:
    return False


def _excludes_nothing(path: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class App:
    """A function app as found on disk.

    ``root`` is absolute. ``files`` maps the path (relative, forward slashes) of every text file that reading, planning
    or linting needs to its bytes; ``paths`` names every file below the root that is not ignored. ``script_name`` is the
    decorator model's script: function_app.py unless the app's settings say otherwise. ``hides`` tells of a path that
    ``paths`` lacks whether a file may be there all the same, ignored by git or behind a link; ``excludes`` what would
    keep git from tracking a file at a path. ``links`` are those of the ``paths`` that links lead to: they are read and
    never changed. ``around`` is the repository that the app lies in.
    """

    root: Path
    functions: tuple[Function, ...]
    files: Mapping[str, bytes]
    paths: frozenset[str]
    script_name: str = "function_app.py"
    notes: tuple[Note, ...] = field(default=())
    links: frozenset[str] = frozenset()
    around: Around = field(default=Around())
    hides: Callable[[str], bool] = field(default=_hides_nothing, compare=False, repr=False)
    excludes: Callable[[str], Exclusion | None] = field(default=_excludes_nothing, compare=False, repr=False)

    @property
    def has_script(self) -> bool:
        """Whether the app already has a decorator-model script."""
        return self.script_name in self.files

    def modules(self) -> Mapping[str, bytes]:
        """The app's Python files."""
        return MappingProxyType({path: data for path, data in self.files.items() if path.endswith(".py")})
