"""Imports that fail or mislead when the worker loads the app."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from pystein_migrate.decorators.star_imports import failing_star, failing_stars
from pystein_migrate.decorators.static_values import External, meaning
from pystein_migrate.python.legacy_names import kept_names
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import BLUEPRINT, HELLO, script
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing
from pystein_rules.sources import PythonFile
from pystein_rules.walks import top_level

# Of the standard library, but also common names of a project's own folders, and never imported by a worker.
_HARMLESS = frozenset({"test", "this", "antigravity", "turtledemo", "idlelib", "lib2to3", "ensurepip", "venv"})


class RelativeImport(Rule):
    code = "PYS014"
    name = "relative-import"
    message = "A relative import reaches outside of every package"
    what = "Checks for relative imports in the script and the modules beside it, and for dots beyond the app root."
    why = "Nothing is loaded: `ImportError: attempted relative import with no known parent package`."
    source = "Python, import system; azure-functions-python-worker imports the script by its plain name"
    fix = "sometimes"
    fix_safety = "`from .x import y` becomes `from x import y` where `x` is beside the script; that is safe."
    bad = script("from .users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("import", "attempted relative import with no known parent package")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, facts in project.decorated.modules.items():
            file = project.python(path)
            depth = path.count("/")
            if not facts.reached or file is None:
                continue
            for node in top_level(file.tree):
                if isinstance(node, ast.ImportFrom) and node.level > depth:
                    kind = "beyond the app root" if depth else f"but {path} is in no package"
                    fix = self._absolute(project, file, node)
                    yield self.at_node(project, path, node, f"this import is relative, {kind}", fix)

    def _absolute(self, project: Project, file: PythonFile, node: ast.ImportFrom) -> Fix | None:
        names = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
        if any(f"{name}.py" not in project.app.paths and not has_folder(project, name) for name in names):
            return None
        segment = file.segment(node)
        if node.module:
            content = re.sub(r"^from\s+[.\s]+", "from ", segment, count=1)
        else:
            content = "import " + ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in node.names)
        return one_fix("Import it absolutely", "safe", replacing(project, file.path, node, content))


def has_folder(project: Project, name: str) -> bool:
    """Whether the app has Python files in the folder ``name``."""
    return any(path.startswith(name + "/") for path in project.app.modules())


class AppPackageImport(Rule):
    code = "PYS015"
    name = "app-package-import"
    message = "`__app__` does not exist in the decorator model"
    what = (
        "Checks for imports of `__app__` in modules that the script imports. Names that a module written with "
        "`--keep-module-names` keeps valid are none."
    )
    why = (
        "Nothing is loaded: `ModuleNotFoundError: No module named '__app__'`. The package is made up by the legacy "
        "loader."
    )
    source = "azure-functions-python-worker, loader.py"
    fix = "sometimes"
    fix_safety = (
        "The prefix is dropped. Unsafe, because modules that were imported under both names become one, and share "
        "state."
    )
    bad = script("from __app__.users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("import", "No module named '__app__'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        reached = [path for path, facts in project.decorated.modules.items() if facts.reached]
        known = kept_names(project.trees, reached)
        for found in project.decorated.imports:
            if found.guarded or found.dotted.split(".")[0] != "__app__" or found.dotted in known:
                continue
            file = project.python(found.module)
            fix = None
            if file and isinstance(found.node, ast.ImportFrom) and found.dotted.startswith("__app__."):
                content = re.sub(r"^(from\s+)__app__\.", r"\1", file.segment(found.node), count=1)
                fix = one_fix("Drop the prefix", "unsafe", replacing(project, found.module, found.node, content))
            yield self.at_node(project, found.module, found.node, "the decorator model has no package __app__", fix)


class FailingStarImport(Rule):
    code = "PYS027"
    name = "failing-star-import"
    message = "`from azure.functions import *` fails in the release that the app runs with"
    what = (
        "Checks for star imports of `azure.functions` in modules that the script, or the script of a function folder, "
        "imports, where the newest release that `requirements.txt` admits is 1.13.3 or newer. Up to 1.13.2 they work."
    )
    why = (
        "Since 1.13.3 the library's `__all__` names a class that it does not have. Nothing is loaded: `AttributeError: "
        "module 'azure.functions' has no attribute 'WarmUpContext'`."
    )
    source = "azure-functions 1.13.2 and 1.13.3 to 2.3.0, __init__.py"
    bad = {"function_app.py": "from azure.functions import *\n\napp = FunctionApp()\n\n\n" + HELLO.replace("func.", "")}
    good = {
        "function_app.py": "from azure.functions import FunctionApp, HttpRequest, HttpResponse\n\n"
        "app = FunctionApp()\n\n\n" + HELLO.replace("func.", "")
    }
    proof = Proof("import", "module 'azure.functions' has no attribute 'WarmUpContext'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        release = project.library
        found = failing_stars(project.decorated, release)
        scripts = [function.script for function in project.folders if not function.dead]
        found += [star for script in scripts if (star := failing_star(project.trees, script, release))]
        for star in found:
            message = f"this import fails in azure-functions {release}; import the names, or azure.functions as func"
            yield self.at_node(project, star.module, star.node, message)


class ShadowingModule(Rule):
    code = "PYS016"
    name = "module-shadows-library"
    severity = "warning"
    message = "A module of the app hides one of the standard library, or the azure packages"
    what = "Checks the names of modules and packages beside the script."
    why = (
        "The app root comes first on `sys.path`, also for libraries. The first one that imports the hidden module, and "
        "that "
        "the worker has not loaded itself, gets yours: with a package `azure` beside the script, `ModuleNotFoundError: "
        "No "
        "module named 'azure.functions'`."
    )
    source = "Python, import system; azure-functions-python-worker issue 671"
    bad = script() | {"azure/__init__.py": ""}
    good = script() | {"cloud/__init__.py": ""}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_decorated:
            return
        names = (sys.stdlib_module_names | {"azure"}) - _HARMLESS - set(sys.builtin_module_names)
        for path in sorted(project.app.modules()):
            parts = path.split("/")
            name = parts[0].removesuffix(".py")
            if (len(parts) == 1 or parts[1:] == ["__init__.py"]) and name in names and not name.startswith("_"):
                library = "the azure packages" if name == "azure" else f"the standard library's {name}"
                yield self.at_file(project, path, f"this hides {library} from all libraries that import it")


class EnvironmentAtImport(Rule):
    code = "PYS017"
    name = "environment-read-at-import"
    severity = "warning"
    message = "An app setting is required while the app is loaded"
    what = 'Checks for `os.environ["X"]` at the top level of modules that the script imports.'
    why = (
        "If the setting is missing, `KeyError: 'X'` is raised at import, and the app has zero functions. Read it where "
        "it "
        "is used, or with a default."
    )
    source = "azure-functions-python-worker issue 1338"
    bad = script('import os\n\nTOKEN = os.environ["PYSTEIN_EXAMPLE_TOKEN"]\n\n\n' + HELLO)
    good = script('import os\n\nTOKEN = os.environ.get("PYSTEIN_EXAMPLE_TOKEN", "")\n\n\n' + HELLO)
    proof = Proof("import", "KeyError: 'PYSTEIN_EXAMPLE_TOKEN'")
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, facts in project.decorated.modules.items():
            file = project.python(path)
            if not facts.reached or file is None:
                continue
            for node in top_level(file.tree):
                if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
                    continue
                if meaning(project.decorated, facts, node.value) == External("os.environ"):
                    message = f"without the setting {ast.unparse(node.slice)} the app has no functions at all"
                    yield self.at_node(project, path, node, message)


class CircularImport(Rule):
    code = "PYS109"
    name = "circular-import"
    message = "A module imports a name from the script before the script has it"
    what = "Checks for `from function_app import app` in a module that the script imports before `app = ...`."
    why = (
        "Nothing is loaded: `ImportError: cannot import name 'app' from partially initialized module 'function_app' "
        "(most "
        "likely due to a circular import)`. A blueprint in the module needs no import of the app."
    )
    source = "Python, import system"
    bad = {
        "function_app.py": "import routes\nimport azure.functions as func\n\napp = func.FunctionApp()\n",
        "routes.py": "import azure.functions as func\nfrom function_app import app\n\n\n" + HELLO,
    }
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("import", "from partially initialized module 'function_app'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for found in project.decorated.circular_imports:
            facts = project.decorated.modules.get(found.module)
            if facts and facts.reached:
                message = f'{found.imported} has no "{found.name}" yet when it imports this module'
                yield self.at_node(project, found.module, found.node, message)
