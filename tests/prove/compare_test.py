"""The proof itself: whatever is changed in the library's metadata is reported, and what the host cannot tell apart is not."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from decorating import TIMER, bound, decorate_one
from hypothesis import given, settings
from hypothesis import strategies as st

from pystein_migrate.model.app import Function
from pystein_migrate.prove.compare import differences

Metadata = dict[str, Any]

FUNCTIONS = {
    "http": bound(
        {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "function", "methods": ["get", "post"], "route": "a/{b}"},
        {"type": "http", "direction": "out", "name": "$return"},
    ),
    "generic http": bound(
        {"type": "httpTrigger", "direction": "in", "name": "req", "methods": ["get"], "custom": {"a": [1, {"b": True}]}},
        {"type": "queue", "direction": "out", "name": "$return", "queueName": "q", "connection": "C"},
    ),
    "bus": bound(
        {"type": "serviceBusTrigger", "direction": "in", "name": "msg", "topicName": "t", "subscriptionName": "s", "connection": "C",
         "cardinality": "many", "accessRights": "listen", "isSessionsEnabled": True, "dataType": "binary"},
        {"type": "blob", "direction": "in", "name": "file", "path": "a/{b}", "connection": "S"},
        {"type": "cosmosDB", "direction": "out", "name": "docs", "databaseName": "d", "containerName": "c", "connection": "C",
         "createIfNotExists": False, "containerThroughput": 400},
    ),
    "retry": bound(TIMER | {"runOnStartup": True}, retry={"strategy": "fixedDelay", "maxRetryCount": 5, "delayInterval": "00:00:10"}),
}  # fmt: skip


def proven(function: Function) -> tuple[Function, Metadata, dict[str, Any] | None]:
    decorated = decorate_one(function, level="ANONYMOUS")
    assert decorated.differences() == []
    return decorated.function, decorated.indexed.json, decorated.indexed.retry


@pytest.fixture(params=FUNCTIONS, scope="module")
def known(request):
    return proven(FUNCTIONS[request.param])


HOSTS_DEFAULTS = (("createIfNotExists", False), ("authLevel", "function"), ("authLevel", "FUNCTION"), ("route", "Fn0"))
OTHER_VALUES = ["other", "", 7, 1, 0, True, False, 1.0, 5.0, [], ["other"], {}, {"other": 1}]


def is_default(key: str, value: Any) -> bool:
    """Whether the host takes the value for the property's absence, or reads it the same way."""
    return key == "dataType" and value == ""


def mutants(metadata: Metadata) -> Iterator[tuple[str, Metadata]]:
    """The metadata with one thing changed, and what that is."""
    for index, binding in enumerate(metadata["bindings"]):

        def changed(**properties: Any) -> Metadata:
            copied = copy.deepcopy(metadata)
            copied["bindings"][index] |= properties  # noqa: B023
            return copied

        without = copy.deepcopy(metadata)
        del without["bindings"][index]
        yield f"no {binding['name']}", without
        twice = copy.deepcopy(metadata)
        twice["bindings"].append(copy.deepcopy(binding))
        yield f"{binding['name']} twice", twice
        yield "another name", changed(name="another")
        if binding["name"].lower() != binding["name"].upper():
            yield "the name's case", changed(name=binding["name"].swapcase())
        yield "another type", changed(type="other" + binding["type"])
        yield "the type's case", changed(type=binding["type"].swapcase())
        yield "another direction", changed(direction="OUT" if binding["direction"] == "IN" else "IN")
        yield "a property more", changed(somethingNew="x")
        yield "a property more, with a zero", changed(somethingNew=0)
        for key, value in binding.items():
            if key in ("name", "type", "direction"):
                continue
            lacking = copy.deepcopy(metadata)
            del lacking["bindings"][index][key]
            if (key, value) not in HOSTS_DEFAULTS:
                yield f"no {key}", lacking
            yield f"the case of {key}", changed(**{key.lower() + "X": value})
            for other in OTHER_VALUES:
                if json.dumps(other) != json.dumps(value) and not is_default(key, other):
                    yield f"{key}: {value!r} to {other!r}", changed(**{key: other})
            if (
                isinstance(value, str)
                and value.swapcase() != value
                and key not in ("authLevel", "cardinality", "accessRights", "dataType")
            ):
                yield f"the case of the value of {key}", changed(**{key: value.swapcase()})
            if isinstance(value, bool):
                yield f"{key} as text", changed(**{key: str(value).lower()})


