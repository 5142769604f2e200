"""Handles of orchestrators and entities that stay in their modules: the durable decorators take what is in them."""

from __future__ import annotations

import json

import pytest
from apps import migrated

from pystein_migrate.model.options import Options

REQUIREMENTS = {"requirements.txt": "azure-functions\nazure-functions-durable\n"}
FLOW = """import azure.durable_functions as df
from azure.durable_functions import DurableOrchestrationContext


def flow({parameter}):
    result = yield context.call_activity("Pay")
    return result


main = df.{factory}.create(flow)
"""


def trigger(kind: str = "orchestrationTrigger", name: str = "context") -> str:
    return json.dumps({"bindings": [{"type": kind, "direction": "in", "name": name}]})


def in_place(script: str, function_json: str) -> str:
    files = {**REQUIREMENTS, "Order/__init__.py": script, "Order/function.json": function_json}
    return migrated(files, Options(layout="in-place"))["function_app.py"]


def test_the_function_in_a_handle_is_called_by_one_with_the_durable_decorator() -> None:
    text = in_place(FLOW.format(parameter="context: DurableOrchestrationContext", factory="Orchestrator"), trigger())
    assert "from Order import flow\n" in text
    assert (
        '@app.orchestration_trigger(context_name="context")\n'
        "def order(context: df.DurableOrchestrationContext):\n    return flow(context)\n"
    ) in text
    compile(text, "function_app.py", "exec")


def test_an_entity_is_too() -> None:
    text = in_place(FLOW.format(parameter="context", factory="Entity"), trigger("entityTrigger"))
    assert '@app.entity_trigger(context_name="context")\ndef order(context):\n    return flow(context)\n' in text


@pytest.mark.parametrize(
    ("change", "binding"),
    [
        (("df.Orchestrator.create(flow)", "df.Orchestrator.create(lambda context: flow(context))"), "context"),
        (("def flow", "@staticmethod\ndef flow"), "context"),
        (("main = ", "if True:\n    main = "), "context"),
        (("main = ", "del flow\n\n\ndef flow(context):\n    yield\n\n\nmain = "), "context"),
        (("flow(context", "flow(context, more=1"), "context"),
        (("df.Orchestrator.create", "df.Entity.create"), "context"),
    ],
)
def test_what_is_not_a_plain_function_in_its_handle_stays_there(change: tuple[str, str], binding: str) -> None:
    script = FLOW.format(parameter="context", factory="Orchestrator").replace(*change)
    text = in_place(script, trigger(name=binding))
    assert "generic_trigger" in text
    assert "flow" not in text


def test_a_handle_that_another_module_makes_is_left_out_where_its_importer_is_merged() -> None:
    flow = FLOW.format(parameter="context", factory="Orchestrator")
    files = {
        **REQUIREMENTS,
        "Order/__init__.py": "from .orchestrator import main\n",
        "Order/orchestrator.py": flow,
        "Order/function.json": trigger(),
    }
    text = migrated(files)["function_app.py"]
    assert '@app.orchestration_trigger(context_name="context")\ndef order(context):\n    return flow(context)\n' in text
    assert "from Order.orchestrator import flow\n" in text
    assert "import main" not in text
