"""Code outside the functions that imports, calls or patches a function's module, pointed to the new home."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import libcst as cst

from pystein_migrate.model.options import Layout
from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.imports import LEGACY_ROOT, ImportItem, UnresolvableImportError, absolute_items, is_star
from pystein_migrate.python.named_modules import STRING_CALLS, named_modules
from pystein_migrate.python.places import loaded_files
from pystein_migrate.python.texts import written_beginning

from .base import Codemod, Example, Findings, Subject
from .moved import Moved
from .nodes import dotted, from_module, imported, in_place_of, requoted
from .rewriting import Build

_Home = tuple[Moved, str]  # the module that something went with, and its name there; "" for the module itself
_MODULE_ARGUMENT_CALLS = frozenset({"object", "setattr", "delattr"})
_MERGED = {"moved": {"GetOrder": Moved("GetOrder", "function_app", {"main": "get_order"}, frozenset({"prices"}))}}


class CannotFollowError(Exception):
    """A use of a moved module that cannot be rewritten with certainty; the message completes "which …"."""


class FollowMoved(Codemod):
    """Points tests, scripts and modules that use a merged script's module to where its code went.

    They import from it (``from GetOrder import main``), reach into it (``GetOrder.main(req)``), load it by its name
    (``importlib.import_module("my-func")``) and patch it (``mock.patch("GetOrder.requests.get")``): each names the new
    module then, and every name is the new one. Modules that stay in the script's folder are imported as before. Where
    a use cannot be followed with certainty, the script is not merged: the module passed on as a value, imported with
    ``*`` or by a dotted name, its name bound to something else as well, or hidden in a string with escapes.
    """

    name = "follow-moved"
    layouts: ClassVar[frozenset[Layout]] = frozenset({"single"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "from GetOrder import LIMIT, main\nfrom GetOrder.prices import total\n",
            "from function_app import LIMIT, get_order as main\nfrom GetOrder.prices import total\n",
            "tests/test_it.py",
            _MERGED,
        ),
        Example(
            "import GetOrder\n\nwith mock.patch.object(GetOrder, 'main'):\n    GetOrder.main(1)\n",
            "import function_app\n\n"
            "with mock.patch.object(function_app, 'get_order'):\n    function_app.get_order(1)\n",
            "tests/test_it.py",
            _MERGED,
        ),
        Example(
            "with mock.patch('GetOrder.requests.get'):\n    importlib.import_module('GetOrder').main(1)\n",
            "with mock.patch('function_app.requests.get'):\n    importlib.import_module('function_app').get_order(1)\n",
            "tests/test_it.py",
            _MERGED,
        ),
        Example(
            "def test():\n    from . import main, prices  # the function's\n",
            "def test():\n    from GetOrder import prices\n"
            "    from function_app import get_order as main  # the function's\n",
            "GetOrder/test_it.py",
            _MERGED,
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether any module has moved."""
        return bool(subject.moved)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Raises :class:`CannotFollowError`."""
        _Following(subject, findings).run()


@dataclass(frozen=True, slots=True)
class _Name:
    """What a name stands for that the file gives a moved module.

    ``renamed``: the name is the module's own, and becomes the new one's. ``assigned``: an assignment binds it.
    """

    moved: Moved
    renamed: bool = False
    assigned: bool = False


class _Following:
    def __init__(self, subject: Subject, findings: Findings) -> None:
        self.source = subject.source
        self.moved = subject.moved
        self.findings = findings
        self.names: dict[str, _Name] = {}

    def run(self) -> None:
        for node in self.source.nodes_of(ast.Import, ast.ImportFrom, ast.Call):
            if isinstance(node, ast.Import):
                self.plain_import(node)
            elif isinstance(node, ast.ImportFrom):
                self.from_import(node)
            elif isinstance(node, ast.Call):
                self.call(node)
        self.computed()
        for node in self.source.nodes_of(ast.Name, ast.arg) if self.names else ():
            if isinstance(node, ast.Name) and node.id in self.names:
                self.use(node, self.names[node.id])
            elif isinstance(node, ast.arg) and node.arg in self.names:
                raise CannotFollowError(f"has a parameter called {node.arg}")

    def want(self, node: ast.AST, build: Build) -> None:
        self.findings.want(FollowMoved, node, build)

    def bind(self, name: str, known: _Name) -> None:
        if self.names.setdefault(name, known) != known:
            raise CannotFollowError(f"{name} stands for several modules")

    # Imports

    def plain_import(self, node: ast.Import) -> None:
        followed = [alias for alias in node.names if _plain(alias.name) in self.moved]
        for alias in followed:
            if "." in alias.name and not alias.asname:
                raise CannotFollowError(f"imports {alias.name} by its dotted name")
            self.bind(alias.asname or alias.name, _Name(self.moved[_plain(alias.name)], renamed=not alias.asname))
        if followed:
            self.want(node, _import(self.moved))

    def from_import(self, node: ast.ImportFrom) -> None:
        try:
            items = absolute_items(self.source, node)
        except UnresolvableImportError:
            return
        homes = [(item, self.home_of(item.module, item.name)) for item in items]
        if not any(home for _, home in homes):
            return
        if is_star(node):
            raise CannotFollowError(f"imports everything from {items[0].module}")
        for item, home in homes:
            if home is not None and not home[1]:
                self.bind(item.bound_name, _Name(home[0], renamed=item.bound_name == home[0].module))
        self.want(node, _from_import(homes))

    def home_of(self, module: str, name: str) -> _Home | None:
        """The moved module that ``from module import name`` takes ``name`` from; name "" for the module itself."""
        whole = self.moved.get(_plain(f"{module}.{name}" if name else module))
        if whole is not None:
            return whole, ""
        moved = self.moved.get(_plain(module))
        if moved is None or name in moved.submodules:
            return None
        return moved, name

    # Strings

    def call(self, node: ast.Call) -> None:
        name = called_name(node)
        argument = node.args[0] if node.args else None
        if name not in STRING_CALLS or not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            return
        found = self.split(argument.value)
        if found is None:
            return
        moved, rest = found
        if name in ("import_module", "__import__"):
            if rest:
                return
            self.string(argument, moved.target)
            self.loaded(node, moved)
        elif rest:
            first, _, tail = rest.partition(".")
            self.string(argument, ".".join(part for part in (moved.target, moved.new_name(first), tail) if part))
        else:
            raise CannotFollowError(f"names the module {moved.module} in a string")

    def computed(self) -> None:
        """Raise for modules whose names are computed or whose files are asked for; nothing could be written there."""
        for named in named_modules(self.source):
            if named.lookup == "resource":
                continue  # the package stays, though empty
            if named.lookup == "other":
                if any(named.module == moved or named.module.startswith(f"{moved}.") for moved in self.moved):
                    raise CannotFollowError(f"names {named.module} in a text")
            elif named.module and not isinstance(named.node, ast.Constant) and any(map(named.may_be, self.moved)):
                raise CannotFollowError("names modules in computed texts")
        for loaded in loaded_files(self.source):
            if loaded.place.path and any(map(loaded.place.may_be, self.paths())):
                raise CannotFollowError("loads it by its path")

    def paths(self) -> Iterator[str]:
        """Where the moved modules were."""
        for module in self.moved:
            base = module.replace(".", "/")
            yield from (f"{base}.py", f"{base}/__init__.py")

    def split(self, text: str) -> tuple[Moved, str] | None:
        """The moved module that the dotted ``text`` starts with, and what follows it."""
        parts = _plain(text).split(".")
        for length in range(len(parts), 0, -1):
            moved = self.moved.get(".".join(parts[:length]))
            if moved is not None:
                rest = parts[length:]
                return None if rest and rest[0] in moved.submodules else (moved, ".".join(rest))
        return None

    def string(self, node: ast.Constant, new: str) -> None:
        if written_beginning(self.source, node) != node.value:
            raise CannotFollowError("names a moved module in a string with escapes")
        self.want(node, lambda updated: requoted(cst.ensure_type(updated, cst.SimpleString), new))

    def loaded(self, call: ast.Call, moved: Moved) -> None:
        """Follow the module that ``importlib.import_module(...)`` returns."""
        parent = self.source.parents.get(call)
        if isinstance(parent, ast.Attribute):
            self.attribute(parent, moved)
        elif isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
            self.bind(parent.targets[0].id, _Name(moved, assigned=True))
        elif not isinstance(parent, ast.Expr):
            raise CannotFollowError(f"passes the module {moved.module} on")

    # Uses of a module's name

    def use(self, node: ast.Name, known: _Name) -> None:
        moved = known.moved
        if isinstance(node.ctx, ast.Store) and known.assigned:
            return
        if not isinstance(node.ctx, ast.Load):
            raise CannotFollowError(f"binds {node.id} to something else as well")
        if self.source.segment(node) != node.id:  # where ast says a name is that stands in an f-string, before 3.12
            raise CannotFollowError(f"uses the module {moved.module} in an f-string")
        parent = self.source.parents.get(node)
        if isinstance(parent, ast.Attribute):
            self.attribute(parent, moved)
        elif isinstance(parent, ast.Call) and called_name(parent) in _MODULE_ARGUMENT_CALLS and parent.args[0] is node:
            self.argument(parent.args[1:2], moved)
        else:
            raise CannotFollowError(f"passes the module {moved.module} on")
        if known.renamed:
            self.want(node, lambda updated: in_place_of(cst.ensure_type(updated, cst.Name), dotted(moved.target)))

    def argument(self, arguments: Sequence[ast.expr], moved: Moved) -> None:
        """Follow the name beside the module in ``patch.object(module, "name")``."""
        name = arguments[0] if arguments else None
        if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
            raise CannotFollowError(f"passes the module {moved.module} on")
        if moved.new_name(name.value) != name.value:
            self.string(name, moved.new_name(name.value))

    def attribute(self, node: ast.Attribute, moved: Moved) -> None:
        if node.attr in moved.submodules:
            raise CannotFollowError(f"reaches {node.attr} through the module {moved.module}")
        new = moved.new_name(node.attr)
        if new != node.attr:
            self.want(node, lambda updated: updated.with_changes(attr=cst.Name(new)))


def _plain(module: str) -> str:
    """The module's one name: ``__app__.GetOrder`` and ``GetOrder.__init__`` are the module GetOrder."""
    return module.removeprefix(LEGACY_ROOT + ".").removesuffix(".__init__")


