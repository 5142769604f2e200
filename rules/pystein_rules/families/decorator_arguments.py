"""Arguments of decorators: their names and values."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from pystein_migrate.decorators.app import Argument
from pystein_migrate.facts.catalogue import ENUMS
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import label, library_steps, own_functions
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing

from .returns import QUEUE

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
        members = _members(enum)
        allowed = ", ".join(members)
        if parameter == "methods" and isinstance(value, str):
            fix = None
            if value.upper() in members and isinstance(argument.node, ast.Constant):
                file = project.python(path)
                content = f"[{file.segment(argument.node)}]" if file else ""
                fix = one_fix("Make it a list", "safe", replacing(project, path, argument.node, content))
            yield self.at_node(project, path, argument.node, "methods must be a list, not a string", fix)
            return
        values = value if isinstance(value, list) else [value]
        for item in values:
            if isinstance(item, str) and item.upper() not in members:
                message = f'{parameter} cannot be "{item}"; allowed are {allowed}'
                yield self.at_node(project, path, argument.node, message)


def _members(enum: str) -> tuple[str, ...]:
    """The names of an enumeration; those of azure-functions 2.x, which has one HTTP method more, included."""
    return (*ENUMS[enum], "QUERY") if enum == "HttpMethod" else ENUMS[enum]


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
