"""A durable client annotated with its class: the legacy worker refuses that, the durable decorator asks for it."""

from __future__ import annotations

import json

import pytest
from apps import migration

from pystein_migrate.model.options import Layout, Options

STARTER = json.dumps(
    {
        "bindings": [
            {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "work", "connection": "Store"},
            {"type": "durableClient", "direction": "in", "name": "starter"},
        ]
    }
)
SCRIPT = "import azure.durable_functions as df\n\n\n{head} main(msg, starter: {annotation}):\n    {body}\n"
CLIENT = "df.DurableOrchestrationClient"
USED = 'await starter.start_new("Flow")'
MADE = f'await {CLIENT}(starter).start_new("Flow")'


def outcome(head: str, annotation: str, body: str, layout: Layout) -> tuple[str, list[str], str]:
    """Status and notes of the one function, and the decorators of the text that has them."""
    script = SCRIPT.format(head=head, annotation=annotation, body=body)
    files = {
        "Start/__init__.py": script,
        "Start/function.json": STARTER,
        "requirements.txt": "azure-functions\nazure-functions-durable\n",
    }
    result = migration(files, Options(layout=layout))
    (function,) = result.functions
    after = {change.path: (change.after or b"").decode() for change in result.changes}
    decorated = after.get("Start/__init__.py") if layout == "blueprints" else after.get("function_app.py")
    return function.status, [note.code for note in function.notes], decorated or ""


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
@pytest.mark.parametrize("annotation", [CLIENT, f'"{CLIENT}"'])
def test_a_client_that_is_used_as_one_comes_alive_and_that_is_said(annotation: str, layout: Layout) -> None:
    status, codes, text = outcome("async def", annotation, USED, layout)
    assert (status, codes) == ("kept-in-place" if layout == "in-place" else "merged", ["durable-class"])
    assert 'durable_client_input(client_name="starter")' in text


@pytest.mark.parametrize("layout", ["single", "blueprints"])
def test_a_client_that_is_made_of_one_is_the_parameter_itself(layout: Layout) -> None:
    status, codes, text = outcome("async def", CLIENT, MADE, layout)
    assert (status, codes) == ("merged", ["durable-class"])
    assert USED in text


@pytest.mark.parametrize(
    ("head", "body", "layout"),
    [
        pytest.param("def", "return starter.create_http_management_payload(msg)", "single", id="sync"),
        pytest.param("def", f"return {CLIENT}(starter)", "blueprints", id="sync, made"),
        pytest.param("async def", "print(starter)", "single", id="handed on"),
        pytest.param("async def", "return starter.upper()", "blueprints", id="used as a text"),
        pytest.param("async def", MADE, "in-place", id="made where nothing is rewritten"),
    ],
)
def test_where_the_durable_decorator_would_not_do_it_stays_dead(head: str, body: str, layout: Layout) -> None:
    status, codes, text = outcome(head, CLIENT, body, layout)
    assert (status, codes, text) == ("failed", ["not-loadable"], "")
