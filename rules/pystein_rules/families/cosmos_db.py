"""Cosmos DB decorators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import Step
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project
from pystein_rules.python_edits import keyword_edit, with_method
from pystein_rules.requirements import lacks
from pystein_rules.settings_files import has_old_bundle

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
