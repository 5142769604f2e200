"""What a star import of the library brings, by release; asked of the wheels."""

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
    (Version("1.11.2"), _FIRST),
    (Version("1.11.1"), _FIRST | _SQL),
)
# azure-functions-durable 1.2.10 to 1.7.0; the names of older releases are among them.
_DURABLE: Final = frozenset(
    {
        "Blueprint", "DFApp", "DurableEntityContext", "DurableFunctionsCompatibilityWarning",
        "DurableOrchestrationClient", "DurableOrchestrationContext", "Entity", "EntityId", "ManagedIdentityTokenSource",
        "OrchestrationRuntimeStatus", "Orchestrator", "RetryOptions",
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
