"""Dependencies in pyproject.toml are edited as requirements.txt is, where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from pystein_migrate.model.note import Note
from pystein_migrate.read.app import build_app
from pystein_migrate.settings.demands import Pin
from pystein_migrate.settings.pins import installed_version, pinned_version
from pystein_migrate.settings.pyproject import Pyproject, pyproject_requirements
from pystein_migrate.settings.requirements_edit import Needs, plan_requirements

NEEDS = Needs(Version("1.20.0"), pin=Pin(Version("1.24.0"), "the newest"))
PROJECT = """\
[project]
name = "shop"
dependencies = [
    "flask",  # the site
    {entry},  # ours
]

[tool.black]
line-length = 100
"""
POETRY = """\
[tool.poetry.dependencies]
python = "^3.9"
# the platform
azure-functions = {entry}  # ours
requests = "*"

[build-system]
requires = ["poetry-core"]
"""


def planned(text: str, needs: Needs = NEEDS, *others: str) -> tuple[str, list[Note]]:
    files = {"pyproject.toml": text.encode()}
    app = build_app(Path("/app"), files, frozenset({*files, *others}))
    changes, notes = plan_requirements(app, needs)
    after = {change.path: (change.after or b"").decode() for change in changes}
    assert set(after) <= {"pyproject.toml"}
    return after.get("pyproject.toml", text), notes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"azure-functions==1.7.2"', '"azure-functions==1.24.0"'),
        ("'azure-functions==1.7.2'", "'azure-functions==1.24.0'"),
        ('"azure-functions>=1.7,<2"', '"azure-functions>=1.20.0,<2"'),
        ('"Azure_Functions ~= 1.7.2 ; python_version < \'3.13\'"', '"Azure_Functions ~= 1.24.0 ; python_version < \'3.13\'"'),
        ('"azure-functions[x]==1.7.*"', '"azure-functions[x]==1.24.*"'),
    ],
)  # fmt: skip
def test_a_projects_dependency_is_raised_and_all_else_stays(before: str, after: str) -> None:
    changed, (note,) = planned(PROJECT.format(entry=before))
    assert changed == PROJECT.format(entry=after)
    assert (note.code, note.path, note.position.line) == ("requirement-raised", "pyproject.toml", 5)
    assert planned(changed) == (changed, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"1.7.2"', '"1.24.0"'),
        ('"==1.7.2"', '"==1.24.0"'),
        ("'^1.7'", "'^1.20.0'"),
        ('"~1.7"', '"~1.24"'),
        ('"~1.7.2"', '"~1.24.0"'),
        ('"1.7.*"', '"1.24.*"'),
        ('"=1.7.2"', '"==1.24.0"'),
        ('"= 1.7.2"', '"== 1.24.0"'),
        ('">=1.7,<2"', '">=1.20.0,<2"'),
        ('{version = "^1.7", extras = ["x"]}', '{version = "^1.20.0", extras = ["x"]}'),
        (
            '[{version = "1.7.2", python = "<3.13"}, {version = "^2.0", python = ">=3.13"}]',
            '[{version = "1.24.0", python = "<3.13"}, {version = "^2.0", python = ">=3.13"}]',
        ),
    ],
)
def test_a_dependency_of_poetry_is_raised_in_its_own_language(before: str, after: str) -> None:
    changed, (note,) = planned(POETRY.format(entry=before))
    assert changed == POETRY.format(entry=after)
    assert (note.code, note.path) == ("requirement-raised", "pyproject.toml")
    assert planned(changed) == (changed, [])


@pytest.mark.parametrize(
    "text",
    [
        PROJECT.format(entry='"azure-functions"'),
        PROJECT.format(entry='"azure-functions>=1.21"'),
        PROJECT.format(entry='"azure-functions @ https://example.com/azure_functions-1.24.0-py3-none-any.whl"'),
        POETRY.format(entry='"*"'),
        POETRY.format(entry='"^1.20"'),
        POETRY.format(entry='"1.23.0"'),
        POETRY.format(entry='"=1.23.0"'),
        POETRY.format(entry='"~1.21"'),
        POETRY.format(entry='"1.*"'),
    ],
)
def test_what_is_asked_for_already_is_no_change_and_no_word(text: str) -> None:
    assert planned(text) == (text, [])


def test_what_is_missing_is_added() -> None:
    durable = Needs(Version("1.20.0"), durable=True)
    changed, notes = planned(PROJECT.format(entry='"azure-functions"'), durable)
    dependencies = ["flask", "azure-functions", "azure-functions-durable>=1.2.4"]
    assert tomlkit.parse(changed)["project"]["dependencies"] == dependencies
    assert [note.code for note in notes] == ["requirement-added"]
    changed, notes = planned(POETRY.format(entry='"*"'), durable)
    assert tomlkit.parse(changed)["tool"]["poetry"]["dependencies"]["azure-functions-durable"] == ">=1.2.4"
    assert changed.endswith('\n[build-system]\nrequires = ["poetry-core"]\n')


@pytest.mark.parametrize(
    "text",
    [
        PROJECT.format(entry='"azure-functions @ https://example.com/azure_functions-1.2.0-py3-none-any.whl"'),
        POETRY.format(entry='{path = "../library"}'),
        POETRY.format(entry='"^1.7 || ^2.0"'),
    ],
)
def test_what_is_not_understood_is_said_and_left(text: str) -> None:
    changed, (note,) = planned(text)
    assert (changed, note.code) == (text, "requirement-unclear")


def test_a_lock_file_is_outdated_by_a_change_only() -> None:
    _, notes = planned(POETRY.format(entry='"1.7.2"'), NEEDS, "poetry.lock", "uv.lock")
    assert [(note.code, note.path) for note in notes[1:]] == [
        ("lock-outdated", "poetry.lock"), ("lock-outdated", "uv.lock"),
    ]  # fmt: skip
    assert planned(POETRY.format(entry='"^1.21"'), NEEDS, "poetry.lock")[1] == []


@pytest.mark.parametrize(
    "text", ['[project]\nname = "x"\ndynamic = ["dependencies"]\n', "[project", '[tool.poetry]\nname = "x"\n']
)
def test_where_dependencies_come_from_elsewhere_it_is_said(text: str) -> None:
    changed, (note,) = planned(text)
    assert (changed, note.code, note.path) == (text, "requirements-elsewhere", "pyproject.toml")


def test_a_file_that_only_configures_tools_competes_with_no_requirements() -> None:
    files = {"pyproject.toml": b"[tool.black]\nline-length = 100\n"}
    changes, _ = plan_requirements(build_app(Path("/app"), files, frozenset(files)), NEEDS)
    assert [change.path for change in changes] == ["requirements.txt"]


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = PROJECT.format(entry='"azure-functions==1.7.2"').replace("\n", "\r\n")
    files = {"pyproject.toml": b"\xef\xbb\xbf" + text.encode()}
    (change,), _ = plan_requirements(build_app(Path("/app"), files, frozenset(files)), NEEDS)
    assert change.after == b"\xef\xbb\xbf" + text.replace("1.7.2", "1.24.0").encode()


@pytest.mark.parametrize(
    ("text", "pinned", "installed"),
    [
        (PROJECT.format(entry='"azure-functions==1.21.1"'), "1.21.1", "1.21.1"),
        (POETRY.format(entry='"1.21.1"'), "1.21.1", "1.21.1"),
        (POETRY.format(entry='"~1.21.0"'), "1.21.0", "1.21.3"),
        (POETRY.format(entry='"~1.21"'), "1.21", "1.21.3"),
        (POETRY.format(entry='"^1.18"'), "1.18", "1.26.0"),
    ],
)
def test_the_release_of_the_app_is_read_from_there(text: str, pinned: str, installed: str) -> None:
    files = {"pyproject.toml": text.encode()}
    app = build_app(Path("/app"), files, frozenset(files))
    assert (pinned_version(app), installed_version(app)) == (Version(pinned), Version(installed))


@given(st.text(alphabet="a=^~*.,;<>|[]{}\"'1234567890 \n#", max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    planned(PROJECT.format(entry=text))
    planned(POETRY.format(entry=text))


@pytest.mark.parametrize(
    "text", ["project = 5\n", "tool = 3\n", '[tool]\npoetry = "x"\n', "[project]\ndependencies = 1\n", "[[project]]\n"]
)
def test_a_value_where_a_table_should_be_declares_nothing(text: str) -> None:
    files = {"host.json": b"{}", "pyproject.toml": text.encode()}
    assert Pyproject.read(build_app(Path("/app"), files, frozenset(files))) is None
    assert pyproject_requirements({"pyproject.toml": text.encode()}) == b""
