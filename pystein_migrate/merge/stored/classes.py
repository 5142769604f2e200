"""Classes of the app that data names by their module, so that the data outlives a move of the code unread."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pystein_migrate.facts.catalogue import DURABLE_TYPES
from pystein_migrate.facts.persistence import (
    JSON_BASES,
    JSON_DECORATORS,
    LIBRARIES,
    PICKLERS,
    WRITE_CLASS_NAMES,
    YAML_WRITES,
)
from pystein_migrate.merge.context import by_script
from pystein_migrate.merge.legacy_modules import legacy_modules
from pystein_migrate.model.app import Function
from pystein_migrate.python.expressions import called_name, last_name
from pystein_migrate.python.imports import ImportItem, imports_of
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.source import Source, once

from .own_names import own_name_values
from .values import Own, Values

# Bases of classes that are raised, or that have no instances of their own.
_NOT_STORED = ("Error", "Exception", "Warning", "TypedDict", "Protocol", "TestCase")
# Calls that make a class.
_MAKERS = frozenset({"namedtuple", "NamedTuple", "make_dataclass", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"})
_UNSAFE_LOADERS = frozenset({"Loader", "UnsafeLoader", "CLoader"})


@dataclass(frozen=True, slots=True)
class StoredClass:
    """A class at the top level of the module at ``path``; ``how`` says by what data names it.

    ``node`` is its definition, or the assignment of a call that makes it, as in ``Point = namedtuple(...)``. Functions
    count where they are handed to a pickler themselves, which names them as it does classes.
    """

    path: str
    name: str
    node: ast.stmt
    how: str
    durable: bool


@dataclass(frozen=True, slots=True)
class _Write:
    """The use of ``name`` at ``node`` that writes ``value``, None where that is given elsewhere."""

    source: Source
    name: str
    node: ast.Import | ast.ImportFrom | ast.expr
    value: ast.expr | None

    @property
    def place(self) -> str:
        return f"{self.name} in {self.source.path}:{self.node.lineno}"


def stored_classes(modules: Modules, functions: Sequence[Function]) -> dict[tuple[str, str], StoredClass]:
    """The classes of ``functions``' scripts and of what those load that data may name as ``__app__.x``.

    By path and name. Durable functions write the module and name of objects with ``to_json`` into the task hub
    (azure.functions, ``_serialize_custom_object``); pickles and their like do so wherever they are put. A class counts
    as pickled if code that one script loads pickles what may be an instance of it.
    """
    writes = modules.mention([library.encode() for library in LIBRARIES])
    durable = any(map(_is_durable, functions)) and modules.mention([b"to_json", b"JsonMixin", b"JSONMixin", b"json"])
    if not writes and not durable:
        return {}
    found: dict[tuple[str, str], StoredClass] = {}
    scripts = by_script(functions)
    below = legacy_modules(modules, scripts).below_app
    for script, served in scripts.items():
        reached = list(modules.sources(modules.reachable([script])))
        classes = [
            (source.path, name, node)
            for source in reached
            if source.path in below
            for name, node in _own(source).items()
        ]
        by_name = {name: node for _, name, node in classes}
        write = _first_write(reached, modules, by_name)
        for path, name, node in classes:
            if any(map(_is_durable, served)) and _has_json(node, by_name):
                found[path, name] = StoredClass(path, name, node, "to_json in durable functions", durable=True)
            elif write is not None:
                found.setdefault((path, name), StoredClass(path, name, node, write.place, durable=False))
        for written, name in _written_by_name(reached):
            for source in reached:
                made = _definitions(source).get(name) if source.path in below else None
                if made is not None:
                    stored = StoredClass(source.path, name, made, written.place, durable=False)
                    found.setdefault((source.path, name), stored)
    return found


def module_name_reads(modules: Modules, scripts: Collection[str]) -> Iterator[tuple[Source, ast.AST]]:
    """The first place of each file that ``scripts`` load which reads a module's name, its own or another's."""
    if not modules.mention([b"__module__", b"getmodule", b"__name__", b"__package__"]):
        return
    below_app = legacy_modules(modules, scripts).below_app
    for path in sorted(modules.reachable(scripts)):
        source = modules.source(path)
        own = own_name_values(source) if source and path in below_app else ()
        node = next(chain(_module_reads(source), own), None) if source else None
        if source and node:
            yield source, node


def _is_durable(function: Function) -> bool:
    return any(binding.type in DURABLE_TYPES for binding in function.bindings)


def _own(source: Source) -> dict[str, ast.ClassDef | ast.Assign]:
    """The classes at the top level of ``source`` whose instances may be stored, by name."""
    found: dict[str, ast.ClassDef | ast.Assign] = {}
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef) and not any(last_name(base).endswith(_NOT_STORED) for base in node.bases):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and called_name(node.value) in _MAKERS:
            found.update((target.id, node) for target in node.targets if isinstance(target, ast.Name))
    return found


def _definitions(source: Source) -> dict[str, ast.stmt]:
    """All functions and classes at the top level of ``source``."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name: node for node in source.tree.body if isinstance(node, kinds)}


def _written_by_name(reached: Sequence[Source]) -> Iterator[tuple[_Write, str]]:
    """The names in what is pickled: classes whose instances it has, exceptions among them, and functions."""
    for source in reached:
        for write in _writes(source):
            if write.value is not None and write.name not in YAML_WRITES:
                yield from ((write, name) for name in _pickled_names(write.value))


