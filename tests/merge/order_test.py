"""What a script does while it is loaded happens in the same order, and imports are not moved across it."""

from __future__ import annotations

import pytest
from apps import migrated, migration, queue

from pystein_migrate import notes
from pystein_migrate.model.options import Layout, Options

MAIN = "\n\ndef main(msg):\n    return settings\n"
SHARED = {
    "shared/settings.py": "import os\n\nMODE = os.environ.get('MODE')\n",
    "shared/other.py": "import shared.settings\n",
}


def body(files: dict[str, str]) -> str:
    return migrated({**SHARED, **files})["function_app.py"].partition("app = func.FunctionApp()\n")[2]


@pytest.mark.parametrize(
    "preparation",
    [
        "import os\n\nos.environ['MODE'] = 'x'",
        "import os\n\nos.environ.update(MODE='x')",
        "import os\n\ndel os.environ['MODE']",
        "import os\n\nos.environ |= {'MODE': 'x'}",
        "import sys\n\nsys.path.append('lib')",
        "import sys\n\nsys.path[0:0] = ['lib']",
        "import sys\n\nsys.path += ['lib']",
        "from dotenv import load_dotenv\n\nload_dotenv()",
        "from dotenv import load_dotenv\n\nloaded = load_dotenv()",
        "from gevent import monkey\n\nmonkey.patch_all()",
        "import json\n\njson.loads = print",
        "import os\n\nif not os.environ.get('MODE'):\n    os.environ['MODE'] = 'x'",
        "import os\n\ntry:\n    os.chdir('lib')\nexcept OSError:\n    pass",
    ],
)
def test_an_import_stays_below_what_prepares_for_it(preparation: str) -> None:
    text = body({"Alpha/__init__.py": f"{preparation}\nfrom shared import settings\n{MAIN}"})
    statement = preparation.partition("\n\n")[2]
    assert text.startswith(f"\n{statement}\nfrom shared import settings\n")


@pytest.mark.parametrize(
    "harmless",
    [
        "import logging\n\nlogging.basicConfig()",
        "import logging\n\nlog = logging.getLogger('x')\nlog.setLevel(10)",
        "import os\n\nMODE = os.environ['MODE']",
        "import os\n\nTABLE = {}\nTABLE['x'] = os.getenv('X')",
        "def helper():\n    print('x')",
    ],
)
def test_an_import_moves_above_what_cannot_matter_to_it(harmless: str) -> None:
    text = body({"Alpha/__init__.py": f"{harmless}\n\nfrom shared import settings\n{MAIN}"})
    assert "from shared import settings" not in text


def test_a_name_taken_from_the_standard_library_is_taken_after_the_patch() -> None:
    script = "import time\n\ntime.sleep = print\nfrom time import sleep\nimport json\n\n\ndef main(msg):\n    return sleep, json\n"
    text = body({"Alpha/__init__.py": script})
    assert text.startswith("\ntime.sleep = print\nfrom time import sleep\n\n\n")


@pytest.mark.parametrize(
    "other", ["from shared import settings", "import shared.settings as settings", "import shared.other as settings"]
)
def test_another_script_does_not_load_settings_before_they_are_prepared(other: str) -> None:
    prepared = "import os\n\nos.environ['MODE'] = 'x'\n\nfrom shared import settings\n" + MAIN
    text = body({"Alpha/__init__.py": prepared, "Beta/__init__.py": f"import json\n{other}\n{MAIN}"})
    assert text.index("os.environ['MODE'] = 'x'") < text.index("from shared import settings")
    assert text.index("from shared import settings") <= text.rindex(other.partition(" as ")[0])
    assert "import json" not in text


def test_scripts_that_share_nothing_with_a_prepared_one_keep_their_imports_at_the_top() -> None:
    prepared = "import os\n\nos.environ['MODE'] = 'x'\n\nimport azure.storage.blob as settings\n" + MAIN
    text = body({"Alpha/__init__.py": prepared, "Beta/__init__.py": f"import azure.identity as settings\n{MAIN}"})
    assert text.count("import") == 1


def test_sections_follow_in_the_order_of_the_folders() -> None:
    script = "note = print('loading {}')\n\n\ndef main(msg):\n    return note\n"
    text = body({f"{name}/__init__.py": script.format(name) for name in ("Gamma", "Alpha", "Beta")})
    assert text.index("loading Alpha") < text.index("loading Beta") < text.index("loading Gamma")


