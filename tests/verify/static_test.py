"""The static comparison, from the user's side: two trees in, a verdict per function out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pystein_migrate.prove.index import Indexer
from pystein_migrate.prove.static import AppCheck, check_trees

from .support import write_tree

HTTP = '{"bindings": [{"type": "httpTrigger", "direction": "in", "name": "req"}, {"type": "http", "direction": "out", "name": "$return"}]}'
MAIN = "import azure.functions as func\n\n\ndef main(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse('ok')\n"


@pytest.fixture(scope="module")
def indexer() -> Iterator[Indexer]:
    indexer = Indexer()
    yield indexer
    indexer.close()


def differing(check: AppCheck) -> dict[str, dict[str, tuple[str, ...]]]:
    return {function.name: dict(function.cells) for function in check.functions if function.verdict == "differs"}


def test_a_good_migration_is_the_same_in_every_column(legacy: Path, migrated: Path, indexer: Indexer) -> None:
    check = check_trees(legacy, migrated, indexer)
    assert {function.name: function.verdict for function in check.functions} == dict.fromkeys(
        ["Batch", "Counter", "Flow", "GetOrder", "Hello", "Nightly", "ShipOrder", "Start", "import-price"], "same"
    )
    assert check.problems == ()


@pytest.mark.parametrize(
    ("old", "new", "function", "column", "values"),
    [
        (
            'methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS', 'methods=["POST"]',
            "Start", "auth level", ("anonymous", "function"),
        ),
        ('route="orders/{id}"', 'route="order/{id}"', "GetOrder", "route and methods", ("orders/{id}", "order/{id}")),
        ('methods=["GET", "POST"]', 'methods=["GET"]', "GetOrder", "route and methods", ("'post'", "['get']")),
        (
            '@app.retry(strategy="fixed_delay", max_retry_count="4", delay_interval="00:00:10")\n', "",
            "ShipOrder", "retry", ("fixeddelay", "None"),
        ),
        ('max_retry_count="4"', 'max_retry_count="5"', "ShipOrder", "retry", ("4", "5")),
        (
            '@app.blob_output(arg_name="label", path="labels/{id}.txt", connection="AzureWebJobsStorage")\n', "",
            "ShipOrder", "bindings", ("label", "missing"),
        ),
        ('schedule="0 0 3 * * *"', 'schedule="0 0 4 * * *"', "Nightly", "bindings", ("0 0 3 * * *", "0 0 4 * * *")),
        ("msg: func.QueueMessage", "msg: func.HttpRequest", "ShipOrder", "signature", ("msg", "queueTrigger")),
        ("def get_order(req: func.HttpRequest, order:", "def get_order(req: func.HttpRequest, doc:",
         "GetOrder", "signature", ("doc",)),
    ],
)  # fmt: skip
def test_one_broken_decorator_is_found_where_it_is(
    legacy: Path,
    edit: Callable[..., Path],
    indexer: Indexer,
    old: str,
    new: str,
    function: str,
    column: str,
    values: tuple[str, ...],
) -> None:
    found = differing(check_trees(legacy, edit(old, new), indexer))
    assert list(found) == [function]
    text = " ".join(found[function][column])
    assert all(value in text for value in values), text


def test_a_lost_function_is_missing(legacy: Path, edit: Callable[..., Path], indexer: Indexer) -> None:
    found = differing(check_trees(legacy, edit("app.register_functions(batch)\n", ""), indexer))
    assert found == {"Batch": {"name": ("is missing in the migrated app",)}}


def test_a_renamed_activity_is_missing_under_one_name_and_new_under_the_other(
    legacy: Path, edit: Callable[..., Path], indexer: Indexer
) -> None:
    found = differing(check_trees(legacy, edit('@app.function_name(name="Hello")\n', ""), indexer))
    assert set(found) == {"Hello", "hello"} or found["Hello"]["name"] == ("Hello became hello",)


def test_one_decorator_that_the_library_refuses_is_named_though_it_takes_down_the_whole_app(
    legacy: Path, edit: Callable[..., Path], indexer: Indexer
) -> None:
    found = differing(check_trees(legacy, edit('queue_name="paid", ', ""), indexer))
    assert list(found) == ["ShipOrder"]
    assert "queue_name" in found["ShipOrder"]["signature"][0]


def test_a_computed_argument_is_not_guessed(legacy: Path, edit: Callable[..., Path], indexer: Indexer) -> None:
    check = check_trees(legacy, edit('schedule="0 0 3 * * *"', 'schedule=open("x").read()'), indexer)
    nightly = next(function for function in check.functions if function.name == "Nightly")
    assert nightly.verdict == "not comparable"
    assert "schedule" in nightly.reason


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("from GetOrder.view import render", "from .GetOrder.view import render", "function_app.py", "relative import"),
        ("from GetOrder.view import render", "from view import render", "function_app.py", "not at the app's root"),
        ("from GetOrder.view import render", "from GetOrder.views import render", "function_app.py", "GetOrder.views"),
        ("from GetOrder.view import render", "from GetOrder.view import reader", "function_app.py", "no name reader"),
        ("from shared.money", "from __app__.shared.money", "GetOrder/view.py", "__app__"),
        ("from shared.money", "from ..shared.money", "GetOrder/view.py", "beyond the top-level package"),
        ("import random\n", "import random\nimport pandas\n", "function_app.py", "requirements.txt"),
    ],
)  # fmt: skip
def test_an_import_that_the_decorator_model_does_not_find_is_a_problem(
    legacy: Path, edit: Callable[..., Path], indexer: Indexer, old: str, new: str, path: str, message: str
) -> None:
    check = check_trees(legacy, edit(old, new, path), indexer)
    assert [(note.path, message in note.message) for note in check.problems] == [(path, True)], check.problems


def test_an_import_inside_a_function_counts_too(legacy: Path, edit: Callable[..., Path], indexer: Indexer) -> None:
    check = check_trees(legacy, edit("    runs += 1\n", "    from .Nightly import helper\n    runs += 1\n"), indexer)
    assert [note.position.line for note in check.problems]


def test_an_import_that_may_fail_is_no_problem(legacy: Path, edit: Callable[..., Path], indexer: Indexer) -> None:
    guarded = "try:\n    from __app__.shared import money\nexcept ImportError:\n    from shared import money\n"
    assert check_trees(legacy, edit("import random\n", "import random\n" + guarded), indexer).problems == ()


def test_a_tree_without_a_script_has_lost_everything(legacy: Path, migrated: Path, indexer: Indexer) -> None:
    (migrated / "function_app.py").unlink()
    check = check_trees(legacy, migrated, indexer)
    assert [note.message for note in check.problems] == [
        "there is no function_app.py: the decorator model indexes nothing"
    ]
    assert {function.verdict for function in check.functions} == {"differs"}


@pytest.mark.parametrize(("requirement", "fails"), [("azure-functions==1.12.0\n", False), ("azure-functions\n", True)])
def test_a_star_import_of_the_library_is_a_problem_where_it_fails(
    requirement: str, fails: bool, tmp_path: Path, indexer: Indexer
) -> None:
    star = MAIN.replace("import azure.functions as func", "from azure.functions import *").replace("func.", "")
    legacy = write_tree(
        tmp_path / "legacy",
        {"A/function.json": HTTP, "A/__init__.py": star, "host.json": "{}", "requirements.txt": requirement},
    )
    code = star.replace(
        "\n\n\ndef main", "\n\napp = FunctionApp()\n\n\n@app.function_name('A')\n@app.route()\ndef main"
    )
    tree = {"function_app.py": code, "host.json": "{}", "requirements.txt": requirement}
    migrated = write_tree(tmp_path / "migrated", tree)
    check = check_trees(legacy, migrated, indexer)
    assert [(note.path, "AttributeError" in note.message) for note in check.problems] == [
        ("function_app.py", True)
    ] * fails
    (function,) = check.functions
    assert function.verdict == "same"


def test_a_function_that_never_ran_is_not_comparable(tmp_path: Path, indexer: Indexer) -> None:
    legacy = write_tree(tmp_path / "legacy", {"A/function.json": HTTP, "host.json": "{}"})
    migrated = write_tree(
        tmp_path / "migrated", {"function_app.py": "import azure.functions as func\napp = func.FunctionApp()\n"}
    )
    (check,) = check_trees(legacy, migrated, indexer).functions
    assert (check.verdict, "never ran" in check.reason) == ("not comparable", True)


def test_any_alias_of_the_library_and_blueprints_under_other_names_are_followed(
    tmp_path: Path, indexer: Indexer
) -> None:
    legacy = write_tree(
        tmp_path / "legacy",
        {f"{name}/{file}": text for name in "ABC" for file, text in (("function.json", HTTP), ("__init__.py", MAIN))},
    )
    route = '@{on}.function_name("{name}")\n@{on}.route("{name}")\ndef f{name}(req: {lib}.HttpRequest) -> {lib}.HttpResponse: ...\n'
    migrated = write_tree(
        tmp_path / "migrated",
        {
            "function_app.py": "from azure import functions as af\nimport parts.b as other\nfrom parts import c\nthe_app = af.FunctionApp()\n"
            + route.format(on="the_app", name="A", lib="af")
            + "the_app.register_blueprint(other.bp)\nthe_app.register_functions(c.routes)\n",
            "parts/__init__.py": "",
            "parts/b.py": "from azure.functions import Blueprint, HttpRequest as Req, HttpResponse\nbp = Blueprint()\n"
            '@bp.function_name("B")\n@bp.route("B")\ndef b(req: Req) -> HttpResponse: ...\n',
            "parts/c.py": "import azure.functions\nroutes = azure.functions.Blueprint()\n"
            + route.format(on="routes", name="C", lib="azure.functions"),
        },
    )
    check = check_trees(legacy, migrated, indexer)
    assert [(function.name, function.verdict, function.cells) for function in check.functions] == [
        (name, "same", {}) for name in "ABC"
    ]
    assert check.problems == ()


def test_arguments_in_a_literal_dict_are_read(legacy: Path, edit: Callable[..., Path], indexer: Indexer) -> None:
    spread = edit('schedule="0 0 3 * * *"', '**{"schedule": "0 0 3 * * *"}')
    assert differing(check_trees(legacy, spread, indexer)) == {}


def test_a_decorator_of_the_users_own_may_change_the_signature(
    legacy: Path, edit: Callable[..., Path], indexer: Indexer
) -> None:
    injected = edit(
        "def nightly(timer: func.TimerRequest)", "@with_database\ndef nightly(database, timer: func.TimerRequest)"
    )
    assert differing(check_trees(legacy, injected, indexer)) == {}


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [("*args, **kwargs", "args, kwargs"), ("req", ""), ("order", "order")],
)
def test_what_a_decorator_of_the_users_own_puts_in_the_place_of_a_function_is_what_the_worker_looks_at(
    tmp_path: Path, indexer: Indexer, parameters: str, complaint: str
) -> None:
    legacy = write_tree(
        tmp_path / "legacy", {"host.json": "{}", "Hello/function.json": HTTP, "Hello/__init__.py": MAIN}
    )
    script = MAIN.replace("\n\ndef main", "from guards import guard\n\napp = func.FunctionApp()\n\n\n"
        '@app.function_name("Hello")\n@app.route()\n@guard\ndef main')  # fmt: skip
    guards = f"def guard(function):\n    def checked({parameters}):\n        return function(req)\n    return checked\n"

    check = check_trees(
        legacy,
        write_tree(tmp_path / "new", {"host.json": "{}", "function_app.py": script, "guards.py": guards}),
        indexer,
    )

    found = differing(check).get("Hello", {}).get("signature", ())
    assert [complaint in text for text in found] == ([True] if complaint else [])


def test_what_a_mixed_app_had_decorated_must_stay_as_it_was(tmp_path: Path, indexer: Indexer) -> None:
    script = (
        "import azure.functions as func\napp = func.FunctionApp()\n\n"
        '@app.route("health")\ndef health(req: func.HttpRequest) -> func.HttpResponse: ...\n'
    )
    more = '\n@app.function_name("A")\n@app.route("A")\ndef a(req: func.HttpRequest) -> func.HttpResponse: ...\n'
    before = write_tree(
        tmp_path / "legacy", {"function_app.py": script, "A/function.json": HTTP, "A/__init__.py": MAIN}
    )
    good = write_tree(tmp_path / "good", {"function_app.py": script + more})
    bad = write_tree(tmp_path / "bad", {"function_app.py": script.replace('"health"', '"healthz"') + more})
    assert differing(check_trees(before, good, indexer)) == {}
    assert list(differing(check_trees(before, bad, indexer))) == ["health"]


def test_a_function_behind_a_registration_that_cannot_be_followed_is_not_comparable(
    legacy: Path, edit: Callable[..., Path], indexer: Indexer
) -> None:
    hidden = edit("app.register_functions(batch)", "app.register_functions(globals()['ba' + 'tch'])")
    batch = next(function for function in check_trees(legacy, hidden, indexer).functions if function.name == "Batch")
    assert (batch.verdict, "function_app.py:16" in batch.reason) == ("not comparable", True)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {"B.py": "x = 1\n", "more": "from .B import x\n"},
            ("function_app.py", "relative import of .B in a top-level module"),
        ),
        (
            {"more": "spare = func.FunctionApp()\n"},
            ("function_app.py", "more than one function app object at its top level: app, spare"),
        ),
        (
            {
                "shared/reg.py": "import azure.functions as func\nspare = func.AsgiFunctionApp(None)\n",
                "more": "from shared.reg import spare\n",
            },
            ("function_app.py", "more than one function app object at its top level: app, spare"),
        ),
        (
            {"more": "from A.__init__ import main as other\n"},
            ("function_app.py", "there is no module A in the app any more"),
        ),
        (
            {"more": "from function_app import later\nlater = 1\n"},
            ("function_app.py", "circular import: function_app.py has no name later yet"),
        ),
        (
            {"shared/low.py": "from function_app import later\n", "more": "import shared.low\nlater = 1\n"},
            ("shared/low.py", "circular import: function_app.py has no name later yet"),
        ),
        (
            {"test/__init__.py": "def f(): ...\n", "more": "from test import f\n"},
            ("function_app.py", "the worker finds another test before the app's own"),
        ),
        (
            {
                "yaml/__init__.py": "def f(): ...\n",
                "requirements.txt": "azure-functions\nPyYAML\n",
                "more": "from yaml import f\n",
            },
            ("function_app.py", "the worker finds another yaml before the app's own"),
        ),
        (
            {"function_app/__init__.py": ""},
            ("function_app/__init__.py", "the package function_app hides function_app.py from the worker"),
        ),
        (
            {"function_app/low.py": "x = 1\n", "more": "from function_app.low import x\n"},
            ("function_app.py", "there is no module function_app.low in the app"),
        ),
    ],
)
def test_what_keeps_a_migration_by_hand_from_loading(
    files: dict[str, str], problem: tuple[str, str], tmp_path: Path, indexer: Indexer
) -> None:
    legacy = write_tree(tmp_path / "legacy", {"A/function.json": HTTP, "A/__init__.py": MAIN, "host.json": "{}"})
    script = "import azure.functions as func\n\napp = func.FunctionApp()\n{more}\n\n@app.route()\ndef A(req: func.HttpRequest):\n    ...\n"
    more = files.get("more", "")
    written = {path: text for path, text in files.items() if path != "more"}
    migrated = write_tree(tmp_path / "migrated", {"function_app.py": script.format(more=more), **written})
    check = check_trees(legacy, migrated, indexer)
    assert problem in [(note.path, note.message) for note in check.problems]


def test_what_the_legacy_app_takes_from_a_package_is_no_module_of_its_own(tmp_path: Path, indexer: Indexer) -> None:
    """Folders called like what the app imports: those of functions may have any name in the legacy model."""
    script = "import email\n" + MAIN
    legacy = write_tree(
        tmp_path / "legacy", {"email/function.json": HTTP, "email/__init__.py": script, "host.json": "{}"}
    )
    code = script.replace(
        "\n\n\ndef main", "\n\napp = func.FunctionApp()\n\n\n@app.function_name('email')\n@app.route()\ndef main"
    )
    migrated = write_tree(tmp_path / "migrated", {"function_app.py": code, "email/data.txt": "", "host.json": "{}"})
    assert check_trees(legacy, migrated, indexer).problems == ()


def test_a_helper_called_like_a_package_that_it_imports_is_not_found_any_more(tmp_path: Path, indexer: Indexer) -> None:
    """In the legacy model ``__app__.github`` and ``github`` are two modules."""
    helper = {
        "github/__init__.py": "from github import Github\n\nhub = Github()\n",
        "requirements.txt": "PyGithub\n",
        "host.json": "{}",
    }
    using = MAIN.replace("\n\n\ndef", "\nfrom ..github import hub\n\n\ndef")
    legacy = write_tree(tmp_path / "legacy", {"A/function.json": HTTP, "A/__init__.py": using, **helper})
    code = using.replace("..github", "github").replace(
        "\n\n\ndef main", "\n\napp = func.FunctionApp()\n\n\n@app.function_name('A')\n@app.route()\ndef main"
    )
    migrated = write_tree(tmp_path / "migrated", {"function_app.py": code, **helper})
    assert [note.message for note in check_trees(legacy, migrated, indexer).problems] == [
        "the worker finds another github before the app's own"
    ]


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("raise SystemExit('soon')", "raise SystemExit('soon') always runs"),
        ("ROUNDED = rounding(2)", "the name rounding is used before anything binds it"),
        ("LEVEL = func.AuthLevel.ANONYMUS", "azure.functions.AuthLevel has no ANONYMUS"),
        ("from shared.money import rounding", "shared.money has no name rounding"),
    ],
)
def test_what_keeps_a_module_from_being_loaded_is_a_problem(
    legacy: Path, edit: Callable[..., Path], indexer: Indexer, new: str, message: str
) -> None:
    check = check_trees(legacy, edit("app = func.", f"{new}\napp = func."), indexer)
    assert [message in note.message for note in check.problems] == [True], check.problems


def test_what_a_module_that_nothing_needs_would_do_is_no_problem(
    legacy: Path, migrated: Path, indexer: Indexer
) -> None:
    (migrated / "retired.py").write_text("raise SystemExit('retired')\n")
    assert check_trees(legacy, migrated, indexer).problems == ()


def test_a_function_that_never_loaded_need_not_be_there(tmp_path: Path, indexer: Indexer) -> None:
    files = {"host.json": "{}", "Old/function.json": HTTP, "Old/__init__.py": "raise OSError\n" + MAIN}
    legacy = write_tree(tmp_path / "legacy", files)
    migrated = write_tree(
        tmp_path / "new", {"function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\n"}
    )
    (old,) = check_trees(legacy, migrated, indexer).functions
    assert (old.verdict, "Old/__init__.py:1: raise OSError always runs" in old.reason) == ("not comparable", True)
