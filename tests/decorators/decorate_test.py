"""Every row of the catalogue as a function.json, decorated, and read back from the real library."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from decorating import TIMER, Decorated, bound, decorate_all, decorate_one, function_of
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version
from wheels import UPSTREAM

from pystein_migrate import notes
from pystein_migrate.decorators.decorate import InexpressibleError, decorate
from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import ENUMS, ROWS, Row

NEWEST = [str(releases.NEWEST), UPSTREAM]
# Targets beside the installed library, which is "". 1.11.0 is none: it has no event_grid_* yet.
OTHERS = ["1.11.2", "1.13.3", "1.14.0", "1.18.0", "1.21.0", "1.23.0", "2.0.0", *NEWEST]
LEVELS = ["FUNCTION", "ANONYMOUS", "ADMIN"]


def a_value(row: Row, key: str) -> Any:
    enum = row.enums.get(key)
    if enum == "HttpMethod":
        return ["get", "POST"]
    return ENUMS[enum][-1].lower() if enum else f"a {key}"


def binding(row: Row, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": row.type, "direction": row.direction, "name": "item", **properties}


def complete(row: Row) -> dict[str, Any]:
    left_out = frozenset().union(*row.one_of[1:])
    return {key: a_value(row, key) for key in row.params if key not in left_out}


def needed(row: Row) -> dict[str, Any]:
    return {key: a_value(row, key) for key in (*row.required, *(sorted(row.one_of[0]) if row.one_of else ()))}


def upper_first(key: str) -> str:
    return key[:1].upper() + key[1:]


def selections(row: Row) -> Iterator[dict[str, Any]]:
    """Property sets that a function.json may give to a binding of the row."""
    everything, least = complete(row), needed(row)
    yield everything
    yield least
    yield {}
    yield everything | {
        "fooBar": 1,
        "URL": "u",
        "deep": {"some_Key": [1, {"x": None}], "type": "t"},
        "x": True,
        "from": "f",
    }
    yield everything | {"snake_name": 1, "with-dash": 2, "$comment": "c", "a1b": 3, "9": 4, "": 5, "ключ": 6}
    yield least | {key: None for key in row.params if key not in least}
    yield {upper_first(key): value for key, value in everything.items()}
    yield {key.upper(): value for key, value in everything.items()}
    yield {key.lower(): value for key, value in everything.items()}


def odd_selections(row: Row) -> Iterator[dict[str, Any]]:
    """Property sets with values that few would write: settings, wrong types, one property missing."""
    everything, least = complete(row), needed(row)
    yield {key: f"%{key}%" for key in everything}
    for value in (
        "%SETTING%",
        "",
        "5",
        5,
        0,
        1.5,
        True,
        False,
        [],
        ["a", 1],
        {},
        {"a": {"b": 1}},
        "q\"'\\ \n\t{x} é 🎉",
    ):
        for key in row.params:
            yield least | {key: value}
    for value in ("binary", "STRING", "stream", "undefined", "%TYPE%", "", 1, None):
        yield least | {"dataType": value}
        yield least | {"DataType": value}
    for key in row.params:
        yield {name: value for name, value in everything.items() if name != key}


every_row = pytest.mark.parametrize(
    "row", ROWS, ids=[f"{row.type}-{row.direction}-{row.variant or row.decorator}" for row in ROWS]
)


def same(given: Any, found: Any) -> bool:
    """Whether the library's value is the one of function.json, but for the case of an enumeration's member."""
    if isinstance(given, str) and isinstance(found, str):
        return given.lower() == found.lower()
    if isinstance(given, list) and isinstance(found, list):
        return len(given) == len(found) and all(map(same, given, found))
    return json.dumps(without_nulls(given)) == json.dumps(found)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def lost(decorated: Decorated) -> list[str]:
    """Properties of function.json that are neither in the library's metadata nor reported as dropped."""
    gone = []
    for before in decorated.function.bindings:
        exact = decorated.binding(before.name)
        after = {key.lower(): value for key, value in exact.items()}
        for key, value in before.properties.items():
            if value is None or (before.name, key) in decorated.decoration.dropped:
                continue
            if not same(value, exact.get(key, after.get(key.lower(), after))):
                gone.append(f"{before.name}.{key}={value!r} became {after.get(key.lower())!r}")
    return gone


def holds(decorated: Decorated) -> bool:
    assert decorated.differences() == [], decorated
    assert lost(decorated) == [], decorated
    return True


