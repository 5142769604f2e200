"""Words of scripts and pipelines that stand for several: braces, variables, loops and matrices."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MOST_WORDS = 1_000
_LONGEST_LINE = 2_000
# From the beginning of a word, so that the search is linear.
_BRACES = re.compile(r"(?<![^\s\"'])(?P<before>[^\s\"'{]*)(?<!\$)\{(?P<words>[^{}\s]*)\}(?P<after>[^\s\"']*)")
_NAME = r"(?P<name>[A-Za-z_]\w*)"
_DECLARING = r"(?:(?:export|local|readonly|declare(?:[ \t]+-\w+)*)[ \t]+|set[ \t]+\"?|- )?"
_ASSIGNMENT = re.compile(
    rf"^[ \t]*{_DECLARING}\$?{_NAME}[ \t]*(?:[:+?]?=|:(?=[ \t]))[ \t]*@?(?P<value>.*)", re.MULTILINE
)
_LOOP = re.compile(
    rf"\bfor(?:each)?\b[ \t(]*(?:\$|%%?)?{_NAME}[ \t]+in[ \t]+(?P<value>[^;\n]*?)(?=;|\bdo\b|\s\{{|$)", re.MULTILINE
)
_ITEMS = re.compile(
    rf"^(?P<indent>[ \t]*)(?:- )?{_NAME}:[ \t]*\n(?P<value>(?:(?P=indent)[ \t]*- [\w./\"'-]+[ \t]*\n)+)", re.MULTILINE
)
_SEVERAL_LINES = re.compile(rf"^[ \t]*\$?{_NAME}[ \t]*=[ \t]*@?\((?P<value>[^()=]*)\)", re.MULTILINE)
_VARIABLE = re.compile(
    r"\$\{\{\s*(?:[\w.-]+\.)?(?P<a>\w+)\s*\}\}|\$\{(?P<b>\w+)(?:\[[@*]\])?\}|\$\((?P<c>\w+)\)|%%(?P<d>\w+)|%(?P<e>\w+)%|[$@](?P<f>\w+)"
)
_WORD = re.compile(r"[\w./*$%{}@\[\]-]+")
_COMPUTED = re.compile(r"\$\(|`|\$\{\w*[:}]|^\s*[\"']?/")


def lists(text: str) -> dict[str, tuple[str, ...]]:
    """The words that each variable, loop or matrix of a script or pipeline stands for, by its name.

    A name that is given values at several places has them all.
    """
    found: dict[str, list[str]] = {}
    for pattern in (_ASSIGNMENT, _LOOP, _ITEMS, _SEVERAL_LINES):
        for match in pattern.finditer(text):
            value = match["value"].partition(" #")[0]
            if pattern is _ASSIGNMENT and _COMPUTED.search(value):
                continue
            words = _WORD.findall(value.strip("[]") if pattern is not _LOOP else value)
            found.setdefault(match["name"], []).extend(word for word in words if word != "-")
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items() if 0 < len(words) <= _MOST_WORDS}


def expanded(line: str, values: Mapping[str, tuple[str, ...]]) -> str:
    """``line`` with each word that has braces, or a variable of ``values``, written once for each of its meanings."""
    if len(line) > _LONGEST_LINE:
        return line
    for _ in range(3):  # a loop over a variable over a list
        before, line = line, _each(_VARIABLE, _BRACES.sub(_braced, line), values)
        if line == before or len(line) > 100_000:
            break
    return line


def as_patterns(expression: str) -> list[str]:
    """The patterns, as .gitignore has them, that say the same as a simple regular expression on paths; else none."""
    plain = re.sub(r"\[\^/\][+*]", "*", re.sub(r"\.[*+]", "**", expression.replace(r"\.", "\0")))
    plain = re.sub(r"\\([/_-])", r"\1", plain).removeprefix("^").replace("(?:", "(")
    alternatives = expanded(re.sub(r"[()]", lambda found: "{" if found[0] == "(" else "}", plain).replace("|", ","), {})
    found = [each.replace("\0", ".") for each in alternatives.split()]
    ended = [each.removesuffix("$") if each.endswith("$") else each.removesuffix("**") for each in found]
    return [] if any(re.search(r"[\\^$(){}\[\]+?|,]", each) for each in ended) else ended


def _braced(match: re.Match[str]) -> str:
    if "," not in match["words"]:
        return match[0]
    return " ".join(match["before"] + word + match["after"] for word in match["words"].split(","))


def _each(pattern: re.Pattern[str], line: str, values: Mapping[str, tuple[str, ...]]) -> str:
    match = next((each for each in pattern.finditer(line) if _words(each, values)), None)
    if match is None:
        return line
    start = max(line.rfind(mark, 0, match.start()) for mark in " \t\"',;(=") + 1
    end = re.compile(r"[^\s\"',;)]*").match(line, match.end()).end()  # type: ignore[union-attr]
    before, after = line[start : match.start()], line[match.end() : end]
    several = " ".join(before + word + after for word in _words(match, values))
    return f"{line[:start]}{several}{line[end:]}"


def _words(match: re.Match[str], values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    name = next(filter(None, match.groups()), "")
    return values.get(name, ())
