"""PYS2: the order, number and kind of decorators."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Literal

from pystein_migrate.decorators.app import DURABLE, GENERIC, DecoratedFunction, Definition, Step

from .base import Proof, Rule, one_fix, replacing
from .diagnostics import Diagnostic, Edit, Fix
from .examples import HELLO, script
from .project import Project
from .statements import decorator_deletion, import_insertion, reordering

GUARD = """\
import functools


def guard(function):
    @functools.wraps(function)
    def checked(*args, **kwargs):
        return function(*args, **kwargs)

    return checked
"""
HTTP = "(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse()\n"
# Packages whose decorators return a new function; what those of others do is not guessed.
WRAPPING_PACKAGES = frozenset(
    {"backoff", "cachetools", "contextlib", "ddtrace", "functools", "opentelemetry", "ratelimit", "retry", "retrying",
     "sentry_sdk", "tenacity", "timeout_decorator"}
)  # fmt: skip
Behaviour = Literal["wraps", "identity", "unknown"]


def behaviour(step: Step) -> Behaviour:
    """What a decorator of the user's own returns: a new function, the one it got, or who knows."""
    target = step.target
    if isinstance(target, ast.ClassDef):
        return "wraps"
    if target is None:
        return "wraps" if step.target_name.split(".")[0] in WRAPPING_PACKAGES else "unknown"
    inner = wrapper_of(step)
    if inner is not None:
        return "wraps"
    parameters = {argument.arg for argument in (*target.args.posonlyargs, *target.args.args)}
    returned = [node.value for node in ast.walk(target) if isinstance(node, ast.Return)]
    names = {node.id for node in returned if isinstance(node, ast.Name)}
    return "identity" if returned and names <= parameters and len(names) == 1 else "unknown"


def wrapper_of(step: Step) -> Definition | None:
    """The function that a decorator defined in the app puts in the place of the decorated one."""
    target = step.target
    if target is None or isinstance(target, ast.ClassDef):
        return None
    outer = _returned_definition(target)
    return _returned_definition(outer) if outer and isinstance(step.node, ast.Call) else outer


