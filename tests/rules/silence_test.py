"""Apps that are right, or that cannot be judged without running them: no rule may say anything."""

from __future__ import annotations

import pytest

from pystein_rules.examples import BLUEPRINT, HELLO, durable, script
from pystein_rules.project import Project
from pystein_rules.registry import check_project

STAR = """\
from azure.functions import *

app = FunctionApp(http_auth_level=AuthLevel.FUNCTION)


@app.route(route="hello")
@app.queue_output(arg_name="msg", queue_name="q", connection="AzureWebJobsStorage")
def hello(req: HttpRequest, msg: Out[str]) -> HttpResponse:
    return HttpResponse()
"""
DYNAMIC_BLUEPRINTS = (
    "import importlib\n\nfor name in ('users', 'orders'):\n"
    "    app.register_functions(importlib.import_module(name).bp)\n"
)
FACTORY = """\
import azure.functions as func


def create():
    made = func.FunctionApp()

    @made.route(route="hello")
    def hello(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse()

    return made


app = create()
"""
HANDLES_BUILDERS = """\
def documented(target):
    if hasattr(target, "_function"):
        target._function.documented = True
    return target
"""
SETTLEMENT = """\
from azurefunctions.extensions.bindings.servicebus import ServiceBusMessageActions


@app.service_bus_queue_trigger(arg_name="message", queue_name="q", connection="Bus")
def work(message: func.ServiceBusMessage, actions: ServiceBusMessageActions) -> None:
    pass
"""
FASTAPI_TYPES = """\
from azurefunctions.extensions.http.fastapi import JSONResponse, Request


@app.route(route="hello")
async def hello(req: Request) -> JSONResponse:
    return JSONResponse({})
"""
MIDDLEWARE = """\
from flask import Flask

flask_app = Flask(__name__)


@app.route(route="{*route}", auth_level=func.AuthLevel.ANONYMOUS)
def flask(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return func.WsgiMiddleware(flask_app.wsgi_app).handle(req, context)
"""

