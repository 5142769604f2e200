"""Decorators of the user's own beside those of the library."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import DecoratedFunction, Definition, Step
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import label, own_functions, title
from pystein_rules.project import Project
from pystein_rules.python_edits import import_insertion, reordering
from pystein_rules.user_decorators import (
    behaviour,
    copies_metadata,
    foreign_steps,
    handles_builders,
    returned_definition,
    wrapper_of,
)

GUARD = """\
import functools


def guard(function):
    @functools.wraps(function)
    def checked(*args, **kwargs):
        return function(*args, **kwargs)

    return checked
"""


def _reordered(project: Project, function: DecoratedFunction, moved: list[Step]) -> FileEdit | None:
    file = project.python(function.module)
    if file is None or function.node is None:
        return None
    rest = [step.node for step in function.steps if step not in moved]
    last = max(index for index, step in enumerate(function.steps) if step.is_library)
    below = [step.node for step in function.steps[last + 1 :] if step not in moved]
    upper = [node for node in rest if node not in below]
    return reordering(file, list(function.node.decorator_list), [*upper, *(step.node for step in moved), *below])


class DecoratorAboveLibrary(Rule):
    code = "PYS201"
    name = "decorator-never-runs"
    message = "A decorator above those of the library never runs"
    what = (
        "Checks for decorators above those of azure-functions: your own that make a new function, and those of "
        "packages known to wrap (`functools`, `tenacity`, `opentelemetry`, …)."
    )
    why = (
        "The library keeps the function it was given and the worker calls that one. What a decorator above makes of it "
        "is never called: an authorization check written there is bypassed, without any error."
    )
    source = "azure-functions, DecoratorApi._configure_function_builder"
    fix = "sometimes"
    fix_safety = "The decorator is moved below those of the library. Unsafe, because it then starts to run."
    bad = script("from guards import guard\n\n\n@guard\n" + HELLO, guards=GUARD)
    good = script("from guards import guard\n\n\n" + HELLO.replace("def hello", "@guard\ndef hello"), guards=GUARD)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            above = [] if function.wired else foreign_steps(function)[0]
            for step in above:
                if behaviour(step) == "wraps" and not handles_builders(step):
                    edit = _reordered(project, function, above)
                    fix = one_fix("Move it below the decorators of the library", "unsafe", edit) if edit else None
                    message = f"{label(project, function, step)} never runs: it is above the decorators of the library"
                    yield self.at_node(project, function.module, step.node, message, fix)


class DecoratorBetweenLibrary(Rule):
    code = "PYS202"
    name = "decorator-splits-function"
    message = "A decorator between those of the library splits the function in two"
    what = "Checks for decorators of your own between decorators of azure-functions."
    why = (
        "The library's decorators above it start a new function, which has no trigger: `ValueError: Function hello "
        "does "
        "not have a trigger. A valid function must have one and only one trigger registered.` The whole app fails."
    )
    source = "azure-functions, DecoratorApi._validate_type"
    fix = "sometimes"
    fix_safety = "The decorator is moved below those of the library; that is safe, as the app does not load before."
    bad = script("from guards import guard\n\n\n@app.function_name('Hello')\n@guard\n" + HELLO, guards=GUARD)
    good = script(
        "from guards import guard\n\n\n@app.function_name('Hello')\n" + HELLO.replace("def hello", "@guard\ndef hello"),
        guards=GUARD,
    )
    proof = Proof("index", "does not have a trigger")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            between = [] if function.wired else foreign_steps(function)[1]
            for step in between:
                if behaviour(step) != "wraps" or handles_builders(step):
                    continue
                edit = _reordered(project, function, between)
                fix = one_fix("Move it below the decorators of the library", "safe", edit) if edit else None
                message = f"{label(project, function, step)} splits {title(function)} into two functions"
                yield self.at_node(project, function.module, step.node, message, fix)


class DecoratorWithoutWraps(Rule):
    code = "PYS203"
    name = "decorator-without-wraps"
    message = "A decorator hides the parameters of the function from the worker"
    what = "Checks decorators defined in the app whose wrapper takes `*args` or `**kwargs` and lacks `functools.wraps`."
    why = (
        "The worker compares the parameters of what it finds with the bindings: `FunctionLoadError: cannot load the "
        "checked function: the following parameters are declared in Python but not in the function definition "
        "(function.json or function decorators): {'args', 'kwargs'}`. The whole app fails."
    )
    source = "azure-functions-runtime, Registry.validate_function_params; azure-functions-python-worker issue 1168"
    fix = "sometimes"
    fix_safety = "`@functools.wraps(...)` is added to the wrapper; that is safe."
    bad = script(
        "from guards import guard\n\n\n" + HELLO.replace("def hello", "@guard\ndef hello"),
        guards=GUARD.replace("    @functools.wraps(function)\n", "").replace("import functools\n\n\n", ""),
    )
    good = script("from guards import guard\n\n\n" + HELLO.replace("def hello", "@guard\ndef hello"), guards=GUARD)
    proof = Proof("worker", "the following parameters are declared in Python but not in the function definition")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        reported = set()
        for function in own_functions(project):
            below = self._below(function)
            if len(below) != 1 or not function.reached:
                continue
            (step,) = below
            wrapper = wrapper_of(step)
            if wrapper is None or wrapper.decorator_list or wrapper in reported:
                continue
            if not (wrapper.args.vararg or wrapper.args.kwarg) or copies_metadata(step.target):
                continue
            reported.add(wrapper)
            message = f'"{wrapper.name}" hides the parameters of {title(function)} from the worker'
            fix = self._wrapped(project, step, wrapper)
            yield self.at_node(project, step.target_path, wrapper, message, fix)

    def _below(self, function: DecoratedFunction) -> list[Step]:
        last = max(index for index, step in enumerate(function.steps) if step.is_library)
        return list(function.steps[last + 1 :])

    def _wrapped(self, project: Project, step: Step, wrapper: Definition) -> Fix | None:
        file = project.python(step.target_path)
        target = step.target
        if file is None or target is None or isinstance(target, ast.ClassDef):
            return None
        outer = returned_definition(target) if isinstance(step.node, ast.Call) else target
        if outer is None or not outer.args.args:
            return None
        start = file.start(wrapper)
        indent = file.lines[start.line - 1][: start.column - 1]
        added = FileEdit(file.path, start, start, f"@functools.wraps({outer.args.args[0].arg})\n{indent}")
        imported = import_insertion(file, "functools")
        return one_fix("Add functools.wraps", "safe", added, *([imported] if imported else []))
