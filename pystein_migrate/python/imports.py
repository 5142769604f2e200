"""Import statements: what they import once the code has moved to the app root, sorted and printed as isort does."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from pystein_migrate.text.edits import Edit

from .source import Source

LEGACY_ROOT = "__app__"


class UnresolvableImportError(Exception):
    """An import that has no absolute form in the decorator model; the message says why."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.message = message
        self.node = node


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One name bound by an import: ``from module import name as alias``, or ``import module as alias`` with name "".

    ``comments`` are whole comment lines above the statement, ``inside`` those above the name within its brackets,
    ``trailing`` the comment behind it; all with their "#".
    """

    module: str
    name: str = ""
    alias: str = ""
    comments: tuple[str, ...] = field(default=(), compare=False)
    trailing: str = field(default="", compare=False)
    inside: tuple[str, ...] = field(default=(), compare=False)

    @property
    def bound_name(self) -> str:
        """The name that the statement binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def target(self) -> tuple[str, str]:
        """What the name stands for: two items with the same target and bound name are the same to code."""
        if self.name or self.alias:
            return self.module, self.name
        return self.module.partition(".")[0], ""


def absolute_items(source: Source, node: ast.Import | ast.ImportFrom) -> list[ImportItem]:
    """What ``node`` imports, with absolute module names as the decorator model needs them.

    Legacy scripts are submodules of the synthetic package ``__app__`` (worker: loader.py); the decorator model has the
    app root on ``sys.path`` instead. Raises :class:`UnresolvableImportError`.
    """
    if isinstance(node, ast.Import):
        return [_plain_item(alias, node) for alias in node.names]
    module = absolute_module(source, node)
    if module == "":
        return [ImportItem(alias.name, "", _different(alias.asname, alias.name)) for alias in node.names]
    return [ImportItem(module, alias.name, _different(alias.asname, alias.name)) for alias in node.names]


def absolute_module(source: Source, node: ast.ImportFrom) -> str:
    """The absolute name of the module that ``node`` imports from, "" for the app root itself."""
    module = node.module or ""
    if node.level:
        parts = source.folder.split("/") if source.folder else []
        up = node.level - 1
        if up > len(parts):
            raise UnresolvableImportError("the import leads out of the app", node)
        parts = parts[: len(parts) - up]
        bad = next((part for part in parts if not part.isidentifier()), None)
        if bad:
            raise UnresolvableImportError(f'"{bad}" is no name that an import statement can spell', node)
        module = ".".join([*parts, *([module] if module else [])])
    elif module == LEGACY_ROOT or module.startswith(LEGACY_ROOT + "."):
        module = module[len(LEGACY_ROOT) + 1 :]
    else:
        return module
    return _own_module(module, node)


def _own_module(module: str, node: ast.AST) -> str:
    """``module`` of the app, which only the legacy loader finds if the standard library has its name."""
    if module.partition(".")[0] in sys.stdlib_module_names:
        raise UnresolvableImportError(f'"{module}" is the standard library\'s outside the legacy model', node)
    return module


def _plain_item(alias: ast.alias, node: ast.Import) -> ImportItem:
    module = alias.name
    if module == LEGACY_ROOT:
        raise UnresolvableImportError("the package __app__ does not exist in the decorator model", node)
    if module.startswith(LEGACY_ROOT + "."):
        module = _own_module(module.removeprefix(LEGACY_ROOT + "."), node)
    return ImportItem(module, "", "" if alias.asname == module else alias.asname or "")


def _different(alias: str | None, name: str) -> str:
    return "" if alias in (None, name) else alias or ""


