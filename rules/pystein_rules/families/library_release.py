"""The release of azure-functions that requirements.txt names, against what the app uses and runs on."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.version import Version

from pystein_migrate.decorators.app import Step
from pystein_migrate.facts import releases
from pystein_migrate.facts.spellings import PREVIEW_ONLY
from pystein_migrate.settings.requirements import DURABLE, LIBRARY, REQUIREMENTS
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project
from pystein_rules.settings_files import python_version


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
        for path, _, step in library_steps(project):
            if step.register is None or step.register.is_durable:
                continue
            since = self._since(step)
            if since is not None and project.library < since:
                message = (
                    f"{step.method} needs azure-functions {since}; requirements.txt admits {project.library} at most"
                )
                yield self.at_node(project, path, step.node, message)

    def _since(self, step: Step) -> Version | None:
        if step.method == "retry":
            return releases.RETRY
        if step.method == "schedule" or step.method in PREVIEW_ONLY or step.method.startswith("generic_"):
            return None
        # a preview name that came back with another meaning (cosmos_db_trigger) was there before, too
        since = [
            Version("1.11.0" if step.method in row.preview.values() else row.since)
            for row in step.rows
            if step.method in (row.decorator, *row.preview.values())
        ]
        return min(since) if since else None


class ImpossiblePin(Rule):
    code = "PYS608"
    name = "impossible-pin"
    message = "requirements.txt pins an azure-functions that the app's Python cannot install"
    what = (
        "Checks the pin of azure-functions against the Python version in the Dockerfile's base image or "
        "`.python-version`."
    )
    why = "The build fails, or is left out: azure-functions 2.x needs Python 3.13, 1.26 needs one below it."
    source = "azure-functions 1.26.0 and 2.0.0, their metadata (Requires-Python)"
    bad = script() | {REQUIREMENTS: "azure-functions==2.0.0\n", ".python-version": "3.11\n"}
    good = script() | {REQUIREMENTS: "azure-functions==2.0.0\n", ".python-version": "3.13\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        line, python = project.requirements.first(LIBRARY), python_version(project)
        asked = line.requirement if line else None
        if line is None or asked is None or python is None or asked.marker or not asked.specifier:
            return
        admitted = [release for release in releases.ALL if release in asked.specifier]
        is_new = python >= (3, 13)
        fits = [r for r in admitted if (r.major >= 2) == is_new or (is_new and r < Version("1.26.0"))]
        if admitted and not fits:
            message = f"no azure-functions that this admits can be installed on Python {python[0]}.{python[1]}"
            yield self.at(project, line.path, line.span, message)


class LibraryNotRequired(Rule):
    code = "PYS607"
    name = "library-not-required"
    severity = "warning"
    message = "requirements.txt does not name azure-functions"
    what = "Checks that `requirements.txt`, where it says everything by itself, names `azure-functions`."
    why = (
        "The app then runs with whatever release the platform brings, which can lack its decorators: `AttributeError: "
        "'FunctionApp' object has no attribute ...`."
    )
    source = "Microsoft Learn, Azure Functions Python developer guide, package management"
    bad = script() | {REQUIREMENTS: "requests\n"}
    good = script() | {REQUIREMENTS: "azure-functions\nrequests\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_decorated or not project.requirements.complete:
            return
        if not project.requirements.first(LIBRARY) and not project.requirements.first(DURABLE):
            yield self.at_file(project, REQUIREMENTS, "azure-functions is not among the requirements")
