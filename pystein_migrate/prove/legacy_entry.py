"""Whether a legacy function ever ran, as far as that can be told without running it."""

from __future__ import annotations

import ast

from pystein_migrate.model.app import App, Binding, Function
from pystein_migrate.python.imports import is_star
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source, UnreadableError

from .index import IndexSource
from .load_failures import LegacyLoadFailures
from .seen_code import seen_entry, signature_text
from .skeleton import Stub, skeleton


def never_ran(app: App, function: Function, index: IndexSource, failures: LegacyLoadFailures) -> str | None:
    """Why the host or the worker refused ``function`` in the legacy model; None if nothing speaks against it.

    Scripts that cannot be parsed or, as ``failures`` tell, imported, entry points that are not there, and signatures
    that the worker's rules refuse (:mod:`pystein_migrate.prove.signature`; they are the same in both models).
    """
    if function.dead:
        return function.problems[0].message
    if function.script not in app.files:
        return None
    try:
        source = Source.read(function.script, app.files[function.script])
    except UnreadableError as error:
        return None if error.newer else f"{function.script} cannot be parsed: {error.message}"
    failure = failures.failure(function.script)
    if failure is not None:
        return f"{failure.module}:{failure.node.lineno}: {failure.complaint}"
    scope = module_scope(source)
    bounds = scope.bound.get(function.entry_point, [])
    if not bounds and not any(map(is_star, source.nodes_of(ast.ImportFrom))):
        return f"function {function.entry_point}() is not present in {function.script}"
    seen = seen_entry(failures.run, source, function.entry_point)
    if seen is None:
        return None
    seen_source = source if seen.path == source.path else Source.read(seen.path, app.files[seen.path])
    signature = signature_text(failures.run, seen_source, seen.node)
    stub = Stub(tuple(_generic(binding) for binding in function.bindings), signature)
    indexed = index(skeleton("func", "app = func.FunctionApp()", [stub]))
    complaint = indexed.functions[0].signature if indexed.functions else None
    return f"the worker does not load {function.entry_point}(): {complaint}" if complaint else None


def _generic(binding: Binding) -> str:
    if binding.is_trigger:
        name = "generic_trigger"
    else:
        name = "generic_output_binding" if binding.direction == "out" else "generic_input_binding"
    return f"@app.{name}(arg_name={binding.name!r}, type={binding.type!r})"
