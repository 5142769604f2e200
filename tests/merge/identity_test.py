"""Modules that the legacy model loaded twice are named, where two copies made a difference."""

from __future__ import annotations

import pytest
from apps import Files, migration

from pystein_migrate.model.options import Layout, Options

MAIN = "\n\ndef main(msg):\n    return msg\n"
STATE = "shared/state.py"


def twice(files: Files, layout: Layout = "single") -> dict[str, int]:
    """The path and line of every such note."""
    result = migration({"shared/__init__.py": "", **files}, Options(layout=layout))
    assert result.status == "migrated"
    return {note.path: note.position.line for note in result.notes if note.code == "module-identity"}


def in_two_ways(state: str) -> Files:
    """An app whose functions import ``shared.state`` in two ways."""
    return {
        "Alpha/__init__.py": f"from ..shared import state{MAIN}",
        "Beta/__init__.py": f"from shared import state{MAIN}",
        STATE: state,
    }


@pytest.mark.parametrize(
    "state",
    [
        "HITS = []\n\n\ndef hit():\n    HITS.append(1)\n",
        "CACHE = {}\n\n\ndef put(key):\n    CACHE[key] = 1\n",
        "class Counter:\n    value = 0\n",
        "class Gone(Exception): ...\n",
        "from clients import connect\n\nCLIENT = connect()\n",
        "from functools import lru_cache\n\n\n@lru_cache\ndef load(): ...\n",
        "def seen(what, before=[]):\n    before.append(what)\n",
        "count = 0\n\n\ndef hit():\n    global count\n    count += 1\n",
        "from clients import register\n\nregister(1)\n",
        "def hit():\n    hit.calls = 1\n",
        "from collections import Counter\n\nif __debug__:\n    HITS = Counter()\n",
    ],
)
def test_state_classes_and_effects_count(state: str) -> None:
    assert list(twice(in_two_ways(state))) == [STATE]


@pytest.mark.parametrize(
    "state",
    [
        "import os\n\nRATE = 7\nURL = os.environ['URL']\nHOST = os.getenv('HOST', 'x')\n",
        "import logging\n\nlog = logging.getLogger(__name__)\nlogging.basicConfig()\n",
        "TABLE = {'a': 1}\n\n\ndef price(name):\n    return TABLE[name] + TABLE.get(name, 0)\n",
        "__all__ = ['price']\n\n\ndef price(name, by=2):\n    return name * by\n",
    ],
)
def test_what_is_the_same_in_every_copy_does_not(state: str) -> None:
    assert twice(in_two_ways(state)) == {}


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_helpers_are_followed_as_the_legacy_loader_loads_them(layout: Layout) -> None:
    app = {
        "Alpha/__init__.py": f"from ..shared import helper{MAIN}",
        "Beta/__init__.py": f"from shared.deep import other{MAIN}",
        "shared/helper.py": "from . import state\n",
        "shared/deep/__init__.py": "",
        "shared/deep/other.py": "from shared.state import HITS\n",
        STATE: "from collections import Counter\n\nHITS = Counter()\n",
    }
    assert twice(app, layout) == {STATE: 3}


def test_a_number_that_others_set_is_state() -> None:
    app = {**in_two_ways("value = 0\n"), "Alpha/__init__.py": f"from ..shared import state{MAIN}    state.value += 1\n"}
    assert twice(app) == {STATE: 1}


def test_helpers_that_all_load_in_one_way_have_one_state() -> None:
    app = {
        "Alpha/__init__.py": f"from ..shared import helper{MAIN}",
        "Beta/__init__.py": f"import __app__.shared.state{MAIN}",
        "shared/helper.py": "from .state import HITS\n",
        STATE: "from collections import Counter\n\nHITS = Counter()\n",
    }
    assert twice(app) == {}


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
@pytest.mark.parametrize(
    "importing", ["from Alpha import STATE", "from importlib import import_module\n\nimport_module('Alpha')"]
)
def test_a_script_that_other_code_imports_was_loaded_by_the_worker_as_well(importing: str, layout: Layout) -> None:
    app = {"Alpha/__init__.py": f"STATE = {{'n': 0}}{MAIN}    STATE['n'] += 1\n", "Beta/__init__.py": importing + MAIN}
    assert twice(app, layout) == {"Alpha/__init__.py": 1}


@pytest.mark.parametrize(
    ("tried", "fallback", "counts"),
    [
        ("from __app__.shared import state", "ImportError", False),
        ("from ..shared import state", "(ImportError, ModuleNotFoundError)", False),
        ("from __app__.shared.gone import state", "ImportError", True),
        ("import numpy\n    from __app__.shared import state", "ImportError", True),
        ("from __app__.shared import state", "Exception", True),
    ],
)
def test_a_fallback_that_never_runs_loads_nothing(tried: str, fallback: str, counts: bool) -> None:
    script = f"try:\n    {tried}\nexcept {fallback}:\n    from shared import state\n{MAIN}"
    beside = f"from ..shared import state{MAIN}"
    found = twice(
        {
            "Alpha/__init__.py": script,
            "Beta/__init__.py": beside,
            STATE: "HITS = []\n\n\ndef hit():\n    HITS.append(1)\n",
        }
    )
    assert (STATE in found) is counts


def test_one_note_names_all_the_modules() -> None:
    app = {
        "Alpha/__init__.py": f"from ..shared import cache, errors, state{MAIN}",
        "Beta/__init__.py": f"from shared import cache, errors, state{MAIN}",
        "shared/__init__.py": "",
        "shared/cache.py": "class Cache(dict): ...\n",
        "shared/errors.py": '"""Errors."""\n\n\nclass Gone(Exception): ...\n',
        STATE: "from collections import Counter\n\nHITS = Counter()\n",
    }
    found = [note for note in migration(app).notes if note.code == "module-identity"]
    assert [(note.path, note.position.line) for note in found] == [("shared/cache.py", 1)]
    assert found[0].message.endswith("; its state is one now; so were shared/errors.py:4, shared/state.py:3")
