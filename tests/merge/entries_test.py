"""Every kind of entry point is decorated where it stands, or registered below its script."""

from __future__ import annotations

import json
import re

import pytest
from apps import legacy_app, migrated, migration, queue

from pystein_migrate.model.options import Options


def after_app(files: dict[str, str]) -> str:
    return migrated(files)["function_app.py"].partition("app = func.FunctionApp()\n")[2]


@pytest.mark.parametrize(
    "script",
    [
        "def main(msg):\n    return 1\n",
        "async def main(msg):\n    return 1\n",
        "import typing\n\n\n@typing.final\ndef main(msg):\n    return 1\n",
        "import typing\n\n\n# Why.\n@typing.final  # how\n# And.\ndef main(msg):\n    return 1\n",
    ],
)
def test_a_plain_function_is_decorated_above_its_own_decorators(script: str) -> None:
    text = after_app({"Alpha/__init__.py": script})
    definition = script.partition("\n\n\n")[2] or script
    _, _, code = definition.rpartition("# Why.\n")
    assert text.endswith(code.replace("def main", "def alpha"))
    assert text.index('@app.function_name(name="Alpha")') < text.index("def alpha")


# Its converter takes any annotation (durable: ActivityTriggerConverter).
ACTIVITY = json.dumps({"bindings": [{"type": "activityTrigger", "direction": "in", "name": "msg"}]})
THIN = [
    pytest.param("def main(msg):\n    return 1\n\n\ndef other():\n    return main(1)\n", "(msg)", id="called by the script"),
    pytest.param("def main(msg):\n    return main(msg - 1) if msg else 0\n", "(msg)", id="calls itself"),
    pytest.param("def main(msg: str) -> int:\n    return 1\n\n\ndef other(call=main):\n    return call\n", "(msg: str) -> int",
                 id="a default argument"),
    pytest.param("def handler(msg):\n    return 1\n\n\nmain = handler\n", "(msg)", id="another name"),
    pytest.param("if print:\n\n    def main(msg):\n        return 1\n", "(msg)", id="defined under a condition"),
    pytest.param("main = lambda msg: 1  # noqa: E731\n", "(msg)", id="a lambda"),
    pytest.param("def main(*, msg):\n    return 1\n\n\nSAME = main\n", "(msg)", id="by name only"),
    pytest.param("def main(msg):\n    yield\n\n\nSAME = main\n", "(msg)", id="a generator"),
    pytest.param("async def main(msg: 'str'):\n    return 1\n\n\nSAME = main\n", "(msg: 'str')", id="a coroutine"),
]  # fmt: skip


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
@pytest.mark.parametrize(("script", "header"), THIN)
def test_a_thin_function_with_its_parameters_calls_an_entry_that_cannot_be_decorated(
    script: str, header: str, layout: str
) -> None:
    after = migrated({"Alpha/__init__.py": script, "Alpha/function.json": ACTIVITY}, Options(layout=layout))
    text = after["Alpha/__init__.py" if layout == "blueprints" else "function_app.py"]
    header = header.replace("'str'", "str") if layout == "in-place" else header
    wait, define = ("await ", "async def") if "async" in script else ("", "def")
    handed = "msg=msg" if "*, msg" in script else "msg"
    called = "alpha_main" if layout == "in-place" else "main"
    assert text.endswith(f"{define} alpha{header}:\n    return {wait}{called}({handed})\n"), text
    assert ")(" not in text


ANNOTATED = """import typing as t
from typing import List, Optional

import azure.functions as af
from azure.durable_functions import DurableOrchestrationClient as Client
from shared.types import Order


def main(msg: {annotation}) -> None:
    print(msg)
"""


@pytest.mark.parametrize(
    ("annotation", "written"),
    [
        ("af.QueueMessage", "func.QueueMessage"),
        ("'af.QueueMessage'", "func.QueueMessage"),
        ("str", "str"),
        ("List[af.QueueMessage]", "List[func.QueueMessage]"),
        ("t.Any", "Any"),
        ("t.Dict[str, t.List[int]]", "Dict[str, List[int]]"),
        ("Client", "df.DurableOrchestrationClient"),
        ("None", "None"),
    ],
)
def test_an_annotation_is_written_in_the_words_of_the_new_file(annotation: str, written: str) -> None:
    files = {"Alpha/__init__.py": ANNOTATED.format(annotation=annotation), "Alpha/function.json": ACTIVITY,
             "shared/types.py": "class Order:\n    pass\n"}  # fmt: skip
    text = migrated(files, Options(layout="in-place"))["function_app.py"]
    assert f"def alpha(msg: {written}) -> None:\n    alpha_main(msg)\n" in text
    compile(text, "function_app.py", "exec")
    names = {"List", "Optional", "Any", "Dict"} & set(re.findall(r"\w+", written))
    assert all(re.search(rf"from typing import [\w, ]*\b{name}\b", text) for name in names)


