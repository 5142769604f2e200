"""The catalogue against released libraries: every decorator and parameter is named, and every claim of a row holds."""

from functools import lru_cache

import pytest
from packaging.version import Version
from wheels import UPSTREAM, number_of, run_with, unpacked_library

from pystein_migrate.decorators.decorate import decorator_name
from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import ANY, ENUMS, NOT_BINDINGS, ROWS, has_former_params, is_in_release
from pystein_migrate.facts.spellings import DATA_TYPE_MOVED

# The newest release of each series: 1.x runs on every Python, 2.x from 3.13 on.
CURRENT = [max((each for each in releases.MEASURED if each.startswith(series)), key=Version) for series in ("1.", "2.")]
every_release = pytest.mark.parametrize("release", [*releases.MEASURED, UPSTREAM], indirect=True)
current_releases = pytest.mark.parametrize("release", [*CURRENT, UPSTREAM], indirect=True)

# Public methods of FunctionApp that return no decorator.
NO_DECORATORS = {"get_functions", "register_functions", "register_blueprint", "validate_function_names"}
PLAIN_PARAMS = {
    "function_name": {"name", "setting_extra_fields"},
    "http_type": {"http_type"},
    "retry": {
        "strategy",
        "max_retry_count",
        "delay_interval",
        "minimum_interval",
        "maximum_interval",
        "setting_extra_fields",
    },
    "mcp_tool": {"metadata", "use_result_schema"},
    "mcp_tool_property": {"arg_name", "description", "property_type", "is_required", "as_array"},
    "schedule": {"arg_name", "schedule", "run_on_startup", "use_monitor", "data_type", "kwargs"},
}
GENERIC_PARAMS = {"arg_name", "type", "data_type", "kwargs"}
ROUTE_PARAMS = {"trigger_extra_fields", "binding_extra_fields"}
ROUTE_PARAMS_1_10 = {"trigger_arg_data_type", "output_arg_data_type"}

SIGNATURES = """
import inspect
import azure.functions as func
def parameters(method):
    return [
        [p.name, p.default is p.empty, p.kind is p.VAR_KEYWORD]
        for p in inspect.signature(method).parameters.values() if p.name != "self"
    ]
answer = {
    name: parameters(method)
    for name, method in inspect.getmembers(func.FunctionApp, inspect.isfunction) if not name.startswith("_")
}
"""

CALLS = """
import json
import azure.functions as func
def called(name, arguments):
    app = func.FunctionApp()
    def stub(x): ...
    try:
        builder = getattr(app, name)(**arguments)(stub)
        return json.loads(builder._function.get_function_json())["bindings"]
    except Exception as error:
        return f"{type(error).__name__}: {error}"
answer = [called(*call) for call in argument]
"""

OWN_ROWS = [row for row in ROWS if not row.generic]
ROW_IDS = [f"{row.type}-{row.direction}-{row.decorator}" for row in OWN_ROWS]
every_row = pytest.mark.parametrize("row", OWN_ROWS, ids=ROW_IDS)


@pytest.fixture
def release(request):
    return number_of(request.param)


@lru_cache
def signatures(version):
    return run_with(unpacked_library(version), SIGNATURES)


def call_all(version, calls):
    return run_with(unpacked_library(version), CALLS, calls)


def names_of(row, version):
    """Every parameter that the table says the row's decorator has in that release."""
    younger = younger_than(row, version)
    names = {row.name_param, *row.params.values()} - younger
    if any(Version(since) > version for since in row.param_since.values()) or has_former_params(row, version):
        names |= set(row.former_params)
    if row.data_type:
        names.add("data_type")
    if row.extras and version >= Version("1.11.0"):
        names.add("kwargs")
    if row.decorator == "route":
        names |= ROUTE_PARAMS if version >= Version("1.11.0") else ROUTE_PARAMS_1_10
    return names


def younger_than(row, version):
    return {name for name, since in row.param_since.items() if not is_in_release(name, since, version)}


def in_release(release):
    return [row for row in OWN_ROWS if is_in_release(row.decorator, row.since, Version(release))]


def rows_named(name, version):
    return [row for row in OWN_ROWS if decorator_name(row, version) == name]


def needed_by(row):
    return (*row.required, *(row.one_of[0] if row.one_of else ()))


def minimal(row):
    """The fewest arguments that the decorator takes, by the table."""
    arguments = {row.params[key]: value_for(row, key) for key in needed_by(row)}
    if row.decorator != "route":
        arguments[row.name_param] = "x"
    return arguments


def value_for(row, key):
    enum = row.enums.get(key)
    if enum == "HttpMethod":
        return ["GET"]
    return ENUMS[enum][0] if enum else f"a {key}"


def binding_of(row, bindings):
    assert isinstance(bindings, list), bindings
    (found,) = [binding for binding in bindings if (binding["type"], binding["direction"]) == (
        "durableClient" if row.type == "orchestrationClient" else row.type, row.direction.upper(),
    )]  # fmt: skip
    return found


@every_release
def test_every_decorator_and_parameter_of_a_release_is_named(release):
    version = Version(release)
    unknown = []
    for name, parameters in signatures(release).items():
        rows = rows_named(name, version)
        if name in NO_DECORATORS:
            continue
        if rows:
            known = set().union(*(names_of(row, version) for row in rows))
        elif name in PLAIN_PARAMS:
            assert name in NOT_BINDINGS
            known = PLAIN_PARAMS[name]
        elif name in {row.decorator for row in ROWS if row.generic}:
            known = GENERIC_PARAMS
        else:
            unknown.append(name)
            continue
        unknown += [f"{name}({parameter}=)" for parameter, _, _ in parameters if parameter not in known]
    assert unknown == []


