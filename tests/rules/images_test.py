"""What a Dockerfile copies, piece by piece or as a whole."""

from __future__ import annotations

import pytest

from pystein_rules.examples import BLUEPRINT, script
from pystein_rules.project import Project
from pystein_rules.registry import BY_NAME, check_project

BASE = "FROM mcr.microsoft.com/azure-functions/python:4-python3.11\n"
APP = script("from api.users import bp\n\napp.register_functions(bp)\n") | {
    "api/__init__.py": "",
    "api/users.py": BLUEPRINT,
    "Old/function.json": '{"bindings": []}',
    "host.json": '{"version": "2.0"}',
    "requirements.txt": "azure-functions\n",
}


def found(dockerfile: str, app: dict[str, str] = APP) -> list[tuple[int, str]]:
    findings = check_project(Project.of(app | {"Dockerfile": dockerfile}), [BY_NAME["not-copied-into-image"]])
    return [(finding.start.line, finding.message) for finding in findings]


def test_what_the_pieces_leave_out_is_named_at_the_last_of_them() -> None:
    dockerfile = f"{BASE}COPY host.json /home/site/wwwroot/\n# folders\ncopy Old \\\n  /home/site/wwwroot/Old/\n"
    message = "function_app.py, api/users.py, requirements.txt are not copied into the image"
    assert found(dockerfile) == [(4, message)]
    assert found(dockerfile.replace("\n", "\r\n")) == [(4, message)]


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ("COPY host.json requirements.txt function_app.py ./", "api/users.py"),
        ("COPY requirements.txt .\nCOPY api ./api", "function_app.py"),
        ('COPY ["requirements.txt", "api/", "./"]', "function_app.py"),
        ("COPY --chown=app:app requirements.txt ./api/ ./", "function_app.py"),
        ("COPY function_app.py ./\nADD api ./api\nRUN pip install -r requirements.txt", "requirements.txt"),
        ("COPY *.txt *.json ./\nCOPY api ./api", "function_app.py"),
        ("COPY *.py *.txt ./\n", "api/users.py"),
        ("COPY requirements.txt api/ ./\nCOPY --from=build /src/function_app.py ./", "function_app.py"),
    ],
)
def test_one_missing_file_is_found(lines: str, missing: str) -> None:
    assert [message for _, message in found(f"{BASE}{lines}\n")] == [f"{missing} is not copied into the image"]


@pytest.mark.parametrize(
    "lines",
    [
        "COPY host.json ./\nCOPY . /home/site/wwwroot",
        "COPY host.json ./\nCOPY ./ /home/site/wwwroot",
        "COPY host.json ./\nADD . /home/site/wwwroot",
        'COPY ["host.json", "./"]\nCOPY [".", "/home/site/wwwroot"]',
        "COPY host.json ./\nCOPY --link --chown=1000 . /home/site/wwwroot",
        "COPY *.py *.json *.txt ./\nCOPY api api",
        "COPY function_app.py requirements.txt ./\nCOPY ap? ./api",
        "COPY api /api\nRUN --mount=type=bind,target=/context cp /context/*.* .",
    ],
)
def test_nothing_is_said_where_all_is_copied(lines: str) -> None:
    assert found(f"{BASE}{lines}\n") == []


@pytest.mark.parametrize(
    "lines",
    [
        "ARG SOURCE\nCOPY host.json ./\nCOPY $SOURCE ./",
        "COPY host.json ./\nCOPY ${SOURCE}/function_app.py ./",
        "COPY host.json ./\nCOPY [a-z]* ./",
        "COPY host.json ./\nADD app.tar.gz ./",
        "COPY host.json ./\nADD https://example.com/app.zip ./",
        "COPY host.json ./\nCOPY <<EOF function_app.py\nprint()\nEOF",
        "COPY --exclude=tests host.json ./",
        "COPY [host.json ./",
        "COPY host.json ./\nCOPY backend /home/site/wwwroot",
        "COPY requirements.txt ./\nRUN git clone https://example.com/app .",
        "COPY --from=build /app /home/site/wwwroot",
        "COPY",
        "ONBUILD COPY . .\nCOPY host.json ./",
    ],
)
def test_nothing_is_guessed_where_the_copies_cannot_be_read(lines: str) -> None:
    assert found(f"{BASE}{lines}\n") == []


def test_a_stage_before_the_last_may_copy_all() -> None:
    lines = "FROM python AS build\nCOPY . /src\nFROM python\nCOPY host.json ./\nCOPY --from=build /src .\n"
    assert found(lines) == []


def test_packages_may_come_from_elsewhere() -> None:
    pieces = "COPY host.json function_app.py ./\nCOPY api ./api\n"
    assert found(BASE + pieces) == [(3, "requirements.txt is not copied into the image")]
    assert found(f"{BASE}{pieces}RUN uv sync --frozen\n") == []
    assert found(f"FROM example.com/base\n{pieces}") == []
    mounted = "RUN --mount=type=bind,source=requirements.txt,target=r.txt pip install -r requirements.txt"
    assert found(f"{BASE}{pieces}{mounted}\n") == []


def test_a_renamed_script_and_one_that_the_settings_name_count() -> None:
    pieces = "COPY requirements.txt ./\nCOPY api ./api\n"
    assert found(f"{BASE}{pieces}COPY api/users.py /home/site/wwwroot/function_app.py\n") == []
    settings = {"local.settings.json": '{"Values": {"PYTHON_SCRIPT_FILE_NAME": "main.py"}}'}
    app = {path: text for path, text in APP.items() if path != "function_app.py"} | settings
    app["main.py"] = APP["function_app.py"]
    assert [message for _, message in found(BASE + pieces, app)] == ["main.py is not copied into the image"]
    assert found(f"{BASE}{pieces}COPY main.py ./\n", app) == []


def test_an_import_that_may_fail_and_a_legacy_app_need_nothing() -> None:
    guarded = script("try:\n    import extra\nexcept ImportError:\n    extra = None\n", extra="x = 1\n")
    assert found(f"{BASE}COPY function_app.py ./\n", guarded) == []
    legacy = {"Old/function.json": APP["Old/function.json"], "Old/__init__.py": "", "host.json": "{}"}
    assert found(f"{BASE}COPY host.json ./\n", legacy) == []


def test_another_escape_character_continues_lines() -> None:
    lines = f"# escape=`\n{BASE}COPY requirements.txt `\n  function_app.py api `\n  C:\\app\\\n"
    assert found(lines) == []
    assert len(found(lines.replace(" function_app.py", ""))) == 1
