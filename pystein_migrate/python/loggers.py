"""Loggers and the like that a file has called by its own ``__name__``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .expressions import called_name
from .imports import LEGACY_ROOT
from .modules import Modules
from .source import Source, once

# Calls that take a name for what the module logs, traces or measures with.
_NAMED_CALLS = frozenset({"getLogger", "get_logger", "getChild", "get_tracer", "get_meter"})
# Calls that take a module's name for where a web application is.
_APPLICATIONS = frozenset({"Flask", "FastAPI", "Quart", "Blueprint"})
_LOGGING = frozenset(
    {
        "critical", "debug", "error", "exception", "fatal", "getEffectiveLevel", "info", "isEnabledFor", "log", "warn",
        "warning",
    }
)  # fmt: skip

_DISABLES = "disable_existing_loggers"  # True where a configuration does not say


@once
def name_labels(source: Source) -> tuple[ast.Name, ...]:
    """The uses of ``__name__`` as a mere label, such as ``logging.getLogger(__name__)``."""
    return tuple(_given_own_name(source, _NAMED_CALLS | _APPLICATIONS))


@once
def logger_labels(source: Source) -> tuple[ast.Name, ...]:
    """Those of them that are the name of a logger, tracer or meter."""
    return tuple(_given_own_name(source, _NAMED_CALLS))


def _given_own_name(source: Source, calls: frozenset[str]) -> Iterator[ast.Name]:
    for node in source.nodes_of(ast.Call):
        for argument in node.args if called_name(node) in calls else ():
            if isinstance(argument, ast.Name) and argument.id == "__name__":
                yield argument


@once
def own_logger_labels(source: Source) -> tuple[ast.Name, ...]:
    """The :func:`logger_labels` of a file whose logger others cannot share: something is done with it but logging."""
    labels = logger_labels(source)
    return () if all(_only_logs(source, label) for label in labels) else labels


def configures_legacy_loggers(modules: Modules) -> bool:
    """Whether code of the app asks for loggers by the names that only the legacy model gave them, ``__app__…``."""
    if not modules.mention([LEGACY_ROOT.encode()]):
        return False
    return any(map(legacy_logger_names, modules.sources()))


@once
def legacy_logger_names(source: Source) -> tuple[ast.AST, ...]:
    """The strings of ``source`` by which it asks for such loggers: in calls, or in a dictionary for ``dictConfig``."""
    found: list[ast.AST | None] = []
    for node in source.nodes_of(ast.Call, ast.Dict):
        if isinstance(node, ast.Call) and called_name(node) in _NAMED_CALLS:
            found += node.args[:1]
        elif isinstance(node, ast.Dict) and "dictConfig" in source.text:
            found += node.keys
    return tuple(node for node in found if node is not None and _is_legacy_name(node))


@once
def keeps_existing_loggers(source: Source) -> bool:
    """Whether a logging configuration in ``source`` says that loggers made before it are not disabled."""
    for node in source.nodes_of(ast.Dict, ast.keyword):
        options = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
        for key, value in options:
            if isinstance(key, ast.Constant) and key.value == _DISABLES and _is_false(value):
                return True
        if isinstance(node, ast.keyword) and node.arg == _DISABLES and _is_false(node.value):
            return True
    return False


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _is_legacy_name(node: ast.AST) -> bool:
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and text.partition(".")[0] == LEGACY_ROOT


def _only_logs(source: Source, label: ast.Name) -> bool:
    call = source.parents[label]
    if not isinstance(call, ast.Call) or ast.unparse(call.func) not in ("logging.getLogger", "getLogger"):
        return False
    parent = source.parents[call]
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    if not isinstance(parent, (ast.Assign, ast.AnnAssign)):
        return _is_logging(source, call)
    if isinstance(source.parents[parent], ast.ClassDef):
        return False
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    uses = (node for node in source.nodes_of(ast.Name) if node.id in names)
    return len(names) == len(targets) and all(
        isinstance(use.ctx, ast.Store) or _is_logging(source, use) for use in uses
    )


def _is_logging(source: Source, logger: ast.AST) -> bool:
    """Whether the logger is asked there to log, or whether it would."""
    method = source.parents[logger]
    called = source.parents.get(method)
    is_call = isinstance(called, ast.Call) and called.func is method
    return is_call and isinstance(method, ast.Attribute) and method.attr in _LOGGING
