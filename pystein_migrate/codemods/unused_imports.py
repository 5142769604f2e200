"""Imports of a merged script that nothing in it uses: for several scripts in one file they would pile up."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec

from pystein_migrate.python.imports import ImportItem, UnresolvableImportError, absolute_items
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import once

from .base import Codemod, Example, Findings, Subject

# Importing these does something: people see it, or it is done so that threads need not.
_EFFECTIVE = frozenset({"__future__", "antigravity", "encodings", "readline", "rlcompleter", "this"})


class UnusedImports(Codemod):
    """Names of the standard library and of azure.functions go, and members of modules of which others are used.

    An import with a comment is meant, and stays; so do those of a script that other code uses.
    """

    name = "unused-imports"
    layouts = frozenset({"single"})
    examples = (
        Example(
            "import os\nimport json\nfrom typing import Dict, List\n\n\ndef main(m: Dict):\n    return json.dumps(m)\n",
            "import json\nfrom typing import Dict\n\n\ndef main(m: Dict):\n    return json.dumps(m)\n",
        ),
        Example(
            "import readline  # noqa: F401\nimport requests\nfrom yaml import Loader, load\n\n\n"
            "def main(msg):\n    return load(msg)\n",
            "import readline  # noqa: F401\nimport requests\nfrom yaml import load\n\n\n"
            "def main(msg):\n    return load(msg)\n",
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the file is the only one that uses its names."""
        return not subject.imported_elsewhere

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Every name that is imported at the top level, for nothing or for what is gone."""
        finder = _Finder(subject, findings)
        findings.unneeded |= set(finder.unneeded())


class _Finder:
    def __init__(self, subject: Subject, findings: Findings) -> None:
        self.source = subject.source
        self.modules = subject.modules
        self.scope = module_scope(subject.source)
        self.gone = {node for statement in (*findings.removed, *findings.gone) for node in walk(statement)}
        self.kept = {*findings.names, *findings.imports, *(each.entry_point for each in subject.functions)}
        self.lines = subject.source.text.split("\n")

    def unneeded(self) -> Iterator[str]:
        for statement in self.source.tree.body:
            if not isinstance(statement, (ast.Import, ast.ImportFrom)) or self.is_commented(statement):
                continue
            try:
                items = absolute_items(self.source, statement)
            except UnresolvableImportError:
                continue
            used = [item for item in items if item.name == "*" or self.is_used(item.bound_name)]
            yield from (i.bound_name for i in items if i not in used and self.may_go(i, is_loaded=bool(used)))

    def is_commented(self, statement: ast.stmt) -> bool:
        """Whether a comment stands above, in or behind the lines of ``statement``."""
        first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
        above = self.lines[first - 1] if first else ""
        return above.startswith("#") or any("#" in line for line in self.lines[first:last])

    def is_used(self, name: str) -> bool:
        bounds = self.scope.bound.get(name, ())
        if name in self.kept or any(bound.kind != "import" or not bound.top_level for bound in bounds):
            return True
        own = {bound.node for bound in bounds} | self.gone
        return any(reference.node not in own for reference in self.scope.references.get(name, ()))

    def may_go(self, item: ImportItem, *, is_loaded: bool) -> bool:
        """Whether nothing misses ``item``; ``is_loaded``: its statement loads the module all the same."""
        if item.module == "azure.functions":
            return True
        if item.module.partition(".")[0] in sys.stdlib_module_names:
            is_idle = item.module.partition(".")[0] not in _EFFECTIVE and not item.module.startswith("_")
            return is_idle and not _is_seen_through_its_package(self.modules, item)
        path = self.modules.path_of(item.module)
        source = self.modules.source(path) if path is not None else None
        if source is not None:
            return is_loaded and item.name in module_scope(source).bound
        return is_loaded and path is None and item.name[:1].isupper()  # nobody calls a module so


def _is_seen_through_its_package(modules: Modules, item: ImportItem) -> bool:
    """Whether a module of the app has a package of which ``item`` loads a submodule: it may reach it through that."""
    packages = {item.module[:at] for at, letter in enumerate(item.module) if letter == "."}
    packages |= {item.module} if item.name and _is_package(item.module) else set()
    return bool(packages) and not packages.isdisjoint(_imported_plainly(modules))


@cache
def _is_package(module: str) -> bool:
    """Whether ``module`` of the standard library may have submodules."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return True
    return spec is None or spec.submodule_search_locations is not None


@once
def _imported_plainly(modules: Modules) -> frozenset[str]:
    """The modules, or members of them, that imports of the app name."""
    return frozenset(
        f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for source in modules.sources()
        for node in source.nodes_of(ast.Import, ast.ImportFrom)
        for alias in node.names
    )
