"""Code that nests deep, or whose calls lie in each other: an answer, and soon."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from apps import HOST, queue
from migrated import write_files

DEEP = {
    "calls in calls": "def f(x):\n    return x\n\n\nX = " + "f(" * 150 + "1" + ")" * 150 + "\n",
    "functions that call the next": "".join(
        f"def f{i}():\n    return f{i + 1}() or f{i + 1}()\n\n\n" for i in range(300)
    )
    + "def f300():\n    return 1\n\n\nX = f0()\n",
    "methods of what methods return": "class B:\n    def a(self):\n        return self\n\n\nX = B()"
    + ".a()" * 140
    + "\n",
    "branches": "import os\n\nif os.sep == 0:\n    X = 0\n"
    + "".join(f"elif os.sep == {i}:\n    X = {i}\n" for i in range(1, 250))
    + "else:\n    X = 1\n",
    "names of a loop that depend on each other": "def f(*x):\n    return x[0]\n\n\ndef g(rows):\n    for row in rows:\n"
    + "".join(f"        a{i} = f(row, a{(i + 1) % 60}).merge(a{(i + 7) % 60})\n" for i in range(60))
    + "    return a0\n\n\nX = g([])\n",
    "names of a loop that may be each other's functions": (
        "def g(x=None):\n    return None\n\n\ndef h(x=None):\n    return x\n\n\n"
        "def setup(c):\n    a = b = p = q = d = None\n    for _ in range(0):\n        b()\n"
        "        q = p if c else (p if c else (lambda: d))\n        b = lambda: (lambda: b)\n"
        "        b = p((d(q) if c else p))\n        p = q\n        b = b(((p if c else p) if c else (d if c else b)))\n"
        "        q = q(h(q))\n        b = c\n\n\nsetup(False)\nX = 1\n"
    ),
    "a long sum": "X = " + " + ".join(["'a'"] * 280) + "\n",
}


@pytest.mark.parametrize("code", DEEP.values(), ids=DEEP)
def test_a_script_that_nests_deep_is_migrated_all_the_same(code: str, tmp_path: Path) -> None:
    script = f"{code}\n\ndef main(msg):\n    return str(X)\n"
    write_files(
        tmp_path / "app",
        {
            "Alpha/__init__.py": script,
            "Alpha/function.json": queue(),
            "host.json": HOST,
            "requirements.txt": "azure-functions\n",
        },
    )
    command = [sys.executable, "-m", "pystein_migrate", str(tmp_path / "app"), "--check", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    (app,) = json.loads(done.stdout)["apps"]
    assert [function["status"] for function in app["functions"]] == ["merged"]
    assert {note["code"] for note in app["notes"]} <= {"long-script"}
