"""``from azure.functions import *``: names that mean the library, and releases in which it fails."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest
from packaging.version import Version

from pystein_migrate.decorators.star_imports import failing_star, failing_stars
from pystein_migrate.decorators.static_run import read_decorated

STAR = "from azure.functions import *\n"
APP = STAR + "app = FunctionApp()\n@app.route()\ndef hello(req: HttpRequest) -> HttpResponse: ...\n"
OLD, NEW = Version("1.13.2"), Version("1.13.3")


def parsed(tree: Mapping[str, str]) -> dict[str, ast.Module]:
    return {path: ast.parse(text) for path, text in tree.items()}


@pytest.mark.parametrize("release", [OLD, NEW])
def test_its_names_are_those_of_the_library(release: Version) -> None:
    app = read_decorated(parsed({"function_app.py": APP}), "function_app.py", release)
    assert [function.name for function in app.indexed] == ["hello"]
    assert not app.modules["function_app.py"].open


def test_a_name_that_the_release_does_not_have_is_not_bound() -> None:
    tree = parsed({"function_app.py": STAR + "bp = Blueprint()\n"})
    assert not read_decorated(tree, "function_app.py", Version("1.11.0")).registers
    assert read_decorated(tree, "function_app.py", Version("1.12.0")).registers


@pytest.mark.parametrize(
    ("tree", "module"),
    [
        ({"function_app.py": APP}, "function_app.py"),
        ({"function_app.py": "from routes import app\n", "routes.py": APP}, "routes.py"),
        ({"function_app.py": "try:\n    from azure.functions import *\nexcept AttributeError:\n    pass\n"}, ""),
        ({"function_app.py": "import json\n", "routes.py": APP}, ""),
    ],
)
def test_it_fails_from_the_release_on_whose_list_is_wrong(tree: dict[str, str], module: str) -> None:
    app = read_decorated(parsed(tree), "function_app.py", NEW)
    assert [found.module for found in failing_stars(app, NEW)] == ([module] if module else [])
    assert failing_stars(app, OLD) == []


def test_a_legacy_script_fails_with_what_it_imports() -> None:
    trees = parsed(
        {"Hello/__init__.py": "from shared import kinds\n", "shared/kinds.py": STAR, "Other/__init__.py": ""}
    )
    found = failing_star(trees, "Hello/__init__.py", NEW)
    assert found is not None and found.module == "shared/kinds.py"
    assert failing_star(trees, "Other/__init__.py", NEW) is None
    assert failing_star(trees, "Hello/__init__.py", OLD) is None
