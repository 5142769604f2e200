"""Cosmos DB decorators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import Step
from pystein_migrate.facts import releases
from pystein_migrate.facts.spellings import COSMOS_SHARED, COSMOS_V4, cosmos_v3_words, cosmos_v4_param
from pystein_migrate.settings.host_json import has_old_bundle
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project
from pystein_rules.python_edits import keyword_edit, with_method


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
        if project.library < releases.COSMOS_4:
            return
        for path, _, step in library_steps(project):
            if step.method not in COSMOS_SHARED or step.call is None:
                continue
            old = [keyword for keyword in step.call.node.keywords if _new_name(step, keyword)]
            if old and step.argument("container_name") is None:
                names = ", ".join(keyword.arg or "" for keyword in old)
                message = f"{step.method} takes no {names} since azure-functions 1.14"
                yield self.at_node(project, path, old[0], message, self._renamed(project, path, step, old))

    def _renamed(self, project: Project, path: str, step: Step, old: list[ast.keyword]) -> Fix | None:
        if has_old_bundle(project.app):
            edit = with_method(project, path, step.call.node.func, f"{step.method}_v3") if step.call else None
            return one_fix(f"Use {step.method}_v3", "safe", edit) if edit else None
        edits = [keyword_edit(project, path, keyword, _new_name(step, keyword)) for keyword in old]
        return one_fix("Use the names of extension version 4", "safe", *edits)


def _new_name(step: Step, keyword: ast.keyword) -> str:
    """What extension version 4 calls an argument of version 3 only; "" for all others."""
    row = COSMOS_SHARED[step.method]
    if keyword.arg not in cosmos_v3_words(row):
        return ""
    return cosmos_v4_param(keyword.arg or "", COSMOS_V4[row.decorator]) or ""
