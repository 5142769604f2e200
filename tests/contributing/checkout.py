"""A scratch copy of this checkout in which a recipe is followed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_COPIED = ("pystein_migrate", "rules", "docs", "pyproject.toml", "tests")


@dataclass
class Checkout:
    """The copy. ``touched`` are the files that the recipe had one write, those that are only generated left out."""

    folder: Path
    touched: set[str] = field(default_factory=set)

    @classmethod
    def copy(cls, to: Path) -> Checkout:
        """A copy without the corpus."""
        for name in _COPIED:
            source = CHECKOUT / name
            if source.is_dir():
                shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, to / name)
        return cls(to)

    def copy_theme(self, theme: str) -> None:
        """Have a theme of the corpus in the copy, too."""
        shutil.copytree(CHECKOUT / "corpus" / theme, self.folder / "corpus" / theme)

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.folder / path).read_text("utf-8")

    def take_out(self, path: str, pattern: str) -> None:
        """Make it the time before: take the one text that matches ``pattern`` out of a file."""
        text, found = re.subn(pattern, "", self.read(path), flags=re.DOTALL)
        assert found == 1, (path, pattern, found)
        self._write(path, text)

    def put_before(self, path: str, mark: str, new: str) -> None:
        """Write ``new`` before the only ``mark`` in a file."""
        text = self.read(path)
        assert text.count(mark) == 1, (path, mark)
        self.touched.add(path)
        self._write(path, text.replace(mark, new + mark))

    def create(self, path: str, text: str) -> None:
        """Write a new file."""
        assert not (self.folder / path).exists()
        self.touched.add(path)
        self._write(path, text)

    def python(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a Python that has the copy's packages instead of this checkout's."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "COVERAGE_"))
        }
        paths = os.pathsep.join([str(self.folder), str(self.folder / "rules")])
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder or self.folder,
            env={
                **kept,
                "PYTHONPATH": paths,
                "PYTHONUTF8": "1",
                "XDG_STATE_HOME": str(self.folder / "build" / "state"),
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def tests(self, *arguments: str) -> str:
        """What pytest says of the copy's own tests, "passed" or "failed" in its last line."""
        done = self.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *arguments)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return done.stdout

    def _write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
