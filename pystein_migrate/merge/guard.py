"""The guard around what registers functions that must not take the others down when they cannot be loaded.

The legacy worker loads each function by itself and answers the host with the exception of one that fails
(azure_functions_worker: ``dispatcher._handle__function_load_request`` catches ``Exception``); the others live.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from pystein_migrate.decorators.render import Renderer
from pystein_migrate.python.imports import ImportItem

GUARD_IMPORT = ImportItem("logging")
# What a guard catches: the second where a script calls sys.exit(), which is no Exception.
EVERY_FAILURE, EXITS_TOO = "Exception", "(Exception, SystemExit)"


def guarded(names: Sequence[str], caught: str, loading: str, registration: str, renderer: Renderer) -> str:
    """A statement that runs ``loading`` and then ``registration`` of the functions ``names``, or logs why it cannot.

    ``caught`` is :data:`EVERY_FAILURE` or :data:`EXITS_TOO`; ``registration`` is rendered by :func:`indented`.
    """
    indent = renderer.style.indent
    message = f"{names[0]} is not registered: its script cannot be loaded"
    if len(names) > 1:
        message = f"{', '.join(names)} are not registered: their script cannot be loaded"
    blank = "\n" if registration.startswith("@") else ""
    return (
        f"try:\n{textwrap.indent(loading, indent)}\n"
        f"except {caught}:\n{indent}logging.exception({renderer.string(message)})\n"
        f"else:\n{blank}{textwrap.indent(registration, indent)}"
    )


def indented(renderer: Renderer) -> Renderer:
    """A renderer for what will stand one level deeper."""
    style = renderer.style
    width = len(style.indent.expandtabs(4))
    return Renderer(replace(style, line_length=style.line_length - width), renderer.library)