@every_row
def test_every_property_of_a_binding_reaches_the_library_and_nothing_else_does(row: Row) -> None:
    functions = [bound(binding(row, properties)) for properties in (*selections(row), *odd_selections(row))]
    assert all(map(holds, decorate_all(functions)))


@pytest.mark.parametrize("release", OTHERS)
def test_the_same_holds_for_the_library_of_another_target(release: str) -> None:
    functions = [bound(binding(row, properties)) for row in ROWS for properties in selections(row)]
    assert all(map(holds, decorate_all(functions, release)))


HTTP = {"type": "httpTrigger", "direction": "in", "name": "req"}
HTTP_RETURN = {"type": "http", "direction": "out", "name": "$return"}
QUEUE = {"type": "queue", "direction": "out", "queueName": "q", "connection": "C"}
LEVEL_WORDS = [
    {},
    *({"authLevel": word} for word in ("function", "anonymous", "ADMIN", "user", "system", "%LEVEL%", "", None, 1)),
]
ROUTES = [
    {},
    {"route": ""},
    {"route": None},
    {"route": "a/{b?}"},
    {"route": "/lead"},
    {"Route": "R"},
    {"ROUTE": ""},
    {"route": "%R%"},
]
METHODS = [
    {},
    *(
        {"methods": value}
        for value in (["get"], ["GET", "Post"], [], None, "get", ["TRACE"], ["get", "%M%"], [1], ["query"])
    ),
]
OUTPUTS: dict[str, list[dict[str, Any]]] = {
    "none": [],
    "http": [HTTP_RETURN],
    "queue returned": [QUEUE | {"name": "$return"}],
    "http named": [HTTP_RETURN | {"name": "res"}],
    "queue returned and http named": [HTTP_RETURN | {"name": "res"}, QUEUE | {"name": "$return"}],
    "http twice": [HTTP_RETURN, HTTP_RETURN | {"name": "res"}],
    "http with extras": [HTTP_RETURN | {"webHookType": "x", "some_thing": 1, "a1b": 2, "dataType": "string"}],
    "HTTP in capitals": [HTTP_RETURN | {"type": "HTTP"}],
}


@pytest.mark.parametrize("release", ["", "1.11.2", *NEWEST])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("outputs", OUTPUTS)
def test_http_functions_are_the_same_whatever_the_apps_level_is(outputs: str, level: str, release: str) -> None:
    triggers = [
        *(HTTP | properties for properties in (*LEVEL_WORDS, *ROUTES, *METHODS)),
        HTTP | {"authLevel": "anonymous", "route": "x", "methods": ["get"], "webHookType": "y", "dataType": "string"},
        HTTP | {"AuthLevel": "admin", "METHODS": ["put"]},
        HTTP | {"name": "request", "authLevel": "function"},
        HTTP | {"type": "HttpTrigger", "authLevel": "function", "route": "x"},
        HTTP | {"type": "HTTPTRIGGER"},
    ]
    functions = [bound(trigger, *OUTPUTS[outputs]) for trigger in triggers]
    assert all(map(holds, decorate_all(functions, release, level)))


def test_only_one_http_output_and_levels_the_library_knows_are_spelled_as_a_route() -> None:
    route = {name: "route" in decorate_one(bound(HTTP, *outputs)).decorators for name, outputs in OUTPUTS.items()}
    assert [name for name, is_route in route.items() if is_route] == [
        "http", "http named", "queue returned and http named", "http with extras",
    ]  # fmt: skip
    for word in ("user", "system", "%LEVEL%"):
        assert decorate_one(bound(HTTP | {"authLevel": word}, HTTP_RETURN)).decorators[0] == "generic_trigger"


def test_a_generic_http_trigger_keeps_its_own_level_in_an_anonymous_app() -> None:
    for written, emitted in (
        ({}, "function"),
        ({"authLevel": "Function"}, "Function"),
        ({"authLevel": "admin"}, "admin"),
    ):
        decorated = decorate_one(bound(HTTP | written, QUEUE | {"name": "$return"}), level="ANONYMOUS")
        assert decorated.binding("req")["authLevel"] == emitted


