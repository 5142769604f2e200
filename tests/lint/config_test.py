"""Settings files: which one counts, what is refused, and what ruff's own settings add."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[[dict[str, str]], Path]
Run = Callable[..., Any]


def codes(run: Run, *arguments: str) -> list[str]:
    result = run("check", "--output-format", "concise", *arguments)
    assert result.exit_code in (0, 1), result.stderr
    return [line.split()[1] for line in result.stdout.splitlines() if ": PYS" in line]


@pytest.fixture
def noisy(mixed: dict[str, str]) -> dict[str, str]:
    """One PYS001, one PYS099."""
    return {**mixed, "a.py": "x = 1  # noqa: PYS001\n"}


@pytest.mark.parametrize(
    ("name", "head"),
    [("pyproject.toml", "[tool.pystein-migrate.lint]"), ("pystein-migrate.toml", "[lint]")],
)
def test_settings_are_read_from_both_files(run: Run, write: Write, noisy: dict[str, str], name: str, head: str) -> None:
    write({**noisy, name: f'{head}\nselect = ["PYS099"]\n'})
    assert codes(run) == ["PYS099"]
    assert codes(run, "--select", "PYS001") == ["PYS001"]
    assert set(codes(run, "--isolated", "--select", "PYS001,PYS099")) == {"PYS001", "PYS099"}


def test_the_nearest_file_wins_for_every_app(run: Run, write: Write, noisy: dict[str, str]) -> None:
    files = {f"{folder}/{path}": text for folder in ("one", "two") for path, text in noisy.items()}
    write(
        {
            **files,
            "pyproject.toml": '[tool.pystein-migrate.lint]\nselect = ["PYS001"]\n',
            "two/pystein-migrate.toml": '[lint]\nselect = ["PYS099"]\n',
            "two/pyproject.toml": "[tool.other]\n",
        }
    )
    assert codes(run) == ["PYS001", "PYS099"]


def test_a_named_file_counts_instead(run: Run, write: Write, noisy: dict[str, str]) -> None:
    write(
        {**noisy, "pystein-migrate.toml": '[lint]\nselect = ["PYS099"]\n', "ci.toml": '[lint]\nselect = ["PYS001"]\n'}
    )
    assert codes(run, "--config", "ci.toml") == ["PYS001"]
    write({"empty.toml": ""})
    result = run("check", "--config", "empty.toml")
    assert result.exit_code == 2
    assert "empty.toml: no table" in result.stderr


def test_every_option_of_the_file_works(run: Run, write: Write, noisy: dict[str, str]) -> None:
    root = write(
        {
            **noisy,
            "gen/b.py": "x = 1  # noqa: PYS001\n",
            "c.py": "x = 1  # noqa: PYS001\n",
            "pystein-migrate.toml": """\
[lint]
select = ["PYS001"]
extend-select = ["PYS099"]
ignore = ["PYS001"]
exclude = ["gen"]
fix = true
unfixable = ["PYS099"]
output-format = "pylint"
per-file-ignores = { "c.py" = ["PYS0"] }
""",
        }
    )
    result = run("check")
    assert [line for line in result.stdout.splitlines() if "[" in line] == [
        "a.py:1: [PYS099] Unused `noqa` comment: PYS001 finds nothing here"
    ]
    assert "noqa" in (root / "a.py").read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[lint]\nslect = []\n", "unknown option `slect` of the linter; known are "),
        ('[lint]\nselect = "PYS0"\n', "`select` must be a list of strings"),
        ('[lint]\nselect = ["F401"]\n', "Unknown rule selector `F401` in `select`"),
        ('[lint]\nper-file-ignores = ["a"]\n', "`per-file-ignores` must be a table"),
        ('[lint.per-file-ignores]\n"a.py" = ["PYS777"]\n', "Unknown rule selector `PYS777` in `per-file-ignores`"),
        ("[lint]\nfix = 1\n", "`fix` must be true or false"),
        ('[lint]\noutput-format = "xml"\n', "`output-format` must be one of full, "),
        ("lint = 3\n", "`lint` must be a table"),
        ("[lint\n", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_exit_code_2(
    run: Run, write: Write, noisy: dict[str, str], text: str, message: str
) -> None:
    write({**noisy, "pystein-migrate.toml": text})
    result = run("check")
    assert result.exit_code == 2
    assert "pystein-migrate.toml" in result.stderr
    assert message in result.stderr


def test_other_tools_of_the_project_file_do_not_matter(run: Run, write: Write, noisy: dict[str, str]) -> None:
    write({**noisy, "pyproject.toml": "[tool.pystein-migrate]\nlayout = 'single'\n[tool.ruff]\n"})
    assert "PYS001" in codes(run)


def test_ruff_settings_leave_files_out_only_when_asked(run: Run, write: Write, noisy: dict[str, str]) -> None:
    write({**noisy, "ruff.toml": 'extend-exclude = ["a.py"]\n'})
    only = ("--select", "PYS099")
    assert codes(run, *only) == ["PYS099"]
    assert codes(run, *only, "--use-ruff-config") == []


def test_ruff_settings_that_silence_all_rules_for_a_file_are_heeded(
    run: Run, write: Write, noisy: dict[str, str]
) -> None:
    write(
        {**noisy, "pyproject.toml": '[tool.ruff.lint.per-file-ignores]\n"a.*" = ["ALL"]\n"function_app.py" = ["F"]\n'}
    )
    assert codes(run, "--select", "PYS001,PYS099", "--use-ruff-config") == ["PYS001"]


def test_ruff_settings_are_followed_through_extend(run: Run, write: Write, noisy: dict[str, str]) -> None:
    write(
        {**noisy, "base.toml": 'exclude = ["a.py"]\nlint.external = ["PYS"]\n', "ruff.toml": 'extend = "base.toml"\n'}
    )
    assert codes(run, "--select", "PYS099", "--use-ruff-config") == []
    assert run("check", "--select", "PYS099").stderr == ""
