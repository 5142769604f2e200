"""One function.json, read as the host and the worker read it.

Facts: azure-functions-host ``HostFunctionMetadataProvider``, ``FunctionDescriptorProvider``, ``BindingMetadata`` and
``Utility``; azure-functions-python-worker ``functions.py`` and ``loader.py``. Top-level keys are case-sensitive, keys
inside a binding are not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pystein_migrate import notes
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.note import Note, NoteKind, Position, Severity
from pystein_migrate.text import jsonc
from pystein_migrate.text.decoding import decode_as_host

FUNCTION_NAME = re.compile(r"(?!host$)[a-z][a-z0-9_\-]{0,127}", re.IGNORECASE)
# Hosts before 4.1038 also refuse underscores (azure-functions-host PR 10764).
BINDING_NAME = re.compile(r"(?!.*__)([a-zA-Z_][a-zA-Z0-9_]{0,127}|\$return)")
DIRECTIONS = ("in", "out", "inout")
RETRY_STRATEGIES = {"fixeddelay": ("delayInterval",), "exponentialbackoff": ("minimumInterval", "maximumInterval")}
_BUILT = "if a build puts the script there, migrate what the build makes"
TOP_LEVEL_KEYS = ("bindings", "scriptFile", "entryPoint", "retry")


def read_function(folder: str, data: bytes, paths: Iterable[str]) -> Function:
    """The function in ``folder`` whose function.json holds ``data``; ``paths`` are all files of the app.

    Never raises: what the host or worker would refuse is in ``problems``.
    """
    return _Reader(folder, frozenset(paths)).read(data)


class _Reader:
    def __init__(self, folder: str, paths: frozenset[str]) -> None:
        self.folder = folder
        self.path = f"{folder}/function.json"
        self.paths = paths
        self.text = ""
        self.problems: list[Note] = []
        self.notes: list[Note] = []

    def problem(self, kind: NoteKind, at: int, **facts: Any) -> None:
        self.problems.append(kind.at(self.path, Position.at(self.text, at), function=self.folder, **facts))

    def read(self, data: bytes) -> Function:
        document = self._document(data)
        if not FUNCTION_NAME.fullmatch(self.folder):
            self.problem(notes.INVALID_FUNCTION_NAME, 0, name=self.folder)
        if document is None:
            return self._function("", "main", (), None, Position(1, 1))
        self._note_odd_keys(document)
        bindings = tuple(self._bindings(document))
        script = self._script(document)
        entry = document.get("entryPoint")
        retry = document.get("retry")
        self._check_retry(retry)
        return self._function(
            script,
            str(entry.value) if entry and entry.value else "main",
            bindings,
            retry.value if retry and isinstance(retry.value, dict) else None,
            Position.at(self.text, retry.start if retry else 0),
        )

    def _function(
        self, script: str, entry: str, bindings: tuple[Binding, ...], retry: Mapping[str, Any] | None, at: Position
    ) -> Function:
        return Function(
            self.folder, self.path, script, entry, bindings, retry, at, tuple(self.problems), tuple(self.notes)
        )

    def _document(self, data: bytes) -> jsonc.Node | None:
        self.text = decode_as_host(data)
        self._note_undecodable()
        try:
            document = jsonc.parse(self.text)
        except jsonc.JsonError as error:
            remedy = "mend the JSON; the host does not load this function as it is"
            self.problem(notes.BROKEN_JSON, error.offset, problem=f"cannot be parsed: {error.message}", remedy=remedy)
            return None
        if document.members is None:
            remedy = "wrap the content in { }"
            self.problem(notes.BROKEN_JSON, document.start, problem="must hold an object", remedy=remedy)
            return None
        return document

    def _note_undecodable(self) -> None:
        at = self.text.find("\ufffd")
        if at >= 0:
            self.notes.append(notes.ODD_ENCODING.at(self.path, Position.at(self.text, at), function=self.folder))

    def _note_odd_keys(self, document: jsonc.Node) -> None:
        for key, (node, value) in (document.members or {}).items():
            proper = next((name for name in TOP_LEVEL_KEYS if name.lower() == key.lower() and name != key), None)
            position = Position.at(self.text, node.start)
            if proper:
                note = notes.IGNORED_KEY.at(self.path, position, function=self.folder, key=key, proper=proper)
                self.notes.append(note)
            elif key in ("disabled", "excluded"):
                self.notes.append(self._note_disabled(key, value.value, position))

    def _note_disabled(self, key: str, value: Any, position: Position) -> Note:
        remedy = f"to turn it off set the app setting AzureWebJobs.{self.folder}.Disabled=true" if value else ""
        severity: Severity = "warning" if value else "info"
        return notes.DISABLED_IGNORED.at(
            self.path, position, function=self.folder, severity=severity, key=key, remedy=remedy
        )

    def _bindings(self, document: jsonc.Node) -> Iterator[Binding]:
        listed = document.get("bindings")
        if listed is None or not listed.items:
            at = listed.start if listed else document.start
            self.problem(notes.NO_BINDINGS, at)
            return
        seen: dict[str, str] = {}
        triggers = 0
        for item in listed.items:
            binding = self._binding(item)
            if binding is None:
                continue
            triggers += binding.is_trigger
            if binding.is_trigger and triggers == 2:
                self.problem(notes.TWO_TRIGGERS, item.start)
            if binding.name.lower() in seen:
                self.problem(notes.DUPLICATE_BINDING, item.start, binding=binding.name)
            seen[binding.name.lower()] = binding.name
            yield binding
        if not triggers:
            self.problem(notes.NO_TRIGGER, listed.start)

    def _binding(self, item: jsonc.Node) -> Binding | None:
        if item.members is None:
            self.problem(notes.INVALID_BINDING, item.start, problem="must be an object", remedy="remove or mend it")
            return None
        kind, name, direction = (self._word(item, key) for key in ("type", "name", "direction"))
        if not kind:
            self.problem(notes.INVALID_BINDING, item.start, problem="needs a type", remedy='add "type"')
            return None
        if not BINDING_NAME.fullmatch(name):
            message = f'the host refuses "{name}" as a binding name' if name else "a binding needs a name"
            self.problem(notes.INVALID_BINDING_NAME, item.start, message=message)
        direction = self._direction(item, direction, name)
        properties = {
            key: node.value
            for key, (_, node) in item.members.items()
            if key.lower() not in ("type", "name", "direction")
        }
        return Binding(kind, direction, name, properties, Position.at(self.text, item.start))

    def _word(self, item: jsonc.Node, key: str) -> str:
        node = item.get_ignoring_case(key)
        return node.value if node and isinstance(node.value, str) else ""

    def _direction(self, item: jsonc.Node, direction: str, name: str) -> str:
        lowered = direction.lower() or "in"  # an enum that is absent is its first value
        if lowered not in DIRECTIONS:
            self.problem(notes.INVALID_DIRECTION, item.start, direction=direction)
        elif lowered == "inout":
            self.problem(notes.INOUT_BINDING, item.start)
        elif name == "$return" and lowered != "out":
            self.problem(notes.RETURN_DIRECTION, item.start)
        return lowered

    def _script(self, document: jsonc.Node) -> str:
        node = document.get("scriptFile")
        if node is None or not node.value:
            return self._default_script()
        relative = str(node.value).replace("\\", "/")
        script = posixpath.normpath(posixpath.join(self.folder, relative))
        if script == ".." or script.startswith("../") or posixpath.isabs(relative) or re.match(r"[A-Za-z]:", relative):
            self.problem(notes.SCRIPT_OUTSIDE_APP, node.start, script=relative)
            return ""
        if script not in self.paths and (script.endswith(".py") or not self._is_of_another_language()):
            message = f'"scriptFile" points to a file that does not exist: {script}'
            remedy = f"mend the path, or remove the folder; {_BUILT}"
            self.problem(notes.MISSING_SCRIPT, node.start, message=message, remedy=remedy)
            return ""
        return self._python(script, node.start)

    def _default_script(self) -> str:
        prefix = self.folder + "/"
        beside = sorted(path for path in self.paths if path.startswith(prefix) and "/" not in path[len(prefix) :])
        beside = [path for path in beside if path != self.path]
        if len(beside) == 1:
            return self._python(beside[0], 0)
        for path in beside:
            name = path[len(prefix) :].lower()
            if name == "__init__.py" or re.fullmatch(r"run\.[^.]+|index\.(js|mjs|cjs)", name):
                return self._python(path, 0)
        if self._is_of_another_language():
            return self._python("", 0)
        message = f"no script: {prefix}__init__.py does not exist"
        remedy = f"add the script, or remove the folder; {_BUILT}"
        self.problem(notes.MISSING_SCRIPT, 0, message=message, remedy=remedy)
        return ""

    def _is_of_another_language(self) -> bool:
        """Whether the folder has files, and none is Python."""
        below = [path for path in self.paths if path.startswith(f"{self.folder}/") and path != self.path]
        return bool(below) and not any(path.endswith(".py") for path in below)

    def _python(self, script: str, at: int) -> str:
        if not script.endswith(".py"):
            self.problem(notes.NOT_PYTHON, at, name=self.folder, remedy="remove the folder from the Python app")
            return ""
        return script

    def _check_retry(self, retry: jsonc.Node | None) -> None:
        if retry is None or retry.value is None:
            return
        if retry.members is None:
            message, remedy = '"retry" must be an object', "see the retry policy reference"
            self.problem(notes.INVALID_RETRY, retry.start, message=message, remedy=remedy)
            return
        strategy = retry.get_ignoring_case("strategy")
        name = str(strategy.value).lower() if strategy and strategy.value is not None else "exponentialbackoff"
        if name not in RETRY_STRATEGIES:
            at = strategy.start if strategy else retry.start
            message, remedy = f'unknown retry strategy "{name}"', "use fixedDelay or exponentialBackoff"
            self.problem(notes.INVALID_RETRY, at, message=message, remedy=remedy)
            return
        for key in ("maxRetryCount", *RETRY_STRATEGIES[name]):
            found = retry.get_ignoring_case(key)
            if found is None or found.value is None:
                message, remedy = f'a {name} retry needs "{key}"', f'add "{key}"'
                self.problem(notes.INVALID_RETRY, retry.start, message=message, remedy=remedy)
