"""Function folders: their names, scripts, entry points, binding types."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes as kinds
from pystein_rules.annotations import INPUTS, OUTPUTS
from pystein_rules.base import Proof, Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HTTP_FUNCTION_JSON, legacy
from pystein_rules.functions import own_functions
from pystein_rules.note_rules import GOOD_FOLDER, HOST_READER, HTTP_LINES, HTTP_MAIN, NoteRule
from pystein_rules.project import Project


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
    bad = GOOD_FOLDER | {"Work/function.json": GOOD_FOLDER["Work/function.json"].replace("httpTrigger", "HttpTrigger")}
    good = GOOD_FOLDER
    proof = Proof("legacy", '"HttpTrigger" does not match its Python annotation "HttpRequest"')

    def check(self, project: Project) -> Iterator[Diagnostic]:
        proper = {name.lower(): name for name in (*INPUTS, *OUTPUTS)}
        exact = set(proper.values())
        for function in project.folders:
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


class InvalidFolderName(NoteRule):
    code = "PYS021"
    name = "invalid-function-folder"
    message = "The host refuses the name of a function folder"
    what = (
        "Checks folder names against the host's rule: a letter, then letters, digits, `-` and `_`, at most 128, not "
        "`host`."
    )
    why = "The host does not load the function: `'1st' is not a valid function name.`"
    source = f"{HOST_READER}; Utility.IsValidFunctionName"
    bad = legacy(HTTP_LINES, HTTP_MAIN, "1st")
    good = GOOD_FOLDER
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
    source = f"{HOST_READER}.DeterminePrimaryScriptFile"
    bad = {"Work/function.json": HTTP_FUNCTION_JSON.replace("{\n", '{\n  "scriptFile": "main.py",\n', 1)}
    good = GOOD_FOLDER
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
    good = GOOD_FOLDER
    proof = Proof("legacy", "is not present in")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.folders:
            facts = project.decorated.modules.get(function.script)
            if function.dead or facts is None or facts.open or function.entry_point in facts.names:
                continue
            if "__getattr__" not in facts.names:
                message = f'{function.name} has no entry point "{function.entry_point}" in {function.script}'
                yield self.at_file(project, function.script, message)
