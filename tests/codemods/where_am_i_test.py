"""Code that asks for its own folder still finds it from the app root."""

from __future__ import annotations

import pytest
from apps import kept, migrated, queue

HEAD = "import os\nfrom pathlib import Path\n\n"


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
        "__package__",
        "__spec__",
        "__doc__",
    ],
)
def test_any_other_question_keeps_the_script_in_place(expression: str) -> None:
    script = f"{HEAD}X = {expression}\n\n\ndef main(msg):\n    return X\n"
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
    assert 'alpha = importlib.import_module("in.code").main' in text
