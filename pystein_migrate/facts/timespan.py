"""Intervals as .NET's ``TimeSpan.Parse`` reads them, which is how the host reads those of function.json."""

from __future__ import annotations

import re

_DAY = 24 * 60 * 60
_TIMESPAN = re.compile(
    r"(?:(?P<days>[0-9]{1,8})\.)?(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{1,2})"
    r"(?::(?P<seconds>[0-9]{1,2})(?P<fraction>\.[0-9]{1,7})?)?"
)


def timespan_seconds(text: object) -> int | float | None:
    """The seconds in ``[d.]hh:mm[:ss[.fffffff]]`` (an int where they are whole); None for anything else."""
    match = _TIMESPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        return None
    days, hours, minutes, seconds = (int(match[name] or 0) for name in ("days", "hours", "minutes", "seconds"))
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    whole = days * _DAY + hours * 3600 + minutes * 60 + seconds
    fraction = float(match["fraction"] or 0)
    return whole + fraction if fraction else whole


def worker_interval(text: object) -> str | None:
    """``text`` as the worker wants it (``HH:MM:SS``: its loader.py ``strptime``); None where that cannot say it."""
    total = timespan_seconds(text)
    if not isinstance(total, int) or total >= _DAY:
        return None
    minutes, seconds = divmod(total, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
