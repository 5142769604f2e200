"""Pieces that the examples of many rules share."""

from __future__ import annotations

HEAD = "import azure.functions as func\n\napp = func.FunctionApp()\n"
DURABLE_HEAD = "import azure.durable_functions as df\nimport azure.functions as func\n\napp = func.FunctionApp()\n"
HTTP_FUNCTION_JSON = """\
{
  "bindings": [
    {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "function"},
    {"type": "http", "direction": "out", "name": "$return"}
  ]
}
"""
HTTP_SCRIPT = """\
import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
HELLO = """\
@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
BLUEPRINT = """\
import azure.functions as func

bp = func.Blueprint()


@bp.route(route="users")
def users(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("users")
"""


def script(body: str = HELLO, **files: str) -> dict[str, str]:
    """An app whose function_app.py creates ``app`` and goes on with ``body``; ``files`` as module name to text."""
    return {"function_app.py": f"{HEAD}\n\n{body}"} | {f"{name}.py": text for name, text in files.items()}


def durable(body: str, **files: str) -> dict[str, str]:
    """As :func:`script`, with ``df`` imported."""
    return {"function_app.py": f"{DURABLE_HEAD}\n\n{body}"} | {f"{name}.py": text for name, text in files.items()}


def legacy(bindings: str, code: str, name: str = "Work") -> dict[str, str]:
    """A legacy app of one function: the lines of its ``bindings`` and its script."""
    listed = ",\n    ".join(line.strip().rstrip(",") for line in bindings.strip().splitlines())
    return {
        f"{name}/function.json": f'{{\n  "bindings": [\n    {listed}\n  ]\n}}\n',
        f"{name}/__init__.py": f"import azure.functions as func\n\n\n{code}",
    }


START = (
    "@app.route(route='start')\n@app.durable_client_input(client_name='client')\n"
    "async def start(req: func.HttpRequest, client) -> func.HttpResponse:\n"
    "    instance = await client.start_new('flow')\n    return client.create_check_status_response(req, instance)\n"
)
FLOW = (
    "@app.orchestration_trigger(context_name='context')\ndef flow(context):\n"
    "    result = yield context.call_activity('hello', 'x')\n    return result\n"
)
ACTIVITY = "@app.activity_trigger(input_name='name')\ndef hello(name: str) -> str:\n    return name\n"
DURABLE_APP = f"{FLOW}\n\n{ACTIVITY}\n\n{START}"
FLASK_HEAD = "import azure.functions as func\nfrom flask import Flask\n\n"
WSGI = FLASK_HEAD + (
    "flask_app = Flask(__name__)\napp = func.WsgiFunctionApp(app=flask_app.wsgi_app, "
    "http_auth_level=func.AuthLevel.FUNCTION)\n"
)
NO_PREFIX = '{\n  "version": "2.0",\n  "extensions": {"http": {"routePrefix": ""}}\n}\n'
