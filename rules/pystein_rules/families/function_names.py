"""Names of decorated functions."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.decorators.app import DecoratedFunction
from pystein_migrate.read.function_json import FUNCTION_NAME
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import own_functions, title
from pystein_rules.project import Project
from pystein_rules.python_edits import decorator_deletion


class DuplicateFunctionName(Rule):
    code = "PYS107"
    name = "duplicate-function-name"
    message = "Two functions of the app have the same name"
    what = "Checks that function names differ, across the app and its blueprints, in more than case."
    why = (
        "Since azure-functions 1.21 the whole app fails: `ValueError: Function hello does not have a unique function "
        "name. "
        "Please change @app.function_name() or the function method name to be unique.` Before, one replaced the other. "
        "Names that differ only in case pass the worker and collide in the host."
    )
    source = "azure-functions, FunctionRegister.get_functions; azure-functions-python-worker issue 1489"
    bad = script(HELLO + "\n\n" + HELLO.replace("hello", "again").replace("def again", "def hello"))
    good = script(HELLO + "\n\n" + HELLO.replace("hello", "again"))
    proof = Proof("index", "Function hello does not have a unique function name")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        seen: dict[str, DecoratedFunction] = {}
        for function in dict.fromkeys(project.decorated.indexed):
            name = function.name
            if name is None or function.conditional or any(step.call is None for step in function.library_steps):
                continue
            first = seen.setdefault(name.lower(), function)
            if first is not function:
                place = "" if first.anchor_path == function.anchor_path else f" in {first.anchor_path}"
                line = first.anchor.lineno
                message = f'"{name}" is also the name of the function at line {line}{place}'
                yield self.at_node(project, function.anchor_path, function.anchor, message)


class InvalidFunctionName(Rule):
    code = "PYS108"
    name = "invalid-function-name"
    message = "The host refuses the name of a function"
    what = (
        "Checks function names against the host's rule: a letter, then letters, digits, `-` and `_`, at most 128, not "
        "`host`."
    )
    why = "The worker accepts it, the host drops the function: `'_hello' is not a valid function name.`"
    source = "azure-functions-host, Utility.IsValidFunctionName"
    bad = script(HELLO.replace("def hello", "def _hello"))
    good = script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.decorated.functions:
            if project.is_test(function.module) or any(step.call is None for step in function.library_steps):
                continue
            if function.name is not None and not FUNCTION_NAME.fullmatch(function.name):
                message = f'the host refuses "{function.name}" as a function name'
                yield self.at_node(project, function.anchor_path, function.anchor, message)


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
