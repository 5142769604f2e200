"""Authorization levels as the arguments of decorators and apps say them."""

from __future__ import annotations

from pystein_migrate.decorators.app import Argument, EnumMember

# From the weakest on.
LEVELS = ("ANONYMOUS", "FUNCTION", "ADMIN")


def level(argument: Argument | None) -> str | None:
    """The authorization level that an argument says, in upper case."""
    if argument is None:
        return None
    if isinstance(argument.value, EnumMember):
        return argument.value.member
    return argument.text.upper() if argument.text is not None else None