def _pickled_names(value: ast.expr) -> set[str]:
    called = {node.func for node in ast.walk(value) if isinstance(node, ast.Call)}
    names = [node for node in ast.walk(value) if isinstance(node, ast.Name)]
    return {name.id for name in names if name not in called or name.id[:1].isupper()}


def _has_json(node: ast.ClassDef | ast.Assign, classes: Mapping[str, ast.ClassDef | ast.Assign]) -> bool:
    """Whether instances can go through azure-functions-durable: the class has both methods, or inherits them."""
    names: set[str] = set()
    seen: set[str] = set()
    pending = [node]
    while pending:
        current = pending.pop()
        if not isinstance(current, ast.ClassDef):
            continue
        decorators = [each.func if isinstance(each, ast.Call) else each for each in current.decorator_list]
        bases = [last_name(base) for base in current.bases]
        if JSON_DECORATORS & set(map(last_name, decorators)) or JSON_BASES & set(bases):
            return True
        names |= {child.name for child in current.body if isinstance(child, ast.FunctionDef)}
        names |= {
            target.id
            for child in current.body
            if isinstance(child, ast.Assign)
            for target in child.targets
            if isinstance(target, ast.Name)
        }
        pending += [classes[base] for base in bases if base in classes and base not in seen]
        seen.update(bases)
    return {"to_json", "from_json"} <= names


def _first_write(reached: Sequence[Source], modules: Modules, classes: Collection[str]) -> _Write | None:
    """The first call in ``reached`` that may write an instance of ``classes``."""
    if not classes:
        return None
    loads_yaml = any(map(_loads_unsafe_yaml, reached))
    for source in reached:
        for write in _writes(source):
            own = Own.UNKNOWN
            if write.value is not None:
                own = Values(source, modules, classes).of(write.value)
            if own is Own.YES or (own is Own.UNKNOWN and (write.name not in YAML_WRITES or loads_yaml)):
                return write
    return None


@once
def _writes(source: Source) -> list[_Write]:
    """Where ``source`` writes objects by the names of their classes, or hands over what does."""
    if not any(library in source.text for library in LIBRARIES):
        return []
    imported = {item.bound_name: item for _, item in imports_of(source)}
    stars = [(node, item) for node, item in imports_of(source) if item.name == "*"]
    found = [_Write(source, item.module, node, None) for node, item in stars if item.module in PICKLERS]
    for node in source.nodes_of(ast.Name, ast.Attribute):
        if not isinstance(node.ctx, ast.Load):
            continue
        name, parent = _dotted(node, imported), source.parents[node]
        if name in WRITE_CLASS_NAMES | YAML_WRITES:
            call = parent if isinstance(parent, ast.Call) and parent.func is node else None
            if call is None or not any(map(_is_safe_dumper, call.keywords)):
                found.append(_Write(source, name, node, _written(call, name) if call else None))
        elif name in PICKLERS and not isinstance(parent, ast.Attribute):
            found.append(_Write(source, name, node, None))
    return found + [_Write(source, name, node, None) for name, node in _imported_by_text(source)]


def _imported_by_text(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Picklers that are imported by a call with their name."""
    for node in source.nodes_of(ast.Call):
        if called_name(node) in ("import_module", "__import__"):
            names = [each.value for each in node.args[:1] if isinstance(each, ast.Constant)]
            yield from ((str(name), node) for name in names if name in PICKLERS)


def _dotted(node: ast.expr, imported: Mapping[str, ImportItem]) -> str:
    """What ``node`` names by the imports of the file, wherever they stand; "" where that is nothing imported."""
    if isinstance(node, ast.Attribute):
        parent = _dotted(node.value, imported)
        return f"{parent}.{node.attr}" if parent else ""
    item = imported.get(node.id) if isinstance(node, ast.Name) else None
    return ".".join(filter(None, item.target)) if item else ""


def _is_safe_dumper(argument: ast.keyword) -> bool:
    return argument.arg == "Dumper" and "Safe" in last_name(argument.value)


def _written(node: ast.Call, name: str) -> ast.expr | None:
    """What the call writes; None for one that opens something to write into."""
    if name.rpartition(".")[2] not in ("dump", "dumps", "dump_all", "save", "encode", "to_pickle"):
        return None
    named = [argument.value for argument in node.keywords if argument.arg in ("obj", "value", "data")]
    return next(iter([*node.args, *named]), None)


def _loads_unsafe_yaml(source: Source) -> bool:
    if "yaml" not in source.text:
        return False
    names = (last_name(node) for node in source.nodes_of(ast.Attribute, ast.Name))
    return any(name in _UNSAFE_LOADERS or name.startswith("unsafe_load") for name in names)


def _module_reads(source: Source) -> Iterator[ast.AST]:
    """Reads of ``__module__`` in ``source``, but for copies as ``functools.wraps`` makes them."""
    if "__module__" not in source.text and "getmodule" not in source.text:
        return
    for node in source.nodes_of(ast.Attribute, ast.Call):
        if isinstance(node, ast.Attribute) and node.attr == "__module__" and isinstance(node.ctx, ast.Load):
            parent = source.parents[node]
            if not (isinstance(parent, ast.Assign) and all(last_name(each) == "__module__" for each in parent.targets)):
                yield node
        elif isinstance(node, ast.Call):
            name = called_name(node)
            if name == "getmodule" or (name == "getattr" and _names_module(node.args[1:2])):
                yield node


def _names_module(arguments: Sequence[ast.expr]) -> bool:
    return any(isinstance(each, ast.Constant) and each.value == "__module__" for each in arguments)
