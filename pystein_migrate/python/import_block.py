"""Imports sorted and printed as isort (profile black) and ruff do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pystein_migrate.text.natural import NaturalKey, natural_key

from .imports import ImportItem, member_text, plain_text


def render_imports(items: Iterable[ImportItem], first_party: frozenset[str], line_length: int, indent: str) -> str:
    """All imports in isort's (profile black) and ruff's order: standard library, third party, first party.

    ``first_party`` are the top-level names in the app root. A comment that many scripts have above their imports, as
    ``# Internal:`` over a block, is printed once. Ends without a line break; "" if there are none.
    """
    groups: dict[int, list[ImportItem]] = {}
    for item in _merged(items):
        groups.setdefault(import_group(item.module, first_party), []).append(item)
    blocks = [list(_group_lines(groups[key], line_length, indent)) for key in sorted(groups)]
    seen: set[str] = set()
    return "\n\n".join("\n".join(_without_repeated_comments(block, seen)) for block in blocks)


def _without_repeated_comments(lines: Iterable[str], seen: set[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith("#"):
            if line in seen:
                continue
            seen.add(line)
        yield line


def _merged(items: Iterable[ImportItem]) -> list[ImportItem]:
    merged: dict[ImportItem, ImportItem] = {}
    for item in items:
        known = merged.get(item)
        if known is None:
            merged[item] = item
        else:
            extra = tuple(comment for comment in item.comments if comment not in known.comments)
            inside = known.inside + tuple(comment for comment in item.inside if comment not in known.inside)
            trailing = known.trailing or item.trailing
            merged[item] = replace(known, comments=known.comments + extra, trailing=trailing, inside=inside)
    return list(merged.values())


def import_group(module: str, first_party: frozenset[str]) -> int:
    """The place of an import among the groups: future, standard library, third party, first party."""
    top = module.partition(".")[0]
    if module == "__future__":
        return 0
    if top in sys.stdlib_module_names:
        return 1
    return 3 if top in first_party else 2


def _group_lines(items: list[ImportItem], line_length: int, indent: str) -> Iterator[str]:
    plain = sorted(
        (item for item in items if not item.name), key=lambda item: (_ignoring_case(item.module), item.alias)
    )
    for item in plain:
        yield from item.comments
        yield _with_comment("import " + plain_text(item), item.trailing)
    modules: dict[str, list[ImportItem]] = {}
    for item in items:
        if item.name:
            modules.setdefault(item.module, []).append(item)
    for module in sorted(modules, key=_ignoring_case):
        yield from _from_lines(module, modules[module], line_length, indent)


def _from_lines(module: str, items: list[ImportItem], line_length: int, indent: str) -> Iterator[str]:
    """Names with an alias get a statement of their own, as isort and ruff have it by default."""
    together = sorted((item for item in items if not stands_alone(item)), key=_member_order)
    statements = [[item] for item in items if stands_alone(item)] + ([together] if together else [])
    for statement in sorted(statements, key=lambda members: _member_order(members[0])):
        yield from dict.fromkeys(comment for item in statement for comment in item.comments)
        line = f"from {module} import {', '.join(member_text(item) for item in statement)}"
        commented = any(item.trailing or item.inside for item in statement)
        is_star = statement[0].name == "*"
        if len(statement) == 1 and not statement[0].inside and (len(line) <= line_length or is_star):
            yield _with_comment(line, statement[0].trailing)
        elif len(line) <= line_length and not commented:
            yield line
        else:
            yield f"from {module} import ("
            for item in statement:
                yield from (indent + comment for comment in item.inside)
                yield _with_comment(f"{indent}{member_text(item)},", item.trailing)
            yield ")"


def stands_alone(item: ImportItem) -> bool:
    """Whether the item gets a statement of its own."""
    return bool(item.alias or item.name == "*")


def _with_comment(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _member_order(item: ImportItem) -> tuple[int, NaturalKey, str]:
    name = item.name
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return rank, _ignoring_case(name), item.alias


def _ignoring_case(name: str) -> NaturalKey:
    return natural_key(name.lower())
