"""Packages that the app needs, or must not have, in requirements.txt."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pystein_migrate.decorators.app import Import
from pystein_migrate.facts.catalogue import DURABLE_TYPES
from pystein_migrate.facts.distributions import DISTRIBUTIONS, STANDALONE, is_named
from pystein_migrate.settings.requirements import DURABLE, REQUIREMENTS, WORKER, Line
from pystein_migrate.settings.requirements_edit import narrowing, removal
from pystein_migrate.text.raw import RawText
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, legacy, script
from pystein_rules.project import Project
from pystein_rules.sources import TextFile


class MissingRequirement(Rule):
    code = "PYS110"
    name = "missing-requirement"
    message = "The app imports a package that requirements.txt does not name"
    what = (
        "Checks the imports of the script, and of every module it imports, against `requirements.txt`. Only packages "
        "are "
        "checked that nothing else is likely to bring along."
    )
    why = (
        "Nothing is loaded: `ModuleNotFoundError: No module named 'pandas'. Cannot find module. Please check the "
        "requirements.txt file for the missing module.` In Azure the log often does not even show it."
    )
    source = "azure-functions-python-worker issues 1247 and 1262"
    bad = script("import pandas\n\n\n" + HELLO) | {REQUIREMENTS: "azure-functions\n"}
    good = script("import pandas\n\n\n" + HELLO) | {REQUIREMENTS: "azure-functions\npandas\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        others = ("pyproject.toml", "Pipfile", "environment.yml", "setup.py", ".python_packages")
        if not project.requirements.complete or any(path in project.app.paths for path in others):
            return
        listed = {line.name for line in project.requirements.installed}
        reported = set()
        for found in project.decorated.imports:
            top = found.dotted.split(".")[0]
            if top in reported or not self._is_missing(found, top, listed):
                continue
            reported.add(top)
            name = DISTRIBUTIONS.get(top, top)
            message = f"requirements.txt does not name {name}, so this import fails once deployed"
            yield self.at_node(project, found.module, found.node, message)

    def _is_missing(self, found: Import, top: str, listed: set[str]) -> bool:
        if found.resolved or found.guarded or top not in STANDALONE or top in sys.stdlib_module_names:
            return False
        return not is_named(top, listed)


class WorkerRequired(Rule):
    code = "PYS602"
    name = "worker-in-requirements"
    message = "requirements.txt names the worker, which apps must not install"
    what = "Checks `requirements.txt` for `azure-functions-worker`."
    why = (
        "The platform brings the worker. A second one in the app's packages is loaded in its place, or fails to "
        "install."
    )
    source = "Microsoft Learn, Azure Functions Python developer guide, package management"
    fix = "always"
    fix_safety = "The line is removed; that is safe."
    bad = script() | {REQUIREMENTS: "azure-functions\nazure-functions-worker\n"}
    good = script() | {REQUIREMENTS: "azure-functions\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        line = project.requirements.first(WORKER)
        if line is not None:
            file = _file(project, line)
            fix = one_fix("Remove the line", "safe", *file.edits([removal(file.text, line)]))
            yield self.at(project, line.path, line.span, "azure-functions-worker is not for apps; remove it", fix)


class UnpinnedDurable(Rule):
    code = "PYS707"
    name = "unpinned-durable"
    severity = "warning"
    message = "requirements.txt admits a Durable Functions library that drops the legacy model"
    what = "Checks that apps with durable functions in folders pin `azure-functions-durable<2`."
    why = (
        "1.7 warns at import: `DurableFunctionsCompatibilityWarning: Your application uses the legacy Python v1 "
        "programming "
        "model ... not supported by azure-functions-durable 2.x`. With 2.x the functions stop working."
    )
    source = "azure-functions-durable 1.7.0, __init__.py"
    fix = "always"
    fix_safety = "`<2` is added to the requirement; that is safe."
    bad = legacy(
        '{"type": "activityTrigger", "direction": "in", "name": "name"}',
        "def main(name: str) -> str:\n    return name\n",
    ) | {REQUIREMENTS: "azure-functions\nazure-functions-durable>=1.2\n"}
    good = legacy(
        '{"type": "activityTrigger", "direction": "in", "name": "name"}',
        "def main(name: str) -> str:\n    return name\n",
    ) | {REQUIREMENTS: "azure-functions\nazure-functions-durable>=1.2,<2\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        line = project.requirements.first(DURABLE)
        types = {binding.type for function in project.app.functions for binding in function.bindings}
        asked = line.requirement if line else None
        if line is None or asked is None or project.app.has_script or not types & DURABLE_TYPES:
            return
        if asked.url or not any(asked.specifier.contains(version, True) for version in ("2.0.0", "2.0.0b1", "2.5.0")):
            return
        file = _file(project, line)
        fix = one_fix("Add <2", "safe", *file.edits([narrowing(file.text, line, "<2")]))
        message = f"{asked.name} 2.x drops the legacy model, which this app uses; pin it below 2"
        yield self.at(project, line.path, line.span, message, fix)


def _file(project: Project, line: Line) -> TextFile:
    """The file that ``line`` stands in."""
    return TextFile(line.path, RawText.decode(project.app.files[line.path]).text)