@pytest.mark.parametrize("annotation", ["Order", "List[Order]", "'List[Order]'"])
def test_an_entry_whose_annotation_only_its_module_can_say_is_registered_itself(annotation: str) -> None:
    script = ANNOTATED.format(annotation=annotation)
    files = {
        "Alpha/__init__.py": script,
        "Alpha/function.json": ACTIVITY,
        "shared/types.py": "class Order:\n    pass\n",
    }
    assert "(alpha)" in migrated(files, Options(layout="in-place"))["function_app.py"]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(
            "import functools\n\n\ndef main(msg):\n    return 1\n\n\nmain = functools.wraps(main)(main)\n", id="wrapped"
        ),
        pytest.param(
            "class Handler:\n    def run(self, msg):\n        return 1\n\n\nmain = Handler().run\n", id="a method"
        ),
        pytest.param("from shared.handlers import main\n", id="imported"),
        pytest.param("from shared.handlers import *\n", id="star-imported"),
    ],
)
def test_an_entry_of_which_the_parameters_are_not_seen_is_registered_by_a_call_below(script: str) -> None:
    handlers = "def main(msg):\n    return 1\n"
    text = after_app({"Alpha/__init__.py": script, "Alpha/function.json": queue(), "shared/handlers.py": handlers})
    assert "@app" not in text
    assert text.rstrip().endswith(")")
    wiring = text[text.index('app.function_name(name="Alpha")(') :]
    assert "alpha" in wiring or "main" in wiring


HANDLER = """
class Handler:
    kind: str = "letter"

    def __init__(self, handler=None):
        self.handler = handler

    def __call__(self, msg):
        return self.kind


def handling(kind):
    return Handler(kind)


ready = Handler()
"""


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("from shared.handlers import Handler\n\nmain = Handler()\n", id="an object"),
        pytest.param("from shared.handlers import handling\n\nmain = handling('parcel')\n", id="made by a factory"),
        pytest.param("from shared import handlers\n\nmain = handlers.ready\n", id="of a module"),
        pytest.param("from shared.handlers import ready as main\n", id="imported"),
        pytest.param(
            "from shared.handlers import Handler\n\n\n@Handler\ndef main(msg):\n    return 1\n", id="decorator"
        ),
        pytest.param(
            "from shared.handlers import handling\n\n\n@handling\ndef main(msg):\n    return 1\n",
            id="made by a decorator",
        ),
        pytest.param("from mangle import Mangle\n\nmain = Mangle(app=1)\n", id="of a library"),
        pytest.param("import functools\n\n\n@functools.cache\ndef main(msg):\n    return 1\n", id="cached"),
        pytest.param(
            "from functools import lru_cache\n\n\n@lru_cache(8)\ndef main(msg):\n    return 1\n", id="lru cache"
        ),
    ],
)
@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_an_entry_that_is_an_object_is_called_by_a_function(script: str, layout: str) -> None:
    files = {"Alpha/__init__.py": script, "Alpha/function.json": queue(), "shared/handlers.py": HANDLER}
    after = migrated(files, Options(layout=layout))
    text = after["Alpha/__init__.py" if layout == "blueprints" else "function_app.py"]
    assert re.search(r"\n@\w+\.queue_output\([^@]*\ndef \w+\(msg\):\n    return \w+\(msg\)\n", text), text


def test_an_object_of_partial_never_ran_because_the_worker_cannot_read_its_hints() -> None:
    partial = "import functools\n\nmain = functools.partial(print, end='')\n"
    (function,) = migration({"Alpha/__init__.py": partial, "Alpha/function.json": queue()}).functions
    assert [(note.code, note.position.line) for note in function.notes] == [("not-loadable", 3)]


def test_two_functions_may_share_a_script_and_even_an_entry() -> None:
    files = {
        "Alpha/__init__.py": "def one(msg):\n    return 1\n\n\ndef two(msg):\n    return 2\n",
        "Alpha/function.json": queue("one"),
        "Beta/function.json": queue("two", "../Alpha/__init__.py"),
        "Gamma/function.json": queue("two", "../Alpha/__init__.py"),
    }
    text = after_app(files)
    assert text.count("def alpha(msg):") == text.count("def beta(msg):") == 1
    assert '@app.function_name(name="Alpha")' in text
    assert '@app.function_name(name="Beta")' in text
    assert '@app.function_name(name="Gamma")' in text
    assert text.count("    return two(msg)") == 2


def test_a_script_without_its_entry_is_dead_and_said_to_be() -> None:
    app = legacy_app({"Alpha/__init__.py": "def mian(msg):\n    return 1\n", "Alpha/function.json": queue()})
    result = migration(app)
    assert result.status == "failed"
    assert [note.code for note in result.functions[0].notes] == ["missing-entry-point"]


@pytest.mark.parametrize("folder", ["my-function", "logging", "class", "Print", "func", "app", "X", "HTTPTrigger2"])
def test_any_folder_name_gives_a_name_that_hides_nothing(folder: str) -> None:
    script = "import logging\n\n\ndef main(msg):\n    logging.info('%s', print)\n    return 1\n"
    text = migrated({f"{folder}/__init__.py": script})["function_app.py"]
    compile(text, "function_app.py", "exec")
    for taken in ("logging", "print", "func", "app", "class"):
        assert f"def {taken}(" not in text or (taken == folder == "logging" and "import logging" not in text)
