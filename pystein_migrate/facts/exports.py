"""What the library has to offer, and what a star import of it brings, by release; asked of the wheels."""

from __future__ import annotations

from typing import Final

from packaging.version import Version

FUNCTIONS: Final = "azure.functions"
DURABLE_FUNCTIONS: Final = "azure.durable_functions"

# ``__all__`` names WarmUpContext from this release on, which the module does not have, so that a star import raises.
STAR_IMPORT_FAILS: Final = Version("1.13.3")
STAR_IMPORT_ERROR: Final = "AttributeError: module 'azure.functions' has no attribute 'WarmUpContext'"

_FIRST: Final = frozenset(
    {
        "AccessRights", "AppExtensionBase", "AsgiMiddleware", "AuthLevel", "Cardinality", "Context", "DataType",
        "Document", "DocumentList", "EntityContext", "EventGridEvent", "EventGridOutputEvent", "EventHubEvent",
        "ExtensionMeta", "FuncExtensionBase", "Function", "FunctionApp", "FunctionExtensionException", "HttpMethod",
        "HttpRequest", "HttpResponse", "InputStream", "KafkaConverter", "KafkaEvent", "KafkaTriggerConverter",
        "OrchestrationContext", "Out", "QueueMessage", "ServiceBusMessage", "TimerRequest", "WsgiMiddleware",
        "get_binding_registry",
    }
)  # fmt: skip
_SQL: Final = frozenset({"SqlRow", "SqlRowList"})
_GENERALLY_AVAILABLE: Final = _FIRST | {
    "AsgiFunctionApp", "BindingApi", "Blueprint", "DecoratorApi", "ExternalHttpFunctionApp", "FunctionRegister",
    "TriggerApi", "WsgiFunctionApp",
}  # fmt: skip
_MEANT: Final = _GENERALLY_AVAILABLE | _SQL | {
    "BlobSource", "CloudEvent", "CosmosDBChangeFeedMode", "MCPToolContext", "McpPropertyType", "MySqlRow",
    "MySqlRowList", "PromptArgument", "PromptInvocationContext", "SettingsApi", "mcp_content", "register_converter",
}  # fmt: skip
# The names since each release, newest first. Those of releases whose star import fails are what it was written for.
_SINCE: Final = (
    (STAR_IMPORT_FAILS, _MEANT),
    (Version("1.13.2"), _GENERALLY_AVAILABLE | _SQL),
    (Version("1.12.0"), _GENERALLY_AVAILABLE),
    (Version("1.11.3"), _GENERALLY_AVAILABLE | _SQL),
    (Version("1.11.2"), _FIRST),
    (Version("1.11.1"), _FIRST | _SQL),
)
# azure-functions-durable 1.2.4 to 1.7.0; the names of older releases are among them.
_DURABLE: Final = frozenset(
    {
        "Blueprint", "DFApp", "DurableEntityContext", "DurableFunctionsCompatibilityWarning",
        "DurableOrchestrationClient", "DurableOrchestrationContext", "Entity", "EntityId", "ManagedIdentityTokenSource",
        "OrchestrationRuntimeStatus", "Orchestrator", "RetryOptions",
    }
)  # fmt: skip

# The public modules in the package azure.functions, of all releases.
SUBMODULES: Final = frozenset(
    {
        "blob", "connectors", "cosmosdb", "decorators", "durable_functions", "eventgrid", "eventhub", "extension",
        "http", "kafka", "mcp", "meta", "mysql", "queue", "servicebus", "sql", "timer", "warmup",
    }
)  # fmt: skip


def star_names(module: str, release: Version) -> frozenset[str] | None:
    """The names that ``from module import *`` binds with azure-functions ``release``; None for other modules.

    Where the import fails (:data:`STAR_IMPORT_FAILS`), the names that it was written for.
    """
    if module == DURABLE_FUNCTIONS:
        return _DURABLE
    if module != FUNCTIONS:
        return None
    return next((names for since, names in _SINCE if since <= release), _FIRST)


# The enumerations of azure.functions, with the members that any release has.
_MEMBERS: Final = {
    "AccessRights": frozenset({"LISTEN", "MANAGE"}),
    "AuthLevel": frozenset({"ADMIN", "ANONYMOUS", "FUNCTION"}),
    "BlobSource": frozenset({"EVENT_GRID", "LOGS_AND_CONTAINER_SCAN"}),
    "Cardinality": frozenset({"MANY", "ONE"}),
    "DataType": frozenset({"BINARY", "STREAM", "STRING", "UNDEFINED"}),
    "HttpMethod": frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"}),
}


def missing_from_library(dotted: str) -> tuple[str, str] | None:
    """The owner and the name in ``dotted`` that no release of the libraries has; None if nothing speaks against it.

    Classes are judged, and the members of enumerations; ``dotted`` is as ``azure.functions.AuthLevel.ANONYMUS``.
    """
    for module, classes in ((FUNCTIONS, _MEANT), (DURABLE_FUNCTIONS, _DURABLE)):
        if not dotted.startswith(module + "."):
            continue
        name, *rest = dotted.removeprefix(module + ".").split(".")
        if name[:1].isupper() and name not in classes:
            return module, name
        members = _MEMBERS.get(name) if module == FUNCTIONS else None
        if members and rest and rest[0].isidentifier() and not rest[0].startswith("_") and rest[0] not in members:
            return (f"{module}.{name}", rest[0]) if rest[0].isupper() else None
    return None
