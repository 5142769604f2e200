"""Which names earlier releases of azure-functions had, read from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from packaging.version import Version

from pystein_migrate.facts import releases

from .catalogue import ROWS, Row

# Decorators that are no row, with the release that brought them.
PLAIN_DECORATORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "function_name": "1.10.1",
        "route": "1.10.1",
        "schedule": "1.10.1",
        "generic_trigger": "1.11.0",
        "generic_input_binding": "1.11.0",
        "generic_output_binding": "1.11.0",
        "http_type": "1.12.0",
        "register_functions": "1.12.0",
        "register_blueprint": "1.12.0",
        "retry": "1.18.0",
        "mcp_tool": "1.25.0",
        "mcp_tool_property": "1.25.0",
    }
)

ROUTE_DATA_TYPES: Final = {
    "trigger_arg_data_type": "trigger_extra_fields",
    "output_arg_data_type": "binding_extra_fields",
}
CONSTRUCTOR_PARAMS: Final = ("wsgi_app", "asgi_app", "app_kwargs", "auth_level")  # of 1.10, in its order
HTTP_APP_CLASSES: Final = {"wsgi_app": "WsgiFunctionApp", "asgi_app": "AsgiFunctionApp"}
RETRY_STRATEGIES: Final = {"fixedDelay": "fixed_delay", "exponentialBackoff": "exponential_backoff"}

_GA_NAMES: Final = frozenset(row.decorator for row in ROWS)

# Names that no GA release has: whoever says them means the preview.
PREVIEW_ONLY: Final[Mapping[str, Row]] = MappingProxyType(
    {
        name: row
        for row in ROWS
        for name in row.preview.values()
        if name not in _GA_NAMES and name not in PLAIN_DECORATORS
    }
)


def _v4_of(row: Row) -> Row | None:
    return next(
        (
            other
            for other in ROWS
            if (other.type, other.direction, other.variant) == (row.type, row.direction, "v4") and row.variant == "v3"
        ),
        None,
    )


# The extension 4 row beside each extension 3 row of Cosmos DB.
COSMOS_V4: Final[Mapping[str, Row]] = MappingProxyType(
    {row.decorator: v4 for row in ROWS if (v4 := _v4_of(row)) is not None}
)
# Names that meant extension 3 up to 1.13 and mean extension 4 since: their arguments tell which.
COSMOS_SHARED: Final[Mapping[str, Row]] = MappingProxyType(
    {v4.decorator: row for row in ROWS if (v4 := COSMOS_V4.get(row.decorator)) is not None}
)
# Decorators some of whose parameters were renamed between GA releases.
REPARAMETERED: Final[Mapping[str, Row]] = MappingProxyType({row.decorator: row for row in ROWS if row.former_params})

# Methods of an app object that may need a rewrite.
DECORATORS: Final = frozenset({*PREVIEW_ONLY, *COSMOS_SHARED, *REPARAMETERED, "schedule", "route", "retry"})


def cosmos_v3_words(row: Row) -> frozenset[str]:
    """Parameters of an extension 3 row that extension 4 does not have."""
    return frozenset(row.params.values()) - frozenset(COSMOS_V4[row.decorator].params.values())


def cosmos_v4_words(row: Row) -> frozenset[str]:
    """Parameters of extension 4 that an extension 3 row does not have."""
    return frozenset(COSMOS_V4[row.decorator].params.values()) - frozenset(row.params.values())


# Decorators with a younger property (by its name in function.json) before data_type.
DATA_TYPE_MOVED: Final[Mapping[str, str]] = MappingProxyType(
    {"blob_trigger": "source", "event_grid_output": "connection"}
)


def positional_params(row: Row) -> tuple[str, ...]:
    """The row's parameters in the order in which the decorator takes them, ``data_type`` left out."""
    return (row.name_param, *row.params.values())


def cosmos_v4_param(old: str, v4: Row) -> str | None:
    """The extension 4 name of an extension 3 parameter; None for one that extension 4 has no word for."""
    new = old.replace("connection_string_setting", "connection").replace("collection", "container")
    return new if new in (v4.name_param, "data_type", *v4.params.values()) else None


def former_since(row: Row) -> Version:
    """The first release without the row's former parameters."""
    renamed = [row.param_since[new] for new in row.former_params.values() if new in row.param_since]
    return Version(renamed[0]) if renamed else releases.OPENAI_RENAMES


def candidate_pattern(rename_schedule: bool) -> re.Pattern[bytes]:
    """Finds the files that may hold an earlier spelling, so that no other file is parsed."""
    words = [*PREVIEW_ONLY, *ROUTE_DATA_TYPES, *CONSTRUCTOR_PARAMS, *RETRY_STRATEGIES, *COSMOS_SHARED, *REPARAMETERED]
    if rename_schedule:
        words.append("schedule")
    any_word = b"|".join(word.encode() for word in sorted(words))
    positional = rb"FunctionApp\s*\(\s*(?!\)|http_auth_level\b|app\b)"
    return re.compile(rb"\b(?:" + any_word + rb")\b|" + positional)
