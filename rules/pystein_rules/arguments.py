"""PYS3, second part: the arguments of decorators, and what functions return."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pystein_migrate.decorators.app import UNKNOWN, Argument, EnumMember, Step
from pystein_migrate.read.function_json import BINDING_NAME

from .base import Proof, Rule, one_fix, replacing
from .decorators import label, own_functions, title
from .diagnostics import Diagnostic
from .examples import HELLO, script
from .project import Project
from .signature import Entry, SignatureRule, annotated

ENUMS: Mapping[str, tuple[str, ...]] = {
    "AccessRights": ("MANAGE", "LISTEN"),
    "AuthLevel": ("FUNCTION", "ANONYMOUS", "ADMIN"),
    "BrokerAuthenticationMode": ("NOTSET", "GSSAPI", "PLAIN", "SCRAMSHA256", "SCRAMSHA512"),
    "BrokerProtocol": ("NOTSET", "PLAINTEXT", "SSL", "SASLPLAINTEXT", "SASLSSL"),
    "Cardinality": ("ONE", "MANY"),
    "DataType": ("UNDEFINED", "STRING", "BINARY", "STREAM"),
    # QUERY: azure-functions 2.x only
    "HttpMethod": ("GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS", "QUERY"),
}
# All parameters of decorators that take no further keywords; the preview's own spellings are PYS504's.
CLOSED: Mapping[str, tuple[str, ...]] = {
    "route": (
        "route", "trigger_arg_name", "binding_arg_name", "methods", "auth_level", "trigger_extra_fields",
        "binding_extra_fields", "http_auth_level", "trigger_arg_data_type", "output_arg_data_type",
    ),
    "function_name": ("name", "setting_extra_fields"),
    "retry": (
        "strategy", "max_retry_count", "delay_interval", "minimum_interval", "maximum_interval", "setting_extra_fields",
    ),
    "table_input": (
        "arg_name", "connection", "table_name", "row_key", "partition_key", "take", "filter", "data_type",
    ),
    "table_output": ("arg_name", "connection", "table_name", "row_key", "partition_key", "data_type"),
    "orchestration_trigger": ("context_name", "orchestration"),
    "activity_trigger": ("input_name", "activity"),
    "entity_trigger": ("context_name", "entity_name"),
    "durable_client_input": ("client_name", "task_hub", "connection_name"),
}  # fmt: skip
RETRY = {"fixed_delay": ("delay_interval",), "exponential_backoff": ("minimum_interval", "maximum_interval")}
LEGACY_STRATEGIES = {"fixeddelay": "fixed_delay", "exponentialbackoff": "exponential_backoff"}
# Types whose return value the worker takes even without a $return binding (has_implicit_output is not False).
WITHOUT_IMPLICIT_OUTPUT = frozenset(
    {
        "blob", "blobTrigger", "cosmosDB", "cosmosDBTrigger", "eventGrid", "eventGridTrigger", "eventHub",
        "eventHubTrigger", "http", "httpTrigger", "kafka", "kafkaTrigger", "mysql", "mysqlTrigger", "queue",
        "queueTrigger", "serviceBus", "serviceBusTrigger", "sql", "timerTrigger", "warmupTrigger", "durableClient",
    }
)  # fmt: skip
QUEUE = "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"
HUB = "@app.event_hub_message_trigger(arg_name='events', event_hub_name='hub', connection='Hub'{})\n"


def library_steps(project: Project) -> Iterator[tuple[str, str, Step]]:
    """Every called decorator of the library: the module, the function's title, the decorator."""
    for function in own_functions(project):
        for step in function.library_steps:
            if step.call is not None and step.register is not None and not step.register.custom:
                yield function.module, title(function), step


class UnencodableHttpResult(SignatureRule):
    code = "PYS308"
    name = "unencodable-http-result"
    severity = "warning"
    message = "An HTTP function returns something that the worker cannot send"
    what = "Checks `return` in HTTP functions for `None`, dicts, lists, tuples, numbers and bytes."
    why = (
        'The call ends in HTTP 500: `TypeError: unable to encode outgoing TypedData: unsupported type "<class '
        '\'azure.functions.http.HttpResponseConverter\'>" for Python type "dict"`. Only `func.HttpResponse` and `str` '
        "work."
    )
    source = "azure-functions, HttpResponseConverter.encode"
    bad = script("@app.route(route='hello')\ndef hello(req: func.HttpRequest):\n    return {'hello': 'world'}\n")
    good = script(
        "import json\n\n\n@app.route(route='hello')\ndef hello(req: func.HttpRequest):\n"
        "    return func.HttpResponse(json.dumps({'hello': 'world'}))\n"
    )

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        bound = entry.binding("$return")
        if bound is None or bound.type != "http":
            return
        for node in returns_of(entry.node):
            kind = _literal_kind(node.value)
            if kind and kind != "str":
                message = f"{entry.title} returns {kind}; HTTP functions return a func.HttpResponse or a str"
                yield self.at_node(project, entry.path, node, message)


