"""PYS5: spellings of the private preview, and those that newer or older releases do not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from packaging.version import Version

from pystein_migrate.decorators.app import Mention, Register, Step
from pystein_migrate.facts.catalogue import ROWS
from pystein_migrate.model.note import Position
from pystein_migrate.text import jsonc

from .arguments import library_steps
from .base import Proof, Rule, one_fix
from .diagnostics import Diagnostic, Edit, Fix
from .examples import HELLO, script
from .project import Project
from .requirements import lacks, newest_library
from .web import keyword_edit

GENERAL_AVAILABILITY = "1.12.0"
CURRENT = frozenset(row.decorator for row in ROWS)
PREVIEW = {
    name: row.decorator for row in ROWS for name in row.preview.values() if name not in CURRENT and name != "schedule"
}
PREVIEW_ARGUMENTS = {"auth_level": "http_auth_level", "wsgi_app": "", "asgi_app": "", "app_kwargs": ""}
WEB_APPS = {"wsgi_app": "WsgiFunctionApp", "asgi_app": "AsgiFunctionApp"}
# Argument of the Cosmos DB decorators of extension 3, and its name in extension 4.
COSMOS = {
    "collection_name": "container_name",
    "connection_string_setting": "connection",
    "lease_collection_name": "lease_container_name",
    "lease_connection_string_setting": "lease_connection",
    "create_lease_collection_if_not_exists": "create_lease_container_if_not_exists",
    "leases_collection_throughput": "leases_container_throughput",
    "lease_collection_prefix": "lease_container_prefix",
    "collection_throughput": "container_throughput",
}
FUNCTION_SINCE = {"retry": "1.18.0"}
QUEUE_OUT = "@app.{}(arg_name='out', queue_name='done', connection='AzureWebJobsStorage')\n"


def with_method(project: Project, path: str, callee: ast.expr, name: str) -> Edit | None:
    """The edit that writes the name of the decorator ``callee`` anew."""
    file = project.python(path)
    if not isinstance(callee, ast.Attribute) or file is None:
        return None
    end = file.end(callee)
    return Edit(path, Position(end.line, end.column - len(callee.attr)), end, name)


def mentions(project: Project) -> Iterator[Mention]:
    """The places that name a decorator of an app object, in functions and methods too, by file and position."""
    found = [mention for mention in project.decorated.everywhere.mentions if mention.register is not None]
    yield from sorted(found, key=lambda mention: (mention.path, mention.node.lineno, mention.node.end_col_offset))


def bundle_range(project: Project) -> tuple[jsonc.Node, Version] | None:
    """The version node of host.json's extension bundle and its (exclusive or inclusive) upper end."""
    file = project.json("host.json")
    bundle = file.document.get_ignoring_case("extensionBundle") if file and file.document else None
    node = bundle.get_ignoring_case("version") if bundle else None
    if node is None or not isinstance(node.value, str):
        return None
    upper = node.value.strip("[]() ").split(",")[-1].strip()
    try:
        return node, Version(upper.replace("*", "0"))
    except ValueError:
        return None


def has_old_bundle(project: Project) -> bool:
    """Whether host.json holds the extension bundle below 4."""
    found = bundle_range(project)
    return found is not None and found[1] <= Version("4.0.0")


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
        if lacks(project, GENERAL_AVAILABILITY):
            return
        for mention in mentions(project):
            proper = PREVIEW.get(mention.method)
            if proper is not None:
                edit = with_method(project, mention.path, mention.node, proper)
                fix = one_fix(f"Rename it to {proper}", "safe", edit) if edit else None
                message = f"{mention.method} is gone since azure-functions 1.12; it is {proper} now"
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
        newest = newest_library(project)
        for register in project.decorated.everywhere.made:
            if register.kind != "FunctionApp" or register.custom:
                continue
            for name in PREVIEW_ARGUMENTS:
                argument = register.call.get(name)
                old = newest is not None and newest < Version(
                    "1.11.0" if name == "auth_level" else GENERAL_AVAILABILITY
                )
                if argument is not None and argument.keyword is not None and not old:
                    message = f"FunctionApp takes no argument {name} since azure-functions 1.12"
                    fix = self._renamed(project, register, argument.keyword)
                    yield self.at_node(project, register.path, argument.keyword, message, fix)

    def _renamed(self, project: Project, register: Register, keyword: ast.keyword) -> Fix | None:
        name = keyword.arg or ""
        if name == "auth_level":
            edit = keyword_edit(project, register.path, keyword, "http_auth_level")
            return one_fix("Rename it to http_auth_level", "safe", edit)
        call = register.call.node
        if name in WEB_APPS and len(call.keywords) == 1 and not call.args and isinstance(call.func, ast.Attribute):
            file = project.python(register.path)
            if file is not None:
                end = file.end(call.func)
                start = Position(end.line, end.column - len(call.func.attr))
                return one_fix(
                    f"Use {WEB_APPS[name]}",
                    "safe",
                    Edit(register.path, start, end, WEB_APPS[name]),
                    keyword_edit(project, register.path, keyword, "app"),
                )
        return None


