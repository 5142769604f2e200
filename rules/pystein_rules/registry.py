"""All rules, by code and by name; they are found in the modules of ``families``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from . import families
from .base import Rule
from .diagnostics import Diagnostic
from .project import Project, sort_key

FAMILIES = {
    "PYS0": "Mixing of models, and files",
    "PYS1": "App object and blueprints",
    "PYS2": "Decorators",
    "PYS3": "Bindings against the signature",
    "PYS4": "HTTP, Flask, WSGI and ASGI",
    "PYS5": "Preview and removed spellings",
    "PYS6": "Configuration",
    "PYS7": "Durable Functions",
    "PYS8": "Security",
    "PYS9": "Tests",
}


def _found() -> Iterator[Rule]:
    """One of every class with a code of its own in a module of ``families``."""
    for info in pkgutil.iter_modules(families.__path__):
        module = importlib.import_module(f"{families.__name__}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__:
                yield value()


RULES: tuple[Rule, ...] = tuple(sorted(_found(), key=lambda rule: rule.code))
BY_CODE = {rule.code: rule for rule in RULES}
BY_NAME = {rule.name: rule for rule in RULES}


def find_rule(code_or_name: str) -> Rule | None:
    """The rule with this code (in any case) or name, or None."""
    return BY_CODE.get(code_or_name.upper()) or BY_NAME.get(code_or_name.lower())


def default_rules() -> tuple[Rule, ...]:
    """The rules that run unless something else is selected."""
    return tuple(rule for rule in RULES if rule.default)


def check_project(project: Project, rules: Iterable[Rule] | None = None) -> list[Diagnostic]:
    """What ``rules`` (the default ones if None) find in ``project``, sorted by path, position and code."""
    chosen = default_rules() if rules is None else rules
    return sorted({finding for rule in chosen for finding in rule.check(project)}, key=sort_key)
