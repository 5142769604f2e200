"""Triggers: that there is one, called, on a function."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.decorators.app import DURABLE, GENERIC
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import label, own_functions, title
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing
from pystein_rules.user_decorators import behaviour, foreign_steps

HTTP = "(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse()\n"


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
            if not function.is_complete or foreign_steps(function)[1] or function.trigger():
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