class OldCosmosArgument(Rule):
    code = "PYS503"
    name = "old-cosmos-argument"
    message = "A Cosmos DB decorator gets arguments of extension version 3"
    what = "Checks `cosmos_db_trigger`, `cosmos_db_input` and `cosmos_db_output` for `collection_name` and its kin."
    why = (
        "The whole app fails: `TypeError: TriggerApi.cosmos_db_trigger() missing 2 required positional arguments: "
        "'connection' and 'container_name'`. Microsoft's documentation long showed the old names."
    )
    source = "azure-functions 1.14.0; azure-docs issue 119420"
    fix = "always"
    fix_safety = (
        "With extension bundle 4 the arguments get their new names, with an older one the decorator gets the suffix "
        "`_v3`. "
        "Both are safe, as the app does not load before."
    )
    bad = script(
        "@app.cosmos_db_trigger(\n    arg_name='docs', database_name='db', collection_name='orders',\n"
        "    connection_string_setting='Cosmos'\n)\ndef changed(docs: func.DocumentList) -> None:\n    pass\n"
    )
    good = script(
        "@app.cosmos_db_trigger(\n    arg_name='docs', database_name='db', container_name='orders',\n"
        "    connection='Cosmos'\n)\ndef changed(docs: func.DocumentList) -> None:\n    pass\n"
    )
    proof = Proof("index", "missing 2 required positional arguments: 'connection' and 'container_name'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if lacks(project, "1.14.0"):
            return
        for path, _, step in library_steps(project):
            if step.method not in ("cosmos_db_trigger", "cosmos_db_input", "cosmos_db_output") or step.call is None:
                continue
            old = [keyword for keyword in step.call.node.keywords if keyword.arg in COSMOS]
            if old and step.argument("container_name") is None:
                names = ", ".join(keyword.arg or "" for keyword in old)
                message = f"{step.method} takes no {names} since azure-functions 1.14"
                yield self.at_node(project, path, old[0], message, self._renamed(project, path, step, old))

    def _renamed(self, project: Project, path: str, step: Step, old: list[ast.keyword]) -> Fix | None:
        if has_old_bundle(project):
            edit = with_method(project, path, step.call.node.func, f"{step.method}_v3") if step.call else None
            return one_fix(f"Use {step.method}_v3", "safe", edit) if edit else None
        edits = [keyword_edit(project, path, keyword, COSMOS[keyword.arg or ""]) for keyword in old]
        return one_fix("Use the names of extension version 4", "safe", *edits)


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
                if name != "http_auth_level" and lacks(project, "1.11.0"):
                    continue
                fix = None
                if name == "http_auth_level" and step.argument("auth_level") is None:
                    edit = keyword_edit(project, path, argument.keyword, "auth_level")
                    fix = one_fix("Rename it to auth_level", "safe", edit)
                yield self.at_node(project, path, argument.keyword, f"route takes no argument {name}", fix)


class DecoratorNewerThanPin(Rule):
    code = "PYS505"
    name = "decorator-newer-than-pin"
    message = "requirements.txt admits no azure-functions that has the decorator"
    what = "Checks each decorator against the newest release of azure-functions that `requirements.txt` admits."
    why = "The whole app fails once deployed: `AttributeError: 'FunctionApp' object has no attribute 'sql_trigger'`."
    source = "azure-functions, its releases 1.10.1 to 2.3.0"
    bad = script(
        "@app.sql_trigger(arg_name='rows', table_name='t', connection_string_setting='Sql')\ndef changed(rows) -> "
        "None:\n    pass\n"
    ) | {"requirements.txt": "azure-functions==1.17.0\n"}
    good = script(
        "@app.sql_trigger(arg_name='rows', table_name='t', connection_string_setting='Sql')\ndef changed(rows) -> "
        "None:\n    pass\n"
    ) | {"requirements.txt": "azure-functions>=1.18.0\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        newest = newest_library(project)
        if newest is None:
            return
        for path, _, step in library_steps(project):
            if step.register is None or step.register.is_durable:
                continue
            since = self._since(step)
            if since is not None and newest < since:
                message = f"{step.method} needs azure-functions {since}; requirements.txt admits {newest} at most"
                yield self.at_node(project, path, step.node, message)

    def _since(self, step: Step) -> Version | None:
        if step.method in FUNCTION_SINCE:
            return Version(FUNCTION_SINCE[step.method])
        if step.method == "schedule" or step.method in PREVIEW or step.method.startswith("generic_"):
            return None
        # a preview name that came back with another meaning (cosmos_db_trigger) was there before, too
        since = [
            Version("1.11.0" if step.method in row.preview.values() else row.since)
            for row in step.rows
            if step.method in (row.decorator, *row.preview.values())
        ]
        return min(since) if since else None


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
        if lacks(project, "1.13.3"):
            return
        for mention in mentions(project):
            if mention.method == "schedule":
                edit = with_method(project, mention.path, mention.node, "timer_trigger")
                fix = one_fix("Rename it to timer_trigger", "safe", edit) if edit else None
                message = "schedule is the older name of timer_trigger"
                yield self.at_node(project, mention.path, mention.call or mention.node, message, fix)


RULES: tuple[Rule, ...] = (
    PreviewDecorator(),
    PreviewAppArgument(),
    OldCosmosArgument(),
    RouteArgument(),
    DecoratorNewerThanPin(),
    ScheduleAlias(),
)
