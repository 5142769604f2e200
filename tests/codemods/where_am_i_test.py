"""Code that asks for its own folder still finds it from the app root."""

from __future__ import annotations

import pytest
from apps import kept, migrated

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
