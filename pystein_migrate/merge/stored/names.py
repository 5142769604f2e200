"""Stored data that names modules of the legacy model: what the user is told of it, and how it stays readable."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.codemods.base import Subject, found
from pystein_migrate.codemods.rewriting import rewritten
from pystein_migrate.codemods.stored_as import StoredAs
from pystein_migrate.merge.context import Context
from pystein_migrate.merge.import_places import first_lines, one_more_import
from pystein_migrate.merge.legacy_modules import LegacyModules, legacy_modules
from pystein_migrate.model.app import Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.model.style import Style
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.legacy_names import homes_in
from pystein_migrate.python.modules import Modules, legacy_name, module_name
from pystein_migrate.python.source import Source
from pystein_migrate.settings.requirements import read_requirements
from pystein_migrate.text.edits import apply_edits

from .classes import StoredClass, module_name_reads, stored_classes

_NAMES = ("legacy_names", "legacy_module_names", "names_of_the_function_json_model")
_FIRST = """\
# First, so that stored data is readable that holds the old names of modules.
import {module}  # noqa: F401

# isort: split
"""
_DOCSTRING = '''\
"""The names of modules in the function.json model, which stored data still holds.

Pickles, durable payloads and the states of entities name the module of a class.
In the function.json model that name began with "__app__", a package that the
decorator model does not have. Importing this makes the old names stand for the
modules of today. It can go when no data is left that holds an old name.
"""
'''
_CODE = '''
import sys
from importlib import import_module
from types import ModuleType

HOMES = {{
{homes}
}}


class OldName(ModuleType):
    """What is asked of an old name is looked up in the module of today."""

    @property
    def __dict__(self):
        return vars(import_module(HOMES[self.__name__]))

    def __getattr__(self, name):
        home = HOMES[self.__name__]
        if name.startswith("__") and home not in sys.modules:
            raise AttributeError(name)  # asked of every module; that must load none
        return getattr(import_module(home), name)


def stored_as(module):
    """Have a class go on being stored under the name of ``module``."""

    def decorate(cls):
        cls.__module__ = module
        return cls

    return decorate


sys.modules.setdefault("__app__", ModuleType("__app__"))
sys.modules.update((name, OldName(name)) for name in HOMES)
'''


@dataclass(frozen=True)
class KeptNames:
    """The changes to files by path, and what the user should know."""

    changes: dict[str, FileChange]
    notes: list[Note]


def keep_module_names(context: Context, alive: Sequence[Function], changes: Mapping[str, FileChange]) -> KeptNames:
    """``changes`` for the functions ``alive``, completed so that stored data finds the modules that it names.

    That is done if the user asked for it, or did in an earlier run; else a warning says which classes data names.
    """
    stored = stored_classes(context.modules, alive)
    told = list(_reads(context, alive))
    known = _known_module(context.modules)
    if not context.options.keep_module_names and known is None:
        otherwise = "; or run with --keep-module-names, and such data stays readable"
        return KeptNames(dict(changes), [*_warnings(context, stored.values(), otherwise), *told])
    module = module_name(known) if known else _free_name(context)
    loaded = legacy_modules(context.modules, {function.script for function in alive})
    homes = _homes(context, alive, loaded, changes)
    completed = dict(changes)
    marked = []
    for path in sorted({each.path for each in stored.values()}):
        names = [each.name for each in stored.values() if each.path == path and isinstance(each.node, ast.ClassDef)]
        if (
            names
            and legacy_name(path) in homes
            and path not in loaded.plain
            and _mark(context, completed, path, names, module)
        ):
            marked += names
    if known:
        homes = {**homes_in(context.modules.read(known).tree), **homes}
    _write(context, completed, f"{module}.py", _module_text(homes, context.style(alive)))
    _import_first(context, completed, module)
    told += _warnings(context, [each for each in stored.values() if legacy_name(each.path) not in homes])
    verb = "is" if len(marked) == 1 else "are"
    written = f"; {_listed(marked)} {verb} stored under the old name as before" if marked else ""
    told.append(notes.MODULE_NAMES_KEPT.at(f"{module}.py", written=written))
    return KeptNames(completed, told)


def _known_module(modules: Modules) -> str | None:
    """The module of an earlier run that has the old names."""
    for path in modules.paths():
        if "/" not in path and modules.mention_in(path, b"HOMES"):
            source = modules.source(path)
            if source is not None and homes_in(source.tree):
                return path
    return None


def _free_name(context: Context) -> str:
    taken = {path.partition("/")[0].removesuffix(".py") for path in context.app.paths}
    return next(name for name in _NAMES if name not in taken)


def _homes(
    context: Context, alive: Sequence[Function], loaded: LegacyModules, changes: Mapping[str, FileChange]
) -> dict[str, str]:
    """The old name of every module that the functions loaded below ``__app__``, with the new one.

    A script that went is found by its plain name too, which tests and tools may have stored, unless something else has
    that name.
    """
    script = context.app.script_name.removesuffix(".py")
    gone = {path for path, change in changes.items() if not change.after}
    required = {line.name for line in read_requirements(context.app.files).lines}
    left = context.app.paths - gone
    homes: dict[str, str] = {}
    for path in sorted(loaded.below_app | {function.script for function in alive}):
        module = module_name(path)
        top = module.partition(".")[0]
        if path not in gone:
            if top not in sys.stdlib_module_names:
                homes[legacy_name(path)] = module
            continue
        homes[legacy_name(path)] = script
        folder = f"{module.replace('.', '/')}/"
        taken = any(each.startswith(folder) for each in left) or top.lower().replace("_", "-") in required
        if not taken and top not in sys.stdlib_module_names:
            homes[module] = script
    return dict(sorted(homes.items()))


def _module_text(homes: Mapping[str, str], style: Style) -> str:
    lines = "\n".join(f'    "{old}": "{new}",' for old, new in homes.items())
    code = _CODE.format(homes=lines)
    if style.quote == "'":
        code = "".join(line if '"""' in line else line.replace('"', "'") for line in code.splitlines(keepends=True))
    return (_DOCSTRING + code).replace("    ", style.indent).replace("\n", style.newline)