def test_every_change_of_the_metadata_is_reported(known) -> None:
    function, metadata, retry = known
    tried = list(mutants(metadata))
    assert len(tried) > 15
    assert [what for what, mutant in tried if not differences(function, mutant, retry)] == []


def test_bindings_more_or_none_at_all_are_reported(known) -> None:
    function, metadata, retry = known
    more = metadata | {"bindings": [*metadata["bindings"], {"type": "queue", "direction": "OUT", "name": "more"}]}
    assert differences(function, more, retry) == ['binding "more" is new']
    assert len(differences(function, {}, retry)) == len(function.bindings)


@pytest.mark.parametrize(
    "change",
    [
        {"strategy": "exponential_backoff"}, {"max_retry_count": 6}, {"max_retry_count": "x"}, {"delay_interval": "00:00:11"},
        {"delay_interval": None}, {"max_retry_count": None}, {"strategy": None}, {"delay_interval": "1.00:00:10"},
    ],
)  # fmt: skip
def test_every_change_of_the_retry_policy_is_reported(change) -> None:
    function, metadata, retry = proven(FUNCTIONS["retry"])
    assert retry is not None
    assert differences(function, metadata, retry | change)
    assert differences(function, metadata, None)
    assert differences(bound(TIMER | {"runOnStartup": True}), metadata, retry)


def host_equal(metadata: Metadata) -> Iterator[Metadata]:
    """The metadata in other words that mean the same to the host."""
    yield metadata | {"bindings": metadata["bindings"][::-1]}
    copied = copy.deepcopy(metadata)
    for binding in copied["bindings"]:
        for key in [key for key in binding if key not in ("name", "type", "direction")]:
            binding[key.upper()] = binding.pop(key)
        binding["direction"] = binding["direction"].lower()
        binding["absent"] = None
    yield copied
    copied = copy.deepcopy(metadata)
    for binding in copied["bindings"]:
        for key in ("authLevel", "cardinality", "accessRights", "dataType"):
            if key in binding:
                binding[key] = binding[key].swapcase()
        if "methods" in binding:
            binding["methods"] = [method.lower() for method in reversed(binding["methods"])]
        binding.setdefault("dataType", "undefined")
    yield copied
    yield metadata | {"scriptFile": "other.py", "entryPoint": "x"}


def test_what_the_host_cannot_tell_apart_is_no_difference(known) -> None:
    function, metadata, retry = known
    for variant in host_equal(metadata):
        assert differences(function, variant, retry) == []


