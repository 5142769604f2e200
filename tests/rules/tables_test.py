"""The rules' tables, asked again of the installed azure-functions: a release that knows more must fail here."""

from __future__ import annotations

import inspect
import typing

import azure.functions as func
import pytest
from azure.functions import meta

from pystein_migrate.decorators.app import positional_parameters, rows_of_decorator
from pystein_migrate.facts.catalogue import ENUMS, NO_IMPLICIT_OUTPUT, NOT_BINDINGS, ROWS
from pystein_rules.annotations import INPUTS, KNOWN, LIBRARY_TYPES, OUTPUTS, PLAIN_TYPES
from pystein_rules.families.decorator_arguments import CLOSED

BINDINGS = {name: converter for name, converter in meta._ConverterMeta._bindings.items() if isinstance(name, str)}
PLAIN = {"str": str, "bytes": bytes, "bytearray": bytearray, "int": int, "float": float, "bool": bool, "dict": dict,
         "list": list, "tuple": tuple, "set": set, "object": object, "None": type(None)}  # fmt: skip
LIBRARY = {name: getattr(func, name) for name in LIBRARY_TYPES if hasattr(func, name)}
LISTS = {f"List[{name}]": typing.List[kind] for name, kind in LIBRARY.items()}  # noqa: UP006


def accepted(check: typing.Callable[[type], bool], kind: typing.Any) -> bool:
    try:
        return bool(check(kind))
    except TypeError:
        return False


@pytest.mark.parametrize("binding_type", sorted(INPUTS))
def test_inputs_take_the_annotations_in_the_table(binding_type: str) -> None:
    check = BINDINGS[binding_type].check_input_type_annotation
    kinds = {name: kind for name, kind in {**PLAIN, **LIBRARY, **LISTS}.items() if name not in ("str", "bytes")}
    assert {name for name, kind in kinds.items() if accepted(check, kind)} - {"CloudEvent"} == INPUTS[binding_type] - {
        "CloudEvent"
    }


@pytest.mark.parametrize("binding_type", sorted(OUTPUTS))
def test_outputs_take_the_annotations_in_the_table(binding_type: str) -> None:
    check = BINDINGS[binding_type].check_output_type_annotation
    assert {name for name, kind in {**PLAIN, **LIBRARY}.items() if accepted(check, kind)} == OUTPUTS[binding_type]


def test_every_converter_of_the_library_is_in_a_table_or_left_out_on_purpose() -> None:
    anything_goes = {"activityTrigger", "entityTrigger", "orchestrationTrigger", "durableClient", "warmupTrigger",
                     "connectorTrigger", "mcpToolTrigger", "mcpResourceTrigger", "mcpPromptTrigger"}  # fmt: skip
    assert set(BINDINGS) - set(INPUTS) - set(OUTPUTS) <= anything_goes


def test_all_names_that_can_be_wrong_are_known() -> None:
    assert set(PLAIN) == PLAIN_TYPES
    assert set(PLAIN) | LIBRARY_TYPES > KNOWN
    assert LIBRARY_TYPES - set(LIBRARY) <= {"CloudEvent"}


def test_types_without_an_implicit_output_are_those_of_the_library() -> None:
    without = {name for name, converter in BINDINGS.items() if not getattr(converter, "has_implicit_output", bool)()}
    assert without == NO_IMPLICIT_OUTPUT


@pytest.mark.parametrize("method", sorted(CLOSED))
def test_decorators_without_further_keywords_take_the_listed_ones(method: str) -> None:
    parameters = inspect.signature(getattr(func.FunctionApp, method)).parameters
    assert not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    preview = {"http_auth_level", "trigger_arg_data_type", "output_arg_data_type"} if method == "route" else set()
    assert set(parameters) - {"self"} == set(CLOSED[method]) - preview


@pytest.mark.parametrize("enum", sorted(ENUMS))
def test_enumerations_have_the_listed_members(enum: str) -> None:
    from azure.functions.decorators import kafka

    members = [member.name for member in (getattr(func, enum, None) or getattr(kafka, enum))]
    assert [name for name in ENUMS[enum] if name != "QUERY"] == [name for name in members if name != "QUERY"]


METHODS = sorted(
    {row.decorator for row in ROWS if not row.generic} | (set(NOT_BINDINGS) & {"schedule", "retry", "function_name"})
)


@pytest.mark.parametrize("method", METHODS)
def test_positional_arguments_are_named_as_in_the_library(method: str) -> None:
    if not hasattr(func.FunctionApp, method):
        pytest.skip("not in this release")
    parameters = [name for name in inspect.signature(getattr(func.FunctionApp, method)).parameters if name != "self"]
    positional = list(positional_parameters(method))
    assert positional == parameters[: len(positional)]
    assert positional or not rows_of_decorator(method)
