"""No function is lost or taken down where halves of an app lean on each other, or bring app objects of their own."""

from __future__ import annotations

import pytest
from apps import kept, legacy_app, migrated, migration

from pystein_migrate.merge.changes import ChangedTwiceError, united
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.options import Layout, Options

# What stands beside a function_app.py was not loaded until now.
INCLUDING = Options(include_hidden=True)
LAYOUTS: tuple[Layout, ...] = ("single", "blueprints", "in-place")
HALF = """\
import azure.functions as func
{imports}
app = func.FunctionApp()


def tax():
    return 7


@app.route(route="old")
def old(req: func.HttpRequest) -> str:
    return {uses}
"""
PRICES = "RATE = 3\n\n\ndef rate():\n    return RATE\n\n\ndef main(msg):\n    return rate()\n"


def half(uses: str, imports: str = "") -> str:
    return HALF.format(imports=imports, uses=uses)


# function_app.py imports a script


@pytest.mark.parametrize(
    ("imports", "uses"),
    [
        ("from Prices import rate\n", "str(rate())"),
        ("import Prices\n", "str(Prices.rate())"),
        ("from Prices.__init__ import rate\n", "str(rate())"),
        ('loaded = __import__("Prices")\n', "str(loaded.rate())"),
        ("import importlib\n", 'str(importlib.import_module("Prices").rate())'),
        ("from shared.prices import rate\n", "str(rate())"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_script_that_function_app_imports_keeps_its_code_and_its_function(
    imports: str, uses: str, layout: Layout
) -> None:
    app = {
        "function_app.py": half(uses, imports),
        "Prices/__init__.py": PRICES,
        "shared/prices.py": "from Prices import rate\n",
    }
    files = migrated(app, Options(layout=layout, include_hidden=True))
    assert imports in files["function_app.py"]
    assert "def rate():\n    return RATE\n" in files["Prices/__init__.py"]
    entry = "from Prices import bp as prices_bp" if layout == "blueprints" else "from Prices import main as prices"
    assert entry in files["function_app.py"]


def test_a_script_that_only_shares_its_folder_with_what_function_app_imports_is_merged() -> None:
    app = {
        "function_app.py": half("str(total)", "from Prices.sums import total\n"),
        "Prices/__init__.py": PRICES,
        "Prices/sums.py": "total = 1\n",
    }
    assert "def prices(msg):" in migrated(app, INCLUDING)["function_app.py"]


# A script imports function_app.py


def test_a_name_of_function_app_is_the_name_itself_in_a_merged_script() -> None:
    app = {
        "function_app.py": half("str(tax())"),
        "Bill/__init__.py": "from function_app import tax\n\n\ndef main(msg):\n    return tax()\n",
    }
    text = migrated(app, INCLUDING)["function_app.py"]
    assert "import tax" not in text
    assert text.endswith("def bill(msg):\n    return tax()\n")


@pytest.mark.parametrize(
    "script",
    [
        "import function_app\n\n\ndef main(msg):\n    return function_app.tax()\n",
        "from function_app import tax as rate\n\n\ndef main(msg):\n    return rate()\n",
        "def main(msg):\n    from function_app import tax\n\n    return tax()\n",
        "from function_app import calls\n\n\ndef main(msg):\n    return calls\n",
    ],
)
def test_any_other_import_of_function_app_is_left_to_a_module_that_is_imported_last(script: str) -> None:
    counting = half("str(count())").replace(
        "def tax", "calls = 0\n\n\ndef count():\n    global calls\n    calls += 1\n\n\ndef tax"
    )
    app = {"function_app.py": counting, "Bill/__init__.py": script}
    assert kept(app, INCLUDING) == {"Bill": "imports-script"}
    text = migrated(app, INCLUDING)["function_app.py"]
    assert text.startswith(counting)
    assert "\nfrom Bill import main as bill_main\n\n\n@app.function_name" in text.removeprefix(counting)


@pytest.mark.parametrize(("layout", "entry"), [("blueprints", "bp as bill_bp"), ("in-place", "main as bill")])
def test_a_module_that_imports_function_app_is_imported_last_in_the_other_layouts(layout: Layout, entry: str) -> None:
    app = {
        "function_app.py": half("str(tax())"),
        "Bill/__init__.py": "from shared.bill import price\n\n\ndef main(msg):\n    return price()\n",
        "shared/bill.py": "from function_app import tax\n\n\ndef price():\n    return tax()\n",
    }
    text = migrated(app, Options(layout=layout, include_hidden=True))["function_app.py"]
    assert text.index(f"from Bill import {entry}") > text.index("def old")


def test_a_script_that_reaches_function_app_through_a_helper_is_not_merged() -> None:
    app = {
        "function_app.py": half("str(tax())"),
        "Bill/__init__.py": "from shared.bill import price\n\n\ndef main(msg):\n    return price()\n",
        "shared/bill.py": "from function_app import tax\n\n\ndef price():\n    return tax()\n",
    }
    assert kept(app, INCLUDING) == {"Bill": "would-not-load"}


# Another spelling of a script's module


@pytest.mark.parametrize(
    "importing",
    [
        "from Prices.__init__ import rate",
        "from __app__.Prices.__init__ import rate",
        "from ..Prices.__init__ import rate",
        "from Prices import __init__ as prices",
        "import importlib\n\nprices = importlib.import_module('Prices.__init__')",
    ],
)
def test_a_script_that_another_one_imports_as_init_stays(importing: str) -> None:
    app = {"Prices/__init__.py": PRICES, "Bill/__init__.py": f"{importing}\n\n\ndef main(msg):\n    return 1\n"}
    assert kept(app, INCLUDING) == {"Prices": "imported-elsewhere"}


def test_a_test_that_imports_a_merged_script_as_init_follows_it() -> None:
    test = "from Prices.__init__ import main, rate\n\n\ndef test_it():\n    assert rate() and main\n"
    files = migrated({"Prices/__init__.py": PRICES, "tests/test_prices.py": test})
    assert files["tests/test_prices.py"].startswith("from function_app import prices as main, rate\n")


# App objects


@pytest.mark.parametrize(
    "code",
    [
        "app = func.FunctionApp()\n",
        "spare: func.FunctionApp = func.FunctionApp()\n",
        "one, two = func.FunctionApp(), 2\n",
        "if 1:\n    spare = func.FunctionApp()\n",
        "class Mine(func.FunctionApp):\n    pass\n\n\nmine = Mine()\n",
        "async def web(scope, receive, send):\n    pass\n\n\nweb_app = func.AsgiFunctionApp(app=web)\n",
        "from shared.registry import registry as known\n",
        "from shared.registry import *\n",
        "from shared.registry import make\n\nmade = make()\n",
    ],
)
def test_a_script_with_an_app_object_stays_where_it_is(code: str) -> None:
    registry = "import azure.functions as func\n\nregistry = func.FunctionApp()\n\n\ndef make():\n    return func.FunctionApp()\n"
    script = f"import azure.functions as func\n{code}\n\ndef main(msg: func.QueueMessage):\n    return 1\n"
    app = {
        "Spare/__init__.py": script,
        "Other/__init__.py": "def main(msg):\n    return 1\n",
        "shared/registry.py": registry,
    }
    if code.endswith("*\n"):
        app["Spare/__init__.py"] = app["Spare/__init__.py"].replace("return 1", "return registry")
    assert kept(app, INCLUDING) == {"Spare": "second-app-object"}
    assert migrated(app, INCLUDING)["function_app.py"].count("FunctionApp()") == 1


def test_a_function_that_makes_an_app_object_when_it_is_called_is_merged() -> None:
    script = "import azure.functions as func\n\n\ndef main(msg: func.QueueMessage):\n    return func.FunctionApp()\n"
    assert kept({"Spare/__init__.py": script}) == {}


# The plan as a whole


def test_two_changes_of_one_file_are_an_error_that_names_both() -> None:
    change = FileChange("function_app.py", b"", b"1")
    with pytest.raises(
        ChangedTwiceError, match=r"function_app\.py is changed by the script and by imports that follow"
    ):
        united({"the script": [change], "imports that follow": [change]})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_function_that_the_library_rejects_is_refused_in_every_layout(layout: Layout) -> None:
    app = legacy_app({"Odd/__init__.py": "def main(req):\n    return 'x'\n"})
    app["Odd/function.json"] = (
        b'{"bindings": [{"type": "httpTrigger", "direction": "in", "name": "req", "methods": ["get", null]},'
        b'{"type": "http", "direction": "out", "name": "$return"}]}'
    )
    result = migration(app, Options(layout=layout, include_hidden=True))
    assert [note.code for each in result.functions for note in each.notes] == ["not-equal"]


@pytest.mark.parametrize("drop_broken", [False, True])
def test_dropping_broken_functions_is_not_advised_where_it_does_not_help(drop_broken: bool) -> None:
    result = migration(
        {
            "Odd/__init__.py": "def other(msg):\n    return 1\n",
            "Odd/function.json": legacy_app({"A/__init__.py": "def main(msg): ...\n"})["A/function.json"],
        },
        Options(drop_broken=drop_broken),
    )
    assert result.status == "failed"
    assert all("--drop-broken" not in note.remedy for note in result.notes)
