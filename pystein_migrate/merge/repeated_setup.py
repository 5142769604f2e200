"""Set-up that several scripts do in the same words and that does nothing the second time: it stands once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from pystein_migrate.codemods.script import Script
from pystein_migrate.python.definitions import FUNCTIONS, defaults
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.meanings import Library, Meanings
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.nodes import children, walk
from pystein_migrate.python.source import is_alone
from pystein_migrate.python.touch import ANYTHING, ENVIRONMENT, LIBRARIES, LOGGING, OUTSIDE, library

from .load_order import Step

_BEYOND = frozenset({ANYTHING, LIBRARIES})


@dataclass(frozen=True, slots=True)
class _Once:
    """A call that does nothing if the same one was made before and nothing that code in between ``writes`` undoes it.

    ``keywords`` are those that leave it at that. ``reads_file``: what it finds in a file may be another then.
    ``replaces``: in other words, it undoes what it has done.
    """

    keywords: frozenset[str]
    writes: frozenset[str]
    reads_file: bool = False
    replaces: bool = False


# logging: basicConfig returns where the root logger has handlers, and packages take none of them away; dotenv: what is
# set stays as it is; sys.setrecursionlimit sets what is set.
_ONCE: Mapping[str, _Once] = {
    "logging.basicConfig": _Once(
        frozenset({"level", "format", "datefmt", "style", "filename", "filemode", "encoding"}),
        frozenset({*_BEYOND, LOGGING, library("logging")}),
    ),
    "dotenv.load_dotenv": _Once(
        frozenset({"dotenv_path", "encoding", "interpolate"}),
        frozenset({*_BEYOND, OUTSIDE, ENVIRONMENT}),
        reads_file=True,
    ),
    "sys.setrecursionlimit": _Once(frozenset(), frozenset({*_BEYOND, library("sys")}), replaces=True),
}
_KEEPING_HANDLERS = frozenset({"setLevel", "addHandler"})
# Calls that write no files: by the names of functions and methods; classes begin with a capital.
_PLAIN_DECORATORS = frozenset({"dataclass", "property", "staticmethod", "classmethod", "abstractmethod", "setter"})
_READING = frozenset({
    "getenv", "get", "getLogger", "basicConfig", "load_dotenv", "setLevel", "addHandler", "int", "str", "bool", "float",
    "split", "join", "strip", "lower", "upper", "from_connection_string", "compile",
})  # fmt: skip


def repeated_setup(
    scripts: Sequence[Script],
    changed: Sequence[Collection[ast.AST]],
    planned: Sequence[Step],
    modules: Modules,
    loaded: Collection[str],
) -> list[set[ast.stmt]]:
    """For each of ``scripts``, in their order, the top-level calls that one before has made in the same words.

    ``changed`` are for each the nodes that codemods build anew, ``planned`` is what happens while the new script is
    loaded; with these scripts and the others at the paths ``loaded``.
    """
    run = _Run(planned, modules, loaded)
    repeated: list[set[ast.stmt]] = []
    last: dict[tuple[str, str], int] = {}
    said: dict[tuple[str, str], set[str]] = {}
    for script, built in zip(scripts, changed, strict=True):
        again = set()
        for statement in script.body:
            called, at = run.called_once(script, statement), run.index(script, statement)
            if not called or at is None or not is_alone(script.source, statement):
                continue
            if any(node in built for node in walk(statement)):
                continue
            words = called, ast.dump(statement)
            comments = _comments(script, statement)
            if words in last and comments <= said[words] and run.leaves_alone(words, last[words], at):
                again.add(statement)
            else:
                last[words], said[words] = at, comments
        repeated.append(again)
    return repeated


def _comments(script: Script, statement: ast.stmt) -> set[str]:
    """The comments right above ``statement`` and behind it."""
    lines = script.source.text.split("\n")
    behind = script.source.text[script.source.end(statement) : script.source.line_end(script.source.end(statement))]
    above = takewhile(lambda line: line.startswith("#"), reversed(lines[: statement.lineno - 1]))
    return {line.strip() for line in (*above, behind)} - {""}


class _Run:
    """The steps of loading the new script, and what they call."""

    def __init__(self, planned: Sequence[Step], modules: Modules, paths: Collection[str]) -> None:
        self.planned = planned
        self.modules = modules
        self.paths = paths
        self.meanings = Meanings(modules, certain=True)
        self.at = {step.place: index for index, step in reversed(list(enumerate(planned)))}

    def index(self, script: Script, statement: ast.stmt) -> int | None:
        """The number of the step that ``statement`` is."""
        return self.at.get((script.path, statement.lineno, statement.col_offset, ""))

    def called_once(self, script: Script, statement: ast.stmt) -> str:
        """The call of :data:`_ONCE` that ``statement`` only makes, with literals and levels of logging; else ""."""
        call = statement.value if isinstance(statement, ast.Expr) else None
        called = self.library(script, call.func) if isinstance(call, ast.Call) else ""
        if not isinstance(call, ast.Call) or called not in _ONCE or len(call.args) > 1:
            return ""
        values: Iterable[ast.expr] = (*call.args, *(keyword.value for keyword in call.keywords))
        is_known = all(keyword.arg in _ONCE[called].keywords for keyword in call.keywords)
        is_plain = all(
            isinstance(value, ast.Constant) or self.library(script, value).startswith("logging.") for value in values
        )
        return called if is_known and is_plain else ""

    def library(self, script: Script, node: ast.expr) -> str:
        """The dotted name of the library's object that ``node`` is; "" if it is not seen to be one."""
        meaning = self.meanings.of(script.source, node) if isinstance(node, (ast.Name, ast.Attribute)) else None
        return meaning.dotted if isinstance(meaning, Library) else ""

    def leaves_alone(self, words: tuple[str, str], start: int, end: int) -> bool:
        """Whether nothing that happens between two steps undoes what the call at the first has done.

        ``words`` are what is called, and how.
        """
        called, said = words
        once = _ONCE[called]
        module = library(called)
        if any(
            not step.touch.writes.isdisjoint({module, LIBRARIES, ANYTHING})
            for step in self.planned[: start if once.replaces else start + 1]
        ):
            return False
        if once.reads_file and self.may_write_files:
            return False
        return all(self._is_harmless(step, once, said) for step in self.planned[start + 1 : end])

    @cached_property
    def may_write_files(self) -> bool:
        """Whether anything that runs while the app is loaded may write a file."""
        sources = self.modules.sources(self.modules.reachable(self.paths))
        statements = (statement for source in sources for statement in source.tree.body)
        return not all(_writes_no_file(node) for statement in statements for node in _executed(statement))

    def _is_harmless(self, step: Step, once: _Once, said: str) -> bool:
        statement = self._statement(step)
        if statement is None:
            return not step.taken or step.touch.writes.isdisjoint(once.writes)
        if step.touch.writes.isdisjoint(once.writes):
            return True
        return ast.dump(statement) == said if once.replaces else _is_setup(statement)

    def _statement(self, step: Step) -> ast.stmt | None:
        source = self.modules.source(step.path) if step.path and not step.taken else None
        body = source.tree.body if source is not None else ()
        return next((each for each in body if (each.lineno, each.col_offset) == step.place[1:3]), None)


def _is_setup(statement: ast.stmt) -> bool:
    """Whether ``statement`` is set-up of the same kinds, or gives a logger a level or a handler."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return False
    given = {keyword.arg for keyword in call.keywords}
    kinds = (once for dotted, once in _ONCE.items() if dotted.endswith(f".{last_name(call.func)}"))
    return last_name(call.func) in _KEEPING_HANDLERS or any(given <= once.keywords for once in kinds)


def _executed(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of ``statement`` without the bodies of functions in it."""
    pending: list[ast.AST] = [statement]
    for node in pending:
        yield node
        if isinstance(node, FUNCTIONS):
            pending += [*node.decorator_list, *defaults(node)]
        elif not isinstance(node, ast.Lambda):
            pending += children(node)


def _writes_no_file(node: ast.AST) -> bool:
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return all(last_name(decorator) in _PLAIN_DECORATORS for decorator in node.decorator_list)
    name = last_name(node.func) if isinstance(node, ast.Call) else "get"
    return name in _READING or name[:1].isupper()
