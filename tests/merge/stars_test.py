"""Star imports become single ones where it is plain what they bind, and their modules are loaded always."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from apps import kept, legacy_app, migrated

from pystein_migrate.python.standard_library import star_names

SCRIPT = "from shared.values import *\n\n\ndef main(msg):\n    return a\n"
PACKAGE = {"shared/__init__.py": "", "shared/more.py": "a = 1\nb = 2\n", "shared/effects.py": "events = []\n"}


def merged(values: str, script: str = SCRIPT, **others: str) -> str:
    """The new script of an app whose script takes everything from a module with ``values``."""
    files = {**PACKAGE, "shared/values.py": values, "Alpha/__init__.py": script}
    files |= {f"{name}/__init__.py": text for name, text in others.items()}
    return migrated(files)["function_app.py"]


def stays(values: str, script: str = SCRIPT) -> bool:
    reasons = kept({**PACKAGE, "shared/values.py": values, "Alpha/__init__.py": script})
    assert set(reasons.values()) <= {"star-import"}
    return "Alpha" in reasons


@pytest.mark.parametrize(
    "values",
    [
        pytest.param("a = 1\n", id="a constant"),
        pytest.param("a: int = 1\n", id="an annotated constant"),
        pytest.param("a, (b, c) = 1, (2, 3)\n", id="one of several"),
        pytest.param("def a():\n    return 1\n", id="a function"),
        pytest.param("class a:\n    pass\n", id="a class"),
        pytest.param("a = 1\n__all__ = ['a']\n", id="listed in a list"),
        pytest.param("a = 1\n__all__: tuple = ('a',)\n", id="listed in a tuple"),
        pytest.param(
            "import os\n\na = 1\nif os.environ.get('B'):\n    b = 2\n", id="beside one that is not always there"
        ),
        pytest.param("import sys\n\nif sys.argv:\n    a = 1\nelse:\n    a = 2\n", id="in both branches"),
        pytest.param("try:\n    a = int('1')\nexcept ValueError:\n    a = 2\n", id="in a try and its handler"),
        pytest.param("try:\n    a = int('1')\nexcept ValueError:\n    raise\n", id="or nothing"),
        pytest.param("with open('x') as file:\n    a = file.read()\n", id="from a file"),
        pytest.param("a = 1\nfor i in range(3):\n    a += i\n", id="counted up"),
    ],
)
def test_a_name_that_is_always_bound_is_imported_by_itself(values: str) -> None:
    assert "from shared.values import a\n" in merged(values)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param("import os\n\nif os.environ.get('A'):\n    a = 1\n", id="under a condition"),
        pytest.param("try:\n    a = int('x')\nexcept ValueError:\n    pass\n", id="if nothing fails"),
        pytest.param("for a in ():\n    pass\n", id="by a loop"),
        pytest.param(
            "from contextlib import suppress\n\nwith suppress(ImportError):\n    import a\n", id="if it is there"
        ),
        pytest.param("globals().update(a=1)\n", id="by globals"),
        pytest.param("a = 0\nglobals()['b'] = 1\n", id="beside globals"),
        pytest.param("locals()['a'] = 1\n", id="by locals"),
        pytest.param("exec('a = 1')\n", id="by exec"),
        pytest.param("import sys\n\nsetattr(sys.modules[__name__], 'a', 1)\n", id="by setattr"),
        pytest.param("def __getattr__(name):\n    return 1\n\n\n__all__ = ['a']\n", id="by a hook"),
        pytest.param("def load():\n    global a\n    a = 1\n\n\nload()\n", id="by a function"),
        pytest.param("a = 1\ndel a\n", id="no more"),
        pytest.param("a = 1\n__all__ = []\n__all__ += ['a']\n", id="listed later"),
        pytest.param("a = 1\n__all__ = []\n__all__.append('a')\n", id="appended to the list"),
        pytest.param("from shared import more\n\na = 1\n__all__ = [*dir(more)]\n", id="a list that is worked out"),
        pytest.param("a = 1\n__all__ = ['a', 'missing']\n", id="listed with one that is not there"),
        pytest.param("from nowhere import *\n", id="from an unknown library"),
        pytest.param("if True:\n    from shared.more import *\n", id="from another star under a condition"),
        pytest.param("b = 1\n", id="by nothing that is seen"),
        pytest.param("import enum\n\n\n@enum.global_enum\nclass E(enum.Enum):\n    a = 1\n", id="by a decorator"),
    ],
)
def test_a_script_stays_where_it_is_not_plain_what_its_star_binds(values: str) -> None:
    assert stays(values)


@pytest.mark.parametrize(
    ("values", "script"),
    [
        pytest.param("a = 1\n", "a = 0\n" + SCRIPT, id="a name above"),
        pytest.param("a = 1\n", "from shared.more import *\n" + SCRIPT, id="the name of a star above"),
        pytest.param("a = 1\n", "a = 0; " + SCRIPT, id="a name on the same line"),
        pytest.param(
            "a = 1\n",
            "import os\n\nos.environ['A'] = '1'\nfrom shared.more import *\n" + SCRIPT,
            id="that of a star that stays",
        ),
        pytest.param("if __debug__:\n    a = 1\n", "a = 0\n" + SCRIPT, id="perhaps a name above"),
        pytest.param("a = 1\n", SCRIPT.replace("\n\n\n", "\nif not a:\n    a = 2\n\n\n", 1), id="a name below"),
    ],
)
def test_a_script_stays_where_its_star_replaces_names(values: str, script: str) -> None:
    assert stays(values, script)


def test_the_module_of_a_star_is_loaded_though_nothing_of_it_is_used() -> None:
    script = SCRIPT.replace("return a", "return 1")
    text = merged("from shared.effects import events\n\nevents.append(1)\n", script)
    assert "import shared.values  # noqa: F401\n" in text


def test_the_module_of_a_star_is_loaded_where_it_stays_in_line() -> None:
    script = "import os\n\nos.environ['A'] = '1'\nfrom ..shared.values import *\n\n\ndef main(msg):\n    return 1\n"
    text = merged("from shared.effects import events\n\nevents.append(1)\n", script)
    assert "os.environ['A'] = '1'\nimport shared.values\n" in text


def test_the_module_of_a_star_is_loaded_where_only_a_name_it_imports_is_used() -> None:
    text = merged("import json\n", "from shared.values import *\n\n\ndef main(msg):\n    return json.dumps(1)\n")
    assert "import json\n" in text
    assert "import shared.values  # noqa: F401\n" in text


def test_a_script_stays_where_the_name_of_the_package_is_taken() -> None:
    assert stays("b = 1\n", "from shared.values import *\n\nshared = 1\n\n\ndef main(msg):\n    return shared\n")


def test_names_of_a_star_that_stays_in_line_are_kept_apart() -> None:
    script = "import os\n\nos.environ['A'] = '1'\n" + SCRIPT
    other = script.replace("shared.values", "shared.more")
    text = merged("a = 1\n", script, Beta=other)
    assert "from shared.values import a as alpha_a\n" in text
    assert "from shared.more import a as beta_a\n" in text
    assert "return alpha_a\n" in text
    assert "return beta_a\n" in text


def test_an_entry_that_a_star_in_line_brings_is_called() -> None:
    script = "import os\n\nos.environ['A'] = '1'\nfrom shared.values import *\n"
    files = {**PACKAGE, "shared/values.py": "def main(msg):\n    return 1\n", "Alpha/__init__.py": script}
    files["Alpha/function.json"] = legacy_app({"X/__init__.py": "main"})["X/function.json"].decode()
    text = migrated(files)["function_app.py"]
    assert "from shared.values import main\n" in text
    assert "def alpha(msg):\n    return main(msg)\n" in text


@pytest.mark.parametrize(
    ("init", "use", "imported"),
    [
        ("__all__ = ['more', 'effects']\n", "more.a", "from shared import effects, more\n"),
        ("from .more import b\n", "more.a", "from shared import more\n"),
        ("from . import more\n", "more.a", "from shared import more\n"),
        ("from .more import *\n", "(more.a, b)", "from shared import more\nfrom shared.more import b\n"),
    ],
)
def test_a_star_of_a_package_takes_the_submodules_that_it_loads(init: str, use: str, imported: str) -> None:
    script = f"from shared import *\n\n\ndef main(msg):\n    return {use}\n"
    text = migrated({**PACKAGE, "shared/__init__.py": init, "Alpha/__init__.py": script})["function_app.py"]
    assert imported in text


def test_a_script_stays_where_its_star_may_take_a_submodule_that_something_else_loads() -> None:
    script = "import shared.more\nfrom shared import *\n\n\ndef main(msg):\n    return more.a\n"
    assert kept({**PACKAGE, "Alpha/__init__.py": script}) == {"Alpha": "star-import"}


def test_a_module_of_the_app_with_a_name_of_the_standard_library_is_not_read() -> None:
    files = {"Alpha/__init__.py": "from statistics import *\n\n\ndef main(msg):\n    return mean([1])\n"}
    files["statistics.py"] = "def other():\n    return 1\n"
    assert "star-import" not in kept(files).values()


def test_nothing_of_the_app_runs_where_it_hides_the_standard_library(tmp_path: Path) -> None:
    app = {"Alpha/__init__.py": "from sched import *\n\n\ndef main(msg):\n    return scheduler()\n"}
    mark = "from pathlib import Path\n\nPath('ran').touch()\n"
    for path, data in legacy_app({**app, "sched.py": mark, "heapq.py": mark, "colorsys.py": mark}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    command = [sys.executable, "-m", "pystein_migrate", ".", "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert not (tmp_path / "ran").exists()


def test_names_of_the_standard_library_are_not_taken_from_what_was_loaded_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "sched.py").write_text("hidden = 1\n")
    code = "import sched\nfrom pystein_migrate.python.standard_library import star_names\nprint(star_names('sched'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "None\n"
    assert star_names("sched") is not None
