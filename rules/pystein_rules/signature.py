"""PYS3, first part: the parameters and annotations of functions of both models against their bindings."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pystein_migrate.decorators.app import DecoratedFunction, Definition
from pystein_migrate.decorators.static_values import Defined, External
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.note import Position

from .annotations import Annotation, Resolver, accepted_input, accepted_output
from .base import Proof, Rule, one_fix, replacing
from .decorators import behaviour, own_functions, title
from .diagnostics import Diagnostic, Edit, Fix
from .examples import HELLO, script
from .project import Project

ANY_TYPE = ("activityTrigger", "orchestrationTrigger", "entityTrigger")
WORKER = "azure-functions-runtime, Registry.validate_function_params"


@dataclass(frozen=True, slots=True)
class Bound:
    """One binding of a function of either model. ``at`` makes a finding at the place where it is declared."""

    name: str
    type: str | None
    direction: str
    is_trigger: bool
    at: Callable[[Rule, Project, str], Diagnostic]


@dataclass(frozen=True, slots=True)
class Entry:
    """A function of either model whose definition and bindings are all known."""

    title: str
    path: str
    node: Definition
    bindings: tuple[Bound, ...]
    resolver: Resolver
    decorated: DecoratedFunction | None = None
    untyped: frozenset[str] = frozenset()  # parameters whose annotations the library replaces

    def binding(self, name: str) -> Bound | None:
        """The binding of a parameter."""
        return next((bound for bound in self.bindings if bound.name == name), None)

    def parameters(self) -> list[ast.arg]:
        """All parameters, also ``*args`` and ``**kwargs``."""
        arguments = self.node.args
        extra = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
        return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *extra]


def entries(project: Project) -> Iterator[Entry]:
    """Every function of the app whose bindings and definition are known beyond doubt."""
    for function in own_functions(project):
        entry = _decorated_entry(project, function)
        if entry:
            yield entry
    for legacy_function in project.app.functions:
        if not legacy_function.dead and not project.app.has_script:
            legacy_entry = _legacy_entry(project, legacy_function)
            if legacy_entry:
                yield legacy_entry


def _decorated_entry(project: Project, function: DecoratedFunction) -> Entry | None:
    facts = project.decorated.modules.get(function.path)
    if function.node is None or facts is None or not function.is_complete or function.owner is not None:
        return None
    if any(not step.is_library and behaviour(step) != "identity" for step in function.steps):
        return None
    methods = {step.method for step in function.library_steps}
    found = function.bindings()
    if any(binding.name is None for binding in found) or methods & {"orchestration_trigger", "entity_trigger"}:
        return None

    def place(node: ast.expr) -> Callable[[Rule, Project, str], Diagnostic]:
        return lambda rule, within, message: rule.at_node(within, function.module, node, message)

    bounds = tuple(
        Bound(b.name or "", b.type, b.direction, b.is_trigger, place(b.name_node))
        for b in found
    )  # fmt: skip
    clients = frozenset(b.name or "" for b in found if b.step.method == "durable_client_input")
    resolver = Resolver(project.decorated, facts)
    return Entry(title(function), function.path, function.node, bounds, resolver, function, clients)


def _legacy_entry(project: Project, function: Function) -> Entry | None:
    facts = project.decorated.modules.get(function.script)
    value = facts.names.get(function.entry_point) if facts else None
    if not isinstance(value, Defined) or isinstance(value.node, ast.ClassDef):
        return None
    home = project.decorated.modules.get(value.path)
    if home is None:
        return None
    if any(binding.type in ANY_TYPE[1:] for binding in function.bindings):
        return None

    def place(binding: Binding) -> Callable[[Rule, Project, str], Diagnostic]:
        span = (binding.position, binding.position)
        return lambda rule, within, message: rule.at(within, function.json_path, span, message)

    bounds = tuple(Bound(b.name, b.type, b.direction, b.is_trigger, place(b)) for b in function.bindings)
    return Entry(function.name, value.path, value.node, bounds, Resolver(project.decorated, home))


def _uses_other_converters(project: Project) -> bool:
    """Whether packages with converters of their own are mentioned; they change what annotations mean."""
    return any(b"azurefunctions" in data for data in project.app.modules().values())


class SignatureRule(Rule):
    """A rule that looks at each function by itself."""

    other_converters = False  # whether it also holds where packages with converters of their own are in use

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not self.other_converters and _uses_other_converters(project):
            return
        for entry in entries(project):
            yield from self.check_entry(project, entry)

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        """The findings in one function."""
        raise NotImplementedError


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


def annotated(entry: Entry) -> Iterator[tuple[ast.arg, Bound, Annotation]]:
    """The bound parameters with an annotation that the worker will look at."""
    for parameter in entry.parameters():
        bound = entry.binding(parameter.arg)
        if bound and parameter.annotation is not None and parameter.arg not in entry.untyped:
            yield parameter, bound, entry.resolver.read(parameter.annotation)


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


class ReturnAnnotation(SignatureRule):
    code = "PYS305"
    name = "wrong-return-annotation"
    message = "The return annotation does not fit the `$return` binding"
    what = "Checks the return annotation of functions with a `$return` binding, as every `route` declares one for HTTP."
    why = (
        "The worker compares it with the binding: `FunctionLoadError: cannot load the hello function: Python return "
        'annotation "NoneType" does not match binding type "http"`. The whole app fails, for HTTP with everything but '
        "`func.HttpResponse` and `str`."
    )
    source = "azure-functions-runtime, Registry.get_function_return_type"
    fix = "always"
    fix_safety = "The annotation is removed, which nothing but type checkers notice; that is safe."
    bad = script(HELLO.replace("-> func.HttpResponse", "-> dict"))
    good = script()
    proof = Proof("worker", "does not match binding type")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        bound = entry.binding("$return")
        returns = entry.node.returns
        if bound is None or returns is None or bound.type is None or bound.direction != "out":
            return
        annotation = entry.resolver.read(returns)
        wrong = annotation.kind in ("optional", "builtin-generic", "typing-list", "out")
        if wrong or not accepted_output(bound.type, annotation):
            file = project.python(entry.path)
            written = file.segment(returns) if file else "?"
            message = f'the worker does not accept the return annotation "{written}" for the {bound.type} output'
            yield self.at_node(project, entry.path, returns, message, self._removed(project, entry, returns))

    def _removed(self, project: Project, entry: Entry, returns: ast.expr) -> Fix | None:
        file = project.python(entry.path)
        if file is None:
            return None
        start, end = file.start(returns), file.end(returns)
        line = file.lines[start.line - 1]
        arrow = line.rfind("->", 0, start.column - 1)
        if arrow < 0 or line[arrow + 2 : start.column - 1].strip():
            return None
        begin = len(line[:arrow].rstrip())
        edit = Edit(entry.path, Position(start.line, begin + 1), end, "")
        return one_fix("Remove the return annotation", "safe", edit)


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


RULES: tuple[Rule, ...] = (
    ParameterWithoutBinding(),
    BindingWithoutParameter(),
    OutAnnotation(),
    GenericAnnotation(),
    ReturnAnnotation(),
    WrongAnnotation(),
    UnresolvedAnnotation(),
)
