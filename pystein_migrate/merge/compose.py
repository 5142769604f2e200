"""Putting the parts together: the text of function_app.py."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pystein_migrate.codemods.base import Subject, found
from pystein_migrate.codemods.entries import Delegate
from pystein_migrate.codemods.rename import Rename, RenameError
from pystein_migrate.codemods.rewriting import Target, printed_statements, removed, rewritten_edits
from pystein_migrate.codemods.script import Script
from pystein_migrate.decorators.decorate import Decoration, DecoratorCall
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.opening import are_headings, opening
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit, apply_edits

from .docstrings import docstring_among, docstring_edit, takes_docstring
from .file_headers import header_of
from .guard import GUARD_IMPORT, guarded, indented
from .headers import fitted_headers, renamed_header
from .merging import MergedScript
from .spacing import two_blank_lines

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
# The end of a frame of punctuation around what is gone.
_CLOSING_RULER = re.compile(r"\A\n*(?:#[^\w\n]*\n)+(?=\n)")


@dataclass(frozen=True, slots=True)
class Wired:
    """A function that is registered by a call: ``entry`` is the expression for it.

    ``items`` are the imports it needs at the top, ``statement`` what it needs just before. ``guard`` is what is
    caught where ``statement`` fails, so that only this function is not registered; "" for nothing.
    """

    name: str
    python_name: str
    decoration: Decoration
    entry: str
    items: tuple[ImportItem, ...] = ()
    statement: str = ""
    delegate: Delegate | None = None
    guard: str = ""


@dataclass
class Section:
    """The text of one script's section, and the imports it sends to the top."""

    text: str
    imports: list[ImportItem] = field(default_factory=list)


def function_calls(name: str, python_name: str, decoration: Decoration, *, named: bool) -> list[DecoratorCall]:
    """The decorators from top to bottom, ``function_name`` first unless the Python name says the same."""
    calls = list(decoration.calls)
    if named or name != python_name:
        calls.insert(0, DecoratorCall("function_name", (("name", name),)))
    return calls


def merged_section(
    merged: MergedScript,
    names: Mapping[str, str],
    decorations: Mapping[str, Decoration],
    renderer: Renderer,
    app_name: str,
    headers: Collection[tuple[str, ...]] = (),
) -> Section:
    """The section of a merged script; ``headers`` are opening comments that stand at the top of the file.

    Raises RenameError or UnparsableError where its text cannot be changed.
    """
    return _SectionWriter(merged, names, decorations, renderer, app_name, headers).write()


def wired_section(wired: Wired, renderer: Renderer, app_name: str) -> Section:
    """The section of a function whose code stays where it is."""
    if wired.guard:
        registration = _registration(wired, indented(renderer), app_name)
        text = guarded([wired.name], wired.guard, wired.statement, registration, renderer)
        return Section(text, [*wired.items, GUARD_IMPORT])
    text = _registration(wired, renderer, app_name)
    if wired.statement:
        text = below_loading(wired.statement, text)
    return Section(text, list(wired.items))


def _registration(wired: Wired, renderer: Renderer, app_name: str) -> str:
    if wired.delegate is not None:
        calls = function_calls(wired.name, wired.python_name, wired.decoration, named=False)
        return delegated(wired.delegate, calls, wired.python_name, wired.entry, renderer, app_name)
    calls = function_calls(wired.name, wired.python_name, wired.decoration, named=True)
    return renderer.wiring(app_name, calls, wired.entry)


def below_loading(statement: str, registration: str) -> str:
    """``registration`` below the ``statement`` that loads what it registers, set apart from imports."""
    blank = "\n" if statement.startswith(("from ", "import ")) else ""
    blank = "\n\n" if registration.startswith("@") else blank
    return f"{statement}\n{blank}{registration}"


def assemble(headers: Iterable[Sequence[str]], imports: str, app_statement: str, sections: Sequence[str]) -> str:
    """The whole file: opening comments, imports, the app, sections; ends with a line break."""
    text = "\n\n".join(["\n".join(header) for header in headers] + [imports, app_statement]) + "\n"
    for index, section in enumerate(sections):
        blank = "\n" if index == 0 and not _starts_with_definition(section) else "\n\n"
        text += f"{blank}{section}\n"
    return text


def _starts_with_definition(section: str) -> bool:
    for line in section.split("\n"):
        if line and not line.startswith("#"):
            return line.startswith(("@", "def ", "async def ", "class "))
    return False


