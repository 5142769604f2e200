"""Infrastructure code that puts a function.json into the app by itself.

Terraform's ``azurerm_function_app_function`` and resources of the type ``Microsoft.Web/sites/functions`` send one to
the management API. They cannot express a function of the decorator model (terraform-provider-azurerm issue 25460), and
the folder that they bring back makes the app a mixed one. What only refers to a function, as a subscription of Event
Grid or ``listKeys`` do, goes on working: the function keeps its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note, Position
from pystein_migrate.text.raw import RawText

from .migration import Migration

_TYPE = r"Microsoft\.Web/sites(?:/slots)?/functions"
_RESOURCES: dict[tuple[str, ...], re.Pattern[str]] = {
    (".tf.json",): re.compile(r'"azurerm_function_app_function"\s*:'),
    (".tf",): re.compile(rf'(?im)^\s*resource\s+"azurerm_function_app_function"|^\s*type\s*=\s*"{_TYPE}@'),
    (".bicep",): re.compile(rf"(?im)^\s*resource\s+\w+\s+'(?:{_TYPE}|functions)(?:@[^']*)?'\s*=(?!\s*existing\b)"),
    (".json",): re.compile(rf'(?i)"type"\s*:\s*"(?:{_TYPE}|functions)"(?=[^{{}}]*"(?:properties|apiVersion|name)")'),
    (".yml", ".yaml"): re.compile(
        r"(?im)^\s*type:\s*azure(?:-native:web\S*:WebAppFunction|:appservice\S*:FunctionAppFunction)\b"
    ),
    (".py",): re.compile(r"(?<![\w])(?:web(?:\.\w+)?\.WebAppFunction|appservice\.FunctionAppFunction)\("),
}


def function_resources(migration: Migration) -> Iterator[Note]:
    """A note for each resource that is a function."""
    for path, data in migration.left.items():
        pattern = next((pattern for suffixes, pattern in _RESOURCES.items() if path.endswith(suffixes)), None)
        if pattern is None or path.endswith("/function.json"):
            continue
        text = RawText.decode(data).text
        if path.endswith(".json") and not path.endswith(".tf.json") and "deploymenttemplate.json" not in text.lower():
            continue
        for match in pattern.finditer(text):
            at = match.start() + len(match.group()) - len(match.group().lstrip())
            yield notes.FUNCTION_RESOURCE.at(path, Position.at(text, at))
