"""File patterns and ``# noqa`` comments against real ruff: what ruff leaves out or silences, this tool does too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pystein_migrate.lint.globs import FilePattern
from pystein_migrate.lint.noqa import suppressions, unsuppressed
from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import Diagnostic

FILES = ("a.py", "foo_b.py", "pkg/a.py", "pkg/sub/a.py", "pkg/sub/deep/c.py", "other/pkg/d.py", "tests/test_a.py")
PATTERNS = (
    "a.py",
    "pkg",
    "pkg/",
    "pkg/a.py",
    "./pkg/a.py",
    "pkg/*",
    "pkg/*.py",
    "pkg/**",
    "pkg/**/*.py",
    "**/pkg",
    "**/a.py",
    "*.py",
    "foo_*.py",
    "sub",
    "pkg/sub",
    "sub/a.py",
    "?.py",
    "[ab].py",
    "[!a].py",
    "{a,c}.py",
    "{pkg,tests}/*.py",
    "test*",
    "nothing",
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree").resolve()
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("import os\n")
    return root


def ruff(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--isolated", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout


@pytest.mark.parametrize("pattern", PATTERNS)
def test_exclude_leaves_out_what_ruff_leaves_out(tree: Path, pattern: str) -> None:
    shown = {
        Path(line) for line in ruff(tree, "--show-files", "--config", f"exclude = [{json.dumps(pattern)}]").splitlines()
    }
    theirs = {name for name in FILES if tree / name not in shown}
    assert {name for name in FILES if FilePattern(pattern, tree).excludes(tree / name)} == theirs


@pytest.mark.parametrize("pattern", [*(each for each in PATTERNS if "," not in each), "!a.py", "!pkg/**"])
def test_per_file_ignores_hold_where_they_hold_in_ruff(tree: Path, pattern: str) -> None:
    text = ruff(tree, "--select", "F401", "--per-file-ignores", f"{pattern}:F401", "--output-format", "json")
    reported = {Path(entry["filename"]) for entry in json.loads(text)}
    theirs = {name for name in FILES if tree / name not in reported}
    assert {name for name in FILES if FilePattern(pattern, tree).matches(tree / name)} == theirs


@pytest.mark.parametrize(
    "source",
    [
        "import os  # noqa",
        "import os  #noqa",
        "import os  # NoQA",
        "import os  # noqa: F401",
        "import os  # noqa:F401",
        "import os  # noqa : F401",
        "import os  # noqa: E501, F401",
        "import os  # noqa: E501,F401",
        "import os  # noqa: E501 F401",
        "import os  # noqa: F401 because",
        "import os  # noqa: E501",
        "import os  # noqa: because",
        "import os  # noqa F401",
        "import os  # why # noqa: F401",
        "import os  # why noqa: F401",
        "import os  # nonoqa",
        "import os  # noqa:",
        "import os  # noqa-ish",
        "import os  # noqa,",
        "import os  # noqa.",
        "import os  # noqa#x",
        "import os  # noqa: F401.",
        "import os  # noqa: F401-ish",
        "import os  # noqa: F401, ",
        "import os  # noqa: F401;E501",
        "import os  # noqa: E501, x F401",
        "import os  # noqa: (F401)",
        "import os  # noqa: F401E501",
        "import os  # noqa: E501F401",
        "import os  # noqa: F401abc",
        "import os  # noqa:  F401  # more",
        "import os  # flake8: noqa",
        "# flake8: noqa\nimport os",
        "# ruff: noqa\nimport os",
        "# ruff: noqa: F401\nimport os",
        "# ruff: noqa: E501\nimport os",
        "# flake8: noqa: F401\nimport os",
        "#ruff:noqa:F401\nimport os",
        "import os\n# ruff: noqa: F401",
        "if True:\n    # ruff: noqa: F401\n    import os",
        '"""\n# ruff: noqa\n"""\nimport os',
        '"# noqa"; import os',
    ],
)
def test_comments_silence_what_they_silence_in_ruff(tmp_path: Path, source: str) -> None:
    (tmp_path / "a.py").write_text(f"{source}\n")
    silenced = ruff(tmp_path, "--select", "F401", "--output-format", "json", "a.py").strip() == "[]"
    line = next(number for number, text in enumerate(source.split("\n"), 1) if "import os" in text)
    found = Diagnostic("F401", "unused-import", "m", "a.py", Position(line, 1), Position(line, 2), line)
    remaining, _ = unsuppressed([found], suppressions(f"{source}\n", is_python=True))
    assert (not remaining) is silenced
