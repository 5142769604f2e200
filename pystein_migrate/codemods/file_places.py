"""Code that asks ``__file__`` where it lies, and its old folder below the app root."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeGuard

import libcst as cst

from pystein_migrate.notes import OWN_FILE
from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.idle_paths import is_search_path
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.places import SAME_PATH_CALLS, foreign_places, is_own_file
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source
from pystein_migrate.python.texts import strings, written_beginning

from . import nodes
from .base import Codemod, Example, Findings, Subject
from .blockers import Blocker
from .path_joins import is_join_of, joined, with_folders

Make = Callable[[cst.BaseExpression], cst.BaseExpression]
# What tells the place of code, its own or other code's.
_ASKING = re.compile(r"__file__|getfile|getsourcefile|getabsfile|getframeinfo|co_filename|f_back|inspect|traceback")


_ADD_TO_PATH = ("sys.path.append", "sys.path.insert")


class FilePlaces(Codemod):
    """A script that moves to the app root still finds the files of its old folder.

    The folder that it takes from ``__file__``, or from ``inspect`` and frames, which say the same of the script's own
    code, gets the script's old folder appended; a folder further up is reached with fewer steps. ``sys.path`` entries
    follow as well. Any other use of a place keeps the script where it is.
    """

    name = "file-places"
    layouts = frozenset({"single"})
    notes = (OWN_FILE,)
    examples = (
        Example(
            "from pathlib import Path\n\nHERE = Path(__file__).resolve().parent\nROOT = HERE.parent\n",
            'from pathlib import Path\n\nHERE = Path(__file__).resolve().parent / "GetOrder"\nROOT = HERE.parent\n',
        ),
        Example(
            "import os\n\nLINES = open(os.path.join(os.path.dirname(__file__), 'lines.txt'))  # beside us\n",
            "import os\n\n"
            "LINES = open(os.path.join(os.path.dirname(__file__), \"GetOrder\", 'lines.txt'))  # beside us\n",
        ),
        Example(
            "from os.path import abspath, dirname\n\nHERE = dirname(abspath(__file__))\n",
            "from os.path import abspath, dirname\nimport os\n\n"
            'HERE = os.path.join(dirname(abspath(__file__)), "GetOrder")\n',
        ),
        Example(
            "import os, sys\n\nsys.path.append(os.path.dirname(os.path.dirname(__file__)))\n",
            "import os, sys\n\nsys.path.append(os.path.dirname(__file__))\n",
        ),
        Example(
            "import os\n\nDATA = os.path.join(os.path.dirname(__file__), '..', 'data')\n"
            "PLAN = os.path.dirname(__file__) + '/../plan.txt'\n",
            "import os\n\nDATA = os.path.join(os.path.dirname(__file__), 'data')\n"
            "PLAN = os.path.dirname(__file__) + '/plan.txt'\n",
        ),
        Example(
            "HERE = os.path.dirname(inspect.getfile(inspect.currentframe()))\n",
            'HERE = os.path.join(os.path.dirname(inspect.getfile(inspect.currentframe())), "GetOrder")\n',
        ),
        Example(
            "from pathlib import Path\n\nROOT = Path(__file__).parents[1]\n"
            "TEXT = Path(__file__).with_name('a').read_text()\n",
            "from pathlib import Path\n\nROOT = Path(__file__).parents[0]\n"
            "TEXT = (Path(__file__).parent / \"GetOrder\" / 'a').read_text()\n",
        ),
        Example(
            "from pathlib import Path\n\nHERE = (Path(__file__).parent).joinpath('x')\n"
            "ROOT = Path(__file__).parent.parent.parent\n",
            'from pathlib import Path\n\nHERE = (Path(__file__).parent / "orders" / "get").joinpath(\'x\')\n'
            "ROOT = Path(__file__).parent\n",
            path="orders/get/__init__.py",
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text names ``__file__``, or something else that tells places."""
        return _ASKING.search(subject.source.text) is not None

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Every place of the file is followed outwards; the first that is not understood blocks."""
        for node, message in (*_in_texts(subject.source), *foreign_places(subject.source)):
            findings.blocker = Blocker(OWN_FILE, message, node)
            return
        names_itself = _names_folder(subject.source)
        gone = {node for statement in findings.removed for node in walk(statement)}
        for node in _own_files(subject.source):
            if node in gone:
                continue
            change = _Climb(subject.source).change(node)
            if change is None:
                message = "uses __file__ in a way that moving would change"
                if not isinstance(node, ast.Name):
                    message = "asks for the file of its own code in a way that moving would change"
                findings.blocker = Blocker(OWN_FILE, message, node)
                return
            findings.want(cls, change.node, change.build)
            findings.needs_folder |= change.needs_folder or names_itself
            findings.imports |= change.imports


def _names_folder(source: Source) -> bool:
    """Whether a text of the script names the folder that it lies in, as code does that reaches it from the root."""
    folder = source.folder.partition("/")[0]
    return bool(folder) and any(folder in text.replace("\\", "/").split("/") for _, text in strings(source))


def _own_files(source: Source) -> Iterator[ast.expr]:
    """Every expression for the script's own file."""
    yield from (node for node in source.nodes_of(ast.expr) if is_own_file(source, node))


