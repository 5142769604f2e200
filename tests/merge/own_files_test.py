"""Code that reads function.json, or lists where the functions were, is named; the app fails where it could not load."""

from __future__ import annotations

import pytest
from apps import Files, migration, queue

from pystein_migrate.model.options import Layout, Options
from pystein_migrate.model.result import AppResult

LAYOUTS: tuple[Layout, ...] = ("single", "blueprints", "in-place")
HEAD = "import glob\nimport json\nimport os\nfrom pathlib import Path\n\n"
MAIN = "\n\ndef main(msg):\n    return msg\n"
OTHER = {"Beta/__init__.py": f"x = 1{MAIN}"}


def run(code: str, layout: Layout = "single", **more: str) -> AppResult:
    """The migration of an app with this code in a script; ``more`` are other files."""
    files: Files = {"Alpha/__init__.py": f"{HEAD}{code}", **OTHER, **more}
    return migration(files, Options(layout=layout))


def said(result: AppResult) -> set[str]:
    """The codes of its notes."""
    notes = [*result.notes, *(note for function in result.functions for note in function.notes)]
    return {note.code for note in notes} & {"function-json-read", "folder-listed"}


def in_function(expression: str) -> str:
    return f"def main(msg):\n    return {expression}\n"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "code",
    [
        'CONFIG = json.loads(Path(__file__).with_name("function.json").read_text())' + MAIN,
        "def load(name):\n    return open(os.path.join(name, 'function.json'))\n\n\nCONFIG = load('Alpha')" + MAIN,
        "class Config:\n    def __init__(self):\n        self.load()\n\n    def load(self):\n        open('Alpha/function.json')\n"
        "\n\nCONFIG = Config()" + MAIN,
        "def named(f):\n    open('function.json')\n    return f\n\n\n@named\ndef main(msg):\n    return msg\n",
    ],
)
def test_reading_function_json_while_functions_are_loaded_fails_the_app(code: str, layout: Layout) -> None:
    result = run(code, layout)
    assert result.status == "failed"
    assert said(result) == {"function-json-read"}
    assert {each.function.name for each in result.functions if each.status == "failed"} == {"Alpha"}


def test_so_does_a_helper_that_is_called_then() -> None:
    helper = f"{HEAD}def bindings(folder):\n    return open(folder / 'function.json')\n"
    result = run(f"from shared.config import bindings\n\nX = bindings(1){MAIN}", **{"shared/config.py": helper})
    assert result.status == "failed"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "expression",
    [
        "open('Alpha/function.json')",
        "sorted(glob.glob('*/function.json'))",
        "[open(f'{name}/function.json') for name in ('Alpha', 'Beta')]",
        "[name for name in os.listdir(msg) if name in ('__init__.py', 'function.json')]",
    ],
)
def test_reading_it_later_is_said(expression: str, layout: Layout) -> None:
    result = run(in_function(expression), layout)
    assert result.status == "migrated"
    assert said(result) == {"function-json-read"}


def test_a_name_for_it_is_read_where_the_name_is() -> None:
    named = "NAMES = ['function.json']\n\n\ndef main(msg):\n    return NAMES\n"
    assert run(named).status == "migrated"
    assert run(f"{named}\n\nX = open(NAMES[0])\n").status == "failed"


def test_tests_that_read_it_are_named() -> None:
    result = run(in_function("msg"), **{"tests/test_it.py": "X = open('Alpha/function.json')\n"})
    (note,) = [note for note in result.notes if note.code == "function-json-read"]
    assert (note.path, note.severity) == ("tests/test_it.py", "warning")


@pytest.mark.parametrize("expression", ["'see function.json'", "'my_function.json'", "'function.json.bak'"])
def test_other_texts_are_no_matter(expression: str) -> None:
    assert said(run(in_function(expression))) == set()


def test_what_only_a_main_guard_calls_does_not_run_with_the_worker() -> None:
    code = "def show():\n    print(open('function.json'))\n\n\nif __name__ == '__main__':\n    show()" + MAIN
    assert run(code).status == "migrated"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "expression",
    [
        "os.listdir()",
        "os.listdir('.')",
        "os.listdir(os.getcwd())",
        "os.listdir(os.path.dirname(os.path.dirname(__file__)))",
        "list(os.scandir(Path(__file__).parent.parent))",
        "list(os.walk(os.environ['AzureWebJobsScriptRoot']))",
        "list(os.walk(top='.'))",
        "list(Path(__file__).resolve().parents[1].iterdir())",
        "list(Path().glob('*'))",
        "list(Path.cwd().rglob('*.py'))",
        "glob.glob('*/__init__.py')",
        "glob.glob('**/*.json', recursive=True)",
        "glob.glob(os.path.join('/home/site/wwwroot', '*'))",
        "os.listdir(os.path.dirname(__file__))",
        "os.listdir(os.path.join(os.path.dirname(__file__), os.pardir))",
    ],
)
def test_listing_the_folders_of_functions_is_said(expression: str, layout: Layout) -> None:
    if layout != "single" and "__init__" in expression:
        return  # the scripts stay
    assert said(run(in_function(expression), layout)) == {"folder-listed"}


@pytest.mark.parametrize(
    "expression",
    [
        "os.listdir('data')",
        "os.listdir('/tmp')",
        "os.listdir(msg)",
        "list((Path(__file__).parent / 'templates').iterdir())",
        "list(Path(__file__).parent.glob('*.sql'))",
        "glob.glob('data/*.json')",
        "list(ast.walk(msg))",
    ],
)
def test_listing_other_folders_is_not(expression: str) -> None:
    more = {"Alpha/templates/a.txt": "", "data/a.json": "", "Alpha/function.json": queue()}
    assert said(run(in_function(expression), **more)) == set()


def test_a_helper_that_lists_what_it_is_given_is_followed() -> None:
    helper = "import os\n\n\ndef files_in(folder):\n    return os.listdir(folder)\n"
    script = "from shared.ls import files_in\n\n\ndef main(msg):\n    return files_in({})\n"
    assert said(run(script.format("os.getcwd()"), **{"shared/ls.py": helper})) == {"folder-listed"}
    assert said(run(script.format("'data'"), **{"shared/ls.py": helper})) == set()
