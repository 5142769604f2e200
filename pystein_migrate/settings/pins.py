"""Which azure-functions release a migration writes for."""

from __future__ import annotations

from packaging.version import InvalidVersion, Version

from pystein_migrate.model.app import App

from .requirements import read_requirements

_LOWER_BOUNDS = ("==", "===", "~=", ">=", ">")


def pinned_version(app: App) -> Version | None:
    """The azure-functions release that the app's requirements pin, or else their lower bound; None where there is none.

    Of several lines (told apart by markers) the lowest counts: what is written must work with each of them.
    """
    versions = []
    for line in read_requirements(app.files).named("azure-functions"):
        for spec in line.requirement.specifier if line.requirement else ():
            if spec.operator in _LOWER_BOUNDS:
                versions.extend(_version(spec.version))
    return min(versions, default=None)


def _version(text: str) -> list[Version]:
    try:
        return [Version(text.removesuffix(".*"))]
    except InvalidVersion:  # "===" compares any text
        return []
