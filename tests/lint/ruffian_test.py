"""The plug-in of ruffian, run by the real ruffian beside real ruff."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from pystein_migrate.lint.ruffian import violations

Write = Callable[[dict[str, str]], Path]
REPOSITORY = Path(__file__).parents[2]
SETTINGS = """\
[tool.ruff.lint]
select = ["F"]
external = ["PYS"]

[[tool.ruffian.plugins]]
name = "pystein"
executable = {executable}
config = {config}
"""


@pytest.fixture
def ruffian(tmp_path: Path, write: Write) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ruffian in the test's folder with the plug-in from this checkout."""
    plugin = tmp_path / "plugin.sh"
    paths = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "rules")])
    program = "from pystein_migrate.lint.ruffian import main; main()"
    plugin.write_text(f'#!/bin/sh\nPYTHONPATH={paths} exec {sys.executable} -c "{program}" "$@"\n')
    plugin.chmod(0o755)

    def run(*arguments: str, config: str = "{}") -> subprocess.CompletedProcess[str]:
        write({"pyproject.toml": SETTINGS.format(executable=json.dumps(str(plugin)), config=config)})
        command = [str(Path(sysconfig.get_path("scripts"), "ruffian")), "check", *arguments]
        path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the test's plug-in is a shell script")
Ruffian = Callable[..., subprocess.CompletedProcess[str]]


def test_findings_stand_among_those_of_ruff(ruffian: Ruffian, write: Write, mixed: dict[str, str]) -> None:
    root = write({**mixed, "lib.py": "import os\n"})
    result = ruffian(".")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert any(line.startswith(f"{root}/function_app.py:1:1: PYS001 ") for line in lines)
    assert any(line.startswith(f"{root}/lib.py:1:8: F401 ") for line in lines)


def test_json_holds_the_same_keys_as_for_ruffs_own(ruffian: Ruffian, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "lib.py": "import os  # noqa: PYS001\n"})
    found = json.loads(ruffian(".", "--output-format", "json").stdout)
    by_code = {entry["code"]: entry for entry in found}
    assert by_code.keys() >= {"PYS001", "PYS099"}
    assert by_code["PYS099"]["fix"]["applicability"] == "safe"
    assert by_code["PYS099"]["location"] == {"row": 1, "column": 12}


def test_both_kinds_of_comments_silence_a_finding(ruffian: Ruffian, write: Write, mixed: dict[str, str]) -> None:
    for comment in ("# noqa: PYS001", "# ruffian: noqa PYS001"):
        first, _, rest = mixed["function_app.py"].partition("\n")
        write({**mixed, "function_app.py": f"{first}  {comment}\n{rest}"})
        assert "PYS001" not in ruffian(".").stdout, comment


def test_the_plugins_config_selects_rules(ruffian: Ruffian, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "lib.py": "x = 1  # noqa: PYS001\n"})
    for config, code in (('{ select = ["PYS099"] }', "PYS001"), ('{ ignore = ["PYS099"] }', "PYS099")):
        found = json.loads(ruffian(".", "--output-format", "json", config=config).stdout)
        assert code not in {entry["code"] for entry in found}
        assert found


def test_a_mistake_in_the_plugins_config_is_one_line(ruffian: Ruffian, write: Write, mixed: dict[str, str]) -> None:
    write(mixed)
    result = ruffian(".", config='{ selct = ["PYS099"] }')
    assert "unknown option `selct` in the plug-in's config" in result.stderr
    assert "Traceback" not in result.stderr


def test_code_that_cannot_be_parsed_is_left_to_ruff(ruffian: Ruffian, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "lib.py": "def f(:\n"})
    assert "invalid-syntax: SyntaxError" not in ruffian(".").stdout


def test_findings_in_settings_files_come_with_the_first_module_of_their_app(
    write: Write, disabled: dict[str, str]
) -> None:
    root = write({**disabled, "lib.py": "x = 1\n"})
    config = {"select": ["PYS004"]}
    (found,) = violations([root / "Old/__init__.py"], config, root)
    assert (found["filename"], found["location"]) == (str(root / "Old/function.json"), {"row": 2, "column": 3})
    assert violations([root / "lib.py"], config, root) == []


def test_the_plugin_is_light() -> None:
    program = (
        "import sys, pystein_migrate.lint.ruffian; "
        "print([name for name in ('typer', 'libcst', 'rich', 'azure.functions', 'tomlkit') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "rules")])}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
