"""The azure-functions release that the migrated app runs with, and that its draft is proven with for that reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.facts import releases
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import START, Note
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.settings.requirements import LIBRARY, REQUIREMENTS, read_requirements

from .index import IndexSource
from .library import LibraryError, MissingReleaseError

ReleasedIndex = Callable[[Version], IndexSource]


def changed(app: App, changes: Iterable[FileChange]) -> App:
    """``app`` with the contents of its files after ``changes``; its functions stay those that were read."""
    files = dict(app.files)
    for change in changes:
        if change.after is None:
            files.pop(change.path, None)
        else:
            files[change.path] = change.after
    return replace(app, files=files)


def no_such_release(app: App) -> Note:
    """The refusal of an app whose requirements ask for a release that there never was."""
    lines = read_requirements(app.files).named(LIBRARY)
    path, position = (lines[0].path, lines[0].position) if lines else (REQUIREMENTS, START)
    asked = installed_version(app)
    series = [release for release in releases.ALL if release.release[:2] == asked.release[:2]]
    existing = max(series or [release for release in releases.ALL if release.major <= asked.major])
    return notes.NO_SUCH_RELEASE.at(path, position, release=asked, existing=existing)


@dataclass
class Prover:
    """Proves drafts with the release that will run them.

    ``index`` asks the installed library, ``released`` that of a given release (it raises LibraryError), None where
    only the installed one can be asked. ``told`` is what the user should know about the proof.
    """

    index: IndexSource
    released: ReleasedIndex | None = None
    told: dict[Version, Note] = field(default_factory=dict)

    def of(self, app: App, changes: Iterable[FileChange]) -> IndexSource:
        """What indexes decorators as the release does that ``app`` has after ``changes``.

        Raises :class:`MissingReleaseError` if there is no such release.
        """
        release = installed_version(changed(app, changes))
        if releases.exists(release) is False:
            raise MissingReleaseError(f"there is no azure-functions {release}", "ask for a release that there is")
        if self.released is None or not release >= releases.REGISTER or release in (releases.NEWEST, *self.told):
            return self.index
        try:
            return self.released(release)
        except LibraryError as error:
            if isinstance(error, MissingReleaseError):
                raise
            self.told[release] = notes.PROVEN_WITH_ANOTHER.at(REQUIREMENTS, release=release, reason=error.message)
            return self.index
