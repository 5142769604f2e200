"""Parameters against bindings."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_rules.base import Proof
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.entries import WORKER, Entry, SignatureRule
from pystein_rules.examples import ACTIVITY, FLOW, HELLO, durable, script
from pystein_rules.project import Project


class ParameterWithoutBinding(SignatureRule):
    code = "PYS301"
    name = "parameter-without-binding"
    message = "A parameter of the function belongs to no binding"
    what = (
        "Checks that every parameter is bound: by a decorator or an entry of `function.json`. Only the name `context` "
        "is "
        "special; defaults, `*args` and `**kwargs` do not help."
    )
    why = (
        "The worker refuses the function, in the decorator model the whole app: `FunctionLoadError: cannot load the "
        "hello "
        "function: the following parameters are declared in Python but not in the function definition (function.json "
        "or "
        "function decorators): {'ctx'}`."
    )
    source = WORKER
    bad = script(HELLO.replace("HttpRequest)", "HttpRequest, ctx: func.Context)"))
    good = script(HELLO.replace("HttpRequest)", "HttpRequest, context: func.Context)"))
    proof = Proof("worker", "declared in Python but not in the function definition")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        if any(bound.type == "activityTrigger" for bound in entry.bindings):
            return
        for parameter in entry.parameters():
            if parameter.arg != "context" and entry.binding(parameter.arg) is None:
                message = f'"{parameter.arg}" belongs to no binding of {entry.title}'
                yield self.at_node(project, entry.path, parameter, message)


class BindingWithoutParameter(SignatureRule):
    code = "PYS302"
    name = "binding-without-parameter"
    message = "A binding has no parameter in the function"
    what = "Checks that every binding, except `$return`, is a parameter of the function."
    why = (
        "The worker refuses the function, in the decorator model the whole app: `FunctionLoadError: cannot load the "
        "save "
        "function: Extra parameters in binding definition — the following parameters are declared as bindings but are "
        "not "
        "present in Python: {'msg'}`."
    )
    source = WORKER
    other_converters = True
    bad = script(
        "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"
        "def save(message: func.QueueMessage) -> None:\n    pass\n".replace("message: func.QueueMessage", "")
    )
    good = script(
        "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"
        "def save(msg: func.QueueMessage) -> None:\n    pass\n"
    )
    proof = Proof("worker", "declared as bindings but are not present in Python")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        names = {parameter.arg for parameter in entry.parameters()}
        for bound in entry.bindings:
            if bound.name not in names and bound.name != "$return" and bound.type != "activityTrigger":
                message = f'{entry.title} has no parameter "{bound.name}" for this binding'
                yield bound.at(self, project, message)


class ActivityParameter(SignatureRule):
    code = "PYS709"
    name = "activity-parameter"
    message = "The parameter of an activity is not the one its trigger names"
    what = "Checks that an activity has one parameter (beside `context`), named as `input_name` says."
    why = (
        "The worker refuses the function, in the decorator model the whole app: `the following parameters are declared "
        "in "
        "Python but not in the function definition (function.json or function decorators): {'name'}`."
    )
    source = "azure-functions-runtime, Registry.validate_function_params"
    bad = durable(FLOW + "\n\n" + ACTIVITY.replace("input_name='name'", "input_name='who'"))
    good = durable(FLOW + "\n\n" + ACTIVITY)
    proof = Proof("worker", "declared in Python but not in the function definition")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        trigger = next((bound for bound in entry.bindings if bound.type == "activityTrigger"), None)
        if trigger is None:
            return
        bound = {binding.name for binding in entry.bindings}
        extra = [p.arg for p in entry.parameters() if p.arg != "context" and p.arg not in bound]
        names = {parameter.arg for parameter in entry.parameters()}
        if trigger.name not in names or extra:
            listed = ", ".join(extra) or "none"
            message = f'the activity {entry.title} needs the parameter "{trigger.name}" and no other; it has {listed}'
            yield self.at_node(project, entry.path, entry.node, message)
