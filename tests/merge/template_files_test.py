"""What the templates of func leave in a function's folder goes with the script; anything else keeps the folder."""

from __future__ import annotations

import pytest
from apps import Files, migration, queue

from pystein_migrate import notes
from pystein_migrate.model.options import Options

SCRIPT = "def main(msg):\n    return msg\n"
README = (
    "# QueueTrigger - Python\r\n\r\nThe `QueueTrigger` makes it incredibly easy to react to new Queues inside of Azure Queue "
    "Storage.\r\n\r\n## Learn more\r\n\r\n<TODO> Documentation"
)


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