def is_legacy_only(source: Source, node: ast.Import | ast.ImportFrom) -> bool:
    """Whether only the legacy loader resolves ``node``: it names ``__app__`` or climbs above the app root."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == LEGACY_ROOT for alias in node.names)
    if node.level:
        depth = len(source.folder.split("/")) if source.folder else 0
        return node.level > depth
    return (node.module or "").partition(".")[0] == LEGACY_ROOT


def legacy_import_edits(source: Source, covered: Collection[int] = ()) -> list[Edit]:
    """Edits that turn the imports which only the legacy loader resolves into absolute ones, for a file that stays.

    ``covered`` are the ``id`` of import statements that something else rewrites already.
    Raises :class:`UnresolvableImportError`.
    """
    edits: list[Edit] = []
    plain = False
    for node in source.nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) not in covered and is_legacy_only(source, node):
            items = absolute_items(source, node)
            plain = plain or isinstance(node, ast.Import)
            edits.append(Edit(source.start(node), source.end(node), rewritten_import(source, node, items)))
    if plain:
        edits += legacy_attribute_edits(source)
    return edits


def legacy_attribute_edits(source: Source) -> list[Edit]:
    """Edits that drop ``__app__.`` in front of attributes, as plain imports of its submodules allow them."""
    return [
        Edit(source.start(node), source.end(node), node.attr)
        for node in source.nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == LEGACY_ROOT
    ]


def rewritten_import(source: Source, node: ast.Import | ast.ImportFrom, items: list[ImportItem]) -> str:
    """The text of ``node`` importing ``items``; names and layout are kept where only the module changes."""
    if isinstance(node, ast.Import):
        return "import " + ", ".join(_plain_text(item) for item in items)
    module = absolute_module(source, node)
    if not module:
        return "import " + ", ".join(_plain_text(item) for item in items)
    if [_member_text(item) for item in items] != [_alias_text(alias) for alias in node.names]:
        return f"from {module} import {', '.join(_member_text(item) for item in items)}"
    text = source.segment(node)
    tail = text[text.index("import", _after_module(text)) :]
    return f"from {module} {tail}"


def _after_module(text: str) -> int:
    """Where the module name of a from-import ends: behind "from", dots and dotted name."""
    at = len("from")
    while at < len(text) and (text[at].isspace() or text[at] in ".\\"):
        at += 1
    while at < len(text) and not text[at].isspace():
        at += 1
    if text[:at].rstrip().endswith("import"):  # from . import x: there is no module name
        return text.index("import")
    return at


def _alias_text(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if _different(alias.asname, alias.name) else alias.name


def _plain_text(item: ImportItem) -> str:
    return f"{item.module} as {item.alias}" if item.alias else item.module


# Printing


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
    plain = sorted((item for item in items if not item.name), key=lambda item: (_natural(item.module), item.alias))
    for item in plain:
        yield from item.comments
        yield _with_comment("import " + _plain_text(item), item.trailing)
    modules: dict[str, list[ImportItem]] = {}
    for item in items:
        if item.name:
            modules.setdefault(item.module, []).append(item)
    for module in sorted(modules, key=_natural):
        yield from _from_lines(module, modules[module], line_length, indent)


def _from_lines(module: str, items: list[ImportItem], line_length: int, indent: str) -> Iterator[str]:
    """Names with an alias get a statement of their own, as isort and ruff have it by default."""
    together = sorted((item for item in items if not stands_alone(item)), key=_member_order)
    statements = [[item] for item in items if stands_alone(item)] + ([together] if together else [])
    for statement in sorted(statements, key=lambda members: _member_order(members[0])):
        yield from dict.fromkeys(comment for item in statement for comment in item.comments)
        line = f"from {module} import {', '.join(_member_text(item) for item in statement)}"
        commented = any(item.trailing or item.inside for item in statement)
        if len(statement) == 1 and not statement[0].inside and (len(line) <= line_length or stands_alone(statement[0])):
            yield _with_comment(line, statement[0].trailing)
        elif len(line) <= line_length and not commented:
            yield line
        else:
            yield f"from {module} import ("
            for item in statement:
                yield from (indent + comment for comment in item.inside)
                yield _with_comment(f"{indent}{_member_text(item)},", item.trailing)
            yield ")"


def stands_alone(item: ImportItem) -> bool:
    """Whether the item gets a statement of its own."""
    return bool(item.alias or item.name == "*")


def _member_text(item: ImportItem) -> str:
    return f"{item.name} as {item.alias}" if item.alias else item.name


def _with_comment(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _member_order(item: ImportItem) -> tuple[int, list[tuple[int, int, str]], str]:
    name = item.name
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return rank, _natural(name), item.alias


def _natural(name: str) -> list[tuple[int, int, str]]:
    """A sort key that ignores case and takes digits for numbers: a2 before a10."""
    parts = (part for part in re.split(r"(\d+)", name.lower()) if part)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
