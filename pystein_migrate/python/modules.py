"""The app's Python modules, and which of them need which scripts."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .imports import LEGACY_ROOT, UnresolvableImportError, absolute_items, imports_of
from .named_modules import named_modules
from .places import loaded_files
from .source import Source, UnreadableError, once


@dataclass(frozen=True, slots=True)
class Importer:
    """A place in the app that needs a module as such: ``path`` and ``node`` tell where.

    ``guessed``: nothing but that it computes the name or path of what it loads is known.
    """

    path: str
    node: ast.AST
    guessed: bool = False


class Modules:
    """All Python modules of an app, parsed when first asked for.

    ``libraries`` tells what star imports of modules bind that are neither the app's own nor the standard library's.
    """

    def __init__(self, files: Mapping[str, bytes], libraries: Mapping[str, frozenset[str]] | None = None) -> None:
        self._files = files
        self._paths = tuple(sorted(path for path in files if path.endswith(".py")))
        self.libraries = libraries or {}
        self._top_level = frozenset(path.partition("/")[0].removesuffix(".py") for path in self._paths)
        self._sources: dict[str, Source | UnreadableError] = {}
        self.facts: dict[Any, Any] = {}

    def paths(self) -> tuple[str, ...]:
        """The paths of all Python files, sorted."""
        return self._paths

    def read(self, path: str) -> Source:
        """The parsed file at ``path``. Raises :class:`UnreadableError`."""
        known = self._sources.get(path)
        if known is None:
            try:
                known = Source.read(path, self._files[path])
            except UnreadableError as error:
                known = error
            self._sources[path] = known
        if isinstance(known, UnreadableError):
            raise known
        return known

    def source(self, path: str) -> Source | None:
        """The parsed file at ``path``; None if there is none, or it cannot be parsed."""
        try:
            return self.read(path) if path in self._files else None
        except UnreadableError:
            return None

    def sources(self, paths: Iterable[str] | None = None) -> Iterator[Source]:
        """Those of ``paths``, or of all Python files, that can be parsed, by path."""
        for path in self._paths if paths is None else sorted(paths):
            source = self.source(path)
            if source is not None:
                yield source

    def trees(self) -> dict[str, ast.Module]:
        """The syntax trees of all files that can be parsed, by path."""
        return {source.path: source.tree for source in self.sources()}

    def path_of(self, module: str) -> str | None:
        """The file of the absolute ``module``, None if it is not the app's own."""
        base = module.replace(".", "/")
        if (package := f"{base}/__init__.py") in self._files:
            return package
        return path if (path := f"{base}.py") in self._files else None

    def namespace_of(self, module: str) -> str | None:
        """Where the absolute ``module`` would have its file, if it is a folder of the app without one; else None."""
        base = module.replace(".", "/")
        is_folder = self.path_of(module) is None and any(path.startswith(f"{base}/") for path in self._paths)
        return f"{base}/__init__.py" if is_folder else None

    def mention(self, words: Iterable[bytes]) -> bool:
        """Whether any of ``words`` is somewhere in a Python file, in code or not."""
        return any(word in self._files[path] for word in words for path in self._paths)

    def has(self, path: str) -> bool:
        """Whether the app has a file ``path``."""
        return path in self._files

    def mention_in(self, path: str, word: bytes) -> bool:
        """Whether ``word`` is somewhere in the Python file at ``path``."""
        return word in self._files[path]

    def top_level_names(self) -> frozenset[str]:
        """First-party names: folders and modules in the app root."""
        return self._top_level

    # Who needs whom

    def importers(self, scripts: Mapping[str, str]) -> dict[str, list[Importer]]:
        """For each script (module name to path): the places that import the script itself, or something it defines.

        A script may be one of its own importers.
        """
        found: dict[str, list[Importer]] = {module: [] for module in scripts}
        for source in self.sources():
            for needed, node in self._needed_modules(source):
                module = needed.removesuffix(".__init__")
                if module in found:
                    found[module].append(Importer(source.path, node))
            for named in (each for each in named_modules(source) if each.lookup != "resource"):
                for module in filter(named.may_be, scripts):
                    found[module].append(Importer(source.path, named.node, guessed=not named.module))
            for loaded in loaded_files(source):
                for module in (module for module, script in scripts.items() if loaded.place.may_be(script)):
                    found[module].append(Importer(source.path, loaded.node, guessed=not loaded.place.path))
        return found

    def reachable(self, starts: Iterable[str]) -> frozenset[str]:
        """The paths of ``starts`` and of every module of the app that they import, directly or not."""
        seen: set[str] = set()
        pending = list(starts)
        while pending:
            path = pending.pop()
            if path in seen:
                continue
            seen.add(path)
            source = self.source(path)
            for module in (*imported_modules(source), *self._named_by(source)) if source is not None else ():
                pending += self.loaded_with(module)
        return frozenset(seen)

    def loaded_with(self, module: str) -> Iterator[str]:
        """The files of the app that importing ``module`` loads: of the packages around it, and its own."""
        parts = module.split(".")
        for length in range(1, len(parts) + 1):
            path = self.path_of(".".join(parts[:length]))
            if path is not None:
                yield path

    def _named_by(self, source: Source) -> Iterator[str]:
        """The modules of the app that ``source`` imports by name; of a computed one, all with its known beginning."""
        for named in named_modules(source):
            if named.lookup != "import" or not named.module:
                continue
            if named.exact:
                yield named.module
            else:
                yield from (m for m in map(module_name, self._paths) if m.startswith(named.module))

    def submodules(self, module: str) -> frozenset[str]:
        """Names of the modules and packages in the package ``module`` that are files of their own."""
        prefix = module.replace(".", "/") + "/"
        inside = (path[len(prefix) :] for path in self._paths if path.startswith(prefix))
        return frozenset(name.partition("/")[0].removesuffix(".py") for name in inside) - {"__init__"}

    def _needed_modules(self, source: Source) -> Iterator[tuple[str, ast.AST]]:
        for node in source.nodes_of(ast.Import, ast.ImportFrom):
            for module in self._imported_modules(source, node):
                yield module, node

    def _imported_modules(self, source: Source, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        """The modules whose own code ``node`` needs; a package is not needed where only a submodule is imported."""
        try:
            items = absolute_items(source, node)
        except UnresolvableImportError:
            return
        for item in items:
            if not item.name:
                yield item.module
            elif self.path_of(f"{item.module}.{item.name}") is not None:
                yield f"{item.module}.{item.name}"
            else:
                yield item.module


def module_name(path: str) -> str:
    """The dotted name of the module at ``path`` as seen from the app root."""
    base = path.removesuffix(".py").removesuffix("/__init__")
    return base.replace("/", ".")


def legacy_name(path: str) -> str:
    """What the module at ``path`` is called when it is loaded below ``__app__``."""
    return f"{LEGACY_ROOT}.{module_name(path)}"


@once
def imported_modules(source: Source) -> tuple[str, ...]:
    """The absolute names of all modules that ``source`` may import, packages of submodules included."""
    names: list[str] = []
    for _, item in imports_of(source):
        names += [item.module, f"{item.module}.{item.name}"] if item.name else [item.module]
    return tuple(names)
