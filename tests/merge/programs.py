"""Random legacy apps that use every scope of the language, and running them in both models.

Every value that a script computes is noted by ``observed.show``, which tells values apart but not the names of functions
and classes, so that two runs can be compared.
"""

from __future__ import annotations

import importlib
import sys
import types
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

NAMES = (
    "a", "b", "item", "log", "get", "K", "LIMIT", "Thing", "_hidden", "__dunder__",
    "len", "func", "app", "a", "item", "log", "b", "K", "alpha", "beta", "alpha_a", "beta_b", "ALPHA_K", "main", "json", "e", "x",
)  # fmt: skip
LOCALS = (
    "a",
    "b",
    "x",
    "y",
    "item",
    "alpha_a",
    "alpha_b",
    "beta_a",
    "alpha_log",
    "len",
    "K",
    "main",
    "e",
    "_alpha_hidden",
)
OBSERVED = """
import types

events = []


def show(value, depth=0):
    if depth > 4:
        return "deep"
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    if isinstance(value, (list, tuple, set)):
        return type(value).__name__ + "(" + ",".join(show(item, depth + 1) for item in value) + ")"
    if isinstance(value, dict):
        return "{" + ",".join(show(k, depth + 1) + ":" + show(v, depth + 1) for k, v in value.items()) + "}"
    if isinstance(value, (str, int, float, bool, type(None))):
        return repr(value)
    if callable(value):
        return "callable"
    return "object"


def note(value):
    events.append(show(value))
    return value


def failed(error):
    events.append(type(error).__name__)
    return type(error).__name__
"""
SHARED = "ONE = 1\nTWO = 'two'\na = 'shared a'\n\n\ndef get(x=0):\n    return ('shared get', x)\n"


