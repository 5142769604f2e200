"""What certainly goes wrong when modules of an app are loaded, as far as that shows without running them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp, Failure, Import
from pystein_migrate.decorators.star_imports import is_library_star, star_complaint
from pystein_migrate.decorators.static_run import read_legacy
from pystein_migrate.decorators.static_values import Created, Held, Instance
from pystein_migrate.facts.exports import STAR_IMPORT_FAILS
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.imports import LEGACY_ROOT, package_of
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.settings.search_path import found_first

from .imports import OwnImports

# What changes where Python looks for modules.
_CHANGES_PATH = (b"sys.path", b"sys.meta_path", b"sys.modules", b"addsitedir", b"PYTHONPATH")
_LAZY_PYTHON = re.compile(rb"\b3\.1[4-9]\b|\b3\.[2-9]\d\b")
_MAKE_OBJECTS = frozenset({"functools.cache", "functools.lru_cache", "functools.partial"})
_NAMESPACES = frozenset({"azure", "google"})


class LoadFailures:
    """Which modules of ``app`` certainly cannot be loaded, and why; ``read`` reads them when it is first needed."""

    def __init__(self, app: App, read: Callable[[], DecoratedApp]) -> None:
        self.app = app
        self._read = read

    @cached_property
    def run(self) -> DecoratedApp:
        """What reading the app's modules found."""
        return self._read()

    def failure(self, path: str) -> Failure | None:
        """The first place found that keeps the module at ``path`` from being loaded, there or in what it imports."""
        return next((self.failures[each] for each in self.loaded_with(path) if each in self.failures), None)

    @cached_property
    def failures(self) -> dict[str, Failure]:
        """The first failure of each module's own statements."""
        found: dict[str, Failure] = {}
        for failure in sorted(self.everything(), key=lambda each: each.node.lineno):
            found.setdefault(failure.module, failure)
        return found

    def everything(self) -> Iterator[Failure]:
        """All that fails, wherever it is."""
        yield from (each for each in self.run.failures if not each.in_annotation or self._evaluates_annotations)

    def loaded_with(self, path: str) -> Iterator[str]:
        """The modules that loading ``path`` loads whatever happens, itself first."""
        seen: set[str] = set()
        pending = [path]
        while pending:
            current = pending.pop()
            if current not in seen and current in self.run.modules:
                seen.add(current)
                yield current
                pending += reversed([*_packages(current, self.run), *self._needed.get(current, ())])

    def _is_elsewhere(self, found: Import) -> bool:
        """Whether an absolute import may mean a package that has the name of a module of the app."""
        node = found.node
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        else:
            modules = [node.module or ""] if not node.level else []
        first = {module.partition(".")[0] for module in modules} - {LEGACY_ROOT}
        return any(map(self.may_be_installed, first))

    def may_be_installed(self, name: str) -> bool:
        """Whether a package ``name`` comes before the app's own module of that name."""
        return name in self._found_first

    @cached_property
    def _found_first(self) -> frozenset[str]:
        return found_first(self.app.files)

    @cached_property
    def _evaluates_annotations(self) -> bool:
        """Whether nothing in the app's settings speaks of a Python that leaves annotations alone until asked."""
        return not any(_LAZY_PYTHON.search(data) for path, data in self.app.files.items() if not path.endswith(".py"))

    @cached_property
    def _needed(self) -> dict[str, list[str]]:
        """The app's own modules that each module imports."""
        needed: dict[str, list[str]] = {}
        for found in self.run.imports:
            if not found.guarded and not self._is_elsewhere(found):
                needed.setdefault(found.module, []).extend(_loaded_by(found, self.run))
        return needed


def load_failures(decorated: DecoratedApp, app: App) -> list[Note]:
    """A note for each module that the script of ``app`` needs and that certainly raises while it is loaded.

    Imports are the business of :mod:`pystein_migrate.prove.imports`.
    """
    loads = LoadFailures(app, lambda: decorated)
    failing = (loads.failures.get(path) for path in loads.loaded_with(decorated.script))
    return [
        notes.APP_NOT_INDEXED.at(
            found.module,
            Position(found.node.lineno, found.node.col_offset + 1),
            message=f"{found.module} cannot be loaded: {found.complaint}",
        )
        for found in failing
        if found is not None
    ]


_NO_HINTS = "it is an object of {what}, which has no annotations that could be read"
# What objects may get the annotations of a function from, and attributes that are not in the text.
_GIVE_ANNOTATIONS = (b"update_wrapper", b"wraps", b"__annotations__", b"__dict__", b"__getattr", b"setattr")


