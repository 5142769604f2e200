"""How the generated file is laid out: opening comments once, two blank lines above what is decorated."""

from __future__ import annotations

import pytest
from apps import Files, migration

from pystein_migrate import notes
from pystein_migrate.model.options import Layout, Options

LICENCE = "# Copyright (c) 2021 Parcels Ltd.\n# Licensed under the MIT License.\n"
ACTIVITY = (
    "# This function is not intended to be invoked directly. Instead it will be\n# triggered by an orchestrator function.\n"
    "# Before running this sample, please:\n# - create a Durable orchestration function\n# - create a Durable HTTP starter function\n"
    "# - add azure-functions-durable to requirements.txt\n# - run pip install -r requirements.txt\n"
)
MAIN = "\n\ndef main(msg):\n    return msg\n"


def written(files: Files) -> str:
    (script,) = [change.after for change in migration(files).changes if change.path == "function_app.py"]
    assert script is not None
    return script.decode()


def test_a_licence_stands_once_at_the_top() -> None:
    text = written({"A/__init__.py": f"{LICENCE}import json{MAIN}", "B/__init__.py": f"{LICENCE}{MAIN}"})
    assert text.startswith(f"{LICENCE}\nimport ")
    assert text.count("Copyright") == 1
    assert written({"A/__init__.py": f"{LICENCE}{MAIN}", "B/__init__.py": MAIN}).startswith(LICENCE)


def test_a_comment_that_opens_several_scripts_stands_once_at_the_top() -> None:
    text = written(dict.fromkeys(("A/__init__.py", "B/__init__.py"), f"# Part of billing\n{MAIN}"))
    assert text.startswith("# Part of billing\n\nimport")
    assert text.count("billing") == 1


def test_a_comment_of_one_script_stays_with_its_function() -> None:
    text = written({"A/__init__.py": f"# Part of billing\n{MAIN}", "B/__init__.py": MAIN})
    assert "\n\n\n# Part of billing\n@app." in text


def test_what_a_template_wrote_goes_and_what_somebody_added_stays() -> None:
    text = written({"A/__init__.py": ACTIVITY + MAIN, "B/__init__.py": f"{ACTIVITY}# Ships parcels.\n{MAIN}"})
    assert "not intended" not in text
    assert "requirements.txt" not in text
    assert "# Ships parcels.\n@app." in text


def test_a_list_of_somebody_elses_that_has_lines_of_a_template_stays_whole() -> None:
    own = "# Before running this sample, please:\n# - ask Bob for a key\n# - run pip install -r requirements.txt\n"
    text = written({"A/__init__.py": f"{own}{MAIN}", "B/__init__.py": MAIN})
    assert f"{own}@app." in text


@pytest.mark.parametrize(
    "above", ["def helper(x):\n    return x", "@staticmethod\ndef helper(x):\n    return x", "LIMIT = 3"]
)
def test_a_comment_attached_to_a_statement_stays_there(above: str) -> None:
    code = f"# License key of the\n# copyright office.\n{above}\n"
    text = written({"A/__init__.py": f"{code}{MAIN}", "B/__init__.py": f"{code}{MAIN}"})
    assert text.startswith("import ")
    assert f"\n\n# License key of the\n# copyright office.\n{above.split()[0]}" in text


@pytest.mark.parametrize(
    "heading", ["# Standard library", "# imports", "# --- third party packages ---", "# Import needed modules:"]
)
def test_the_heading_of_imports_goes(heading: str) -> None:
    text = written(
        {
            "A/__init__.py": f"{heading}\nimport json\n\n\ndef main(msg):\n    return json.loads(msg)\n",
            "B/__init__.py": MAIN,
        }
    )
    assert text.startswith("import ")
    assert heading not in text


@pytest.mark.parametrize(
    ("opening", "kept"),
    [
        ("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n", ""),
        ("# -*- coding: utf-8 -*- Author: Ann\n", "# Author: Ann\n"),
        ("# vim: set fileencoding=utf-8 :\n# Ships.\n", "# Ships.\n"),
        ("# -*- mode: python; coding: utf-8 -*-\n", ""),
        (
            "# Ships.\n#\n# Encoding: the letters are coding=utf-8.\n",
            "# Ships.\n#\n# Encoding: the letters are coding=utf-8.\n",
        ),
        ("# Ships.\n#! not at night\n", "# Ships.\n#! not at night\n"),
    ],
)
def test_only_shebang_and_encoding_go_of_what_opens_a_script(opening: str, kept: str) -> None:
    text = written({"A/__init__.py": f"{opening}{MAIN}", "B/__init__.py": MAIN})
    assert (f"\n\n\n{kept}@app." in text) and "coding: utf" not in text


