"""Python names for functions, and prefixed names for definitions that collide."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterator

_BUILTINS = frozenset(dir(builtins))


def snake_case(name: str) -> str:
    """A function's name as a Python name: ``GetOrder`` and ``get-order`` both become ``get_order``."""
    text = re.sub(r"[^0-9A-Za-z]+", "_", name)
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    text = re.sub(r"_+", "_", text).strip("_").lower()
    return text if text[:1].isalpha() else f"function_{text}"


def function_name_candidates(name: str) -> Iterator[str]:
    """Names to try for the Python function of ``name``, best first; never a keyword or builtin."""
    base = snake_case(name)
    if not keyword.iskeyword(base) and base not in _BUILTINS:
        yield base
    yield f"{base}_function"
    yield from (f"{base}_function_{number}" for number in range(2, 1000))


def prefixed_candidates(prefix: str, name: str) -> Iterator[str]:
    """Names to try for ``name`` of the script whose functions are called ``prefix``, in the style of ``name``."""
    bare = name.strip("_")
    lead = "_" if name.startswith("_") else ""
    if bare.isupper() and len(bare) > 1:
        base = f"{lead}{prefix.upper()}_{bare}"
    elif bare[:1].isupper():
        base = f"{lead}{''.join(part.title() for part in prefix.split('_'))}{bare}"
    else:
        base = f"{lead}{prefix}_{bare}"
    yield base
    yield from (f"{base}_{number}" for number in range(2, 1000))


def first_free(candidates: Iterator[str], is_free: Callable[[str], bool]) -> str:
    """The first of ``candidates`` that ``is_free``. Raises LookupError if none is."""
    for candidate in candidates:
        if is_free(candidate):
            return candidate
    raise LookupError("no free name")
