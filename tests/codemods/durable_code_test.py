"""What holds for all durable decorators: their order, and the layouts."""

from durable_apps import (
    ACTIVITY,
    CLIENT,
    FLOW,
    GENERIC,
    HELLO,
    HTTP,
    ORCHESTRATION,
    QUEUE,
    STARTER,
    app,
    expected,
    migrated,
    section,
    starter,
)
from migrated import migrate
from packaging.version import Version


def test_durable_decorators_are_innermost_below_retry_and_outputs(tmp_path):
    out = {"type": "queue", "direction": "out", "name": "answer", "queueName": "q", "connection": "C"}
    retry = {"strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:10"}
    code = """
        import azure.durable_functions as df
        import azure.functions as func


        async def main(msg: func.QueueMessage, starter: str, answer: func.Out[str]) -> None:
            client = df.DurableOrchestrationClient(starter)
            answer.set(await client.start_new("Flow"))
    """
    root = app(tmp_path, {"Start": ([CLIENT, out, *QUEUE], code, {"retry": retry}), "Flow": FLOW, "Hello": HELLO})
    result = migrate(root)

    text = (root / "function_app.py").read_text("utf-8")
    names = [line.partition("(")[0] for line in section(text).splitlines() if line.startswith("@")]
    assert names == [
        "@app.function_name",
        "@app.queue_trigger",
        "@app.queue_output",
        "@app.retry",
        "@app.durable_client_input",
    ]
    assert all(function.verified for function in result.functions)


def test_only_one_binding_of_a_function_takes_a_durable_decorator(tmp_path):
    code = """
        import azure.durable_functions as df


        async def main(name: str, starter: str):
            client = df.DurableOrchestrationClient(starter)
            await client.start_new("Flow")
    """
    text, _ = starter(tmp_path, code, [ACTIVITY, CLIENT])

    assert '@app.activity_trigger(input_name="name")\nasync def start(name: str, starter: str):' in text
    assert GENERIC in text
    assert "client = df.DurableOrchestrationClient(starter)" in text


def test_an_activity_whose_other_binding_decides_its_result_keeps_the_order(tmp_path):
    """The last implicit output in function.json encodes what is returned, and the innermost decorator comes first."""
    out = {"type": "signalR", "direction": "out", "name": "push", "hubName": "h", "connectionStringSetting": "S"}
    code = "def main(name: str, push):\n    return name\n"

    first, _ = migrated(tmp_path / "a", {"Hello": ([ACTIVITY, out], code)})
    last, _ = migrated(tmp_path / "b", {"Hello": ([out, ACTIVITY], code)})

    assert '@app.activity_trigger(input_name="name")\ndef hello' in first
    assert "activity_trigger" not in last


def test_a_blueprint_module_loses_the_handle_and_what_only_that_needed(tmp_path):
    code = """
        import logging

        from azure.durable_functions import DurableOrchestrationContext, Orchestrator


        def flow(context: DurableOrchestrationContext):
            logging.info("on")
            yield


        main = Orchestrator.create(flow)  # what the host calls
    """
    root = app(tmp_path, {"Flow": ([ORCHESTRATION], code)})
    migrate(root, layout="blueprints")

    assert (root / "Flow" / "__init__.py").read_text("utf-8") == expected("""
        import logging

        import azure.functions as func
        from azure.durable_functions import DurableOrchestrationContext

        bp = func.Blueprint()


        @bp.function_name(name="Flow")
        @bp.orchestration_trigger(context_name="context")
        def flow(context: DurableOrchestrationContext):
            logging.info("on")
            yield


        # what the host calls
    """)


def test_blueprints_declare_theirs_where_the_only_import_goes(tmp_path):
    code = """
        import azure.durable_functions as df


        def flow(context):
            yield


        main = df.Orchestrator.create(flow)
    """
    root = app(tmp_path, {"Flow": ([ORCHESTRATION], code)})
    migrate(root, layout="blueprints")

    assert (root / "Flow" / "__init__.py").read_text("utf-8") == expected("""
        import azure.functions as func

        bp = func.Blueprint()


        @bp.function_name(name="Flow")
        @bp.orchestration_trigger(context_name="context")
        def flow(context):
            yield
    """)


def test_in_place_clients_keep_the_text_that_the_code_takes(tmp_path):
    root = app(tmp_path, {"Flow": FLOW, "Hello": HELLO, "Start": ([*HTTP, CLIENT], STARTER)})
    migrate(root, layout="in-place")

    text = (root / "function_app.py").read_text("utf-8")
    assert '@app.activity_trigger(input_name="name")\ndef hello(' in text
    assert '@app.orchestration_trigger(context_name="context")\ndef flow(' in text
    assert 'type="durableClient"' in text


def test_releases_without_durable_decorators_get_the_generic_ones(tmp_path):
    root = app(tmp_path, {"Flow": FLOW, "Hello": HELLO, "Start": ([*HTTP, CLIENT], STARTER)})
    migrate(root, target=Version("1.19.0"))

    text = (root / "function_app.py").read_text("utf-8")
    assert text.count("generic_") == 3
    assert "client = df.DurableOrchestrationClient(starter)" in text
