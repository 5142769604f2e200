"""PYS0: mixing of the two models, and files that the worker or host ignores or refuses."""

from __future__ import annotations

from collections.abc import Iterator

from .base import Proof, Rule
from .diagnostics import Diagnostic
from .project import Project

HTTP_FUNCTION_JSON = """\
{
  "bindings": [
    {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "function"},
    {"type": "http", "direction": "out", "name": "$return"}
  ]
}
"""
HTTP_SCRIPT = """\
import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
DECORATED = """\
import azure.functions as func

app = func.FunctionApp()


@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""


class MixedModels(Rule):
    code = "PYS001"
    name = "mixed-models"
    message = "Function folders beside a script of the decorator model are not loaded"
    what = "Checks for function folders (with a `function.json`) in an app whose script declares functions."
    why = (
        "As soon as the script indexes one function, the folders are ignored, without an error. The host says "
        "`Detected mixed function app. Some functions may not be indexed - A, B` one minute after the start, in Azure "
        "at level Information only; `func pack` refuses the app."
    )
    source = "azure-functions-host, WorkerFunctionMetadataProvider.ValidateFunctionAppFormat"
    bad = {"function_app.py": DECORATED, "Old/function.json": HTTP_FUNCTION_JSON, "Old/__init__.py": HTTP_SCRIPT}
    good = {"function_app.py": DECORATED}
    proof = Proof("vanish", missing=("Old",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.app.has_script or not project.app.functions:
            return
        names = ", ".join(function.name for function in project.app.functions)
        message = f"{project.script_name} hides the function folders of this app: {names} will not be loaded"
        yield self.at_file(project, project.script_name, message)


RULES: tuple[Rule, ...] = (MixedModels(),)
