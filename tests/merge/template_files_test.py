"""What the templates of func leave in a function's folder goes with the script; anything else keeps the folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from apps import Files, migration, queue
from migrated import write_files

from pystein_migrate import notes
from pystein_migrate.facts import templates
from pystein_migrate.model.options import Options
from pystein_migrate.read.app import read_app

SCRIPT = "def main(msg):\n    return msg\n"
README = "# PigeonTrigger - Python\r\n\r\nThe `PigeonTrigger` reacts to pigeons.\r\n\r\n## Learn more\r\n\r\n<TODO> Documentation"


@pytest.fixture(autouse=True)
def _template_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A readme.md in our own words: those of func's templates are not ours to keep here."""
    words = hashlib.sha256(" ".join(README.split()).encode()).hexdigest()
    monkeypatch.setattr(templates, "_READMES", templates._READMES | {words})


def removed(files: Files, layout: str = "single") -> list[str]:
    """What the migration of a function ``Fn`` with these files beside its script removes of them."""
    app = {"Fn/function.json": queue(), "Fn/__init__.py": SCRIPT, **files}
    result = migration(app, Options(layout=layout))  # type: ignore[arg-type]
    gone = [change.path for change in result.changes if change.after is None]
    told = [note for note in result.notes if note.kind is notes.TEMPLATE_FILES]
    assert bool(told) == bool(set(gone) & files.keys())
    return sorted(set(gone) & files.keys())


@pytest.mark.parametrize(
    "files",
    [
        {"Fn/sample.dat": "{}"},
        {"Fn/readme.md": README},
        {"Fn/README.md": README.replace(" - Python", " - <b>Python</b>"), "Fn/sample.dat": b"\xff"},
    ],
)
def test_files_of_templates_go_with_the_script(files: Files) -> None:
    assert removed(files) == sorted(files)
    assert removed(files, "blueprints") == []


@pytest.mark.parametrize(
    "files",
    [
        {"Fn/readme.md": "# What this does\n\nIt ships orders.\n"},
        {"Fn/sample.dat": "{}", "Fn/schema.json": "{}"},
        {"Fn/sample.dat": "{}", "Fn/rules.py": "A = 1\n"},
        {"Fn/sample.dat": "{}", "tests/test_it.py": "DATA = open('Fn/sample.dat').read()\n"},
        {"Fn/readme.md": f"{README}\n\n## Ours\n\nAsk Ann before you change the schedule.\n"},
        {"Fn/readme.md": README.replace("## Learn more", "Not on Sundays.\n\n## Learn more")},
        {"Fn/sample.dat": "{}", "tests/__init__.py": "EXT = 'dat'\nDATA = f'sample.{EXT}'\n"},
        {"Fn/sample.dat": "{}", "shared/data.py": "NAME = 'sam' + 'ple' + '.dat'\n"},
        {"Fn/sample.dat": "{}", "shared/data.py": "import pathlib\n\nALL = list(pathlib.Path('Fn').iterdir())\n"},
        {"Fn/sample.dat": "{}", "shared/data.py": "import os\n\n\ndef found(x):\n    return os.listdir(x)\n"},
        {"Fn/sample.dat": "{}", "shared/data.py": "OUT = open('Fn/out.txt', 'w')\n"},
        {"Fn/sample.dat": "{}", "shared/data.py": "import os\n\nOUT = os.path.join('.', 'Fn', 'out.txt')\n"},
        {"Fn/sample.dat": "{}", "Makefile": "run:\n\tcurl -d @Fn/sample.dat localhost\n"},
        {"Fn/sample.dat": "{}", "package.json": '{"scripts": {"try": "cat Fn/sample.dat"}}'},
        {"Fn/sample.dat": "{}", "tests/cases.json": '["Fn/sample.dat"]'},
        {"Fn/sample.dat": "{}", "MANIFEST.in": "recursive-include . *.dat\n"},
        {"Fn/sample.dat": "{}", "tests/broken.py": "print 'sample.dat'\n"},
        {"Fn/sample.dat": "{}", "try.http": "POST http://localhost:7071/api/Fn\n\n< ./Fn/sample.dat\n"},
    ],
)
def test_anything_else_keeps_the_folder(files: Files) -> None:
    assert removed(files) == []


