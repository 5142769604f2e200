"""Set-up that several scripts do in the same words and that does nothing the second time: it stands once."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from pystein_migrate.codemods.script import Script
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.nodes import walk

# Calls that do nothing when they were made before, the keywords that change that, and what in the text of an app may
# undo what they did (logging: basicConfig returns where the root logger has handlers; dotenv: set variables stay).
_ONCE: Mapping[tuple[str, str], tuple[frozenset[str], tuple[bytes, ...]]] = {
    ("logging", "basicConfig"): (
        frozenset({"force", "handlers", "stream"}),
        (b"removeHandler", b".handlers", b"dictConfig", b"fileConfig", b"logging.shutdown", b"logging.config"),
    ),
    ("dotenv", "load_dotenv"): (
        frozenset({"override", "stream"}),
        (b"environ.pop", b"environ.clear", b"del os.environ", b"del environ", b"popitem", b"unsetenv", b"chdir"),
    ),
}


def repeated_setup(
    scripts: Sequence[Script], changed: Sequence[frozenset[ast.AST]], modules: Modules
) -> list[set[ast.stmt]]:
    """For each of ``scripts``, in their order, the top-level calls that one before has made in the same words.

    ``changed`` are for each the nodes that codemods build anew.
    """
    seen: set[tuple[tuple[str, str], str]] = set()
    repeated: list[set[ast.stmt]] = []
    for script, built in zip(scripts, changed, strict=True):
        again = set()
        for statement in script.body:
            called = _called_once(script, statement, modules)
            if called is None or any(node in built for node in walk(statement)):
                continue
            words = called, ast.dump(statement)
            if words in seen:
                again.add(statement)
            seen.add(words)
        repeated.append(again)
    return repeated


def _called_once(script: Script, statement: ast.stmt, modules: Modules) -> tuple[str, str] | None:
    """The call of :data:`_ONCE` that ``statement`` only makes, with literals and levels of logging; None if another."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return None
    called = _called(script, call.func)
    if called not in _ONCE or modules.mention(_ONCE[called][1]):
        return None
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    keywords = {keyword.arg or "**" for keyword in call.keywords}
    is_plain = keywords.isdisjoint({"**", *_ONCE[called][0]}) and all(_is_plain(script, value) for value in values)
    return called if is_plain else None


def _called(script: Script, node: ast.expr) -> tuple[str, str]:
    """The module and name of what ``node`` calls; twice "" where that is not certain."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        module, name = script.import_target(node.value.id) or ("", "")
        return (module, node.attr) if module and not name else ("", "")
    return (script.import_target(node.id) or ("", "")) if isinstance(node, ast.Name) else ("", "")


def _is_plain(script: Script, node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and script.import_target(node.value.id) == ("logging", "")
    return isinstance(node, ast.Constant)
