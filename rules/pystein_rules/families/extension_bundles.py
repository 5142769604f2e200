"""The extension bundle of host.json."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.facts.bundles import has_own_extensions, needs_extension
from pystein_migrate.settings.host_json import PATH as HOST
from pystein_migrate.settings.host_json import bundle_range, has_old_bundle
from pystein_migrate.text.jsonc_edit import replace_value
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project

BUNDLE = """\
{{
  "version": "2.0",
  "extensionBundle": {{
    "id": "Microsoft.Azure.Functions.ExtensionBundle",
    "version": "{}"
  }}
}}
"""
COSMOS_APP = script(
    "@app.cosmos_db_trigger(\n    arg_name='docs', database_name='db', container_name='orders', "
    "connection='Cosmos'\n)\n"
    "def changed(docs: func.DocumentList) -> None:\n    pass\n"
)
QUEUE_APP = script(
    "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"
    "def work(msg: func.QueueMessage) -> None:\n    pass\n"
)


class ExtensionBundle(Rule):
    code = "PYS601"
    name = "extension-bundle"
    severity = "warning"
    message = "The extension bundle does not fit the decorators"
    what = "Checks that an app with Cosmos DB decorators of extension 4 has extension bundle 4 in `host.json`."
    why = (
        "With bundle 3 the trigger fails at start: the bundle's extension does not know `containerName` and "
        "`connection`."
    )
    source = "azure-functions-python-worker issue 1386; azure-functions-extension-bundles"
    fix = "always"
    fix_safety = "The bundle becomes `[4.*, 5.0.0)`. Unsafe, because all extensions change with it."
    bad = COSMOS_APP | {HOST: BUNDLE.format("[3.*, 4.0.0)")}
    good = COSMOS_APP | {HOST: BUNDLE.format("[4.*, 5.0.0)")}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        file = project.json(HOST)
        version = file.document.below("extensionBundle", "version") if file and file.document else None
        if file is None or version is None or not has_old_bundle(project.app):
            return
        for _, name, step in library_steps(project):
            if step.method in ("cosmos_db_trigger", "cosmos_db_input", "cosmos_db_output") and step.argument(
                "container_name"
            ):
                fix = one_fix("Use bundle 4", "unsafe", *file.edits(replace_value(version, bundle_range(4))))
                message = f"{name} needs extension bundle 4, not {version.value}"
                yield self.at_json(project, HOST, version, message, fix)
                return


class MissingBundle(Rule):
    code = "PYS609"
    name = "missing-extension-bundle"
    message = "host.json has no extension bundle, and the app needs extensions"
    what = "Checks that `host.json` has an `extensionBundle` where a function uses more than HTTP and timers."
    why = (
        "The host knows HTTP and timers by itself. Everything else does not start: `The binding type(s) 'queueTrigger' "
        "are "
        "not registered. Please ensure the type is correct and the binding extension is installed.`"
    )
    source = "azure-functions-host, ScriptHost; Microsoft Learn, Azure Functions extension bundles"
    severity = "warning"
    bad = QUEUE_APP | {HOST: '{\n  "version": "2.0"\n}\n'}
    good = QUEUE_APP | {HOST: BUNDLE.format("[4.*, 5.0.0)")}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        file = project.json(HOST)
        if file is None or file.document is None or file.document.get_ignoring_case("extensionBundle"):
            return
        if has_own_extensions(project.app.paths):
            return
        needed = self._first(project)
        if needed:
            yield self.at_json(project, HOST, file.document, f"{needed} needs an extension bundle, and there is none")

    def _first(self, project: Project) -> str:
        """The first function with a binding that the host does not know by itself."""
        for function in project.decorated.indexed:
            if needs_extension(binding.type for binding in function.bindings() if binding.type):
                return function.name or "a function"
        for legacy in project.folders:
            if not legacy.dead and needs_extension(binding.type for binding in legacy.bindings):
                return legacy.name
        return ""
