"""The finer points of HTTP functions and their bindings, as the corpus apps http_details and traps have them."""

import shutil
from pathlib import Path

import pytest
from migrated import migrate

CORPUS = Path(__file__).parents[2] / "corpus"


def migrated(name, folder):
    root = folder / name
    shutil.copytree(CORPUS / name / "legacy", root)
    return migrate(root), (root / "function_app.py").read_text("utf-8")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return migrated("http_details", tmp_path_factory.mktemp("apps"))


def section(text, name):
    """The decorators and header of the function ``name``, on one line."""
    _, mark, rest = text.partition(f'@app.function_name(name="{name}")')
    assert mark, f"{name} is not there"
    head = rest.partition("\ndef ")[0] + "\ndef " + rest.partition("\ndef ")[2].partition(":\n    ")[0]
    return " ".join(head.split()).replace("( ", "(").replace(", )", ")").replace(",)", ")")


@pytest.mark.parametrize("name", ["http_details", "traps"])
def test_every_function_is_merged_and_equal_for_the_library(tmp_path, name):
    result, _ = migrated(name, tmp_path)
    assert {function.status for function in result.functions} == {"merged"}
    assert all(function.verified for function in result.functions)


def test_one_route_with_different_methods_stays_several_functions(app):
    _, text = app
    assert 'route="items/{id:guid}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS' in section(
        text, "ItemRead"
    )
    assert 'route="items/{id:guid}", methods=["PUT", "PATCH"]' in section(text, "ItemWrite")
    assert 'route="items/{id:guid}", methods=["DELETE"], auth_level=func.AuthLevel.ADMIN' in section(text, "ItemDelete")


def test_trigger_and_response_keep_their_names(app):
    _, text = app
    assert 'trigger_arg_name="request"' in section(text, "ItemDelete")
    assert 'binding_arg_name="response"' in section(text, "ItemWrite")
    assert "trigger_arg_name" not in section(text, "ItemRead")


def test_return_values_go_to_queue_event_hub_and_blob(app):
    _, text = app
    assert '@app.queue_output(arg_name="$return", queue_name="ticks"' in section(text, "ToQueue")
    assert '@app.event_hub_output(arg_name="$return"' in section(text, "ToHub")
    assert '@app.blob_output(arg_name="$return"' in section(text, "ToBlob")


def test_several_outputs_stand_in_the_order_of_function_json(app):
    _, text = app
    found = section(text, "Everything")
    order = ["app.route", "app.blob_input", "app.blob_output", "app.table_output", "app.service_bus_topic_output"]
    assert [found.index(name) for name in order] == sorted(found.index(name) for name in order)


def test_settings_expressions_and_constraints_are_left_alone(app):
    _, text = app
    assert 'schedule="%TICK%"' in text
    assert 'event_hub_name="%AUDIT_HUB%"' in text
    assert 'path="%ITEMS%/{id}.json"' in text
    assert 'path="audit/{DateTime:yyyy}/{rand-guid}.txt"' in text
    assert 'route="archive/{year:int:min(2000)}/{month:range(1,12)?}"' in text


def test_cardinality_data_type_and_retry(app):
    _, text = app
    found = section(text, "ToBlob")
    assert "cardinality=func.Cardinality.MANY" in found
    assert "data_type=func.DataType.BINARY" in found
    assert '@app.retry(strategy="fixed_delay", max_retry_count=2, delay_interval="00:00:03")' in found
    assert "data_type=func.DataType.STRING" in section(text, "ToHub")


def test_a_context_without_annotation_stays_one(app):
    _, text = app
    assert "item: str, context) -> func.HttpResponse" in section(text, "ItemRead")


def test_a_property_that_nothing_reads_is_left_out_and_noted(app):
    result, text = app
    assert "webHookType" not in text
    (note,) = [note for note in result.notes if note.code == "dead-property"]
    assert (note.path, note.severity) == ("ItemWrite/function.json", "info")
    assert '"webHookType"' in note.message
