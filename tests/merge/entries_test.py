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


TYPES = {"shared/types.py": "class Order:\n    pass\n", "Alpha/function.json": ACTIVITY}


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


@pytest.mark.parametrize("annotation", ["Order", "List[Order]", "'List[Order]'", "Own", "List[Own]"])
def test_a_type_of_the_app_is_imported_from_the_module_of_the_entry(annotation: str) -> None:
    script = ANNOTATED.format(annotation=annotation).replace("\ndef main", "\nOwn = List[int]\n\n\ndef main")
    files = {**TYPES, "Alpha/__init__.py": script}
    text = migrated(files, Options(layout="in-place"))["function_app.py"]
    said = annotation.strip("'")
    assert f"def alpha(msg: {said}) -> None:\n    alpha_main(msg)\n" in text
    assert f"from Alpha import {'Own' if 'Own' in said else 'Order'}\n" in text


def test_types_of_two_modules_with_one_name_get_two() -> None:
    script = "class Order:\n    pass\n\n\ndef main(msg: Order):\n    return msg\n"
    files = {"Alpha/__init__.py": script, "Alpha/function.json": ACTIVITY}
    files |= {"Beta/__init__.py": script, "Beta/function.json": ACTIVITY}
    text = migrated(files, Options(layout="in-place"))["function_app.py"]
    assert "from Beta import Order as BetaOrder\n" in text
    assert "def alpha(msg: Order):" in text
    assert "def beta(msg: BetaOrder):" in text


@pytest.mark.parametrize(
    ("annotation", "more"),
    [
        ("Order[int]", ""),
        ("Order", "del Order\n"),
        ("Order", "def change():\n    global Order\n    Order = None\n"),
        ("yaml.Node", "import yaml\n"),
        ("Later", "if print:\n\n    class Later:\n        pass\n"),
    ],
)
def test_an_entry_whose_annotation_only_its_module_can_say_is_registered_itself(annotation: str, more: str) -> None:
    script = f"from __future__ import annotations\n{ANNOTATED.format(annotation=annotation)}\n\n{more}"
    assert "(alpha)" in migrated({**TYPES, "Alpha/__init__.py": script}, Options(layout="in-place"))["function_app.py"]


IMPORTED = [
    "from shared.types import handle as main\n",
    "from shared.types import handle\n\nmain = handle\n",
    "import shared.types\n\nmain = shared.types.handle\n",
    "try:\n    from __app__.shared.types import handle as main\nexcept ImportError:\n    from shared.types import handle as main\n",
]


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
@pytest.mark.parametrize("script", IMPORTED)
def test_an_imported_entry_is_called_by_a_function_with_its_annotations(script: str, layout: str) -> None:
    types = "class Order:\n    pass\n\n\nasync def handle(msg: Order) -> str:\n    return str(msg)\n"
    files = {"Alpha/__init__.py": script, "Alpha/function.json": ACTIVITY, "shared/types.py": types}
    after = migrated(files, Options(layout=layout))
    text = after["Alpha/__init__.py" if layout == "blueprints" else "function_app.py"]
    assert re.search(r"async def alpha\(msg: Order\) -> str:\n    return await (alpha_)?main\(msg\)\n", text), text
    assert "import Order" in text


def test_an_imported_entry_whose_types_the_script_calls_otherwise_is_registered_itself() -> None:
    types = "class Order:\n    pass\n\n\ndef handle(msg: Order) -> str:\n    return str(msg)\n"
    script = "from shared.types import handle as main\n\nOrder = 1\n"
    files = {"Alpha/__init__.py": script, "Alpha/function.json": ACTIVITY, "shared/types.py": types}
    after = migrated(files, Options(layout="blueprints"))
    assert "(main)" in after["Alpha/__init__.py"]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(
            "import functools\n\n\ndef main(msg):\n    return 1\n\n\nmain = functools.wraps(main)(main)\n", id="wrapped"
        ),
        pytest.param(
            "class Handler:\n    def run(self, msg):\n        return 1\n\n\nmain = Handler().run\n", id="a method"
        ),
        pytest.param("from shared.handlers import Main as main\n", id="imported"),
    ],
)
def test_an_entry_of_which_the_parameters_are_not_seen_is_registered_by_a_call_below(script: str) -> None:
    handlers = "class Run:\n    def run(self, msg):\n        return 1\n\n\nMain = Run().run\n"
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
    assert re.search(r"\n@\w+\.queue_output\([^@]*\ndef \w+\(msg\):\n    return \w+\(msg=msg\)\n", text), text


OBJECT = """
class Handler:
    kind: str = "letter"

    {define} __call__(self, {parameters}):
        return context.function_name


main = Handler()
"""
PAIR = queue()[:-2] + ', {"type": "blob", "direction": "in", "name": "text", "path": "a", "connection": "C"}]}'


