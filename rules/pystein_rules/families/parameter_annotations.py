"""Annotations of parameters against their bindings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from pystein_migrate.decorators.app import UNKNOWN, EnumMember
from pystein_migrate.decorators.static_values import External
from pystein_rules.annotations import accepted_input, accepted_output
from pystein_rules.base import Proof, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.entries import WORKER, Entry, SignatureRule, annotated
from pystein_rules.examples import HELLO, script
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing

HUB = "@app.event_hub_message_trigger(arg_name='events', event_hub_name='hub', connection='Hub'{})\n"


class OutAnnotation(SignatureRule):
    code = "PYS303"
    name = "wrong-direction-annotation"
    message = "The annotation says another direction than the binding"
    what = "Checks that parameters of output bindings are annotated `func.Out[...]`, or not at all, and inputs are not."
    why = (
        "The worker refuses the function, in the decorator model the whole app: `binding msg is declared to have the "
        '"out" direction, but its annotation in Python is not a subclass of azure.functions.Out`.'
    )
    source = WORKER
    bad = script(
        "@app.queue_output(arg_name='msg', queue_name='done', connection='AzureWebJobsStorage')\n"
        + HELLO.replace("HttpRequest)", "HttpRequest, msg: str)")
    )
    good = script(
        "@app.queue_output(arg_name='msg', queue_name='done', connection='AzureWebJobsStorage')\n"
        + HELLO.replace("HttpRequest)", "HttpRequest, msg: func.Out[str])")
    )
    proof = Proof("worker", 'is declared to have the "out" direction')

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        for parameter, bound, annotation in annotated(entry):
            if bound.direction == "out" and annotation.kind in ("name", "typing-list", "builtin-generic"):
                message = f'"{parameter.arg}" is an output; annotate it with func.Out[...]'
                yield self.at_node(project, entry.path, parameter, message)
            elif bound.direction == "in" and annotation.kind == "out":
                message = f'"{parameter.arg}" is an input, but its annotation is func.Out'
                yield self.at_node(project, entry.path, parameter, message)


class GenericAnnotation(SignatureRule):
    code = "PYS304"
    name = "unsupported-generic-annotation"
    message = "The worker does not understand the annotation of a binding parameter"
    what = "Checks binding parameters for `list[...]`, `dict[...]`, `X | None`, `Optional[...]` and `Out[list[...]]`."
    why = (
        "The worker knows plain classes and `typing.List[...]`; anything else un-indexes the app: `binding events has "
        "invalid non-type annotation list[azure.functions.EventHubEvent]`. (Up to Python 3.10, an activity may have "
        "`list[...]`.)"
    )
    source = WORKER
    fix = "sometimes"
    fix_safety = "`list[X]` becomes `typing.List[X]`, which means the same to everything else; that is safe."
    bad = script(
        "import typing\n\n\n"
        "@app.event_hub_message_trigger(\n    arg_name='events', event_hub_name='hub', connection='Hub', "
        "cardinality='MANY'\n)\n"
        "def work(events: list[func.EventHubEvent]) -> None:\n    pass\n"
    )
    good = script(
        "import typing\n\n\n"
        "@app.event_hub_message_trigger(\n    arg_name='events', event_hub_name='hub', connection='Hub', "
        "cardinality='MANY'\n)\n"
        "def work(events: typing.List[func.EventHubEvent]) -> None:\n    pass\n"
    )
    proof = Proof("worker", "has invalid non-type annotation list[")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        for parameter, bound, annotation in annotated(entry):
            inner = annotation.inner if annotation.kind == "out" else annotation
            if inner is None or inner.kind not in ("builtin-generic", "optional"):
                continue
            if annotation.kind != "out" and bound.direction == "out":
                continue
            file = project.python(entry.path)
            written = file.segment(parameter.annotation) if file and parameter.annotation else "?"
            message = f'the worker does not accept {written} as the annotation of "{parameter.arg}"'
            yield self.at_node(project, entry.path, parameter, message, self._typed(project, entry, parameter))

    def _typed(self, project: Project, entry: Entry, parameter: ast.arg) -> Fix | None:
        node = parameter.annotation
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "list":
            name = _typing_list(entry)
            if name:
                return one_fix(f"Write {name}[...]", "safe", replacing(project, entry.path, node.value, name))
        return None


def _typing_list(entry: Entry) -> str:
    """How the module can write ``typing.List``; "" if it imports neither."""
    for name, value in entry.resolver.facts.names.items():
        if isinstance(value, External) and value.name in ("typing", "typing.List"):
            return f"{name}.List" if value.name == "typing" else name
    return ""


class WrongAnnotation(SignatureRule):
    code = "PYS306"
    name = "wrong-annotation"
    message = "The annotation of a parameter does not fit its binding"
    what = "Checks that parameters are annotated with a class that the worker converts the binding to."
    why = (
        "The worker refuses the function, in the decorator model the whole app: `type of msg binding in the binding "
        'decorator "queueTrigger" does not match its Python annotation "ServiceBusMessage"`.'
    )
    source = f"{WORKER}; the converters of azure-functions"
    bad = script(
        "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"
        "def work(msg: func.ServiceBusMessage) -> None:\n    pass\n"
    )
    good = script(
        "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"
        "def work(msg: func.QueueMessage) -> None:\n    pass\n"
    )
    proof = Proof("worker", 'binding type "\'msg\'" and dataType "queueTrigger"')

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        for parameter, bound, annotation in annotated(entry):
            if bound.type is None:
                continue
            wrong = bound.direction == "in" and not accepted_input(bound.type, annotation)
            inner = annotation.inner
            if bound.direction == "out" and annotation.kind == "out" and inner is not None:
                wrong = inner.name not in ("str", "bytes") and not accepted_output(bound.type, inner)
            if wrong:
                shown = (inner or annotation).title if annotation.kind == "out" else annotation.title
                message = f'"{parameter.arg}" is annotated {shown}, which a {bound.type} binding never is'
                yield self.at_node(project, entry.path, parameter, message)
        for parameter in entry.parameters():
            if parameter.arg == "context" and entry.binding("context") is None and parameter.annotation is not None:
                annotation = entry.resolver.read(parameter.annotation)
                if annotation.kind == "name" and annotation.name != "Context":
                    message = f'"context" is annotated {annotation.name}; it is always a func.Context'
                    yield self.at_node(project, entry.path, parameter, message)


class UnresolvedAnnotation(SignatureRule):
    code = "PYS307"
    name = "unresolved-annotation"
    message = "An annotation names something that does not exist when the worker reads it"
    what = "Checks for annotations whose name the module never binds, as after an import under `if TYPE_CHECKING`."
    why = "The worker evaluates annotations: `NameError: name 'Order' is not defined`. The whole app fails."
    source = "azure-functions-runtime, Registry.add_indexed_function (typing.get_type_hints)"
    other_converters = True
    bad = script(
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from azure.functions import HttpRequest\n\n\n"
        + HELLO.replace("func.HttpRequest", '"HttpRequest"')
    )
    good = script("from azure.functions import HttpRequest\n\n\n" + HELLO.replace("func.HttpRequest", '"HttpRequest"'))
    proof = Proof("worker", "name 'HttpRequest' is not defined")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        nodes = [parameter.annotation for parameter in entry.parameters() if parameter.arg not in entry.untyped]
        for node in [*nodes, entry.node.returns]:
            if node is None:
                continue
            annotation = entry.resolver.read(node)
            for part in (annotation, annotation.inner):
                if part is not None and part.kind == "unresolved":
                    message = f'"{part.name}" does not exist at run time, when the worker evaluates this annotation'
                    yield self.at_node(project, entry.path, node, message)


class CardinalityMismatch(SignatureRule):
    code = "PYS310"
    name = "cardinality-mismatch"
    severity = "warning"
    message = "The annotation says another number of events than the trigger's cardinality"
    what = "Checks `List[EventHubEvent]`, `List[ServiceBusMessage]` and `List[KafkaEvent]` against `cardinality`."
    why = "The host's default is one event a call. The worker then fails to decode it at every call, or the batch."
    source = "azure-functions-host, GeneralScriptBindingProvider (cardinality)"
    bad = script(
        "import typing\n\n\n" + HUB.format("") + "def work(events: typing.List[func.EventHubEvent]):\n    pass\n"
    )
    good = script(
        "import typing\n\n\n"
        + HUB.format(", cardinality='many'")
        + "def work(events: typing.List[func.EventHubEvent]):\n    pass\n"
    )

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        for parameter, bound, annotation in annotated(entry):
            if bound.type not in ("eventHubTrigger", "serviceBusTrigger", "kafkaTrigger"):
                continue
            many = self._is_many(project, entry)
            listed = annotation.kind == "typing-list"
            scalar = annotation.kind == "name" and annotation.name.endswith(("Event", "Message"))
            if many is False and listed:
                message = f'"{parameter.arg}" is a list, but the trigger has cardinality one'
                yield self.at_node(project, entry.path, parameter, message)
            elif many is True and scalar:
                message = f'"{parameter.arg}" is one event, but the trigger has cardinality many'
                yield self.at_node(project, entry.path, parameter, message)

    def _is_many(self, project: Project, entry: Entry) -> bool | None:
        value: Any = None
        if entry.decorated is not None:
            trigger = entry.decorated.trigger()
            if trigger is None or trigger.step.call is None or not trigger.step.call.complete:
                return None
            argument = trigger.step.argument("cardinality")
            value = argument.value if argument else None
        else:
            legacy = next((f for f in project.app.functions if f.name == entry.title), None)
            value = legacy.trigger.get("cardinality") if legacy and legacy.trigger else UNKNOWN
        if isinstance(value, EnumMember):
            value = value.member
        if value is None:
            return False
        return value.lower() == "many" if isinstance(value, str) and value.lower() in ("one", "many") else None