def _write(context: Context, changes: dict[str, FileChange], path: str, text: str) -> None:
    before, after = context.app.files.get(path), text.encode()
    if before != after:
        changes[path] = FileChange(path, before, after)


def _mark(context: Context, changes: dict[str, FileChange], path: str, classes: Collection[str], module: str) -> bool:
    """Have the ``classes`` of the file at ``path`` stored under their old module's name, in ``changes``."""
    before = context.app.files[path]
    after = changes[path].after if path in changes else before
    if not after:
        return False
    source = Source.read(path, after)
    try:
        text = rewritten(source, found([StoredAs], Subject(source, stored=dict.fromkeys(classes, module))).targets)
    except UnparsableError:
        return False
    if text != source.text:
        changes[path] = FileChange(path, before, source.decoded.encode(_importing(context, path, text, module)))
    return True


def _importing(context: Context, path: str, text: str, module: str) -> str:
    source = Source.read(path, text.encode())
    edit = one_more_import(source, ImportItem(module), context.modules.top_level_names() | {module})
    return apply_edits(text, [edit]) if edit else text


def _import_first(context: Context, changes: dict[str, FileChange], module: str) -> None:
    path = context.app.script_name
    change = changes[path]
    if change.after is None:
        return
    source = Source.read(path, change.after)
    if f"import {module}" not in source.text.split("\n") and f"import {module}  #" not in source.text:
        text = apply_edits(source.text, [first_lines(source, _FIRST.format(module=module))])
        changes[path] = FileChange(path, change.before, source.decoded.encode(text))


def _warnings(context: Context, stored: Collection[StoredClass], otherwise: str = "") -> Iterator[Note]:
    """A warning for each module with classes that data names, which nothing can read afterwards.

    ``otherwise`` is what can be done about that.
    """
    for path in sorted({each.path for each in stored}):
        classes = [each for each in stored if each.path == path]
        durable = [each for each in classes if each.durable]
        before = (
            "before you deploy, wait until no orchestration is running and save the state of entities"
            if durable
            else "before you deploy, empty or convert what was stored so"
        )
        names = _listed([each.name for each in classes])
        yield notes.STORED_CLASS.at(
            path, context.modules.read(path).position(classes[0].node),
            classes=names, how=(durable or classes)[0].how, old=legacy_name(path), before=before,
            otherwise=otherwise,
        )  # fmt: skip


def _reads(context: Context, alive: Sequence[Function]) -> Iterator[Note]:
    for source, node in module_name_reads(context.modules, {function.script for function in alive}):
        yield notes.MODULE_NAME_VALUE.at(source.path, source.position(node))


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:3]) + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