# Building


def _import(homes: Mapping[str, Moved]) -> Build:
    """``import a, b`` with the new modules of those that moved."""

    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.Import)
        return node.with_changes(names=[alias.with_changes(name=path(alias)) for alias in node.names])

    def path(alias: cst.ImportAlias) -> cst.BaseExpression:
        module = _plain(alias.evaluated_name)
        home = homes.get(module)
        return dotted(home.target if home else module)

    return build


def _from_import(homes: Sequence[tuple[ImportItem, _Home | None]]) -> Build:
    """What imports each item from its home; the statement keeps its layout if they all have one and the same."""
    stay = [item for item, home in homes if home is None]
    modules = [(item, home[0]) for item, home in homes if home is not None and not home[1]]
    members = [(item, *home) for item, home in homes if home is not None and home[1]]

    def build(updated: cst.CSTNode) -> cst.CSTNode | cst.FlattenSentinel[cst.CSTNode]:
        node = cst.ensure_type(updated, cst.ImportFrom)
        if len(members) == len(homes) and not isinstance(node.names, cst.ImportStar):
            target, names = members[0][1].target, zip(node.names, members, strict=True)
            return from_module(
                node, target, [_renamed(alias, moved.new_name(name)) for alias, (_, moved, name) in names]
            )
        return cst.FlattenSentinel([*_staying(stay), *map(_whole_module, modules), *_moved_members(members)])

    return build


