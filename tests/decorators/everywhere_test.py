"""What functions, methods and dead branches say of app objects, which importing the app does not run."""

from __future__ import annotations

import ast

import pytest

from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_run import read_decorated

HEAD = "import azure.functions as func\napp = func.FunctionApp()\nbp = func.Blueprint()\n"
DECORATED = "@{}.route(arg_name='a')\ndef f(req): ..."


def read(**modules: str) -> DecoratedApp:
    trees = {f"{name}.py": ast.parse(text) for name, text in modules.items()}
    return read_decorated(trees, "function_app.py")


def kinds(source: str, **modules: str) -> list[str]:
    """The kinds of the owners of all decorators that are mentioned; "?" for one that is not known."""
    found = read(function_app=source, **modules).everywhere.mentions
    return sorted(mention.register.kind if mention.register else "?" for mention in found)


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


@pytest.mark.parametrize(
    "source",
    [
        "def late():\n    @app.route()\n    def f(req): ...\n",
        "def late():\n    def later():\n        app.route()\n",
        "class C:\n    def late(self):\n        app.route()\n",
        "late = lambda: app.route()\n",
        "late = [app.route() for x in range(3)]\n",
        "def late():\n    from function_app import app as again\n    again.route()\n",
        "if __name__ == '__main__':\n    app.route()\n",
        "while app.route(): ...\n",
        "assert app.route()\n",
        "getattr(app, 'route')()\n",
        "def late(x=app.route()): ...\n",
    ],
)
def test_a_decorator_is_seen_in_code_of_every_kind(source: str) -> None:
    assert kinds(HEAD + source) == ["FunctionApp"]


@pytest.mark.parametrize(
    "owner",
    [
        "def add(owner: func.Blueprint):\n{0}",
        "def add(owner: 'func.Blueprint'):\n{0}",
        "def add(owner: func.Blueprint | None = None):\n{0}",
        "from typing import Optional\ndef add(owner: Optional[func.Blueprint]):\n{0}",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from azure.functions import Blueprint\n"
        "def add(owner: 'Blueprint'):\n{0}",
        "owner = None\ndef make():\n    global owner\n    owner = bp\ndef use():\n{0}",
        "def outer():\n  owner = None\n  def make():\n    nonlocal owner\n    owner = func.Blueprint()\n  def use():\n{0}",
        "def make():\n    if x:\n        return func.Blueprint()\n    return None\ndef use():\n    owner = make()\n{0}",
        "def make() -> func.Blueprint: ...\ndef use():\n    owner = make()\n{0}",
        "def use():\n    owner = func.Blueprint() if x else func.Blueprint('a')\n{0}",
        "def use():\n    if x:\n        owner = func.Blueprint()\n    else:\n        owner = bp\n{0}",
        "class Own(func.Blueprint):\n  def declare(owner):\n{0}",
    ],
)
def test_an_owner_is_known_by_what_is_bound_to_its_name(owner: str) -> None:
    assert kinds(HEAD + owner.format(indented(DECORATED.format("owner")))) == ["Blueprint"]


def test_attributes_that_a_class_sets_on_itself_are_known_before_they_are_set() -> None:
    source = (
        "class Functions:\n    def declare(self):\n        self.app.route()\n        self.other.route()\n"
        "    def __init__(self, other: Queue):\n        self.app = func.FunctionApp()\n        self.other = other\n"
    )
    assert kinds(HEAD + source) == ["?", "FunctionApp"]


@pytest.mark.parametrize(
    "source",
    [
        "class Queue:\n    def route(self): ...\nqueue = Queue()\nqueue.route()\n",
        "class Own(func.FunctionApp):\n    def route(self): ...\n    def use(self):\n        self.route()\nOwn().route()\n",
        "def use():\n    app = 1\n    app.route()\n",
        "print(f'{app.route}')\n",
    ],
)
def test_a_method_of_something_else_is_no_decorator(source: str) -> None:
    assert kinds(HEAD + source) == []


@pytest.mark.parametrize(
    "source",
    [
        "for app in (app, other()):\n    app.route()\n",
        "for app in (app, 3):\n    app.route()\n",
        "def use(app):\n    app.route()\n",
        "def use(app=app):\n    app.route()\n",
        "(lambda app: app.route())(app)\n",
        "[app.route() for app in apps]\n",
        "def use():\n    for app in apps:\n        app.route()\n",
        "def use():\n    with q() as app:\n        app.route()\n",
    ],
)
def test_an_owner_that_may_be_anything_is_not_known(source: str) -> None:
    assert kinds(HEAD + source) == ["?"]


def test_a_local_name_that_is_bound_later_is_not_the_modules() -> None:
    assert kinds(HEAD + "def use():\n    app.route()\n    app = queue()\n") == []


def test_the_app_that_a_function_of_the_app_makes_is_the_app_and_may_have_more_functions() -> None:
    factory = "import azure.functions as func\ndef make():\n    made = func.FunctionApp(func.AuthLevel.ADMIN)\n    return made\n"
    app = read(function_app=f"from shared import make\napp = make()\n{DECORATED.format('app')}\n", shared=factory)
    assert app.app is not None
    assert (app.app.kind, app.app.path, app.app.call.node.lineno) == ("FunctionApp", "shared.py", 3)
    assert app.escaped == {app.app}
    assert [function.name for function in app.indexed] == ["f"]
    assert [register.call.node.lineno for register in app.everywhere.made] == [3]


def test_an_app_that_a_condition_chooses_is_the_app_with_arguments_that_are_not_known() -> None:
    app = read(
        function_app="import azure.functions as func\nif x():\n    app = func.FunctionApp('ADMIN')\n"
        "else:\n    app = func.FunctionApp('ANONYMOUS')\n"
    ).app
    assert app is not None
    assert (app.kind, app.call.complete, dict(app.call.arguments)) == ("FunctionApp", False, {})


@pytest.mark.parametrize(
    "source",
    [
        "class C:\n    def f(self): ...\n    x = f(1)\n",
        "def f(x: '\\0', y: '(', z: 'a b') -> '': ...\nf()\n",
        "def f(*a, b=1, **c): yield app\nf().route()\nclass C(*x, **y): pass\nC().a.b = 1\n",
        "def f():\n    nonsense: int\n    del nonsense\n    return\nfor x in f(): x.y = f\n",
        "match app:\n    case {'a': b, **c} if app.name: b.x\n    case [*d]: pass\n    case str() as e: pass\n",
    ],
)
def test_odd_code_is_read_without_raising(source: str) -> None:
    assert read(function_app=HEAD + source).everywhere


def test_functions_that_call_each_other_end() -> None:
    assert kinds(HEAD + "def a():\n    return b()\ndef b():\n    return a()\nc = a()\nc.route()\n") == ["?"]
