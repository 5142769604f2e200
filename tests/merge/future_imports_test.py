"""``from __future__ import annotations`` of one script holds for all, unless something sees the annotations of others."""

from __future__ import annotations

import pytest
from apps import kept

MODERN = "from __future__ import annotations\n\n\ndef main(msg: str) -> str:\n    return msg\n"
SHARED = """
import functools
import inspect


def coerced(function):
    parameters = inspect.signature(function).parameters.values()

    @functools.wraps(function)
    def wrapper(*values):
        return function(*(each.annotation(value) for each, value in zip(parameters, values)))

    return wrapper


def timed(function):
    @functools.wraps(function)
    def wrapper(*values):
        return function(*values)

    return wrapper


def fill(thing):
    return {name: kind() for name, kind in type(thing).__annotations__.items()}


class Model:
    def __init_subclass__(cls):
        cls.kinds = list(cls.__annotations__.values())
"""


def kept_beside(script: str) -> dict[str, str]:
    files = {"Alpha/__init__.py": MODERN, "Beta/__init__.py": script, "shared/coerce.py": SHARED}
    return kept({**files, "shared/__init__.py": ""})


@pytest.mark.parametrize(
    "code",
    [
        "from shared.coerce import coerced\n\n\n@coerced\ndef add(a: int):\n    return a",
        "import inspect\n\n\ndef add(a: int):\n    return a\n\n\nKIND = inspect.signature(add)",
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Pair:\n    one: int",
        "from typing import NamedTuple\n\n\nclass Pair(NamedTuple):\n    one: int",
        "from pydantic import BaseModel\n\n\nclass Pair(BaseModel):\n    one: int",
        "from shared.coerce import Model\n\n\nclass Pair(Model):\n    one: int",
        "from shared.coerce import fill\n\n\nclass Pair:\n    one: int\n\n\nPAIR = fill(Pair())",
        "import dacite\n\n\nclass Pair:\n    one: int\n\n\nPAIR = dacite.from_dict(Pair, {})",
        "import typer\n\ncli = typer.Typer()\n\n\n@cli.command()\ndef add(a: int):\n    return a",
        "KINDS = []\n\n\ndef add(a: KINDS.append(1)):\n    return a",
        "def outer():\n    def add(a: int):\n        return a\n\n    return unknown(add)",
    ],
)
def test_it_keeps_its_script_apart_where_annotations_are_seen(code: str) -> None:
    assert kept_beside(f"{code}\n\n\ndef main(msg):\n    return msg\n") == {"Alpha": "future-import"}


@pytest.mark.parametrize(
    "code",
    [
        "def outer(a: int) -> int:\n    def inner(b: int) -> int:\n        return b\n\n    return inner(a)",
        "import inspect\n\nNAME = inspect.cleandoc('a')",
        "from shared.coerce import timed\n\n\n@timed\ndef add(a: int):\n    return a",
        "class Pair:\n    one: int = 1\n\n    def total(self) -> int:\n        return self.one\n\n\nPAIR = Pair()",
        "class Wrong(Exception):\n    code: int = 1",
        "import threading\n\n\nclass Work(threading.Thread):\n    def run(self) -> None:\n        pass",
        "def key(a: int) -> int:\n    return a\n\n\nROWS = sorted([1], key=key)",
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Empty:\n    pass",
    ],
)
def test_it_is_shared_where_nothing_sees_them(code: str) -> None:
    assert kept_beside(f"{code}\n\n\ndef main(msg: str) -> str:\n    return msg\n") == {}
