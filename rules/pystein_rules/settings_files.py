"""What local.settings.json and the files beside it say, as far as several rules ask."""

from __future__ import annotations

import re

from pystein_migrate.settings.dockerfile import DOCKERFILE, instructions
from pystein_migrate.settings.local_settings import PATH as SETTINGS
from pystein_migrate.text import jsonc

from .project import Project

_IMAGE = re.compile(r"\S*azure-functions/python:\S*python(\d)\.(\d+)")


def setting_node(project: Project, name: str) -> jsonc.Node | None:
    """The value of an app setting in local.settings.json."""
    file = project.json(SETTINGS)
    values = file.document.below("Values") if file and file.document else None
    return values.get(name) if values else None


def python_version(project: Project) -> tuple[int, int] | None:
    """The Python version that the app says it runs on."""
    for step in instructions(project.text(DOCKERFILE) or ""):
        image = _IMAGE.match(step.rest) if step.keyword == "FROM" else None
        if image:
            return int(image[1]), int(image[2])
    match = re.match(r"\s*(\d)\.(\d+)", project.text(".python-version") or "")
    return (int(match[1]), int(match[2])) if match else None
