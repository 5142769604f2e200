"""Durable clients."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.static_values import External, meaning
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, FileEdit
from pystein_rules.examples import DURABLE_APP, durable
from pystein_rules.functions import durable_step, own_functions, title
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing

CLIENT_CLASS = "azure.durable_functions.DurableOrchestrationClient"


class SyncClient(Rule):
    code = "PYS701"
    name = "synchronous-client"
    message = "A function with a durable client is not async"
    what = "Checks that functions under `durable_client_input` are `async def`."
    why = "Each call fails: `TypeError: object HttpResponse can't be used in 'await' expression`."
    source = "azure-functions-durable, decorators/durable_app.py"
    fix = "always"
    fix_safety = "`async` is added. Unsafe, because other code that calls the function has to await it then."
    bad = durable(DURABLE_APP.replace("async def start", "def start").replace("await ", ""))
    good = durable(DURABLE_APP)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            step = durable_step(function, "durable_client_input")
            file = project.python(function.path)
            below = [other for other in function.steps if not other.is_library]
            if step is None or below or not isinstance(function.node, ast.FunctionDef) or file is None:
                continue
            start = file.start(function.node)
            fix = one_fix("Make it async", "unsafe", FileEdit(function.path, start, start, "async "))
            message = f"{title(function)} gets a durable client, so it must be async"
            yield self.at_node(project, function.path, function.node, message, fix)


class ClientOfClient(Rule):
    code = "PYS702"
    name = "client-of-client"
    message = "A durable client is made of one that is a client already"
    what = "Checks functions under `durable_client_input` for `df.DurableOrchestrationClient(client)`."
    why = (
        "The decorator already hands over the client. Each call fails: `TypeError: the JSON object must be str, bytes "
        "or "
        "bytearray, not DurableOrchestrationClient`."
    )
    source = "azure-functions-durable, decorators/durable_app.py"
    fix = "always"
    fix_safety = "The call is replaced by the parameter; that is safe."
    bad = durable(
        DURABLE_APP.replace("await client.start_new", "await df.DurableOrchestrationClient(client).start_new")
    )
    good = durable(DURABLE_APP)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            step = durable_step(function, "durable_client_input")
            name = step.text("client_name") if step else None
            facts = project.decorated.modules.get(function.path)
            if not name or function.node is None or facts is None:
                continue
            for node in ast.walk(function.node):
                if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
                    continue
                argument = node.args[0]
                if isinstance(argument, ast.Name) and argument.id == name:
                    callee = meaning(project.decorated, facts, node.func)
                    if isinstance(callee, External) and callee.name == CLIENT_CLASS:
                        fix = one_fix(f"Use {name}", "safe", replacing(project, function.path, node, name))
                        message = f'"{name}" is a DurableOrchestrationClient already'
                        yield self.at_node(project, function.path, node, message, fix)
