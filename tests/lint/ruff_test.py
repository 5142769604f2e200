"""Living together with ruff: real ruff keeps the comments, the linter says what its settings need, and adds it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pystein_migrate.lint.config import LintConfigError
from pystein_migrate.lint.ruff_config import find_ruff_config, with_external

Write = Callable[[dict[str, str]], Path]
Run = Callable[..., Any]
COMMENTED = (
    "import azure.functions as func  # noqa: PYS001\n\napp = func.FunctionApp()\nx = app  # noqa: PYS001, E501\n"
)
SETTINGS = {
    "pyproject.toml": '# mine\n[tool.ruff]\nline-length = 100  # wide\n\n[tool.ruff.lint]\nselect = ["RUF"]\n',
    "ruff.toml": 'line-length = 100\n\n[lint]\nselect = ["RUF"]\nexternal = ["WPS"]  # ours\n',
    ".ruff.toml": 'lint.select = ["RUF"]\n',
}


def ruff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("name", SETTINGS)
def test_real_ruff_removes_our_codes_until_its_settings_name_them(
    run: Run, write: Write, mixed: dict[str, str], name: str
) -> None:
    root = write({**mixed, name: SETTINGS[name], "a.py": COMMENTED})
    ruff(root, "check", "--no-cache", "--fix", "--preview")
    assert "PYS001" not in (root / "a.py").read_text()

    root = write({"a.py": COMMENTED})
    result = run("check", "--select", "PYS001", "--fix-ruff-config", "--allow-dirty", "--exit-zero")
    assert f'Added `external = ["PYS"]` to {name}.' in result.stderr
    ruff(root, "check", "--no-cache", "--fix", "--preview")
    assert (root / "a.py").read_text().count("# noqa: PYS001") == 2
    assert "E501" not in (root / "a.py").read_text()


@pytest.mark.parametrize("name", SETTINGS)
def test_adding_leaves_the_rest_of_the_file_as_it_is_and_is_done_once(
    run: Run, write: Write, mixed: dict[str, str], name: str
) -> None:
    text = SETTINGS[name].replace("\n", "\r\n")
    root = write({**mixed, name: text})
    run("check", "--fix-ruff-config", "--allow-dirty", "--exit-zero")
    added = (root / name).read_bytes().decode()
    assert [line for line in text.split("\r\n") if "external" not in line and line not in added] == []
    assert "\n" not in added.replace("\r\n", "")
    found = find_ruff_config(root)
    assert found is not None
    assert found.keeps_noqa
    assert "external" not in run("check", "--fix-ruff-config", "--allow-dirty", "--exit-zero").stderr
    assert (root / name).read_bytes().decode() == added


def test_a_project_whose_ruff_would_remove_comments_gets_a_warning(
    run: Run, write: Write, mixed: dict[str, str]
) -> None:
    root = write({**{f"app/{path}": text for path, text in mixed.items()}, "ruff.toml": "line-length = 99\n"})
    result = run("check", "--select", "PYS001")
    assert result.stderr.startswith("warning: ruff.toml lets ruff (RUF102) remove `# noqa: PYS…` comments")
    (root / "ruff.toml").write_text('[lint]\nexternal = ["P"]\n')
    assert run("check", "--select", "PYS001").stderr == ""
    (root / "ruff.toml").unlink()
    assert run("check", "--select", "PYS001").stderr == ""


def test_broken_ruff_settings_do_not_stop_the_linter_unless_it_needs_them(
    run: Run, write: Write, mixed: dict[str, str]
) -> None:
    write({**mixed, "ruff.toml": "[lint\n"})
    assert run("check", "--select", "PYS001").exit_code == 1
    result = run("check", "--select", "PYS001", "--use-ruff-config")
    assert result.exit_code == 2
    assert "ruff.toml: not valid TOML" in result.stderr


def test_settings_at_the_top_level_of_older_files_are_extended_there(tmp_path: Path) -> None:
    assert with_external(tmp_path / "ruff.toml", b'external = ["WPS"]\n') == b'external = ["WPS", "PYS"]\n'


def test_an_external_that_is_no_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(LintConfigError, match="`external` of ruff must be a list"):
        with_external(tmp_path / "ruff.toml", b"lint.external = 3\n")


def test_what_the_linter_fixes_still_passes_ruff_format(run: Run, write: Write, script: str) -> None:
    root = write({"host.json": "{}\n", "function_app.py": script + "\n\nx = 1  # noqa: PYS001\n"})
    run("check", "--select", "PYS099", "--fix", "--allow-dirty")
    assert ruff(root, "format", "--check", "--no-cache", ".").returncode == 0
