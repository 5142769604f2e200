"""Definitions that several scripts have alike: shared where nobody can tell, two of them where somebody can."""

from __future__ import annotations

import pytest
from apps import migrated

MAIN = "\n\ndef main(msg):\n    return helper()\n"


def merged(script: str, other: str | None = None) -> str:
    files = {"Alpha/__init__.py": script + MAIN, "Beta/__init__.py": (other or script) + MAIN}
    extra = {"Alpha/data.txt": "", "Beta/data.txt": "", "Alpha/util.py": "go = 1\n", "Beta/util.py": "go = 2\n"}
    extra |= {
        "shared/__init__.py": "",
        "shared/a.py": "LIMIT = 3\n",
        "shared/b.py": "LIMIT = 4\n",
        "shared/hooks.py": "",
    }
    return migrated({**files, **extra})["function_app.py"]


def is_there_twice(text: str) -> bool:
    """Whether both scripts have a helper of their own; one stays where something may see what either is called."""
    return (
        "def alpha_helper(" in text and "def beta_helper(" in text
    ) or "from Beta import main as beta_main\n" in text


@pytest.mark.parametrize(
    "helper",
    [
        "def helper():\n    return 1\n",
        "import json\n\n\ndef helper():\n    return json.dumps({})\n",
        "LIMIT = 3\n\n\ndef helper():\n    return LIMIT\n",
        "def helper(depth=3):\n    return helper(depth - 1) if depth else 0\n",
        "import re\n\nNUMBER = re.compile('[0-9]+')\n\n\ndef helper():\n    return NUMBER.match('1')\n",
        "def even(n):\n    return odd(n - 1) if n else 1\n\n\ndef odd(n):\n    return even(n - 1) if n else 0\n\n\n"
        "def helper():\n    return even(2)\n",
        "def size(x):\n    return -x\n\n\ndef helper():\n    return sorted([2, 1], key=size)\n",
        "LIMIT = 3\n\n\ndef helper():\n    global LIMIT\n    return LIMIT\n",
        "def helper() -> 'int | None':\n    return None\n",
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
        pytest.param("class Helper:\n    pass\n\n\ndef helper():\n    return Helper\n", id="has its own class"),
        pytest.param(
            "lib = None\n\n\ndef helper():\n    global lib\n    import json as lib\n    return lib\n", id="imports late"
        ),
        pytest.param(
            "made = None\n\n\ndef helper():\n    global made\n\n    def made():\n        return 1\n\n    return made\n",
            id="defines a global function",
        ),
        pytest.param(
            "def helper():\n    global last\n    for last in (1, 2):\n        pass\n    return last\n",
            id="loops over a global",
        ),
        pytest.param(
            "error = None\n\n\ndef helper():\n    global error\n    try:\n        return int('x')\n"
            "    except ValueError as error:\n        return 0\n",
            id="catches as a global",
        ),
        pytest.param(
            "from functools import lru_cache\n\n\n@lru_cache\ndef helper():\n    return object()\n", id="remembers"
        ),
        pytest.param("def helper():\n    return 1\n\n\nsetattr(helper, 'calls', 0)\n", id="gets attributes"),
        pytest.param("def helper():\n    return 1\n\n\nBY_FUNCTION = {helper: 1}\n", id="is a key"),
        pytest.param(
            "from shared import hooks\n\n\ndef helper():\n    return 1\n\n\nhooks.register(helper)\n",
            id="is registered",
        ),
        pytest.param(
            "from shared import hooks\n\n\ndef helper():\n    return hooks.memo(helper, 1)\n",
            id="is passed on by itself",
        ),
        pytest.param("def helper():\n    return 1\n\n\nother = helper\n", id="has another name"),
        pytest.param("def helper(x: print('defined') = 0):\n    return x\n", id="annotations that do something"),
        pytest.param("def helper() -> 'other':\n    return 1\n\n\nother = []\n", id="annotations in strings"),
        pytest.param("def helper():\n    return missing\n", id="uses a name that nobody knows"),
    ],
)
def test_a_helper_with_state_or_place_of_its_own_is_there_twice(helper: str) -> None:
    text = merged(helper)
    assert is_there_twice(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LIMIT = 3\n", "LIMIT = 4\n"),
        ("from shared.a import LIMIT\n", "from shared.b import LIMIT\n"),
        ("import json\n\nLIMIT = json\n", "import json\n\nLIMIT = json\n"),
        ("LIMIT = True\n", "LIMIT = 1\n"),
        ("from shared.a import *\n", "from shared.b import *\n"),
        ("from shared.a import *\n", "from shared.a import LIMIT as limit, LIMIT\nLIMIT = limit\n"),
        ("import json as LIMIT\n", "import shared.a as LIMIT\n"),
        ("def LIMIT():\n    return 1\n", "def LIMIT():\n    return 2\n"),
        ("LIMIT = print\n", "LIMIT = print\n"),
    ],
)
def test_a_helper_whose_names_mean_different_things_is_there_twice(one: str, other: str) -> None:
    helper = "\n\ndef helper():\n    return LIMIT\n"
    assert is_there_twice(merged(one + helper, other + helper))


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


