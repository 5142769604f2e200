"""``sys.path`` entries of a merged script by which nothing is found any more."""

from __future__ import annotations

from pystein_migrate.python.idle_paths import IdlePaths

from .base import Codemod, Example, Findings, Subject


class SearchPathEntries(Codemod):
    """``sys.path.append`` of a script's own folder goes where that has no modules, or of the root, which is there.

    So does what only it needs, and it keeps no import from the top of the file.
    """

    name = "search-path-entries"
    layouts = frozenset({"single"})
    examples = (
        Example(
            "import os\nimport sys\n\nhere = os.path.dirname(os.path.realpath(__file__))\nsys.path.insert(0, here)\n\n"
            "from shared import rates\n",
            "import os\nimport sys\n\n\nfrom shared import rates\n",
        ),
        Example(
            "import os, sys\n\nif os.getcwd() not in sys.path:\n    sys.path.append(os.getcwd())\nimport rates\n",
            "import os, sys\n\nimport rates\n",
        ),
        Example(
            "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1]))\n",
            "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1]))\n",
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the file may add to ``sys.path``."""
        return "sys.path" in subject.source.text

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """All statements that only do so."""
        findings.removed |= IdlePaths(subject.modules).of(subject.source)