@pytest.mark.parametrize(
    ("script", "header", "call"),
    [
        (OBJECT.format(define="def", parameters="text, msg, context"), "def alpha(msg, text, context)",
         "main(msg=msg, text=text, context=context)"),
        (OBJECT.format(define="async def", parameters="*, msg, text, context"), "async def alpha(msg, text, context)",
         "await main(msg=msg, text=text, context=context)"),
        ("import functools\n\n\ndef run(text, msg, context):\n    return 1\n\n\nmain = functools.lru_cache(run)\n",
         "def alpha(msg, text, context)", "main(msg=msg, text=text, context=context)"),
        ("import functools\n\n\n@functools.cache\ndef main(text, msg):\n    return 1\n", "def alpha(msg, text)",
         "main(msg=msg, text=text)"),
    ],
)  # fmt: skip
def test_an_object_is_called_by_names_as_the_worker_does_with_the_context_that_it_takes(script, header, call) -> None:
    text = after_app({"Alpha/__init__.py": script, "Alpha/function.json": PAIR})
    assert text.endswith(f"{header}:\n    return {call}\n"), text


def named(name: str, parameter: str) -> dict[str, str]:
    trigger = {"type": "queueTrigger", "direction": "in", "name": parameter, "queueName": "q", "connection": "S"}
    return {"Order/function.json": json.dumps({"entryPoint": name, "bindings": [trigger]})}


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
@pytest.mark.parametrize(
    ("script", "name", "parameter"),
    [
        ("def notify(notify):\n    print(notify)\n\n\nSAME = notify\n", "notify", "notify"),
        ("notify = lambda notify: print(notify)  # noqa: E731\n", "notify", "notify"),
        ("def item(order_item):\n    print(order_item)\n\n\nSAME = item\n", "item", "order_item"),
        ("class Run:\n    kind: str = ''\n\n    def __call__(self, run):\n        print(run)\n\n\nrun = Run()\n", "run", "run"),
    ],
)  # fmt: skip
def test_no_parameter_hides_the_entry_that_is_called(script: str, name: str, parameter: str, layout: str) -> None:
    after = migrated({"Order/__init__.py": script, **named(name, parameter)}, Options(layout=layout))
    text = after["Order/__init__.py" if layout == "blueprints" else "function_app.py"]
    new = re.search(r"\ndef order\((\w+)\):\n    (?:return )?(\w+)\(", text)
    assert new is None or new[1] != new[2], text
    assert new is not None or "(notify)" in text or ")(order" in text or 'globals()["run"](' in text, text


@pytest.mark.parametrize("layout", ["single", "blueprints"])
@pytest.mark.parametrize(
    "below",
    ["for func in (1, 2):\n    print(func)\n", "del List\n", "class List:\n    pass\n", "if main:\n    List = list\n"],
)
def test_annotations_are_not_read_again_where_their_names_mean_something_else(below: str, layout: str) -> None:
    script = "import azure.functions as func\nfrom typing import List\n\n\n"
    script += f"def main(msg: func.QueueMessage) -> List[str]:\n    return []\n\n\nSAME = main\n\n\n{below}"
    result = migration({"Alpha/__init__.py": script, "Alpha/function.json": ACTIVITY}, Options(layout=layout))
    assert result.status == "migrated", result.notes
    text = "".join(change.after.decode() for change in result.changes if change.after and change.path.endswith(".py"))
    assert text.count("-> List[str]") == 1, text


@pytest.mark.parametrize("taken", ["def str(x):\n    return x\n", "str = bytes\n"])
def test_a_builtin_in_an_annotation_is_not_what_a_merged_script_calls_so(taken: str) -> None:
    files = {
        "Alpha/__init__.py": f"{taken}\n\ndef main(msg):\n    return str(1)\n",
        "Beta/__init__.py": "import sys\n\n\ndef main(msg: str) -> str:\n    return sys.modules[__name__].__doc__\n",
    }
    text = after_app(files)
    assert "def beta(msg: str)" not in text
    assert re.search(r"\(\s*beta\s*\)", text), text


@pytest.mark.parametrize(
    "replacing", ["Alpha.main = print", "setattr(Alpha, 'main', print)", "setattr(Alpha, NAME, print)"]
)
def test_an_entry_that_other_code_replaces_is_registered_when_the_worker_takes_it(replacing: str) -> None:
    files = {
        "Alpha/__init__.py": "def main(msg):\n    return 1\n",
        "Beta/__init__.py": f"from __app__ import Alpha\n\nNAME = 'main'\n{replacing}\n\n\ndef main(msg):\n    return 1\n",
    }
    after = migrated(files, Options(layout="blueprints"))
    assert re.search(r"\)\(main\)[\s)]*$", after["Alpha/__init__.py"])


def test_two_functions_with_one_entry_import_it_once_and_stand_two_lines_apart() -> None:
    shared = {"Alpha/__init__.py": "def main(msg):\n    return 1\n", "Alpha/function.json": queue(),
              "Beta/function.json": queue(script="../Alpha/__init__.py")}  # fmt: skip
    in_place = migrated(shared, Options(layout="in-place"))["function_app.py"]
    assert in_place.count("import main as") == 1
    assert in_place.count("return alpha_main(msg)") == 2
    single = migrated(shared)["function_app.py"]
    assert len(re.findall(r"\n\n\n@app", single)) == 2


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
