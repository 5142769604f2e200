"""Flask, FastAPI and plain WSGI applications: what becomes of their functions, and that both models serve the same."""

import json
import shutil
import textwrap
from pathlib import Path

import pytest
from function_calls import run
from migrated import migrate, write_files

CORPUS = Path(__file__).parents[2] / "corpus"
NO_PREFIX = '{"version": "2.0", "extensions": {"http": {"routePrefix": ""}}}'
EVERY_METHOD = ["get", "post", "delete", "head", "patch", "put", "options"]
HAND_OVER = """
    import azure.functions as func

    from site_of import application


    def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
        return func.WsgiMiddleware(application).handle(req, context)
"""
APPLICATION = """
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]
"""


def settings(route="{*route}", methods=EVERY_METHOD, level="anonymous", **more):
    trigger = {"type": "httpTrigger", "direction": "in", "name": "req", "route": route, "authLevel": level, **more}
    if methods is not None:
        trigger["methods"] = methods
    return {"bindings": [trigger, {"type": "http", "direction": "out", "name": "$return"}]}


def web_app(tmp_path, code=HAND_OVER, function=None, **files):
    everything = {
        "host.json": NO_PREFIX,
        "requirements.txt": "azure-functions\n",
        "Web/function.json": json.dumps(function or settings()),
        "Web/__init__.py": textwrap.dedent(code).lstrip("\n"),
        "site_of.py": textwrap.dedent(APPLICATION).lstrip("\n"),
        **{name: textwrap.dedent(text).lstrip("\n") for name, text in files.items()},
    }
    return write_files(tmp_path, everything)


def script(root):
    return (root / "function_app.py").read_text("utf-8")


def notes_of(result, code):
    return [note for function in result.functions for note in function.notes if note.code == code]


def test_the_only_http_function_that_serves_everything_becomes_the_constructor(tmp_path):
    root = web_app(tmp_path, function=settings(methods=None))  # 2.x adds QUERY to any list
    result = migrate(root)

    assert script(root) == textwrap.dedent("""\
        import azure.functions as func

        from site_of import application

        app = func.WsgiFunctionApp(
            app=application,
            http_auth_level=func.AuthLevel.ANONYMOUS,
            function_name="Web",
        )
    """)
    assert [function.verified for function in result.functions] == [True]
    assert notes_of(result, "web-application")[0].message.startswith("func.WsgiFunctionApp registers this function")


def test_other_functions_are_added_to_the_constructors_object(tmp_path):
    timer = {"bindings": [{"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 0 * * * *"}]}
    root = web_app(
        tmp_path,
        function=settings(route="/{*route}", methods=None, level="function"),
        **{"Beat/function.json": json.dumps(timer), "Beat/__init__.py": "def main(timer):\n    pass\n"},
    )
    migrate(root)

    assert script(root) == textwrap.dedent("""\
        import azure.functions as func

        from site_of import application

        app = func.WsgiFunctionApp(app=application, function_name="Web")


        @app.function_name(name="Beat")
        @app.timer_trigger(arg_name="timer", schedule="0 0 * * * *")
        def beat(timer):
            pass
    """)


def test_an_application_made_in_the_script_stands_before_the_constructor(tmp_path):
    code = """
        from flask import Flask
        import azure.functions as func

        app = Flask(__name__)
        middleware = func.WsgiMiddleware(app.wsgi_app)


        @app.get("/")
        def index():
            return "hello"


        def main(req, context):
            \"\"\"Everything is Flask's.\"\"\"
            return middleware.handle(req, context)
    """
    root = web_app(tmp_path, code, settings(methods=None))
    migrate(root)

    assert script(root) == textwrap.dedent("""\
        import azure.functions as func
        from flask import Flask

        web_app = Flask(__name__)


        @web_app.get("/")
        def index():
            return "hello"


        # Everything is Flask's.
        app = func.WsgiFunctionApp(
            app=web_app.wsgi_app,
            http_auth_level=func.AuthLevel.ANONYMOUS,
            function_name="Web",
        )
    """)


OTHER_HTTP = {
    "Up/function.json": json.dumps(settings("up", ["get"])),
    "Up/__init__.py": 'def main(req):\n    return "up"\n',
}
WITH_PREFIX = {"host.json": '{"version": "2.0"}'}


