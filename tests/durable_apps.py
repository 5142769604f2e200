"""Durable apps in the legacy model, and what they become."""

import json
import textwrap

from migrated import migrate, write_files

HOST = '{"version": "2.0"}'
CLIENT = {"type": "durableClient", "direction": "in", "name": "starter"}
OLD_CLIENT = {**CLIENT, "type": "orchestrationClient"}
HTTP = [
    {"type": "httpTrigger", "direction": "in", "name": "req", "methods": ["post"], "route": "start"},
    {"type": "http", "direction": "out", "name": "$return"},
]
QUEUE = [{"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q", "connection": "C"}]
ORCHESTRATION = {"type": "orchestrationTrigger", "direction": "in", "name": "context"}
ACTIVITY = {"type": "activityTrigger", "direction": "in", "name": "name"}
ENTITY = {"type": "entityTrigger", "direction": "in", "name": "context"}
NEEDS_DURABLE = {"requirements.txt": "azure-functions\nazure-functions-durable\n"}


def app(tmp_path, functions, **extra):
    """An app with ``functions``: name to (bindings, code) or (bindings, code, other keys of function.json)."""
    files = {"host.json": HOST, **NEEDS_DURABLE, **extra}
    for name, (bindings, code, *more) in functions.items():
        settings = {"bindings": bindings, **(more[0] if more else {})}
        files[f"{name}/function.json"] = json.dumps(settings)
        files[f"{name}/__init__.py"] = textwrap.dedent(code).lstrip("\n")
    return write_files(tmp_path, files)


def migrated(tmp_path, functions, **extra):
    root = app(tmp_path, functions, **extra)
    result = migrate(root)
    return (root / "function_app.py").read_text("utf-8"), result


def body(text):
    """What follows the line that makes the app."""
    return text.partition("app = func.FunctionApp(")[2].partition("\n")[2].strip("\n") + "\n"


def expected(text):
    return textwrap.dedent(text).lstrip("\n")


def notes_of(result, code):
    return [note for function in result.functions for note in function.notes if note.code == code] + [
        note for note in result.notes if note.code == code
    ]


ORCHESTRATOR = """
    import azure.durable_functions as df


    def orchestrator_function(context: df.DurableOrchestrationContext):
        result = yield context.call_activity("Hello", "Tokyo")
        return result


    main = df.Orchestrator.create(orchestrator_function)
"""
HELLO = ([ACTIVITY], "def main(name: str) -> str:\n    return name\n")
STARTER = """
    import azure.durable_functions as df
    import azure.functions as func


    async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
        client = df.DurableOrchestrationClient(starter)

        instance_id = await client.start_new("Flow")
        return client.create_check_status_response(req, instance_id)
"""
GENERIC = '@app.generic_input_binding(arg_name="starter", type="durableClient")'
FLOW = ([ORCHESTRATION], ORCHESTRATOR)


def starter(tmp_path, code, bindings=None, **extra):
    functions = {"Start": ([*(bindings or [*HTTP, CLIENT])], code), "Flow": FLOW, "Hello": HELLO}
    return migrated(tmp_path, functions, **extra)


def section(text, name="Start"):
    """The section of the function ``name``, which is the last one in these apps."""
    mark = f'@app.function_name(name="{name}")'
    return mark + text.partition(mark)[2]
