from collections import Counter

from . import TRIES, TooOften

_tries = Counter()


def check(user: str) -> None:
    _tries[user] += 1
    if _tries[user] > TRIES:
        raise TooOften(user)
