"""The command, as a user meets it: arguments, output, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from pystein_migrate.commands.verify import verify

from .support import write_tree

app = typer.Typer()
app.command()(verify)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def git(folder: Path, *arguments: str) -> str:
    identity = {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, **identity},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, legacy: Path, migrated: Path) -> Path:
    """A repository whose first commit has the legacy app in apps/shop, and its work tree the migrated one."""
    root = tmp_path / "repository"
    shutil.copytree(legacy, root / "apps/shop")
    git(tmp_path, "init", "-q", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "legacy")
    shutil.rmtree(root / "apps/shop")
    shutil.copytree(migrated, root / "apps/shop")
    return root


def test_two_trees_that_are_the_same_exit_with_0_and_a_table(legacy: Path, migrated: Path) -> None:
    result = call(legacy, migrated)
    assert result.exit_code == 0, result.output
    assert "the same app (9 same)" in result.output
    assert "GetOrder" in result.output


def test_a_difference_exits_with_1_and_shows_both_values(legacy: Path, edit: Callable[..., Path]) -> None:
    result = call(legacy, edit('route="orders/{id}"', 'route="order/{id}"'))
    assert result.exit_code == 1
    assert (
        "GetOrder, route and methods: \"route\" of binding \"req\": 'orders/{id}' became 'order/{id}'" in result.output
    )


def test_json_has_a_version_and_every_value(legacy: Path, edit: Callable[..., Path]) -> None:
    result = call(legacy, edit('max_retry_count="4"', 'max_retry_count="5"'), "--format", "json")
    document = json.loads(result.stdout)
    assert (document["version"], document["verdict"], document["counts"]["differs"]) == (1, "differs", 1)
    ship = next(function for function in document["functions"] if function["name"] == "ShipOrder")
    assert list(ship["static"]["differences"]) == ["retry"]


def test_markdown_has_a_row_a_function_and_escapes_what_would_break_it(
    tmp_path: Path, legacy: Path, edit: Callable[..., Path]
) -> None:
    target = tmp_path / "report.md"
    result = call(legacy, edit('schedule="0 0 3 * * *"', 'schedule="a|b"'), "--format", "markdown", "--output", target)
    assert (result.exit_code, result.stdout) == (1, "")
    text = target.read_text("utf-8")
    assert "| `Nightly` | same | differs |" in text
    assert "a\\|b" in text


def test_a_git_revision_is_read_without_a_checkout(repository: Path) -> None:
    before = git(repository, "status", "--porcelain")
    result = call(repository / "apps/shop", "--against", "HEAD")
    assert result.exit_code == 0, result.output
    assert git(repository, "status", "--porcelain") == before


def test_a_revision_that_does_not_exist_is_said_in_one_line(repository: Path) -> None:
    result = call(repository / "apps/shop", "--against", "nowhere")
    assert result.exit_code == 2
    assert "git rev-parse failed" in result.stderr
    assert "Traceback" not in result.output


def test_a_revision_is_no_option_for_git(repository: Path) -> None:
    assert call(repository / "apps/shop", "--against", "--output=/tmp/x").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("{legacy}",), "give two folders"),
        (("{legacy}", "{legacy}/nowhere"), "is not a folder"),
        (("{legacy}/shared", "{legacy}/shared"), "they are no function apps"),
        (("{legacy}", "{migrated}", "--stub-missing"), "no meaning without --run"),
        (("{legacy}", "{migrated}", "--run", "--python", "{legacy}/host.json"), "is not a Python"),
        (("{legacy}", "{migrated}", "--against", "HEAD"), "give one folder"),
    ],
)
def test_what_cannot_be_done_exits_with_2_and_one_line(
    legacy: Path, migrated: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = call(*(argument.format(legacy=legacy, migrated=migrated) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="this Python can run the apps")
def test_an_interpreter_that_is_too_old_is_told_what_to_install(legacy: Path, migrated: Path) -> None:
    result = call(legacy, migrated, "--run")
    assert result.exit_code == 2
    assert "pystein-migrate[run]" in result.stderr


@pytest.mark.run
def test_run_needs_a_legacy_app(migrated: Path, run_python: Path) -> None:
    result = call(migrated, migrated, "--run", "--python", run_python)
    assert (result.exit_code, "needs a legacy app" in result.stderr) == (2, True)


@pytest.mark.run
def test_run_says_that_it_runs_the_code_and_adds_a_column(legacy: Path, migrated: Path, run_python: Path) -> None:
    result = call(legacy, migrated, "--run", "--python", run_python, "--format", "markdown")
    assert result.exit_code == 0, result.output
    assert "Running the code of both apps" in result.stderr
    assert "same (18 calls)" in result.stdout


@pytest.mark.run
def test_saved_cases_can_be_edited_and_used(tmp_path: Path, legacy: Path, migrated: Path, run_python: Path) -> None:
    saved = tmp_path / "cases.yaml"
    call(legacy, migrated, "--run", "--python", run_python, "--save-cases", saved)
    assert "function: GetOrder" in saved.read_text("utf-8")
    own = write_tree(tmp_path, {"own.yaml": OWN_CASE}) / "own.yaml"
    result = call(legacy, migrated, "--run", "--python", run_python, "--cases", own, "--format", "json")
    functions = {function["name"]: function["run"] for function in json.loads(result.stdout)["functions"]}
    assert (functions["Hello"]["verdict"], functions["Hello"]["invocations"]) == ("same", 1)
    assert functions["Flow"]["verdict"] == "not comparable"


OWN_CASE = """
- function: Hello
  name: a city with a quote
  trigger: city
  inputs:
    city: {string: '"Land''s End"'}
"""


@pytest.mark.run
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a YAML file"),
        ("a: 1", "must hold a list"),
        ("- function: A", "case 1: 'name' must be a text"),
        ("- {function: A, name: x, trigger: t, inputs: {t: {text: x}}}", "must have one key of"),
        ("- {function: A, name: x, trigger: t, input: {}}", "unknown key 'input'"),
    ],
)
def test_a_case_file_that_cannot_be_used_names_the_place(
    tmp_path: Path, legacy: Path, migrated: Path, run_python: Path, text: str, message: str
) -> None:
    path = write_tree(tmp_path, {"cases.yaml": text}) / "cases.yaml"
    result = call(legacy, migrated, "--run", "--python", run_python, "--cases", path)
    assert result.exit_code == 2
    assert message in result.stderr
