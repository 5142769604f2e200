"""requirements.txt, as far as the rules need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from pystein_migrate.model.note import Position

from .project import Project

REQUIREMENTS = "requirements.txt"
# Releases of azure-functions that differ in their decorators.
RELEASES = tuple(
    Version(text)
    for text in (
        "1.10.1", "1.11.0", "1.11.1", "1.11.2", "1.12.0", "1.13.2", "1.13.3", "1.14.0", "1.15.0", "1.17.0", "1.18.0",
        "1.19.0", "1.20.0", "1.21.0", "1.21.3", "1.22.1", "1.23.0", "1.24.0", "1.25.0", "1.26.0", "2.0.0", "2.1.0",
        "2.2.0", "2.3.0",
    )
)  # fmt: skip


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


def newest_library(project: Project) -> Version | None:
    """The newest release of azure-functions that requirements.txt admits; None if it does not say."""
    admitted = []
    for line in lines(project):
        if line.name == "azure-functions" and line.requirement.specifier:
            admitted += [release for release in RELEASES if release in line.requirement.specifier]
            if not admitted:
                exact = re.fullmatch(r"==\s*([0-9.]+)", str(line.requirement.specifier))
                admitted += [Version(exact.group(1))] if exact else []
    return max(admitted) if admitted else None


def lacks(project: Project, since: str) -> bool:
    """Whether requirements.txt keeps azure-functions older than ``since``."""
    newest = newest_library(project)
    return newest is not None and newest < Version(since)