HELPER = "\n\ndef helper():\n    return {}\n" + MAIN


def test_the_largest_group_of_equal_definitions_keeps_the_name() -> None:
    names = ("Alpha", "Beta", "Gamma", "Delta")
    texts = ("1", "2", "2", "2")
    text = migrated({f"{name}/__init__.py": HELPER.format(value) for name, value in zip(names, texts, strict=True)})
    script = text["function_app.py"]
    assert script.count("def helper():\n    return 2\n") == 1
    assert script.count("def alpha_helper():\n    return 1\n") == 1
    assert script.count("return helper()") == 3


def test_a_smaller_group_shares_a_definition_too_under_another_name() -> None:
    names, texts = ("Alpha", "Beta", "Delta", "Epsilon", "Gamma"), ("1", "2", "1", "1", "2")
    files = {f"{name}/__init__.py": HELPER.format(value) for name, value in zip(names, texts, strict=True)}
    script = migrated(files)["function_app.py"]
    assert script.count("def helper():\n    return 1\n") == 1
    assert script.count("def beta_helper():\n    return 2\n") == 1
    assert script.count("return helper()") == 3
    assert script.count("return beta_helper()") == 2


def test_an_import_keeps_its_name_beside_equal_definitions() -> None:
    files = {"Alpha/__init__.py": HELPER.format("1"), "Beta/__init__.py": HELPER.format("1")}
    files |= {"Gamma/__init__.py": "from shared import helper" + MAIN, "shared.py": "def helper():\n    return 3\n"}
    script = migrated(files)["function_app.py"]
    assert "from shared import helper\n" in script
    assert script.count("def alpha_helper():\n    return 1\n") == 1
    assert script.count("return alpha_helper()") == 2


@pytest.mark.parametrize(
    ("code", "again"), [("return 1", False), ("os.environ['MODE'] = 'x'", True), ("os.putenv('MODE', 'x')", True)]
)
def test_settings_are_read_again_where_a_module_of_the_app_changes_the_environment(code: str, again: bool) -> None:
    reads = "import os\n\nMODE = os.getenv('MODE')\n\n\ndef main(msg):\n    return MODE\n"
    shared = f"import os\n\n\ndef prepare():\n    {code}\n"
    files = {"Alpha/__init__.py": reads, "Gamma/__init__.py": reads, "shared.py": shared}
    files["Beta/__init__.py"] = (
        "from shared import prepare\n\nready = prepare()\n\n\ndef main(msg):\n    return ready\n"
    )
    text = migrated(files)["function_app.py"]
    assert ("ALPHA_MODE = os.getenv('MODE')" in text) is again
    assert ("GAMMA_MODE = os.getenv('MODE')" in text) is again


def test_a_logger_of_a_module_that_is_only_called_logging_is_not_shared() -> None:
    script = "from shared import logging\n\nlog = logging.getLogger('x')\n\n\ndef main(msg):\n    return log\n"
    text = migrated({"Alpha/__init__.py": script, "Beta/__init__.py": script})["function_app.py"]
    assert text.count("logging.getLogger('x')") == 2


