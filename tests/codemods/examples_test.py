"""Every codemod does what its examples say, by itself and in libcst's own runner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from libcst.codemod import CodemodContext, CodemodTest

from pystein_migrate.codemods import CODEMODS, commands
from pystein_migrate.codemods.base import Codemod, Example, Subject
from pystein_migrate.python.source import Source

EXAMPLES = [
    pytest.param(codemod, example, id=f"{codemod.name}-{number}")
    for codemod in CODEMODS
    for number, example in enumerate(codemod.examples)
]


def subject(example: Example, path: str, text: str) -> Subject:
    return Subject(Source.read(path, text.encode()), **example.subject)  # type: ignore[arg-type]


@pytest.mark.parametrize(("codemod", "example"), EXAMPLES)
def test_an_example_becomes_what_it_says(codemod: type[Codemod], example: Example) -> None:
    assert codemod.applied(subject(example, example.path, example.before)) == example.after


@pytest.mark.parametrize(("codemod", "example"), EXAMPLES)
def test_what_was_changed_is_not_changed_again_where_it_is_now(codemod: type[Codemod], example: Example) -> None:
    path = "function_app.py" if codemod.layouts == {"single"} else example.path
    assert codemod.applied(subject(example, path, example.after)) == example.after


@pytest.mark.parametrize("codemod", CODEMODS)
def test_a_codemod_is_named_after_its_class_and_documented(codemod: type[Codemod]) -> None:
    words = codemod.name.split("-")
    assert codemod.__name__ == "".join(word.capitalize() for word in words)
    assert codemod.__module__.rpartition(".")[2] == "_".join(words)
    assert codemod.__doc__
    assert any(example.before != example.after for example in codemod.examples)
    assert bool(codemod.layouts) != codemod.upgrades


class FilePlacesTest(CodemodTest):
    """Under libcst's test class."""

    TRANSFORM = commands.FilePlaces

    def test_path(self) -> None:
        self.assertCodemod(
            "from pathlib import Path\n\nHERE = Path(__file__).parent\n",
            'from pathlib import Path\n\nHERE = Path(__file__).parent / "GetOrder"\n',
            context_override=CodemodContext(filename="GetOrder/__init__.py"),
        )


def test_libcst_runs_a_codemod_on_a_file_of_an_app(tmp_path: Path) -> None:
    script = tmp_path / "GetOrder" / "__init__.py"
    script.parent.mkdir()
    script.write_text("from pathlib import Path\n\nHERE = Path(__file__).parent\n", "utf-8")
    (tmp_path / "host.json").write_text("{}", "utf-8")
    command = "pystein_migrate.codemods.commands.FilePlaces"

    finished = subprocess.run(
        [sys.executable, "-m", "libcst.tool", "codemod", "--external", command, "--no-format", str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stderr
    assert script.read_text("utf-8") == 'from pathlib import Path\n\nHERE = Path(__file__).parent / "GetOrder"\n'
