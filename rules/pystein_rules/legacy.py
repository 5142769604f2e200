"""PYS0, second part: function folders that the host or worker refuses.

What is wrong in a function.json is found by :mod:`pystein_migrate.read.function_json`, as notes; each rule here speaks
for some of their kinds.
"""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes as kinds
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note, NoteKind, Position

from .annotations import INPUTS, OUTPUTS
from .base import Proof, Rule, one_fix
from .decorators import own_functions
from .diagnostics import Diagnostic, Fix
from .examples import HTTP_FUNCTION_JSON, legacy
from .json_edits import key_renaming, member_deletion
from .project import Project

_HOST = "azure-functions-host, HostFunctionMetadataProvider"
HTTP_LINES = """
{"type": "httpTrigger", "direction": "in", "name": "req"}
{"type": "http", "direction": "out", "name": "$return"}
"""
HTTP_MAIN = "def main(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse()\n"
GOOD = legacy(HTTP_LINES, HTTP_MAIN)


class NoteRule(Rule):
    """A rule that passes on notes of the reader."""

    notes: tuple[NoteKind, ...] = ()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.app.has_script:
            return
        for function in project.app.functions:
            for note in (*function.problems, *function.notes):
                if note.kind in self.notes:
                    end = Position(note.position.line, note.position.column + 1)
                    message = f"{function.name}: {note.message}"
                    fix = self.mended(project, function, note)
                    yield self.at(project, note.path, (note.position, end), message, fix)

    def mended(self, project: Project, function: Function, note: Note) -> Fix | None:
        """The fix for a note; none unless a rule knows better."""
        return None


class IgnoredDisabled(NoteRule):
    code = "PYS004"
    name = "ignored-disabled"
    severity = "warning"
    message = "`disabled` in function.json has no effect"
    what = "Checks for the keys `disabled` and `excluded` in `function.json`."
    why = (
        "Only Functions 1.x read them. A function that seems to be off runs; to turn it off, set the app setting "
        "`AzureWebJobs.<name>.Disabled`."
    )
    source = "azure-functions-host has no reader of these keys since 2.x"
    fix = "sometimes"
    fix_safety = "The key is removed where it is false, which is safe; a true one is left for you to think about."
    bad = GOOD | {"Work/function.json": GOOD["Work/function.json"].replace("{\n", '{\n  "disabled": false,\n', 1)}
    good = GOOD
    notes = (kinds.DISABLED_IGNORED,)

    def mended(self, project: Project, function: Function, note: Note) -> Fix | None:
        file = project.json(function.json_path)
        if file is None or file.document is None:
            return None
        for key in ("disabled", "excluded"):
            pair = (file.document.members or {}).get(key)
            if pair and file.at(pair[0].start) == note.position and not pair[1].value:
                edit = member_deletion(file, file.document, key)
                return one_fix(f'Remove "{key}"', "safe", edit) if edit else None
        return None


class MiscasedKey(NoteRule):
    code = "PYS005"
    name = "miscased-key"
    severity = "warning"
    message = "A key of function.json is ignored for its case"
    what = "Checks the case of `bindings`, `scriptFile`, `entryPoint` and `retry`."
    why = "The host looks these keys up with their case; in any other they do not exist."
    source = _HOST
    fix = "sometimes"
    fix_safety = "The key is written as the host reads it. Unsafe, because its value then counts."
    bad = GOOD | {
        "Work/function.json": GOOD["Work/function.json"].replace("{\n", '{\n  "scriptfile": "__init__.py",\n', 1)
    }
    good = GOOD | {
        "Work/function.json": GOOD["Work/function.json"].replace("{\n", '{\n  "scriptFile": "__init__.py",\n', 1)
    }
    notes = (kinds.IGNORED_KEY,)

    def mended(self, project: Project, function: Function, note: Note) -> Fix | None:
        file = project.json(function.json_path)
        if file is None or file.document is None:
            return None
        members = file.document.members or {}
        for key, (node, _) in members.items():
            proper = next(
                (k for k in ("bindings", "scriptFile", "entryPoint", "retry") if k.lower() == key.lower()), None
            )
            if proper and proper not in members and file.at(node.start) == note.position:
                edit = key_renaming(file, file.document, key, proper)
                return one_fix(f'Write "{proper}"', "unsafe", edit) if edit else None
        return None


class MiscasedType(Rule):
    code = "PYS006"
    name = "miscased-binding-type"
    severity = "warning"
    message = "A binding type is spelled in another case than the worker's"
    what = "Checks the case of binding types, in `function.json` and in generic decorators."
    why = (
        "The host does not care, the worker does: it finds no converter, gives the function plain text instead of the "
        "object it expects, and refuses annotations such as `func.HttpRequest`."
    )
    source = "azure-functions, get_binding_registry"
    bad = GOOD | {"Work/function.json": GOOD["Work/function.json"].replace("httpTrigger", "HttpTrigger")}
    good = GOOD
    proof = Proof("legacy", '"HttpTrigger" does not match its Python annotation "HttpRequest"')

    def check(self, project: Project) -> Iterator[Diagnostic]:
        proper = {name.lower(): name for name in (*INPUTS, *OUTPUTS)}
        exact = set(proper.values())
        if not project.app.has_script:
            for function in project.app.functions:
                for binding in function.bindings:
                    if binding.type not in exact and binding.type.lower() in proper:
                        span = (binding.position, binding.position)
                        message = f'"{binding.type}" is spelled "{proper[binding.type.lower()]}"'
                        yield self.at(project, function.json_path, span, message)
        for decorated in own_functions(project):
            for step in decorated.library_steps:
                argument = step.argument("type") if step.method.startswith("generic_") else None
                text = argument.text if argument else None
                if argument and text and text not in exact and text.lower() in proper:
                    message = f'"{text}" is spelled "{proper[text.lower()]}"'
                    yield self.at_node(project, decorated.module, argument.node, message)


