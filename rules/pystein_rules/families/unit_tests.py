"""PYS9: unit tests of function apps."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import ModuleFacts, Register
from pystein_migrate.decorators.static_values import Builder, meaning
from pystein_migrate.facts import releases
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import script
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing
from pystein_rules.sources import PythonFile

TEST = "from function_app import hello\n\n\ndef test_hello():\n    hello(None)\n"


def test_files(project: Project) -> Iterator[tuple[PythonFile, ModuleFacts]]:
    """The test modules of a project with a script, and what their names stand for."""
    for path, facts in project.decorated.modules.items():
        file = project.python(path)
        if project.is_decorated and project.is_test(path) and file is not None and file.tree is not None:
            yield file, facts


class CallOfDecorated(Rule):
    code = "PYS901"
    name = "vacuous-call-in-test"
    severity = "warning"
    message = "A test calls a decorated function, which does nothing in this release"
    what = "Checks test modules for direct calls of decorated functions where azure-functions is older than 1.21."
    why = "There, calling the decorated name silently returns None: the test passes, and tests nothing."
    source = "azure-functions 1.10.1 to 1.20.0, FunctionBuilder.__call__"
    fix = "always"
    fix_safety = "The call goes to the function itself, `hello.build().get_user_function()(...)`; that is safe."
    bad = script() | {"requirements.txt": "azure-functions==1.20.0\n", "tests/test_app.py": TEST}
    good = script() | {"requirements.txt": "azure-functions>=1.21\n", "tests/test_app.py": TEST}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.library >= releases.CALLABLE:
            return
        for file, facts in test_files(project):
            for node in ast.walk(file.tree or ast.Module([], [])):
                if isinstance(node, ast.Call) and isinstance(meaning(project.decorated, facts, node.func), Builder):
                    written = file.segment(node.func)
                    edit = replacing(project, file.path, node.func, f"{written}.build().get_user_function()")
                    fix = one_fix("Call the function itself", "safe", edit)
                    message = f"{written} is decorated; before azure-functions 1.21 this call does nothing"
                    yield self.at_node(project, file.path, node, message, fix)


class FunctionsListedTwice(Rule):
    code = "PYS902"
    name = "functions-listed-twice"
    severity = "warning"
    message = "get_functions is called twice on one app"
    what = "Checks test modules for more than one `app.get_functions()` on the same app object."
    why = "The second call fails since 1.21: `ValueError: Function hello does not have a unique function name.`"
    source = "azure-functions, FunctionRegister.get_functions"
    bad = script() | {
        "tests/test_app.py": "from function_app import app\n\n\ndef test_one():\n    assert app.get_functions()\n\n\n"
        "def test_two():\n    assert app.get_functions()\n"
    }
    good = script() | {
        "tests/test_app.py": "from function_app import app\n\nFUNCTIONS = app.get_functions()\n\n\n"
        "def test_one():\n    assert FUNCTIONS\n"
    }

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for file, facts in test_files(project):
            seen: set[Register] = set()
            for node in ast.walk(file.tree or ast.Module([], [])):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "get_functions"
                ):
                    value = meaning(project.decorated, facts, node.func.value)
                    if isinstance(value, Register) and value in seen:
                        yield self.at_node(project, file.path, node, "the second get_functions() of one app fails")
                    if isinstance(value, Register):
                        seen.add(value)


class FolderImportInTest(Rule):
    code = "PYS903"
    name = "folder-import-in-test"
    severity = "info"
    message = "A test imports a function folder that is gone"
    what = (
        "Checks test modules for imports of a package that is named like a function of the script and does not exist."
    )
    why = "`ModuleNotFoundError: No module named 'Hello'`: since the migration the function is in the script."
    source = "Python, import system"
    bad = script(
        "@app.function_name('Hello')\n@app.route()\ndef hello(req: func.HttpRequest) -> func.HttpResponse:\n    return "
        "func.HttpResponse()\n"
    ) | {"tests/test_app.py": "from Hello import main\n\n\ndef test_hello():\n    assert main\n"}
    good = script(
        "@app.function_name('Hello')\n@app.route()\ndef hello(req: func.HttpRequest) -> func.HttpResponse:\n    return "
        "func.HttpResponse()\n"
    ) | {"tests/test_app.py": "from function_app import hello\n\n\ndef test_hello():\n    assert hello\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        names = {function.name for function in project.decorated.indexed}
        for file, _ in test_files(project):
            for node in ast.walk(file.tree or ast.Module([], [])):
                modules = []
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules = [node.module]
                for module in modules:
                    top = module.split(".")[0]
                    exists = any(path.startswith((f"{top}/", f"{top}.py")) for path in project.app.modules())
                    if top in names and not exists and isinstance(node, ast.Import | ast.ImportFrom):
                        message = f"there is no module {top} any more; the function is in {project.script_name}"
                        yield self.at_node(project, file.path, node, message)
