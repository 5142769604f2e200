"""What codemods want changed in one script on its way into function_app.py, recorded so that it can be checked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .blockers import Blocker
from .rewriting import Target


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Replace ``node`` (an expression, a statement or a parameter) with ``text``.

    "" removes a statement or a decorator. ``needs_folder``: the result names the script's old folder, which therefore
    has to stay. ``names`` are the module-level names in ``text``, which renames reach; None where ``text`` holds code
    as the script has it, so that renaming inside ``node`` forbids the rewrite.
    """

    node: ast.expr | ast.stmt | ast.arg
    text: str
    needs_folder: bool = False
    names: tuple[str, ...] | None = None

    def target(self) -> Target:
        """The same as a target."""
        import libcst as cst

        def build(updated: cst.CSTNode) -> cst.CSTNode:
            if isinstance(updated, cst.Param):
                annotation = cst.parse_expression(self.text.partition(":")[2].strip())
                return updated.with_changes(annotation=cst.Annotation(annotation))
            return cst.parse_expression(self.text)

        return Target(self.node, build if self.text else None, "adaptation")

    def renamed(self, renames: Mapping[str, str]) -> str:
        """``text`` with the new names of the module-level names in it."""
        text = self.text
        for name in self.names or ():
            text = re.sub(rf"(?<![\w.]){re.escape(name)}(?!\w)", renames.get(name, name), text)
        return text


@dataclass(frozen=True, slots=True)
class Delegate:
    """An entry that is a callable object: ``entry`` is its name, ``parameters`` what it is called with.

    The decorator model refuses objects (worker: ``inspect.getfile`` of the registered function).
    """

    entry: str
    parameters: str
    is_async: bool = False

    def definition(self, name: str, entry: str) -> str:
        """A function ``name`` that calls ``entry``."""
        arguments = ", ".join(part.partition(":")[0].partition("=")[0].strip() for part in self.parameters.split(","))
        define, call = ("async def", "await ") if self.is_async else ("def", "")
        return f"{define} {name}({self.parameters}):\n    return {call}{entry}({arguments})"


@dataclass
class Adaptation:
    """Everything that codemods record for one script.

    ``entries`` maps functions to the name that is decorated where that is not their entry point any more. ``removed``
    holds top-level statements that are not needed any more. ``durable`` names, for each function, the
    bindings that take durable decorators. ``imports`` are modules (as in ``import os``) that the new code needs.
    ``delegates`` are functions whose entry has to be called by a new one. ``unneeded`` are the names of those imports
    of the script that nothing needs any more. ``remarks`` are what the user may want to know: function name and reason.
    """

    rewrites: list[Rewrite] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    removed: set[ast.stmt] = field(default_factory=set)
    durable: dict[str, frozenset[str]] = field(default_factory=dict)
    imports: list[str] = field(default_factory=list)
    delegates: dict[str, Delegate] = field(default_factory=dict)
    unneeded: set[str] = field(default_factory=set)
    remarks: list[tuple[str, Blocker]] = field(default_factory=list)

    def entry_of(self, function_name: str, entry_point: str) -> str:
        """The name that is decorated or registered for a function; "" if a new function is."""
        return "" if function_name in self.delegates else self.entries.get(function_name, entry_point)

    @property
    def targets(self) -> list[Target]:
        """The rewrites as targets."""
        return [rewrite.target() for rewrite in self.rewrites]

    def needs_folder(self) -> bool:
        """Whether any rewrite names the script's old folder."""
        return any(rewrite.needs_folder for rewrite in self.rewrites)


def parsed(node: ast.AST, text: str) -> ast.AST | None:
    """``text`` as the same kind of syntax as ``node``; None for what is removed."""
    if not text:
        return None
    if isinstance(node, ast.arg):
        return ast.parse(f"def f({text}): ...").body[0].args.args[0]  # type: ignore[attr-defined,no-any-return]
    if isinstance(node, ast.stmt):
        statements: Iterable[ast.stmt] = ast.parse(text).body
        return next(iter(statements), None)
    return ast.parse(text, mode="eval").body