def _in_texts(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for reference in module_scope(source).references.get("__file__", ()):
        if reference.string is not None or not isinstance(reference.node, ast.Name):
            yield reference.node, "uses __file__ in a way that moving would change"


@dataclass(frozen=True, slots=True)
class _Change:
    """What ``make`` makes of ``node``; ``needs_folder`` and ``imports`` as in :class:`Findings`."""

    node: ast.expr
    make: Make
    needs_folder: bool = False
    imports: frozenset[str] = frozenset()

    def build(self, updated: cst.CSTNode) -> cst.BaseExpression:
        old = nodes.expression(updated)
        return nodes.in_place_of(old, self.make(old))


class _Climb:
    """Follows the expression around one ``__file__`` outwards: the file, its folder, folders above."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parents = source.parents
        self.folders = source.folder.split("/") if source.folder else []

    def change(self, own_file: ast.expr) -> _Change | None:
        """What changes around ``own_file``; None if it is used for more than its folder."""
        file = self.file(own_file)
        above = self.folder_above(file)
        if above is None:
            return self.sibling(file)
        depth = len(self.folders)
        steps = list(self.steps(*above))
        node, level = steps[-1]
        if isinstance(above[0], ast.Subscript) and above[1] > 0:
            return _shorter_index(above[0], level - depth) if len(steps) == 1 else None
        if depth == 1 and level == 0:
            upwards = self.upwards(node)
            if upwards is not None:
                return upwards
        base, _ = steps[min(max(level - depth, 0), len(steps) - 1)]
        return self.below(base, node, self.folders[: max(depth - level, 0)])

    def below(self, base: ast.expr, node: ast.expr, folders: list[str]) -> _Change:
        """The expression ``node`` for a folder becomes ``base``, an inner part of it, with ``folders`` appended."""

        def inner(old: cst.BaseExpression) -> cst.BaseExpression:
            return nodes.part(nodes.bare(old), node, base)

        if not folders:
            return _Change(node, inner)
        needs_folder = not self.is_mere_text(node)
        join = self.parents[node]
        if not _is_dirname(base):
            place = partial(self.divided, node)
            return _Change(node, lambda old: place(inner(old), *map(nodes.string, folders)), needs_folder)
        if is_join_of(join, node):
            return _Change(join, lambda old: with_folders(old, inner, folders), needs_folder)
        imports = frozenset({"os"}) if isinstance(base.func, ast.Name) else frozenset()
        return _Change(node, lambda old: _joined(inner(old), folders), needs_folder, imports)

    def divided(self, node: ast.expr, *operands: cst.BaseExpression) -> cst.BaseExpression:
        """The path ``a / b / c`` for the place of ``node``, in parentheses where it needs them."""
        path = nodes.divided(*operands)
        parent = self.parents[node]
        if isinstance(parent, ast.BinOp):
            tighter = parent.left is not node or not isinstance(parent.op, (ast.Div, ast.Add))
        else:
            tighter = isinstance(parent, (ast.Attribute, ast.Subscript, ast.Await, ast.UnaryOp))
        return nodes.parenthesized(path) if tighter else path

    def sibling(self, file: ast.expr) -> _Change | None:
        """``Path(__file__).with_name("x")``: a file beside the script."""
        attribute = self.parents[file]
        call = self.parents[attribute]
        if not isinstance(attribute, ast.Attribute) or attribute.attr != "with_name" or not isinstance(call, ast.Call):
            return None
        if len(call.args) != 1 or call.keywords:
            return None

        def make(old: cst.BaseExpression) -> cst.BaseExpression:
            with_name = cst.ensure_type(old, cst.Call)
            folder = cst.ensure_type(with_name.func, cst.Attribute).with_changes(attr=cst.Name("parent"))
            return self.divided(call, folder, *map(nodes.string, self.folders), with_name.args[0].value)

        return _Change(call, make, needs_folder=True)

    def upwards(self, folder: ast.expr) -> _Change | None:
        """The folder followed by "..": what is left of both is the folder that the code moved to."""
        parent = self.parents[folder]
        if isinstance(parent, ast.BinOp) and parent.left is folder and isinstance(parent.op, (ast.Add, ast.Div)):
            rest = self.without_up(parent.right, "/.." if isinstance(parent.op, ast.Add) else "..")
            return None if rest is None else _Change(parent, partial(_shorter_operation, rest=rest))
        if is_join_of(parent, folder) and parent.args[1:]:
            rest = self.without_up(parent.args[1], "..")
            return None if rest is None else _Change(parent, partial(_shorter_join, rest=rest))
        return None

    def without_up(self, node: ast.expr, up: str) -> str | None:
        """What follows ``up`` in a literal, "" if nothing; None if it does not start so, or is written with escapes."""
        value = written_beginning(self.source, node) if isinstance(node, ast.Constant) else ""
        if not f"{value}/".startswith(up + "/"):
            return None
        rest = value.removeprefix(up)
        return rest if up.startswith("/") else rest.removeprefix("/")

    def is_mere_text(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        """Whether nothing looks into the folder: it goes into ``sys.path``, or it is what the one above is told from.

        One that does not exist is no matter there. The one above does, as the script's is right below the app's root.
        """
        parent = self.parents[node]
        if isinstance(parent, ast.Call):
            if self.source.segment(parent.func) in _ADD_TO_PATH:
                return self.path_is_only_added_to
            is_kept = called_name(parent) in SAME_PATH_CALLS and not parent.keywords
            return self.climbs_out(parent) or (is_kept and self.is_mere_text(parent, seen))
        if isinstance(parent, ast.Attribute):
            return self.climbs_out(parent)
        if isinstance(parent, ast.Compare):
            return [self.source.segment(other) for other in parent.comparators] == ["sys.path"]
        target = parent.targets[0] if isinstance(parent, ast.Assign) and len(parent.targets) == 1 else None
        if not isinstance(target, ast.Name) or target.id in seen:
            return False
        uses = [use for use in self.source.nodes_of(ast.Name) if use.id == target.id]
        read = [use for use in uses if isinstance(use.ctx, ast.Load)]
        return len(uses) == len(read) + 1 and all(self.is_mere_text(use, seen | {target.id}) for use in read)

    def climbs_out(self, node: ast.AST) -> bool:
        """Whether ``node`` is the folder above the script's, and so the app's root."""
        return len(self.folders) == 1 and (_is_dirname(node) or getattr(node, "attr", "") == "parent")

    @property
    def path_is_only_added_to(self) -> bool:
        """Whether the script does no more with ``sys.path`` than add to it, or ask whether something is in it."""
        uses = [node for node in self.source.nodes_of(ast.Attribute) if is_search_path(node)]
        added = [use for use in uses if getattr(self.parents[use], "attr", "") in ("append", "insert")]
        asked = [use for use in uses if isinstance(self.parents[use], ast.Compare)]
        return len(uses) == len(added) + len(asked)

    def file(self, node: ast.expr) -> ast.expr:
        """The outermost expression around ``node`` that still means the file itself."""
        while True:
            parent = self.parents[node]
            if isinstance(parent, ast.Call) and called_name(parent) in SAME_PATH_CALLS and parent.args[:1] == [node]:
                node = parent
            elif isinstance(parent, ast.Attribute) and parent.attr in ("resolve", "absolute"):
                call = self.parents[parent]
                if not isinstance(call, ast.Call):
                    return node
                node = call
            else:
                return node

    def folder_above(self, node: ast.expr) -> tuple[ast.expr, int] | None:
        """The expression for the folder that ``node`` lies in, and how far above the script's folder it is."""
        parent = self.parents[node]
        if _is_dirname(parent) and parent.args[:1] == [node]:
            return parent, 0
        if isinstance(parent, ast.Attribute) and parent.attr == "parent":
            return parent, 0
        if isinstance(parent, ast.Attribute) and parent.attr == "parents":
            item = self.parents[parent]
            if isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Constant):
                index = item.slice.value
                return (item, index) if isinstance(index, int) and index >= 0 else None
        return None

    def steps(self, node: ast.expr, level: int) -> Iterator[tuple[ast.expr, int]]:
        """``node`` and every expression around it that takes one folder further up."""
        current: tuple[ast.expr, int] | None = (node, level)
        while current is not None:
            yield current
            above = self.folder_above(self.file(current[0]))
            current = (above[0], current[1] + above[1] + 1) if above else None


