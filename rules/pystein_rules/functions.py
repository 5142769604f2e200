"""The functions of an app and their decorators, as rules ask for them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import DecoratedFunction, Step

from .project import Project


def own_functions(project: Project) -> Iterator[DecoratedFunction]:
    """The decorated functions outside of test code."""
    return (function for function in project.decorated.functions if not project.is_test(function.module))


def library_steps(project: Project) -> Iterator[tuple[str, str, Step]]:
    """Every called decorator of the library: the module, the function's title, the decorator."""
    for function in own_functions(project):
        for step in function.library_steps:
            if step.call is not None and step.register is not None and not step.register.custom:
                yield function.module, title(function), step


def durable_step(function: DecoratedFunction, *methods: str) -> Step | None:
    """The function's first decorator among ``methods``."""
    return next((step for step in function.library_steps if step.method in methods), None)


def title(function: DecoratedFunction) -> str:
    """What messages call a function."""
    return function.name or (function.node.name if function.node else "this function")


def label(project: Project, function: DecoratedFunction, step: Step) -> str:
    """A decorator as the user wrote it, without its arguments."""
    file = project.python(function.module)
    node = step.node.func if isinstance(step.node, ast.Call) else step.node
    return "@" + (file.segment(node) if file else "?")


def function_names(project: Project) -> set[str] | None:
    """The names of all functions of the app in lower case, or None where not all are known."""
    app = project.decorated
    if not project.app.has_script:
        folders = (path.rpartition("/")[0] for path in project.app.paths if path.endswith("/function.json"))
        return {folder.lower() for folder in folders if "/" not in folder}
    if app.app is None or not app.is_closed:
        return None
    names = [function.name for function in app.indexed]
    if app.app.hosts_web_app:
        names.append("http_app_func")
    return None if None in names else {name.lower() for name in names if name}
