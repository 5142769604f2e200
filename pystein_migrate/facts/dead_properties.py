"""Properties of function.json that nothing has read since Functions 2.x."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.model.app import Binding

_SINCE_V2 = "has had no effect since Functions 2.x"
# Binding type and property, both in lower case. WebHook receivers ended with Functions 1.x.
_DEAD = {("httptrigger", "webhooktype"): _SINCE_V2}
# The extension's attributes have just these (durable-extension: OrchestrationTriggerAttribute and its siblings).
_DURABLE_TRIGGERS = {
    "orchestrationtrigger": "orchestration",
    "activitytrigger": "activity",
    "entitytrigger": "entityname",
}


def dead_properties(binding: Binding) -> Iterator[tuple[str, str, str]]:
    """Every property of ``binding`` that is not read: its name, what is to be said about it, and what could be done."""
    kind = binding.type.lower()
    for key in binding.properties:
        message = _DEAD.get((kind, key.lower()))
        if message:
            yield key, message, "remove it; it is carried along so that nothing is lost"
        elif kind in _DURABLE_TRIGGERS and key.lower() not in (_DURABLE_TRIGGERS[kind], "datatype"):
            yield key, "is not read by the durable extension", "remove it to have the function take a durable decorator"