class LegacyLoadFailures(LoadFailures):
    """Which modules of a legacy app certainly cannot be loaded, and why: each is loaded for itself, by function.

    Dead is only what surely fails: not what a ``try`` is around, nor what a package may bring that is not seen.
    ``trees`` parses the modules of ``app``.
    """

    def __init__(self, app: App, trees: Callable[[], Mapping[str, ast.Module]]) -> None:
        self.release = installed_version(app)
        super().__init__(app, lambda: read_legacy(trees(), self.release))

    def is_object(self, path: str, name: str) -> bool:
        """Whether ``name`` of the module at ``path`` is an object, and neither a function nor a method.

        That is one of a class of the app's, of a library's class as capital letters tell, or one of :mod:`functools`.
        The decorator model asks for ``__name__`` and the file of the code, which only functions and methods have.
        """
        value = self.run.modules[path].names.get(name)
        if isinstance(value, Created):
            callee = value.callee.rpartition(".")[2]
            return value.callee in _MAKE_OBJECTS or callee[:1].isupper()
        if isinstance(value, Held):
            return value.made is not None or value.steps[0].target_name in _MAKE_OBJECTS
        return isinstance(value, Instance)

    def refused_object(self, path: str, name: str) -> str | None:
        """Why the worker does not take ``name`` of the module at ``path`` for a function: it cannot read its hints.

        ``typing.get_type_hints`` raises for an object without annotations; ``functools.update_wrapper`` gives it some.
        """
        value = self.run.modules[path].names.get(name)
        if isinstance(value, Created) and value.callee == "functools.partial" and value.path == path:
            return None if self._gives_annotations(path) else _NO_HINTS.format(what="functools.partial")
        made = value.made if isinstance(value, Held) else value
        if isinstance(made, Instance) and not self._gives_annotations(made.cls.path) and _shows_none(made.cls.node):
            return _NO_HINTS.format(what=made.cls.node.name)
        return None

    def _gives_annotations(self, path: str) -> bool:
        return any(word in self.app.files[path] for word in _GIVE_ANNOTATIONS)

    def everything(self) -> Iterator[Failure]:
        """All that fails, imports included."""
        yield from super().everything()
        for found in self.run.imports:
            failure = None if found.guarded else self._failing_import(found)
            if failure is not None:
                yield failure

    def _failing_import(self, found: Import) -> Failure | None:
        if is_library_star(found.node):
            complaint = star_complaint(self.release) if self.release >= STAR_IMPORT_FAILS else None
        else:
            complaint = next(self._complaints(found), None)
        return Failure(found.module, found.node, complaint) if complaint else None

    def _complaints(self, found: Import) -> Iterator[str]:
        node = found.node
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from self._of_absolute(found.module, alias.name.split("."), ())
            return
        names = [alias.name for alias in node.names]
        parts = node.module.split(".") if node.module else []
        if not node.level:
            yield from self._of_absolute(found.module, parts, names)
            return
        base = package_of(found.module, node.level)
        if base is None:
            yield f"the relative import of {'.' * node.level}{node.module or ''} leads out of the app"
        else:
            yield from self._of_own([*base, *parts], names)

    def _of_absolute(self, path: str, parts: list[str], names: Collection[str]) -> Iterator[str]:
        name = parts[0]
        if name == LEGACY_ROOT:
            yield from self._of_own(parts[1:], names)
        elif name in sys.stdlib_module_names or name in _NAMESPACES or not self._only_own_path:
            return
        elif self._imports_of_app.lists([name]):
            if not self.may_be_installed(name):
                yield from self._of_own(parts, names)
        elif self._is_beside(name, path) and not self.may_be_installed(name):
            yield f"{name} is beside {path}, where import {name} does not look"

    def _of_own(self, parts: list[str], names: Collection[str]) -> Iterator[str]:
        yield from (trouble.message for trouble in self._imports_of_app.local(parts, names))

    @cached_property
    def _imports_of_app(self) -> OwnImports:
        return OwnImports(self.run, self.app)

    def _is_beside(self, name: str, path: str) -> bool:
        folder = path.rpartition("/")[0]
        return bool(folder) and self._imports_of_app.lists([*folder.split("/"), name])

    def may_be_installed(self, name: str) -> bool:
        """Whether a package ``name`` may be there, which the app's root on ``sys.path`` stands behind."""
        known = self._imports_of_app
        is_function = any(function.folder == name for function in self.app.functions)
        is_unclear = not known.requirements.complete or known.is_required(name)
        return is_function or is_unclear or super().may_be_installed(name)

    @cached_property
    def _only_own_path(self) -> bool:
        """Whether absolute imports look where the worker makes them look, and nowhere else."""
        return not any(word in data for data in self.app.files.values() for word in _CHANGES_PATH)


def _packages(path: str, run: DecoratedApp) -> Iterator[str]:
    """The packages around the module at ``path``, which are loaded before it."""
    folders = path.split("/")[:-1]
    for depth in range(1, len(folders) + 1):
        package = "/".join(folders[:depth]) + "/__init__.py"
        if package in run.modules and package != path:
            yield package


def _loaded_by(found: Import, run: DecoratedApp) -> Iterator[str]:
    """The app's own modules that an import loads: the one it names, and those it takes from a package."""
    node = found.node
    if found.resolved:
        yield found.resolved
    if not isinstance(node, ast.ImportFrom):
        return
    facts = run.modules.get(found.resolved)
    folder = found.resolved.removesuffix("__init__.py") if found.resolved else found.dotted.replace(".", "/") + "/"
    for alias in node.names:
        if facts is not None and (not found.resolved.endswith("__init__.py") or alias.name in facts.names):
            continue
        base = f"{folder.strip('/')}/{alias.name}".lstrip("/")
        yield from (path for path in (f"{base}/__init__.py", f"{base}.py") if path in run.modules)


def _shows_none(cls: ast.AST) -> bool:
    """Whether objects of a class have no annotations: neither its body nor a base, decorator or metaclass has any."""
    if not isinstance(cls, ast.ClassDef) or cls.bases or cls.keywords or cls.decorator_list:
        return False
    return not any(isinstance(node, ast.AnnAssign) for node in ast.walk(cls))
