"""The catalogue: every trigger and binding of function.json, and the decorator that says the same.

One row per binding type, direction and property set. Rows were measured by running every decorator of azure-functions
and by reading the signatures of its released wheels (``releases.MEASURED``); host defaults are from the sources of
azure-functions-host and its extensions. Adding a binding is adding a row; ``tests/facts`` fails when a release of
the library has a decorator or parameter that no row names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from packaging.version import Version

from .releases import BLOB_SOURCE_MEMBER

ANY = object()  # in ``emitted``: a text that is long or made from other arguments, so that no property will equal it

# Members of the library's enumerations, as azure.functions spells them. Those in EXPORTED are attributes of
# azure.functions; values of the others are passed as strings, which the library converts in any case.
ENUMS: Mapping[str, tuple[str, ...]] = {
    "AuthLevel": ("FUNCTION", "ANONYMOUS", "ADMIN"),
    "HttpMethod": ("GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS"),
    "DataType": ("UNDEFINED", "STRING", "BINARY", "STREAM"),
    "Cardinality": ("ONE", "MANY"),
    "AccessRights": ("MANAGE", "LISTEN"),
    "BrokerProtocol": ("NOTSET", "PLAINTEXT", "SSL", "SASLPLAINTEXT", "SASLSSL"),
    "BrokerAuthenticationMode": ("NOTSET", "GSSAPI", "PLAIN", "SCRAMSHA256", "SCRAMSHA512"),
    "KafkaMessageKeyType": ("INT", "LONG", "STRING", "BINARY"),
    "OAuthBearerMethod": ("DEFAULT", "OIDC"),
}
EXPORTED_ENUMS = frozenset({"AuthLevel", "DataType", "Cardinality", "AccessRights"})

# Binding types of the worker's converter registry that return nothing by themselves; every other type, registered or
# not, has an implicit output (worker: bindings/meta.py has_implicit_output, measured on azure-functions 2.3.0).
NO_IMPLICIT_OUTPUT = frozenset(
    {
        "http", "httpTrigger", "kafka", "kafkaTrigger", "blob", "blobTrigger", "cosmosDB", "cosmosDBTrigger",
        "eventGrid", "eventGridTrigger", "eventHub", "eventHubTrigger", "queue", "queueTrigger", "serviceBus",
        "serviceBusTrigger", "timerTrigger", "durableClient", "sql", "warmupTrigger", "mysql", "mysqlTrigger",
    }
)  # fmt: skip

# Durable decorators build a function of their own, so each must be the innermost one and there can be only one.
DURABLE_TYPES = frozenset(
    {"orchestrationTrigger", "activityTrigger", "entityTrigger", "durableClient", "orchestrationClient"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One way to say a binding with a decorator.

    ``type`` and ``direction`` are function.json's; ``variant`` tells apart the property sets of one type (Service Bus
    queue and topic, Cosmos DB extension 3 and 4). ``since`` is the first azure-functions release with the decorator
    under this name and meaning; ``preview`` maps earlier series ("1.10" to "1.13") to the name that it had there, with
    the same parameters in the same order.
    ``name_param`` carries the binding's name, ``params`` maps properties to parameters, ``required`` lists properties
    whose parameter has no default, ``enums`` the enumeration (of azure.functions) that a property is converted to.
    ``extras``: unknown keywords reach the metadata. ``data_type``: the decorator takes ``data_type``.
    ``host_defaults`` is what the host assumes when a property is absent, ``emitted`` what the library writes when the
    parameter is left out, ``param_since`` the first release with a parameter younger than its decorator,
    ``former_params`` a parameter's name before that release and its name since ("" where it has none any more).
    ``one_of``: sets of properties of which the library takes exactly one, whole. ``objects``: properties whose
    parameter takes objects of the library, which function.json does not have.
    ``generic``: there is no decorator of its own; ``obsolete``: no Functions 4.x extension serves it any more.
    """

    type: str
    direction: str
    decorator: str
    since: str
    variant: str = ""
    preview: Mapping[str, str] = field(default_factory=dict)
    name_param: str = "arg_name"
    params: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    enums: Mapping[str, str] = field(default_factory=dict)
    extras: bool = True
    data_type: bool = True
    host_defaults: Mapping[str, Any] = field(default_factory=dict)
    emitted: Mapping[str, Any] = field(default_factory=dict)
    param_since: Mapping[str, str] = field(default_factory=dict)
    former_params: Mapping[str, str] = field(default_factory=dict)
    one_of: tuple[frozenset[str], ...] = ()
    objects: frozenset[str] = frozenset()
    generic: bool = False
    obsolete: bool = False

    @property
    def is_trigger(self) -> bool:
        """Whether this starts a function."""
        return self.type.lower().endswith("trigger")