SILENT: dict[str, dict[str, str]] = {
    "words about flask": script(
        '"""Not a Flask app: app = Flask(__name__), @app.route("/x"), write_queue."""\n'
        'TEXT = "app = Flask(__name__); __app__; AccountKey="\n# @app.write_queue\n\n\n' + HELLO
    ),
    "flask inside an ordinary function": script(MIDDLEWARE),
    "another object with methods of the same names": script(
        "class Queue:\n    def write_queue(self, **kw):\n        return lambda f: f\n\n    route = write_queue\n\n\n"
        "queue = Queue()\n\n\n@queue.write_queue(arg_name='x')\ndef plain(x, y):\n    return {}\n\n\n" + HELLO
    ),
    "blueprints found at run time": script(DYNAMIC_BLUEPRINTS, users=BLUEPRINT),
    "a blueprint handed to a function": script(
        "from users import bp\n\n\ndef register_all(target, *blueprints):\n    for one in blueprints:\n"
        "        target.register_functions(one)\n\n\nregister_all(app, bp)\n",
        users=BLUEPRINT,
    ),
    "a blueprint used in a test only": script(HELLO) | {"tests/test_bp.py": BLUEPRINT},
    "an app from a factory": {"function_app.py": FACTORY},
    "an app from a package": {"function_app.py": "from company.functions import app\n"},
    "an app of a class of its own": {
        "function_app.py": "import azure.functions as func\n\n\nclass MyApp(func.FunctionApp):\n    def job(self, **kw):\n"
        "        return self.timer_trigger(arg_name='timer', **kw)\n\n\napp = MyApp()\n\n\n"
        "@app.job(schedule='0 0 * * * *')\ndef tick(timer):\n    pass\n"
    },
    "names that are computed": script(
        "import os\n\nNAME = f\"{os.name}-job\"\n\n\n@app.function_name(NAME)\n@app.route(route=NAME)\n"
        "def one(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse()\n\n\n"
        "@app.function_name(NAME + 'x')\n@app.route(route=NAME + 'x')\n"
        "def two(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse()\n"
    ),
    "arguments in a mapping": script(
        "COMMON = {'arg_name': 'msg', 'connection': 'C'}\n\n\n@app.queue_trigger(queue_name='q', **COMMON)\n"
        "def work(msg: func.QueueMessage) -> None:\n    pass\n"
    ),
    "two definitions of which one counts": script(
        "import os\n\nif os.environ.get('X'):\n\n    @app.route(route='hello')\n"
        "    def hello(req: func.HttpRequest) -> func.HttpResponse:\n        return func.HttpResponse()\n\nelse:\n\n"
        "    @app.route(route='hello')\n    def hello(req: func.HttpRequest) -> func.HttpResponse:\n"
        "        return func.HttpResponse()\n"
    ),
    "a decorator that knows the library's builders": script(
        "from docs import documented\n\n\n@documented\n" + HELLO, docs=HANDLES_BUILDERS
    ),
    "a decorator of a package that may know the builders": script(
        "from azure_functions_openapi import openapi\n\n\n@openapi(summary='x')\n" + HELLO
    ),
    "a decorator that injects a parameter": script(
        "from inject import with_client\n\n\n@app.route(route='hello')\n@with_client\n"
        "def hello(req: func.HttpRequest, client) -> func.HttpResponse:\n    return func.HttpResponse()\n",
        inject="from somewhere import with_client\n",
    ),
    "settlement of Service Bus messages": script(SETTLEMENT),
    "types of FastAPI": script(FASTAPI_TYPES),
    "a hidden secret of the emulator": script()
    | {
        "local.settings.json": '{"Values": {"A": "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCD'
        'XJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"}}'
    },
    "the same route with other methods": script(
        HELLO.replace('"hello"', '"x", methods=["GET"]', 1)
        + "\n\n" + HELLO.replace("def hello", "def post").replace('"hello"', '"x", methods=[func.HttpMethod.POST]', 1)
    ),
    "imports that may fail": script(
        "try:\n    import pandas\nexcept ImportError:\n    pandas = None\n\n\n" + HELLO
    ) | {"requirements.txt": "azure-functions\n"},
    "an import that only a type checker sees": script(
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import pandas\n    from function_app import app as other\n\n\n"
        + HELLO
    ) | {"requirements.txt": "azure-functions\n"},
    "durable names that are computed": durable(
        "@app.orchestration_trigger(context_name='context')\ndef flow(context):\n"
        "    yield context.call_activity(context.get_input()['name'])\n"
    ),
    "async everywhere": durable(
        "@app.timer_trigger(arg_name='timer', schedule='0 0 * * * *')\n@app.durable_client_input(client_name='client')\n"
        "async def start(timer: func.TimerRequest, client: df.DurableOrchestrationClient) -> None:\n    pass\n"
    ),
    "a context without annotation, and outputs by name": script(
        "@app.route(route='hello', binding_arg_name='res')\n@app.queue_output(arg_name='msg', queue_name='q', connection='C')\n"
        "def hello(req: func.HttpRequest, res: func.Out[func.HttpResponse], msg: func.Out[str], context) -> None:\n    pass\n"
    ),
    "a star import of the library where it works": {
        "function_app.py": STAR, "requirements.txt": "azure-functions==1.12.0\n",
    },
    "a star import of the library in a script that nothing loads": script(HELLO, scratch=STAR),
    "a broken module that nothing imports": script(HELLO, scratch="def broken(:\n"),
    "a Python tool in an app of another language": {
        "host.json": "{}", "package.json": "{}", "tools/app.py": "from flask import Flask\napp = Flask(__name__)\n",
        "Fn/function.json": '{"bindings": [{"type": "httpTrigger", "direction": "in", "name": "req"}], "scriptFile": "index.js"}',
        "Fn/index.js": "",
    },
}  # fmt: skip


@pytest.mark.parametrize("title", SILENT)
def test_nothing_is_said_about(title: str) -> None:
    found = check_project(Project.of(SILENT[title]))
    assert [f"{d.code} {d.path}:{d.start.line} {d.message}" for d in found] == []
