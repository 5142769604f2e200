"""What annotations of binding parameters mean, and which of them the worker accepts.

``INPUTS`` and ``OUTPUTS`` were asked of the converters that azure-functions registers (``get_binding_registry``); a
test asks the installed release again. Types without a converter are generic: str and bytes. In addition str and bytes
are accepted for every binding without an implicit output (azure-functions-runtime, Registry.validate_function_params).
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pystein_migrate.decorators.app import DecoratedApp, ModuleFacts
from pystein_migrate.decorators.static_values import Defined, External, meaning

Kind = Literal["name", "out", "typing-list", "typing-generic", "builtin-generic", "optional", "unresolved", "unknown"]
INPUTS: Mapping[str, frozenset[str]] = {
    "blob": frozenset({"InputStream"}),
    "blobTrigger": frozenset({"InputStream"}),
    "cosmosDB": frozenset({"DocumentList"}),
    "cosmosDBTrigger": frozenset({"DocumentList"}),
    "eventGridTrigger": frozenset({"EventGridEvent", "CloudEvent"}),
    "eventHubTrigger": frozenset({"EventHubEvent", "List[EventHubEvent]"}),
    "httpTrigger": frozenset({"HttpRequest"}),
    "kafkaTrigger": frozenset({"KafkaEvent", "List[KafkaEvent]"}),
    "mysql": frozenset({"MySqlRowList"}),
    "mysqlTrigger": frozenset({"MySqlRowList"}),
    "queueTrigger": frozenset({"QueueMessage"}),
    "serviceBusTrigger": frozenset({"ServiceBusMessage", "List[ServiceBusMessage]"}),
    "sql": frozenset({"SqlRowList"}),
    "timerTrigger": frozenset({"TimerRequest"}),
}
OUTPUTS: Mapping[str, frozenset[str]] = {
    "blob": frozenset({"str", "bytes", "bytearray", "InputStream"}),
    "cosmosDB": frozenset({"Document", "DocumentList"}),
    "eventGrid": frozenset({"str", "bytes", "EventGridOutputEvent"}),
    "eventHub": frozenset({"str", "bytes"}),
    "http": frozenset({"str", "HttpResponse"}),
    "kafka": frozenset({"str", "bytes"}),
    "mysql": frozenset({"MySqlRow", "MySqlRowList"}),
    "queue": frozenset({"str", "bytes", "QueueMessage"}),
    "serviceBus": frozenset({"str", "bytes"}),
    "sql": frozenset({"SqlRow", "SqlRowList"}),
}
PLAIN_TYPES: Final = frozenset(
    {"str", "bytes", "bytearray", "int", "float", "bool", "dict", "list", "tuple", "set", "object", "None"}
)
LIBRARY_TYPES: Final = frozenset(
    name.removeprefix("List[").removesuffix("]")
    for table in (INPUTS, OUTPUTS)
    for names in table.values()
    for name in names
) - PLAIN_TYPES | {"Context", "OrchestrationContext", "EntityContext"}
KNOWN: Final = (LIBRARY_TYPES | PLAIN_TYPES) - {"CloudEvent"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation as far as it is known: ``name`` is "HttpRequest", "str", …; ``inner`` what Out or List holds."""

    kind: Kind
    name: str = ""
    inner: Annotation | None = None

    @property
    def title(self) -> str:
        """How tables and messages write it."""
        return f"List[{self.inner.name}]" if self.kind == "typing-list" and self.inner else self.name


UNKNOWN_ANNOTATION: Final = Annotation("unknown")


class Resolver:
    """Reads annotations of one module."""

    def __init__(self, app: DecoratedApp, facts: ModuleFacts) -> None:
        self.app = app
        self.facts = facts

    def read(self, node: ast.expr) -> Annotation:
        """What ``node`` means as an annotation."""
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Subscript):
            return self._subscript(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return Annotation("optional")
        if isinstance(node, ast.Name | ast.Attribute):
            return self._named(node)
        return UNKNOWN_ANNOTATION

    def _constant(self, node: ast.Constant) -> Annotation:
        if node.value is None:
            return Annotation("name", "None")
        if isinstance(node.value, str):
            try:
                return self.read(ast.parse(node.value.strip(), mode="eval").body)
            except SyntaxError:
                return UNKNOWN_ANNOTATION
        return UNKNOWN_ANNOTATION

    def _subscript(self, node: ast.Subscript) -> Annotation:
        base = self.read(node.value)
        if base.kind == "out":
            return Annotation("out", "Out", self.read(node.slice))
        if base.kind == "typing-generic":
            if base.name == "typing.List":
                return Annotation("typing-list", "List", self.read(node.slice))
            if base.name in ("typing.Optional", "typing.Union"):
                return Annotation("optional")
            return base
        if base.kind == "name" and base.name in ("list", "dict", "tuple", "set"):
            return Annotation("builtin-generic", base.name, self.read(node.slice))
        return UNKNOWN_ANNOTATION

    def _named(self, node: ast.Name | ast.Attribute) -> Annotation:
        value = meaning(self.app, self.facts, node)
        if isinstance(value, External):
            module, _, last = value.name.rpartition(".")
            if value.name == "azure.functions.Out":
                return Annotation("out", "Out")
            if module.startswith("azure.functions"):
                return Annotation("name", last) if last in LIBRARY_TYPES else UNKNOWN_ANNOTATION
            if module == "typing" and last in ("List", "Dict", "Optional", "Union", "Tuple", "Sequence", "Iterable"):
                return Annotation("typing-generic", value.name)
            return UNKNOWN_ANNOTATION
        if isinstance(value, Defined) and isinstance(value.node, ast.ClassDef) and not value.node.bases:
            simple = not value.node.keywords
            return Annotation("name", value.node.name) if simple else UNKNOWN_ANNOTATION
        if value is None and isinstance(node, ast.Name):
            if node.id in PLAIN_TYPES:
                return Annotation("name", node.id)
            return (
                UNKNOWN_ANNOTATION
                if hasattr(builtins, node.id) or self.facts.open
                else Annotation("unresolved", node.id)
            )
        return UNKNOWN_ANNOTATION


def accepted_input(binding_type: str, annotation: Annotation) -> bool:
    """Whether the worker accepts ``annotation`` for an input; True where that cannot be told."""
    allowed = INPUTS.get(binding_type)
    if allowed is None or annotation.kind not in ("name", "typing-list"):
        return True
    if annotation.kind == "typing-list":
        inner = annotation.inner
        return inner is None or inner.kind != "name" or annotation.title in allowed
    return annotation.name in allowed or annotation.name in ("str", "bytes", "CloudEvent")


def accepted_output(binding_type: str, annotation: Annotation) -> bool:
    """Whether the worker accepts ``annotation`` for an output; True where that cannot be told."""
    allowed = OUTPUTS.get(binding_type)
    if allowed is None or annotation.kind != "name":
        return True
    return annotation.name in allowed