def returns_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.Return]:
    """The return statements of a function itself."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Return):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending[:0] = ast.iter_child_nodes(node)


def is_generator(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether calling the function makes a generator."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending += ast.iter_child_nodes(node)
    return False


def _literal_kind(node: ast.expr | None) -> str:
    """What a returned expression surely is: "None", "a dict", …, "str"; "" where that cannot be told."""
    if node is None:
        return "None"
    if isinstance(node, ast.Constant):
        value = node.value
        if value is None or isinstance(value, str):
            return "None" if value is None else "str"
        return (
            ""
            if value is Ellipsis
            else {"bytes": "bytes", "int": "an int"}.get(kind := type(value).__name__, f"a {kind}")
        )
    if isinstance(node, ast.JoinedStr):
        return "str"
    displays = {
        ast.Dict: "a dict", ast.DictComp: "a dict", ast.List: "a list", ast.ListComp: "a list", ast.Tuple: "a tuple",
        ast.Set: "a set", ast.SetComp: "a set",
    }  # fmt: skip
    return next((kind for shape, kind in displays.items() if isinstance(node, shape)), "")


class ReturnWithoutBinding(SignatureRule):
    code = "PYS309"
    name = "return-without-binding"
    severity = "warning"
    message = "A function returns a value that no binding takes"
    what = "Checks for a returned value in functions that are not HTTP and have no output named `$return`."
    why = (
        "Each call fails after its work is done: `RuntimeError: function 'work' without a $return binding returned a "
        "non-None value`."
    )
    source = "azure-functions-runtime, handle_event.invocation_request"
    bad = script(QUEUE + "def work(msg: func.QueueMessage):\n    return 'done'\n")
    good = script(
        "@app.queue_output(arg_name='$return', queue_name='done', connection='AzureWebJobsStorage')\n"
        + QUEUE
        + "def work(msg: func.QueueMessage):\n    return 'done'\n"
    )

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        if entry.binding("$return") or is_generator(entry.node):
            return
        if any(bound.type not in WITHOUT_IMPLICIT_OUTPUT for bound in entry.bindings):
            return
        for node in returns_of(entry.node):
            if _literal_kind(node.value) not in ("", "None"):
                message = f"{entry.title} returns a value, but has no $return binding"
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


class DuplicateBindingName(Rule):
    code = "PYS311"
    name = "duplicate-binding-name"
    message = "Two bindings of a function have the same name"
    what = (
        "Checks that the names of a function's bindings differ in more than case. `route` declares a `$return` of its "
        "own."
    )
    why = (
        "The worker accepts it, the host drops the function: `Multiple bindings with name '$return' discovered. "
        "Binding "
        "names must be unique.`"
    )
    source = "azure-functions-host, FunctionDescriptorProvider.ValidateFunction"
    bad = script("@app.queue_output(arg_name='$return', queue_name='q', connection='AzureWebJobsStorage')\n" + HELLO)
    good = script(
        "@app.queue_output(arg_name='out', queue_name='q', connection='AzureWebJobsStorage')\n"
        + HELLO.replace("HttpRequest)", "HttpRequest, out: func.Out[str])")
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            seen: set[str] = set()
            for binding in reversed(function.bindings()):
                if binding.name is None or binding.step.call is None:
                    continue
                if binding.name.lower() in seen:
                    message = f'{title(function)} has another binding named "{binding.name}"'
                    yield self.at_node(project, function.module, binding.name_node, message)
                seen.add(binding.name.lower())


class InvalidBindingName(Rule):
    code = "PYS312"
    name = "invalid-binding-name"
    message = "The host refuses the name of a binding"
    what = "Checks binding names against the host's rule: letters, digits and single underscores, or `$return`."
    why = "The worker accepts it, the host drops the function: `The binding name my__timer is invalid.`"
    source = "azure-functions-host, Utility.ValidateBinding (4.1038; older hosts refuse every underscore)"
    bad = script(
        "@app.schedule(arg_name='my__timer', schedule='0 0 * * * *')\ndef tick(my__timer: func.TimerRequest):\n    "
        "pass\n"
    )
    good = script(
        "@app.schedule(arg_name='my_timer', schedule='0 0 * * * *')\ndef tick(my_timer: func.TimerRequest):\n    pass\n"
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            for binding in function.bindings():
                if binding.name is not None and not BINDING_NAME.fullmatch(binding.name):
                    message = f'the host refuses "{binding.name}" as a binding name'
                    yield self.at_node(project, function.module, binding.name_node, message)


class InvalidEnumArgument(Rule):
    code = "PYS313"
    name = "invalid-enum-argument"
    message = "An argument is not a member of its enumeration"
    what = (
        "Checks `auth_level`, `methods`, `cardinality`, `data_type`, `access_rights` and the like; app settings "
        "(`%X%`) cannot be used."
    )
    why = (
        "The whole app fails: `KeyError: \"Can not parse str 'user' to AuthLevel. Allowed values are ['FUNCTION', "
        "'ANONYMOUS', 'ADMIN']\"`."
    )
    source = "azure-functions, decorators/utils.parse_singular_param_to_enum"
    fix = "sometimes"
    fix_safety = '`methods="GET"` becomes `methods=["GET"]`; that is safe.'
    bad = script(HELLO.replace('route="hello"', 'route="hello", methods="GET"'))
    good = script(HELLO.replace('route="hello"', 'route="hello", methods=["GET"]'))
    proof = Proof("index", "Can not parse 'GET' to Optional[Iterable[HttpMethod]]")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            enums = {row.params[key]: enum for row in step.rows for key, enum in row.enums.items() if key in row.params}
            if any(row.data_type for row in step.rows):
                enums["data_type"] = "DataType"
            for parameter, enum in enums.items():
                argument = step.argument(parameter)
                if argument is not None and enum in ENUMS:
                    yield from self._checked(project, path, parameter, enum, argument)

    def _checked(
        self, project: Project, path: str, parameter: str, enum: str, argument: Argument
    ) -> Iterator[Diagnostic]:
        value = argument.value
        allowed = ", ".join(ENUMS[enum])
        if parameter == "methods" and isinstance(value, str):
            fix = None
            if value.upper() in ENUMS[enum] and isinstance(argument.node, ast.Constant):
                file = project.python(path)
                content = f"[{file.segment(argument.node)}]" if file else ""
                fix = one_fix("Make it a list", "safe", replacing(project, path, argument.node, content))
            yield self.at_node(project, path, argument.node, "methods must be a list, not a string", fix)
            return
        values = value if isinstance(value, list) else [value]
        for item in values:
            if isinstance(item, str) and item.upper() not in ENUMS[enum]:
                message = f'{parameter} cannot be "{item}"; allowed are {allowed}'
                yield self.at_node(project, path, argument.node, message)


class InvalidRetry(Rule):
    code = "PYS314"
    name = "invalid-retry"
    message = "The worker refuses a retry policy"
    what = "Checks strategy, count and intervals of `retry`."
    why = (
        'The whole app fails: `ValueError: unknown enum label "fixedDelay"` (3.13), `TypeError: strptime() argument 0 '
        "must "
        "be str` (3.12 and older). Strategies are `fixed_delay` and `exponential_backoff`, intervals `HH:MM:SS` below "
        "24 hours."
    )
    source = "azure-functions-runtime, loader.build_retry_protos; azure-functions-python-worker issue 1253"
    fix = "sometimes"
    fix_safety = "The spelling of function.json becomes that of the decorator; that is safe."
    bad = script("@app.retry(strategy='fixedDelay', max_retry_count='3', delay_interval='00:00:05')\n" + HELLO)
    good = script("@app.retry(strategy='fixed_delay', max_retry_count='3', delay_interval='00:00:05')\n" + HELLO)
    proof = Proof("worker", 'unknown enum label "fixedDelay"')

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            if step.method == "retry":
                yield from self._checked(project, path, step)

    def _checked(self, project: Project, path: str, step: Step) -> Iterator[Diagnostic]:
        strategy = step.argument("strategy")
        name = strategy.text if strategy else None
        if strategy and name is not None and name not in RETRY:
            proper = LEGACY_STRATEGIES.get(name.lower().replace("_", ""))
            fix = None
            if proper and isinstance(strategy.node, ast.Constant):
                fix = one_fix(f'Write "{proper}"', "safe", replacing(project, path, strategy.node, f'"{proper}"'))
            message = f'"{name}" is not a retry strategy; use "fixed_delay" or "exponential_backoff"'
            yield self.at_node(project, path, strategy.node, message, fix)
        elif name is not None and step.call and step.call.complete:
            for missing in (key for key in RETRY[name] if step.argument(key) is None):
                yield self.at_node(project, path, step.node, f"a {name} retry needs {missing}")
        count = step.argument("max_retry_count")
        if count and isinstance(count.value, str) and not re.fullmatch(r"-?\d+", count.value.strip()):
            yield self.at_node(project, path, count.node, f'"{count.value}" is not a number of retries')
        for key in ("delay_interval", "minimum_interval", "maximum_interval"):
            interval = step.argument(key)
            if interval and interval.text is not None and not _is_time(interval.text):
                message = f'{key} must be HH:MM:SS below 24 hours, not "{interval.text}"'
                yield self.at_node(project, path, interval.node, message)


def _is_time(text: str) -> bool:
    """Whether ``strptime('%H:%M:%S')`` accepts it."""
    match = re.fullmatch(r"(\d{1,2}):(\d{1,2}):(\d{1,2})", text)
    return bool(match) and int(match[1]) < 24 and int(match[2]) < 60 and int(match[3]) <= 61  # type: ignore[index]


class DataTypeExtraField(Rule):
    code = "PYS315"
    name = "data-type-extra-field"
    message = "`data_type` among extra fields breaks the app"
    what = "Checks `trigger_extra_fields` and `binding_extra_fields` for the key `data_type` with a string."
    why = (
        "The whole app fails: `AttributeError: property 'data_type' of 'HttpTrigger' object has no setter` (3.10: "
        "`can't set attribute 'data_type'`)."
    )
    source = "azure-functions, TriggerApi.route"
    fix = "sometimes"
    fix_safety = "The key becomes `dataType`, as function.json has it; that is safe."
    bad = script(HELLO.replace('route="hello"', 'route="hello", trigger_extra_fields={"data_type": "STRING"}'))
    good = script(HELLO.replace('route="hello"', 'route="hello", trigger_extra_fields={"dataType": "STRING"}'))
    proof = Proof("index", "'data_type'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            for name in ("trigger_extra_fields", "binding_extra_fields"):
                argument = step.argument(name)
                if argument is None or not isinstance(argument.node, ast.Dict) or not isinstance(argument.value, dict):
                    continue
                if not isinstance(argument.value.get("data_type"), str):
                    continue
                key = next(k for k in argument.node.keys if isinstance(k, ast.Constant) and k.value == "data_type")
                fix = one_fix('Write "dataType"', "safe", replacing(project, path, key, '"dataType"'))
                yield self.at_node(project, path, key, 'the library cannot set "data_type"; write "dataType"', fix)


class UnexpectedKeyword(Rule):
    code = "PYS316"
    name = "unexpected-keyword"
    message = "A decorator does not take an argument"
    what = (
        "Checks the keywords of decorators that take no extra ones: `route`, `retry`, `table_*` and those of Durable "
        "Functions."
    )
    why = "The whole app fails: `TypeError: TriggerApi.route() got an unexpected keyword argument 'method'`."
    source = "azure-functions, decorators/function_app.py"
    bad = script(HELLO.replace('route="hello"', 'route="hello", method="GET"'))
    good = script(HELLO.replace('route="hello"', 'route="hello", methods=["GET"]'))
    proof = Proof("index", "got an unexpected keyword argument 'method'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            known = CLOSED.get(step.method)
            for keyword in step.call.node.keywords if step.call else ():
                if known is not None and keyword.arg is not None and keyword.arg not in known:
                    message = f"{step.method} takes no argument {keyword.arg}"
                    yield self.at_node(project, path, keyword, message)


class MissingArgument(Rule):
    code = "PYS317"
    name = "missing-argument"
    message = "A decorator lacks an argument that it requires"
    what = "Checks that trigger and binding decorators get all required arguments; `connection` is one of them."
    why = (
        "The whole app fails: `TypeError: TriggerApi.queue_trigger() missing 1 required positional argument: "
        "'connection'`."
    )
    source = "azure-functions, decorators/function_app.py"
    bad = script(
        QUEUE.replace(", connection='AzureWebJobsStorage'", "") + "def work(msg: func.QueueMessage):\n    pass\n"
    )
    good = script(QUEUE + "def work(msg: func.QueueMessage):\n    pass\n")
    proof = Proof("index", "missing 1 required positional argument: 'connection'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            rows = [row for row in step.rows if row.decorator == step.method]
            if not rows or step.call is None or not step.call.complete or step.method == "route":
                continue
            if any(row.type.startswith("cosmosDB") for row in rows):
                continue  # PYS503 tells the versions of its arguments apart
            required = [rows[0].name_param, *(rows[0].params[key] for key in rows[0].required)]
            missing = [name for name in required if step.argument(name) is None]
            if missing:
                function = next(f for f in own_functions(project) if step in f.steps)
                message = f"{label(project, function, step)} lacks {', '.join(missing)}"
                yield self.at_node(project, path, step.node, message)


RULES: tuple[Rule, ...] = (
    UnencodableHttpResult(),
    ReturnWithoutBinding(),
    CardinalityMismatch(),
    DuplicateBindingName(),
    InvalidBindingName(),
    InvalidEnumArgument(),
    InvalidRetry(),
    DataTypeExtraField(),
    UnexpectedKeyword(),
    MissingArgument(),
)
