"""Which azure-functions release an app has, and which one a migration writes for."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.version import InvalidVersion, Version

from pystein_migrate.facts import releases
from pystein_migrate.model.app import App

from .demands import Pin
from .pyproject import PYPROJECT, pyproject_requirements
from .requirements import LIBRARY, REQUIREMENTS, Requirements, read_requirements
from .runtime import pythons, runtime_files

_LOWER_BOUNDS = ("==", "===", "~=", ">=", ">")


def pinned_version(app: App) -> Version | None:
    """The azure-functions release that the app's requirements pin, or else their lower bound; None where there is none.

    Of several lines (told apart by markers) the lowest counts: what is written must work with each of them.
    """
    versions: list[Version] = []
    asked = asked_for(app.files)
    versions += [link.version for link in asked.linked(LIBRARY) if link.version is not None]
    for line in asked.named(LIBRARY):
        for spec in line.requirement.specifier if line.requirement else ():
            if spec.operator in _LOWER_BOUNDS:
                versions.extend(_version(spec.version))
    return min(versions, default=None)


def installed_version(app: App) -> Version:
    """The azure-functions release that the app runs with: the newest that its requirements admit.

    The newest of all where they do not say. One that is not in the table is known by an exact pin only.
    """
    asked = asked_for(app.files)
    linked = [link.version for link in asked.linked(LIBRARY) if link.version is not None]
    if linked:
        return max(linked)
    lines = [line for line in asked.named(LIBRARY) if line.requirement is not None]
    required = [line.requirement.specifier for line in lines if line.requirement and not line.constraint]
    limits = [line.requirement.specifier for line in lines if line.requirement and line.constraint]
    pins = [
        version
        for specifier in required
        for spec in specifier
        if spec.operator == "=="
        for version in _version(spec.version)
    ]
    admitted = [
        release
        for release in (*releases.ALL, *pins)
        if (not required or any(release in specifier for specifier in required))
        and all(release in specifier for specifier in limits)
    ]
    return max(admitted, default=releases.NEWEST)


def pin_for(app: App, target: Version | None, needed: Version) -> Pin:
    """The release that an exact pin is raised to which is older than ``needed``; ``target`` where the user names one.

    Else the newest that pip installs on the Pythons which the app's files name, on every Python of Functions 4.x where
    they name none; but one that brings no Werkzeug 3 where the app asks for what does not go with it.
    """
    if target is not None:
        return Pin(target, "the release asked for")
    named = pythons(runtime_files(app))
    old_werkzeug = _asks_for_old_werkzeug(app)
    fitting = [
        release
        for release, admitted, brings_werkzeug in releases.PINNED_TO
        if all(python in admitted for python in named or releases.FUNCTIONS_4_PYTHONS)
        and not (brings_werkzeug and old_werkzeug)
    ]
    places = f"Python {', '.join(map(str, sorted(named)))}" if named else "every Python of Functions 4.x"
    reason = "the newest without Werkzeug 3" if old_werkzeug else f"the newest for {places}"
    return Pin(max([*fitting, needed]), reason)


def asked_for(files: Mapping[str, bytes]) -> Requirements:
    """What an app of these ``files`` asks for in requirements.txt, or in pyproject.toml where it has none."""
    if REQUIREMENTS in files or PYPROJECT not in files:
        return read_requirements(files)
    return read_requirements({REQUIREMENTS: pyproject_requirements(files)})


def _asks_for_old_werkzeug(app: App) -> bool:
    """Whether the requirements exclude Werkzeug 3.1, or name a Flask that was written for an older one."""
    wanted = {"werkzeug": releases.WERKZEUG, "flask": releases.FLASK_OF_WERKZEUG}
    return any(
        line.name in wanted and line.requirement is not None and wanted[line.name] not in line.requirement.specifier
        for line in asked_for(app.files).lines
    )


def _version(text: str) -> list[Version]:
    try:
        return [Version(text.removesuffix(".*"))]
    except InvalidVersion:  # "===" compares any text
        return []
