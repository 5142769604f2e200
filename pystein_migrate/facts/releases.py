"""The releases of azure-functions, named after what each of them brought; found by reading and running its wheels."""

from __future__ import annotations

from typing import Final

from packaging.specifiers import SpecifierSet
from packaging.version import Version

# Every release before and after a change of the decorators, and the newest; tests/facts holds the catalogue to their
# wheels. 1.11.0 is left out: it lacks event_grid_* of 1.11.1, and the catalogue gives preview names by series.
MEASURED: Final = (
    "1.10.1", "1.11.1", "1.11.2", "1.12.0", "1.13.2", "1.13.3", "1.14.0", "1.17.0", "1.18.0", "1.19.0", "1.20.0",
    "1.21.0", "1.21.3", "1.22.1", "1.23.0", "1.24.0", "1.25.0", "1.26.0", "2.0.0", "2.1.0", "2.2.0", "2.3.0",
)  # fmt: skip
NEWEST: Final = Version(MEASURED[-1])  # what a migration writes for unless the app pins another

FIRST: Final = Version("1.10.1")  # the private preview
GENERIC_BINDINGS: Final = Version("1.11.0")
HTTP_AUTH_LEVEL: Final = Version("1.11.0")  # FunctionApp(auth_level=) before; *_extra_fields came with it
FIRST_REGISTER: Final = Version("1.11")  # the oldest that the plain decorators need, for who writes for the preview
PREVIEW_GONE: Final = Version("1.11.3")  # has the decorators of 1.12.0
# The oldest that a migrated app is given or left with: the worker imports FunctionRegister, which 1.11.0-1.11.2 lack.
REGISTER: Final = Version("1.12")
GENERALLY_AVAILABLE: Final = Version("1.12.0")  # no feature flag any more; Blueprint, WsgiFunctionApp, AsgiFunctionApp
TIMER_TRIGGER: Final = Version("1.13.3")  # only @schedule before
SAME_NAMES: Final = Version("1.14")  # from here on the newest release has every name with the same meaning
COSMOS_4: Final = Version("1.14.0")  # the Cosmos DB decorators speak extension 4
RETRY: Final = Version("1.18.0")
DURABLE: Final = Version("1.20.0")  # the decorators of Durable Functions
CALLABLE: Final = Version("1.21.0")  # calling a decorated function, as tests do, returns None before
BLOB_SOURCE_MEMBER: Final = Version("1.21.1")  # takes the blob trigger's source as a member of BlobSource only
TAKING_LESS: Final = frozenset({BLOB_SOURCE_MEMBER, Version("2.0.0"), Version("2.1.0")})  # than older releases do
HTTP_APP_BINDINGS: Final = Version("1.21.0")  # Wsgi- and AsgiFunctionApp had triggers only
HTTP_APP_NAME: Final = Version("1.21.0")  # their constructors take function_name
OPENAI_RENAMES: Final = Version("1.24.0")

# Those that change no decorator, and two that others of their series make superfluous to measure: 1.11.0, and 1.11.3
# with the decorators of 1.12.0.
_OTHERS: Final = ("1.11.0", "1.11.3", "1.15.0", "1.16.0", "1.21.1")
# Every release since the first with decorators but alphas and betas, oldest first.
ALL: Final = tuple(sorted(map(Version, (*MEASURED, *_OTHERS))))

# The releases that an exact pin is raised to, oldest first, with the Pythons that pip installs them on: the newest that
# brings no other package, and the newest for each range of Pythons; those since 1.23 bring Werkzeug 3.1.
PINNED_TO: Final = (
    (Version("1.22.1"), SpecifierSet(), False),
    (Version("1.24.0"), SpecifierSet(">=3.7"), True),
    (Version("1.26.0"), SpecifierSet(">=3.10,<3.13"), True),
    (NEWEST, SpecifierSet(">=3.13"), True),
)
WERKZEUG: Final = Version("3.1.3")
FLASK_OF_WERKZEUG: Final = Version("3.0.0")  # Flask 2 asks for Werkzeug 2, or fails with 3
FUNCTIONS_4_PYTHONS: Final = tuple(
    Version(text) for text in ("3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
)

# azure-functions-durable: the decorators of azure-functions 1.20 and newer use its Blueprint, which earlier ones lack
# (1.2.3 spells it BluePrint), and the newest release for every Python of Functions 4.x that needs no newer packages.
DURABLE_MINIMUM: Final = Version("1.2.4")
DURABLE_PINNED_TO: Final = Version("1.3.0")


def exists(release: Version) -> bool | None:
    """Whether there is an azure-functions ``release``; None for those that this table does not know about."""
    newest = max((each for each in ALL if each.major == release.major), default=None)
    known = newest is not None and FIRST <= release <= newest and not release.is_prerelease
    return release in ALL if known else None