@pytest.mark.parametrize(
    ("code", "function", "files"),
    [
        (HAND_OVER, settings(methods=["get", "post"]), {}),  # would answer more methods
        (HAND_OVER, settings(route="site/{*route}"), {}),
        (HAND_OVER, settings(route="{*path}"), {}),
        (HAND_OVER, None, WITH_PREFIX),
        (HAND_OVER, None, OTHER_HTTP),
        (HAND_OVER.replace("(req, context)", "(req)"), None, {}),  # the environ would have more keys
        (HAND_OVER.replace("return func", 'print("request")\n        return func'), None, {}),
        (HAND_OVER.replace("def main", "def other(f):\n        return f\n\n\n    @other\n    def main"), None, {}),
        # What is written there would fail all later requests, because one middleware serves them all.
        (HAND_OVER, None, {"site_of.py": APPLICATION + '        print(1, file=environ["wsgi.errors"])\n'}),
        (HAND_OVER, None, {"tests/test_web.py": "from Web import main\n"}),
        # The constructor runs the application's lifespan, which the middleware never did.
        (
            HAND_OVER.replace("    def main", "    async def main").replace(
                "return func.WsgiMiddleware(application).handle", "return await func.AsgiMiddleware(application).handle_async"
            ),
            None,
            {"site_of.py": "from fastapi import FastAPI\n\napplication = FastAPI(lifespan=print)\n"},
        ),
        (
            HAND_OVER.replace("    def main", "    async def main").replace(
                "return func.WsgiMiddleware(application).handle", "return await func.AsgiMiddleware(application).handle_async"
            ),
            None,
            {"site_of.py": "async def application(scope, receive, send):\n    assert scope['type'] == 'http'\n"},
        ),
    ],
)  # fmt: skip
def test_anything_else_stays_a_function_that_calls_the_middleware(tmp_path, code, function, files):
    root = web_app(tmp_path, code, function, **files)
    result = migrate(root)

    text = script(root)
    assert "FunctionApp(app=" not in text
    assert "Middleware(application)" in text
    assert '@app.function_name(name="Web")\n@app.route(' in text
    assert notes_of(result, "web-application")[0].message.startswith("stays a function that calls the middleware")


def test_a_folder_of_templates_is_still_found(tmp_path):
    code = """
        import azure.functions as func
        from flask import Blueprint, Flask

        app = Flask(__name__)
        pages = Blueprint("pages", __name__, template_folder="pages")
        fixed = Flask(__name__, root_path="/srv")


        def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
            return func.WsgiMiddleware(app.wsgi_app).handle(req, context)
    """
    root = web_app(tmp_path, code, settings("site/{*path}"), **{"Web/templates/page.html": "hello"})
    migrate(root)

    text = script(root)
    assert 'web_app = Flask(__name__, root_path=os.path.join(os.path.dirname(__file__), "Web"))' in text
    assert 'root_path=os.path.join(os.path.dirname(__file__), "Web"), template_folder="pages")' in text
    assert 'fixed = Flask(__name__, root_path="/srv")' in text
    assert text.startswith("import os\n")


# Served by both models


def served(tmp_path, name, function, requests):
    """What the corpus app ``name`` answers before and after its migration."""
    calls = [
        {
            "function": function,
            "arguments": {
                "req": {
                    "kind": "request",
                    "method": method,
                    "url": f"https://app.example{path}",
                    "body": body,
                    "headers": {"content-type": "application/json"} if body else {},
                },
                "context": {"kind": "context"},
            },
        }
        for method, path, body in requests
    ]
    legacy, after = tmp_path / "legacy", tmp_path / "after"
    shutil.copytree(CORPUS / name / "legacy", legacy)
    shutil.copytree(CORPUS / name / "legacy", after)
    migrate(after)
    before = run(legacy, "legacy", calls)
    assert run(after, "decorators", calls) == before
    return [answer.get("result", {}).get("status", answer.get("error")) for answer in before]


def test_flask_with_templates_beside_its_script(tmp_path):
    pytest.importorskip("flask")
    statuses = served(
        tmp_path,
        "flask",
        "Site",
        [
            ("GET", "/api/site/hello/Ada", ""),
            ("POST", "/api/site/entries", '{"text": "hello"}'),
            ("GET", "/api/site/entries", ""),
            ("GET", "/api/site/page", ""),
            ("GET", "/api/site/nowhere", ""),
            ("GET", "/api/site/broken", ""),
            ("GET", "/api/site/hello/Bob", ""),
        ],
    )
    assert [*statuses[:5], statuses[6]] == [200, 201, 200, 200, 404, 200]
    assert "Internal Server Error" in statuses[5]


def test_flask_in_a_package(tmp_path):
    pytest.importorskip("flask")
    requests = [("GET", path, "") for path in ("/", "/hello/Ada", "/module", "/nowhere")]
    assert served(tmp_path, "flask_package", "HandleRequest", requests) == [200, 200, 200, 404]


def test_fastapi_beside_other_functions(tmp_path):
    pytest.importorskip("fastapi")
    statuses = served(
        tmp_path,
        "fastapi",
        "BooksApi",
        [
            ("PUT", "/api/library/books/1", '{"isbn": "1", "title": "A"}'),
            ("GET", "/api/library/books/1", ""),
            ("GET", "/api/library/books/2", ""),
            ("GET", "/api/library/books/0", ""),
            ("PUT", "/api/library/books/1", '{"no": 1}'),
        ],
    )
    assert statuses == [201, 200, 404, 410, 422]


def test_a_wsgi_application_behind_the_constructor(tmp_path):
    requests = [("GET", "/", ""), ("POST", "/method", "x"), ("GET", "/echo/a/b", ""), ("GET", "/nowhere", "")]
    assert served(tmp_path, "wsgi_alone", "web", requests) == [200, 200, 200, 404]


def test_an_asgi_application_behind_the_constructor(tmp_path):
    pytest.importorskip("fastapi")
    requests = [("GET", "/hello/Ada", ""), ("POST", "/hello/Ada", "{}"), ("GET", "/nowhere", "")]
    assert served(tmp_path, "asgi_alone", "Api", requests) == [200, 405, 404]