def test_statements_of_a_script_keep_their_order() -> None:
    script = "first = 1\nfor x in range(2):\n    first += x\nsecond = first\n\n\ndef main(msg):\n    return second\n\n\nfirst = 3\n"
    text = body({"Alpha/__init__.py": script})
    assert text.startswith("\nfirst = 1\nfor x in range(2):\n    first += x\nsecond = first\n\n\n@app")
    assert text.endswith("    return second\n\n\nfirst = 3\n")


# What is not shown to be harmless stays above the imports below it

CHANGES = {
    "a call that is assigned": "import os\n\n\ndef load():\n    os.environ['MODE'] = 'x'\n    return 1\n\n\nloaded = load()",
    "a call of another module": "from shared import prepare\n\nloaded = prepare.load()",
    "a class body": "import os\n\n\nclass Names:\n    mode = os.environ.setdefault('MODE', 'x')",
    "a decorator that calls": "import os\n\n\ndef now(f):\n    f()\n    return f\n\n\n@now\ndef prepare():\n    os.environ['MODE'] = 'x'",
    "a default value": "import os\n\n\ndef helper(mode=os.environ.setdefault('MODE', 'x')):\n    return mode",
    "an object": "import os\n\n\nclass Ready:\n    def __init__(self):\n        os.environ['MODE'] = 'x'\n\n\nready = Ready()",
    "a method": "import os\n\n\nclass Ready:\n    def now(self):\n        os.environ['MODE'] = 'x'\n\n\nready = Ready().now()",
    "a base class": "import os\n\n\nclass Base:\n    def __init_subclass__(cls):\n        os.environ['MODE'] = 'x'\n\n\nclass Mine(Base):\n    pass",
    "a metaclass": "import os\n\n\nclass Meta(type):\n    def __init__(cls, *rest):\n        os.environ['MODE'] = 'x'\n\n\nclass Mine(metaclass=Meta):\n    pass",
    "another name of it": "import os\n\nsettings_here = os.environ\nsettings_here['MODE'] = 'x'",
    "an argument": "import os\n\n\ndef fill(target):\n    target['MODE'] = 'x'\n    return target\n\n\nfilled = fill(os.environ)",
    "an operator": "import os\n\n\nclass Put:\n    def __or__(self, other):\n        os.environ.update(other)\n\n\nput = Put() | {'MODE': 'x'}",
    "a context": "import os\n\n\nclass Put:\n    def __enter__(self):\n        os.environ['MODE'] = 'x'\n\n    def __exit__(self, *rest):\n        pass\n\n\nwith Put():\n    pass",
    "a property": "import os\n\n\nclass Lazy:\n    @property\n    def mode(self):\n        return os.environ.setdefault('MODE', 'x')\n\n\nlazy = Lazy()\nmode = lazy.mode",
    "a function in a table": "import os\n\n\ndef put():\n    os.environ['MODE'] = 'x'\n\n\ntable = {'a': put}\nchosen = table['a']()",
    "a module of a computed name": "import importlib\n\nchosen = importlib.import_module('shared.prepare')",
    "a partial": "import os\nfrom functools import partial\n\nput = partial(os.environ.__setitem__, 'MODE')\ndone = put('x')",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_import_stays_below_code_that_changes_the_environment_somewhere(change: str) -> None:
    helper = {"shared/prepare.py": "import os\n\n\ndef load():\n    os.environ['MODE'] = 'x'\n"}
    text = body({**helper, "Alpha/__init__.py": f"{change}\n\nfrom shared import settings\n{MAIN}"})
    assert "\n\nfrom shared import settings\n" in text


ORDINARY = {
    "a client": "from azure.cosmos import CosmosClient\n\nclient = CosmosClient('x')",
    "settings": "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    mode: str = 'x'\n\n\napp_settings = Settings()",
    "own configuration": "import json\nimport os\n\n\ndef load():\n    found = {}\n    found['mode'] = os.environ['MODE']\n    found.update(json.loads('{}'))\n    return found\n\n\nconfig = load()",
    "an engine": "import sqlalchemy\n\nengine = sqlalchemy.create_engine('sqlite://')\nmetadata = sqlalchemy.MetaData()",
    "known decorators": "from functools import lru_cache\n\n\n@lru_cache(maxsize=None)\ndef helper():\n    print('x')",
    "a data class": "from dataclasses import dataclass, field\n\n\n@dataclass\nclass Row:\n    names: list = field(default_factory=list)",
    "constants": "import re\nfrom datetime import timedelta\n\nWORD = re.compile('x')\nDAY = timedelta(days=1)",
    "a handler": "import logging\n\nlog = logging.getLogger('x')\nlog.addHandler(logging.StreamHandler())",
    "a web app": "from flask import Flask\n\nweb = Flask('x')\n\n\n@web.route('/')\ndef index():\n    return ''",
    "a session": "import requests\n\nsession = requests.Session()\nsession.headers.update({'a': 'b'})",
    "what never runs": "import os\n\nif __name__ == '__main__':\n    os.environ['MODE'] = 'x'",
    "an orchestrator": "import azure.durable_functions as df\n\n\ndef orchestrate(context):\n    print('x')\n    yield\n\n\nrun = df.Orchestrator.create(orchestrate)",
}  # fmt: skip


@pytest.mark.parametrize("code", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_code_lets_imports_move_to_the_top(code: str) -> None:
    text = body({"Alpha/__init__.py": f"{code}\n\nfrom shared import settings\n{MAIN}"})
    assert "from shared import settings" not in text


# Across scripts

WRITES = {"shared/mode.py": "import os\n\nos.environ['MODE'] = 'x'\n"}


def test_a_module_that_changes_the_environment_is_not_loaded_before_an_earlier_script_has_read_it() -> None:
    reads = "import os\n\nMODE = os.environ.get('MODE')\n\n\ndef main(msg):\n    return MODE\n"
    changes = "import os\n\nfrom shared import mode\n\nMODE = os.environ.get('MODE')\n\n\ndef main(msg):\n    return MODE, mode\n"
    text = body({**WRITES, "Alpha/__init__.py": reads, "Beta/__init__.py": changes})
    read = "MODE = os.environ.get('MODE')"
    assert text.index(read) < text.index("from shared import mode") < text.rindex(read)


def test_a_module_that_changes_the_environment_is_imported_at_the_top_where_nobody_has_read_it() -> None:
    script = "from shared import mode\nfrom shared import zettings\n\n\ndef main(msg):\n    return mode, zettings\n"
    files = {**WRITES, "shared/zettings.py": SHARED["shared/settings.py"], "Alpha/__init__.py": script}
    assert "import" not in body(files)


def test_modules_are_not_sorted_where_one_prepares_for_the_other() -> None:
    script = "from shared import mode\nfrom shared import early\n\n\ndef main(msg):\n    return mode, early\n"
    files = {**WRITES, "shared/early.py": SHARED["shared/settings.py"], "Alpha/__init__.py": script}
    assert body(files).startswith("\nfrom shared import early\n")


def test_a_registry_is_not_filled_before_an_earlier_script_has_looked_at_it() -> None:
    registry = {
        "shared/registry.py": "KNOWN = {}\n",
        "shared/plugin.py": "from .registry import KNOWN\n\nKNOWN['x'] = 1\n",
    }
    looks = "from shared.registry import KNOWN\n\nSEEN = sorted(KNOWN)\n\n\ndef main(msg):\n    return SEEN\n"
    text = body({**registry, "Alpha/__init__.py": looks, "Beta/__init__.py": "import shared.plugin\n" + MAIN})
    assert text.index("SEEN = sorted(KNOWN)") < text.index("import shared.plugin")


def test_a_name_that_an_earlier_script_took_before_a_patch_is_not_the_patched_one() -> None:
    files = {
        "shared/clock.py": "import time\n\ntime.sleep = print\n",
        "Alpha/__init__.py": "from time import sleep\n\n\ndef main(msg):\n    return sleep\n",
        "Beta/__init__.py": "from shared import clock\nfrom time import sleep\n\n\ndef main(msg):\n    return sleep, clock\n",
    }
    text = body(files)
    places = ["time import sleep as alpha_sleep", "from shared import clock", "time import sleep as beta_sleep"]
    assert sorted(places, key=text.index) == places


def test_a_star_takes_a_name_after_the_script_that_gives_it_its_value() -> None:
    files = {
        "shared/limits.py": "MOST = 1\nLEAST = 0\n",
        "Alpha/__init__.py": "from shared import limits\n\nlimits.MOST = 5\n\n\ndef main(msg):\n    return limits.MOST\n",
        "Beta/__init__.py": "from shared.limits import *\n\n\ndef main(msg):\n    return MOST, LEAST\n",
    }
    text = body(files)
    assert text.index("limits.MOST = 5") < text.index("from shared.limits import")


# Loggers, which some configurations disable once they are there

LATE_LOGGER = {"shared/late.py": "import logging\n\nlogger = logging.getLogger('late')\n"}
CONFIGURES = (
    "import logging.config\n\nlogging.config.dictConfig({{'version': 1{more}}})\n\n\ndef main(msg):\n    return 1\n"
)
USES_LATE = "from shared.late import logger\n\n\ndef main(msg):\n    logger.info('x')\n"


def test_a_logger_is_not_made_before_a_configuration_that_disables_those_there_are() -> None:
    text = body({**LATE_LOGGER, "Alpha/__init__.py": CONFIGURES.format(more=""), "Beta/__init__.py": USES_LATE})
    assert text.index("dictConfig(") < text.index("from shared.late import logger")


def test_a_logger_may_be_made_before_a_configuration_that_leaves_those_there_are_alone() -> None:
    alpha = CONFIGURES.format(more=", 'disable_existing_loggers': False")
    text = body({**LATE_LOGGER, "Alpha/__init__.py": alpha, "Beta/__init__.py": USES_LATE})
    assert "from shared.late import logger" not in text


def test_a_logger_is_made_by_the_class_that_an_earlier_script_sets() -> None:
    alpha = "import logging\n\nimport audit\n\nlogging.setLoggerClass(audit.Logger)\n\n\ndef main(msg):\n    return 1\n"
    text = body({**LATE_LOGGER, "Alpha/__init__.py": alpha, "Beta/__init__.py": USES_LATE})
    assert text.index("setLoggerClass(") < text.index("from shared.late import logger")


# Modules that stay

DYNAMIC = "\n\ndef main(msg):\n    return globals()['os']\n"


def test_a_module_that_stays_is_loaded_before_what_it_prepares() -> None:
    files = {
        "Alpha/__init__.py": "import os\n\nos.environ['MODE'] = 'x'\n" + DYNAMIC,
        "Beta/__init__.py": "from shared import settings\n" + MAIN,
    }
    text = migrated({**SHARED, **files})["function_app.py"]
    assert text.index("from Alpha import main as alpha") < text.index("from shared import settings")


def test_a_module_that_stays_is_loaded_after_what_prepares_for_it() -> None:
    files = {
        "Alpha/__init__.py": "import os\n\nMODE = os.environ.get('MODE')\n\n\ndef main(msg):\n    return MODE\n",
        "Beta/__init__.py": "import os\n\nos.environ['MODE'] = 'x'\n" + DYNAMIC,
    }
    assert "\n\n\nfrom Beta import main as beta_main\n\n\n@app.function_name(" in body(files)


def test_a_script_whose_package_does_something_stays_in_it() -> None:
    files = {
        "Alpha/__init__.py": "import os\n\nos.environ['MODE'] = 'x'\n",
        "Alpha/run.py": "from shared import settings\n" + MAIN,
        "Alpha/function.json": queue(script="run.py"),
    }
    result = migration({**SHARED, **files})
    said = [note for function in result.functions for note in function.notes if note.kind is notes.LOAD_ORDER]
    assert [note.message for note in said] == ["kept in place: the script needs Alpha/__init__.py to be loaded first"]


def test_a_script_whose_package_only_defines_something_is_merged() -> None:
    files = {
        "Alpha/__init__.py": '"""The package."""\n\nVERSION = 1\n',
        "Alpha/run.py": "from shared import settings\n" + MAIN,
        "Alpha/function.json": queue(script="run.py"),
    }
    assert "Alpha/run.py" not in migrated({**SHARED, **files})


def test_a_package_whose_module_an_earlier_script_imports_stays() -> None:
    files = {
        "Alpha/__init__.py": "from Beta.part import MODE\n\n\ndef main(msg):\n    return MODE\n",
        "Beta/__init__.py": "import os\n\nos.environ.setdefault('MODE', 'x')\n\n\ndef main(msg):\n    return 1\n",
        "Beta/part.py": "import os\n\nMODE = os.environ['MODE']\n",
    }
    assert "Beta/__init__.py" in migrated(files)


# The other layouts, whose function_app.py imports every script


@pytest.mark.parametrize("layout", ["blueprints", "in-place"])
def test_scripts_are_imported_in_the_order_of_the_folders_where_it_matters(layout: Layout) -> None:
    files = {
        "J10/__init__.py": "import os\n\nos.environ['MODE'] = 'x'\n\n\ndef main(msg):\n    return 1\n",
        "J2/__init__.py": "from shared import settings\n" + MAIN,
    }
    text = migrated({**SHARED, **files}, Options(layout=layout))["function_app.py"]
    assert text.index("from J10 import") < text.index("from J2 import")


STEPS = ("Step2", "Step10", "Step1")


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_functions_stand_as_people_count_them(layout: Layout) -> None:
    files = {f"{name}/__init__.py": "def main(msg):\n    return msg\n" for name in STEPS}
    result = migration(files, Options(layout=layout))
    text = migrated(files, Options(layout=layout))["function_app.py"].partition("app = func.FunctionApp()\n")[2]
    assert [each.function.name for each in result.functions] == ["Step1", "Step2", "Step10"]
    spelled = "register_functions(step{}_bp)" if layout == "blueprints" else 'name="Step{}"'
    places = [text.index(spelled.format(number)) for number in (1, 2, 10)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "effect",
    [
        "import logging\n\nlogging.basicConfig(level={0})\n",
        "import os\n\nos.environ['MODE'] = '{0}'\n",
        "import shop.state\n\nshop.state.orders.append({0})\n",
        "from shop import state\n\nstate.register({0})\n",
        "print({0})\n",
    ],
)
def test_scripts_that_mind_their_order_keep_that_of_the_worker(effect: str) -> None:
    files = {f"{name}/__init__.py": f"{effect.format(name[4:])}\n\ndef main(msg):\n    return msg\n" for name in STEPS}
    files["shop/__init__.py"] = ""
    files["shop/state.py"] = "orders = []\n\n\ndef register(order):\n    orders.append(order)\n"
    text = migrated(files)["function_app.py"]
    places = [text.index(f"def step{number}(") for number in (1, 10, 2)]
    assert places == sorted(places)
    assert [each.function.name for each in migration(files).functions] == ["Step1", "Step2", "Step10"]


NATURAL = {"F2/__init__.py": "def main(msg):\n    return msg\n", "F10/__init__.py": "def main(msg):\n    return msg\n"}


def first_of(files: dict[str, str]) -> str:
    """The function that stands first in function_app.py."""
    return migrated({**NATURAL, **files})["function_app.py"].partition("def ")[2].partition("(")[0]


def test_scripts_that_only_define_names_are_counted_as_people_do() -> None:
    assert first_of({}) == "f2"
    more = "import os\n\nKEY = os.environ.get('KEY', '')\nNAMES = ['a', 'b']\n\n\ndef main(msg):\n    return [KEY, NAMES]\n"
    assert first_of({"F2/__init__.py": more, "F10/__init__.py": more}) == "f2"


@pytest.mark.parametrize(
    ("line", "shared"),
    [
        ("from shared.cfg import cache\ncache += ['2']\n", "cache = []\n"),
        (
            "from shared.cfg import add\nX = add('2')\n",
            "def add(x, all=[]):\n    all.append(x)\n    return list(all)\n",
        ),
        ("import decimal\ndecimal.getcontext().prec = 2\n", ""),
        (
            "from shared.cfg import numbers\nX = numbers['2']\n",
            "from collections import defaultdict\nnumbers = defaultdict(list)\n",
        ),
        ("from shared.cfg import ids\nfor ID in ids:\n    break\n", "ids = iter('ab')\n"),
        ("from shared.cfg import ticket\nX = ticket\n", "def __getattr__(name):\n    return 1\n"),
        ("import random\nX = random.random()\n", ""),
        ("with open('/tmp/x', 'w') as f:\n    f.write('2')\n", ""),
    ],
)
def test_scripts_that_may_do_more_stay_in_the_order_of_the_worker(line: str, shared: str) -> None:
    script = f"{line}\n\ndef main(msg):\n    return msg\n"
    files = {"F2/__init__.py": script, "F10/__init__.py": script, "shared/cfg.py": shared}
    assert first_of(files) == "f10"
