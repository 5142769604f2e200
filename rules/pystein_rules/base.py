"""What a rule is: a code, a name, an explanation that can be read alone, examples that are run, and a check."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from pystein_migrate.model.note import Position, Severity
from pystein_migrate.text import jsonc

from .diagnostics import Applicability, Diagnostic, FileEdit, Fix
from .project import Project

Tree = Mapping[str, str]
Node = ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword
FixAvailability = Literal["always", "sometimes", "none"]


@dataclass(frozen=True, slots=True)
class Proof:
    """How the tests show that the bad example of a rule is really bad, by running it.

    ``index``: the azure-functions library refuses the app with ``error``. ``worker``: azure_functions_runtime refuses
    it with ``error``. ``vanish``: the library indexes the app without complaint, but ``missing`` is not among its
    functions. ``legacy``: azure_functions_runtime_v1 refuses the function with ``error``. ``import``: importing the
    script raises ``error``. The good example passes the same way.
    """

    kind: Literal["index", "worker", "vanish", "import", "legacy"]
    error: str = ""
    missing: tuple[str, ...] = ()


class Rule(ABC):
    """One rule. Subclasses set the class variables and implement :meth:`check`.

    ``code`` is "PYS" and three digits, ``name`` kebab-case, ``message`` one sentence about what is found in general
    (each diagnostic names the thing found). ``what``, ``why`` (with the real error text), ``fix_safety`` and ``source``
    are the parts of the explanation, in Markdown. ``bad`` and ``good`` are small apps: path to text. ``default`` is
    False for rules of taste, which run only when selected.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = "error"
    message: ClassVar[str]
    what: ClassVar[str]
    why: ClassVar[str]
    source: ClassVar[str]
    bad: ClassVar[Tree]
    good: ClassVar[Tree]
    fix: ClassVar[FixAvailability] = "none"
    fix_safety: ClassVar[str] = ""
    proof: ClassVar[Proof | None] = None
    default: ClassVar[bool] = True

    @abstractmethod
    def check(self, project: Project) -> Iterator[Diagnostic]:
        """The findings of this rule in ``project``. Must not raise, read no file and change nothing."""

    @property
    def family(self) -> str:
        """The first four characters of the code, as in "PYS0"."""
        return self.code[:4]

    def at(
        self, project: Project, path: str, span: tuple[Position, Position], message: str, fix: Fix | None = None
    ) -> Diagnostic:
        """A finding at ``span`` of ``path``."""
        start, end = span
        return Diagnostic(self.code, self.name, message, path, start, end, project.noqa_line(path, start.line), fix)

    def at_node(self, project: Project, path: str, node: Node, message: str, fix: Fix | None = None) -> Diagnostic:
        """A finding at a node of the module at ``path``; a ``def`` or ``class`` is marked at its name."""
        file = project.python(path)
        if file is None:
            return self.at_file(project, path, message)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            span = file.name_span(node)
        else:
            span = file.start(node), file.end(node)
        return self.at(project, path, span, message, fix)

    def at_json(
        self, project: Project, path: str, node: jsonc.Node | None, message: str, fix: Fix | None = None
    ) -> Diagnostic:
        """A finding at a value of a settings file; without one, at the file."""
        file = project.json(path)
        if file is None or node is None:
            return self.at_file(project, path, message)
        return self.at(project, path, file.span(node), message, fix)

    def at_file(self, project: Project, path: str, message: str) -> Diagnostic:
        """A finding about a file as a whole."""
        return self.at(project, path, (Position(1, 1), Position(1, 1)), message)


def one_fix(message: str, applicability: Applicability, *edits: FileEdit) -> Fix:
    """A fix of one or more edits."""
    return Fix(message, edits, applicability)
