"""Modules that the legacy model loaded twice, under two names, and the decorator model loads once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from pystein_migrate import notes
from pystein_migrate.merge.legacy_modules import legacy_modules
from pystein_migrate.model.note import Note
from pystein_migrate.python.expressions import called_name, last_name
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .planned import Planned

# Calls whose value is the same object, or as good as the same, whichever copy of a module asks for it.
_SAME_VALUE_CALLS = frozenset(
    {
        "getLogger", "get_logger", "getenv", "get", "compile", "Path", "PurePath", "join", "dirname", "abspath",
        "realpath", "int", "float", "str", "bool", "bytes", "tuple", "frozenset", "len", "getcwd", "format", "lower",
        "upper", "strip", "TypeVar", "timedelta", "timezone", "Decimal",
    }
)  # fmt: skip
# Statements that may run twice without a difference.
_REPEATABLE_CALLS = frozenset(
    {"basicConfig", "setLevel", "load_dotenv", "filterwarnings", "simplefilter", "disable_warnings"}
)
_READING_METHODS = frozenset({"get", "items", "keys", "values", "index", "count", "copy"})
_READING_CALLS = frozenset(
    {"len", "sum", "sorted", "list", "dict", "set", "tuple", "min", "max", "any", "all", "join", "enumerate", "zip"}
)


def twice_loaded(planned: Planned) -> Iterator[Note]:
    """One warning about the modules that were loaded both as ``__app__.x`` and as ``x``, if that can have made a
    difference; it stands at the first of them and names the others.

    Scripts are submodules of ``__app__``, so their relative imports, and those of what they load so, load
    ``__app__.shared``, which is not the module that ``import shared`` loads (worker: loader.py); both have state,
    classes and effects of their own until they become one.
    """
    found = list(_differing(planned.context.modules, planned.scripts))
    if found:
        source, node = found[0]
        others = [f"{other.path}:{other.position(own).line}" for other, own in found[1:]]
        also = f"; so were {', '.join(others)}" if others else ""
        yield notes.MODULE_IDENTITY.at(source.path, source.position(node), also=also)


def _differing(modules: Modules, scripts: Collection[str]) -> Iterator[tuple[Source, ast.AST]]:
    """The modules that were loaded twice, with what each copy has of its own."""
    loaded = legacy_modules(modules, scripts)
    for source in modules.sources(loaded.below_app & loaded.plain):
        node = _own_per_copy(source, modules)
        if node is not None:
            yield source, node


def _own_per_copy(source: Source, modules: Modules) -> ast.AST | None:
    """What each copy of the module has first of its own: state, a class, an effect; None if two are as good as one."""
    scope = module_scope(source)
    functions = source.nodes_of(ast.FunctionDef, ast.AsyncFunctionDef)
    own: list[ast.AST] = [node for node in source.tree.body if _is_own(node) and not _is_table(node, modules)]
    own += [node for node in functions if _keeps_state(node)]
    own += [scope.bound[name][0].node for name in scope.rebound_in_functions]
    set_elsewhere = _set_attributes(modules)
    own += [bounds[0].node for name, bounds in scope.bound.items() if name in set_elsewhere]
    return min(own, key=source.start, default=None)


def _set_attributes(modules: Modules) -> set[str]:
    """Names that are set as attributes anywhere in the app, and of what attributes are set: ``n`` and ``f`` of
    ``state.n += 1`` and ``f.calls = 0``."""
    found: set[str] = set()
    for source in modules.sources():
        for node in source.nodes_of(ast.Attribute):
            if not isinstance(node.ctx, ast.Load):
                found |= {node.attr, last_name(node.value)}
    return found - {"self", "cls"}


def _is_own(node: ast.stmt) -> bool:
    if isinstance(node, ast.ClassDef):
        return True
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return node.value is not None and not _is_same_value(node.value)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call) and called_name(node.value) not in _REPEATABLE_CALLS
    if isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
        return any(_is_own(child) for child in ast.walk(node) if isinstance(child, ast.stmt) and child is not node)
    return False


def _is_table(node: ast.stmt, modules: Modules) -> bool:
    """Whether ``node`` gives one name a display of constants that no code of the app does more with than read it."""
    target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
    if not isinstance(node, ast.Assign) or not isinstance(target, ast.Name):
        return False
    try:
        ast.literal_eval(node.value)
    except (ValueError, TypeError):
        return False
    return target.id == "__all__" or all(_only_reads(each, target.id) for each in modules.sources())


def _only_reads(source: Source, name: str) -> bool:
    """Whether ``source`` takes no more than items of whatever is called ``name``."""
    uses = [each for each in source.nodes_of(ast.Name, ast.Attribute) if last_name(each) == name]
    return all(_is_read(source.parents[use], use) for use in uses if isinstance(use.ctx, ast.Load))


def _is_read(parent: ast.AST, use: ast.expr) -> bool:
    if isinstance(parent, ast.Subscript):
        return parent.value is use and isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.Attribute):
        return parent.attr in _READING_METHODS
    if isinstance(parent, ast.Call):
        return use in parent.args and called_name(parent) in _READING_CALLS
    return isinstance(parent, (ast.Compare, ast.For, ast.comprehension))


def _is_same_value(node: ast.expr) -> bool:
    mutable = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    return not isinstance(node, mutable) and all(called_name(call) in _SAME_VALUE_CALLS for call in calls)


def _keeps_state(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether calls of a function share something: a decorator's cache, or a default that can change."""
    defaults = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default is not None]
    caches = any("cache" in ast.unparse(decorator).lower() for decorator in node.decorator_list)
    return caches or not all(map(_is_same_value, defaults))
