"""Definitions that several scripts have alike: shared where nobody can tell, two of them where somebody can."""

from __future__ import annotations

import pytest
from apps import migrated

MAIN = "\n\ndef main(msg):\n    return helper()\n"


def merged(script: str, other: str | None = None) -> str:
    files = {"Alpha/__init__.py": script + MAIN, "Beta/__init__.py": (other or script) + MAIN}
    extra = {"Alpha/data.txt": "", "Beta/data.txt": "", "Alpha/util.py": "go = 1\n", "Beta/util.py": "go = 2\n"}
    return migrated({**files, **extra})["function_app.py"]


@pytest.mark.parametrize(
    "helper",
    [
        "def helper():\n    return 1\n",
        "import json\n\n\ndef helper():\n    return json.dumps({})\n",
        "LIMIT = 3\n\n\ndef helper():\n    return LIMIT\n",
        "def helper(depth=3):\n    return helper(depth - 1) if depth else 0\n",
        "import re\n\nNUMBER = re.compile('[0-9]+')\n\n\ndef helper():\n    return NUMBER.match('1')\n",
    ],
)
def test_a_helper_that_is_the_same_in_both_scripts_is_there_once(helper: str) -> None:
    text = merged(helper)
    assert text.count("def helper(") == 1
    assert text.count("return helper()") == 2


@pytest.mark.parametrize(
    "helper",
    [
        pytest.param("def helper():\n    from .util import go\n    return go\n", id="imports its own folder's module"),
        pytest.param("import os\n\n\ndef helper():\n    return os.path.dirname(__file__)\n", id="asks where it is"),
        pytest.param(
            "def helper():\n    helper.calls += 1\n    return helper.calls\n\n\nhelper.calls = 0\n", id="keeps state"
        ),
        pytest.param("seen = []\n\n\ndef helper():\n    seen.append(1)\n    return len(seen)\n", id="uses a list"),
        pytest.param("def helper(seen=[]):\n    seen.append(1)\n    return seen\n", id="has a mutable default"),
        pytest.param(
            "import time\n\nSTART = time.time()\n\n\ndef helper():\n    return START\n", id="uses the load time"
        ),
        pytest.param("total = 0\n\n\ndef helper():\n    global total\n    total += 1\n    return total\n", id="counts"),
        pytest.param("class Helper:\n    pass\n\n\ndef helper():\n    return Helper()\n", id="has its own class"),
    ],
)
def test_a_helper_with_state_or_place_of_its_own_is_there_twice(helper: str) -> None:
    text = merged(helper)
    assert "def alpha_helper(" in text
    assert "def beta_helper(" in text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LIMIT = 3\n", "LIMIT = 4\n"),
        ("from shared.a import LIMIT\n", "from shared.b import LIMIT\n"),
        ("import json\n\nLIMIT = json\n", "import json\n\nLIMIT = json\n"),
        ("LIMIT = True\n", "LIMIT = 1\n"),
    ],
)
def test_a_helper_whose_names_mean_different_things_is_there_twice(one: str, other: str) -> None:
    helper = "\n\ndef helper():\n    return LIMIT\n"
    text = merged(one + helper, other + helper)
    assert "def alpha_helper(" in text
    assert "def beta_helper(" in text


def test_settings_are_read_again_where_a_script_in_between_changes_the_environment() -> None:
    reads = "import os\n\nMODE = os.getenv('MODE')\n\n\ndef main(msg):\n    return MODE\n"
    changes = "import os\n\nos.environ['MODE'] = 'fast'\n\n\ndef main(msg):\n    return ''\n"
    files = {"Alpha/__init__.py": reads, "Beta/__init__.py": changes, "Gamma/__init__.py": reads}
    text = migrated(files)["function_app.py"]
    assert "ALPHA_MODE = os.getenv('MODE')" in text
    assert "GAMMA_MODE = os.getenv('MODE')" in text


def test_settings_that_nobody_changes_are_read_once() -> None:
    script = "import os\n\nMODE = os.getenv('MODE')\n\n\ndef main(msg):\n    return MODE\n"
    assert migrated({"Alpha/__init__.py": script, "Beta/__init__.py": script})["function_app.py"].count("getenv") == 1


def test_two_statements_on_one_line_are_not_pulled_apart() -> None:
    files = {
        "Alpha/__init__.py": "LIMIT = 1; STEP = 2\n\n\ndef main(msg):\n    return LIMIT + STEP\n",
        "Beta/__init__.py": "LIMIT = 1; STEP = 3\n\n\ndef main(msg):\n    return LIMIT + STEP\n",
    }
    text = migrated(files)["function_app.py"]
    assert "ALPHA_LIMIT = 1; ALPHA_STEP = 2\n" in text
    assert "BETA_LIMIT = 1; BETA_STEP = 3\n" in text
