"""One legacy script, taken apart: which statements are imports that can move, which stay, what forbids the move."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeGuard

from pystein_migrate import notes
from pystein_migrate.model.note import NoteKind
from pystein_migrate.python.effects import Effects
from pystein_migrate.python.imports import ImportItem, UnresolvableImportError, absolute_items, is_star
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.opening import are_headings, opening
from pystein_migrate.python.scopes import BUILTINS, MODULE_DUNDERS, Bound, ModuleScope, module_scope
from pystein_migrate.python.source import Source, once, shared_lines
from pystein_migrate.python.touch import changes_library

from .blockers import Blocker, blockers


@dataclass(frozen=True, slots=True)
class HoistedImport:
    """A top-level import that moves to the top of the generated file."""

    node: ast.stmt
    items: tuple[ImportItem, ...]

    def loads(self, module: str) -> bool:
        """Whether it imports ``module`` or something of it."""
        return any(item.module == module for item in self.items)


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A script and what is known of it.

    ``body`` are the statements that make up its section, in order; ``imports`` those that move to the top.
    ``strings`` are those that open it, its docstring and what stands among its imports like one.
    ``replaced`` maps the imports that stay, at the top level and below, to the items they become.
    ``barrier`` is the first statement that is not shown to leave alone what later imports may find. ``shared_lines``
    are the lines on which one statement ends and another begins. ``changing`` are names whose import left in place
    takes what is not the same at any other time.
    """

    source: Source
    scope: ModuleScope
    imports: tuple[HoistedImport, ...]
    body: tuple[ast.stmt, ...]
    replaced: Mapping[ast.stmt, tuple[ImportItem, ...]]
    strings: tuple[ast.Expr, ...]
    future_annotations: bool
    blockers: tuple[Blocker, ...]
    barrier: ast.stmt | None
    shared_lines: frozenset[int]
    changing: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """The script's path, relative to the app root."""
        return self.source.path

    def with_in_place(self, hoisted: Collection[HoistedImport], changing: Collection[str] = ()) -> Script:
        """The script with imports that were to move to the top left where it has them; some take what changes."""
        if not hoisted:
            return self
        back = {each.node: each.items for each in hoisted}
        return replace(
            self,
            scope=_with_stars(self.scope, back),
            imports=tuple(each for each in self.imports if each.node not in back),
            replaced={**self.replaced, **back},
            body=tuple(sorted([*self.body, *back], key=lambda node: (node.lineno, node.col_offset))),
            changing=self.changing.union(changing),
        )

    def with_hoisted(self, imports: Collection[HoistedImport]) -> Script:
        """The script with ``imports`` that stand where it has them at the top."""
        moved = {each.node for each in imports}
        return replace(
            self,
            imports=(*self.imports, *imports),
            body=tuple(node for node in self.body if node not in moved),
            replaced={node: items for node, items in self.replaced.items() if node not in moved},
        )

    def with_more_imports(self, items: Collection[ImportItem]) -> Script | None:
        """The script with ``items``, those of the app's modules where it imports them already; None if it does not."""
        more: dict[HoistedImport, list[ImportItem]] = {}
        for item in items:
            places = [each for each in self.imports if is_safe_anywhere(item.module) or each.loads(item.module)]
            if not places:
                return None
            more.setdefault(places[0], []).append(item)
        added = {each: replace(each, items=tuple(dict.fromkeys((*each.items, *more[each])))) for each in more}
        return replace(self, imports=tuple(added.get(each, each) for each in self.imports))

    def import_target(self, name: str) -> tuple[str, str] | None:
        """What ``name`` stands for if nothing but imports of one and the same thing at the top level binds it."""
        bounds = self.scope.bound.get(name, ())
        if any(bound.kind != "import" or not bound.top_level for bound in bounds):
            return None
        if name in self.scope.deleted or name in self.scope.rebound_in_functions or name in self.changing:
            return None
        items = [*self.hoisted_items(), *(item for node in self.body for item in self.replaced.get(node, ()))]
        targets = {item.target for item in items if item.bound_name == name}
        return next(iter(targets)) if len(targets) == 1 else None

    def hoisted_items(self) -> Iterator[ImportItem]:
        """What the imports at the top import, in order."""
        for hoisted in self.imports:
            yield from hoisted.items

    def hoisted_names(self) -> set[str]:
        """Names that the imports at the top bind."""
        return {item.bound_name for item in self.hoisted_items()}


