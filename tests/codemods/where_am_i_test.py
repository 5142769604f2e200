"""Code that asks for its own folder still finds it from the app root."""

from __future__ import annotations

import pytest
from apps import kept, migrated, migration, queue

from pystein_migrate.model.options import Layout, Options

MAIN = "def main(msg):\n    return 1\n"
HEAD = "import inspect\nimport os\nimport sys\nfrom pathlib import Path\n\n"


def rewritten(expression: str) -> str:
    script = f"{HEAD}X = {expression}\n\n\ndef main(msg):\n    return X\n"
    text = migrated({"Alpha/__init__.py": script, "Alpha/data.txt": ""})["function_app.py"]
    return text.partition("X = ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Path(__file__).parent", 'Path(__file__).parent / "Alpha"'),
        ("Path(__file__).parent / 'data.txt'", "Path(__file__).parent / \"Alpha\" / 'data.txt'"),
        (
            "Path(__file__).resolve().parent.joinpath('x')",
            "(Path(__file__).resolve().parent / \"Alpha\").joinpath('x')",
        ),
        ("Path(__file__).parent.parent", "Path(__file__).parent"),
        ("Path(__file__).parents[1]", "Path(__file__).parents[0]"),
        ("os.path.dirname(__file__)", 'os.path.join(os.path.dirname(__file__), "Alpha")'),
        (
            "os.path.dirname(os.path.abspath(__file__))",
            'os.path.join(os.path.dirname(os.path.abspath(__file__)), "Alpha")',
        ),
        ("os.path.dirname(os.path.dirname(__file__))", "os.path.dirname(__file__)"),
        (
            "Path(inspect.getfile(inspect.currentframe())).resolve().parent",
            'Path(inspect.getfile(inspect.currentframe())).resolve().parent / "Alpha"',
        ),
        ("Path(inspect.getsourcefile(lambda: 0)).parent.parent", "Path(inspect.getsourcefile(lambda: 0)).parent"),
        (
            "os.path.dirname(sys._getframe().f_code.co_filename)",
            'os.path.join(os.path.dirname(sys._getframe().f_code.co_filename), "Alpha")',
        ),
        (
            "os.path.dirname((lambda: 0).__code__.co_filename)",
            'os.path.join(os.path.dirname((lambda: 0).__code__.co_filename), "Alpha")',
        ),
        ("inspect.getfile(os)", "inspect.getfile(os)"),
    ],
)
def test_a_folder_taken_from_the_file_is_the_old_one(before: str, after: str) -> None:
    assert rewritten(before) == after.replace('"', "'") or rewritten(before) == after


@pytest.mark.parametrize(
    "expression",
    [
        "__file__",
        "__file__.replace('x', 'y')",
        "os.path.split(__file__)",
        "f'{__file__}'",
        "os.path.dirname(f'{__file__}')",
        "inspect.getfile(inspect.currentframe())",
        "os.path.dirname(inspect.getfile(Place))",
        "inspect.stack()[0].filename",
        "sys._getframe(1).f_code.co_filename",
        "__package__",
        "__spec__",
        "__doc__",
    ],
)
def test_any_other_question_keeps_the_script_in_place(expression: str) -> None:
    script = f"{HEAD}class Place: ...\n\n\nX = {expression}\n\n\ndef main(msg):\n    return X\n"
    assert set(kept({"Alpha/__init__.py": script, "Alpha/data.txt": ""})) == {"Alpha"}


def test_a_call_on_several_lines_keeps_its_lines_and_comments() -> None:
    script = f"{HEAD}X = os.path.join(\n    os.path.dirname(__file__),\n    'data.txt',  # beside us\n)\n"
    script += "\n\ndef main(msg):\n    return X\n"
    text = migrated({"Alpha/__init__.py": script, "Alpha/data.txt": ""})["function_app.py"]
    assert "X = os.path.join(\n    os.path.dirname(__file__), \"Alpha\",\n    'data.txt',  # beside us\n)\n" in text


@pytest.mark.parametrize(
    "expression",
    [
        "Path(__file__).with_name(name='data.txt')",  # the name is looked for among the positional arguments
        "Path(__file__).parents[-1]",
        "Path(__file__).parents[index]",
    ],
)
def test_what_looks_like_a_folder_but_is_not_understood_keeps_the_script_in_place(expression: str) -> None:
    script = f"{HEAD}index = 0\nX = {expression}\n\n\ndef main(msg):\n    return X\n"
    assert kept({"Alpha/__init__.py": script, "Alpha/data.txt": ""}) == {"Alpha": "own-file"}


def test_a_script_in_a_folder_called_like_a_keyword_is_imported_by_its_path() -> None:
    app = {
        "Alpha/function.json": queue(script="../in/code.py"),
        "in/code.py": "print(__file__)\n\n\ndef main(msg):\n    return msg\n",
    }
    text = migrated(app)["function_app.py"]
    assert 'alpha_main = importlib.import_module("in.code").main' in text


HELPER = "import os\n\n\ndef read(context):\n    return os.listdir(context.function_directory)\n"
READING = "from shared.files import read\n\n\ndef main(msg, context):\n    return {returned}\n"


@pytest.mark.parametrize(
    ("returned", "stays"),
    [("read(context)", True), ("(lambda c: read(c))(context)", True), ("context.invocation_id", False)],
)
def test_a_script_that_hands_its_context_to_a_helper_that_asks_it_for_the_folder_stays(
    returned: str, stays: bool
) -> None:
    app = {"Alpha/__init__.py": READING.format(returned=returned), "Alpha/data.txt": "", "shared/files.py": HELPER}
    assert kept(app) == ({"Alpha": "own-file"} if stays else {})