def _renamed(alias: cst.ImportAlias, name: str) -> cst.ImportAlias:
    """``alias`` of something that is called ``name`` now, bound to what it was."""
    bound = alias.evaluated_alias or alias.evaluated_name
    asname = None if bound == name else alias.asname or cst.AsName(cst.Name(bound))
    return alias.with_changes(name=cst.Name(name), asname=asname)


def _staying(items: Sequence[ImportItem]) -> Iterator[cst.BaseSmallStatement]:
    """The import of ``items``, all of one module or all from the app's root."""
    if items and not items[0].name:
        yield cst.Import([imported(item.module, item.alias) for item in items])
    elif items:
        yield cst.ImportFrom(dotted(items[0].module), [imported(item.name, item.alias) for item in items])


def _whole_module(item_and_home: tuple[ImportItem, Moved]) -> cst.Import:
    item, moved = item_and_home
    return cst.Import([imported(moved.target, "" if item.bound_name == moved.module else item.bound_name)])


def _moved_members(members: Sequence[tuple[ImportItem, Moved, str]]) -> Iterator[cst.ImportFrom]:
    """The import of names out of one moved module."""
    if members:
        names = [(moved.new_name(name), item.bound_name) for item, moved, name in members]
        aliases = [imported(new, "" if new == bound else bound) for new, bound in names]
        yield cst.ImportFrom(dotted(members[0][1].target), aliases)