ERROR = "class Refused(Exception):\n    def __init__(self, code):\n        super().__init__(code)\n        self.code = code\n"
CATCHES = (
    "\n\ndef helper():\n    try:\n        raise Refused(3)\n    except Refused as error:\n        return str(error)\n"
)
ENCODER = (
    "import json\n\n\nclass Encoder(json.JSONEncoder):\n    depth = 3\n\n    def default(self, o):\n        return str(o)\n"
    "\n\ndef helper():\n    return json.dumps({}, cls=Encoder)\n"
)
TYPED = "from typing import TypedDict\n\n\nclass Order(TypedDict):\n    n: int\n\n\ndef helper() -> list[Order]:\n    return [Order(n=1)]\n"


DATA = (
    "from dataclasses import dataclass\n\n\n@dataclass(frozen=True)\nclass Order:\n    n: int = 1\n\n    @classmethod\n"
    "    def of(cls, n):\n        return cls(n)\n\n\ndef helper():\n    return Order.of(3).n\n"
)
MODEL = "from pydantic import BaseModel\n\n\nclass Order(BaseModel):\n    id: int = 1\n    n: int\n\n\ndef helper():\n    return Order(n=1).n\n"


BESIDE = "from shared import hooks\n"


@pytest.mark.parametrize(
    "helper",
    [
        ERROR + CATCHES, ENCODER, TYPED, DATA, MODEL, BESIDE + ENCODER, BESIDE + TYPED,
        ERROR + CATCHES.replace("str(error)", "type(error).__name__"),
    ],
)  # fmt: skip
def test_a_class_that_is_the_same_in_both_scripts_is_there_once(helper: str) -> None:
    text = merged(helper)
    assert text.count("class ") == 1
    assert text.count("def helper(") == 1


@pytest.mark.parametrize(
    "helper",
    [
        pytest.param(ERROR.replace("self.code = code", "Refused.last = code") + CATCHES, id="sets its own attribute"),
        pytest.param(ERROR.replace("self.code = code", "type(self).last = code") + CATCHES, id="sets it through type"),
        pytest.param(ERROR.replace("    def", "    seen = []\n\n    def", 1) + CATCHES, id="has a list"),
        pytest.param(ERROR + CATCHES.replace("Refused as error", "Exception as error").replace(
            "str(error)", "isinstance(error, Refused)"), id="is asked about an object"),
        pytest.param(ERROR + CATCHES + "\n\nRefused.last = 0\n", id="gets an attribute"),
        pytest.param(ERROR + CATCHES.replace("str(error)", "Refused.__subclasses__()"), id="is asked for its subclasses"),
        pytest.param("import registry\n\n\n" + ERROR.replace("Exception", "registry.Base") + CATCHES, id="base of a library"),
        pytest.param(DATA.replace("n: int = 1", "n: list = field(default_factory=list)").replace(
            "import dataclass", "import dataclass, field"), id="has a default that is made"),
        pytest.param(DATA.replace("Order.of(3).n", "Order.of"), id="hands its method on"),
        pytest.param("from shared import hooks\n\n\n" + ERROR + CATCHES, id="may meet the other in a helper"),
        pytest.param("from shared import hooks\n\n\n" + DATA, id="may be compared with the other in a helper"),
        pytest.param(DATA.replace("return cls(n)", "cls.n = n"), id="sets it through cls"),
        pytest.param(DATA.replace("def of(cls, n)", "def of(self, n)").replace("return cls(n)", "self.n = n"), id="a false self"),
        pytest.param(DATA.replace("return Order.of(3).n", "order = Order.of(3)\n    order.__class__.n = 4"), id="through an object"),
        pytest.param(DATA.replace("return Order.of(3).n", "kind = type(Order.of(3))\n    kind.n = 4"), id="through its type"),
        pytest.param("import registry\n\n\n@registry.add\n" + ERROR + CATCHES, id="decorated"),
    ],
)  # fmt: skip
def test_a_class_with_state_or_identity_is_not_shared(helper: str) -> None:
    text = merged(helper)
    assert text.count("class ") == 2 or "from Beta import main as beta_main\n" in text