@every_release
def test_every_decorator_and_parameter_that_the_table_claims_is_in_the_release(release):
    version = Version(release)
    found = signatures(release)
    missing = []
    for row in OWN_ROWS:
        name = decorator_name(row, version)
        if name is None:
            continue
        if name not in found:
            missing.append(name)
            continue
        parameters = {parameter for parameter, _, _ in found[name]}
        missing += [f"{name}({claimed}=)" for claimed in sorted(names_of(row, version) - parameters)]
    assert missing == []


@current_releases
@every_row
def test_required_are_the_parameters_without_a_default_and_the_order_is_the_tables(row, release):
    parameters = signatures(release)[row.decorator]
    required = {name for name, needed, keywords in parameters if needed and not keywords}
    assert required == {row.name_param, *(row.params[key] for key in row.required)} - (
        {row.name_param} if row.decorator == "route" else set()
    )
    in_order = [name for name, _, _ in parameters if name in row.params.values()]
    assert in_order == [name for name in row.params.values() if name in in_order]


@every_row
def test_a_preview_name_takes_the_same_parameters_in_the_same_order(row):
    for series in row.preview:
        release = {"1.10": "1.10.1", "1.11": "1.11.2", "1.12": "1.12.0", "1.13": "1.13.3"}[series]
        name = decorator_name(row, Version(release))
        if name == row.decorator:
            continue
        before = [entry[0] for entry in signatures(release)[name]]
        after = [entry[0] for entry in signatures(str(releases.NEWEST))[row.decorator]]
        if row.decorator in DATA_TYPE_MOVED:
            after.remove(row.params[DATA_TYPE_MOVED[row.decorator]])
        assert after[: len(before) - ("kwargs" in before)] == [name for name in before if name != "kwargs"]


@current_releases
def test_left_out_arguments_are_emitted_as_the_table_says(release):
    rows = in_release(release)
    answers = call_all(release, [[row.decorator, minimal(row)] for row in rows])
    wrong = {}
    for row, bindings in zip(rows, answers, strict=True):
        given = {"name", "type", "direction", *needed_by(row)}
        emitted = {key: value for key, value in binding_of(row, bindings).items() if key not in given}
        claimed = {key: emitted.get(key) if value is ANY else value for key, value in row.emitted.items()}
        if emitted != claimed:
            wrong[row.decorator] = (emitted, claimed)
    assert wrong == {}


@current_releases
def test_every_parameter_becomes_the_property_that_the_table_says(release):
    rows = in_release(release)
    arguments = []
    for row in rows:
        left_out = row.objects.union(*row.one_of[1:])
        young = younger_than(row, Version(release))
        named = {key for key, name in row.params.items() if name not in young and key not in left_out}
        arguments.append({key: value_for(row, key) for key in row.params if key in named})
    calls = [
        [row.decorator, minimal(row) | {row.params[key]: value for key, value in values.items()}]
        for row, values in zip(rows, arguments, strict=True)
    ]
    for row, values, bindings in zip(rows, arguments, call_all(release, calls), strict=True):
        assert binding_of(row, bindings).items() >= values.items(), row.decorator


@current_releases
def test_unknown_keywords_reach_the_metadata_where_the_table_says_so(release):
    rows = in_release(release)
    answers = call_all(release, [[row.decorator, {**minimal(row), "some_extra": "y"}] for row in rows])
    reach = {
        row.decorator: isinstance(bindings, list) and binding_of(row, bindings).get("someExtra") == "y"
        for row, bindings in zip(rows, answers, strict=True)
    }
    assert reach == {row.decorator: row.extras for row in rows}


@current_releases
def test_enumerations_are_the_properties_that_refuse_other_words(release):
    cases = [
        (row, key)
        for row in OWN_ROWS
        for key, name in row.params.items()
        if row in in_release(release) and name not in younger_than(row, Version(release))
        if key not in frozenset().union(*row.one_of)
    ]
    calls = [[row.decorator, {**minimal(row), row.params[key]: "nonsense"}] for row, key in cases]
    refused = {
        (row.decorator, row.direction, key)
        for (row, key), bindings in zip(cases, call_all(release, calls), strict=True)
        if isinstance(bindings, str)
    }
    assert refused == {
        (row.decorator, row.direction, key) for row, key in cases if key in row.enums or key in row.objects
    }


@current_releases
def test_exactly_one_of_the_sets_of_properties_is_accepted(release):
    for row in in_release(release):
        if not row.one_of:
            continue
        name = {row.name_param: "x"}
        groups = [{row.params[key]: "y" for key in group} for group in row.one_of]
        accepted = call_all(release, [[row.decorator, name | group] for group in groups])
        neither_nor_both = call_all(release, [[row.decorator, name], [row.decorator, name | groups[0] | groups[1]]])
        assert all(isinstance(bindings, list) for bindings in accepted)
        assert all(isinstance(bindings, str) for bindings in neither_nor_both)


@every_row
def test_former_parameters_were_there_until_their_successors_came(row):
    for old, new in row.former_params.items():
        since = row.param_since.get(new, "1.24.0") if new else "1.24.0"
        assert since == "1.24.0"
        assert old in [name for name, _, _ in signatures("1.23.0")[row.decorator]]
        assert old not in [name for name, _, _ in signatures("1.24.0")[row.decorator]]
