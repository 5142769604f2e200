"""The catalogue: every trigger and binding of function.json, and the decorator that says the same.

One row per binding type, direction and property set. Rows were measured by running every decorator of azure-functions
and by reading the signatures of its released wheels (``releases.MEASURED``); host defaults are from the sources of
azure-functions-host and its extensions. Adding a binding is adding a row; ``tests/facts`` fails when a release of
the library has a decorator or parameter that no row names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from packaging.version import Version

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
    return (row for row in ROWS if row.type == binding_type and row.direction == direction)


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

ROWS: tuple[Row, ...] = (
    Row(
        "httpTrigger",
        "in",
        "route",
        since="1.10.1",
        name_param="trigger_arg_name",
        params={"route": "route", "methods": "methods", "authLevel": "auth_level"},
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
        params={"schedule": "schedule", "runOnStartup": "run_on_startup", "useMonitor": "use_monitor"},
        required=("schedule",),
        host_defaults={"runOnStartup": False, "useMonitor": True},
    ),
    Row(
        "queueTrigger",
        "in",
        "queue_trigger",
        since="1.11.0",
        preview={"1.10": "on_queue_change"},
        params={"queueName": "queue_name", "connection": "connection"},
        required=(
            "queueName",
            "connection",
        ),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "queue",
        "out",
        "queue_output",
        since="1.12.0",
        preview={"1.10": "write_queue", "1.11": "write_queue"},
        params={"queueName": "queue_name", "connection": "connection"},
        required=(
            "queueName",
            "connection",
        ),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "blobTrigger",
        "in",
        "blob_trigger",
        since="1.11.0",
        preview={"1.10": "on_blob_change"},
        params={"path": "path", "connection": "connection", "source": "source"},
        required=(
            "path",
            "connection",
        ),
        host_defaults={"connection": "AzureWebJobsStorage", "source": "LogsAndContainerScan"},
        param_since={"source": "1.20.0"},
    ),
    Row(
        "blob",
        "in",
        "blob_input",
        since="1.12.0",
        preview={"1.10": "read_blob", "1.11": "read_blob"},
        params={"path": "path", "connection": "connection"},
        required=(
            "path",
            "connection",
        ),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "blob",
        "out",
        "blob_output",
        since="1.12.0",
        preview={"1.10": "write_blob", "1.11": "write_blob"},
        params={"path": "path", "connection": "connection"},
        required=(
            "path",
            "connection",
        ),
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "serviceBusTrigger",
        "in",
        "service_bus_queue_trigger",
        variant="queue",
        since="1.11.0",
        preview={"1.10": "on_service_bus_queue_change"},
        params={
            "connection": "connection",
            "queueName": "queue_name",
            "accessRights": "access_rights",
            "isSessionsEnabled": "is_sessions_enabled",
            "cardinality": "cardinality",
            "autoCompleteMessages": "auto_complete_messages",
        },
        required=(
            "connection",
            "queueName",
        ),
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
        params={
            "connection": "connection",
            "topicName": "topic_name",
            "subscriptionName": "subscription_name",
            "accessRights": "access_rights",
            "isSessionsEnabled": "is_sessions_enabled",
            "cardinality": "cardinality",
            "autoCompleteMessages": "auto_complete_messages",
        },
        required=(
            "connection",
            "topicName",
            "subscriptionName",
        ),
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
        params={"connection": "connection", "queueName": "queue_name", "accessRights": "access_rights"},
        required=(
            "connection",
            "queueName",
        ),
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
        params={
            "connection": "connection",
            "topicName": "topic_name",
            "subscriptionName": "subscription_name",
            "accessRights": "access_rights",
        },
        required=(
            "connection",
            "topicName",
        ),
        enums={"accessRights": "AccessRights"},
        host_defaults={"connection": "AzureWebJobsServiceBus"},
    ),
    Row(
        "eventHubTrigger",
        "in",
        "event_hub_message_trigger",
        since="1.11.0",
        preview={"1.10": "on_event_hub_message"},
        params={
            "connection": "connection",
            "eventHubName": "event_hub_name",
            "cardinality": "cardinality",
            "consumerGroup": "consumer_group",
        },
        required=(
            "connection",
            "eventHubName",
        ),
        enums={"cardinality": "Cardinality"},
        host_defaults={"cardinality": "one", "consumerGroup": "$Default"},
    ),
    Row(
        "eventHub",
        "out",
        "event_hub_output",
        since="1.12.0",
        preview={"1.10": "write_event_hub_message", "1.11": "write_event_hub_message"},
        params={"connection": "connection", "eventHubName": "event_hub_name"},
        required=(
            "connection",
            "eventHubName",
        ),
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
        params={
            "databaseName": "database_name",
            "collectionName": "collection_name",
            "connectionStringSetting": "connection_string_setting",
            "leaseCollectionName": "lease_collection_name",
            "leaseConnectionStringSetting": "lease_connection_string_setting",
            "leaseDatabaseName": "lease_database_name",
            "createLeaseCollectionIfNotExists": "create_lease_collection_if_not_exists",
            "leasesCollectionThroughput": "leases_collection_throughput",
            "leaseCollectionPrefix": "lease_collection_prefix",
            "checkpointInterval": "checkpoint_interval",
            "checkpointDocumentCount": "checkpoint_document_count",
            "feedPollDelay": "feed_poll_delay",
            "leaseRenewInterval": "lease_renew_interval",
            "leaseAcquireInterval": "lease_acquire_interval",
            "leaseExpirationInterval": "lease_expiration_interval",
            "maxItemsPerInvocation": "max_items_per_invocation",
            "startFromBeginning": "start_from_beginning",
            "preferredLocations": "preferred_locations",
        },
        required=(
            "databaseName",
            "collectionName",
            "connectionStringSetting",
        ),
        host_defaults={"createLeaseCollectionIfNotExists": False},
    ),
    Row(
        "cosmosDBTrigger",
        "in",
        "cosmos_db_trigger",
        variant="v4",
        since="1.14.0",
        params={
            "connection": "connection",
            "databaseName": "database_name",
            "containerName": "container_name",
            "leaseConnection": "lease_connection",
            "leaseDatabaseName": "lease_database_name",
            "leaseContainerName": "lease_container_name",
            "createLeaseContainerIfNotExists": "create_lease_container_if_not_exists",
            "leasesContainerThroughput": "leases_container_throughput",
            "leaseContainerPrefix": "lease_container_prefix",
            "feedPollDelay": "feed_poll_delay",
            "leaseAcquireInterval": "lease_acquire_interval",
            "leaseExpirationInterval": "lease_expiration_interval",
            "leaseRenewInterval": "lease_renew_interval",
            "maxItemsPerInvocation": "max_items_per_invocation",
            "startFromBeginning": "start_from_beginning",
            "startFromTime": "start_from_time",
            "preferredLocations": "preferred_locations",
            "changeFeedMode": "change_feed_mode",
        },
        required=(
            "connection",
            "databaseName",
            "containerName",
        ),
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
        params={
            "databaseName": "database_name",
            "collectionName": "collection_name",
            "connectionStringSetting": "connection_string_setting",
            "id": "id",
            "sqlQuery": "sql_query",
            "partitionKey": "partition_key",
        },
        required=(
            "databaseName",
            "collectionName",
            "connectionStringSetting",
        ),
    ),
    Row(
        "cosmosDB",
        "in",
        "cosmos_db_input",
        variant="v4",
        since="1.14.0",
        params={
            "connection": "connection",
            "databaseName": "database_name",
            "containerName": "container_name",
            "partitionKey": "partition_key",
            "id": "id",
            "sqlQuery": "sql_query",
            "preferredLocations": "preferred_locations",
        },
        required=(
            "connection",
            "databaseName",
            "containerName",
        ),
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
        params={
            "databaseName": "database_name",
            "collectionName": "collection_name",
            "connectionStringSetting": "connection_string_setting",
            "createIfNotExists": "create_if_not_exists",
            "partitionKey": "partition_key",
            "collectionThroughput": "collection_throughput",
            "useMultipleWriteLocations": "use_multiple_write_locations",
            "preferredLocations": "preferred_locations",
        },
        required=(
            "databaseName",
            "collectionName",
            "connectionStringSetting",
        ),
    ),
    Row(
        "cosmosDB",
        "out",
        "cosmos_db_output",
        variant="v4",
        since="1.14.0",
        params={
            "connection": "connection",
            "databaseName": "database_name",
            "containerName": "container_name",
            "createIfNotExists": "create_if_not_exists",
            "partitionKey": "partition_key",
            "containerThroughput": "container_throughput",
            "preferredLocations": "preferred_locations",
        },
        required=(
            "connection",
            "databaseName",
            "containerName",
        ),
    ),
    Row("eventGridTrigger", "in", "event_grid_trigger", since="1.11.1"),
    Row(
        "eventGrid",
        "out",
        "event_grid_output",
        since="1.12.0",
        preview={"1.11": "write_event_grid"},
        params={
            "topicEndpointUri": "topic_endpoint_uri",
            "topicKeySetting": "topic_key_setting",
            "connection": "connection",
        },
        param_since={"connection": "1.21.0"},
        one_of=(frozenset({"topicEndpointUri", "topicKeySetting"}), frozenset({"connection"})),
    ),
    Row(
        "table",
        "in",
        "table_input",
        since="1.12.0",
        params={
            "connection": "connection",
            "tableName": "table_name",
            "rowKey": "row_key",
            "partitionKey": "partition_key",
            "take": "take",
            "filter": "filter",
        },
        required=(
            "connection",
            "tableName",
        ),
        extras=False,
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "table",
        "out",
        "table_output",
        since="1.12.0",
        params={
            "connection": "connection",
            "tableName": "table_name",
            "rowKey": "row_key",
            "partitionKey": "partition_key",
        },
        required=(
            "connection",
            "tableName",
        ),
        extras=False,
        host_defaults={"connection": "AzureWebJobsStorage"},
    ),
    Row(
        "kafkaTrigger",
        "in",
        "kafka_trigger",
        since="1.21.0",
        params={
            "topic": "topic",
            "brokerList": "broker_list",
            "eventHubConnectionString": "event_hub_connection_string",
            "consumerGroup": "consumer_group",
            "avroSchema": "avro_schema",
            "keyAvroSchema": "key_avro_schema",
            "keyDataType": "key_data_type",
            "username": "username",
            "password": "password",
            "sslKeyLocation": "ssl_key_location",
            "sslCaLocation": "ssl_ca_location",
            "sslCertificateLocation": "ssl_certificate_location",
            "sslKeyPassword": "ssl_key_password",
            "sslCertificatePem": "ssl_certificate_pem",
            "sslKeyPem": "ssl_key_pem",
            "sslCaPem": "ssl_ca_pem",
            "sslCertificateAndKeyPem": "ssl_certificate_and_key_pem",
            "schemaRegistryUrl": "schema_registry_url",
            "schemaRegistryUsername": "schema_registry_username",
            "schemaRegistryPassword": "schema_registry_password",
            "oAuthBearerMethod": "o_auth_bearer_method",
            "oAuthBearerClientId": "o_auth_bearer_client_id",
            "oAuthBearerClientSecret": "o_auth_bearer_client_secret",
            "oAuthBearerScope": "o_auth_bearer_scope",
            "oAuthBearerTokenEndpointUrl": "o_auth_bearer_token_endpoint_url",
            "oAuthBearerExtensions": "o_auth_bearer_extensions",
            "authenticationMode": "authentication_mode",
            "protocol": "protocol",
            "cardinality": "cardinality",
            "lagThreshold": "lag_threshold",
        },
        required=(
            "topic",
            "brokerList",
        ),
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
        params={
            "topic": "topic",
            "brokerList": "broker_list",
            "avroSchema": "avro_schema",
            "keyAvroSchema": "key_avro_schema",
            "keyDataType": "key_data_type",
            "username": "username",
            "password": "password",
            "sslKeyLocation": "ssl_key_location",
            "sslCaLocation": "ssl_ca_location",
            "sslCertificateLocation": "ssl_certificate_location",
            "sslKeyPassword": "ssl_key_password",
            "sslCertificatePem": "ssl_certificate_pem",
            "sslKeyPem": "ssl_key_pem",
            "sslCaPem": "ssl_ca_pem",
            "sslCertificateAndKeyPem": "ssl_certificate_and_key_pem",
            "schemaRegistryUrl": "schema_registry_url",
            "schemaRegistryUsername": "schema_registry_username",
            "schemaRegistryPassword": "schema_registry_password",
            "oAuthBearerMethod": "o_auth_bearer_method",
            "oAuthBearerClientId": "o_auth_bearer_client_id",
            "oAuthBearerClientSecret": "o_auth_bearer_client_secret",
            "oAuthBearerScope": "o_auth_bearer_scope",
            "oAuthBearerTokenEndpointUrl": "o_auth_bearer_token_endpoint_url",
            "oAuthBearerExtensions": "o_auth_bearer_extensions",
            "maxMessageBytes": "max_message_bytes",
            "batchSize": "batch_size",
            "enableIdempotence": "enable_idempotence",
            "messageTimeoutMs": "message_timeout_ms",
            "requestTimeoutMs": "request_timeout_ms",
            "maxRetries": "max_retries",
            "authenticationMode": "authentication_mode",
            "protocol": "protocol",
            "lingerMs": "linger_ms",
        },
        required=(
            "topic",
            "brokerList",
        ),
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
        params={
            "tableName": "table_name",
            "connectionStringSetting": "connection_string_setting",
            "leasesTableName": "leases_table_name",
        },
        required=(
            "tableName",
            "connectionStringSetting",
        ),
    ),
    Row(
        "sql",
        "in",
        "sql_input",
        since="1.18.0",
        params={
            "commandText": "command_text",
            "connectionStringSetting": "connection_string_setting",
            "commandType": "command_type",
            "parameters": "parameters",
        },
        required=(
            "commandText",
            "connectionStringSetting",
        ),
        host_defaults={"commandType": "Text"},
        emitted={"commandType": "Text"},
    ),
    Row(
        "sql",
        "out",
        "sql_output",
        since="1.18.0",
        params={"commandText": "command_text", "connectionStringSetting": "connection_string_setting"},
        required=(
            "commandText",
            "connectionStringSetting",
        ),
    ),
    Row(
        "mysqlTrigger",
        "in",
        "mysql_trigger",
        since="1.23.0",
        params={
            "tableName": "table_name",
            "connectionStringSetting": "connection_string_setting",
            "leasesTableName": "leases_table_name",
        },
        required=(
            "tableName",
            "connectionStringSetting",
        ),
    ),
    Row(
        "mysql",
        "in",
        "mysql_input",
        since="1.23.0",
        params={
            "commandText": "command_text",
            "connectionStringSetting": "connection_string_setting",
            "commandType": "command_type",
            "parameters": "parameters",
        },
        required=(
            "commandText",
            "connectionStringSetting",
        ),
        host_defaults={"commandType": "Text"},
        emitted={"commandType": "Text"},
    ),
    Row(
        "mysql",
        "out",
        "mysql_output",
        since="1.23.0",
        params={"commandText": "command_text", "connectionStringSetting": "connection_string_setting"},
        required=(
            "commandText",
            "connectionStringSetting",
        ),
    ),
    Row("warmupTrigger", "in", "warm_up_trigger", since="1.13.3"),
    Row(
        "orchestrationTrigger",
        "in",
        "orchestration_trigger",
        since="1.20.0",
        name_param="context_name",
        params={"orchestration": "orchestration"},
        extras=False,
        data_type=False,
    ),
    Row(
        "activityTrigger",
        "in",
        "activity_trigger",
        since="1.20.0",
        name_param="input_name",
        params={"activity": "activity"},
        extras=False,
        data_type=False,
    ),
    Row(
        "entityTrigger",
        "in",
        "entity_trigger",
        since="1.20.0",
        name_param="context_name",
        params={"entityName": "entity_name"},
        extras=False,
        data_type=False,
    ),
    Row(
        "durableClient",
        "in",
        "durable_client_input",
        since="1.20.0",
        name_param="client_name",
        params={"taskHub": "task_hub", "connectionName": "connection_name"},
        extras=False,
        data_type=False,
    ),
    Row(
        "orchestrationClient",
        "in",
        "durable_client_input",
        since="1.20.0",
        name_param="client_name",
        params={"taskHub": "task_hub", "connectionName": "connection_name"},
        extras=False,
        data_type=False,
    ),
    Row(
        "daprServiceInvocationTrigger",
        "in",
        "dapr_service_invocation_trigger",
        since="1.18.0",
        params={"methodName": "method_name"},
        required=("methodName",),
    ),
    Row(
        "daprBindingTrigger",
        "in",
        "dapr_binding_trigger",
        since="1.18.0",
        params={"bindingName": "binding_name"},
        required=("bindingName",),
    ),
    Row(
        "daprTopicTrigger",
        "in",
        "dapr_topic_trigger",
        since="1.18.0",
        params={"pubSubName": "pub_sub_name", "topic": "topic", "route": "route"},
        required=(
            "pubSubName",
            "topic",
        ),
        emitted={"route": ANY},  # the topic
    ),
    Row(
        "daprState",
        "in",
        "dapr_state_input",
        since="1.18.0",
        params={"stateStore": "state_store", "key": "key", "daprAddress": "dapr_address"},
        required=(
            "stateStore",
            "key",
        ),
    ),
    Row(
        "daprState",
        "out",
        "dapr_state_output",
        since="1.18.0",
        params={"stateStore": "state_store", "key": "key", "daprAddress": "dapr_address"},
        required=(
            "stateStore",
            "key",
        ),
    ),
    Row(
        "daprSecret",
        "in",
        "dapr_secret_input",
        since="1.18.0",
        params={
            "secretStoreName": "secret_store_name",
            "key": "key",
            "metadata": "metadata",
            "daprAddress": "dapr_address",
        },
        required=(
            "secretStoreName",
            "key",
            "metadata",
        ),
    ),
    Row(
        "daprInvoke",
        "out",
        "dapr_invoke_output",
        since="1.18.0",
        params={"appId": "app_id", "methodName": "method_name", "httpVerb": "http_verb", "daprAddress": "dapr_address"},
        required=(
            "appId",
            "methodName",
            "httpVerb",
        ),
    ),
    Row(
        "daprPublish",
        "out",
        "dapr_publish_output",
        since="1.18.0",
        params={"pubSubName": "pub_sub_name", "topic": "topic", "daprAddress": "dapr_address"},
        required=(
            "pubSubName",
            "topic",
        ),
    ),
    Row(
        "daprBinding",
        "out",
        "dapr_binding_output",
        since="1.18.0",
        params={"bindingName": "binding_name", "operation": "operation", "daprAddress": "dapr_address"},
        required=(
            "bindingName",
            "operation",
        ),
    ),
    Row(
        "assistantSkillTrigger",
        "in",
        "assistant_skill_trigger",
        since="1.20.0",
        params={
            "functionDescription": "function_description",
            "functionName": "function_name",
            "parameterDescriptionJson": "parameter_description_json",
        },
        required=("functionDescription",),
        former_params={"model": ""},
    ),
    Row(
        "textCompletion",
        "in",
        "text_completion_input",
        since="1.20.0",
        params={
            "prompt": "prompt",
            "aiConnectionName": "ai_connection_name",
            "chatModel": "chat_model",
            "temperature": "temperature",
            "topP": "top_p",
            "maxTokens": "max_tokens",
            "isReasoningModel": "is_reasoning_model",
        },
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
        params={
            "id": "id",
            "timestampUtc": "timestamp_utc",
            "chatStorageConnectionSetting": "chat_storage_connection_setting",
            "collectionName": "collection_name",
        },
        required=(
            "id",
            "timestampUtc",
        ),
        host_defaults={"collectionName": "ChatState"},
        emitted={"chatStorageConnectionSetting": "AzureWebJobsStorage", "collectionName": "ChatState"},
        param_since={"chat_storage_connection_setting": "1.22.1", "collection_name": "1.22.1"},
    ),
    Row(
        "assistantPost",
        "in",
        "assistant_post_input",
        since="1.20.0",
        params={
            "id": "id",
            "userMessage": "user_message",
            "aiConnectionName": "ai_connection_name",
            "chatModel": "chat_model",
            "chatStorageConnectionSetting": "chat_storage_connection_setting",
            "collectionName": "collection_name",
            "temperature": "temperature",
            "topP": "top_p",
            "maxTokens": "max_tokens",
            "isReasoningModel": "is_reasoning_model",
        },
        required=(
            "id",
            "userMessage",
        ),
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
        params={
            "input": "input",
            "inputType": "input_type",
            "aiConnectionName": "ai_connection_name",
            "embeddingsModel": "embeddings_model",
            "maxChunkLength": "max_chunk_length",
            "maxOverlap": "max_overlap",
        },
        required=(
            "input",
            "inputType",
        ),
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
        params={
            "input": "input",
            "inputType": "input_type",
            "storeConnectionName": "store_connection_name",
            "collection": "collection",
            "aiConnectionName": "ai_connection_name",
            "embeddingsModel": "embeddings_model",
            "maxChunkLength": "max_chunk_length",
            "maxOverlap": "max_overlap",
        },
        required=(
            "input",
            "inputType",
            "storeConnectionName",
            "collection",
        ),
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
        params={
            "searchConnectionName": "search_connection_name",
            "collection": "collection",
            "query": "query",
            "aiConnectionName": "ai_connection_name",
            "embeddingsModel": "embeddings_model",
            "chatModel": "chat_model",
            "systemPrompt": "system_prompt",
            "maxKnowledgeCount": "max_knowledge_count",
            "temperature": "temperature",
            "topP": "top_p",
            "maxTokens": "max_tokens",
            "isReasoningModel": "is_reasoning_model",
        },
        required=(
            "searchConnectionName",
            "collection",
        ),
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
        params={"toolName": "tool_name", "description": "description", "toolProperties": "tool_properties"},
        required=("toolName",),
        host_defaults={"useResultSchema": False},
        emitted={"useResultSchema": False},
    ),
    Row(
        "mcpResourceTrigger",
        "in",
        "mcp_resource_trigger",
        since="1.25.0",
        params={
            "uri": "uri",
            "resourceName": "resource_name",
            "title": "title",
            "description": "description",
            "mimeType": "mime_type",
            "size": "size",
            "metadata": "metadata",
        },
        required=(
            "uri",
            "resourceName",
        ),
    ),
    Row(
        "mcpPromptTrigger",
        "in",
        "mcp_prompt_trigger",
        since="1.26.0",
        params={
            "promptName": "prompt_name",
            "promptArguments": "prompt_arguments",
            "title": "title",
            "description": "description",
            "metadata": "metadata",
            "icons": "icons",
        },
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
