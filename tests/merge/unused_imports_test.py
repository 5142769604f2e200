"""Imports that no merged code uses go, where nothing misses them."""

from __future__ import annotations

import pytest
from apps import migrated


def merged(lines: str, code: str = "def main(msg):\n    return msg\n", files: dict[str, str] | None = None) -> str:
    return migrated({"Alpha/__init__.py": f"{lines}\n\n{code}", **(files or {})})["function_app.py"]


@pytest.mark.parametrize(
    "lines",
    [
        "import os\n",
        "import os, json\n",
        "from typing import Dict, List\n",
        "from azure.functions import HttpRequest\n",
        "import azure.functions\n",
        "import xml.etree.ElementTree as ET\n",
        "import os\nimport os\n",
    ],
)
def test_the_standard_library_and_the_workers_own_go(lines: str) -> None:
    text = merged(lines)
    assert text.startswith("import azure.functions as func\n\napp = func.FunctionApp()\n")


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("from typing import Dict, List\nKINDS: Dict = {}\n", "from typing import Dict\n"),
        ("from requests import Session, get\nget('x')\n", "from requests import get\n"),
        ("from rates import rate, other\nrate(1)\n", "from rates import rate\n"),
    ],
)
def test_members_of_a_module_that_is_loaded_all_the_same_go(lines: str, left: str) -> None:
    rates = {"rates.py": "def rate(msg):\n    return msg\n\n\ndef other(msg):\n    return msg\n"}
    assert left in merged(lines, files=rates)


@pytest.mark.parametrize(
    ("lines", "files"),
    [
        ("import os  # noqa: F401\n", {}),
        ("# For its effect.\nimport os\n", {}),
        ("import this\n", {}),
        ("import _strptime\n", {}),
        ("import encodings.idna\n", {}),
        ("import xml.dom.minidom as minidom\n", {"rates.py": "from xml import dom\n\nTREE = dom.minidom\n"}),
        ("import requests\n", {}),
        ("from requests import Session\n", {}),
        ("from requests import adapters, get\nget('x')\n", {}),
        ("import rates\n", {"rates.py": "print('loaded')\n"}),
        ("from rates import rate\n", {"rates.py": "rate = print('loaded')\n"}),
        (
            "from shared import rates, other\nother.x\n",
            {"shared/rates.py": "print('on')\n", "shared/other.py": "x = 1\n"},
        ),
        ("import xml.etree.ElementTree\n", {"rates.py": "import xml\n\nTREE = xml.etree\n"}),
        ("from xml import etree\n", {"rates.py": "import xml\n\nTREE = xml.etree\n"}),
        ("import os\n", {"tests/test_alpha.py": "from Alpha import os\n"}),
        ("import os\nif print:\n    import os\n", {}),
        ("import os\ndef use():\n    global os\n    import os\n", {}),
        ("import os\nname: 'os.PathLike' = None\n", {}),
    ],
)
def test_what_may_be_missed_stays(lines: str, files: dict[str, str]) -> None:
    imported = next(line for line in lines.split("\n") if "import" in line).partition("  #")[0].replace("from ", "")
    text = merged(lines, files=files)
    for word in imported.replace(",", " ").replace("import", " ").split():
        assert word in text, text
