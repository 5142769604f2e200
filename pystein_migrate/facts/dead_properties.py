"""Properties of function.json that nothing reads: the attributes of the extensions have no such members."""

from __future__ import annotations

from dataclasses import replace

from pystein_migrate.model.app import Binding, Function

# All that the attributes of a binding type have; types and properties in lower case. durable-extension:
# OrchestrationTriggerAttribute and its siblings.
_READ = {
    "orchestrationtrigger": {"orchestration"},
    "activitytrigger": {"activity"},
    "entitytrigger": {"entityname"},
    "durableclient": {"taskhub", "connectionname", "externalclient"},
    "orchestrationclient": {"taskhub", "connectionname", "externalclient"},
}
_LEASES = {
    "leasecollectionname", "leasedatabasename", "leaseconnectionstringsetting", "leasecollectionprefix",
    "createleasecollectionifnotexists", "leasescollectionthroughput", "leasecontainername", "leaseconnection",
    "leasecontainerprefix", "createleasecontainerifnotexists", "leasescontainerthroughput",
}  # fmt: skip
# By type and direction. TimerTriggerAttribute has no time limit, which host.json sets; web hooks ended with Functions
# 1.x; only the trigger of Cosmos DB has leases, and only its output creates a collection (webjobs-sdk-extensions:
# CosmosDBAttribute, CosmosDBAsyncCollector).
_UNREAD = {
    ("httptrigger", "in"): {"webhooktype", "method"},
    ("http", "out"): {"webhooktype"},
    ("timertrigger", "in"): {"functiontimeout"},
    ("cosmosdb", "in"): {*_LEASES, "createifnotexists"},
    ("cosmosdb", "out"): _LEASES,
}


def is_read(binding: Binding, key: str) -> bool:
    """Whether anything reads the property ``key`` of ``binding``, as far as is known."""
    kind, name = binding.type.lower(), key.lower()
    return name in _READ.get(kind, {name}) and name not in _UNREAD.get((kind, binding.direction), ())


def without_unread(function: Function) -> Function:
    """``function`` without the properties of its bindings that nothing reads."""
    return replace(function, bindings=tuple(map(_reduced, function.bindings)))


def _reduced(binding: Binding) -> Binding:
    return replace(
        binding, properties={key: value for key, value in binding.properties.items() if is_read(binding, key)}
    )