class Program:
    """Writes one script. ``tag`` tells its values from those of other scripts."""

    def __init__(self, random: Random, tag: str, entry: str) -> None:
        self.random = random
        self.tag = tag
        self.entry = entry
        self.lines: list[str] = []
        self.defined: list[str] = []
        self.serial = 0

    def write(self, future: bool) -> str:
        self.lines = ['"""A script."""'] if self.random.random() < 0.2 else []
        if future:
            self.lines.append("from __future__ import annotations")
        self.lines += ["from observed import failed, note, show", ""]
        for _ in range(self.random.randint(2, 9)):
            self.lines += self.top_level()
        self.lines += self.main()
        for _ in range(self.random.randint(0, 2)):
            self.lines += self.top_level()
        return "\n".join(self.lines) + "\n"

    # Parts

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def name(self) -> str:
        name = self.random.choice(NAMES)
        return name if name != self.entry else "b"

    def known(self) -> str:
        return self.random.choice(self.defined) if self.defined and self.random.random() < 0.9 else self.name()

    def local(self) -> str:
        return self.random.choice(LOCALS)

    def constant(self) -> str:
        self.serial += 1
        return self.pick(
            "'same'", "7", f"'{self.tag}{self.serial}'", f"{self.serial}", f"('{self.tag}', {self.serial})"
        )

    def expression(self, depth: int = 2) -> str:
        """An expression over known names; may fail when it runs."""
        if depth <= 0 or self.random.random() < 0.3:
            return self.pick(self.known(), self.known(), self.constant(), self.local())
        one, two = self.expression(depth - 1), self.expression(depth - 1)
        local, other = self.local(), self.local()
        name = self.known()
        return self.random.choice(
            [
                f"[show({one}) for {local} in (1, {two})]",
                f"[show({one}) for {local} in (1, 2) if {local} or {two} for {other} in ({local}, {one})]",
                f"{{{local}: show({one}) for {local} in (1, 2)}}",
                f"(lambda {local}={one}: (show({local}), show({two})))()",
                f"(lambda *{local}, **{other}x: show({local}) + show({name}))({one})",
                f"({local} := {one})",
                f"f'{{show({name})}} {{show({one.replace(chr(39), chr(34))})}}'"
                if "f'" not in one and 'f"' not in one
                else name,
                f'f"{{show({name})!r:>{{len(show({name}))}}}}"',
                f'f"{{show([{local} for {local} in (1, {name})])}} {{show({local})}}"',
                f'f"{{(lambda {local}: show({name}) + show({local}))(1)}}"',
                f'f"{{show({name})=}}"',
                f"f'''{{show({name})}}\n  {{show(\n{name})}}'''",
                f"f'{name} {{show({name}):{{\"\"}}>9}} {{{{{name}}}}}' 'and {name}' f'{{show({name})}}'",
                f"rf'\\{{show({name})}}'",
                f"({one} if show({two}) else {name})",
                f"{name}({one})",
                f"{name}.{self.name()}",
                f"dict({local}={one}, {other}x={two})",
                f"show({name}) + show({one})",
                f"({name}, *({one}, {two}))",
                f"isinstance({name}, ({name}, str))",
                f"(yielded := [*map(show, ({one}, {name}))])",
            ]
        )

    def guarded(self, indent: str, expression: str) -> list[str]:
        error = self.pick("error", self.name())
        return [
            f"{indent}try:",
            f"{indent}    note({expression})",
            f"{indent}except Exception as {error}:",
            f"{indent}    failed({error})",
        ]

    def annotation(self) -> str:
        name = self.known()
        return self.pick(
            "int", "'int'", f"'{name}'", f"'{name} | None'", f"'List[{name}]'", "None", f'"dict[str, {name}]"'
        )

    def body(self, indent: str, depth: int = 1) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            lines += self.inner(indent, depth)
        return lines

    def inner(self, indent: str, depth: int) -> list[str]:
        local, name, expression = self.local(), self.known(), self.expression(2)
        choice = self.random.randint(0, 14)
        if choice == 0:
            return [f"{indent}{local} = {self.constant()}"]
        if choice == 1 and indent:
            return [
                *self.guarded(indent, f"[show({local}) for {local} in ({name},)]"),
                f"{indent}for {local} in (1, 2):",
                f"{indent}    pass",
            ]
        if choice == 2:
            return [f"{indent}{local}: {self.annotation()} = {self.constant()}"]
        if choice == 3 and depth:
            return [
                f"{indent}def {local}({self.local()}={self.constant()}, *, z=2):",
                *self.body(indent + "    ", depth - 1),
                f"{indent}    return show({name})",
                *self.guarded(indent, f"{local}()"),
            ]
        if choice == 4 and depth:
            return [
                f"{indent}class {local}:",
                *self.class_body(indent + "    "),
                *self.guarded(indent, f"{local}().get(1)"),
            ]
        if choice == 5:
            return [f"{indent}from shared.values import get as {local}"]
        if choice == 6:
            return [f"{indent}from .helper import WHO as {local}", *self.guarded(indent, local)]
        if choice == 7:
            return [
                f"{indent}match ({name!r}, 2):",
                f"{indent}    case ({local}, 2 as {self.local()}z):",
                f"{indent}        note({local})",
            ]
        if choice == 8:
            return [f"{indent}with open(__import__('os').devnull) as {local}:", f"{indent}    note({self.constant()})"]
        if choice == 9:
            return [
                f"{indent}try:",
                f"{indent}    raise ValueError({self.constant()})",
                f"{indent}except ValueError as {local}:",
                f"{indent}    note({local}.args)",
            ]
        if choice == 10:
            return [f"{indent}assert [{local}q := 1 for {self.local()} in (1,)]", *self.guarded(indent, f"{local}q")]
        if choice == 11:
            return [f"{indent}import json as {local}, os.path"]
        return self.guarded(indent, expression)

    def class_body(self, indent: str) -> list[str]:
        lines = []
        for _ in range(self.random.randint(1, 4)):
            attribute, name, local = self.name(), self.known(), self.local()
            choice = self.random.randint(0, 9)
            if choice == 0:
                lines.append(f"{indent}{attribute} = {self.constant()}")
            elif choice == 1:
                lines += self.guarded(indent, f"[{name} for {local} in (1, 2)]")
            elif choice == 2:
                lines += self.guarded(indent, f"[{local} for {local} in ({name}, 2)]")
            elif choice == 3:
                lines += [
                    f"{indent}try:",
                    f"{indent}    {attribute} = show({name})",
                    f"{indent}except NameError:",
                    f"{indent}    pass",
                ]
            elif choice == 4:
                lines.append(f"{indent}{attribute}: {self.annotation()} = {self.constant()}")
            elif choice == 5:
                lines += [f"{indent}def {attribute}(self, {local}=1):", *self.body(indent + "    ", 0)]
            elif choice == 6:
                lines += [
                    f"{indent}@property",
                    f"{indent}def {attribute}(self) -> {self.annotation()}:",
                    f"{indent}    return show({name})",
                ]
            elif choice == 7:
                lines.append(f"{indent}{attribute} = lambda self, {local}=0: show({name})")
            elif choice == 8:
                lines += [
                    f"{indent}class {attribute}:",
                    f"{indent}    inner = show({self.constant()})",
                    *self.guarded(indent + "    ", name),
                ]
            else:
                lines += self.guarded(indent, name)
        if not any(" get(self" in line for line in lines):
            lines += [
                f"{indent}def get(self, x):",
                *self.guarded(indent + "    ", self.expression(1)),
                f"{indent}    return show(x)",
            ]
        return lines

    # Top level

    def top_level(self) -> list[str]:
        name, other = self.name(), self.name()
        spaces = self.pick("", "", "# about it")
        lines = self.random.choice(
            [
                self.assign, self.assign, self.function, self.function, self.class_, self.state, self.imports, self.odd,
                self.conditional, self.observe,
            ]
        )(name, other)  # fmt: skip
        return [spaces, *lines] if spaces or self.random.random() < 0.5 else lines

    def assign(self, name: str, other: str) -> list[str]:
        value = self.constant()
        self.defined.append(name)
        return self.random.choice(
            [
                [f"{name} = {value}"],
                [f"{name} = {value}"],
                [f"{name}: {self.annotation()} = {value}"],
                [f"{name} = {other} = {value}"],
                [f"{name}, *{other}s = ({value}, 1, 2)"],
                [f"{name} = {value}; {other}t = {self.constant()}  # together"],
                [f"{name} = \\", f"    {value}"],
                [f"{name} = {value}  # type: int"],
                [f"[{name} := 3 for z in (1, 2)]"],
                [f"for {name} in ({value}, 2):", "    pass"],
                ["try:", f"    {name} = show({self.known()})", "except NameError:", f"    {name} = {value}"],
                [f"{name} = ['state']"],
                [f"if ({name} := {value}):", f"    {other}u = {name}"],
            ]
        )

    def function(self, name: str, other: str) -> list[str]:
        lines = []
        if self.random.random() < 0.2:
            lines += ["def keep(target):", "    note('decorating')", "    return target", "", "", "@keep"]
            if self.random.random() < 0.5:
                lines += ["# between", "@keep"]
        default = self.pick("1", "''", "note(2)")
        annotated = f": {self.annotation()}" if self.random.random() < 0.3 else ""
        returns = f" -> {self.annotation()}" if self.random.random() < 0.3 else ""
        parameters = self.pick(
            f"{self.local()}{annotated}={default}", f"{self.local()}_{annotated}={default}", "*args, **kwargs"
        )
        if self.random.random() < 0.3:
            return_ = "same"
            lines += [f"def {name}(x=0):", f"    return show({self.pick('LIMIT', 'K', 'a', 'x', 'json')})"]
            del return_
        else:
            define = f"def {name}({parameters}){returns}:"
            lines += [define, *self.body("    ", 1), f"    return show({self.known()})"]
        self.defined.append(name)
        return ["", "", *lines, ""]

    def class_(self, name: str, other: str) -> list[str]:
        base = self.pick("", "", "(object)", "(Exception)")
        lines = [f"class {name}{base}:", *self.class_body("    ")]
        self.defined.append(name)
        return ["", "", *lines, ""]

    def state(self, name: str, other: str) -> list[str]:
        self.defined += [name, "bump"]
        return [
            f"{name} = 0", "", "", "def bump(*_):",
            f"    global {name}",
            f"    {name} = show({name}) + 'x'",
            f"    return {name}", "",
        ]  # fmt: skip

    def imports(self, name: str, other: str) -> list[str]:
        self.defined.append(name)
        return self.random.choice(
            [
                [f"import json as {name}"],
                ["import json"],
                [f"import os.path as {name}"],
                [f"from shared.values import get as {name}"],
                [f"from shared.values import {self.pick('a', 'get', 'ONE')}"],
                [f"from ..shared.values import TWO as {name}"],
                ["from . import helper", f"{name} = helper.WHO"],
                [f"from .helper import WHO as {name}"],
                ["from .helper import *"],
                ["from __app__.shared.values import ONE"],
                [f"from shared import values as {name}  # noqa"],
                ["import json; import os"],
            ]
        )

    def odd(self, name: str, other: str) -> list[str]:
        known = self.known()
        return self.random.choice(
            [
                ["try:", f"    del {known}", "except NameError:", "    pass"],
                ["try:", "    raise KeyError", f"except KeyError as {name}:", "    note('handled')"],
                [
                    "match {'k': 1, 'l': 2}:",
                    f"    case {{'k': {name}, **{other}r}}:",
                    f"        note(({name}, {other}r))",
                ],
                ["match [1, 2, 3]:", f"    case [{name}, *{other}m] if show({known}):", f"        note({name})"],
                [f"with open(__import__('os').devnull) as {name}:", "    pass"],
                [f"__all__ = ['{known}']"],
                ["if __name__ == '__main__':", f"    print({known})"],
                [f"# {known} is fine"],
                [f"{name}: {self.annotation()}"],
                [
                    f"async def {name}z(x={self.constant()}):",
                    f"    return [show({known}) async for {self.local()} in x]",
                ],
                ["note(show({}))"],
                ["from typing import List, Optional, cast", f"{name} = cast('{known}', 1)"],
            ]
        )

    def conditional(self, name: str, other: str) -> list[str]:
        self.defined.append(name)
        return self.random.choice(
            [
                ["if note(1):", f"    {name} = {self.constant()}", "else:", f"    {name} = {self.constant()}"],
                [
                    "if note(0):",
                    f"    def {name}(x=1):",
                    f"        return {self.constant()}",
                    "else:",
                    f"    def {name}(x=2):",
                    f"        return show({self.known()})",
                ],
                ["try:", "    import missing_module as " + name, "except ImportError:", f"    {name} = None"],
                ["try:", f"    {name}", "except NameError:", f"    {name} = {self.constant()}"],
                ["while note(1):", f"    {name} = {self.constant()}", "    break"],
            ]
        )

    def observe(self, name: str, other: str) -> list[str]:
        return self.guarded("", self.expression(3))

    def main(self) -> list[str]:
        probes: list[str] = []
        for known in dict.fromkeys([*self.defined, self.known()]):
            probes += self.guarded("    ", known)
            if self.random.random() < 0.5:
                probes += self.guarded("    ", f"{known}({self.pick('', '1', 'msg')})")
            if self.random.random() < 0.3:
                probes += self.guarded("    ", f"{known}().get(1)")
        probes += self.body("    ", 1)
        extra = self.random.choice([[], [], [f"    note(callable({self.entry}))"]])
        define = self.pick("def", "def", "async def")
        decorator = self.pick("", "", "", "@keep_entry")
        wrapper = ["def keep_entry(entry):", "    note('entry')", "    return entry", "", ""] if decorator else []
        return [
            "",
            "",
            *wrapper,
            *([decorator] if decorator else []),
            f"{define} {self.entry}(msg):",
            *probes,
            *extra,
            "    return 'done'",
            "",
        ]