@pytest.mark.parametrize(
    "between",
    [
        "\n",
        "\n\n",
        "\n\n\n\n\n",
        "\n   \n",
        "\n# About it.\n",
        "\n\n\n\n# About it.\n",
        "\n# Apart.\n\n",
        "\n# Apart.\n\n\n\n# About it.\n",
    ],
)
def test_there_are_two_blank_lines_above_a_decorated_function_and_its_comment(between: str) -> None:
    text = written({"A/__init__.py": f"LIMIT = 3{between}def main(msg):\n    return LIMIT\n"})
    above = "\n# Apart." if "Apart" in between else ""
    about = "# About it.\n" if "About" in between else ""
    assert f"LIMIT = 3{above}\n\n\n{about}@app." in text


@pytest.mark.parametrize(
    ("folder", "new"), [("ShipOrders", "ship_orders"), ("A", "a")], ids=["a longer name", "a shorter name"]
)
def test_parameters_below_each_other_stay_so_under_a_new_name(folder: str, new: str) -> None:
    text = written({f"{folder}/__init__.py": "def main(msg,\n         context):\n    return msg\n"})
    assert f"def {new}(msg,\n{' ' * len(f'def {new}(')}context):\n" in text
    hanging = written({f"{folder}/__init__.py": "def main(\n    msg,\n    context,\n):\n    return msg\n"})
    assert f"def {new}(\n    msg,\n    context,\n):" in hanging


HINT = "--layout blueprints leaves each script in its folder"


def hints(files: Files, layout: Layout = "single") -> list[str]:
    """What the notes say of a long file."""
    return [note.message for note in migration(files, Options(layout=layout)).notes if note.kind is notes.LONG_SCRIPT]


def test_a_long_file_is_said_to_be() -> None:
    long = {"A/__init__.py": "".join(f"x{i} = {i}\n" for i in range(1001)) + MAIN}
    (message,) = hints(long)
    assert message.endswith("lines for 1 function; " + HINT)
    assert hints(long, "blueprints") == []
    many = {f"F{number}/__init__.py": MAIN for number in range(31)}
    assert hints(many) == [f"has {written(many).count(chr(10))} lines for 31 functions; {HINT}"]
    assert hints({f"F{number}/__init__.py": MAIN for number in range(30)}) == []


def test_many_new_names_are_too() -> None:
    def script(value: int, count: int) -> str:
        return "".join(f"x{i} = {value}\n" for i in range(count)) + MAIN.replace("msg\n", "x0\n")

    assert hints({"A/__init__.py": script(1, 6), "B/__init__.py": script(2, 6)}) == [
        f"renames 6 definitions of one script; {HINT}"
    ]
    assert hints({"A/__init__.py": script(1, 5), "B/__init__.py": script(2, 5)}) == []


def test_what_a_module_says_of_itself_goes() -> None:
    said = '__author__ = "Ann"\n__version__ = "1.0"\nLIMIT = 1\n'
    text = written({"A/__init__.py": said + MAIN, "B/__init__.py": said.replace("Ann", "Bob") + MAIN})
    assert "__" not in text.replace("__name__", "")
    used = {"A/__init__.py": '__version__ = "1.0"\n\n\ndef main(msg):\n    return __version__\n'}
    assert '__version__ = "1.0"' in written(used)
    tested = {"A/__init__.py": f'__version__ = "1.0"\n{MAIN}', "tests/test_a.py": "from A import __version__\n"}
    assert '__version__ = "1.0"' in written(tested)


SETUP = [
    "import logging\n\nlogging.basicConfig(level=logging.INFO)\n",
    "from logging import basicConfig\n\nbasicConfig(format='%(message)s')\n",
    "from dotenv import load_dotenv\n\nload_dotenv()\n",
    "import dotenv\n\ndotenv.load_dotenv('.env')\n",
]


@pytest.mark.parametrize("setup", SETUP)
def test_set_up_in_the_same_words_stands_once(setup: str) -> None:
    script = f"{setup}\nLIMIT = 3\n{MAIN}"
    call = setup.strip().rpartition("\n")[2]
    text = written({"A/__init__.py": script, "B/__init__.py": MAIN, "C/__init__.py": script})
    assert text.count(call) == 1
    assert text.index(call) < text.index("def a(")


@pytest.mark.parametrize(
    "setup",
    [
        "import logging\n\nlogging.basicConfig(level=logging.INFO, force=True)\n",
        "import logging\n\nlogging.basicConfig(level=logging.INFO)\nlogging.root.handlers.clear()\n",
        "import logging, sys\n\nlogging.basicConfig(stream=sys.stderr)\n",
        "from dotenv import load_dotenv\n\nload_dotenv(override=True)\n",
        "import os\nfrom dotenv import load_dotenv\n\nload_dotenv()\nX = os.environ.pop('X', 1)\n",
    ],
)
def test_set_up_that_may_do_something_again_stands_as_often(setup: str) -> None:
    script = f"{setup}{MAIN}"
    result = migration({"A/__init__.py": script, "B/__init__.py": script})
    merged = [each for each in result.functions if each.status == "merged"]
    (text,) = [change.after for change in result.changes if change.path == "function_app.py"]
    assert text is not None
    name = "basicConfig(" if "logging" in setup else "load_dotenv("
    assert text.decode().count(name) == len(merged)
