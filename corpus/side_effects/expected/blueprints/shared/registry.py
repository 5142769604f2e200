"""Which scripts were loaded, in order."""
from typing import Callable, List

names: List[str] = []


def register(name: str) -> Callable:
    names.append(name)

    def decorate(handler):
        return handler

    return decorate
