"""Services that a script calls when it is loaded."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.python.expressions import called_name, last_name, root_name
from pystein_migrate.python.imports import items_of
from pystein_migrate.python.loading import Step

from .risk import Risk, Surroundings, shown

_REQUESTS = frozenset({"get", "post", "put", "patch", "delete", "head", "request"})
_HTTP_CLIENTS = frozenset({"requests", "httpx", "session"})
# Methods of clients that send something at once.
_CALLS = frozenset(
    {
        "acquire_token_for_client", "connect", "create_connection", "create_container_if_not_exists",
        "create_database_if_not_exists", "create_queue", "create_table", "create_table_if_not_exists", "download_blob",
        "execute", "get_caller_identity", "get_certificate", "get_configuration_setting", "get_key", "get_secret",
        "get_token", "getaddrinfo", "gethostbyname", "ping", "urlopen", "urlretrieve",
    }
)  # fmt: skip


def services(around: Surroundings, step: Step) -> Iterator[Risk]:
    """Calls of libraries that wait for an answer of something outside the app."""
    for node in step.nodes():
        if isinstance(node, ast.Call) and _sends(node) and not _is_own(around, step, node.func):
            text = shown(step.source, node.func) if root_name(node.func) else called_name(node)
            yield Risk(notes.SERVICE_AT_LOAD, f"{text}()", "OSError", step.source, node)


def _sends(node: ast.Call) -> bool:
    name = called_name(node)
    if name in _REQUESTS and isinstance(node.func, ast.Attribute):
        return last_name(node.func.value) in _HTTP_CLIENTS
    return name in _CALLS or root_name(node.func) == "subprocess"


def _is_own(around: Surroundings, step: Step, called: ast.expr) -> bool:
    """Whether the app's own code is called, whose steps are looked at by themselves."""
    name = called.id if isinstance(called, ast.Name) else root_name(called)
    own = (item for _, item in items_of(step.source, step.source.tree.body) if item.bound_name == name)
    return any(around.modules.path_of(item.module) is not None for item in own)