def program(random: Random) -> tuple[dict[str, str], dict[str, str]]:
    """The files of a random app, and the entry point of each of its functions."""
    functions = random.choice([["Alpha", "Beta"], ["Alpha", "Beta"], ["Alpha", "AlphaA", "Beta"]])
    files = {"observed.py": OBSERVED, "shared/values.py": SHARED, "shared/__init__.py": ""}
    entries = {}
    for function in functions:
        entry = random.choice(["main", "main", "main", "get", "a", "alpha"])
        future = random.random() < 0.04
        files[f"{function}/__init__.py"] = Program(random, function, entry).write(future)
        files[f"{function}/helper.py"] = f"WHO = 'helper of {function}'\nitem = 'item of {function}'\n"
        entries[function] = entry
    return files, entries


# Running


def same_behaviour(legacy: list[str], migrated: list[str], *, same_order: bool) -> bool:
    """Whether two runs noted the same; scripts that stay in place are loaded first, so only then may order differ."""
    if same_order:
        return legacy == migrated
    first, second = _split(legacy), _split(migrated)
    return sorted(first[0]) == sorted(second[0]) and first[1] == second[1]


def _split(events: list[str]) -> tuple[list[str], list[str]]:
    at = next((i for i, event in enumerate(events) if event.startswith("calling ")), len(events))
    return events[:at], events[at:]


