"""Dockerfiles around an app: stages, and what of the app arrives in the last of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import HTTP, SCRIPT, notes_on, repository

STAGED = "FROM python:3.11 AS build\n{build}\nFROM mcr.microsoft.com/azure-functions/python:4-python3.11\n{last}\n"


def not_copied(root: Path, dockerfile: str, layout: str = "in-place") -> list[tuple[int, str]]:
    app = repository(root, "api", {"Dockerfile": dockerfile})
    found = notes_on(app, layout, "Dockerfile")
    return [(note.position.line, note.remedy) for note in found if note.code == "script-not-copied"]


@pytest.mark.parametrize(
    ("build", "last", "expected"),
    [
        ("COPY api /src", "COPY --from=build /src /home/site/wwwroot", []),
        ("COPY . .", "COPY --from=build /api/ /home/site/wwwroot/", []),
        ("WORKDIR /src\nCOPY api .", "COPY --from=build /src/Orders /home/site/wwwroot/Orders",
         [(5, "add COPY --from=build /src/function_app.py /home/site/wwwroot/")]),
        ("COPY . /src", "COPY --from=0 /src/api/Ord* /src/api/Prices /home/site/wwwroot/",
         [(4, "add COPY --from=0 /src/api/function_app.py /home/site/wwwroot/")]),
        ("COPY . /src", "COPY --chown=app --from=build /src/api/Orders /home/site/wwwroot/Orders",
         [(4, "add COPY --chown=app --from=build /src/api/function_app.py /home/site/wwwroot/")]),
        ("COPY . /src", "COPY --from=build /src/api/Orders /home/site/wwwroot/Orders\n"
         "COPY --from=build /src/api/*.py /home/site/wwwroot/", []),
        ("COPY api/Orders /src/Orders\nCOPY api/host.json /src/", "COPY --from=build /src /home/site/wwwroot",
         [(2, "add COPY api/function_app.py /src/")]),
        ("COPY api/Orders /src/Orders\nCOPY api/*.py /src/", "COPY --from=build /src /home/site/wwwroot", []),
        ("COPY requirements.txt .", "COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/uv\nCOPY api /home/site/wwwroot", []),
        ("COPY api /src\nRUN pip install -t /deps -r /src/requirements.txt",
         "COPY --from=build /deps /home/site/wwwroot/.python_packages\nCOPY api/Orders /home/site/wwwroot/Orders",
         [(6, "add COPY api/function_app.py /home/site/wwwroot/")]),
        ("COPY $WHERE /src", "COPY --from=build /src/x /home/site/wwwroot\nCOPY api/Orders /home/site/wwwroot/Orders", []),
    ],
)  # fmt: skip
def test_what_the_last_stage_takes_from_others_counts(tmp_path, build: str, last: str, expected) -> None:
    assert not_copied(tmp_path, STAGED.format(build=build, last=last)) == expected


def test_a_stage_that_is_built_from_another_has_what_that_one_has(tmp_path) -> None:
    text = "FROM x AS base\nCOPY api /app\nFROM base\nCOPY api/Orders /tests/Orders\n"
    assert not_copied(tmp_path, text) == []


def test_each_image_that_a_dockerfile_may_build_is_looked_at(tmp_path) -> None:
    text = "FROM x AS one\nCOPY api/Orders /app/Orders\nCOPY api/host.json /app/\nFROM x AS all\nCOPY api /app\n"
    assert not_copied(tmp_path, text) == [(2, "add COPY api/function_app.py /app/")]


def test_an_image_for_tests_needs_no_script(tmp_path) -> None:
    text = "ARG V=3.11\nFROM python:$V AS test\nCOPY api/Orders /t/Orders\nRUN pytest /t\nFROM x\nCOPY api /app\n"
    assert not_copied(tmp_path, text) == []


def test_arguments_before_the_first_stage_are_none(tmp_path) -> None:
    text = "ARG V=3\nFROM p:$V\nCOPY api /src\nFROM x\nCOPY --from=0 /src/Orders /home/Orders\n"
    assert not_copied(tmp_path, text) == [(5, "add COPY --from=0 /src/function_app.py /home/")]


def test_paths_with_spaces_are_those_of_the_app(tmp_path) -> None:
    app = repository(tmp_path, "my api", {"Dockerfile": 'FROM x\nCOPY ["my api/Orders", "/app/Orders"]\n'})
    (note,) = [note for note in notes_on(app, "in-place", "Dockerfile") if note.code == "script-not-copied"]
    assert note.remedy == 'add COPY ["my api/function_app.py", "/app/"]'


@pytest.mark.parametrize(
    ("dockerfile", "line"),
    [
        ("FROM x\nCOPY models/api/. /home/site/wwwroot\nCOPY models/other/. /home/site/wwwroot/\n", 2),
        ("FROM x\nWORKDIR /home/site/wwwroot\nCOPY models/other .\nCOPY models/api ./\n", 4),
        (
            "FROM x AS b\nCOPY . /src\nFROM x\nCOPY --from=b /src/models/other /app\nCOPY --from=b /src/models/api /app\n",
            5,
        ),
        ("FROM x\nCOPY models/api /app/api\nCOPY models/other /app/other\n", None),
        ("FROM x AS a\nCOPY models/api /app\nFROM x\nCOPY models/other /app\n", None),
        ("FROM x\nCOPY models /app\n", None),
        ("FROM x\n# in models\nCOPY api /app\nCOPY other /app\n", 3),
        ("FROM x\nCOPY . /app\n", None),
        ("FROM x\nCOPY models/api/host.json models/other/host.json /app/\n", None),
    ],
)
def test_two_apps_in_one_folder_of_an_image_have_room_for_one_script(tmp_path, dockerfile, line) -> None:
    other = {f"models/other/Sales/{name}": text for name, text in (("function.json", HTTP), ("__init__.py", SCRIPT))}
    app = repository(tmp_path, "models/api", {"Dockerfile": dockerfile, "models/other/host.json": "{}", **other})
    found = [note for note in notes_on(app, path="Dockerfile") if note.code == "apps-in-one-folder"]
    assert [(note.position.line, note.severity) for note in found] == ([(line, "warning")] if line else [])
    assert all("models/other" in note.message for note in found)
