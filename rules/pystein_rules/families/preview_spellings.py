"""Spellings of the private preview and of older releases."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import Mention, Register
from pystein_migrate.facts import releases
from pystein_migrate.facts.spellings import CONSTRUCTOR_PARAMS, HTTP_APP_CLASSES, PREVIEW_ONLY
from pystein_migrate.model.note import Position
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project
from pystein_rules.python_edits import keyword_edit, with_method

QUEUE_OUT = "@app.{}(arg_name='out', queue_name='done', connection='AzureWebJobsStorage')\n"


def mentions(project: Project) -> Iterator[Mention]:
    """The places that name a decorator of an app object, in functions and methods too, by file and position."""
    found = [mention for mention in project.decorated.everywhere.mentions if mention.register is not None]
    yield from sorted(found, key=lambda mention: (mention.path, mention.node.lineno, mention.node.end_col_offset))


class PreviewDecorator(Rule):
    code = "PYS501"
    name = "preview-decorator"
    message = "A decorator has its name of the private preview"
    what = "Checks for decorators such as `write_queue`, `read_blob` and `on_blob_change`."
    why = (
        "They are gone since 1.12: `AttributeError: 'FunctionApp' object has no attribute 'write_queue'`. The whole "
        "app fails."
    )
    source = "azure-functions, releases 1.10.1 to 1.12.0"
    fix = "always"
    fix_safety = "The decorator gets its present name; the arguments are the same. That is safe."
    bad = script(QUEUE_OUT.format("write_queue") + HELLO.replace("HttpRequest)", "HttpRequest, out: func.Out[str])"))
    good = script(QUEUE_OUT.format("queue_output") + HELLO.replace("HttpRequest)", "HttpRequest, out: func.Out[str])"))
    proof = Proof("index", "'FunctionApp' object has no attribute 'write_queue'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.library < releases.GENERALLY_AVAILABLE:
            return
        for mention in mentions(project):
            row = PREVIEW_ONLY.get(mention.method)
            if row is not None:
                edit = with_method(project, mention.path, mention.node, row.decorator)
                fix = one_fix(f"Rename it to {row.decorator}", "safe", edit) if edit else None
                message = f"{mention.method} is gone since azure-functions 1.12; it is {row.decorator} now"
                yield self.at_node(project, mention.path, mention.call or mention.node, message, fix)


class PreviewAppArgument(Rule):
    code = "PYS502"
    name = "preview-app-argument"
    message = "A function app gets an argument of the private preview"
    what = "Checks `FunctionApp` for `auth_level`, `wsgi_app`, `asgi_app` and `app_kwargs`."
    why = "The whole app fails: `TypeError: FunctionApp.__init__() got an unexpected keyword argument 'auth_level'`."
    source = "azure-functions, releases 1.10.1 to 1.12.0"
    fix = "sometimes"
    fix_safety = (
        "`auth_level` becomes `http_auth_level`, `FunctionApp(wsgi_app=x)` becomes `WsgiFunctionApp(app=x)`; that is "
        "safe."
    )
    bad = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", "FunctionApp(auth_level=func.AuthLevel.ADMIN)"
        )
    }
    good = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", "FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)"
        )
    }
    proof = Proof("index", "got an unexpected keyword argument 'auth_level'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for register in project.decorated.everywhere.made:
            if register.kind != "FunctionApp" or register.custom:
                continue
            for name in CONSTRUCTOR_PARAMS:
                argument = register.call.get(name)
                gone = releases.HTTP_AUTH_LEVEL if name == "auth_level" else releases.GENERALLY_AVAILABLE
                if argument is not None and argument.keyword is not None and project.library >= gone:
                    message = f"FunctionApp takes no argument {name} since azure-functions 1.12"
                    fix = self._renamed(project, register, argument.keyword)
                    yield self.at_node(project, register.path, argument.keyword, message, fix)

    def _renamed(self, project: Project, register: Register, keyword: ast.keyword) -> Fix | None:
        name = keyword.arg or ""
        if name == "auth_level":
            edit = keyword_edit(project, register.path, keyword, "http_auth_level")
            return one_fix("Rename it to http_auth_level", "safe", edit)
        call = register.call.node
        if (
            name in HTTP_APP_CLASSES
            and len(call.keywords) == 1
            and not call.args
            and isinstance(call.func, ast.Attribute)
        ):
            file = project.python(register.path)
            if file is not None:
                end = file.end(call.func)
                start = Position(end.line, end.column - len(call.func.attr))
                return one_fix(
                    f"Use {HTTP_APP_CLASSES[name]}",
                    "safe",
                    FileEdit(register.path, start, end, HTTP_APP_CLASSES[name]),
                    keyword_edit(project, register.path, keyword, "app"),
                )
        return None


class RouteArgument(Rule):
    code = "PYS504"
    name = "preview-route-argument"
    message = "`route` gets an argument that it does not have"
    what = "Checks `route` for `http_auth_level` (which only apps take) and the preview's `trigger_arg_data_type`."
    why = "The whole app fails: `TypeError: TriggerApi.route() got an unexpected keyword argument 'http_auth_level'`."
    source = "azure-functions, TriggerApi.route; azure-docs issue 103513"
    fix = "sometimes"
    fix_safety = "`http_auth_level` becomes `auth_level`; that is safe."
    bad = script(HELLO.replace('route="hello"', 'route="hello", http_auth_level=func.AuthLevel.FUNCTION'))
    good = script(HELLO.replace('route="hello"', 'route="hello", auth_level=func.AuthLevel.FUNCTION'))
    proof = Proof("index", "got an unexpected keyword argument 'http_auth_level'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            if step.method != "route":
                continue
            for name in ("http_auth_level", "trigger_arg_data_type", "output_arg_data_type"):
                argument = step.argument(name)
                if argument is None or argument.keyword is None:
                    continue
                if name != "http_auth_level" and project.library < releases.GENERIC_BINDINGS:
                    continue
                fix = None
                if name == "http_auth_level" and step.argument("auth_level") is None:
                    edit = keyword_edit(project, path, argument.keyword, "auth_level")
                    fix = one_fix("Rename it to auth_level", "safe", edit)
                yield self.at_node(project, path, argument.keyword, f"route takes no argument {name}", fix)


class ScheduleAlias(Rule):
    code = "PYS506"
    name = "schedule-alias"
    severity = "info"
    message = "`schedule` is the older name of `timer_trigger`"
    what = "Checks for the decorator `schedule`."
    why = "Both are valid; newer documentation and templates use `timer_trigger` (since 1.13.3)."
    source = "azure-functions, TriggerApi.schedule"
    fix = "always"
    fix_safety = "The decorator is renamed; that is safe."
    bad = script(
        "@app.schedule(arg_name='timer', schedule='0 0 * * * *')\ndef tick(timer: func.TimerRequest) -> None:\n    "
        "pass\n"
    )
    good = script(
        "@app.timer_trigger(arg_name='timer', schedule='0 0 * * * *')\ndef tick(timer: func.TimerRequest) -> None:\n   "
        " pass\n"
    )
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.library < releases.TIMER_TRIGGER:
            return
        for mention in mentions(project):
            if mention.method == "schedule":
                edit = with_method(project, mention.path, mention.node, "timer_trigger")
                fix = one_fix("Rename it to timer_trigger", "safe", edit) if edit else None
                message = "schedule is the older name of timer_trigger"
                yield self.at_node(project, mention.path, mention.call or mention.node, message, fix)
