"""Version clauses of a requirement that is too old, raised to what is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.specifiers import Specifier
from packaging.version import InvalidVersion, Version

_SPEC = re.compile(r"(~=|===|==|!=|<=|>=|<|>)\s*([^\s,;()\\#]+)")


@dataclass(frozen=True, slots=True)
class Pin:
    """The release that an exact pin becomes, and why it is that one."""

    version: Version
    reason: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What a distribution is asked for: at least ``minimum``, older than ``below`` if that is given.

    ``pin`` is what an exact pin becomes that is too old, ``reason`` why the app needs the release.
    """

    name: str
    minimum: Version
    below: Version | None = None
    pin: Pin | None = None
    reason: str = ""

    @property
    def spelled(self) -> str:
        """The version clause that asks for it."""
        return f">={self.minimum}" + (f",<{self.below}" if self.below else "")

    @property
    def pinned_to(self) -> Version:
        """The release that an exact pin goes to."""
        return max(self.pin.version, self.minimum) if self.pin else self.minimum

    def explained(self, specs: str) -> str:
        """Why ``specs`` pin a newer release than is needed; "" where they do not."""
        pinned = any(spec.startswith(("=", "~")) for spec in re.split(r",\s*", specs.strip()))
        if self.pin is None or not pinned or self.pin.version <= self.minimum:
            return ""
        return f"; {self.pin.version} is {self.pin.reason}"

    def admits(self, version: Version) -> bool:
        """Whether ``version`` is one of those."""
        return version >= self.minimum and (self.below is None or version < self.below)


def raised(specs: str, demand: Demand) -> str:
    """``specs`` (text after the name, before any marker) so that it admits what ``demand`` needs, and nothing older."""
    found = list(_SPEC.finditer(specs))
    if not found:
        return f"{specs.rstrip()}{demand.spelled}{specs[len(specs.rstrip()) :]}" if demand.below else specs
    replaced = [_spaced(match, _replacement(match, demand)) for match in found]
    kept = [text for text in replaced if text is not None]
    if all(text == match.group() for text, match in zip(replaced, found, strict=True)):
        additional = _missing_upper(kept, demand)
        last = found[-1].end()
        return f"{specs[:last]}{additional}{specs[last:]}"
    if not any(text.startswith(("=", "~", ">")) for text in kept):
        kept.insert(0, f">={demand.minimum}")
    joiner = re.search(r",\s*", specs)
    text = (joiner.group() if joiner else ",").join(dict.fromkeys(kept)) + _missing_upper(kept, demand)
    return specs[: found[0].start()] + text + specs[found[-1].end() :]


def _spaced(match: re.Match[str], clause: str | None) -> str | None:
    """``clause`` with the space that the clause it replaces has behind its operator."""
    space = match.group()[len(match[1]) : -len(match[2])]
    if not clause or not space or clause == match.group():
        return clause
    return re.sub(r"([<>=~!]+)(?=\d)", lambda operator: operator[1] + space, clause)


def _missing_upper(kept: list[str], demand: Demand) -> str:
    if demand.below is None or any(text.startswith(("=", "<")) for text in kept):
        return ""
    return f",<{demand.below}"


def _replacement(match: re.Match[str], demand: Demand) -> str | None:
    """What becomes of one version clause; None for an upper bound that is in the way."""
    operator, text = match.groups()
    try:
        version = Version(text.removesuffix(".*"))
    except InvalidVersion:
        return match.group()
    if operator in ("==", "==="):
        return _exact(match, version, demand)
    if operator == "~=":
        return match.group() if version >= demand.minimum else "".join(_compatible(version, demand))
    if operator in (">", ">="):
        return match.group() if version >= demand.minimum else f">={demand.minimum}"
    if operator in ("<", "<="):
        admits = Specifier(f"{operator}{version}").contains(demand.minimum, prereleases=True)
        narrow = demand.below is None or version <= demand.below
        return (match.group() if narrow else f"<{demand.below}") if admits else None
    return match.group()


def _exact(match: re.Match[str], version: Version, demand: Demand) -> str:
    if not match[2].endswith(".*"):
        return match.group() if demand.admits(version) else f"=={demand.pinned_to}"
    depth = len(version.release)
    prefix = _padded(demand.pinned_to)[:depth]
    if version.release >= _padded(demand.minimum)[:depth] and (demand.below is None or version < demand.below):
        return match.group()
    return f"=={'.'.join(map(str, prefix))}.*"


def _compatible(version: Version, demand: Demand) -> Iterator[str]:
    """``~=`` with as many parts as before, so that it keeps its upper bound's meaning.

    With three parts it names a series, as an exact pin names a release.
    """
    depth = len(version.release)
    minimum = demand.pinned_to if depth > 2 else demand.minimum
    release = _padded(minimum)
    if not any(release[depth:]):
        yield f"~={'.'.join(map(str, release[:depth]))}"
        return
    upper = (*release[: depth - 2], release[depth - 2] + 1)
    yield f">={minimum},<{'.'.join(map(str, upper))}"


def _padded(version: Version) -> tuple[int, ...]:
    return (*version.release, 0, 0, 0)[: max(3, len(version.release))]