def rows_for(binding_type: str, direction: str) -> Iterator[Row]:
    """The rows of a binding type (exact spelling) and direction, in the table's order."""
    return (row for row in rows_in_any_case(binding_type, direction) if row.type == binding_type)


def rows_in_any_case(binding_type: str, direction: str) -> Sequence[Row]:
    """The rows of a binding type in any case, as the host takes it, and direction, in the table's order."""
    return _rows_of_types().get((binding_type.lower(), direction), ())


@cache
def _rows_of_types() -> Mapping[tuple[str, str], Sequence[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in ROWS:
        found.setdefault((row.type.lower(), row.direction), []).append(row)
    return found


# Decorators and parameters that 1.x had before 2.x (which began beside 1.24), with the 2.x release that brought them.
LATER_IN_2X: Mapping[str, str] = {
    "key_avro_schema": "2.1.0",
    "key_data_type": "2.1.0",
    "ssl_certificate_pem": "2.1.0",
    "ssl_key_pem": "2.1.0",
    "ssl_ca_pem": "2.1.0",
    "ssl_certificate_and_key_pem": "2.1.0",
    "connector_trigger": "2.2.0",
    "mcp_prompt_trigger": "2.2.0",
}


def is_in_release(name: str, since: str, release: Version) -> bool:
    """Whether azure-functions ``release`` has a decorator or parameter that came with ``since``."""
    first = LATER_IN_2X.get(name, since) if release.major >= 2 else since
    return release >= Version(first)


def needed_release(row: Row) -> Version:
    """The first azure-functions release that takes the arguments of the row's decorator as they are written today."""
    return max(Version(row.since), Version("1.24.0")) if row.former_params else Version(row.since)


def member_of(parameter: str, value: Any, release: Version) -> tuple[str, str] | None:
    """The enumeration of azure.functions and its member, where ``release`` takes no text for the argument ``value``.

    The member is "" where none says ``value``. 1.21.1 reads ``source.value`` of a blob trigger; every other release
    takes the text, too.
    """
    if parameter != "source" or release != BLOB_SOURCE_MEMBER:
        return None
    return "BlobSource", {"EventGrid": "EVENT_GRID", "LogsAndContainerScan": "LOGS_AND_CONTAINER_SCAN"}.get(
        str(value), ""
    )


def has_former_params(row: Row, release: Version) -> bool:
    """Whether the row's decorator in azure-functions ``release`` has parameters under their former names."""
    return bool(row.former_params) and release < Version("1.24.0")


# Decorators of the library that are no binding of function.json, with what they do instead.
NOT_BINDINGS = {
    "function_name": "names the function",
    "http_type": "labels the function; the worker does not read it",
    "retry": "the function's retry policy",
    "mcp_tool": "derives an mcpToolTrigger from the function's signature",
    "mcp_tool_property": "describes an argument of mcp_tool",
    "schedule": "the older name of timer_trigger, still valid",
}


def in_snake_case(*properties: str) -> dict[str, str]:
    """The parameter of each property where the library calls it the same in Python's way."""
    return {name: re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in properties}


_KAFKA_ACCESS = (
    "username",
    "password",
    "sslKeyLocation",
    "sslCaLocation",
    "sslCertificateLocation",
    "sslKeyPassword",
    "sslCertificatePem",
    "sslKeyPem",
    "sslCaPem",
    "sslCertificateAndKeyPem",
    "schemaRegistryUrl",
    "schemaRegistryUsername",
    "schemaRegistryPassword",
    "oAuthBearerMethod",
    "oAuthBearerClientId",
    "oAuthBearerClientSecret",
    "oAuthBearerScope",
    "oAuthBearerTokenEndpointUrl",
    "oAuthBearerExtensions",
)

ROWS: tuple[Row, ...] = (
    Row(
        "httpTrigger",
        "in",
        "route",
        since="1.10.1",
        name_param="trigger_arg_name",
        params=in_snake_case("route", "methods", "authLevel"),
        enums={"authLevel": "AuthLevel", "methods": "HttpMethod"},
        extras=False,
        data_type=False,
        host_defaults={"authLevel": "function"},
    ),
    Row("http", "out", "route", since="1.10.1", name_param="binding_arg_name", extras=False, data_type=False),
    Row(
        "timerTrigger",
        "in",
        "timer_trigger",
        since="1.13.3",
        preview={"1.10": "schedule", "1.11": "schedule", "1.12": "schedule", "1.13": "schedule"},
        params=in_snake_case("schedule", "runOnStartup", "useMonitor"),
        required=("schedule",),
        host_defaults={"runOnStartup": False, "useMonitor": True},
    ),
    Row(
        "queueTrigger",
        "in",
        "queue_trigger",
        since="1.11.0",
        preview={"1.10": "on_queue_change"},
        params=in_snake_case("queueName", "connection"),
        required=("queueName", "connection"),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "queue",
        "out",
        "queue_output",
        since="1.12.0",
        preview={"1.10": "write_queue", "1.11": "write_queue"},
        params=in_snake_case("queueName", "connection"),
        required=("queueName", "connection"),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "blobTrigger",
        "in",
        "blob_trigger",
        since="1.11.0",
        preview={"1.10": "on_blob_change"},
        params=in_snake_case("path", "connection", "source"),
        required=("path", "connection"),
        host_defaults={"connection": "AzureWebJobsStorage", "source": "LogsAndContainerScan"},
        param_since={"source": "1.20.0"},
    ),
    Row(
        "blob",
        "in",
        "blob_input",
        since="1.12.0",
        preview={"1.10": "read_blob", "1.11": "read_blob"},
        params=in_snake_case("path", "connection"),
        required=("path", "connection"),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "blob",
        "out",
        "blob_output",
        since="1.12.0",
        preview={"1.10": "write_blob", "1.11": "write_blob"},
        params=in_snake_case("path", "connection"),
        required=("path", "connection"),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "serviceBusTrigger",
        "in",
        "service_bus_queue_trigger",
        variant="queue",
        since="1.11.0",
        preview={"1.10": "on_service_bus_queue_change"},
        params=in_snake_case(
            "connection", "queueName", "accessRights", "isSessionsEnabled", "cardinality", "autoCompleteMessages"
        ),
        required=("connection", "queueName"),
        enums={"cardinality": "Cardinality", "accessRights": "AccessRights"},
        host_defaults={"connection": "AzureWebJobsServiceBus", "isSessionsEnabled": False, "cardinality": "one"},
        param_since={"auto_complete_messages": "1.25.0"},
    ),
    Row(
        "serviceBusTrigger",
        "in",
        "service_bus_topic_trigger",
        variant="topic",
        since="1.11.0",
        preview={"1.10": "on_service_bus_topic_change"},
        params=in_snake_case(
            "connection",
            "topicName",
            "subscriptionName",
            "accessRights",
            "isSessionsEnabled",
            "cardinality",
            "autoCompleteMessages",
        ),
        required=("connection", "topicName", "subscriptionName"),
        enums={"cardinality": "Cardinality", "accessRights": "AccessRights"},
        host_defaults={"connection": "AzureWebJobsServiceBus"},
        param_since={"auto_complete_messages": "1.25.0"},
    ),
    Row(
        "serviceBus",
        "out",
        "service_bus_queue_output",
        variant="queue",
        since="1.12.0",
        preview={"1.10": "write_service_bus_queue", "1.11": "write_service_bus_queue"},
        params=in_snake_case("connection", "queueName", "accessRights"),
        required=("connection", "queueName"),
        enums={"accessRights": "AccessRights"},
        host_defaults={"connection": "AzureWebJobsServiceBus"},
    ),
    Row(
        "serviceBus",
        "out",
        "service_bus_topic_output",
        variant="topic",
        since="1.12.0",
        preview={"1.10": "write_service_bus_topic", "1.11": "write_service_bus_topic"},
        params=in_snake_case("connection", "topicName", "subscriptionName", "accessRights"),
        required=("connection", "topicName"),
        enums={"accessRights": "AccessRights"},
        host_defaults={"connection": "AzureWebJobsServiceBus"},
    ),
    Row(
        "eventHubTrigger",
        "in",
        "event_hub_message_trigger",
        since="1.11.0",
        preview={"1.10": "on_event_hub_message"},
        params=in_snake_case("connection", "eventHubName", "cardinality", "consumerGroup"),
        required=("connection", "eventHubName"),
        enums={"cardinality": "Cardinality"},
        host_defaults={"cardinality": "one", "consumerGroup": "$Default"},
    ),
    Row(
        "eventHub",
        "out",
        "event_hub_output",
        since="1.12.0",
        preview={"1.10": "write_event_hub_message", "1.11": "write_event_hub_message"},
        params=in_snake_case("connection", "eventHubName"),
        required=("connection", "eventHubName"),
    ),
    Row(
        "cosmosDBTrigger",
        "in",
        "cosmos_db_trigger_v3",
        variant="v3",
        since="1.14.0",
        preview={
            "1.10": "on_cosmos_db_update",
            "1.11": "cosmos_db_trigger",
            "1.12": "cosmos_db_trigger",
            "1.13": "cosmos_db_trigger",
        },
        params=in_snake_case(
            "databaseName",
            "collectionName",
            "connectionStringSetting",
            "leaseCollectionName",
            "leaseConnectionStringSetting",
            "leaseDatabaseName",
            "createLeaseCollectionIfNotExists",
            "leasesCollectionThroughput",
            "leaseCollectionPrefix",
            "checkpointInterval",
            "checkpointDocumentCount",
            "feedPollDelay",
            "leaseRenewInterval",
            "leaseAcquireInterval",
            "leaseExpirationInterval",
            "maxItemsPerInvocation",
            "startFromBeginning",
            "preferredLocations",
        ),
        required=("databaseName", "collectionName", "connectionStringSetting"),
        host_defaults={"createLeaseCollectionIfNotExists": False},
    ),
    Row(
        "cosmosDBTrigger",
        "in",
        "cosmos_db_trigger",
        variant="v4",
        since="1.14.0",
        params=in_snake_case(
            "connection",
            "databaseName",
            "containerName",
            "leaseConnection",
            "leaseDatabaseName",
            "leaseContainerName",
            "createLeaseContainerIfNotExists",
            "leasesContainerThroughput",
            "leaseContainerPrefix",
            "feedPollDelay",
            "leaseAcquireInterval",
            "leaseExpirationInterval",
            "leaseRenewInterval",
            "maxItemsPerInvocation",
            "startFromBeginning",
            "startFromTime",
            "preferredLocations",
            "changeFeedMode",
        ),
        required=("connection", "databaseName", "containerName"),
        host_defaults={"createLeaseContainerIfNotExists": False, "startFromBeginning": False},
        param_since={"change_feed_mode": "2.3.0"},
    ),
    Row(
        "cosmosDB",
        "in",
        "cosmos_db_input_v3",
        variant="v3",
        since="1.14.0",
        preview={
            "1.10": "read_cosmos_db_documents",
            "1.11": "read_cosmos_db_documents",
            "1.12": "cosmos_db_input",
            "1.13": "cosmos_db_input",
        },
        params=in_snake_case(
            "databaseName", "collectionName", "connectionStringSetting", "id", "sqlQuery", "partitionKey"
        ),
        required=("databaseName", "collectionName", "connectionStringSetting"),
    ),
    Row(
        "cosmosDB",
        "in",
        "cosmos_db_input",
        variant="v4",
        since="1.14.0",
        params=in_snake_case(
            "connection", "databaseName", "containerName", "partitionKey", "id", "sqlQuery", "preferredLocations"
        ),
        required=("connection", "databaseName", "containerName"),
    ),
    Row(
        "cosmosDB",
        "out",
        "cosmos_db_output_v3",
        variant="v3",
        since="1.14.0",
        preview={
            "1.10": "write_cosmos_db_documents",
            "1.11": "write_cosmos_db_documents",
            "1.12": "cosmos_db_output",
            "1.13": "cosmos_db_output",
        },
        params=in_snake_case(
            "databaseName",
            "collectionName",
            "connectionStringSetting",
            "createIfNotExists",
            "partitionKey",
            "collectionThroughput",
            "useMultipleWriteLocations",
            "preferredLocations",
        ),
        required=("databaseName", "collectionName", "connectionStringSetting"),
    ),
    Row(
        "cosmosDB",
        "out",
        "cosmos_db_output",
        variant="v4",
        since="1.14.0",
        params=in_snake_case(
            "connection",
            "databaseName",
            "containerName",
            "createIfNotExists",
            "partitionKey",
            "containerThroughput",
            "preferredLocations",
        ),
        required=("connection", "databaseName", "containerName"),
    ),
    Row("eventGridTrigger", "in", "event_grid_trigger", since="1.11.1"),
    Row(
        "eventGrid",
        "out",
        "event_grid_output",
        since="1.12.0",
        preview={"1.11": "write_event_grid"},
        params=in_snake_case("topicEndpointUri", "topicKeySetting", "connection"),
        param_since={"connection": "1.21.0"},
        one_of=(frozenset({"topicEndpointUri", "topicKeySetting"}), frozenset({"connection"})),
    ),
    Row(
        "table",
        "in",
        "table_input",
        since="1.12.0",
        params=in_snake_case("connection", "tableName", "rowKey", "partitionKey", "take", "filter"),
        required=("connection", "tableName"),
        extras=False,
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "table",
        "out",
        "table_output",
        since="1.12.0",
        params=in_snake_case("connection", "tableName", "rowKey", "partitionKey"),
        required=("connection", "tableName"),
        extras=False,
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "kafkaTrigger",
        "in",
        "kafka_trigger",
        since="1.21.0",
        params=in_snake_case(
            "topic",
            "brokerList",
            "eventHubConnectionString",
            "consumerGroup",
            "avroSchema",
            "keyAvroSchema",
            "keyDataType",
            *_KAFKA_ACCESS,
            "authenticationMode",
            "protocol",
            "cardinality",
            "lagThreshold",
        ),
        required=("topic", "brokerList"),
        enums={
            "protocol": "BrokerProtocol",
            "authenticationMode": "BrokerAuthenticationMode",
            "keyDataType": "KafkaMessageKeyType",
            "oAuthBearerMethod": "OAuthBearerMethod",
            "cardinality": "Cardinality",
        },
        host_defaults={
            "keyDataType": "STRING",
            "authenticationMode": "NOTSET",
            "protocol": "NOTSET",
            "cardinality": "ONE",
            "lagThreshold": 1000,
        },
        emitted={
            "keyDataType": "STRING",
            "authenticationMode": "NOTSET",
            "protocol": "NOTSET",
            "cardinality": "ONE",
            "lagThreshold": 1000,
        },
        param_since={
            "key_avro_schema": "1.25.0",
            "key_data_type": "1.25.0",
            "ssl_certificate_pem": "1.25.0",
            "ssl_key_pem": "1.25.0",
            "ssl_ca_pem": "1.25.0",
            "ssl_certificate_and_key_pem": "1.25.0",
        },
    ),
    Row(
        "kafka",
        "out",
        "kafka_output",
        since="1.21.0",
        params=in_snake_case(
            "topic",
            "brokerList",
            "avroSchema",
            "keyAvroSchema",
            "keyDataType",
            *_KAFKA_ACCESS,
            "maxMessageBytes",
            "batchSize",
            "enableIdempotence",
            "messageTimeoutMs",
            "requestTimeoutMs",
            "maxRetries",
            "authenticationMode",
            "protocol",
            "lingerMs",
        ),
        required=("topic", "brokerList"),
        enums={
            "protocol": "BrokerProtocol",
            "authenticationMode": "BrokerAuthenticationMode",
            "keyDataType": "KafkaMessageKeyType",
            "oAuthBearerMethod": "OAuthBearerMethod",
        },
        host_defaults={
            "keyDataType": "STRING",
            "maxMessageBytes": 1000000,
            "batchSize": 10000,
            "enableIdempotence": False,
            "messageTimeoutMs": 300000,
            "requestTimeoutMs": 5000,
            "maxRetries": 2147483647,
            "authenticationMode": "NOTSET",
            "protocol": "NOTSET",
            "lingerMs": 5,
        },
        emitted={
            "keyDataType": "STRING",
            "maxMessageBytes": 1000000,
            "batchSize": 10000,
            "enableIdempotence": False,
            "messageTimeoutMs": 300000,
            "requestTimeoutMs": 5000,
            "maxRetries": 2147483647,
            "authenticationMode": "NOTSET",
            "protocol": "NOTSET",
            "lingerMs": 5,
        },
        param_since={
            "key_avro_schema": "1.25.0",
            "key_data_type": "1.25.0",
            "ssl_certificate_pem": "1.25.0",
            "ssl_key_pem": "1.25.0",
            "ssl_ca_pem": "1.25.0",
            "ssl_certificate_and_key_pem": "1.25.0",
        },
    ),
    Row(
        "sqlTrigger",
        "in",
        "sql_trigger",
        since="1.18.0",
        params=in_snake_case("tableName", "connectionStringSetting", "leasesTableName"),
        required=("tableName", "connectionStringSetting"),
    ),
    Row(
        "sql",
        "in",
        "sql_input",
        since="1.18.0",
        params=in_snake_case("commandText", "connectionStringSetting", "commandType", "parameters"),
        required=("commandText", "connectionStringSetting"),
        host_defaults={"commandType": "Text"},
        emitted={"commandType": "Text"},
    ),
    Row(
        "sql",
        "out",
        "sql_output",
        since="1.18.0",
        params=in_snake_case("commandText", "connectionStringSetting"),
        required=("commandText", "connectionStringSetting"),
    ),
    Row(
        "mysqlTrigger",
        "in",
        "mysql_trigger",
        since="1.23.0",
        params=in_snake_case("tableName", "connectionStringSetting", "leasesTableName"),
        required=("tableName", "connectionStringSetting"),
    ),
    Row(
        "mysql",
        "in",
        "mysql_input",
        since="1.23.0",
        params=in_snake_case("commandText", "connectionStringSetting", "commandType", "parameters"),
        required=("commandText", "connectionStringSetting"),
        host_defaults={"commandType": "Text"},
        emitted={"commandType": "Text"},
    ),
    Row(
        "mysql",
        "out",
        "mysql_output",
        since="1.23.0",
        params=in_snake_case("commandText", "connectionStringSetting"),
        required=("commandText", "connectionStringSetting"),
    ),
    Row("warmupTrigger", "in", "warm_up_trigger", since="1.13.3"),
    Row(
        "orchestrationTrigger",
        "in",
        "orchestration_trigger",
        since="1.20.0",
        name_param="context_name",
        params=in_snake_case("orchestration"),
        extras=False,
        data_type=False,
    ),
    Row(
        "activityTrigger",
        "in",
        "activity_trigger",
        since="1.20.0",
        name_param="input_name",
        params=in_snake_case("activity"),
        extras=False,
        data_type=False,
    ),
    Row(
        "entityTrigger",
        "in",
        "entity_trigger",
        since="1.20.0",
        name_param="context_name",
        params=in_snake_case("entityName"),
        extras=False,
        data_type=False,
    ),
    Row(
        "durableClient",
        "in",
        "durable_client_input",
        since="1.20.0",
        name_param="client_name",
        params=in_snake_case("taskHub", "connectionName"),
        extras=False,
        data_type=False,
    ),
    Row(
        "orchestrationClient",
        "in",
        "durable_client_input",
        since="1.20.0",
        name_param="client_name",
        params=in_snake_case("taskHub", "connectionName"),
        extras=False,
        data_type=False,
    ),
    Row(
        "daprServiceInvocationTrigger",
        "in",
        "dapr_service_invocation_trigger",
        since="1.18.0",
        params=in_snake_case("methodName"),
        required=("methodName",),
    ),
    Row(
        "daprBindingTrigger",
        "in",
        "dapr_binding_trigger",
        since="1.18.0",
        params=in_snake_case("bindingName"),
        required=("bindingName",),
    ),
    Row(
        "daprTopicTrigger",
        "in",
        "dapr_topic_trigger",
        since="1.18.0",
        params=in_snake_case("pubSubName", "topic", "route"),
        required=("pubSubName", "topic"),
        emitted={"route": ANY},  # the topic
    ),
    Row(
        "daprState",
        "in",
        "dapr_state_input",
        since="1.18.0",
        params=in_snake_case("stateStore", "key", "daprAddress"),
        required=("stateStore", "key"),
    ),
    Row(
        "daprState",
        "out",
        "dapr_state_output",
        since="1.18.0",
        params=in_snake_case("stateStore", "key", "daprAddress"),
        required=("stateStore", "key"),
    ),
    Row(
        "daprSecret",
        "in",
        "dapr_secret_input",
        since="1.18.0",
        params=in_snake_case("secretStoreName", "key", "metadata", "daprAddress"),
        required=("secretStoreName", "key", "metadata"),
    ),
    Row(
        "daprInvoke",
        "out",
        "dapr_invoke_output",
        since="1.18.0",
        params=in_snake_case("appId", "methodName", "httpVerb", "daprAddress"),
        required=("appId", "methodName", "httpVerb"),
    ),
    Row(
        "daprPublish",
        "out",
        "dapr_publish_output",
        since="1.18.0",
        params=in_snake_case("pubSubName", "topic", "daprAddress"),
        required=("pubSubName", "topic"),
    ),
    Row(
        "daprBinding",
        "out",
        "dapr_binding_output",
        since="1.18.0",
        params=in_snake_case("bindingName", "operation", "daprAddress"),
        required=("bindingName", "operation"),
    ),
    Row(
        "assistantSkillTrigger",
        "in",
        "assistant_skill_trigger",
        since="1.20.0",
        params=in_snake_case("functionDescription", "functionName", "parameterDescriptionJson"),
        required=("functionDescription",),
        former_params={"model": ""},
    ),
    Row(
        "textCompletion",
        "in",
        "text_completion_input",
        since="1.20.0",
        params=in_snake_case(
            "prompt", "aiConnectionName", "chatModel", "temperature", "topP", "maxTokens", "isReasoningModel"
        ),
        required=("prompt",),
        host_defaults={"temperature": "0.5", "maxTokens": "100", "aiConnectionName": ""},
        emitted={
            "aiConnectionName": "",
            "chatModel": "DefaultChatModel",
            "temperature": "0.5",
            "maxTokens": "100",
            "isReasoningModel": False,
        },
        param_since={"ai_connection_name": "1.24.0", "chat_model": "1.24.0", "is_reasoning_model": "1.24.0"},
        former_params={"model": "chat_model"},
    ),
    Row("assistantCreate", "out", "assistant_create_output", since="1.20.0"),
    Row(
        "assistantQuery",
        "in",
        "assistant_query_input",
        since="1.20.0",
        params=in_snake_case("id", "timestampUtc", "chatStorageConnectionSetting", "collectionName"),
        required=("id", "timestampUtc"),
        host_defaults={"collectionName": "ChatState"},
        emitted={"chatStorageConnectionSetting": "AzureWebJobsStorage", "collectionName": "ChatState"},
        param_since={"chat_storage_connection_setting": "1.22.1", "collection_name": "1.22.1"},
    ),
    Row(
        "assistantPost",
        "in",
        "assistant_post_input",
        since="1.20.0",
        params=in_snake_case(
            "id",
            "userMessage",
            "aiConnectionName",
            "chatModel",
            "chatStorageConnectionSetting",
            "collectionName",
            "temperature",
            "topP",
            "maxTokens",
            "isReasoningModel",
        ),
        required=("id", "userMessage"),
        host_defaults={"collectionName": "ChatState"},
        emitted={
            "aiConnectionName": "",
            "chatModel": "DefaultChatModel",
            "chatStorageConnectionSetting": "AzureWebJobsStorage",
            "collectionName": "ChatState",
            "temperature": "0.5",
            "maxTokens": "100",
            "isReasoningModel": False,
        },
        param_since={
            "ai_connection_name": "1.24.0",
            "chat_model": "1.24.0",
            "chat_storage_connection_setting": "1.22.1",
            "collection_name": "1.22.1",
            "temperature": "1.24.0",
            "top_p": "1.24.0",
            "max_tokens": "1.24.0",
            "is_reasoning_model": "1.24.0",
        },
        former_params={"model": "chat_model"},
    ),
    Row(
        "embeddings",
        "in",
        "embeddings_input",
        since="1.20.0",
        params=in_snake_case(
            "input", "inputType", "aiConnectionName", "embeddingsModel", "maxChunkLength", "maxOverlap"
        ),
        required=("input", "inputType"),
        host_defaults={"maxChunkLength": 8192, "maxOverlap": 128, "aiConnectionName": ""},
        emitted={
            "aiConnectionName": "",
            "embeddingsModel": "DefaultEmbeddingsModel",
            "maxChunkLength": 8192,
            "maxOverlap": 128,
        },
        param_since={"ai_connection_name": "1.24.0", "embeddings_model": "1.24.0"},
        former_params={"model": "embeddings_model"},
    ),
    Row(
        "embeddingsStore",
        "out",
        "embeddings_store_output",
        since="1.20.0",
        params=in_snake_case(
            "input",
            "inputType",
            "storeConnectionName",
            "collection",
            "aiConnectionName",
            "embeddingsModel",
            "maxChunkLength",
            "maxOverlap",
        ),
        required=("input", "inputType", "storeConnectionName", "collection"),
        emitted={
            "aiConnectionName": "",
            "embeddingsModel": "DefaultEmbeddingsModel",
            "maxChunkLength": 8192,
            "maxOverlap": 128,
        },
        param_since={"store_connection_name": "1.24.0", "ai_connection_name": "1.24.0", "embeddings_model": "1.24.0"},
        former_params={"connection_name": "store_connection_name", "model": "embeddings_model"},
    ),
    Row(
        "semanticSearch",
        "in",
        "semantic_search_input",
        since="1.20.0",
        params=in_snake_case(
            "searchConnectionName",
            "collection",
            "query",
            "aiConnectionName",
            "embeddingsModel",
            "chatModel",
            "systemPrompt",
            "maxKnowledgeCount",
            "temperature",
            "topP",
            "maxTokens",
            "isReasoningModel",
        ),
        required=("searchConnectionName", "collection"),
        host_defaults={"maxKnowledgeCount": 1},
        emitted={
            "aiConnectionName": "",
            "embeddingsModel": "DefaultEmbeddingsModel",
            "chatModel": "DefaultChatModel",
            "systemPrompt": ANY,
            "maxKnowledgeCount": 1,
            "temperature": "0.5",
            "maxTokens": "100",
            "isReasoningModel": False,
        },
        param_since={
            "search_connection_name": "1.24.0",
            "ai_connection_name": "1.24.0",
            "temperature": "1.24.0",
            "top_p": "1.24.0",
            "max_tokens": "1.24.0",
            "is_reasoning_model": "1.24.0",
        },
        former_params={"connection_name": "search_connection_name"},
    ),
    Row(
        "mcpToolTrigger",
        "in",
        "mcp_tool_trigger",
        since="1.24.0",
        params=in_snake_case("toolName", "description", "toolProperties"),
        required=("toolName",),
        host_defaults={"useResultSchema": False},
        emitted={"useResultSchema": False},
    ),
    Row(
        "mcpResourceTrigger",
        "in",
        "mcp_resource_trigger",
        since="1.25.0",
        params=in_snake_case("uri", "resourceName", "title", "description", "mimeType", "size", "metadata"),
        required=("uri", "resourceName"),
    ),
    Row(
        "mcpPromptTrigger",
        "in",
        "mcp_prompt_trigger",
        since="1.26.0",
        params=in_snake_case("promptName", "promptArguments", "title", "description", "metadata", "icons"),
        required=("promptName",),
        objects=frozenset({"promptArguments"}),
        host_defaults={"useResultSchema": False},
    ),
    Row("connectorTrigger", "in", "connector_trigger", since="1.26.0"),
    Row("signalRTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("signalR", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("signalRConnectionInfo", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("signalREndpoints", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("signalRNegotiation", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("webPubSubTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("webPubSub", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("webPubSubConnection", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("webPubSubContext", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("sendGrid", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("twilioSms", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("rabbitMQTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("rabbitMQ", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("redisPubSubTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("redisListTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("redisStreamTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("redis", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("redis", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("kusto", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("kusto", "out", "generic_output_binding", since="1.11.0", generic=True),
    Row("mcpToolProperty", "in", "generic_input_binding", since="1.11.0", generic=True),
    Row("manualTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("authenticationEventsTrigger", "in", "generic_trigger", since="1.11.0", generic=True),
    Row("documentDB", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("documentDB", "out", "generic_output_binding", since="1.11.0", generic=True, obsolete=True),
    Row("mobileTable", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("mobileTable", "out", "generic_output_binding", since="1.11.0", generic=True, obsolete=True),
    Row("notificationHub", "out", "generic_output_binding", since="1.11.0", generic=True, obsolete=True),
    Row("apiHubFileTrigger", "in", "generic_trigger", since="1.11.0", generic=True, obsolete=True),
    Row("apiHubFile", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("apiHubTable", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("token", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("graphWebhookTrigger", "in", "generic_trigger", since="1.11.0", generic=True, obsolete=True),
    Row("excel", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("onedrive", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("outlook", "out", "generic_output_binding", since="1.11.0", generic=True, obsolete=True),
    Row("iothub", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
    Row("bot", "out", "generic_output_binding", since="1.11.0", generic=True, obsolete=True),
    Row("easyTable", "in", "generic_input_binding", since="1.11.0", generic=True, obsolete=True),
)
