"""Spellings of authorization levels that do not count."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.facts.catalogue import ENUMS
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project
from pystein_rules.python_edits import keyword_edit, replacing

_LEVELS = ENUMS["AuthLevel"]


class CamelCaseAuthLevel(Rule):
    code = "PYS406"
    name = "camel-case-auth-level"
    severity = "warning"
    message = "A generic HTTP trigger loses its authorization level"
    what = 'Checks `generic_trigger(type="httpTrigger")` for `authLevel`.'
    why = (
        "The library overwrites `authLevel` with the level of the app; only `auth_level` is kept. In an app with "
        "ANONYMOUS, "
        "the function's key check silently disappears."
    )
    source = "azure-functions, FunctionBuilder._validate_function"
    fix = "always"
    fix_safety = "The keyword becomes `auth_level`; that is safe, it is what was asked for."
    bad = script(
        "@app.generic_trigger(arg_name='req', type='httpTrigger', authLevel='function')\ndef hello(req) -> None:\n    "
        "pass\n"
    )
    good = script(
        "@app.generic_trigger(arg_name='req', type='httpTrigger', auth_level='function')\ndef hello(req) -> None:\n    "
        "pass\n"
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, name, step in library_steps(project):
            kind = step.text("type") if step.method == "generic_trigger" else None
            argument = step.argument("authLevel")
            file = project.python(path)
            if (
                kind is None
                or kind.lower() != "httptrigger"
                or argument is None
                or argument.keyword is None
                or not file
            ):
                continue
            fix = one_fix("Write auth_level", "safe", keyword_edit(project, path, argument.keyword, "auth_level"))
            message = f"{name} loses its authLevel; the library keeps only auth_level"
            yield self.at_node(project, path, argument.keyword, message, fix)


class LowerCaseAuthLevel(Rule):
    code = "PYS407"
    name = "lower-case-app-auth-level"
    message = "The authorization level of the app is not spelled in upper case"
    what = "Checks `http_auth_level` of apps given as a string."
    why = "Unlike `auth_level` of a route it is not converted: `KeyError: 'anonymous'`. The whole app fails."
    source = "azure-functions, HttpFunctionsAuthLevelMixin"
    fix = "sometimes"
    fix_safety = "The string is written in upper case; that is safe."
    bad = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", 'FunctionApp(http_auth_level="function")'
        )
    }
    good = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", 'FunctionApp(http_auth_level="FUNCTION")'
        )
    }
    proof = Proof("index", "KeyError: 'function'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for register in project.decorated.registers:
            argument = register.call.get("http_auth_level")
            text = argument.text if argument else None
            if argument is None or text is None or not register.is_app or register.custom or text in _LEVELS:
                continue
            fix: Fix | None = None
            if text.upper() in _LEVELS and isinstance(argument.node, ast.Constant):
                edit = replacing(project, register.path, argument.node, f'"{text.upper()}"')
                fix = one_fix("Write it in upper case", "safe", edit)
            message = f'"{text}" is no authorization level of an app; allowed are {", ".join(_LEVELS)}'
            yield self.at_node(project, register.path, argument.node, message, fix)
