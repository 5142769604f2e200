"""An app that is clean under its own ruff or black settings is clean afterwards: asked of the real ruff."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from apps import migrated_bytes

SHARED = {
    "shared/__init__.py": "",
    **dict.fromkeys(("shared/a1.py", "shared/a2.py", "shared/a10.py"), ""),
    "shared/a.py": "x = 1\ny = 2\nLIMIT = 3\n\n\nclass Thing:\n    pass\n",
}
STRICT = '[tool.ruff]\nline-length = {length}\nsrc = ["."]\n[tool.ruff.lint]\nselect = ["E", "F", "W", "I"]\n[tool.ruff.format]\nquote-style = "{quote}"\n'


def ruff(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--no-cache", str(folder)],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    return done.stdout + done.stderr if done.returncode else ""


def complaints(folder: Path, files: dict[str, bytes]) -> str:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return ruff(folder, "check") + ruff(folder, "format", "--check", "--diff")


def both(tmp_path: Path, files: dict[str, str], pyproject: str) -> tuple[str, str]:
    """What ruff says to the app before and after its migration."""
    app = {**SHARED, **files, "pyproject.toml": pyproject}
    before = complaints(tmp_path / "before", {path: text.encode() for path, text in app.items()})
    return before, complaints(tmp_path / "after", migrated_bytes(app))


IMPORTS = {
    "many members": "from shared.a import LIMIT, Thing, x, y",
    "alias": "from shared.a import Thing, y\nfrom shared.a import x as z",
    "comment behind": "from shared.a import (\n    Thing,  # why\n    x,\n    y,\n)",
    "comment above": "from shared.a import (\n    # why\n    Thing,\n    x,\n)",
    "plain and from": "import json\nimport os.path as osp\nfrom collections import OrderedDict, abc, defaultdict",
    "case": "from decimal import ROUND_UP, Decimal, localcontext",
    "relative": "from ..shared.a import x\nfrom .helper import go",
    "future": "from __future__ import annotations\n\nimport json",
    "third party": "import requests\nfrom azure.identity import DefaultAzureCredential\nfrom azure.storage.blob import BlobClient, BlobServiceClient",
    "underscore": "from shared.a import _hidden, x",
    "numbers": "import shared.a1\nimport shared.a10\nimport shared.a2",
    "capitals": "import logging\nfrom http import HTTPStatus\nfrom json import JSONDecodeError, dumps, loads\nfrom xml.etree import ElementTree as ET",
    "typing": "import typing as t\nfrom typing import TYPE_CHECKING, Any",
}


def used(imports: str) -> str:
    names = []
    for word in imports.replace("(", " ").replace(")", " ").replace(",", " , ").split("\n"):
        code = word.partition("#")[0].strip()
        if code.startswith("from __future__") or not code:
            continue
        tail = code.rpartition("import ")[2] if "import " in code else code
        for part in tail.split(","):
            name = part.split(" as ")[-1].strip()
            if name.isidentifier():
                names.append(name)
    return "[" + ", ".join(dict.fromkeys(names)) + "]"


@pytest.mark.parametrize("length", [60, 88])
@pytest.mark.parametrize("imports", IMPORTS.values(), ids=IMPORTS.keys())
def test_generated_imports_are_sorted_as_ruff_sorts_them(tmp_path: Path, imports: str, length: int) -> None:
    script = f"{imports}\n\n\ndef main(msg):\n    return {used(imports)}\n"
    other = "import json\n\nfrom shared.a import y\n\n\ndef main(msg):\n    return json, y\n"
    files = {"Alpha/__init__.py": script, "Alpha/helper.py": "go = 1\n", "Beta/__init__.py": other}
    pyproject = STRICT.format(length=length, quote="double").replace('"E", "F", "W", "I"', '"I", "E402"')
    after = migrated_bytes({**SHARED, **files, "pyproject.toml": pyproject})
    assert ruff_on(tmp_path, after, "check") == ""


def ruff_on(folder: Path, files: dict[str, bytes], *arguments: str) -> str:
    complaints(folder, files)
    return ruff(folder, *arguments)


@pytest.mark.parametrize("quote", ["single", "double"])
@pytest.mark.parametrize("length", [60, 79, 88, 120])
def test_a_clean_app_stays_clean(tmp_path: Path, quote: str, length: int) -> None:
    mark = "'" if quote == "single" else '"'
    script = (
        '"""Look one order up."""\n\nimport json\nimport logging\n\nfrom shared.a import x\n\n'
        f"log = logging.getLogger({mark}orders{mark})\n\n\nclass Order:\n    size = 1\n\n\n"
        f"def main(msg):\n    # An order.\n    log.info({mark}got %s{mark}, msg)\n    return json.dumps([Order.size, x])\n"
    )
    other = (
        f"import logging\n\nlog = logging.getLogger({mark}other{mark})\n\n\n@staticmethod\ndef helper():\n    return 1\n\n\n"
        f"async def main(msg):\n    return log, helper()\n\n\nif __name__ == {mark}__main__{mark}:\n    print(main(1))\n"
    )
    files = {"Alpha/__init__.py": script, "ship-the-order/__init__.py": other, "Gamma/__init__.py": other}
    before, after = both(tmp_path, files, STRICT.format(length=length, quote=quote))
    assert before == ""
    assert after == ""


def test_sections_that_start_and_end_with_odd_things_are_set_apart_as_the_formatter_wants(tmp_path: Path) -> None:
    scripts = {
        "constant": "LIMIT = 1\n\n\ndef main(msg):\n    return LIMIT\n",
        "comment first": "# About this.\n\nLIMIT = 1\n\n\ndef main(msg):\n    return LIMIT\n",
        "comment last": "def main(msg):\n    return 1\n\n\n# The end.\n",
        "class last": "def main(msg):\n    return Thing\n\n\nclass Thing:\n    pass\n",
        "docstring": '"""About this.\n\nMore of it.\n"""\n\n\ndef main(msg):\n    return 1\n',
        "if": "import sys\n\nif sys.argv:\n    LIMIT = 1\n\n\ndef main(msg):\n    return 1\n",
        "decorated": "import functools\n\n\n@functools.cache\ndef main(msg):\n    return 1\n",
        "called": "def main(msg):\n    return 1\n\n\ndef again(msg):\n    return main(msg)\n",
        "comment between": "import functools\n\n\n# Why.\n@functools.cache\n# How.\ndef main(msg):\n    return 1\n",
        "imports only": "from shared.a import x as main  # noqa: F401\n",
        "late import": 'import sys\n\nsys.path.append("x")\nimport late  # noqa: E402\n\n\ndef main(msg):\n    return late\n',
    }
    files = {f"F{index}/__init__.py": script for index, script in enumerate(scripts.values())}
    before, after = both(tmp_path, files, STRICT.format(length=88, quote="double"))
    assert before == ""
    assert after == ""
