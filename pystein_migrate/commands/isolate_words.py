"""``--isolate [NAME...]`` on the command line, which click has no sort of option for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pystein_migrate.model.options import ISOLATE_NOTED

OPTION = "--isolate"
_FUNCTION_NAME = re.compile(r"[A-Za-z][\w-]*")


def isolate_words(words: Sequence[str]) -> Iterator[str]:
    """``words`` with an ``--isolate`` before each name that follows one; without names, the sign for "all noted".

    What follows is a name as long as the host would take it for one: ``./app`` is a path again.
    """
    naming = False
    for place, word in enumerate(words):
        if word == OPTION:
            naming = any(map(_FUNCTION_NAME.fullmatch, words[place + 1 : place + 2]))
            if not naming:
                yield from (OPTION, ISOLATE_NOTED)
        elif naming and _FUNCTION_NAME.fullmatch(word):
            yield from (OPTION, word)
        else:
            naming = False
            yield word
