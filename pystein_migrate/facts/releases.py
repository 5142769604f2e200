"""The releases of azure-functions, named after what each of them brought; found by reading and running its wheels."""

from __future__ import annotations

from typing import Final

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
REGISTER: Final = Version("1.11")  # the oldest that the plain decorators of a migrated app need
GENERALLY_AVAILABLE: Final = Version("1.12.0")  # no feature flag any more; Blueprint, WsgiFunctionApp, AsgiFunctionApp
TIMER_TRIGGER: Final = Version("1.13.3")  # only @schedule before
SAME_NAMES: Final = Version("1.14")  # from here on the newest release has every name with the same meaning
COSMOS_4: Final = Version("1.14.0")  # the Cosmos DB decorators speak extension 4
RETRY: Final = Version("1.18.0")
CALLABLE: Final = Version("1.21.0")  # calling a decorated function, as tests do, returns None before
HTTP_APP_BINDINGS: Final = Version("1.21.0")  # Wsgi- and AsgiFunctionApp had triggers only
HTTP_APP_NAME: Final = Version("1.21.0")  # their constructors take function_name
OPENAI_RENAMES: Final = Version("1.24.0")

# All that differ in their names, oldest first.
ALL: Final = tuple(
    Version(text)
    for text in (
        "1.10.1", "1.11.0", "1.11.1", "1.11.2", "1.12.0", "1.13.2", "1.13.3", "1.14.0", "1.15.0", "1.17.0", "1.18.0",
        "1.19.0", "1.20.0", "1.21.0", "1.21.3", "1.22.1", "1.23.0", "1.24.0", "1.25.0", "1.26.0", "2.0.0", "2.1.0",
        "2.2.0", "2.3.0",
    )
)  # fmt: skip

DURABLE_MINIMUM: Final = Version("1.2.10")  # azure-functions-durable; its decorators came with 1.2.0
