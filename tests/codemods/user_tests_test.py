"""Tests of the user that import, call or patch a function's module find it in its new home."""

from __future__ import annotations

import pytest
from apps import kept, migrated

SCRIPT = "import requests\n\nLIMIT = 1\n\n\ndef main(msg):\n    return requests.get(msg)\n"
OTHER = "LIMIT = 2\n\n\ndef main(msg):\n    return LIMIT\n"


def followed(test: str) -> str:
    files = {"Alpha/__init__.py": SCRIPT, "Alpha/helper.py": "", "Beta/__init__.py": OTHER, "tests/test_it.py": test}
    return migrated(files)["tests/test_it.py"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from Alpha import main\n\nmain(1)\n", "from function_app import alpha as main\n\nmain(1)\n"),
        ("from Alpha import main as run\n", "from function_app import alpha as run\n"),
        ("from Alpha import LIMIT, main\n", "from function_app import ALPHA_LIMIT as LIMIT, alpha as main\n"),
        (
            "import Alpha\n\nAlpha.main(Alpha.LIMIT)\n",
            "import function_app\n\nfunction_app.alpha(function_app.ALPHA_LIMIT)\n",
        ),
        ("import Beta as module\n\nmodule.main(1)\n", "import function_app as module\n\nmodule.beta(1)\n"),
        ('patch("Alpha.requests.get")\n', 'patch("function_app.requests.get")\n'),
        ("mock.patch('Beta.LIMIT', 3)\n", "mock.patch('function_app.BETA_LIMIT', 3)\n"),
        (
            'import importlib\n\nm = importlib.import_module("Alpha")\nm.main(1)\n',
            'import importlib\n\nm = importlib.import_module("function_app")\nm.alpha(1)\n',
        ),
        ("import Alpha\nimport Beta\n", "import function_app\nimport function_app\n"),
        ("import Alpha as Alpha\n\nAlpha.main(1)\n", "import function_app as Alpha\n\nAlpha.alpha(1)\n"),
        (
            "from Alpha import (  # noqa\n    LIMIT,  # how many\n    main as run,\n)\n",
            "from function_app import (  # noqa\n    ALPHA_LIMIT as LIMIT,  # how many\n    alpha as run,\n)\n",
        ),
        (
            "def test():\n    # why\n    from Alpha import helper, main  # noqa\n",
            "def test():\n    # why\n    from Alpha import helper\n    from function_app import alpha as main  # noqa\n",
        ),
        (
            "if True: from Alpha import helper, main\n",
            "if True: from Alpha import helper; from function_app import alpha as main\n",
        ),
        (
            "def one():\n    m = import_module('Alpha')\n    m.main(1)\n\n\n"
            "def two():\n    m = import_module('Alpha')\n    m.main(2)\n",
            "def one():\n    m = import_module('function_app')\n    m.alpha(1)\n\n\n"
            "def two():\n    m = import_module('function_app')\n    m.alpha(2)\n",
        ),
        ("x = 'Alpha'\n", "x = 'Alpha'\n"),
    ],
)
def test_a_test_is_pointed_to_function_app(before: str, after: str) -> None:
    assert followed(before) == after


@pytest.mark.parametrize(
    "test",
    [
        "import Alpha\n\nprint(Alpha)\n",
        "import Alpha\n\nAlpha = 1\n",
        "from Alpha import *\n",
        "import importlib\n\nuse(importlib.import_module('Alpha'))\n",
        "patch.object(__import__('Alpha'), 'main')\n",
        "patch('Al\\x70ha.main')\n",
        "patch('Alpha' '.main')\n",
        "def one():\n    import Alpha as m\n\n\ndef two():\n    m = import_module('Alpha')\n",
        pytest.param("def test():\n    import Alpha\n    Alpha.main('" + 200 * "(" + "')\n", id="too deep for libcst"),
    ],
)
def test_a_script_whose_test_cannot_be_followed_stays_a_module(test: str) -> None:
    files = {"Alpha/__init__.py": SCRIPT, "Beta/__init__.py": OTHER, "tests/test_it.py": test}
    assert kept(files) == {"Alpha": "imported-elsewhere"}
