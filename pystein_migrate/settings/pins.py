"""Which azure-functions release an app has, and which one a migration writes for."""

from __future__ import annotations

from packaging.version import InvalidVersion, Version

from pystein_migrate.facts import releases
from pystein_migrate.model.app import App

from .requirements import LIBRARY, read_requirements

_LOWER_BOUNDS = ("==", "===", "~=", ">=", ">")


def pinned_version(app: App) -> Version | None:
    """The azure-functions release that the app's requirements pin, or else their lower bound; None where there is none.

    Of several lines (told apart by markers) the lowest counts: what is written must work with each of them.
    """
    versions = []
    for line in read_requirements(app.files).named(LIBRARY):
        for spec in line.requirement.specifier if line.requirement else ():
            if spec.operator in _LOWER_BOUNDS:
                versions.extend(_version(spec.version))
    return min(versions, default=None)


def installed_version(app: App) -> Version:
    """The azure-functions release that the app runs with: the newest that its requirements admit.

    The newest of all where they do not say. One that is not in the table is known by an exact pin only.
    """
    lines = [line for line in read_requirements(app.files).named(LIBRARY) if line.requirement is not None]
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


def _version(text: str) -> list[Version]:
    try:
        return [Version(text.removesuffix(".*"))]
    except InvalidVersion:  # "===" compares any text
        return []