def test_a_package_without_code_goes_with_a_script_of_another_name() -> None:
    files = {"Fn/function.json": queue().replace('"bindings"', '"scriptFile": "work.py", "bindings"'), "Fn/work.py": SCRIPT,
             "Fn/__init__.py": ""}  # fmt: skip
    result = migration(files)
    assert {change.path for change in result.changes if change.after is None} >= {"Fn/work.py", "Fn/__init__.py"}
    kept = migration({**files, "tests/test_it.py": "import Fn\n"})
    assert "Fn/__init__.py" not in {change.path for change in kept.changes if change.after is None}


@pytest.mark.parametrize(
    "code",
    [
        "(HERE / 'out.txt').write_text('x')",
        "(HERE / f'sample.{msg}').read_text()",
        "sorted(each.name for each in HERE.iterdir())",
        "open(os.path.join(os.path.dirname(__file__), msg))",
    ],
)
def test_a_script_that_asks_where_it_lies_keeps_its_folder(code: str) -> None:
    script = (
        f"import os\nfrom pathlib import Path\n\nHERE = Path(__file__).parent\n\n\ndef main(msg):\n    return {code}\n"
    )
    result = migration({"Fn/function.json": queue(), "Fn/__init__.py": script, "Fn/sample.dat": "{}"})
    assert "Fn/sample.dat" not in {change.path for change in result.changes if change.after is None}


@pytest.mark.parametrize(
    "code",
    [
        "import importlib\n\nF = importlib.import_module('Fn')\n",
        "import importlib\n\n\ndef load(name):\n    return importlib.import_module(name)\n",
        "from . import (\n    shared,\n    Fn,\n)\n",
        "import json, Fn\n",
        "import sys\n\nF = sys.modules['Fn']\n",
    ],
)
def test_an_empty_package_stays_where_it_may_be_imported(code: str) -> None:
    files = {"Fn/function.json": queue().replace('"bindings"', '"scriptFile": "work.py", "bindings"'), "Fn/work.py": SCRIPT,
             "Fn/__init__.py": "", "Other/__init__.py": code + "\n\n" + SCRIPT, "Other/function.json": queue()}  # fmt: skip
    assert "Fn/__init__.py" not in {change.path for change in migration(files).changes if change.after is None}


def test_files_that_may_send_a_sample_are_read_where_there_is_one(tmp_path: Path) -> None:
    files = {"host.json": "{}", "try.http": "< Fn/sample.dat", "load.js": "x", "Fn/function.json": queue()}
    write_files(tmp_path, {**files, "Fn/__init__.py": SCRIPT})
    assert {"try.http", "load.js"}.isdisjoint(read_app(tmp_path).files)
    write_files(tmp_path, {"Fn/sample.dat": "{}"})
    assert {"try.http", "load.js"} <= read_app(tmp_path).files.keys()


def test_one_line_says_how_many_folders_went() -> None:
    files = {f"{name}/{file}": text for name in ("A", "B") for file, text in
             (("function.json", queue()), ("__init__.py", SCRIPT), ("sample.dat", ""))}  # fmt: skip
    told = [note.message for note in migration(files).notes if note.kind is notes.TEMPLATE_FILES]
    assert told == ["2 folders of functions held nothing more than files of func's templates, which are removed"]


def test_a_module_that_may_read_data_of_packages_keeps_no_folder_for_a_sample() -> None:
    files = {
        "Fn/sample.dat": "{}",
        "shared/azure.py": "import pkgutil\n\n\ndef resource(name):\n    return pkgutil.get_data('shared', name)\n",
    }
    result = migration({"Fn/__init__.py": SCRIPT, "Fn/function.json": queue(), **files})
    assert {change.path for change in result.changes if change.after is None} >= {"Fn/__init__.py", "Fn/sample.dat"}