def _returned_definition(function: Definition) -> Definition | None:
    inner = {n.name: n for n in function.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    for node in function.body:
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and node.value.id in inner:
            return inner[node.value.id]
    return None


def own_functions(project: Project) -> Iterator[DecoratedFunction]:
    """The decorated functions outside of test code."""
    return (function for function in project.decorated.functions if not project.is_test(function.module))


def title(function: DecoratedFunction) -> str:
    """What messages call a function."""
    return function.name or (function.node.name if function.node else "this function")


def label(project: Project, function: DecoratedFunction, step: Step) -> str:
    """A decorator as the user wrote it, without its arguments."""
    file = project.python(function.module)
    node = step.node.func if isinstance(step.node, ast.Call) else step.node
    return "@" + (file.segment(node) if file else "?")


def _split(function: DecoratedFunction) -> tuple[list[Step], list[Step]]:
    """The user's decorators above all, and between, those of the library."""
    above: list[Step] = []
    between: list[Step] = []
    library = [index for index, step in enumerate(function.steps) if step.is_library]
    for index, step in enumerate(function.steps):
        if not step.is_library and index < library[0]:
            above.append(step)
        elif not step.is_library and index < library[-1]:
            between.append(step)
    return above, between


def _reordered(project: Project, function: DecoratedFunction, moved: list[Step]) -> Edit | None:
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
            above = [] if function.wired else _split(function)[0]
            for step in above:
                if behaviour(step) == "wraps" and not _handles_builders(step):
                    edit = _reordered(project, function, above)
                    fix = one_fix("Move it below the decorators of the library", "unsafe", edit) if edit else None
                    message = f"{label(project, function, step)} never runs: it is above the decorators of the library"
                    yield self.at_node(project, function.module, step.node, message, fix)


def _handles_builders(step: Step) -> bool:
    """Whether the decorator knows that it may get the library's builder instead of a function."""
    known = ("FunctionBuilder", "_function", "build", "get_user_function")
    return step.target is not None and any(
        (isinstance(node, ast.Attribute) and node.attr in known) or (isinstance(node, ast.Name) and node.id in known)
        for node in ast.walk(step.target)
    )


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
            between = [] if function.wired else _split(function)[1]
            for step in between:
                if behaviour(step) != "wraps" or _handles_builders(step):
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
            if not (wrapper.args.vararg or wrapper.args.kwarg) or _copies_metadata(step.target):
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
        outer = _returned_definition(target) if isinstance(step.node, ast.Call) else target
        if outer is None or not outer.args.args:
            return None
        start = file.start(wrapper)
        indent = file.lines[start.line - 1][: start.column - 1]
        added = Edit(file.path, start, start, f"@functools.wraps({outer.args.args[0].arg})\n{indent}")
        imported = import_insertion(file, "functools")
        return one_fix("Add functools.wraps", "safe", added, *([imported] if imported else []))


def _copies_metadata(target: ast.AST | None) -> bool:
    """Whether a decorator copies the signature in another way."""
    names = ("update_wrapper", "wraps", "__signature__", "__wrapped__")
    return target is not None and any(
        (isinstance(node, ast.Attribute) and node.attr in names) or (isinstance(node, ast.Name) and node.id in names)
        for node in ast.walk(target)
    )


class DecoratorNotCalled(Rule):
    code = "PYS204"
    name = "decorator-not-called"
    severity = "warning"
    message = "A decorator of the library lacks its parentheses"
    what = "Checks for decorators of azure-functions that are written without a call."
    why = "`@app.route` without parentheses takes the function for its first argument: the function silently vanishes."
    source = "azure-functions, TriggerApi.route"
    fix = "sometimes"
    fix_safety = "`()` is added to `route`. Unsafe, because the function then appears."
    bad = script("@app.route\ndef hello" + HTTP)
    good = script("@app.route()\ndef hello" + HTTP)
    proof = Proof("vanish", missing=("hello",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            for step in function.library_steps:
                known = step.method in GENERIC or step.rows or step.method in ("function_name", "retry")
                if step.call is not None or not known:
                    continue
                file = project.python(function.module)
                edit = None
                if file and step.method == "route":
                    edit = replacing(project, function.module, step.node, file.segment(step.node) + "()")
                fix = one_fix("Add the parentheses", "unsafe", edit) if edit else None
                message = f"{label(project, function, step)} is not called, so {title(function)} vanishes"
                yield self.at_node(project, function.module, step.node, message, fix)


class NoTrigger(Rule):
    code = "PYS205"
    name = "no-trigger"
    message = "A decorated function has no trigger"
    what = "Checks for functions with bindings, a name or a retry policy, but without a trigger."
    why = (
        "The whole app fails: `ValueError: Function save does not have a trigger. A valid function must have one and "
        "only "
        "one trigger registered.`"
    )
    source = "azure-functions, FunctionBuilder._validate_function"
    bad = script(
        "@app.queue_output(arg_name='out', queue_name='done', connection='AzureWebJobsStorage')\n"
        "def save(out: func.Out[str]) -> None:\n    out.set('x')\n"
    )
    good = script(
        "@app.route(route='save')\n"
        "@app.queue_output(arg_name='out', queue_name='done', connection='AzureWebJobsStorage')\n"
        "def save(req: func.HttpRequest, out: func.Out[str]) -> func.HttpResponse:\n"
        "    out.set('x')\n    return func.HttpResponse()\n"
    )
    proof = Proof("index", "Function save does not have a trigger")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            if not function.is_complete or _split(function)[1] or function.trigger():
                continue
            if not any(step.method in DURABLE for step in function.library_steps):
                message = f"{title(function)} has no trigger"
                yield self.at_node(project, function.anchor_path, function.anchor, message)


class TwoTriggers(Rule):
    code = "PYS206"
    name = "two-triggers"
    message = "A function has more than one trigger"
    what = "Checks that no function has two trigger decorators."
    why = "The whole app fails: `ValueError: A trigger was already registered to this function.`"
    source = "azure-functions, Function.add_trigger"
    bad = script(
        "@app.schedule(arg_name='timer', schedule='0 0 * * * *')\n" + HELLO.replace("def hello(", "def hello(timer, ")
    )
    good = script(
        HELLO + "\n\n@app.schedule(arg_name='timer', schedule='0 0 * * * *')\ndef tick(timer) -> None:\n    pass\n"
    )
    proof = Proof("index", "A trigger was already registered to this function")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            if any(not step.is_library and behaviour(step) != "identity" for step in function.steps):
                continue
            triggers = [binding for binding in function.bindings() if binding.is_trigger and binding.step.call]
            if len(triggers) > 1 and not any(binding.step.method in DURABLE for binding in triggers):
                message = f"{title(function)} has {len(triggers)} triggers; a function can have only one"
                yield self.at_node(project, function.module, triggers[0].step.node, message)


class TwoFunctionNames(Rule):
    code = "PYS207"
    name = "two-function-names"
    severity = "warning"
    message = "A function is named twice"
    what = "Checks that no function has two `function_name` decorators."
    why = "The inner one wins; the name above it is never used."
    source = "azure-functions, FunctionBuilder.add_setting"
    fix = "sometimes"
    fix_safety = "The outer decorator, which has no effect, is removed; that is safe."
    bad = script("@app.function_name(name='Outer')\n@app.function_name(name='Inner')\n" + HELLO)
    good = script("@app.function_name(name='Inner')\n" + HELLO)
    proof = Proof("vanish", missing=("Outer",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            names = [step for step in function.library_steps if step.method == "function_name" and step.call]
            if any(not step.is_library for step in function.steps):
                continue
            file = project.python(function.module)
            for step in names[:-1]:
                edit = decorator_deletion(file, step.node) if file and not function.wired else None
                fix = one_fix("Remove the name without effect", "safe", edit) if edit else None
                message = f'the name {step.text("name") or ""} has no effect; the inner one is "{title(function)}"'
                yield self.at_node(project, function.module, step.node, message.replace("  ", " "), fix)


class DecoratedMethod(Rule):
    code = "PYS208"
    name = "decorated-method"
    message = "A method is decorated as a function"
    what = "Checks for decorators of azure-functions on methods."
    why = (
        "The worker calls functions, not methods: `FunctionLoadError: cannot load the hello function: the following "
        "parameters are declared in Python but not in the function definition (function.json or function decorators): "
        "{'self'}`. The whole app fails."
    )
    source = "azure-functions-runtime, Registry.validate_function_params"
    bad = script(
        "class Greeter:\n    @app.route(route='hello')\n    def hello(self, req: func.HttpRequest) -> "
        "func.HttpResponse:\n"
        "        return func.HttpResponse()\n"
    )
    good = script()
    proof = Proof("worker", "{'self'}")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            if function.owner is None or function.node is None or not function.is_complete:
                continue
            parameters = [*function.node.args.posonlyargs, *function.node.args.args]
            bound = {binding.name for binding in function.bindings()}
            if parameters and parameters[0].arg in ("self", "cls") and parameters[0].arg not in bound:
                message = f"{function.owner.name}.{function.node.name} is a method; the worker cannot call it"
                yield self.at_node(project, function.path, function.node, message)


RULES: tuple[Rule, ...] = (
    DecoratorAboveLibrary(),
    DecoratorBetweenLibrary(),
    DecoratorWithoutWraps(),
    DecoratorNotCalled(),
    NoTrigger(),
    TwoTriggers(),
    TwoFunctionNames(),
    DecoratedMethod(),
)