@pytest.mark.parametrize(
    ("written", "found", "same"),
    [
        ({"type": "queueTrigger", "queueName": "q"}, {"connection": "AzureWebJobsStorage"}, True),
        ({"type": "queueTrigger", "queueName": "q", "connection": ""}, {"connection": "AzureWebJobsStorage"}, True),
        ({"type": "queueTrigger", "queueName": "q"}, {"connection": "Other"}, False),
        ({"type": "eventHubTrigger", "eventHubName": "h"}, {"connection": "AzureWebJobsStorage"}, False),
        ({"type": "eventHubTrigger", "eventHubName": "h"}, {"connection": ""}, False),
        ({"type": "eventHubTrigger", "eventHubName": "h"}, {"cardinality": "ONE"}, True),
        ({"type": "eventHubTrigger", "eventHubName": "h"}, {"cardinality": "MANY"}, False),
        ({"type": "customTrigger"}, {"cardinality": "ONE"}, False),
        ({"type": "customTrigger", "protocol": "Tcp"}, {"protocol": "tcp"}, False),
        ({"type": "customTrigger", "methods": ["b", "a"]}, {"methods": ["a", "b"]}, False),
        ({"type": "customTrigger", "route": None}, {}, True),
        ({"type": "timerTrigger", "schedule": "s"}, {"useMonitor": True, "runOnStartup": False}, True),
        ({"type": "timerTrigger", "schedule": "s"}, {"useMonitor": False}, False),
        ({"type": "timerTrigger", "schedule": "s"}, {"runOnStartup": True}, False),
        ({"type": "httpTrigger"}, {"authLevel": "FUNCTION", "route": "Fn"}, True),
        ({"type": "httpTrigger"}, {"authLevel": "ANONYMOUS"}, False),
        ({"type": "httpTrigger", "authLevel": None}, {"authLevel": "ANONYMOUS"}, False),
        ({"type": "httpTrigger"}, {"route": ""}, False),
        ({"type": "httpTrigger"}, {"route": "fn"}, False),
        ({"type": "httpTrigger"}, {"methods": []}, False),
        ({"type": "httpTrigger", "methods": "get"}, {"methods": ["GET"]}, False),
        ({"type": "httpTrigger", "methods": ["get", "get"]}, {"methods": ["GET"]}, True),
        ({"type": "customTrigger", "x": [None, 1]}, {"x": [1]}, False),
        ({"type": "customTrigger", "x": {"a": None, "b": 1}}, {"x": {"b": 1}}, True),
        ({"type": "customTrigger", "x": {"A": 1}}, {"x": {"a": 1}}, False),
        ({"type": "customTrigger", "x": 1, "X": 2}, {"x": 1, "X": 2}, True),
        ({"type": "customTrigger", "x": 1, "X": 2}, {"x": 2}, False),
        ({"type": "customTrigger", "x": 1, "X": 2}, {"X": 1, "x": 2}, False),
        ({"type": "customTrigger", "$comment": "c", "with-dash": 1}, {}, True),
        ({"type": "customTrigger", "a1b": 1}, {"a1b": None}, False),
    ],
)  # fmt: skip
def test_defaults_and_spellings_are_those_of_the_binding_and_of_no_other(written, found, same) -> None:
    written = {"direction": "in", "name": "x", **written}
    after = {
        key: value
        for key, value in written.items()
        if key not in found and key.lower() not in {word.lower() for word in found}
    }
    metadata = {"bindings": [after | {"direction": "IN"} | found]}
    assert (differences(bound(written), metadata, None) == []) is same


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["²", "--5", "00:00:01", "1:2"]),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=4), children, max_size=3),
    max_leaves=8,
)
BINDING = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("name", "type", "direction", "methods", "authLevel", "x", "X", ""), JSON)
)
RETRY = st.none() | st.dictionaries(
    st.sampled_from(["strategy", "maxRetryCount", "max_retry_count", "delayInterval", "minimumInterval", ""]), JSON
)


@given(st.fixed_dictionaries({"bindings": st.lists(BINDING, max_size=3)}), RETRY, RETRY)
@settings(max_examples=300, deadline=None)
def test_odd_metadata_is_a_difference_and_never_an_exception(metadata, retry, policy) -> None:
    from dataclasses import replace

    function = replace(FUNCTIONS["http"], retry=policy)
    assert differences(function, metadata, retry)


EVERY_METHOD = ["GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS"]


@pytest.mark.parametrize(
    ("written", "methods", "prefix", "same"),
    [
        ({"route": "{*route}"}, EVERY_METHOD, "", True),
        ({"route": "/{*route}"}, [*EVERY_METHOD, "QUERY"], "/", True),
        ({"route": "{*route}", "methods": EVERY_METHOD}, EVERY_METHOD, "", True),
        ({"route": "{*route}"}, EVERY_METHOD, "api", False),  # api//{*route} is no template
        ({"route": "{*path}"}, EVERY_METHOD, "", False),
        ({"route": "{*route}"}, EVERY_METHOD[1:], "", False),
        ({"route": "{*route}", "methods": ["get"]}, EVERY_METHOD, "", False),
        ({"route": "{*route}", "methods": EVERY_METHOD}, [*EVERY_METHOD, "QUERY"], "", False),
    ],
)
def test_what_the_constructors_for_web_applications_say_is_read_as_the_host_does(
    written, methods, prefix, same
) -> None:
    function = bound({"direction": "in", "name": "req", "type": "httpTrigger", **written})
    raw = {"direction": "IN", "name": "req", "type": "httpTrigger", "route": "/{*route}", "methods": methods}
    assert (differences(function, {"bindings": [raw]}, None, prefix) == []) is same