@dataclass(frozen=True)
class _SectionWriter:
    merged: MergedScript
    names: Mapping[str, str]
    decorations: Mapping[str, Decoration]
    renderer: Renderer
    app_name: str
    headers: Collection[tuple[str, ...]]

    @property
    def script(self) -> Script:
        return self.merged.script

    @property
    def source(self) -> Source:
        return self.merged.script.source

    def write(self) -> Section:
        decorated = decorated_entries(self.merged)
        body = self.fitted(_joined(self.pieces(decorated)), decorated)
        wirings = [self.wiring(function.name) for function in self.merged.functions if function.name not in decorated]
        apart = "\n\n\n" if any(text.startswith("@") for text in wirings) else "\n\n"
        code = "\n\n\n".join([part for part in (body, apart.join(wirings)) if part])
        return Section(_below(self.header(), code), self.imports())

    def fitted(self, body: str, decorated: Mapping[str, ast.stmt]) -> str:
        """``body`` with those headers split that fitted on their line before they were changed."""
        style = self.renderer.style
        lines = self.source.text.split("\n")
        fitting = {
            self.names[name] for name, node in decorated.items() if len(lines[node.lineno - 1]) <= style.line_length
        }
        return fitted_headers(body, fitting, style) if fitting else body

    # Top of the section

    def header(self) -> str:
        """The comments that open the file and its docstring as comments."""
        header = header_of(self.source)
        lines = [] if header in self.headers else list(header)
        documented = documented_entry(self.merged)
        lines += [_as_comment(each) for each in self.script.strings if documented is None or each is not documented[1]]
        return "\n".join(lines)

    def imports(self) -> list[ImportItem]:
        unneeded = self.merged.findings.unneeded
        return [self.renamed(item) for item in self.script.hoisted_items() if item.bound_name not in unneeded]

    def renamed(self, item: ImportItem) -> ImportItem:
        new = self.merged.renames.get(item.bound_name)
        if new is None:
            return item
        if not item.name and not item.alias and "." in item.module:
            raise RenameError(f"import {item.module} binds its first part")
        return replace(item, alias="" if new == item.name else new)

    # Body

    def pieces(self, decorated: Mapping[str, ast.stmt]) -> Iterator[str]:
        """The text of every statement that stays, each with the comments and blank lines before it."""
        source, merged = self.source, self.merged
        edits = self.edits(decorated)
        kept = set(self.script.body) - merged.left_out
        hoisted = {item.node for item in self.script.imports}
        at, is_gone = opening(source).end, False
        for statement in source.tree.body:
            start, end = source.start(statement), source.end_of_lines(statement)
            if end <= at:
                continue
            before = _CLOSING_RULER.sub("", source.text[at:start]) if is_gone else source.text[at:start]
            if statement in decorated.values():
                before = two_blank_lines(before)
            is_gone = statement in hoisted or statement in merged.findings.removed
            if statement in kept:
                yield before + apply_edits(source.text, edits, max(start, at), end)
            else:
                goes_along = statement in hoisted or _is_call(statement, merged.findings.removed)
                leading = _without_attached_comment(before) if goes_along else before
                is_heading = is_gone and are_headings(leading)
                if statement not in merged.shared and _comment_only(leading) and not is_heading:
                    yield leading.rstrip()
            at = end
        if _comment_only(source.text[at:]) and not are_headings(source.text[at:]):
            yield source.text[at:].rstrip()

    def edits(self, decorated: Mapping[str, ast.stmt]) -> list[Edit]:
        """What changes in the statements: what codemods and new names want, decorators, and the names under them."""
        targets = targets_of(self.merged, decorated.values())
        printed = printed_statements(self.source, targets)
        edits = rewritten_edits(self.source, targets)
        for name, node in decorated.items():
            at = self.source.start(node)
            edits.append(Edit(at, at, "".join(self.decorators(name, node))))
            documented = documented_entry(self.merged)
            if documented is not None and node is documented[0]:
                edits.append(docstring_edit(self.source, documented[1], node, self.renderer.style.line_length))
            if node not in printed:
                edits.extend(renamed_header(self.source, node, self.names[name]))
        return edits

    # Entries

    def decorators(self, name: str, node: ast.stmt) -> Iterator[str]:
        gone = {target.node for target in self.merged.findings.targets if target.build is removed}
        named = any(decorator not in gone for decorator in getattr(node, "decorator_list", ()))
        for call in function_calls(name, self.names[name], self.decorations[name], named=named):
            yield self.renderer.decorator(self.app_name, call) + "\n"

    def wiring(self, name: str) -> str:
        function = next(function for function in self.merged.functions if function.name == name)
        delegate = self.merged.findings.delegates.get(name)
        if delegate is not None:
            return self.delegation(name, delegate)
        entry = self.merged.entry_of(function)
        entry = self.merged.renames.get(entry, entry)
        calls = function_calls(name, "", self.decorations[name], named=True)
        return self.renderer.wiring(self.app_name, calls, entry)

    def delegation(self, name: str, delegate: Delegate) -> str:
        calls = function_calls(name, self.names[name], self.decorations[name], named=False)
        delegate = delegate.with_names(self.merged.renames)
        return delegated(delegate, calls, self.names[name], delegate.entry, self.renderer, self.app_name)