class BrokenFunctionJson(NoteRule):
    code = "PYS020"
    name = "broken-function-json"
    message = "A function.json cannot be read"
    what = "Checks that every `function.json` is JSON as the host reads it: comments and trailing commas are fine."
    why = "The host does not load the function: `Unable to parse function.json`."
    source = _HOST
    bad = GOOD | {"Work/function.json": GOOD["Work/function.json"][:-4]}
    good = GOOD
    notes = (kinds.BROKEN_JSON,)


class InvalidFolderName(NoteRule):
    code = "PYS021"
    name = "invalid-function-folder"
    message = "The host refuses the name of a function folder"
    what = (
        "Checks folder names against the host's rule: a letter, then letters, digits, `-` and `_`, at most 128, not "
        "`host`."
    )
    why = "The host does not load the function: `'1st' is not a valid function name.`"
    source = f"{_HOST}; Utility.IsValidFunctionName"
    bad = legacy(HTTP_LINES, HTTP_MAIN, "1st")
    good = GOOD
    notes = (kinds.INVALID_FUNCTION_NAME,)


class MissingScript(NoteRule):
    code = "PYS022"
    name = "missing-script"
    message = "The script of a function folder does not exist"
    what = "Checks that `scriptFile`, or else `__init__.py`, exists in the app."
    why = (
        "The host does not load the function: `Invalid script file name configuration. The 'scriptFile' property is "
        "set to "
        "a file that does not exist.`"
    )
    source = f"{_HOST}.DeterminePrimaryScriptFile"
    bad = {"Work/function.json": HTTP_FUNCTION_JSON.replace("{\n", '{\n  "scriptFile": "main.py",\n', 1)}
    good = GOOD
    notes = (kinds.MISSING_SCRIPT, kinds.SCRIPT_OUTSIDE_APP)


class MissingEntryPoint(Rule):
    code = "PYS023"
    name = "missing-entry-point"
    message = "The script of a function folder lacks its entry point"
    what = "Checks that the script binds the name in `entryPoint`, or else `main`. Dotted names are not resolved."
    why = (
        "The worker does not load the function: `cannot load function Work: function main() is not present in "
        "Work/__init__.py`."
    )
    source = "azure-functions-runtime-v1, loader.load_function"
    bad = legacy(HTTP_LINES, HTTP_MAIN.replace("def main", "def handler"))
    good = GOOD
    proof = Proof("legacy", "is not present in")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.app.has_script:
            return
        for function in project.app.functions:
            facts = project.decorated.modules.get(function.script)
            if function.dead or facts is None or facts.open or function.entry_point in facts.names:
                continue
            if "__getattr__" not in facts.names:
                message = f'{function.name} has no entry point "{function.entry_point}" in {function.script}'
                yield self.at_file(project, function.script, message)


class WrongTriggerCount(NoteRule):
    code = "PYS024"
    name = "wrong-trigger-count"
    message = "A function.json has no trigger, or more than one"
    what = "Checks that every `function.json` has bindings, exactly one of them a trigger."
    why = (
        "The host does not load the function: `At least one binding must be declared.`, `No trigger binding "
        "specified.` or "
        "`Multiple trigger bindings defined.`"
    )
    source = "azure-functions-host, FunctionDescriptorProvider"
    bad = legacy('{"type": "http", "direction": "out", "name": "$return"}', HTTP_MAIN)
    good = GOOD
    notes = (kinds.NO_BINDINGS, kinds.NO_TRIGGER, kinds.TWO_TRIGGERS)


class InvalidBinding(NoteRule):
    code = "PYS025"
    name = "invalid-binding"
    message = "The host or the worker refuses a binding"
    what = "Checks types, names and directions of bindings in `function.json`."
    why = (
        'The function is not loaded: `"inout" bindings are not supported`, `"$return" binding must have direction set '
        "to "
        "\"out\"`, `The binding name x-y is invalid.` or `Multiple bindings with name 'x' discovered.`"
    )
    source = "azure-functions-host, BindingMetadata; azure-functions-runtime-v1, functions.py"
    bad = legacy(HTTP_LINES.replace('"in"', '"inout"'), HTTP_MAIN)
    good = GOOD
    proof = Proof("legacy", '"inout" bindings are not supported')
    notes = (
        kinds.INVALID_BINDING, kinds.INVALID_DIRECTION, kinds.INOUT_BINDING, kinds.RETURN_DIRECTION,
        kinds.DUPLICATE_BINDING, kinds.INVALID_BINDING_NAME,
    )  # fmt: skip


class InvalidFunctionJsonRetry(NoteRule):
    code = "PYS026"
    name = "invalid-function-json-retry"
    message = "The host refuses the retry policy of a function.json"
    what = "Checks strategy, count and intervals of `retry`; without a strategy it is `exponentialBackoff`."
    why = "The host does not load the function: `Value cannot be null. (Parameter 'delayInterval')` and the like."
    source = "azure-functions-host, RetryOptions and Utility.ValidateRetryOptions"
    bad = GOOD | {
        "Work/function.json": GOOD["Work/function.json"].replace(
            "{\n", '{\n  "retry": {"strategy": "fixedDelay"},\n', 1
        )
    }
    good = GOOD
    notes = (kinds.INVALID_RETRY,)


RULES: tuple[Rule, ...] = (
    IgnoredDisabled(),
    MiscasedKey(),
    MiscasedType(),
    BrokenFunctionJson(),
    InvalidFolderName(),
    MissingScript(),
    MissingEntryPoint(),
    WrongTriggerCount(),
    InvalidBinding(),
    InvalidFunctionJsonRetry(),
)
