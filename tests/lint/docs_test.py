"""What docs/check.md, ci.md and ruff.md show works as shown."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from pystein_migrate.commands.check import check
from pystein_migrate.lint.config import _READERS as OPTIONS

Write = Callable[[dict[str, str]], Path]
Run = Callable[..., Any]
REPOSITORY = Path(__file__).parents[2]
PAGES = {name: (REPOSITORY / "docs" / f"{name}.md").read_text("utf-8") for name in ("check", "ci", "ruff")}
COMMANDS = sorted(
    {
        match.strip()
        for text in PAGES.values()
        for match in re.findall(r"(?:pystein-migrate|pipx run pystein-migrate) (check[^`#|<\n]*)", text)
        if not match.startswith("check`")
    }
)


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page], re.MULTILINE | re.DOTALL)


def committed(root: Path) -> None:
    """Commit all that is in ``root``, as the commands that write ask for."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@localhost")
    for arguments in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-q", "-m", "app")):
        subprocess.run(["git", *arguments], cwd=root, check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_line_is_understood(run: Run, write: Write, script: str, command: str) -> None:
    root = write({"api/host.json": '{"version": "2.0"}', "api/function_app.py": script, "ruff.toml": ""})
    committed(root)
    result = run(*shlex.split(command), stdin=script.encode())
    assert result.exit_code in (0, 1), result.stderr


def test_the_examples_for_ci_are_yaml_and_name_hooks_that_exist() -> None:
    documents = [yaml.safe_load(block) for block in blocks("ci", "yaml")]
    assert len(documents) == 5
    hooks = {hook["id"] for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in documents[0]["repos"][0]["hooks"]} <= hooks


def test_the_settings_shown_are_all_there_are_and_are_accepted(run: Run, write: Write, script: str) -> None:
    (text,) = blocks("check", "toml")
    assert set(tomllib.loads(text)["tool"]["pystein-migrate"]["lint"]) == set(OPTIONS) - {
        "extend-exclude",
        "extend-per-file-ignores",
    }
    write({"host.json": '{"version": "2.0"}', "function_app.py": script, "pyproject.toml": text})
    assert run("check").exit_code in (0, 1)


def test_every_option_of_check_is_documented() -> None:
    application = typer.Typer(add_completion=False)
    application.command()(check)
    options = {
        option
        for parameter in typer.main.get_command(application).params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert len(options) > 25
    assert [each for each in sorted(options) if not re.search(rf"{each}(?![\w-])", " ".join(PAGES.values()))] == []
