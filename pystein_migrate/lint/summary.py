"""The lines below the findings: counts, what was fixed, statistics. Worded as ruff words them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .finding import INVALID_SYNTAX, Finding, applies

Applied = Mapping[str, Counter[tuple[str, str]]]


def _count(number: int, noun: str) -> str:
    plural = "es" if noun.endswith("x") else "s"
    return f"{number} {noun}{'' if number == 1 else plural}"


@dataclass(frozen=True, slots=True)
class Fixes:
    """How many of the findings left have a fix that ``--fix`` would apply, and how many only ``--unsafe-fixes``."""

    usable: int
    hidden: int

    @classmethod
    def of(cls, findings: Sequence[Finding], unsafe_fixes: bool) -> Fixes:
        """Counted over ``findings``."""
        usable = sum(applies(each.diagnostic.fix, unsafe_fixes) for each in findings)
        return cls(usable, sum(applies(each.diagnostic.fix, True) for each in findings) - usable)


def found_lines(findings: Sequence[Finding], fixed: int, unsafe_fixes: bool) -> str:
    """``Found 3 errors.`` with what can be fixed, or ``All checks passed!``."""
    left = len(findings)
    if not left and not fixed:
        return "All checks passed!\n"
    tail = f" ({fixed} fixed, {left} remaining)" if fixed else ""
    return f"Found {_count(left + fixed, 'error')}{tail}.\n{_fixable_line(Fixes.of(findings, unsafe_fixes))}"


def fixed_line(fixed: int, findings: Sequence[Finding], unsafe_fixes: bool, would: bool) -> str:
    """``Fixed 3 errors.``, or ``Would fix`` for a diff; empty where there is nothing to say."""
    hidden = Fixes.of(findings, unsafe_fixes).hidden
    if not fixed:
        return f"No errors {'would be ' if would else ''}fixed ({_additional(hidden)}).\n" if hidden else ""
    tail = f" ({_additional(hidden)})" if hidden else ""
    return f"{'Would fix' if would else 'Fixed'} {_count(fixed, 'error')}{tail}.\n"


def shown_fixes(applied: Applied) -> str:
    """The list that ``--show-fixes`` prints: by file, the rules and how often each was fixed."""
    total = sum(sum(rules.values()) for rules in applied.values())
    if not total:
        return ""
    width = max(len(str(count)) for rules in applied.values() for count in rules.values())
    lines = [f"Fixed {_count(total, 'error')}:"]
    for path, rules in sorted(applied.items()):
        lines.append(f"- {path}:")
        lines += [f"    {count:>{width}} × {code} ({name})" for (code, name), count in _most_common(rules)]
    return "\n" + "\n".join(lines) + "\n\n"


def statistics(findings: Sequence[Finding], unsafe_fixes: bool, output_format: str) -> str:
    """``--statistics``: one line a rule, the most frequent first; a JSON list for the json format."""
    rules = Counter((each.diagnostic.code, each.diagnostic.name) for each in findings)
    fixable = Counter(each.diagnostic.code for each in findings if applies(each.diagnostic.fix, unsafe_fixes))
    if output_format == "json":
        entries = [
            {
                "code": _rule_code(code) or None,
                "name": name,
                "count": count,
                "fixable": fixable[code] == count,
                "fixable_count": fixable[code],
            }
            for (code, name), count in _most_common(rules)
        ]
        return json.dumps(entries, indent=2) + "\n"
    if not rules:
        return ""
    width = max(len(str(count)) for count in rules.values())
    code_width = max(len(_rule_code(code)) for code, _ in rules)
    mark = {True: "*", False: " "}
    lines = []
    for (code, name), count in _most_common(rules):
        box = "" if not fixable else f"[{'-' if 0 < fixable[code] < count else mark[fixable[code] > 0]}] "
        lines.append(f"{count:>{width}}\t{_rule_code(code):<{code_width}}\t{box}{name}\n")
    return "".join(lines) + found_lines(findings, 0, unsafe_fixes)


def _rule_code(code: str) -> str:
    """The code where it is a rule's; ruff counts code that Python cannot read without one."""
    return "" if code == INVALID_SYNTAX else code


def _most_common(rules: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(rules.items(), key=lambda item: (-item[1], item[0][1]))


def _fixable_line(fixes: Fixes) -> str:
    hidden = f"{_count(fixes.hidden, 'unsafe fix')} available with `--fix --unsafe-fixes`"
    if fixes.usable:
        return f"[*] {fixes.usable} fixable with `--fix`{f' ({hidden})' if fixes.hidden else ''}.\n"
    return f"{hidden}.\n" if fixes.hidden else ""


def _additional(hidden: int) -> str:
    return f"{_count(hidden, 'additional fix')} available with `--unsafe-fixes`"
