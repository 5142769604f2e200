"""What function.json says and the host or worker refuses or ignores."""

from __future__ import annotations

from pystein_migrate import notes as kinds
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.text.jsonc_edit import remove_member, rename_member
from pystein_rules.base import Proof, one_fix
from pystein_rules.diagnostics import Fix
from pystein_rules.examples import legacy
from pystein_rules.note_rules import GOOD_FOLDER, HOST_READER, HTTP_LINES, HTTP_MAIN, NoteRule
from pystein_rules.project import Project


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
    bad = GOOD_FOLDER | {
        "Work/function.json": GOOD_FOLDER["Work/function.json"].replace("{\n", '{\n  "disabled": false,\n', 1)
    }
    good = GOOD_FOLDER
    notes = (kinds.DISABLED_IGNORED,)

    def mended(self, project: Project, function: Function, note: Note) -> Fix | None:
        file = project.json(function.json_path)
        if file is None or file.document is None:
            return None
        for key in ("disabled", "excluded"):
            pair = (file.document.members or {}).get(key)
            if pair and file.at(pair[0].start) == note.position and not pair[1].value:
                return one_fix(f'Remove "{key}"', "safe", *file.edits(remove_member(file.text, file.document, key)))
        return None


class MiscasedKey(NoteRule):
    code = "PYS005"
    name = "miscased-key"
    severity = "warning"
    message = "A key of function.json is ignored for its case"
    what = "Checks the case of `bindings`, `scriptFile`, `entryPoint` and `retry`."
    why = "The host looks these keys up with their case; in any other they do not exist."
    source = HOST_READER
    fix = "sometimes"
    fix_safety = "The key is written as the host reads it. Unsafe, because its value then counts."
    bad = GOOD_FOLDER | {
        "Work/function.json": GOOD_FOLDER["Work/function.json"].replace("{\n", '{\n  "scriptfile": "__init__.py",\n', 1)
    }
    good = GOOD_FOLDER | {
        "Work/function.json": GOOD_FOLDER["Work/function.json"].replace("{\n", '{\n  "scriptFile": "__init__.py",\n', 1)
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
                edits = rename_member(file.document, key, proper)
                return one_fix(f'Write "{proper}"', "unsafe", *file.edits(edits))
        return None


class BrokenFunctionJson(NoteRule):
    code = "PYS020"
    name = "broken-function-json"
    message = "A function.json cannot be read"
    what = "Checks that every `function.json` is JSON as the host reads it: comments and trailing commas are fine."
    why = "The host does not load the function: `Unable to parse function.json`."
    source = HOST_READER
    bad = GOOD_FOLDER | {"Work/function.json": GOOD_FOLDER["Work/function.json"][:-4]}
    good = GOOD_FOLDER
    notes = (kinds.BROKEN_JSON,)


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
    good = GOOD_FOLDER
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
    good = GOOD_FOLDER
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
    bad = GOOD_FOLDER | {
        "Work/function.json": GOOD_FOLDER["Work/function.json"].replace(
            "{\n", '{\n  "retry": {"strategy": "fixedDelay"},\n', 1
        )
    }
    good = GOOD_FOLDER
    notes = (kinds.INVALID_RETRY,)
