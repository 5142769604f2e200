"""Cosmos DB properties of extension 3 (bundles 2 and 3) and extension 4 (bundle 4).

Source: azure-webjobs-sdk-extensions ``CosmosDBAttribute`` and ``CosmosDBTriggerAttribute`` of both versions.
"""

from __future__ import annotations

from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.model.app import Binding, Function

RENAMED = {
    "collectionname": "containerName",
    "connectionstringsetting": "connection",
    "leasecollectionname": "leaseContainerName",
    "leaseconnectionstringsetting": "leaseConnection",
    "createleasecollectionifnotexists": "createLeaseContainerIfNotExists",
    "leasescollectionthroughput": "leasesContainerThroughput",
    "leasecollectionprefix": "leaseContainerPrefix",
    "collectionthroughput": "containerThroughput",
}
GONE = frozenset(
    {"checkpointinterval", "checkpointdocumentcount", "usemultiplewritelocations", "usedefaultjsonserialization"}
)
_TYPES = ("cosmosDB", "cosmosDBTrigger")


def for_extension_4(function: Function) -> Function:
    """``function`` with the property names of extension 4; what that no longer reads is left out with a note."""
    bindings = []
    found = list(function.notes)
    for binding in function.bindings:
        if binding.type not in _TYPES:
            bindings.append(binding)
            continue
        bindings.append(replace(binding, properties=_renamed(binding)))
        for key in binding.properties:
            if key.lower() in GONE:
                note = notes.COSMOS_PROPERTY_GONE.at(
                    function.json_path, binding.position, function=function.name, key=key, binding=binding.name
                )
                found.append(note)
    return replace(function, bindings=tuple(bindings), notes=tuple(found))


def _renamed(binding: Binding) -> dict[str, object]:
    return {
        RENAMED.get(key.lower(), key): value for key, value in binding.properties.items() if key.lower() not in GONE
    }
