"""Which worker runs an app: function.json serves all of them, the decorator model is the Python worker's alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note, Position
from pystein_migrate.text import jsonc
from pystein_migrate.text.raw import RawText

from .dockerfile import DOCKERFILE, instructions
from .host_json import PATH as HOST_JSON
from .host_json import host_node
from .json_node import json_node
from .local_settings import PATH as LOCAL_SETTINGS

SETTING, PYTHON = "FUNCTIONS_WORKER_RUNTIME", "python"
_IN_IMAGE = re.compile(rf"(?:^|\s){SETTING}[=\s][\"']?([\w-]+)")


def other_runtimes(app: App) -> Iterator[Note]:
    """A note for each place that has another worker than Python's run the app, a custom handler among them."""
    handler = host_node(app, "customHandler")
    if handler is not None and handler.value:
        yield _note(app, HOST_JSON, handler, "a custom handler")
    runtime = json_node(app, LOCAL_SETTINGS, "Values", SETTING)
    if runtime is not None and isinstance(runtime.value, str) and runtime.value.lower() not in ("", PYTHON):
        yield _note(app, LOCAL_SETTINGS, runtime, _named(runtime.value))
    for step in instructions(RawText.decode(app.files.get(DOCKERFILE, b"")).text):
        found = _IN_IMAGE.search(step.rest) if step.keyword == "ENV" else None
        if found and found[1].lower() != PYTHON:
            yield notes.OTHER_RUNTIME.at(DOCKERFILE, Position(step.line, 1), runtime=_named(found[1]))


def _named(runtime: str) -> str:
    return "a custom handler" if runtime.lower() == "custom" else f"the {runtime} worker"


def _note(app: App, path: str, node: jsonc.Node, runtime: str) -> Note:
    return notes.OTHER_RUNTIME.at(path, RawText.decode(app.files[path]).position(node.start), runtime=runtime)