def test_an_absent_connection_is_the_hosts_own_and_any_other_stays_as_written() -> None:
    queue = {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q"}
    bus = {"type": "serviceBusTrigger", "direction": "in", "name": "msg", "queueName": "q"}
    hub = {"type": "eventHubTrigger", "direction": "in", "name": "msg", "eventHubName": "h"}
    for trigger, default in ((queue, "AzureWebJobsStorage"), (bus, "AzureWebJobsServiceBus"), (hub, None)):
        for properties in ({}, {"connection": None}, {"connection": ""}, {"Connection": "X"}, {"connection": "%C%"}):
            decorated = decorate_one(bound(trigger | properties))
            assert holds(decorated)
            written = next(iter(properties.values()), None)
            assert decorated.binding("msg").get("connection") == (default if written is None else written)


def test_service_bus_queue_topic_and_both_or_none() -> None:
    cases = {
        "service_bus_queue_trigger": {"queueName": "q", "connection": "C"},
        "service_bus_topic_trigger": {
            "topicName": "t",
            "subscriptionName": "s",
            "connection": "C",
            "cardinality": "many",
        },
        "generic_trigger": {"queueName": "q", "topicName": "t", "subscriptionName": "s", "connection": "C"},
    }
    for name, properties in cases.items():
        trigger = {"type": "serviceBusTrigger", "direction": "in", "name": "msg", **properties}
        decorated = decorate_one(bound(trigger))
        assert decorated.decorators == [name]
        assert holds(decorated)
    rest: list[dict[str, Any]] = [
        {},
        {"topicName": "t"},
        {"subscriptionName": "s"},
        {"queueName": "q", "subscriptionName": "s"},
    ]
    outputs = [{"type": "serviceBus", "direction": "out", "name": "out", "connection": "C", **given} for given in rest]
    inputs = [{"type": "serviceBusTrigger", "direction": "in", "name": "msg", **given} for given in rest]
    assert all(map(holds, decorate_all([bound(item) for item in (*outputs, *inputs)])))


COSMOS_V3 = {"databaseName": "d", "collectionName": "c", "connectionStringSetting": "C"}
COSMOS_V4 = {"databaseName": "d", "containerName": "c", "connection": "C"}


@pytest.mark.parametrize("release", ["", "1.11.2", "1.13.3", *NEWEST])
def test_cosmos_property_sets_of_both_extensions_and_mixtures_of_them(release: str) -> None:
    sets = [
        COSMOS_V3, COSMOS_V4, COSMOS_V3 | COSMOS_V4, {"databaseName": "d"}, COSMOS_V4 | {"collectionName": "c"},
        COSMOS_V3 | {"connection": "C"}, COSMOS_V3 | {"leaseContainerName": "l"}, COSMOS_V4 | {"leaseCollectionName": "l"},
        COSMOS_V3 | {"connectionStringSetting": None, "connection": "C"},
        COSMOS_V4 | {"createLeaseCollectionIfNotExists": True}, COSMOS_V3 | {"createLeaseContainerIfNotExists": True},
    ]  # fmt: skip
    kinds = [("cosmosDBTrigger", "in"), ("cosmosDB", "in"), ("cosmosDB", "out"), ("cosmosdbtrigger", "in")]
    bindings = [{"type": kind, "direction": way, "name": "docs", **given} for kind, way in kinds for given in sets]
    decorated = decorate_all([bound(item) for item in bindings], release)
    assert all(map(holds, decorated))
    if Version(release if release[:1].isdigit() else "2") >= Version("1.14"):
        assert decorated[0].decorators == ["cosmos_db_trigger_v3"]
        assert decorated[1].decorators == ["cosmos_db_trigger"]


FIXED = {"strategy": "fixedDelay", "maxRetryCount": 3, "delayInterval": "00:00:10"}
EXPONENTIAL = {"maxRetryCount": -1, "minimumInterval": "00:00:01", "maximumInterval": "00:10:00"}


@pytest.mark.parametrize(
    "policy",
    [
        FIXED, EXPONENTIAL, EXPONENTIAL | {"strategy": "exponentialBackoff"}, FIXED | {"strategy": "FIXEDDELAY"},
        {key.upper(): value for key, value in FIXED.items()}, FIXED | {"maxRetryCount": "5"},
        FIXED | {"delayInterval": "0:0:5"}, FIXED | {"delayInterval": "23:59:59"}, FIXED | {"minimumInterval": "00:00:01"},
        FIXED | {"delayInterval": "00:05"}, FIXED | {"delayInterval": "0.00:00:07"}, FIXED | {"delayInterval": "00:00:07.000"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("release", ["", "1.18.0", *NEWEST])
def test_retry_policies_as_the_host_reads_them(policy: dict[str, Any], release: str) -> None:
    decorated = decorate_one(bound(retry=policy), release)
    assert holds(decorated)
    assert decorated.indexed.retry is not None
    assert decorated.indexed.retry["strategy"] in ("fixed_delay", "exponential_backoff")


@pytest.mark.parametrize(
    "policy",
    [
        FIXED | {"delayInterval": "1.00:00:00"}, FIXED | {"delayInterval": "24:00:00"}, FIXED | {"delayInterval": "00:00:00.5"},
        FIXED | {"delayInterval": "%D%"}, FIXED | {"delayInterval": 5}, FIXED | {"maxRetryCount": "%N%"},
        FIXED | {"maxRetryCount": "²"}, FIXED | {"maxRetryCount": 1.5}, FIXED | {"delayInterval": "00:99:00"},
        FIXED | {"delayInterval": ["00:00:01"]}, FIXED | {"maxRetryCount": {}}, FIXED | {"delayInterval": "٠٠:٠٠:٠٥"},
    ],
)  # fmt: skip
def test_retry_policies_that_no_decorator_can_say_are_refused(policy: dict[str, Any]) -> None:
    with pytest.raises(InexpressibleError) as refused:
        decorate(bound(retry=policy), Version("1.26"), "FUNCTION")
    assert refused.value.kind is notes.INEXPRESSIBLE_RETRY
    assert refused.value.facts["remedy"]


def test_a_huge_number_is_no_number_of_retries() -> None:
    text = json.dumps({"bindings": [TIMER], "retry": FIXED}).replace("3", "1e999")
    with pytest.raises(InexpressibleError):
        decorate(function_of(text), Version("1.26"), "FUNCTION")


def test_properties_that_differ_in_case_only_are_both_kept() -> None:
    twins = [
        HTTP | {"route": "a", "Route": "b"}, HTTP | {"methods": ["get"], "METHODS": ["put"]},
        {"type": "queueTrigger", "direction": "in", "name": "m", "queueName": "a", "QueueName": "b", "connection": "C"},
        {"type": "eventGridTrigger", "direction": "in", "name": "m", "extra": 1, "EXTRA": 2},
    ]  # fmt: skip
    for twin in twins:
        outputs = [HTTP_RETURN] if twin["type"] == "httpTrigger" else []
        try:
            decorated = decorate_one(bound(twin, *outputs))
        except InexpressibleError as error:
            assert error.kind is notes.TWIN_PROPERTIES, error
        else:
            emitted = decorated.binding(twin["name"])
            assert emitted.items() >= {key: value for key, value in twin.items() if key != "direction"}.items()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=4), children, max_size=3),
    max_leaves=6,
)
ODD_KEYS = st.text(alphabet="aBcXyZ019_-$é ", max_size=8) | st.sampled_from(
    ["self", "kwargs", "arg_name", "argName", "data_type", "direction_", "init_params", "setting_name", "from", "None", "print", "cls",
     "trigger_arg_name", "extra", "binding", "fb", "wrap", "DataType", "dataType", "metaclass", "__class__", "_dict", "dict"]
)  # fmt: skip


@st.composite
def any_binding(draw: st.DrawFn) -> dict[str, Any]:
    row = draw(st.sampled_from(ROWS))
    keys = st.sampled_from(sorted(row.params)) if row.params else ODD_KEYS
    odd_case = keys.map(str.upper) | keys.map(upper_first) | keys.map(str.lower)
    properties = draw(st.dictionaries(keys | odd_case | ODD_KEYS, JSON_VALUES, max_size=8))
    given_names = {key: value for key, value in properties.items() if key.lower() not in ("type", "name", "direction")}
    return binding(row, (complete(row) if draw(st.booleans()) else {}) | given_names)


@given(any_binding(), st.sampled_from(LEVELS))
@settings(max_examples=200, deadline=None)
def test_no_property_of_any_name_and_value_is_lost_or_breaks_the_app(item: dict[str, Any], level: str) -> None:
    function = bound(item)
    try:
        decorated = decorate_one(function, level=level)
    except InexpressibleError as error:
        assert error.kind is notes.TWIN_PROPERTIES
    else:
        has_null_in_list = "null" in json.dumps(without_null_members(item))
        assert has_null_in_list or holds(decorated)


def without_null_members(value: Any) -> Any:
    """What is left of the nulls is in arrays, where the library removes them and the comparison objects."""
    if isinstance(value, dict):
        return {key: without_null_members(part) for key, part in value.items() if part is not None}
    return [without_null_members(part) for part in value] if isinstance(value, list) else value
