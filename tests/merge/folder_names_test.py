"""Folders whose names mean something else to Python: what stays in them is loaded all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from apps import migrated_bytes, migration, queue

from pystein_migrate.model.options import Layout, Options

LAYOUTS: tuple[Layout, ...] = ("single", "blueprints", "in-place")
STAYS = "from .beside import answer\n\n\ndef main(msg):\n    return globals()['answer']\n"
BESIDE = "answer = 'ours'\n"
# The worker has imported the library by then, and puts the app's root last on sys.path.
LOAD = """\
import sys
import azure.functions
sys.path.append(sys.argv[1])
import function_app
for function in function_app.app.get_functions():
    print(function.get_function_name(), function.get_user_function()(None))
"""


def loaded(files: dict[str, bytes], folder: Path) -> list[str]:
    """Every function of the app with what calling it returns, as a worker's process has it."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "-P" if sys.version_info >= (3, 11) else "-s", "-c", LOAD, str(folder)],
        capture_output=True, text=True, check=False, cwd=folder.parent,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


NAMES = ("class", "None", "my-folder", "test", "packaging", "email", "azure", "yaml", "own_client")


@pytest.mark.parametrize(
    ("name", "layout"), [*((name, "in-place") for name in NAMES), ("packaging", "single"), ("packaging", "blueprints")]
)
def test_a_script_is_loaded_from_its_folder_whatever_that_is_called(name: str, layout: Layout, tmp_path: Path) -> None:
    app = {
        f"{name}/__init__.py": STAYS,
        f"{name}/beside.py": BESIDE,
        "requirements.txt": "azure-functions\nPyYAML\nown-client\n",
    }
    assert loaded(migrated_bytes(app, Options(layout=layout)), tmp_path / "app") == [f"{name} ours"]


@pytest.mark.parametrize("package", [False, True])
@pytest.mark.parametrize("name", ["test", "packaging", "orders"])
def test_a_script_of_another_file_name_finds_what_is_beside_it(name: str, package: bool, tmp_path: Path) -> None:
    app = {
        f"{name}/handler.py": STAYS,
        f"{name}/beside.py": BESIDE,
        f"{name}/function.json": queue(script="handler.py"),
    }
    if package:
        app[f"{name}/__init__.py"] = "ready = True\n"
    assert loaded(migrated_bytes(app, Options(layout="in-place")), tmp_path / "app") == [f"{name} ours"]


def test_names_that_loading_by_path_needs_are_its_own(tmp_path: Path) -> None:
    app = {
        "test/__init__.py": "def main(msg):\n    return globals()['__doc__']\n",
        "Alpha/__init__.py": "Path = sys = importlib = 'mine'\n\n\ndef main(msg):\n    return Path + sys + importlib\n",
    }
    assert loaded(migrated_bytes(app), tmp_path / "app") == ["Alpha mineminemine", "test None"]


def test_a_folder_called_function_app_is_merged() -> None:
    files = migrated_bytes({"function_app/__init__.py": "def main(msg):\n    return 1\n"})
    assert b"def function_app(msg):" in files["function_app.py"]
    assert "function_app/__init__.py" not in files


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "files",
    [
        {"function_app/__init__.py": "def main(msg):\n    return globals()['x']\n"},
        {
            "function_app/__init__.py": "from .helper import x\n\n\ndef main(msg):\n    return x\n",
            "function_app/helper.py": "x = 1\n",
        },
    ],
)
def test_a_folder_called_function_app_that_keeps_code_is_refused(files: dict[str, str], layout: Layout) -> None:
    result = migration({**files, "Other/__init__.py": "def main(msg):\n    return 2\n"}, Options(layout=layout))
    assert result.status == "failed"
    assert {note.code for each in result.functions for note in each.notes} == {"hidden-script"}


def test_a_helper_package_called_function_app_is_refused() -> None:
    app = {
        "Alpha/__init__.py": "from ..function_app.sums import total\n\n\ndef main(msg):\n    return total\n",
        "function_app/__init__.py": "",
        "function_app/sums.py": "total = 1\n",
    }
    result = migration(app)
    assert result.status == "failed"
    assert "the package function_app hides function_app.py" in result.functions[0].notes[0].message


