"""The worker wants exactly one function app object among the names of function_app.py."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.decorators.app import Register
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.decorators.static_values import Created, Instance
from pystein_migrate.settings.pins import installed_version

from .proof import Candidates

# The ends of the names of all classes that the worker takes for the app (library: subclasses of FunctionRegister).
_CLASSES = ("FunctionApp", "DFApp", "FunctionRegister")


def app_objects(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts whose top level makes, imports or is handed an app object: it would be a second one.

    The worker looks at every name of the module and refuses it for two names, even of one object (worker: loader.py,
    ``index_function_app``).
    """
    context = candidates.context
    if not context.modules.mention(name.encode() for name in _CLASSES):
        return {}
    decorated = read_decorated(context.modules.trees(), context.app.script_name, installed_version(context.app))
    found = {}
    for script in candidates.scripts:
        facts = decorated.modules[script.path]
        names = [name for name, value in facts.names.items() if _is_app(value)]
        for name in names[:1]:
            places: list[ast.AST] = [binding.node for binding in facts.history if binding.name == name]
            message = f"has a function app object, {name}, and function_app.py may have no other than its own"
            found[script.path] = Blocker(notes.SECOND_APP_OBJECT, message, [script.source.tree, *places][-1])
    return found


def _is_app(value: Any) -> bool:
    if isinstance(value, Register):
        return value.is_app
    if isinstance(value, Instance) and isinstance(value.cls.node, ast.ClassDef):
        return any(ast.unparse(base).endswith(_CLASSES) for base in value.cls.node.bases)
    return isinstance(value, Created) and value.callee.endswith(_CLASSES)