def test_a_decorator_that_asks_the_context_for_the_folder_keeps_the_script_in_place() -> None:
    decorator = "def logged(f):\n    def g(msg, context):\n        print(context.function_directory)\n        return f(msg, context)\n    return g\n"
    app = {"Alpha/__init__.py": "from deco import logged\n\n\n@logged\ndef main(msg, context):\n    return msg\n"}
    assert kept({**app, "Alpha/data.txt": "", "deco.py": decorator}) == {"Alpha": "own-file"}


@pytest.mark.parametrize(
    "reading", ["pkgutil.get_data('Alpha', 'data.txt')", "importlib.resources.read_text('Alpha', 'data.txt')"]
)
def test_a_package_whose_files_are_read_by_its_name_stays_one_though_empty(reading: str) -> None:
    script = f"import importlib.resources\nimport pkgutil\n\n\ndef main(msg):\n    return {reading}\n"
    texts = migrated({"Alpha/__init__.py": script, "Alpha/data.txt": ""})
    assert texts["Alpha/__init__.py"] == ""
    assert reading in texts["function_app.py"].replace('"', "'")
    helper = f"import importlib.resources\nimport pkgutil\n\n\ndef text(msg):\n    return {reading}\n"
    app = {"Alpha/__init__.py": "from helper import text as main\n", "Alpha/data.txt": "", "helper.py": helper}
    assert migrated(app)["Alpha/__init__.py"] == ""


@pytest.mark.parametrize(
    "helper",
    [
        "import inspect\n\n\ndef place(what):\n    return inspect.getfile(what)\n",
        "import sys\n\n\ndef place(what):\n    return sys._getframe(1).f_code.co_filename\n",
        "def place(what):\n    return what.__code__.co_filename\n",
    ],
)
def test_a_script_whose_helper_asks_for_the_place_of_other_code_stays(helper: str) -> None:
    script = "from helper import place\n\n\ndef main(msg):\n    return place(main)\n"
    assert set(kept({"Alpha/__init__.py": script, "Alpha/data.txt": "", "helper.py": helper})) == {"Alpha"}


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_the_folder_that_the_context_tells_of_a_decorated_entry_is_said_to_be_another(layout: Layout) -> None:
    script = "from deco import logged\n\n\n@logged\ndef main(msg, context):\n    return context.function_directory\n"
    decorator = "import functools\n\n\ndef logged(f):\n    @functools.wraps(f)\n    def g(msg, context):\n        return f(msg, context)\n\n    return g\n"
    result = migration(
        {"Alpha/__init__.py": script, "Alpha/data.txt": "", "deco.py": decorator}, Options(layout=layout)
    )
    assert [note.path for note in result.notes if note.code == "context-directory"] == ["Alpha/__init__.py"]


HERE = "here = os.path.dirname(os.path.abspath(__file__))\n"


@pytest.mark.parametrize(
    "code",
    [
        f"{HERE}root = os.path.dirname(here)\nif root not in sys.path:\n    sys.path.insert(0, root)\n",
        f"{HERE}if here not in sys.path:\n    sys.path.append(here)\n",
        "here = Path(__file__).parent\nroot = here.parent\nsys.path.append(str(root))\n",
        f"{HERE}root = os.path.dirname(str(here))\nDATA = os.path.join(root, 'data.txt')\n",
        "sys.path.append(str(Path(__file__).parent))\n",
    ],
)
def test_a_folder_that_nothing_looks_into_need_not_be_there(code: str) -> None:
    app = {
        "Alpha/__init__.py": f"{HEAD}{code}\n\ndef main(msg):\n    return 1\n",
        "data.txt": "",
        "Beta/__init__.py": MAIN,
    }
    assert kept(app) == {}


@pytest.mark.parametrize(
    "code",
    [
        f"{HERE}root = os.path.join(here, '..')\n",
        f"{HERE}FILES = os.listdir(here)\n",
        "sys.path.append(os.path.realpath(os.path.dirname(__file__), strict=True))\n",
        "sys.path.insert(0, os.path.dirname(__file__))\nFILES = os.listdir(sys.path[0])\n",
        "sys.path.insert(0, os.path.dirname(__file__))\nPLACES = [os.path.isdir(each) for each in sys.path]\n",
        f"{HERE}root = os.path.dirname(here)\nOUT = os.path.join(root, 'Alpha', 'state.txt')\n",
        "ROOT = Path(__file__).parent.parent\nOUT = ROOT / 'Alpha/state.txt'\n",
        f"{HERE}again = str(here)\nhere = str(again)\n",
        f"{HERE}\n\ndef load():\n    return here\n",
    ],
)
def test_a_folder_that_something_may_look_into_has_to_be_there(code: str) -> None:
    app = {"Alpha/__init__.py": f"{HEAD}{code}\n\ndef main(msg):\n    return 1\n", "Beta/__init__.py": MAIN}
    assert set(kept(app)) == {"Alpha"}


def test_a_folder_above_that_is_still_the_functions_own_has_to_be_there() -> None:
    code = f"{HEAD}SOURCES = Path(__file__).parent\nHERE = SOURCES.parent\n\n\ndef main(msg):\n    return HERE / 'x'\n"
    app = {"Alpha/src/app.py": code, "Alpha/function.json": queue(script="src/app.py"), "Beta/__init__.py": MAIN}
    assert set(kept(app)) == {"Alpha"}
