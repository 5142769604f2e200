from __future__ import annotations

from pathlib import Path

import pytest

from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.read.app import build_app
from pystein_migrate.settings.leftovers import note_leftovers

APP = {
    "GetOrder/function.json": b"{}",
    "GetOrder/__init__.py": b"",
    "Ship/function.json": b"{}",
    "Ship/__init__.py": b"",
    "Ship/view.py": b"",
}
MIGRATION = [
    FileChange("function_app.py", None, b""),
    *(FileChange(path, data, None) for path, data in APP.items() if path != "Ship/view.py"),
]


def notes_with(path: str, text: str | bytes) -> list[Note]:
    files = {**APP, path: text if isinstance(text, bytes) else text.encode()}
    return note_leftovers(build_app(Path("/app"), files, frozenset(files)), MIGRATION)


def places(notes: list[Note]) -> list[tuple[int, int]]:
    return [(note.position.line, note.position.column) for note in notes]


def test_an_ordinary_app_has_no_leftovers() -> None:
    assert notes_with("azure-pipelines.yml", "steps:\r\n- script: func azure functionapp publish x\r\n") == []


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("COPY GetOrder /home/site/wwwroot/GetOrder", 6),
        ("COPY ./GetOrder/ /home/site/wwwroot/", 8),
        ("ADD GetOrder/__init__.py /home/site/wwwroot/GetOrder/__init__.py", 5),
        ("RUN python /home/site/wwwroot/GetOrder/__init__.py", 31),
        ("RUN rm -rf GetOrder", 12),
    ],
)
def test_dockerfiles_that_copy_what_is_gone_are_named_with_line_and_column(line: str, column: int) -> None:
    notes = notes_with("Dockerfile", f"FROM x\r\n{line}\r\n")
    assert (2, column) in places(notes)
    assert {note.severity for note in notes} == {"warning"}
    assert "function_app.py" in notes[0].remedy or "rm -rf" in line


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".github/workflows/ci.yml", "on:\n  push:\n    paths:\n      - 'GetOrder/**'\n", [(4, 10)]),
        ("Makefile", "zip:\n\tzip app.zip GetOrder Ship host.json\n", [(2, 14)]),
        ("deploy.ps1", "Copy-Item .\\GetOrder\\function.json out\n", [(1, 13)]),
        ("check.sh", "for f in */function.json; do jq . $f; done\n", [(1, 12)]),
        ("setup.cfg", "[flake8]\nexclude = Ship/function.json,GetOrder/\n", [(2, 11), (2, 30)]),
        ("ci.yml", "- run: curl https://x.net/api/GetOrder\n- run: curl https://x.net/api/GetOrder/\n", []),
        ("ci.yml", "name: GetOrder\nenv: {AzureWebJobs.GetOrder.Disabled: true}\n", []),
        ("ci.yml", "- run: pytest tests/GetOrderTests MyGetOrder/x.py\n", []),
        ("ci.yml", "- run: cat Ship/view.py Ship/\n", []),
        ("notes.txt", "COPY GetOrder x\n", []),
    ],
)
def test_only_mentions_of_removed_paths_count(path: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert places(notes_with(path, text)) == expected


def test_a_mention_in_an_ignore_file_is_only_information() -> None:
    (note,) = notes_with(".dockerignore", "GetOrder\n")
    assert note.severity == "info"


def test_function_json_is_no_news_while_a_function_keeps_one() -> None:
    files = {**APP, "Kept/function.json": b"{}", "check.sh": b"ls */function.json\n"}
    assert note_leftovers(build_app(Path("/app"), files, frozenset(files)), MIGRATION) == []


@pytest.mark.parametrize(
    ("source", "mention", "place"),
    [
        ("import GetOrder", "GetOrder", (1, 1)),
        ("from GetOrder import main", "GetOrder", (1, 1)),
        ("if 1:\n    from __app__.GetOrder import main", "__app__.GetOrder", (2, 5)),
        ("from .. import GetOrder", "GetOrder", (1, 1)),
        ("from ..Ship import main", "Ship", (1, 1)),
        ("x = patch('GetOrder.requests')", "GetOrder.requests", (1, 11)),
        ("é = open('../GetOrder/function.json')", "GetOrder/function.json", (1, 10)),
        ("\ufeffé = open(r'GetOrder\\function.json')", "GetOrder/function.json", (1, 10)),
    ],
)
def test_other_python_that_uses_what_is_gone_is_named(source: str, mention: str, place: tuple[int, int]) -> None:
    (note,) = notes_with("tests/order_test.py", source)
    assert f"mentions {mention}," in note.message
    assert (note.position.line, note.position.column) == place
    assert note.severity == "warning"


@pytest.mark.parametrize(
    "source",
    ["from Ship import view", "import Ship.view", "from Ship.view import render", "from . import GetOrder", "x = 'GetOrder'",
     "x = 'the GetOrder.'", "x = 'GetOrder.json'", "def broken(:", "from GetOrderX import main", b"\xff\xfe GetOrder"],
)  # fmt: skip
def test_other_python_that_uses_what_stays_is_not(source: str | bytes) -> None:
    assert notes_with("tests/order_test.py", source) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".funcignore", ".git*\n*.py\n", [2]),
        (".funcignore", "# all\r\n/function_app.*\r\n", [2]),
        (".funcignore", "*.py\n!function_app.py\n", []),
        (".funcignore", "test*\n.vscode\nlocal.settings.json\n", []),
        (".funcignore", "!\n\\\n[\n", []),
        (".dockerignore", "*\n!requirements.txt\n", [1]),
        (".dockerignore", "function_app\n", []),
        (".dockerignore", "**/*.py\n", [1]),
    ],
)
def test_ignore_files_that_hide_the_script_are_named(path: str, text: str, expected: list[int]) -> None:
    notes = notes_with(path, text)
    assert [note.position.line for note in notes] == expected
    assert {note.code for note in notes} <= {"ignored-module"}


def test_proxies_are_noted_and_a_file_without_any_is_not() -> None:
    for text, codes in (('{"proxies": {}}', []), ('{"proxies": {"a": {}}}', ["proxies"]), ("{", ["proxies"])):
        assert [note.code for note in notes_with("proxies.json", text)] == codes


def not_copied(dockerfile: str) -> list[tuple[int, int]]:
    return places([note for note in notes_with("Dockerfile", dockerfile) if note.code == "script-not-copied"])


def test_a_dockerfile_that_copies_folders_one_by_one_needs_the_script_as_well() -> None:
    assert not_copied("FROM x\nCOPY host.json /app/\nCOPY Ship/ /app/Ship/\n") == [(3, 1)]
    assert not_copied("FROM x\nCOPY --from=y Ship /app/Ship\nCOPY ./Ship ./GetOrder /app/\n") == [(3, 1)]
    assert not_copied('FROM x\r\nCOPY ["Ship", "/app/Ship"]\r\nCOPY host.json \\\r\n  GetOrder /app/\r\n') == [(2, 1)]


@pytest.mark.parametrize(
    "copied",
    [
        "COPY . /app",
        "COPY ./ /app/",
        "COPY Ship /app/\nCOPY function_app.py /app/",
        "COPY *.py Ship /app/",
        "COPY $ALL /app/\nCOPY Ship /app/",
    ],
)
def test_a_dockerfile_that_copies_everything_or_the_script_is_fine(copied: str) -> None:
    assert not_copied(f"FROM x\n{copied}\n") == []