def take_apart(source: Source, entry_points: frozenset[str], effects: Effects) -> Script:
    """Analyse ``source`` for merging; ``effects`` tells what statements do, and what star imports bind.

    ``entry_points`` are the names that function.json files look up in it.
    """
    return _TakingApart(source, entry_points, effects).run()


class _UnsureStarError(Exception):
    """A star import that cannot be put as single ones; the message says why."""


class _TakingApart:
    def __init__(self, source: Source, entry_points: frozenset[str], effects: Effects) -> None:
        self.source = source
        self.scope = module_scope(source)
        self.entry_points = entry_points - self.scope.bound.keys()
        self.effects = effects
        self.exports = effects.exports
        self.comments = _trailing_comments(source)
        self.shared_lines = shared_lines(source)
        self.blockers = list(blockers(source, self.scope))
        self.imports: list[HoistedImport] = []
        self.body: list[ast.stmt] = []
        self.replaced: dict[ast.stmt, tuple[ImportItem, ...]] = {}
        self.strings: list[ast.Expr] = []
        self.future_annotations = False
        self.barrier: ast.stmt | None = None
        self.changed: set[str] = set()

    def run(self) -> Script:
        is_opening = True
        for statement in self.source.tree.body:
            if is_opening and _is_string(statement) and not self.shares_a_line(statement):
                self.strings.append(statement)
                continue
            self.statement(statement)
            is_opening = is_opening and isinstance(statement, (ast.Import, ast.ImportFrom, ast.Try))
        self.inner_imports()
        self.unexplained_names()
        return Script(
            self.source, self.scope, tuple(self.imports), tuple(self.body), self.replaced, tuple(self.strings),
            self.future_annotations, tuple(self.blockers), self.barrier, self.shared_lines,
        )  # fmt: skip

    def statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
            self.future(node)
            if self.shares_a_line(node):
                self.block(notes.FUTURE_IMPORT, "has a __future__ import that shares its line", node)
            return
        effective = _collapsed_fallback(self.source, node) or node
        if isinstance(effective, (ast.Import, ast.ImportFrom)):
            try:
                items = self.items(effective)
            except UnresolvableImportError as error:
                message = f"has an import without an absolute form: {error.message}"
                self.block(notes.UNRESOLVABLE_IMPORT, message, error.node)
                return
            except _UnsureStarError as error:
                self.block(notes.STAR_IMPORT, f"has a star import that has to stay one: {error}", node)
                return
            if self.can_hoist(node, items):
                self.imports.append(HoistedImport(node, self.with_comments(node, items)))
                return
            if effective is node:
                self.replaced[node] = tuple(items)
                self.scope = _with_stars(self.scope, {node: tuple(items)})
        elif _declares_all(node) and not self.shares_a_line(node):
            return  # says what a star import takes, and nobody imports a script that is merged
        else:
            self.other_statement(node)
        self.body.append(node)

    def other_statement(self, node: ast.stmt) -> None:
        touch = self.effects.of(self.source, node)
        if touch.changes_beyond(self.source.path):
            self.barrier = self.barrier or node
            self.changed |= touch.writes

    def shares_a_line(self, node: ast.stmt) -> bool:
        return bool(self.shared_lines & {node.lineno, node.end_lineno or node.lineno})

    def items(self, node: ast.Import | ast.ImportFrom) -> list[ImportItem]:
        items = absolute_items(self.source, node)
        return self.star_items(node, items[0].module) if items[0].name == "*" else items

    def star_items(self, star: ast.stmt, module: str) -> list[ImportItem]:
        """The imports that do what ``star`` does. Raises _UnsureStarError."""
        exports = self.exports(module)
        if exports is None:
            raise _UnsureStarError(f"what it takes from {module} is not known")
        scope = self.scope
        unbound = (scope.references.keys() | self.entry_points) - scope.bound.keys()
        unsure = sorted(exports.unsure & unbound)
        unsure += sorted((exports.names.keys() | exports.unsure) & self.replaced_by(star, exports.names))
        if unsure:
            raise _UnsureStarError(f"it decides what {', '.join(unsure)} is")
        used = [exports.names[name] for name in sorted(exports.names.keys() & unbound)]
        items = list(dict.fromkeys([*used, *exports.submodules]))
        return [*items, *self.loading(module, items)]

    def replaced_by(self, star: ast.stmt, names: Mapping[str, ImportItem]) -> set[str]:
        """What the script binds to something else, above ``star`` or in ways that may let both be seen below it."""
        at = _place(star)
        above = {name for name, bounds in self.scope.bound.items() if any(_place(bound.node) < at for bound in bounds)}
        above |= {item.bound_name for hoisted in self.imports for item in hoisted.items}
        other = {name for name in above if name not in names or not self.is_same_import(name, names[name])}
        return other | {name for name in self.scope.bound if self.may_show(name, star)}

    def loading(self, module: str, items: Collection[ImportItem]) -> Iterator[ImportItem]:
        """The import that loads ``module`` for what this does, if none of ``items`` does."""
        if is_safe_anywhere(module) or any(f"{item.module}.".startswith(f"{module}.") for item in items):
            return
        package = module.partition(".")[0]
        others = [each.bound_name for each in items] + [i.bound_name for h in self.imports for i in h.items if i.name]
        bounds = self.scope.bound.get(package, ())
        plain = all(isinstance(b.node, ast.alias) and b.node.name.partition(".")[0] == package for b in bounds)
        if package in others or not plain or (package in self.scope.references and not bounds):
            raise _UnsureStarError(f"{module} has to be imported, but {package} is something else here")
        yield ImportItem(module, trailing="# noqa: F401")

    def may_show(self, name: str, star: ast.stmt) -> bool:
        """Whether ``name``, which the script binds below ``star``, may mean what ``star`` provides at some time."""
        bounds = [bound for bound in self.scope.bound[name] if _place(bound.node) > _place(star)]
        if not bounds:
            return False
        first = min(getattr(bound.node, "lineno", 0) for bound in bounds)
        certain = bounds[0].top_level and bounds[0].kind != "other" and name not in self.scope.deleted
        return not certain or self.scope.is_read_before(name, first + 1)

    def is_same_import(self, name: str, star_item: ImportItem) -> bool:
        """Whether the imports above already bind ``name`` to what a star import would bind it to."""
        own = [item for hoisted in self.imports for item in hoisted.items if item.bound_name == name]
        return bool(own) and own[-1].target == star_item.target

    def can_hoist(self, node: ast.stmt, items: list[ImportItem]) -> bool:
        scope = self.scope
        if self.shares_a_line(node):
            return False
        if self.barrier is not None and not self.may_pass_barrier(items):
            return False
        within = list(walk(node)) if isinstance(node, ast.Try) else []  # one import in two forms
        for item in items:
            bounds = scope.bound.get(item.bound_name, [])
            if item.bound_name in scope.deleted or item.bound_name in scope.rebound_in_functions:
                return False
            if not all(bound.kind == "import" and (bound.top_level or bound.node in within) for bound in bounds):
                return False
            if len(bounds) > 1 and not self.all_mean(item):
                return False
            first = min((bound.node.lineno for bound in bounds), default=node.lineno)  # type: ignore[attr-defined]
            if scope.is_read_before(item.bound_name, first):
                return False
        return True

    def may_pass_barrier(self, items: list[ImportItem]) -> bool:
        if not all(is_safe_anywhere(item.module) for item in items):
            return False
        # What `from time import sleep` takes is another function once somebody has patched the module.
        taken = [item.module for item in items if item.name and item.module != "azure.functions"]
        return not any(changes_library(self.changed, module) for module in taken)

    def all_mean(self, item: ImportItem) -> bool:
        """Whether every import of the top level that binds the name of ``item`` binds it to the same thing."""
        for statement in self.source.tree.body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                try:
                    others = absolute_items(self.source, statement)
                except UnresolvableImportError:
                    return False
                if any(other.bound_name == item.bound_name and other.target != item.target for other in others):
                    return False
        return True

    def with_comments(self, node: ast.stmt, items: list[ImportItem]) -> tuple[ImportItem, ...]:
        end = node.end_lineno or node.lineno
        whole = self.comments.get(end, "") or self.comments.get(node.lineno, "")
        found = []
        line = node.lineno
        for index, item in enumerate(items):
            aliases = getattr(node, "names", [])
            alias = aliases[index] if len(aliases) == len(items) else None
            own = ""
            inside: tuple[str, ...] = ()
            if alias is not None and node.lineno < alias.lineno:
                own = self.comments.get(alias.lineno, "")
                inside = tuple(_comment_lines_between(self.source, line, alias.lineno))
                line = alias.lineno
            above = _comment_lines_above(self.source, node) if index == 0 else ()
            found.append(replace(item, comments=above, trailing=own or whole or item.trailing, inside=inside))
        if whole and all(item.trailing != whole for item in found):
            found[0] = replace(found[0], inside=(whole, *found[0].inside))
        return tuple(found)

    def future(self, node: ast.ImportFrom) -> None:
        # All other features have been the language's own since Python 3.0 or 3.7.
        if any(alias.name == "annotations" for alias in node.names):
            self.future_annotations = True

    def inner_imports(self) -> None:
        """Imports below the top level: inside functions, ``try`` and ``if``."""
        for statement in self.body:
            if statement in self.replaced:
                continue
            for node in walk(statement):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    self.inner_import(node)

    def inner_import(self, node: ast.Import | ast.ImportFrom) -> None:
        try:
            items = absolute_items(self.source, node)
        except UnresolvableImportError as error:
            self.block(notes.UNRESOLVABLE_IMPORT, f"has an import without an absolute form: {error.message}", node)
            return
        if any(item.name == "*" for item in items):
            self.block(notes.STAR_IMPORT, "has a star import that is not at the top level", node)
        self.replaced[node] = tuple(items)

    def unexplained_names(self) -> None:
        """Where nothing says what a name is, a star may bring it after all."""
        star = next((node for node in self.source.tree.body if is_star(node)), None)
        if star is None or self.blockers:
            return
        hoisted = {item.bound_name for each in self.imports for item in each.items}
        missing = sorted(self.scope.free - hoisted - BUILTINS - MODULE_DUNDERS)
        if missing:
            self.block(notes.STAR_IMPORT, f"has a star import that may bring {', '.join(missing)}", star)

    def block(self, kind: NoteKind, message: str, node: ast.AST) -> None:
        self.blockers.append(Blocker(kind, message, node))