def delegated(
    delegate: Delegate, calls: Sequence[DecoratorCall], name: str, entry: str, renderer: Renderer, app_name: str
) -> str:
    """A new decorated function that calls ``entry``."""
    lines = [renderer.decorator(app_name, call) for call in calls]
    return "\n".join([*lines, delegate.definition(name, entry, renderer.style)])


def targets_of(merged: MergedScript, entries: Collection[ast.stmt]) -> list[Target]:
    """Every node of the script that is built anew: by codemods and by new names.

    The definitions ``entries`` get their new names with their decorators, unless libcst prints them anyway. Raises
    RenameError.
    """
    script = merged.script
    names = {getattr(node, "name", ""): node for node in entries}
    targets = [target.with_names(merged.renames) for target in merged.findings.targets]
    targets += _rename_targets(merged, [name for name in merged.renames if name not in names])
    hoisted = {alias for each in script.imports for alias in walk(each.node)}
    gone = {node for statement in merged.left_out for node in walk(statement)}
    targets = [target for target in targets if target.node not in hoisted and target.node not in gone]
    printed = printed_statements(script.source, targets)
    return targets + _rename_targets(merged, [name for name, node in names.items() if node in printed])


def documented_entry(merged: MergedScript) -> tuple[ast.stmt, ast.Expr] | None:
    """The only function of a script, if it has no docstring and can get that of the script, and that."""
    docstring, entries = docstring_among(merged.script.strings), decorated_entries(merged)
    if docstring is None or len(merged.functions) != 1 or "__doc__" in merged.script.source.text:
        return None
    node = next(iter(entries.values()), None)
    if node is None or not takes_docstring(merged.script.source, docstring, node):
        return None
    printed = printed_statements(merged.script.source, targets_of(merged, entries.values()))
    return None if any(each in printed for each in walk(node)) else (node, docstring)


def _rename_targets(merged: MergedScript, names: Iterable[str]) -> list[Target]:
    """What gives ``names`` of the script their new ones, wherever it refers to them."""
    script = merged.script
    renames = {
        name: merged.renames[name] for name in names if name in merged.renames and name in script.scope.references
    }
    return found([Rename], Subject(script.source, renames=renames)).targets


def decorated_entries(merged: MergedScript) -> dict[str, ast.stmt]:
    """Functions whose entry is a plain top-level def that nothing else uses: they are decorated where they stand.

    A decorated name is a FunctionBuilder, so an entry that other code calls is registered by a call instead.
    """
    found: dict[str, ast.stmt] = {}
    entries = [merged.entry_of(function) for function in merged.functions]
    gone = {node for statement in merged.left_out for node in walk(statement)}
    for function in merged.functions:
        entry = merged.entry_of(function)
        bounds = merged.script.scope.bound.get(entry, [])
        references = [r for r in merged.script.scope.references.get(entry, []) if r.node not in gone]
        if len(bounds) == 1 and len(references) == 1 and entries.count(entry) == 1:
            node = bounds[0].node
            if bounds[0].kind == "def" and bounds[0].top_level and isinstance(node, ast.stmt):
                found[function.name] = node
    return found


def _below(header: str, code: str) -> str:
    """``code`` directly below ``header``; a comment that opens the code keeps its distance."""
    if not header or not code:
        return header or code
    return f"{header}\n\n{code}" if code.startswith("#") else f"{header}\n{code}"


def _is_call(statement: ast.stmt, removed: Collection[ast.stmt]) -> bool:
    """Whether ``statement`` is one of those ``removed``, and made an entry: what is said above it speaks of that."""
    return statement in removed and isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call)


def _as_comment(docstring: ast.Expr) -> str:
    value = docstring.value.value if isinstance(docstring.value, ast.Constant) else ""
    first, _, rest = str(value).strip().partition("\n")
    lines = [first, *textwrap.dedent(rest).split("\n")] if rest else [first]
    return "\n".join(f"# {printable}".rstrip() for line in lines for printable in _printable_lines(line))


def _printable_lines(line: str) -> Iterator[str]:
    """``line`` as lines of a comment, which other characters than line feeds end, too, and some cannot be in."""
    for part in line.splitlines() or [""]:
        yield _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), part)


def _comment_only(text: str) -> bool:
    return "#" in text and all(line.lstrip().startswith("#") for line in text.split("\n") if line.strip())


def _without_attached_comment(before: str) -> str:
    """``before`` an import, less the comment lines directly above it, which move with it."""
    lines = before.split("\n")
    trailing = lines.pop()
    while lines and lines[-1].startswith("#"):
        lines.pop()
    return "\n".join([*lines, trailing])


def _joined(pieces: Iterable[str]) -> str:
    text = ""
    for piece in pieces:
        stripped = piece.strip("\n") if not text else piece
        text += stripped if not text or stripped.startswith("\n") else "\n" + stripped
    return re.sub(r"\A\n+|\s+\Z", "", text)
