"""Functions that certainly never loaded: said with the line and the reason, and never merged with the living."""

import json

import pytest
from apps import HOST, migration, queue
from migrated import migrate, write_files

from pystein_migrate.model.options import Options
from pystein_migrate.prove.static import check_trees

MAIN = "\n\ndef main(msg):\n    return msg\n"
LIVING = {"Living/__init__.py": MAIN, "requirements.txt": "azure-functions\n"}
BOUND = {"host.json": HOST, "Living/function.json": queue(), "Dead/function.json": queue()}
TOOLS = {"tools/__init__.py": "", "tools/weights.py": "def weigh(parcel):\n    return 1\n"}

DEAD = [
    ("from ..tools.weights import heigh\n", TOOLS, "Dead/__init__.py", 1, "tools.weights has no name heigh"),
    ("import json\nfrom ..toolz.weights import weigh\n", TOOLS, "Dead/__init__.py", 2, "there is no module toolz"),
    ("from __app__.tools.weights import heigh\n", TOOLS, "Dead/__init__.py", 1, "tools.weights has no name heigh"),
    ("import __app__.tools.wights\n", TOOLS, "Dead/__init__.py", 1, "there is no module tools.wights"),
    ("from tools.weights import heigh\n", TOOLS, "Dead/__init__.py", 1, "tools.weights has no name heigh"),
    ("from .. import toolz\n", TOOLS, "Dead/__init__.py", 1, "the app has no name toolz"),
    ("from ... import tools\n", TOOLS, "Dead/__init__.py", 1, "leads out of the app"),
    ("import scales\n", {"Dead/scales.py": ""}, "Dead/__init__.py", 1, "scales is beside Dead/__init__.py"),
    ("import scales.fine\n", {"Dead/scales/fine.py": ""}, "Dead/__init__.py", 1, "scales is beside"),
    ("from ..tools import rates\n", {"tools/rates.py": "from .base import none\n", "tools/base.py": ""},
     "tools/rates.py", 1, "tools.base has no name none"),
    ("from ..tools import rates\n", {"tools/rates.py": "def rate(:\n"}, "Dead/__init__.py", 1,
     "tools/rates.py cannot be parsed"),
    ("from ..tools import rates\n", {"tools/__init__.py": "raise ImportError('moved')\n", "tools/rates.py": ""},
     "tools/__init__.py", 1, "raise ImportError('moved') always runs"),
    ("raise RuntimeError('retired')\n", {}, "Dead/__init__.py", 1, "raise RuntimeError('retired') always runs"),
    ("import sys\n\nsys.exit('not here')\n", {}, "Dead/__init__.py", 3, "sys.exit('not here') always runs"),
    ("assert False, 'to do'\n", {}, "Dead/__init__.py", 1, "assert False, 'to do' always fails"),
    ("RATES = load_rates()\n", {}, "Dead/__init__.py", 1, "the name load_rates is used before"),
    ("RATES = load()\n\n\ndef load():\n    return {}\n", {}, "Dead/__init__.py", 1, "the name load is used before"),
    ("def rate(weight: Weight): ...\n", {}, "Dead/__init__.py", 1, "the annotation Weight uses Weight"),
    ("def rate(weight=HEAVY): ...\n", {}, "Dead/__init__.py", 1, "the name HEAVY"),
    ("class Rate(Base):\n    pass\n", {}, "Dead/__init__.py", 1, "the name Base"),
    ("import azure.functions as func\n\nLEVEL = func.AuthLevel.ANONYMUS\n", {}, "Dead/__init__.py", 3,
     "azure.functions.AuthLevel has no ANONYMUS"),
    ("from azure.functions import HttpReply\n", {}, "Dead/__init__.py", 1, "azure.functions has no HttpReply"),
    ("import azure.durable_functions as df\n\nPLAN = df.Orchestrater\n", {}, "Dead/__init__.py", 3,
     "azure.durable_functions has no Orchestrater"),
    ("from json import load_file\n", {}, "Dead/__init__.py", 1, "json has no load_file"),
    ("import datetime\n\nSTART = datetime.datetme.now()\n", {}, "Dead/__init__.py", 3, "datetime has no datetme"),
    ("try:\n    from ..tools.weights import heigh\nexcept ImportError as error:\n    raise SystemError from error\n",
     TOOLS, "Dead/__init__.py", 2, "tools.weights has no name heigh"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "more", "path", "line", "complaint"), DEAD)