def run_legacy(root: Path, entries: Mapping[str, str]) -> list[str]:
    """What the scripts of the app at ``root`` note while they are loaded and called as the legacy worker does it."""
    with _loading(root):
        package = types.ModuleType("__app__")
        package.__path__ = [str(root)]
        sys.modules["__app__"] = package
        modules = {name: importlib.import_module(f"__app__.{name}") for name in entries}
        functions = {name: getattr(modules[name], entry) for name, entry in entries.items()}
        if not all(isinstance(function, types.FunctionType) for function in functions.values()):
            raise TypeError("an entry is no function")
        return _called(functions)


def run_migrated(root: Path) -> list[str]:
    """The same for the function_app.py at ``root``."""
    with _loading(root):
        module = importlib.import_module("function_app")
        apps = [value for value in vars(module).values() if hasattr(value, "get_functions")]
        functions = {function.get_function_name(): function.get_user_function() for function in apps[0].get_functions()}
        return _called(dict(sorted(functions.items())))


def _called(functions: Mapping[str, object]) -> list[str]:
    observed = sys.modules["observed"]
    for _ in range(2):
        for name, function in functions.items():
            observed.events.append(f"calling {name}")
            try:
                result = function("message")  # type: ignore[operator]
                if hasattr(result, "send"):
                    try:
                        result.send(None)
                    except StopIteration as stop:
                        result = stop.value
                observed.note(result)
            except Exception as error:
                observed.failed(error)
    return list(observed.events)


@contextmanager
def _loading(root: Path) -> Iterator[None]:
    before, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    sys.dont_write_bytecode, writes = True, sys.dont_write_bytecode
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.dont_write_bytecode = writes
        sys.path[:] = path
        roots = ("__app__", "observed", "shared", "function_app", *(p.stem for p in root.iterdir()))
        for name in set(sys.modules) - before:
            if name.partition(".")[0] in roots:
                del sys.modules[name]
