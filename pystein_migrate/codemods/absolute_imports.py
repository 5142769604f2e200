"""Imports that name their module from the file's own place, made absolute."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

import libcst as cst

from pystein_migrate.python.effects import Effects
from pystein_migrate.python.imports import (
    LEGACY_ROOT,
    ImportItem,
    absolute_items,
    absolute_module,
    is_legacy_only,
    is_star,
)
from pystein_migrate.python.source import Source

from .base import Codemod, Example, Findings, Subject
from .examples import function
from .nodes import dotted, from_module, imported, in_place_of
from .rename import RenameError
from .rewriting import Build, NamedBuild
from .script import take_apart

_UNSURE = re.compile(r"\bfrom[\s\\]*\.|\bimport[\s\\]*\*")


class AbsoluteImports(Codemod):
    """Makes absolute what only the legacy model's loader resolves.

    It loads scripts as submodules of a package ``__app__`` that it makes up; the decorator model has the app's root on
    ``sys.path`` instead. So imports that name ``__app__`` or climb to the app's root get the absolute name of their
    module, and ``__app__.`` in front of attributes goes. Relative imports within a folder stay as they are, unless the
    code becomes part of function_app.py: then they are made absolute, too, and ``*`` becomes the names that are needed.
    An import without an absolute form is left to a person, with a note: one out of the app, from a folder whose name no
    import can spell, or of a module that has a name of the standard library's.
    """

    name = "absolute-imports"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "from ..shared.clock import (\n    now,  # in UTC\n    today,\n)\n",
            "from shared.clock import (\n    now,  # in UTC\n    today,\n)\n",
        ),
        Example("from .. import shared as common\n", "import shared as common\n"),
        Example(
            "import __app__.shared.clock\n\nprint(__app__.shared.clock.now())\n",
            "import shared.clock\n\nprint(shared.clock.now())\n",
        ),
        Example("from .helper import load\n", "from .helper import load\n"),
        Example(
            "def main(req):\n    from .helper import load\n",
            "def main(req):\n    from GetOrder.helper import load\n",
            subject={"functions": (function("GetOrder"),)},
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text names ``__app__``, or has a relative import or a star."""
        return LEGACY_ROOT in subject.source.text or _UNSURE.search(subject.source.text) is not None

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Raises UnresolvableImportError. Imports that another codemod rewrites already are left to it."""
        source, moves = subject.source, bool(subject.functions) and subject.layout == "single"
        rewritten = {target.node for target in findings.targets}
        imports = source.nodes_of(ast.Import, ast.ImportFrom)
        legacy = [node for node in imports if is_legacy_only(source, node)]
        stars = _of_stars(subject) if moves and any(map(is_star, imports)) else {}
        for node in imports if moves else legacy:
            build = None if node in stars else _build(source, node)
            if node in rewritten:
                continue
            if node in stars:
                findings.want_named(cls, node, stars[node])
            elif build is not None:
                findings.want(cls, node, build)
        if moves or any(isinstance(node, ast.Import) for node in legacy):
            for attribute in source.nodes_of(ast.Attribute):
                if _is_root(attribute.value):
                    findings.want(cls, attribute, _attribute)


def _of_stars(subject: Subject) -> dict[ast.stmt, NamedBuild]:
    """What puts the names that a script's code needs in the place of each star at its top level."""
    entry_points = frozenset(function.entry_point for function in subject.functions)
    script = take_apart(subject.source, entry_points, Effects(subject.modules))
    imports = {**script.replaced, **{each.node: each.items for each in script.imports}}
    return {
        node: _singly(absolute_module(subject.source, node), imports[node])
        for node in subject.source.tree.body
        if is_star(node) and node in imports
    }


def _build(source: Source, node: ast.Import | ast.ImportFrom) -> Build | None:
    """What makes ``node`` absolute; None if it is."""
    absolute_items(source, node)
    if isinstance(node, ast.Import):
        return _plain if any(_is_legacy(alias.name) for alias in node.names) else None
    return _from(absolute_module(source, node)) if node.level or _is_legacy(node.module) else None


def _is_root(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == LEGACY_ROOT


def _is_legacy(module: str | None) -> bool:
    return (module or "").partition(".")[0] == LEGACY_ROOT


# Building


def _from(module: str) -> Build:
    """``from module import …``. The app's root is no module to import from."""

    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.ImportFrom)
        if not module and not isinstance(node.names, cst.ImportStar):
            return cst.Import([_of_its_own_name(alias) for alias in node.names])
        return from_module(node, module, node.names)

    return build


def _singly(module: str, items: Sequence[ImportItem]) -> NamedBuild:
    """The names of ``items`` from ``module``, or if there are none an import that loads it."""
    names = [item.bound_name for item in items if item != ImportItem(module)]

    def build(renames: Mapping[str, str], updated: cst.CSTNode) -> cst.CSTNode:
        if names:
            return cst.ImportFrom(dotted(module), [imported(name, renames.get(name, "")) for name in names])
        if module.partition(".")[0] in renames:
            raise RenameError(f"import {module} binds its first part")
        return cst.Import([imported(module)])

    return lambda renames: partial(build, renames)


def _of_its_own_name(alias: cst.ImportAlias) -> cst.ImportAlias:
    """``alias`` outside of brackets, and without an ``as`` that says nothing."""
    name, bound = alias.evaluated_name, alias.evaluated_alias
    return imported(name, bound if bound and bound != name else "")


def _plain(updated: cst.CSTNode) -> cst.CSTNode:
    node = cst.ensure_type(updated, cst.Import)
    return node.with_changes(names=[_without_root(alias) for alias in node.names])


def _without_root(alias: cst.ImportAlias) -> cst.ImportAlias:
    name = alias.evaluated_name
    if not _is_legacy(name):
        return alias
    name = name.removeprefix(LEGACY_ROOT + ".")
    asname = None if alias.evaluated_alias == name else alias.asname
    return alias.with_changes(name=dotted(name), asname=asname)


def _attribute(updated: cst.CSTNode) -> cst.CSTNode:
    node = cst.ensure_type(updated, cst.Attribute)
    return in_place_of(node, node.attr)
