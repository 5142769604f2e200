"""What host.json, local.settings.json and the files beside them say, as far as several rules ask."""

from __future__ import annotations

import re

from packaging.version import Version

from pystein_migrate.text import jsonc

from .project import Project

HOST = "host.json"
SETTINGS = "local.settings.json"
VSCODE = ".vscode/settings.json"


def setting_node(project: Project, name: str) -> jsonc.Node | None:
    """The value of an app setting in local.settings.json."""
    file = project.json(SETTINGS)
    values = file.document.get_ignoring_case("Values") if file and file.document else None
    return values.get(name) if values else None


def route_prefix(project: Project) -> str | None:
    """The prefix of all routes as host.json says; None for the host's own, "api"."""
    file = project.json(HOST)
    node = file.document if file else None
    for key in ("extensions", "http", "routePrefix"):
        node = node.get_ignoring_case(key) if node else None
    return node.value if node and isinstance(node.value, str) else None


def bundle_range(project: Project) -> tuple[jsonc.Node, Version] | None:
    """The version node of host.json's extension bundle and its (exclusive or inclusive) upper end."""
    file = project.json("host.json")
    bundle = file.document.get_ignoring_case("extensionBundle") if file and file.document else None
    node = bundle.get_ignoring_case("version") if bundle else None
    if node is None or not isinstance(node.value, str):
        return None
    upper = node.value.strip("[]() ").split(",")[-1].strip()
    try:
        return node, Version(upper.replace("*", "0"))
    except ValueError:
        return None


def has_old_bundle(project: Project) -> bool:
    """Whether host.json holds the extension bundle below 4."""
    found = bundle_range(project)
    return found is not None and found[1] <= Version("4.0.0")


def python_version(project: Project) -> tuple[int, int] | None:
    """The Python version that the app says it runs on."""
    images = r"(?m)^FROM\s+\S*azure-functions/python:\S*python(\d)\.(\d+)"
    for path, pattern in (("Dockerfile", images), (".python-version", r"^\s*(\d)\.(\d+)")):
        match = re.search(pattern, project.text(path) or "")
        if match:
            return int(match[1]), int(match[2])
    return None
