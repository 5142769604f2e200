"""Stand-ins for the messages between the Functions host and the Python worker (FunctionRpc.proto).

Only what the request handlers of azure-functions-runtime and azure-functions-runtime-v1 touch. As with the generated
classes, an unknown field, a value of the wrong type and an unknown enumeration label are refused; None leaves a field
unset.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Message:
    """A message with the fields in ``FIELDS``: the type of a value, a dict or list, or None for any message."""

    FIELDS: ClassVar[dict[str, Any]] = {}
    LABELS: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __init__(self, **values: Any) -> None:
        for name in self.FIELDS:
            setattr(self, name, self._empty(name))
        self._given = []
        for name, value in values.items():
            if name not in self.FIELDS:
                raise ValueError(f'Protocol message {type(self).__name__} has no "{name}" field.')
            if value is not None:
                setattr(self, name, self._checked(name, value))
                self._given.append(name)

    def _empty(self, name: str) -> Any:
        kind = self.FIELDS[name]
        return kind() if kind is not None else None

    def _checked(self, name: str, value: Any) -> Any:
        labels = self.LABELS.get(name)
        if labels and isinstance(value, str):
            if value not in labels:
                raise ValueError(f'unknown enum label "{value}"')
            return labels.index(value)
        kind = self.FIELDS[name]
        if kind is dict:
            return _checked_map(value)
        if kind is float and isinstance(value, int):
            return float(value)
        if kind is not None and kind is not list and not isinstance(value, kind):
            raise TypeError(f"bad argument type for built-in operation: {name} is {type(value).__name__}")
        return value

    def WhichOneof(self, group: str) -> str | None:  # noqa: N802 - the name in the generated classes
        """The field that was set last; each message here has one such group only."""
        return self._given[-1] if self._given else None


def _checked_map(value: Any) -> dict[Any, Any]:
    for key, item in value.items():
        if not isinstance(key, str) or not (isinstance(item, (str, Message))):
            raise TypeError(f"bad argument type for built-in operation: {key!r} maps to {type(item).__name__}")
    return dict(value)


class TypedData(Message):
    """A value on its way between host and worker; ``data`` is its oneof group."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "string": str,
        "json": str,
        "bytes": bytes,
        "stream": bytes,
        "http": None,
        "int": int,
        "double": float,
        "collection_bytes": None,
        "collection_string": None,
        "collection_double": None,
        "collection_sint64": None,
        "model_binding_data": None,
        "collection_model_binding_data": None,
    }


class CollectionBytes(Message):
    """The ``collection_bytes`` of TypedData."""

    FIELDS: ClassVar[dict[str, Any]] = {"bytes": list}


class CollectionString(Message):
    """The ``collection_string`` of TypedData."""

    FIELDS: ClassVar[dict[str, Any]] = {"string": list}


class CollectionSInt64(Message):
    """The ``collection_sint64`` of TypedData."""

    FIELDS: ClassVar[dict[str, Any]] = {"sint64": list}


class ParameterBinding(Message):
    """One argument of an invocation, in or out; ``rpc_data`` is its oneof group."""

    FIELDS: ClassVar[dict[str, Any]] = {"name": str, "data": None, "rpc_shared_memory": None}

    def WhichOneof(self, group: str) -> str | None:  # noqa: N802
        """``data`` always: no shared memory here."""
        return "data"


class RpcHttp(Message):
    """An HTTP request or response."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "method": str,
        "url": str,
        "headers": dict,
        "body": None,
        "params": dict,
        "status_code": str,
        "query": dict,
        "enable_content_negotiation": bool,
        "rawBody": None,
        "identities": list,
        "cookies": list,
        "nullable_headers": dict,
        "nullable_params": dict,
        "nullable_query": dict,
    }


class NullableString(Message):
    """A string that may be absent."""

    FIELDS: ClassVar[dict[str, Any]] = {"value": str}


class NullableBool(Message):
    """A truth value that may be absent."""

    FIELDS: ClassVar[dict[str, Any]] = {"value": bool}


class NullableDouble(Message):
    """A number that may be absent."""

    FIELDS: ClassVar[dict[str, Any]] = {"value": float}


class Timestamp(Message):
    """Seconds since 1970."""

    FIELDS: ClassVar[dict[str, Any]] = {"seconds": int, "nanos": int}


class NullableTimestamp(Message):
    """A point in time that may be absent."""

    FIELDS: ClassVar[dict[str, Any]] = {"value": None}


class _SameSite:
    Lax = 1
    Strict = 2
    ExplicitNone = 3


setattr(_SameSite, "None", 0)


class RpcHttpCookie(Message):
    """One cookie of a response."""

    SameSite = _SameSite
    FIELDS: ClassVar[dict[str, Any]] = {
        "name": str,
        "value": str,
        "domain": None,
        "path": None,
        "expires": None,
        "secure": None,
        "http_only": None,
        "same_site": int,
        "max_age": None,
    }


class BindingInfo(Message):
    """Type, direction and data type of a binding."""

    inout = 2
    out = 1
    undefined = 0
    string = 1
    binary = 2
    stream = 3
    FIELDS: ClassVar[dict[str, Any]] = {"type": str, "direction": int, "data_type": int, "properties": dict}
    LABELS: ClassVar[dict[str, tuple[str, ...]]] = {
        "direction": ("in", "out", "inout"),
        "data_type": ("undefined", "string", "binary", "stream"),
    }


setattr(BindingInfo, "in", 0)


class RpcRetryOptions(Message):
    """A retry policy as the worker hands it to the host."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "max_retry_count": int,
        "delay_interval": None,
        "minimum_interval": None,
        "maximum_interval": None,
        "retry_strategy": int,
    }
    LABELS: ClassVar[dict[str, tuple[str, ...]]] = {"retry_strategy": ("exponential_backoff", "fixed_delay")}


class RpcFunctionMetadata(Message):
    """A function as the worker announces it, or as the host asks to load it."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "name": str,
        "directory": str,
        "script_file": str,
        "entry_point": str,
        "bindings": dict,
        "is_proxy": bool,
        "status": None,
        "language": str,
        "raw_bindings": list,
        "function_id": str,
        "managed_dependency_enabled": bool,
        "retry_options": None,
        "properties": dict,
    }


class RpcException(Message):
    """An exception as text."""

    FIELDS: ClassVar[dict[str, Any]] = {"source": str, "stack_trace": str, "message": str, "is_user_exception": bool}


class StatusResult(Message):
    """How a request ended."""

    Failure = 0
    Success = 1
    Cancelled = 2
    FIELDS: ClassVar[dict[str, Any]] = {"status": int, "result": str, "exception": None, "logs": list}


class WorkerMetadata(Message):
    """What the worker says of itself."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "runtime_name": str,
        "runtime_version": str,
        "worker_version": str,
        "worker_bitness": str,
        "custom_properties": dict,
    }


class WorkerInitResponse(Message):
    """The answer to worker_init_request."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "worker_version": str,
        "capabilities": dict,
        "result": None,
        "worker_metadata": None,
    }


class FunctionMetadataResponse(Message):
    """The answer to functions_metadata_request."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "function_metadata_results": list,
        "result": None,
        "use_default_metadata_indexing": bool,
    }


class FunctionLoadResponse(Message):
    """The answer to function_load_request."""

    FIELDS: ClassVar[dict[str, Any]] = {"function_id": str, "result": None, "is_dependency_downloaded": bool}


class InvocationResponse(Message):
    """The answer to invocation_request."""

    FIELDS: ClassVar[dict[str, Any]] = {"invocation_id": str, "output_data": list, "return_value": None, "result": None}