def _collapsed_fallback(source: Source, node: ast.stmt) -> ast.Import | ast.ImportFrom | None:
    """The import in ``try: from __app__.x import y / except ImportError: from x import y``, which are one now."""
    if not isinstance(node, ast.Try) or node.orelse or node.finalbody or len(node.handlers) != 1:
        return None
    handler = node.handlers[0]
    if len(node.body) != 1 or len(handler.body) != 1:
        return None
    first, second = node.body[0], handler.body[0]
    imports = (ast.Import, ast.ImportFrom)
    if not isinstance(first, imports) or not isinstance(second, imports):
        return None
    caught = {name.id for name in walk(handler.type) if isinstance(name, ast.Name)} if handler.type else {"ImportError"}
    if not caught <= {"ImportError", "ModuleNotFoundError", "Exception"}:
        return None
    try:
        same = absolute_items(source, first) == absolute_items(source, second)
    except UnresolvableImportError:
        return None
    return first if same else None


def _place(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _with_stars(scope: ModuleScope, imports: Mapping[ast.stmt, Collection[ImportItem]]) -> ModuleScope:
    """``scope`` with the names of those of ``imports`` that are star imports, which stay where they are."""
    bound = {
        item.bound_name: [*scope.bound.get(item.bound_name, ()), Bound("import", node.names[0], top_level=True)]
        for node, items in imports.items()
        if is_star(node)
        for item in items
    }
    return replace(scope, bound={**scope.bound, **bound}) if bound else scope


def _declares_all(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)


def is_safe_anywhere(module: str) -> bool:
    """Whether importing ``module`` earlier cannot matter: the standard library and the worker's own library."""
    return module.partition(".")[0] in sys.stdlib_module_names or module in ("azure.functions", "azure")


def _is_string(node: ast.stmt | None) -> TypeGuard[ast.Expr]:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@once
def _trailing_comments(source: Source) -> dict[int, str]:
    """Line number to the comment that stands behind code on that line."""
    comments: dict[int, str] = {}
    if "#" not in source.text:
        return comments
    code_lines: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.COMMENT and token.start[0] in code_lines:
                comments[token.start[0]] = token.string
            elif token.type not in (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT):
                code_lines.update((token.start[0], token.end[0]))
    except (tokenize.TokenError, IndentationError):
        return comments
    return comments


def _comment_lines_above(source: Source, node: ast.stmt) -> tuple[str, ...]:
    """The comment lines directly above ``node``, an import.

    None for those that open the file, which belong to the section, and for the heading of a block of imports.
    """
    above = source.text[opening(source).end : source.start(node)].split("\n")[:-1]
    attached = list(takewhile(lambda line: line.startswith("#"), reversed(above)))
    lines = tuple(line.rstrip() for line in reversed(attached))
    return () if are_headings("\n".join(lines)) else lines


def _comment_lines_between(source: Source, first: int, last: int) -> Iterator[str]:
    for line in source.text.split("\n")[first : last - 1]:
        if line.lstrip().startswith("#"):
            yield line.strip()
