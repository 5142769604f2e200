"""What ``pystein-migrate rule`` and docs/rules.md say about rules."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pystein_rules.base import Rule, Tree

from .catalogue import FAMILIES

_FIX_SENTENCES = {
    "always": "Fix is always available.",
    "sometimes": "Fix is sometimes available.",
    "none": "",
}
_LANGUAGES = {".py": "python", ".json": "json", ".toml": "toml", ".yml": "yaml", ".yaml": "yaml"}


def rule_markdown(rule: Rule, level: int = 1) -> str:
    """The documentation of ``rule``, its title a heading of ``level``."""
    facts = [f"From the family **{FAMILIES[rule.family]}**; severity: {rule.severity}."]
    if not rule.default:
        facts.append("Off unless selected.")
    if _FIX_SENTENCES[rule.fix]:
        facts.append(_FIX_SENTENCES[rule.fix])
    title = f"{'#' * level} {rule.name} ({rule.code})"
    return "\n\n".join([title, *facts, explanation(rule, level + 1)])


def explanation(rule: Rule, level: int = 2) -> str:
    """The explanation of ``rule`` without its title, in Markdown with headings of ``level``."""
    mark = "#" * level
    parts = [
        f"{mark} What it does\n\n{rule.what.strip()}",
        f"{mark} Why is this bad?\n\n{rule.why.strip()}",
        f"{mark} Example\n\n{_example(rule.bad)}",
        f"Use instead:\n\n{_example(rule.good)}",
    ]
    if rule.fix_safety:
        parts.append(f"{mark} Fix safety\n\n{rule.fix_safety.strip()}")
    parts.append(f"{mark} Source\n\n{rule.source.strip()}")
    return "\n\n".join(parts) + "\n"


def rule_as_json(rule: Rule) -> dict[str, Any]:
    """The documentation of ``rule`` with the keys of ``ruff rule --output-format json``."""
    return {
        "name": rule.name,
        "code": rule.code,
        "linter": FAMILIES[rule.family],
        "summary": rule.message,
        "message_formats": [rule.message],
        "fix": _FIX_SENTENCES[rule.fix] or "Fix is not available.",
        "fix_availability": rule.fix.capitalize(),
        "explanation": explanation(rule),
        "preview": False,
        "default": rule.default,
        "severity": rule.severity,
    }


def rules_page(rules: Iterable[Rule]) -> str:
    """docs/rules.md: a table of all rules, then each rule's documentation, by family."""
    families = [(key, list(group)) for key, group in groupby(rules, key=lambda rule: rule.family)]
    lines = [
        "# Rules",
        "",
        "<!-- Written by `pystein-migrate rule --all --output-format markdown`; do not edit. -->",
        "",
        "Run by `pystein-migrate check`, the flake8 plug-in, `pystein-ruffian` and the pre-commit hooks. ",
        "🛠 marks rules with a fix; rules in *italics* are off unless selected.",
    ]
    for key, members in families:
        lines += ["", f"## {FAMILIES[key]} ({key})", "", "| Code | Name | Finds | Fix |", "| --- | --- | --- | --- |"]
        lines += [_row(rule) for rule in members]
    for _, members in families:
        for rule in members:
            lines += ["", rule_markdown(rule, level=3).rstrip()]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(rule: Rule) -> str:
    name = rule.name if rule.default else f"*{rule.name}*"
    anchor = f"{rule.name}-{rule.code.lower()}"
    message = rule.message.replace("|", "\\|")
    return f"| {rule.code} | [{name}](#{anchor}) | {message} | {'🛠' if rule.fix != 'none' else ''} |"


def _example(tree: Tree) -> str:
    return "\n\n".join(f"`{path}`:\n\n{_fenced(path, text)}" for path, text in tree.items())


def _fenced(path: str, text: str) -> str:
    suffix = path[path.rfind(".") :] if "." in path else ""
    fence = "````" if "```" in text else "```"
    return f"{fence}{_LANGUAGES.get(suffix, 'text')}\n{text.strip(chr(10))}\n{fence}"