def _is_dirname(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and called_name(node) == "dirname"


def _shorter_index(node: ast.Subscript, index: int) -> _Change | None:
    """``….parents[index]``."""

    def make(old: cst.BaseExpression) -> cst.BaseExpression:
        subscript = cst.ensure_type(old, cst.Subscript)
        (element,) = subscript.slice
        return subscript.with_changes(slice=[element.with_changes(slice=cst.Index(cst.Integer(str(index))))])

    return None if index < 0 else _Change(node, make)


def _joined(dirname: cst.BaseExpression, folders: list[str]) -> cst.BaseExpression:
    """``os.path.join(<dirname>, "folder", …)`` with join from where the script has dirname."""
    join = joined(dirname, folders)
    if isinstance(dirname, cst.Call) and isinstance(dirname.func, cst.Attribute):
        return join.with_changes(func=dirname.func.with_changes(attr=cst.Name("join")))
    return join


def _shorter_operation(old: cst.BaseExpression, rest: str) -> cst.BaseExpression:
    """``<folder> / "rest"`` for ``<folder> / "../rest"``; only the folder if that is all."""
    operation = cst.ensure_type(old, cst.BinaryOperation)
    return operation.with_changes(right=_reworded(operation.right, rest)) if rest else operation.left


def _shorter_join(old: cst.BaseExpression, rest: str) -> cst.BaseExpression:
    """``join(<folder>, "rest", …)`` for ``join(<folder>, "../rest", …)``; only the folder if that is all."""
    join = cst.ensure_type(old, cst.Call)
    folder, up, *others = join.args
    if rest:
        return join.with_changes(args=[folder, up.with_changes(value=_reworded(up.value, rest)), *others])
    return join.with_changes(args=[folder, *others]) if others else folder.value


def _reworded(literal: cst.BaseExpression, value: str) -> cst.SimpleString:
    """The string ``literal`` with another ``value``, in the quotes that it has."""
    old = cst.ensure_type(literal, cst.SimpleString)
    return cst.SimpleString(f"{old.prefix}{old.quote}{value}{old.quote}")
