"""Set-up in the same words stands once, where nothing in between undoes it."""

from __future__ import annotations

import pytest
from apps import migrated

SCRIPT = "import logging\nimport os\n\nimport azure.functions as func\nfrom dotenv import load_dotenv\n\n{code}\n\n\ndef main(msg):\n    return {name}\n"
ONCE = [
    ("logging.basicConfig(level=logging.INFO)", "A = 1"),
    ("logging.basicConfig(level=logging.INFO)", "logging.getLogger('azure').setLevel(logging.WARNING)"),
    ("logging.basicConfig(level=logging.INFO)", "A = os.getenv('A')"),
    ("logging.basicConfig(level=logging.INFO)", "import aiplatform\n\naiplatform.init(project='p')"),
    ("load_dotenv()", "A = os.getenv('A')"),
    ("load_dotenv('.env')", "A = int(os.environ['A'])"),
    ("load_dotenv(dotenv_path='.env')", "class Options:\n    a = 1"),
]
TWICE = [
    ("logging.basicConfig(level=logging.INFO, force=True)", "A = 1"),
    ("logging.basicConfig(level=logging.INFO)", "logging.getLogger().handlers = []"),
    ("logging.basicConfig(level=logging.INFO)", "setattr(logging.getLogger(), 'handlers', [])"),
    ("logging.basicConfig(level=logging.INFO)", "logging.basicConfig(handlers=[], force=True)"),
    ("logging.basicConfig(level=logging.INFO)", "logging.basicConfig = print"),
    ("logging.basicConfig(level=logging.INFO)", "root = logging.getLogger()\ndel root.handlers[:]"),
    ("logging.basicConfig(level=logging.INFO)", "root = logging.getLogger()\nroot.handlers.clear()"),
    ("load_dotenv('.env', None, False, True)", "A = 1"),
    ("load_dotenv(override=True)", "A = 1"),
    ("load_dotenv()", "env = os.environ\nA = env.pop('A', '')"),
    ("load_dotenv()", "os.environ\\\n.pop('A', '')"),
    ("load_dotenv()", "open('.env', 'w').write('A=1')"),
    ("load_dotenv()", "os.chdir('/')"),
    ("load_dotenv()", "from shared.vault import taken\n\nA = taken('A')"),
]


def merged(setup: str, between: str, second: str = "") -> str:
    return migrated({
        "Alpha/__init__.py": SCRIPT.format(code=f"{setup}\n{between}", name="os.name"),
        "Beta/__init__.py": SCRIPT.format(code=second or setup, name="os.sep"),
        "shared/vault.py": "import os\n\n\ndef taken(key):\n    value = os.environ[key]\n    del os.environ[key]\n    return value\n",
    })["function_app.py"]  # fmt: skip


@pytest.mark.parametrize(("setup", "between"), ONCE)
def test_what_does_nothing_again_stands_once(setup: str, between: str) -> None:
    assert merged(setup, between).count(setup) == 1


@pytest.mark.parametrize(("setup", "between"), TWICE)
def test_what_may_do_something_again_stands_twice(setup: str, between: str) -> None:
    assert merged(setup, between).count(setup) == 2


@pytest.mark.parametrize(
    "second",
    ["# Orders are audited (OPS-12).\nload_dotenv()", "load_dotenv()  # for the tests", "load_dotenv(); B = 2"],
)
def test_what_is_said_of_the_second_keeps_it(second: str) -> None:
    text = merged("load_dotenv()", "A = 1", second)
    assert text.count("load_dotenv()") == 2
    assert second.partition("\n")[0] in text


def test_a_module_of_the_app_is_not_the_package_of_that_name() -> None:
    files = {name: SCRIPT.format(code="load_dotenv()", name=1) for name in ("Alpha/__init__.py", "Beta/__init__.py")}
    text = migrated({**files, "dotenv.py": "LOADED = []\n\n\ndef load_dotenv():\n    LOADED.append(1)\n"})
    assert text["function_app.py"].count("load_dotenv()") == 2


@pytest.mark.parametrize(
    ("call", "path", "status"),
    [
        ("load_dotenv()", "Alpha/.env", "kept"),
        ("load_dotenv(find_dotenv())", "Alpha/.env", "kept"),
        ("load_dotenv(find_dotenv('a.env'))", "Alpha/a.env", "kept"),
        ("load_dotenv()", ".env", "merged"),
        ("load_dotenv()", "Beta/.env", "merged"),
        ("load_dotenv(find_dotenv(usecwd=True))", "Alpha/.env", "merged"),
        ("load_dotenv('.env')", "Alpha/.env", "merged"),
    ],
)
def test_a_script_stays_that_finds_a_file_from_its_own_folder(call: str, path: str, status: str) -> None:
    script = f"from dotenv import find_dotenv, load_dotenv\n\n{call}\n\n\ndef main(msg):\n    return 1\n"
    text = migrated({"Alpha/__init__.py": script, path: "A=1\n"})["function_app.py"]
    assert ("dotenv" in text) == (status == "merged"), text