CALLS = "import azure.functions as func\n{imports}\n\ndef main(msg: func.QueueMessage):\n    return {call}\n"
HELPERS: dict[str, dict[str, str]] = {
    "a folder, from a parent": {
        "One/__init__.py": CALLS.format(imports="from ..secrets.store import answer", call="answer()"),
        "secrets/__init__.py": "",
        "secrets/store.py": "from . import base\n\n\ndef answer():\n    return base.ANSWER\n",
        "secrets/base.py": "ANSWER = 'ours'\n",
    },
    "a module beside Python's own": {
        "One/__init__.py": CALLS.format(
            imports="import queue\nfrom .. import queue as ours", call="ours.answer() + queue.Queue.__name__"
        ),
        "queue.py": "def answer():\n    return 'ours'\n",
    },
    "by its full name": {
        "One/__init__.py": CALLS.format(imports="import __app__.email.send", call="__app__.email.send.answer()"),
        "email/send.py": "import email\n\n\ndef answer():\n    return email.__name__ + 'ours'\n",
    },
    "a module of a package that is installed": {
        "One/__init__.py": CALLS.format(imports="from __app__ import yaml", call="yaml.answer()"),
        "yaml/__init__.py": "import yaml\n\n\ndef answer():\n    return yaml.__name__ + 'ours'\n",
        "requirements.txt": "azure-functions\nPyYAML\n",
    },
    "from a helper, within a function": {
        "One/__init__.py": CALLS.format(imports="from ..shared.tools import answer", call="answer()"),
        "shared/tools.py": "def answer():\n    from ..types import ANSWER\n\n    return ANSWER\n",
        "types.py": "ANSWER = 'ours'\n",
    },
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", HELPERS)
def test_a_helper_that_the_worker_would_not_find_gets_another_name(kind: str, layout: Layout, tmp_path: Path) -> None:
    app = {**HELPERS[kind], "One/function.json": queue()}
    result = migration(app, Options(layout=layout))
    assert result.status == "migrated", result
    assert [note.code for note in result.notes if note.severity != "info"] == ["renamed-module"]
    (answer,) = loaded(migrated_bytes(app, Options(layout=layout)), tmp_path / "app")
    assert "ours" in answer


KNOWN_OTHERWISE: dict[str, dict[str, str]] = {
    "a path in a text": {"tests/test_it.py": "PATH = 'queue/data.json'\n"},
    "a part of a path": {"tests/test_it.py": "import os\n\nPATH = os.path.join('x', 'queue')\n"},
    "a configuration": {"logging.yml": "class: __app__.queue.Plain\n"},
    "its own name": {"queue.py": "NAME = __name__\n\n\ndef answer():\n    return 'ours'\n"},
    "its own place": {"queue.py": "PLACE = __file__\n\n\ndef answer():\n    return 'ours'\n"},
    "data beside it": {
        "queue.py": "",
        "queue/__init__.py": "def answer():\n    return 'ours'\n",
        "queue/data.json": "{}",
    },
    "the package above": {"tests/test_it.py": "import __app__\n\nQUEUE = getattr(__app__, 'que' + 'ue')\n"},
}


@pytest.mark.parametrize("how", KNOWN_OTHERWISE)
def test_a_helper_keeps_its_name_where_something_else_may_know_it(how: str) -> None:
    app = {**HELPERS["a module beside Python's own"], "One/function.json": queue(), **KNOWN_OTHERWISE[how]}
    assert migration(app).status == "failed"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_folder_that_has_the_script_of_a_function_keeps_its_name(layout: Layout) -> None:
    app = {
        "One/function.json": queue(script="../queue/handler.py"),
        "queue/handler.py": "from ..queue.names import WORK\n\n\ndef main(msg):\n    return WORK\n",
        "queue/names.py": "WORK = 'ours'\n",
    }
    result = migration(app, Options(layout=layout))
    assert not any(change.path.startswith("app_queue") for change in result.changes)
