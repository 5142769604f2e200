"""The Python files of an app, parsed on demand, with their names resolved across modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.python.source import Source, UnreadableError

from .names import AppObject, Names
from .scopes import Scope, Site, read_scopes


@dataclass(frozen=True, slots=True)
class Module:
    """One parsed file."""

    source: Source
    scope: Scope
    sites: tuple[Site, ...]


class Project:
    """The Python files of an app, each parsed when it is first asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.paths = frozenset(path for path in files if path.endswith(".py"))
        self._modules: dict[str, Module | Note] = {}
        self.names = Names(self.paths, self._scope)

    def module(self, path: str) -> Module | Note:
        """The parsed file, or why it is none."""
        if path not in self._modules:
            self._modules[path] = self._parse(path)
        return self._modules[path]

    def modules(self) -> Iterator[Module]:
        """All files that parse."""
        for path in sorted(self.paths):
            module = self.module(path)
            if isinstance(module, Module):
                yield module

    def app_object(self, site: Site) -> AppObject | None:
        """The app object whose method a call or attribute access names."""
        attribute = site.node.func if isinstance(site.node, ast.Call) else site.node
        if not isinstance(attribute, ast.Attribute):
            return None
        value = self.names.value(attribute.value, site.scope)
        return value if isinstance(value, AppObject) and attribute.attr not in value.cls.own else None

    def _parse(self, path: str) -> Module | Note:
        try:
            source = Source.read(path, self.files[path])
        except UnreadableError as error:
            return notes.UNREADABLE_MODULE.at(path, error.position, problem=error.message)
        scope, sites = read_scopes(source.tree, path)
        return Module(source, scope, tuple(sites))

    def _scope(self, path: str) -> Scope | None:
        module = self.module(path)
        return module.scope if isinstance(module, Module) else None
