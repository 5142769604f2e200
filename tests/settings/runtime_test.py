"""Where files say that the app runs on Functions or a Python that does not know the decorator model."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from pystein_migrate.model.app import App, Around
from pystein_migrate.settings.runtime import note_runtimes, pythons, runtime_files

IMAGE = "mcr.microsoft.com/azure-functions/python"
SETTING = "FUNCTIONS_EXTENSION_VERSION"
OLD = {
    "image": ("Dockerfile", f"# ours\nFROM {IMAGE}:3.0-python3.7\n", 2),
    "image of 2.x": ("Dockerfile", f"FROM {IMAGE}:2.0\n", 1),
    "image for App Service": ("Dockerfile", f"FROM {IMAGE}:3.0-python3.8-appservice\n", 1),
    "image of a build": ("Dockerfile", f"FROM {IMAGE}:3.0.14492-python3.7-buildenv\n", 1),
    "image of Docker Hub": ("Dockerfile", "FROM microsoft/azure-functions-python3.6:2.0\n", 1),
    "image with an old Python": ("Dockerfile", f"FROM {IMAGE}:4-python3.7\n", 1),
    "image for a platform": ("docker/Dockerfile.prod", f"FROM --platform=linux/amd64 {IMAGE}:3.0-python3.8 AS x\n", 1),
    "image in an argument": ("Dockerfile", f"ARG TAG=3.0-python3.8\nFROM {IMAGE}:${{TAG}}\n", 2),
    "image with a default": ("Dockerfile", f"ARG TAG\nFROM {IMAGE}:${{TAG:-3.0-python3.8}}\n", 2),
    "whole image in an argument": ("app.dockerfile", f'ARG BASE="{IMAGE}:2.0-python3.7"\nFROM $BASE\n', 2),
    "image of an earlier stage": ("Dockerfile", f"FROM {IMAGE}:3.0-python3.8 AS base\nRUN x\nFROM base\n", 1),
    "image of compose": ("docker-compose.yml", f"services:\n  app:\n    image: {IMAGE}:3.0-python3.8\n", 3),
    "image in Bicep": ("main.bicep", f"linuxFxVersion: 'DOCKER|{IMAGE}:3.0-python3.8'\n", 1),
    "local settings": ("local.settings.json", f'{{"Values": {{\n  "{SETTING}": "~3"}}}}', 2),
    "Bicep": ("infra/main.bicep", f"{{\n  name: '{SETTING}'\n  value: '~3'\n}}\n", 3),
    "Bicep map": ("infra/main.bicep", f"properties: {{\n  {SETTING}: '~2'\n}}\n", 2),
    "ARM": ("azuredeploy.json", f'{{"name": "{SETTING}",\n "value": "~3"}}', 2),
    "settings as az exports them": ("s.json", f'[{{"name": "{SETTING}", "slotSetting": false,\n"value": "~3"}}]', 2),
    "Terraform": ("main.tf", f'app_settings = {{\n  "{SETTING}" = "~3"\n}}\n', 2),
    "Terraform version": ("main.tf", 'resource "azurerm_function_app" "x" {\n  version = "~3"\n}\n', 2),
    "Terraform attribute": ("main.tf", 'functions_extension_version = "~3"\n', 1),
    "Terraform stack": ("main.tf", 'application_stack {\n    python_version = "3.7"\n}\n', 2),
    "Terraform site": ("main.tf", 'linux_fx_version = "PYTHON|3.6"\n', 1),
    "Bicep site": ("main.bicep", "linuxFxVersion: 'Python|3.7'\n", 1),
    "az": ("deploy.sh", f"az functionapp config appsettings set -n a -g b \\\n  --settings {SETTING}=~3\n", 2),
    "az create": ("deploy.sh", "az functionapp create --functions-version 3 -n a\n", 1),
    "az create in PowerShell": ("deploy.ps1", "az functionapp create --runtime python --runtime-version 3.7\n", 1),
    "workflow": (".github/workflows/a.yml", f"- run: az functionapp config appsettings set --settings {SETTING}='~3'\n", 1),
    "pipeline task": ("azure-pipelines.yml", f"appSettings: '-{SETTING} ~3 -A 1'\n", 1),
    "pipeline stack": ("azure-pipelines.yml", "runtimeStack: 'PYTHON|3.7'\n", 1),
    "setup-python": (".github/workflows/a.yml", "uses: actions/setup-python@v5\nwith:\n  python-version: '3.7'\n", 3),
    "setup-python, several": (".github/workflows/a.yml", "python-version: [3.6, '3.7']\n", 1),
    "variable of a workflow": (".github/workflows/a.yml", "env:\n  PYTHON_VERSION: '3.6'\n", 2),
    "UsePythonVersion": ("azure-pipelines.yml", "- task: UsePythonVersion@0\n  inputs:\n    versionSpec: '3.6'\n", 3),
    "Pulumi": (
        "infra/__main__.py",
        f'import pulumi\n\nsettings=[web.NameValuePairArgs(\n    name="{SETTING}", value="~3")]\n', 4,
    ),
    "Pulumi map": ("infra/app.py", f'from pulumi import *\nsettings={{"{SETTING}": "~3"}}\n', 2),
    "VS Code": (".vscode/settings.json", '{"azureFunctions.projectRuntime": "~3"}', 1),
}  # fmt: skip
FINE = {
    "image of 4.x": ("Dockerfile", f"FROM {IMAGE}:4-python3.11\n"),
    "image of today": ("Dockerfile", f"FROM {IMAGE}:4\n"),
    "another image": ("Dockerfile", "FROM python:3.7-slim\n"),
    "old image in a stage for building": (
        "Dockerfile", f"FROM {IMAGE}:3.0-python3.8 AS build\nFROM {IMAGE}:4-python3.11\nCOPY --from=build /a /b\n",
    ),
    "an argument that is not known": ("Dockerfile", f"ARG TAG\nFROM {IMAGE}:$TAG\n"),
    "a comment": ("Dockerfile", f"# FROM {IMAGE}:3.0-python3.8\nFROM {IMAGE}:4-python3.11\n"),
    "settings": ("local.settings.json", f'{{"Values": {{"{SETTING}": "~4"}}}}'),
    "a comment in Bicep": ("main.bicep", f"// {SETTING}: '~3'\nx: 1\n"),
    "a comment in a script": ("deploy.sh", f"# az … --settings {SETTING}=~3\n"),
    "versions of providers": ("main.tf", 'required_providers {\n  azurerm = {\n    version = "~> 3.0"\n  }\n}\n'),
    "Python that runs": ("main.tf", 'python_version = "3.12"\n'),
    "tests with several": (".github/workflows/a.yml", "python-version: [3.7, '3.8', '3.11']\n"),
    "any Python 3": (".github/workflows/a.yml", "python-version: 3.x\n"),
    "another tool": ("azure-pipelines.yml", "- task: NodeTool@0\n  inputs:\n    versionSpec: '10.x'\n"),
    "prose": ("README.md", f"FROM {IMAGE}:3.0-python3.7, {SETTING}=~3\n"),
    "code": ("tool.py", f"IMAGE = '{IMAGE}:3.0-python3.7'\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", OLD)
def test_an_old_runtime_is_said_with_its_place(case: str) -> None:
    path, text, line = OLD[case]
    (note,) = note_runtimes({path: text.encode(), "host.json": b"{}"})
    assert (note.code, note.path, note.position.line) == ("old-runtime", path, line)


@pytest.mark.parametrize("case", FINE)
def test_what_runs_the_model_or_says_nothing_is_no_word(case: str) -> None:
    path, text = FINE[case]
    assert note_runtimes({path: text.encode()}) == []


@pytest.mark.parametrize(
    ("path", "text", "old", "new"),
    [
        ("Dockerfile", f"FROM {IMAGE}:3.0-python3.7\n", f"{IMAGE}:3.0-python3.7", f"{IMAGE}:4-python3.11"),
        ("s.json", f'{{"name": "{SETTING}", "value": "~3"}}', "~3", "~4"),
        ("main.tf", 'python_version = "3.7"\n', "3.7", "3.11"),
        (".github/workflows/a.yml", "python-version: '3.6'\n", "3.6", "3.11"),
    ],
)
def test_the_remedy_followed_literally_is_one(path: str, text: str, old: str, new: str) -> None:
    (note,) = note_runtimes({path: text.encode()})
    assert new in note.remedy
    assert note_runtimes({path: text.replace(old, new).encode()}) == []


def test_the_pythons_are_those_of_all_files() -> None:
    files = {
        "Dockerfile": f"FROM {IMAGE}:4-python3.10\n".encode(),
        ".github/workflows/a.yml": b"python-version: ['3.11', \"3.12\"]\n",
    }
    assert pythons(files) == {Version("3.10"), Version("3.11"), Version("3.12")}
    assert pythons({}) == frozenset()


def test_files_around_the_app_count_but_for_those_of_other_apps() -> None:
    app = App(
        Path("/repository/app"), (), {"host.json": b"{}"}, frozenset({"host.json"}),
        around=Around("app", {
            "../Dockerfile": f"FROM {IMAGE}:3.0-python3.8\nCOPY app /home/site/wwwroot\n".encode(),
            "../.github/workflows/deploy.yml": b"working-directory: app\npython-version: '3.7'\n",
            "../.github/workflows/other.yml": b"working-directory: other\npython-version: '3.6'\n",
        }, apps=frozenset({"other"})),
    )  # fmt: skip
    assert [note.path for note in note_runtimes(runtime_files(app))] == [
        "../.github/workflows/deploy.yml", "../Dockerfile",
    ]  # fmt: skip


@given(st.text(alphabet="FROMARGas$|{}:-=~'\"[],.37 \n#/", max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    for path in ("Dockerfile", "main.tf", "a.yml", "a.json"):
        note_runtimes({path: f"{IMAGE}:{text}\npython-version: {text}\n{SETTING}={text}".encode()})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("main.tf", 'resource "azurerm_mysql_server" "m" {\n  version = "~3"\n}\n'),
        (
            "ci.yml",
            "matrix:\n  a: {python.version: '3.6'}\n  python-version: '3.6'\n  b:\n    python-version: '3.11'\n",
        ),
    ],
)
def test_what_is_about_something_else_or_one_of_several_is_no_word(path: str, text: str) -> None:
    assert note_runtimes({path: text.encode()}) == []


@pytest.mark.parametrize(
    ("path", "text", "remedy"),
    [
        ("a.sh", "az functionapp create --functions-version 2", "set it to 4"),
        ("Dockerfile", f"FROM {IMAGE}:3.0-python3.8-core-tools", "-python3.11-core-tools"),
        ("Dockerfile", f"FROM {IMAGE}:3.0-python3.8-appservice", "-python3.11-appservice"),
    ],
)
def test_the_remedy_keeps_what_kind_of_thing_it_is(path: str, text: str, remedy: str) -> None:
    (note,) = note_runtimes({path: text.encode()})
    assert remedy in note.remedy
