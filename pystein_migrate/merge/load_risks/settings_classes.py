"""Classes of pydantic that read app settings into their fields when an object of them is made."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.python.expressions import called_name, last_name
from pystein_migrate.python.loading import Step
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .risk import Risk, Surroundings


def settings_classes(around: Surroundings, step: Step) -> Iterator[Risk]:
    """Settings without which the step makes no object of a class derived from ``BaseSettings``."""
    given = {name.lower() for name in around.settings}
    for node in step.nodes() if not around.has_env_file else ():
        made = _settings_class(step.source, node)
        passed = {keyword.arg for keyword in node.keywords} if isinstance(node, ast.Call) else set()
        for field in made.body if made and None not in passed else ():
            name = _required(field)
            if name and name not in passed and name.lower() not in given:
                yield Risk(notes.SETTING_AT_LOAD, name, "ValueError", step.source, node)


def _settings_class(source: Source, node: ast.AST) -> ast.ClassDef | None:
    """The class of settings that ``node`` makes an object of, if it is defined once, in the same module.

    One whose settings have other names than its fields, or may come from elsewhere, is not judged.
    """
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.args:
        return None
    bounds = module_scope(source).bound.get(called_name(node), ())
    found = bounds[0].node if len(bounds) == 1 else None
    if not isinstance(found, ast.ClassDef) or [last_name(base) for base in found.bases] != ["BaseSettings"]:
        return None
    is_plain = all(isinstance(field, (ast.AnnAssign, ast.Expr)) for field in found.body)
    return found if is_plain else None


def _required(field: ast.stmt) -> str:
    """The name of a field without a default; "" for all else in the body of a class."""
    if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
        return ""
    match field.value:
        case None:
            is_required = "ClassVar" not in ast.unparse(field.annotation)
        case ast.Call(func=ast.Name(id="Field"), args=[ast.Constant(value=default)], keywords=[]):
            is_required = default is ...
        case _:
            is_required = False
    return field.target.id if is_required else ""
