"""Scripts that are fine alone, but would change one another in one module."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Sequence

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker, name_labels
from pystein_migrate.codemods.script import Script, is_safe_anywhere
from pystein_migrate.python.imports import ImportItem

# Code that looks at annotations as objects, which `from __future__ import annotations` makes strings of.
_READS_ANNOTATIONS = re.compile(
    r"__annotations__|get_type_hints|annotationlib|inspect|dataclass|NamedTuple|TypedDict|"
    r"pydantic|attrs?\b|singledispatch|marshmallow"
)
_CONFIGURES = frozenset({"setLevel", "addHandler", "removeHandler", "addFilter", "removeFilter"})


def conflicts(scripts: Sequence[Script]) -> dict[str, Blocker]:
    """The scripts (by path) that have to stay in place for the sake of the others, and why."""
    return {**_future_conflicts(scripts), **_logger_conflicts(scripts)}


def in_import_order(scripts: Sequence[Script], reaches: Callable[[str], frozenset[str]]) -> list[Script]:
    """The scripts, with imports left in place that would load a module earlier than a script which prepares for it.

    One script sets the environment and imports the settings, another only imports them: at the top they would be loaded
    without what the first has set. ``reaches`` tells what importing a module loads.
    """
    late = [_loaded(script.late_imports(), reaches) for script in scripts]
    found = []
    for index, script in enumerate(scripts):
        others = frozenset[str]().union(*late[:index], *late[index + 1 :])
        early = [
            hoisted
            for hoisted in (script.imports if others else ())
            if isinstance(hoisted.node, (ast.Import, ast.ImportFrom)) and _loaded(hoisted.items, reaches) & others
        ]
        found.append(script.with_in_place(early))
    return found


def _loaded(items: Iterable[ImportItem], reaches: Callable[[str], frozenset[str]]) -> frozenset[str]:
    others = [item for item in items if not is_safe_anywhere(item.module)]
    names = [name for item in others for name in (item.module, f"{item.module}.{item.name}")]
    return frozenset[str]().union(*map(reaches, names))


def _future_conflicts(scripts: Sequence[Script]) -> dict[str, Blocker]:
    with_future = [script for script in scripts if script.future_annotations]
    others = [script for script in scripts if not script.future_annotations]
    sensitive = next((script for script in others if _minds_string_annotations(script)), None)
    if not with_future or sensitive is None:
        return {}
    message = f"has `from __future__ import annotations`, which would change what {sensitive.path} sees"
    return {script.path: Blocker(notes.FUTURE_IMPORT, message, script.source.tree) for script in with_future}


def _minds_string_annotations(script: Script) -> bool:
    if _READS_ANNOTATIONS.search(script.source.text):
        return True
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    outer = [node for node in script.source.nodes if isinstance(node, functions)]
    return any(isinstance(inner, functions) and inner is not node for node in outer for inner in ast.walk(node))


def _logger_conflicts(scripts: Sequence[Script]) -> dict[str, Blocker]:
    """Loggers called ``__name__`` become one; that is no matter unless a script configures its own."""
    named = [script for script in scripts if name_labels(script.source)]
    if len(named) < 2:
        return {}
    found = {}
    for script in named:
        node = _own_logger_configuration(script)
        if node is not None:
            found[script.path] = Blocker(notes.OWN_LOGGER, "configures a logger that others would share", node)
    return found


def _own_logger_configuration(script: Script) -> ast.AST | None:
    own = {
        target.id
        for statement in script.source.nodes
        if isinstance(statement, ast.Assign) and _is_own_logger(statement.value)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in script.source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CONFIGURES:
            owner = node.func.value
            if _is_own_logger(owner) or (isinstance(owner, ast.Name) and owner.id in own):
                return node
    return None


def _is_own_logger(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and any(isinstance(arg, ast.Name) and arg.id == "__name__" for arg in node.args)
