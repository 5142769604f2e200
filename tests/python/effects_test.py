"""What a statement reads and writes, where names of a loop may be each other's functions."""

from __future__ import annotations

import itertools

import pytest

from pystein_migrate.python.effects import Effects
from pystein_migrate.python.modules import Modules

HELPERS = (
    "import os\n\n\ndef g(x=None):\n    return None\n\n\ndef danger():\n    os.environ['X'] = '1'\n\n\n"
    "def setup(c):\n    for _ in range(3):\n        if _:\n            p()\n"
)
LINES = ("p = g(b) if c else a", "a = b", "a = p", "b = a if c else danger")


@pytest.mark.parametrize("lines", list(itertools.permutations(LINES)))
def test_what_a_name_of_a_loop_may_call_does_not_depend_on_the_order_of_its_values(lines: tuple[str, ...]) -> None:
    body = "".join(f"        {line}\n" for line in lines)
    modules = Modules({"A/__init__.py": f"{HELPERS}{body}\n\nsetup(False)\n".encode()})
    source = modules.read("A/__init__.py")
    assert source is not None
    assert "environment" in Effects(modules).of(source, source.tree.body[-1]).writes


@pytest.mark.parametrize("package", [{}, {"shop/__init__.py": b""}])
@pytest.mark.parametrize(
    ("statement", "written"),
    [
        ("shop.state.orders.append(1)", "shop/state.py:orders"),
        ("shop.state.put(1)", "shop/state.py:orders"),
        ("shop.state.count = 2", "shop/state.py=count"),
        ("shop.deep.more.total = 1", "shop/deep/more.py=total"),
    ],
)
def test_modules_of_folders_without_an_init_file_are_followed_as_well(statement: str, written: str, package) -> None:
    files = {
        "Fn/__init__.py": f"import shop.state\nimport shop.deep.more\n\n{statement}\n".encode(),
        "shop/state.py": b"orders = []\ncount = 1\n\n\ndef put(x):\n    orders.append(x)\n",
        "shop/deep/more.py": b"total = 0\n",
    }
    modules = Modules({**files, **package})
    source = modules.read("Fn/__init__.py")
    assert written in Effects(modules).of(source, source.tree.body[-1]).writes
