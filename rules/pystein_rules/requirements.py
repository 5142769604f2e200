"""requirements.txt, as far as the rules need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from pystein_migrate.model.note import Position

from .project import Project

REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement: where it stands, and what it says."""

    number: int
    text: str
    requirement: Requirement

    @property
    def name(self) -> str:
        """The distribution's normalized name."""
        return canonicalize_name(self.requirement.name)

    @property
    def span(self) -> tuple[Position, Position]:
        """The place of the requirement, without comments."""
        bare = re.sub(r"\s+#.*$", "", self.text).rstrip()
        indent = len(bare) - len(bare.lstrip())
        return Position(self.number, indent + 1), Position(self.number, len(bare) + 1)


def lines(project: Project) -> Iterator[Line]:
    """The plain requirements of the app; options, links and what cannot be parsed are left out."""
    for number, text in enumerate((project.text(REQUIREMENTS) or "").split("\n"), 1):
        bare = re.sub(r"(^|\s+)#.*$", "", text).strip().rstrip("\\").strip()
        bare = bare.split(" --hash")[0]
        if bare and not bare.startswith("-"):
            try:
                yield Line(number, text, Requirement(bare))
            except InvalidRequirement:
                continue


def is_complete(project: Project) -> bool:
    """Whether requirements.txt is there and says everything by itself: no ``-r``, no links, nothing unreadable."""
    text = project.text(REQUIREMENTS)
    if text is None:
        return False
    plain = sum(1 for line in text.split("\n") if re.sub(r"(^|\s+)#.*$", "", line).strip())
    return plain == sum(1 for _ in lines(project))


def find(project: Project, name: str) -> Line | None:
    """The first requirement of the distribution ``name``."""
    return next((line for line in lines(project) if line.name == name), None)
