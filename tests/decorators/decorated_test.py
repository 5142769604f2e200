"""The static reading of decorators, held against the library itself: both must list the same functions."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pystein_migrate.decorators.app import UNKNOWN, DecoratedApp, EnumMember
from pystein_migrate.decorators.static_run import read_decorated

INDEX = """
import json, sys
sys.path.insert(0, sys.argv[1])
import function_app
from azure.functions.decorators.function_app import FunctionRegister
apps = [value for value in vars(function_app).values() if isinstance(value, FunctionRegister)]
assert len(apps) == 1
print(json.dumps([json.loads(function.get_function_json()) | {"function": function.get_function_name()}
                  for function in apps[0].get_functions()]))
"""
HTTP = "(req: func.HttpRequest) -> func.HttpResponse: ..."

PROJECTS: dict[str, dict[str, str]] = {
    "plain": {
        "function_app.py": f"import azure.functions as func\napp = func.FunctionApp()\n@app.route('a')\ndef a{HTTP}\n"
        "@app.function_name('B-b')\n@app.timer_trigger('t', '0 * * * * *')\nasync def b(t): ...\n"
    },
    "other aliases": {
        "function_app.py": "from azure import functions\nfrom azure.functions import FunctionApp as Registry\n"
        "main = Registry(http_auth_level=functions.AuthLevel.ANONYMOUS)\nNAME = 'Named'\n"
        "@main.function_name(name=NAME)\n@main.queue_trigger(arg_name='m', queue_name='q', connection='C')\ndef q(m): ...\n"
    },
    "azure as a name": {
        "function_app.py": "import azure.functions\napp = azure.functions.FunctionApp()\n"
        "@app.schedule(schedule='0 * * * * *', arg_name='t')\ndef tick(t): ...\n"
    },
    "blueprints": {
        "function_app.py": "import azure.functions as func\nimport users\nfrom shop import orders as o\n"
        "from shop.items import blueprint as things\napp = func.FunctionApp()\n"
        "app.register_functions(users.bp)\napp.register_blueprint(o.bp)\napp.register_functions(things)\n",
        "users.py": f"import azure.functions as func\nbp = func.Blueprint()\n@bp.route(route='u')\ndef user{HTTP}\n",
        "shop/__init__.py": "",
        "shop/orders.py": f"import azure.functions as func\nbp = func.Blueprint()\n@bp.route(route='o')\ndef order{HTTP}\n",
        "shop/items.py": "from .base import blueprint\nfrom . import base\n"
        "@base.blueprint.route(route='i')\ndef item(req): ...\n",
        "shop/base.py": "import azure.functions as func\nblueprint = func.Blueprint()\n",
    },
    "registered before its functions": {
        "function_app.py": "import azure.functions as func\napp = func.FunctionApp()\nbp = func.Blueprint()\n"
        "@bp.route()\ndef early(req): ...\napp.register_functions(bp)\n@bp.route()\ndef late(req): ...\n"
    },
    "a loop over blueprints": {
        "function_app.py": "import azure.functions as func\nfrom a import bp as a\nimport b\napp = func.FunctionApp()\n"
        "for each in (a, b.bp):\n    app.register_functions(each)\n",
        "a.py": "import azure.functions as func\nbp = func.Blueprint()\n@bp.route()\ndef fa(req): ...\n",
        "b.py": "import azure.functions as func\nbp = func.Blueprint()\n@bp.route()\ndef fb(req): ...\n",
    },
    "app from elsewhere": {
        "function_app.py": "from core.application import app\nimport routes\n",
        "core/application.py": "import azure.functions as func\napp = func.FunctionApp()\n",
        "routes.py": "from core.application import app\n@app.route()\ndef routed(req): ...\n",
    },
    "wired in place": {
        "function_app.py": "import importlib\nimport azure.functions as func\nimport A\nfrom B.run import go\n"
        "app = func.FunctionApp()\nhyphen = importlib.import_module('C-c')\n"
        "app.function_name(name='A')(app.route(route='a')(A.main))\n"
        "app.function_name('B')(app.generic_trigger(arg_name='x', type='manualTrigger')(go))\n"
        "app.function_name(name='C-c')(app.queue_trigger('m', 'q', 'C')(hyphen.main))\n",
        "A/__init__.py": "def main(req): ...\n",
        "B/run.py": "def go(x): ...\n",
        "C-c/__init__.py": "async def main(m): ...\n",
    },
    "type checking and main guard": {
        "function_app.py": "from typing import TYPE_CHECKING\nimport azure.functions as func\n"
        "if TYPE_CHECKING:\n    from nowhere import bp\napp = func.FunctionApp()\n@app.route()\ndef f(req): ...\n"
        "if __name__ == '__main__':\n    @app.route()\n    def g(req): ...\n"
    },
    "durable": {
        "function_app.py": "import azure.functions as func\nimport azure.durable_functions as df\nimport flow\n"
        "app = df.DFApp(http_auth_level=func.AuthLevel.FUNCTION)\n"
        "@app.orchestration_trigger(context_name='context')\ndef orchestrator(context):\n    yield 1\n"
        "@app.route('start')\n@app.durable_client_input(client_name='client')\nasync def start(req, client): ...\n"
        "app.register_functions(flow.bp)\n",
        "flow.py": "from azure.durable_functions import Blueprint\nbp = Blueprint()\n"
        "@bp.activity_trigger(input_name='name')\ndef hello(name): ...\n",
    },
}  # fmt: skip


def read(tree: Mapping[str, str]) -> DecoratedApp:
    return read_decorated({path: ast.parse(text) for path, text in tree.items()}, "function_app.py")


def run_library(tree: Mapping[str, str], folder: Path) -> list[dict[str, object]]:
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    done = subprocess.run([sys.executable, "-c", INDEX, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("title", PROJECTS)
def test_lists_the_functions_and_bindings_that_the_library_indexes(title: str, tmp_path: Path) -> None:
    tree = PROJECTS[title]
    indexed = {str(function["function"]): function["bindings"] for function in run_library(tree, tmp_path)}
    app = read(tree)
    assert not app.open
    found = {
        function.name: sorted((b.name, b.type, b.direction.upper()) for b in function.bindings())
        for function in app.indexed
    }
    assert found == {
        name: sorted((b["name"], b["type"], b["direction"]) for b in bindings)  # type: ignore[attr-defined]
        for name, bindings in indexed.items()
    }


def test_reads_literal_arguments_constants_and_enumerations_by_parameter_name() -> None:
    app = read(
        {
            "function_app.py": "import azure.functions as func\napp = func.FunctionApp('ANONYMOUS')\nR = 'x' + '/y'\n"
            "@app.route(R, methods=['GET', func.HttpMethod.POST], auth_level=func.AuthLevel.ADMIN, trigger_arg_name=unknown)\n"
            "def f(req): ...\n"
        }
    )
    (step,) = app.functions[0].steps
    assert app.app is not None
    assert app.app.call.arguments["http_auth_level"].value == "ANONYMOUS"
    assert step.text("route") == "x/y"
    assert step.argument("auth_level").value == EnumMember("AuthLevel", "ADMIN")  # type: ignore[union-attr]
    assert step.argument("methods").value == ["GET", EnumMember("HttpMethod", "POST")]  # type: ignore[union-attr]
    assert step.argument("trigger_arg_name").value is UNKNOWN  # type: ignore[union-attr]


def test_keeps_the_users_own_decorators_in_their_place() -> None:
    app = read(
        {
            "function_app.py": "import azure.functions as func\nfrom auth import require\napp = func.FunctionApp()\n"
            "@require('x')\n@app.route()\n@require\ndef f(req): ...\n",
            "auth.py": "def require(f): return f\n",
        }
    )
    steps = app.functions[0].steps
    assert [step.method for step in steps] == ["", "route", ""]
    assert [step.target.name for step in steps if step.target] == ["require", "require"]
    assert app.functions[0].name is None


@pytest.mark.parametrize(
    "source",
    [
        "from elsewhere import bp\napp.register_functions(bp)",
        "app.register_functions(make())",
        "for name in names():\n    app.register_functions(name)",
    ],
)
def test_says_that_the_app_is_open_when_a_registration_cannot_be_resolved(source: str) -> None:
    assert read({"function_app.py": f"import azure.functions as func\napp = func.FunctionApp()\n{source}\n"}).open


def test_a_blueprint_that_other_code_receives_has_escaped() -> None:
    head = "import azure.functions as func\napp = func.FunctionApp()\nbp = func.Blueprint()\n"
    assert not read({"function_app.py": head}).escaped
    for use in ("register_all(app, bp)", "def setup():\n    app.register_functions(bp)", "x = {'a': bp}"):
        assert {register.kind for register in read({"function_app.py": head + use}).escaped} >= {"Blueprint"}, use


def test_a_circular_import_is_seen_only_where_the_name_is_not_bound_yet() -> None:
    module = "from function_app import app\n@app.route()\ndef f(req): ...\n"
    before = "import routes\nimport azure.functions as func\napp = func.FunctionApp()\n"
    after = "import azure.functions as func\napp = func.FunctionApp()\nimport routes\n"
    (found,) = read({"function_app.py": before, "routes.py": module}).circular_imports
    assert (found.module, found.imported, found.name) == ("routes.py", "function_app.py", "app")
    assert not read({"function_app.py": after, "routes.py": module}).circular_imports


def test_functions_of_modules_that_the_script_does_not_import_are_read_but_not_reached() -> None:
    app = read(
        {
            "function_app.py": "import azure.functions as func\napp = func.FunctionApp()\n",
            "stray.py": "import azure.functions as func\nbp = func.Blueprint()\n@bp.route()\ndef f(req): ...\n",
        }
    )
    assert [function.reached for function in app.functions] == [False]
    assert app.indexed == ()


def test_odd_but_valid_python_is_read_without_raising() -> None:
    read(
        {
            "function_app.py": "import azure.functions as func\nfrom . import x\nfrom ..y import z\na, *b = c = (1, 2, 3)\n"
            "d: int\ndel c\nwith open(f) as (g, h): pass\nwhile x: break\ntry: import q\nexcept* E: pass\n"
            "match a:\n    case [1, *_]: pass\nlambda: (yield)\n(app := func.FunctionApp())\nclass K(app): pass\n"
            "@app\n@app.route\n@app.route()()\ndef f(): ...\n" if sys.version_info >= (3, 11) else "x = 1\n"
        }
    )  # fmt: skip
