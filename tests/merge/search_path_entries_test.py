"""``sys.path`` lines that find nothing: they go, and the imports below them move to the top."""

from __future__ import annotations

import re

import pytest
from apps import migrated

SHARED = {"rates.py": "def rate(msg):\n    return msg\n"}
MAIN = "\nfrom rates import rate\n\n\ndef main(msg):\n    return rate(msg)\n"


def merged(lines: str, files: dict[str, str] | None = None, main: str = MAIN) -> str:
    return migrated({"Alpha/__init__.py": lines + main, **SHARED, **(files or {})})["function_app.py"]


IDLE = [
    "import os\nimport sys\n\nsys.path.append(os.path.dirname(__file__))\n",
    "import os\nimport sys\n\nsys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))\n",
    "import os\nimport sys\n\nhere = os.path.dirname(os.path.abspath(__file__))\nsys.path.insert(0, here)\n",
    "import sys\nfrom pathlib import Path\n\nfile = Path(__file__).resolve()\nhere = file.parent\nsys.path.append(str(here))\n",
    "import os\nimport sys\n\nsys.path.append(os.path.dirname(os.path.dirname(__file__)))\n",
    "import os\nimport sys\n\nsys.path.append(os.path.abspath('.'))\n",
    "import os\nimport sys\n\nif os.getcwd() not in sys.path:\n    sys.path.append(os.getcwd())\n",
    "from os.path import dirname\nimport sys\n\nsys.path.append(dirname(__file__))\n",
]


@pytest.mark.parametrize("lines", IDLE)
def test_lines_that_find_nothing_go_with_what_only_they_need(lines: str) -> None:
    text = merged(lines)
    assert "import azure.functions as func\n\nfrom rates import rate\n\napp = func.FunctionApp()\n\n\n@app." in text
    assert "sys" not in text
    assert "__file__" not in text


BUSY = [
    ("import os\nimport sys\n\nsys.path.append(os.path.dirname(__file__))\n", {"Alpha/helper.py": ""}),
    ("import os\nimport sys\n\nsys.path.append(os.path.dirname(__file__))\n", {"Alpha/more/helper.py": ""}),
    ("import os\nimport sys\n\nsys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))\n", {}),
    ("import os\nimport sys\n\nsys.path.append(os.path.join(os.getcwd(), 'shared'))\n", {}),
    ("import os\nimport sys\n\nsys.path.append(os.getcwd())\nos.chdir('/tmp')\n", {}),
    ("import os\nimport sys\n\nsys.path.append(os.getcwd())\nLAST = sys.path[-1]\n", {}),
    ("import os\nimport sys\n\nsys.path.append(os.getcwd())\n", {"watch.py": "from sys import path\n"}),
    ("import os\nimport sys\n\n\ndef here():\n    return '.'\n\n\nsys.path.append(here())\n", {}),
    ("import os\nimport sys\n\nsys.path.append(os.path.expanduser('~'))\n", {}),
    ("import os\nimport sys\n\nsys.path += [os.getcwd()]\n", {}),
]


@pytest.mark.parametrize(("lines", "files"), BUSY)
def test_lines_that_may_find_something_or_are_looked_at_stay(lines: str, files: dict[str, str]) -> None:
    text = migrated({"Alpha/__init__.py": lines + MAIN, **SHARED, **files})
    assert "sys.path" in text["function_app.py"] + text.get("Alpha/__init__.py", "")


def test_what_else_uses_the_folder_keeps_it() -> None:
    lines = "import os\nimport sys\n\nhere = os.path.dirname(__file__)\nsys.path.append(here)\nTEXT = os.path.join(here, 'a.txt')\n"
    text = merged(lines, {"Alpha/a.txt": "x"})
    assert "sys" not in text
    assert 'here = os.path.join(os.path.dirname(__file__), "Alpha")\n' in text


def test_a_module_that_is_loaded_at_the_top_is_imported_there_by_all() -> None:
    script = (
        "import sys\n\nsys.setrecursionlimit({})\n\nimport rates as r\n\n\ndef main(msg):\n    return r.rate(msg)\n"
    )
    first = "import rates as r\n\n\ndef main(msg):\n    return r.rate(msg)\n"
    files = {**SHARED, "Alpha/__init__.py": first}
    files |= {f"{name}/__init__.py": script.format(5000) for name in ("Beta", "Gamma")}
    text = migrated(files)["function_app.py"]
    assert text.count("import rates as r") == 1
    assert text.count("sys.setrecursionlimit(5000)") == 1
    other = migrated({**files, "Delta/__init__.py": script.format(6000), "Eta/__init__.py": script.format(5000)})
    assert re.findall(r"setrecursionlimit\((\d+)", other["function_app.py"])[:3] == ["5000", "6000", "5000"]


def test_a_module_whose_import_says_something_or_is_used_before_stays() -> None:
    first = "import rates as r\n\n\ndef main(msg):\n    return r.rate(msg)\n"
    script = "print(1)\n# Late, because of the print.\nimport rates as r\n\n\ndef main(msg):\n    return r.rate(msg)\n"
    text = migrated({**SHARED, "Alpha/__init__.py": first, "Beta/__init__.py": script})["function_app.py"]
    assert "# Late, because of the print.\nimport rates as r\n" in text
