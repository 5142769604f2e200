"""Secrets in code and settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate.settings.local_settings import PATH as SETTINGS
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project

SECRET = re.compile(
    r"AccountKey=[A-Za-z0-9+/=]{20,}|SharedAccessKey=[A-Za-z0-9+/=]{20,}|SharedSecretValue=\S{10,}"
    r"|[?&]sig=[A-Za-z0-9%+/=]{20,}"
    r"|AccessKey=[A-Za-z0-9+/=]{20,}|://[^/\s:@<>{}%]+:[^/\s@<>{}%]{4,}@|(?i:password|pwd)=[^;<>{}%\s*]{4,}(?:;|$)"
)
# Known to everyone: the account of the storage emulator.
EMULATOR = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq"
CONNECTION_STRING = re.compile(
    r"(AccountKey|SharedAccessKey|DefaultEndpointsProtocol|AccountEndpoint|Endpoint)=", re.IGNORECASE
)
NAMES_OF_SETTINGS = frozenset(
    {
        "connection", "connection_string_setting", "lease_connection", "lease_connection_string_setting",
        "topic_key_setting",
        "topic_endpoint_uri", "connection_name", "api_key", "password", "username", "store_connection_name",
        "search_connection_name",
    }
)  # fmt: skip
QUEUE = (
    "@app.queue_trigger(arg_name='msg', queue_name='work', connection='{}')\ndef work(msg: func.QueueMessage) -> "
    "None:\n    pass\n"
)
LITERAL = (
    "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=c2hvcC1leGFtcGxlLWtleS1ub3QtcmVhbA=="
    ";EndpointSuffix=core.windows.net"
)


def is_secret(text: str) -> bool:
    """Whether a value surely holds a secret; the storage emulator's own key is none."""
    return EMULATOR not in text and SECRET.search(text) is not None


class LiteralConnection(Rule):
    code = "PYS801"
    name = "literal-connection"
    message = "A connection string stands where the name of an app setting belongs"
    what = (
        "Checks `connection` and similar arguments, and the same properties in `function.json`, for connection strings."
    )
    why = (
        "The value is the name of an app setting. A literal does not work, and it publishes a key: "
        "`Microsoft.Azure.WebJobs: "
        "Storage account connection string 'AzureWebJobsDefault...' does not exist`."
    )
    source = "Microsoft Learn, Azure Functions triggers and bindings, connections"
    bad = script(QUEUE.format(LITERAL))
    good = script(QUEUE.format("AzureWebJobsStorage"))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            for name, argument in (step.call.arguments if step.call else {}).items():
                text = argument.text or ""
                if (name in NAMES_OF_SETTINGS and CONNECTION_STRING.search(text)) or is_secret(text):
                    message = f"{name} holds a connection string or key; it must name an app setting"
                    yield self.at_node(project, path, argument.node, message)
        for function in project.folders:
            for binding in function.bindings:
                for key, value in binding.properties.items():
                    if isinstance(value, str) and is_secret(value):
                        span = (binding.position, binding.position)
                        message = (
                            f'"{key}" of {binding.name} holds a connection string or key; it must name an app setting'
                        )
                        yield self.at(project, function.json_path, span, message)


class CommittedSecret(Rule):
    code = "PYS802"
    name = "committed-secret"
    severity = "warning"
    message = "local.settings.json holds secrets and is not ignored by git"
    what = "Checks the values of a `local.settings.json` that no `.gitignore` names for keys and passwords."
    why = "The file is meant for one machine; committed, it publishes its keys to everyone who can read the repository."
    source = "Microsoft Learn, Code and test Azure Functions locally"
    bad = script() | {SETTINGS: f'{{\n  "Values": {{\n    "AzureWebJobsStorage": "{LITERAL}"\n  }}\n}}\n'}
    good = script() | {SETTINGS: '{\n  "Values": {\n    "AzureWebJobsStorage": "UseDevelopmentStorage=true"\n  }\n}\n'}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        file = project.json(SETTINGS)
        if file is None or file.document is None:
            return
        encrypted = file.document.get_ignoring_case("IsEncrypted")
        if encrypted and encrypted.value is True:
            return
        for section in ("Values", "ConnectionStrings"):
            values = file.document.get_ignoring_case(section)
            for key, (_, node) in (values.members or {}).items() if values else ():
                if isinstance(node.value, str) and is_secret(node.value) and not project.is_ignored(SETTINGS):
                    message = f"{key} holds a secret, and no .gitignore names this file"
                    yield self.at_json(project, SETTINGS, node, message)
