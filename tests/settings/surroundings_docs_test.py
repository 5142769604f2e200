"""docs/surroundings.md: each kind of file that it names is shown to be looked at, by a test or an app of the corpus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs/surroundings.md").read_text("utf-8")
AROUND, LEFTOVERS, COMMANDS = "settings/around_test.py", "settings/leftovers_test.py", "commands/links_test.py"
SHOWN_BY = {
    "`requirements.txt` and what it includes": ("settings/requirements_test.py", ""),
    "`pyproject.toml` (PEP 621, poetry) where there is no `requirements.txt`": (
        "settings/pyproject_test.py", "test_a_projects_dependency_is_raised_and_all_else_stays",
    ),
    "images, settings, infrastructure and pipelines that say what runs the app": (
        "settings/runtime_test.py", "test_an_old_runtime_is_said_with_its_place",
    ),
    "`host.json`": (AROUND, "test_an_app_that_another_worker_runs_is_refused"),
    "`local.settings.json`": (AROUND, "test_the_setting_that_names_the_script_is_needed_in_azure_as_well"),
    "`.vscode/settings.json` of the app": ("settings/settings_test.py", ""),
    "`.vscode/settings.json` of the repository": (AROUND, "test_settings_of_an_editor_above_the_app"),
    "`.vscode/tasks.json`, `.vscode/launch.json`, `*.code-workspace`": (AROUND, "test_build_files_around_the_app"),
    "`.funcignore`": (LEFTOVERS, "test_ignore_files_that_hide_the_script_are_named"),
    "`.dockerignore`": (AROUND, "test_ignore_files_that_hide_the_new_script"),
    "`.gitignore`": (AROUND, "test_ignore_files_that_hide_the_new_script"),
    "links": (COMMANDS, "test_output_has_what_the_link_leads_to"),
    "Dockerfiles, `*.Dockerfile`, Containerfiles": (AROUND, "test_build_files_around_the_app"),
    "workflows, pipelines and other YAML": (AROUND, "test_build_files_around_the_app"),
    "shell, PowerShell and batch scripts, Makefiles, Jenkinsfiles, justfiles": (AROUND, "test_build_files_around_the_app"),
    "`pyproject.toml`, `setup.cfg`, `tox.ini`, `.flake8` and other settings of tools": (
        AROUND, "test_build_files_around_the_app",
    ),
    "`CODEOWNERS`, `MANIFEST.in`, `package.json`, `sonar-project.properties`": (AROUND, "test_build_files_around_the_app"),
    "Terraform, Bicep, ARM templates, Pulumi (YAML, Python)": (AROUND, "test_resources_that_are_functions"),
    "Event Grid, API Management, `listKeys`": (AROUND, "test_what_only_refers_to_a_function_goes_on_working"),
    "Python of the app that is no function's": (LEFTOVERS, "test_other_python_that_uses_what_is_gone_is_named"),
    "Python of the repository": (AROUND, "test_python_around_the_app_that_imports_what_is_gone"),
    "`proxies.json`": (LEFTOVERS, "test_proxies_are_noted_and_a_file_without_any_is_not"),
    "Logic Apps": (AROUND, "test_functions_without_a_route_are_told_of_once"),
}  # fmt: skip


def test_each_row_of_the_page_is_shown_by_a_test() -> None:
    rows = re.findall(r"^\| (.+?) \| .* \|$", PAGE, re.MULTILINE)
    assert rows[2:] == list(SHOWN_BY) and rows[0] == "file"


@pytest.mark.parametrize(("module", "test"), SHOWN_BY.values())
def test_the_tests_are_there(module: str, test: str) -> None:
    text = (CHECKOUT / "tests" / module).read_text("utf-8")
    assert re.search(rf"^def test_.*|^def {test}\(", text, re.MULTILINE) if not test else f"def {test}(" in text


def test_each_name_of_a_file_in_the_rows_on_build_files_has_a_case() -> None:
    cases = (CHECKOUT / "tests" / AROUND).read_text("utf-8")
    rows = [
        row for row, (module, test) in SHOWN_BY.items() if (module, test) == (AROUND, "test_build_files_around_the_app")
    ]
    names = {name.lstrip("*") for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert [name for name in sorted(names) if f'{name}"' not in cases] == []
