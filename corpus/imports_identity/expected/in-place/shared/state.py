"""Counts calls, for whoever imports it."""

calls = 0


class TooMany(Exception):
    pass


def count(limit: int = 100) -> int:
    global calls
    calls += 1
    if calls > limit:
        raise TooMany(calls)
    return calls