def test_a_function_that_never_loaded_is_dead_and_left_out_on_request(code, more, path, line, complaint):
    files = {**LIVING, **more, "Dead/__init__.py": code + MAIN}

    refused = migration(files)
    dropped = migration(files, Options(drop_broken=True))

    note = next(note for function in refused.functions for note in function.notes if note.code == "never-loaded")
    assert (note.path, note.position.line, note.severity) == (path, line, "error")
    assert note.message.startswith("the worker does not load Dead/__init__.py: ")
    assert complaint in note.message
    assert (refused.status, refused.changes) == ("failed", ())
    assert {each.function.name: each.status for each in dropped.functions} == {"Dead": "dropped", "Living": "merged"}
    assert "Dead" not in next(change.after for change in dropped.changes if change.path == "function_app.py").decode()


ALIVE = [
    ("try:\n    from ..tools.weights import heigh\nexcept ImportError:\n    heigh = None\n", TOOLS),
    ("import contextlib\n\nwith contextlib.suppress(ImportError):\n    from ..tools.weights import heigh\n", TOOLS),
    ("from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from ..tools.weights import heigh\n", TOOLS),
    ("from ..tools.weights import heigh\n", {"tools/weights.py": "def __getattr__(name):\n    return name\n"}),
    ("from ..tools.weights import heigh\n", {"tools/weights.py": "globals()['heigh'] = 1\n"}),
    ("from ..tools.weights import heigh\n", {"tools/weights.py": "from scales import *\n"}),
    ("from ..tools import weights, fill\nfrom ..tools.weights import heigh\n",
     {"tools/weights.py": "", "tools/fill.py": "from . import weights\n\nweights.heigh = 1\n"}),
    ("from ..tools import weights\n", {"tools/weights.cpython-311-x86_64-linux-gnu.so": b"\x7fELF"}),
    ("import os\nimport sys\n\nsys.path.append(os.path.dirname(__file__))\nimport scales\n", {"Dead/scales.py": ""}),
    ("import scales\n", {"Dead/scales.py": "", "requirements.txt": "py-scales\n"}),
    ("import scales\n", {"Dead/scales.py": "", "requirements.txt": "-r https://example.org/all.txt\n"}),
    ("import pandas_of_ours\n", {}),
    ("import Dead.other\n", {}),
    ("from openai import Client\n", {"openai/__init__.py": "raise OSError\n" + MAIN, "requirements.txt": "openai\n"}),
    ("from .scales import weigh\nCOPY = scales\n", {"Dead/scales.py": "weigh = 1\n"}),
    ("import sys\n\nif sys.platform == 'beos':\n    raise RuntimeError\n", {}),
    ("for turn in (1, 2):\n    if turn:\n        break\n    raise RuntimeError\n", {}),
    ("for turn in range(2):\n    if turn:\n        break\nelse:\n    raise RuntimeError\n", {}),
    ("def start():\n    global rates\n    rates = {}\n\n\nstart()\nCOPY = rates\n", {}),
    ("found = [last := turn for turn in (1, 2)]\nCOPY = last\n", {}),
    ("rates = {}\nif rates:\n    del rates\nCOPY = rates\n", {}),
    ("COPY = rates if False else 1\nOTHER = True or rates\n", {}),
    ("from ..tools import names\n\nCOPY = rates\n", {"tools/names.py": "import builtins\n\nbuiltins.rates = 1\n"}),
    ("from __future__ import annotations\n\n\ndef rate(weight: Weight): ...\n", {}),
    ("def rate(weight: Weight): ...\n", {".python-version": "3.14\n"}),
    ("def rate(weight: 'Weight'): ...\n", {}),
    ("import collections\n\nKIND = collections.Mapping\n", {}),
    ("import azure.functions as func\n\nLEVEL = func.AuthLevel.ANONYMOUS.value\n", {}),
    ("import concurrent.futures\n\nPOOL = concurrent.futures.ThreadPoolExecutor\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "more"), ALIVE)
def test_a_function_that_may_have_loaded_is_none_of_the_dead(code, more):
    result = migration({**LIVING, **more, "Dead/__init__.py": code + MAIN})

    (function,) = (each for each in result.functions if each.function.name == "Dead")
    assert "never-loaded" not in [note.code for note in function.notes]


def test_a_living_function_that_imports_the_script_of_a_dead_one_is_dead_too():
    result = migration(
        {
            **LIVING,
            "Dead/__init__.py": "raise RuntimeError('retired')\n" + MAIN,
            "User/__init__.py": "from ..Dead import main as retired\n" + MAIN,
        },
        Options(drop_broken=True),
    )

    assert {each.function.name: each.status for each in result.functions} == {
        "Dead": "dropped", "Living": "merged", "User": "dropped",
    }  # fmt: skip


BESIDE = "def weighed(function):\n    def inner(*args, **kwargs):\n        return function(*args, **kwargs)\n    return inner\n"
WRAPS = BESIDE.replace("    def inner", "    @functools.wraps(function)\n    def inner")
OBJECTS = (
    "class weighed:\n    def __init__(self, function):\n        self.function = function\n\n"
    "    def __call__(self, msg):\n        return self.function(msg)\n"
)
WITH_SCALES = "\n\n@weighed\ndef main(msg, scales):\n    return msg\n"
METHODS = (
    "class Desk:\n    def weigh(self, msg, scales):\n        return msg\n\n"
    "    @staticmethod\n    def count(parcel):\n        return 1\n"
)
HIDDEN = [
    (BESIDE + MAIN.replace("def main", "@weighed\ndef main"), {}, "parameters without a binding: args, kwargs"),
    ("from ..tools.weights import weighed\n" + MAIN.replace("def main", "@weighed\ndef main"),
     {"tools/__init__.py": "", "tools/weights.py": BESIDE}, "parameters without a binding: args, kwargs"),
    ("def at_most(weight):\n    def weighed(function):\n        async def inner(parcel):\n            pass\n"
     "        return inner\n    return weighed\n" + MAIN.replace("def main", "@at_most(3)\ndef main"), {},
     "parameters without a binding: parcel"),
    (f"import functools\n\n\n{WRAPS}{WITH_SCALES}", {}, "parameters without a binding: scales"),
    (f"from functools import wraps\n\n\n{WRAPS.replace('functools.wraps', 'wraps')}{WITH_SCALES}", {},
     "parameters without a binding: scales"),
    (OBJECTS + MAIN.replace("def main", "@weighed\ndef main"), {}, "an object of weighed, which has no annotations"),
    (OBJECTS + "\n\nmain = weighed(print)\n", {}, "an object of weighed, which has no annotations"),
    ("main = lambda parcel: 1\n", {}, "parameters without a binding: parcel"),
    (f"{METHODS}\n\nmain = Desk().weigh\n", {}, "parameters without a binding: scales"),
    (f"{METHODS}\n\ndesk = Desk()\nmain = desk.weigh\n", {}, "parameters without a binding: scales"),
    (f"{METHODS}\n\nmain = Desk.count\n", {}, "parameters without a binding: parcel"),
    ("def made(n):\n    def inner(parcel):\n        return n\n\n    return inner\n\n\nmain = made(3)\n", {},
     "parameters without a binding: parcel"),
    ("from typing import TypeVar\n\nM = TypeVar('M')\n\n\ndef main(msg: M):\n    return 1\n", {}, "msg"),
    ("import typing\n\nName = typing.NewType('Name', str)\n\n\ndef main(msg: Name):\n    return 1\n", {}, "msg"),
    ("from ..tools.weights import main\n",
     {"tools/__init__.py": "", "tools/weights.py": "def main(msg, scales):\n    return msg\n"},
     "parameters without a binding: scales"),
]  # fmt: skip


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
@pytest.mark.parametrize(("script", "more", "complaint"), HIDDEN)
def test_what_a_decorator_puts_in_the_place_of_an_entry_is_what_the_worker_looks_at(script, more, complaint, layout):
    files = {**LIVING, **more, "Dead/__init__.py": script, "Dead/function.json": queue()}

    dropped = migration(files, Options(drop_broken=True, layout=layout))

    assert [each.status == "dropped" for each in dropped.functions] == [True, False]
    assert [(note.code, note.path) for note in dropped.functions[0].notes] == [("not-loadable", "Dead/__init__.py")]
    assert complaint in dropped.functions[0].notes[0].message


LIVING_DECORATORS = [
    WRAPS,
    BESIDE.replace("*args, **kwargs", "msg"),
    "def weighed(function):\n    function.weight = 1\n    return function\n",
    BESIDE.replace("    return inner", "    inner.__signature__ = inspect.signature(function)\n    return inner"),
    BESIDE.replace("    return inner", "    return functools.update_wrapper(inner, function)"),
    BESIDE.replace("    return inner", "    inner = functools.wraps(function)(inner)\n    return inner"),
    BESIDE.replace(
        "    def inner", "    if asyncio.iscoroutinefunction(function):\n        return function\n    def inner"
    ),
    "from libs import weighed\n",
    f"{OBJECTS}\n    kind: str = 'parcel'\n",
    OBJECTS.replace(
        "        self.function =", "        functools.update_wrapper(self, function)\n        self.function ="
    ),
    OBJECTS.replace("class weighed:", "class weighed(Base):").replace(
        "class", "class Base:\n    kind: str\n\n\nclass", 1
    ),
]


@pytest.mark.parametrize(
    "script",
    [
        "main = lambda msg: 1\n",
        "class Desk:\n    def weigh(self, msg):\n        return msg\n\n\nmain = Desk().weigh\n",
        "class Desk:\n    async def weigh(self, msg):\n        return msg\n\n\ndesk = Desk()\nmain = desk.weigh\n",
        "class Desk:\n    @staticmethod\n    def weigh(msg):\n        return msg\n\n\nmain = Desk.weigh\n",
        "def made(n):\n    def inner(msg):\n        return n\n\n    return inner\n\n\nmain = made(3)\n",
    ],
)
def test_entries_that_are_values_and_have_the_right_parameters_are_alive(script):
    result = migration({**LIVING, "Alive/__init__.py": script, "Alive/function.json": queue()})
    assert result.status == "migrated"


@pytest.mark.parametrize("decorator", LIVING_DECORATORS)
def test_decorators_that_show_the_parameters_or_cannot_be_told_leave_functions_alive(decorator):
    script = f"import asyncio\nimport functools\nimport inspect\n\n\n{decorator}\n\n@weighed\ndef main(msg):\n    return msg\n"
    result = migration({**LIVING, "Alive/__init__.py": script, "requirements.txt": "azure-functions\nlibs\n"})

    assert (result.status, [function.status == "failed" for function in result.functions]) == (
        "migrated",
        [False, False],
    )


@pytest.mark.parametrize(
    ("binding", "annotation", "cure"),
    [
        ({"type": "activityTrigger", "direction": "in"}, "list[str]", "list[str]; write list"),
        ({"type": "activityTrigger", "direction": "in"}, "'dict[str, int]'", "dict[str, int]; write dict"),
        (
            {"type": "eventHubTrigger", "direction": "in", "eventHubName": "h", "cardinality": "many"},
            "list[func.EventHubEvent]",
            "; write typing.List[...]",
        ),
        ({"type": "queueTrigger", "direction": "in", "queueName": "q"}, "list[str]", "annotation list[str]"),
    ],
)
def test_what_to_write_for_a_generic_of_python_that_the_worker_refuses_is_said(binding, annotation, cure):
    settings = json.dumps({"bindings": [{**binding, "name": "msg", "connection": "C"}]})
    script = f"import azure.functions as func\n\n\ndef main(msg: {annotation}):\n    pass\n"
    result = migration({**LIVING, "Dead/__init__.py": script, "Dead/function.json": settings})

    (message,) = (note.message for function in result.functions for note in function.notes)
    assert message.endswith(cure)


@pytest.mark.parametrize("code", ["return 1\n", "await main()\n", "x = yield\n", "break\n"])
def test_code_that_no_python_compiles_is_dead_for_the_migration_and_for_verify(code, tmp_path):
    legacy, new = (
        write_files(tmp_path / name, {**LIVING, **BOUND, "Dead/__init__.py": code + MAIN}) for name in ("a", "b")
    )
    result = migrate(new, drop_broken=True)

    (dropped,) = (function for function in result.functions if function.status == "dropped")
    assert [(note.code, note.remedy) for note in dropped.notes] == [("broken-script", "mend the syntax")]
    assert not check_trees(legacy, new).differs


DESK = "class Desk:\n    def weigh(self, parcel):\n        return 1\n"
UNSEEN = {
    "set in __init__": f"{DESK}\n    def __init__(self):\n        self.weigh = lambda msg: 1\n\n\nmain = Desk().weigh\n",
    "set later": f"{DESK}\n\nDesk.weigh = lambda self, msg: 1\nmain = Desk().weigh\n",
    "inherited": f"{DESK}\n\nclass Own(Desk):\n    pass\n\n\nmain = Own().weigh\n",
    "an annotation that is given": "def made(kind):\n    def inner(msg: kind):\n        return 1\n\n    return inner\n\n\nmain = made(str)\n",
    "a text that only the maker knows": "def made():\n    from datetime import date\n\n    def inner(msg: 'date'):\n        return 1\n\n"
    "    return inner\n\n\nmain = made()\n",
    "a lambda that is returned": "def made():\n    return lambda parcel: 1\n\n\nmain = made()\n",
    "one of two": "import os\n\nmain = (lambda msg: 1) if os.getenv('X') else (lambda parcel: 1)\n",
    "another module's": "from .. import tools\n\nmain = tools.made()\n",
    "a signature of its own": "import inspect\n\n\ndef made():\n    def inner(**kw):\n        return 1\n\n    return inner\n\n\n"
    "main = made()\nmain.__signature__ = inspect.Signature([])\n",
}  # fmt: skip


@pytest.mark.parametrize("how", UNSEEN)
def test_an_entry_whose_parameters_cannot_be_told_is_alive_and_a_warning(how):
    helper = {"tools/__init__.py": "def made():\n    def inner(parcel):\n        return 1\n\n    return inner\n"}
    result = migration({**LIVING, **helper, "Some/__init__.py": UNSEEN[how], "Some/function.json": queue()})

    assert result.status == "migrated"
    assert [(note.code, note.path) for note in result.notes if note.severity == "warning"] == [
        ("entry-at-load", "Some/__init__.py")
    ]
