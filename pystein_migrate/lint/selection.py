"""Which rules run where: select, ignore and per-file ignores, by code prefix as in ruff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ALL = "ALL"
_SELECTOR = re.compile(r"PYS[0-9]{0,3}", re.IGNORECASE)


class UnknownSelectorError(ValueError):
    """A selector that no rule code begins with."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What one source (the command line, a settings file) says about rules; None where it says nothing."""

    select: Sequence[str] | None = None
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] | None = None
    fixable: Sequence[str] | None = None
    unfixable: Sequence[str] = ()
    per_file_ignores: Mapping[str, Sequence[str]] = field(default_factory=dict)


def chosen_codes(codes: Iterable[str], defaults: Iterable[str], choices: Sequence[RuleChoice]) -> frozenset[str]:
    """The codes that are on. ``codes`` are all that exist, ``defaults`` those on without any choice.

    A later choice counts more: its ``select`` replaces the earlier one's selection, its other lists add to it. Within
    one choice the longer prefix wins, and ignore wins over select at the same length.
    """
    everything = tuple(codes)
    on = frozenset(defaults)
    for choice in choices:
        start = on if choice.select is None else frozenset[str]()
        on = frozenset(code for code in everything if _is_on(code, code in start, choice))
    return on


def matches(code: str, selectors: Iterable[str]) -> bool:
    """Whether one of ``selectors`` (codes, prefixes, "ALL") covers ``code``."""
    return _longest(code, selectors) > -1


def check_selectors(selectors: Iterable[str], codes: Iterable[str], origin: str) -> None:
    """Raise :class:`UnknownSelectorError` for a selector that covers none of ``codes``."""
    known = tuple(codes)
    for selector in selectors:
        if not any(matches(code, [selector]) for code in known):
            raise UnknownSelectorError(f"Unknown rule selector `{selector}` in {origin}")


def split_selectors(values: Iterable[str]) -> list[str]:
    """Command-line values, each perhaps a comma-separated list, as single selectors."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def is_ours(code: str) -> bool:
    """Whether ``code`` is spelled as one of this tool's codes or prefixes."""
    return _SELECTOR.fullmatch(code) is not None


def _is_on(code: str, before: bool, choice: RuleChoice) -> bool:
    wanted = max(_longest(code, choice.select or ()), _longest(code, choice.extend_select))
    unwanted = _longest(code, choice.ignore or ())
    if wanted < 0 and unwanted < 0:
        return before
    return wanted > unwanted


def _longest(code: str, selectors: Iterable[str]) -> int:
    """The length of the longest selector that covers ``code``; 0 for "ALL", -1 for none."""
    lengths = [-1]
    for selector in selectors:
        if selector.upper() == ALL:
            lengths.append(0)
        elif code.startswith(selector.upper()):
            lengths.append(len(selector))
    return max(lengths)
