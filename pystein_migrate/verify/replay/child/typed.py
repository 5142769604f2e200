"""TypedData to and from plain JSON values: one key that names the kind, e.g. ``{"string": "x"}``.

Bytes are written ``{"bytes": text}`` where they are UTF-8 and ``{"base64": text}`` where they are not.
"""

from __future__ import annotations

import base64
from typing import Any

from . import protos


def to_message(value: Any) -> protos.TypedData:
    """The TypedData for a plain value; None gives one with nothing set."""
    if value is None:
        return protos.TypedData()
    ((kind, content),) = value.items()
    if kind == "http":
        return protos.TypedData(http=_http(content))
    if kind in ("bytes", "base64"):
        return protos.TypedData(bytes=_bytes({kind: content}))
    if kind == "collection_string":
        return protos.TypedData(collection_string=protos.CollectionString(string=list(content)))
    if kind == "collection_sint64":
        return protos.TypedData(collection_sint64=protos.CollectionSInt64(sint64=list(content)))
    if kind == "collection_bytes":
        items = [_bytes(item) if isinstance(item, dict) else item.encode() for item in content]
        return protos.TypedData(collection_bytes=protos.CollectionBytes(bytes=items))
    return protos.TypedData(**{kind: content})


def _bytes(value: dict[str, str]) -> bytes:
    return base64.b64decode(value["base64"]) if "base64" in value else value["bytes"].encode()


def _http(content: dict[str, Any]) -> protos.RpcHttp:
    return protos.RpcHttp(
        method=content.get("method", "GET"),
        url=content.get("url", ""),
        headers=content.get("headers", {}),
        params=content.get("params", {}),
        query=content.get("query", {}),
        body=to_message(content.get("body")),
    )


def to_plain(data: protos.TypedData | None) -> Any:
    """The plain value of a TypedData; None where nothing is set."""
    if data is None:
        return None
    kind = data.WhichOneof("data")
    if kind is None:
        return None
    content = getattr(data, kind)
    if kind == "bytes":
        return plain_bytes(content)
    if kind == "http":
        return {"http": _plain_http(content)}
    if kind == "collection_bytes":
        return {kind: [plain_bytes(item) for item in content.bytes]}
    if kind == "collection_string":
        return {kind: list(content.string)}
    return {kind: content}


def plain_bytes(data: bytes) -> dict[str, str]:
    """Bytes as a plain value."""
    try:
        return {"bytes": data.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _plain_http(http: Any) -> dict[str, Any]:
    return {
        "status": http.status_code,
        "headers": dict(http.headers),
        "cookies": [_plain_fields(cookie) for cookie in http.cookies],
        "body": to_plain(http.body),
    }


def _plain_fields(message: Any) -> Any:
    if not isinstance(message, protos.Message):
        return message
    return {name: _plain_fields(getattr(message, name)) for name in message.FIELDS}
