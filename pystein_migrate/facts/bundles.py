"""Extension bundles: which binding types need one, and which are supported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# The host serves these by itself (azure-functions-host, ScriptHost); all others come with an extension.
BUILT_IN: Final = frozenset({"httptrigger", "http", "timertrigger", "warmuptrigger", "manualtrigger"})
SUPPORTED: Final = 4  # the only major version since SUPPORT_ENDED (Azure/azure-functions-extension-bundles)
SUPPORT_ENDED: Final = "2026-05-30"
# "Referenced bundle … does not meet the required minimum version", and the host of Functions 4.x does not start.
STARTING: Final = 2


def needs_extension(types: Iterable[str]) -> list[str]:
    """Those of the binding ``types`` that the host does not know without an extension, in their order."""
    return [kind for kind in dict.fromkeys(types) if kind.lower() not in BUILT_IN]


def has_own_extensions(paths: Iterable[str]) -> bool:
    """Whether an app of these files installs extensions itself, in place of a bundle."""
    return any(path.endswith(".csproj") or path.startswith("bin/") for path in paths)
