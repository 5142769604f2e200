"""App settings, and the settings of VS Code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate.read.app import settings_values
from pystein_migrate.settings import local_settings, vscode
from pystein_migrate.settings.local_settings import PATH as SETTINGS
from pystein_migrate.settings.vscode import PATH as VSCODE
from pystein_migrate.text.jsonc_edit import remove_member, replace_value
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import script
from pystein_rules.functions import function_names, library_steps
from pystein_rules.project import Project
from pystein_rules.settings_files import setting_node


class EditorModel(Rule):
    code = "PYS603"
    name = "editor-project-model"
    severity = "warning"
    message = "VS Code takes the app for one of the legacy model"
    what = "Checks `azureFunctions.projectLanguageModel` in `.vscode/settings.json`."
    why = "With 1, or without it, VS Code creates function folders in the app and lists none of its functions."
    source = "vscode-azurefunctions, detectProjectLanguage.ts"
    fix = "always"
    fix_safety = "The setting becomes 2; that is safe."
    bad = script() | {VSCODE: '{\n  "azureFunctions.projectLanguage": "Python"\n}\n'}
    good = script() | {
        VSCODE: '{\n  "azureFunctions.projectLanguage": "Python",\n  "azureFunctions.projectLanguageModel": 2\n}\n'
    }

    def check(self, project: Project) -> Iterator[Diagnostic]:
        file = project.json(VSCODE)
        document = file.document if file else None
        if not project.is_decorated or file is None or document is None:
            return
        language, model = document.get(vscode.LANGUAGE), document.get(vscode.KEY)
        if language is None or language.value != "Python" or (model and model.value != 1):
            return
        if model:
            edits = file.edits(replace_value(model, 2))
        else:
            edits = file.addition(document, vscode.KEY, 2, after=vscode.LANGUAGE)
        fix = one_fix("Set projectLanguageModel to 2", "safe", *edits)
        yield self.at_json(project, VSCODE, model or language, "this app needs projectLanguageModel 2", fix)


class FeatureFlag(Rule):
    code = "PYS604"
    name = "needless-feature-flag"
    severity = "info"
    message = "EnableWorkerIndexing has been the default since 2023"
    what = "Checks `AzureWebJobsFeatureFlags` in `local.settings.json`."
    why = "The flag does no harm and nothing else; the host indexes through the worker anyway."
    source = "azure-functions-host pull request 9574"
    fix = "sometimes"
    fix_safety = "The setting is removed if it holds nothing else; that is safe."
    bad = script() | {SETTINGS: '{\n  "Values": {\n    "AzureWebJobsFeatureFlags": "EnableWorkerIndexing"\n  }\n}\n'}
    good = script() | {SETTINGS: '{\n  "Values": {\n    "FUNCTIONS_WORKER_RUNTIME": "python"\n  }\n}\n'}
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        node, file = setting_node(project, local_settings.KEY), project.json(SETTINGS)
        if node is None or file is None or file.document is None or local_settings.FLAG not in str(node.value):
            return
        values = file.document.below("Values")
        fix = None
        if node.value == local_settings.FLAG and values:
            edits = remove_member(file.text, values, local_settings.KEY)
            fix = one_fix("Remove the setting", "safe", *file.edits(edits))
        yield self.at_json(project, SETTINGS, node, "EnableWorkerIndexing is the default; the flag is not needed", fix)


class UnknownFunctionSetting(Rule):
    code = "PYS605"
    name = "setting-of-unknown-function"
    severity = "warning"
    message = "A setting turns off a function that does not exist"
    what = "Checks `AzureWebJobs.<name>.Disabled` in `local.settings.json` against the functions of the app."
    why = "After a rename the setting has no effect: a function that was off is silently on again."
    source = "azure-webjobs-sdk, HostListenerFactory.IsDisabled"
    bad = script() | {SETTINGS: '{\n  "Values": {\n    "AzureWebJobs.Hello2.Disabled": "true"\n  }\n}\n'}
    good = script() | {SETTINGS: '{\n  "Values": {\n    "AzureWebJobs.hello.Disabled": "true"\n  }\n}\n'}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        file = project.json(SETTINGS)
        values = file.document.below("Values") if file and file.document else None
        names = function_names(project)
        if names is None or values is None:
            return
        for key, (node, _) in (values.members or {}).items():
            match = re.fullmatch(r"AzureWebJobs[._](.+)[._]Disabled", key, re.IGNORECASE)
            if match and match[1].lower() not in names:
                yield self.at_json(project, SETTINGS, node, f"the app has no function {match[1]}")


class MissingSetting(Rule):
    code = "PYS606"
    name = "missing-setting"
    severity = "info"
    message = "An app setting that a decorator names is not in local.settings.json"
    what = "Checks the names in `connection` and `%NAME%` against `local.settings.json`, where there is one."
    why = "The function does not start locally: `Microsoft.Azure.WebJobs.Host: Error indexing method`."
    source = "Microsoft Learn, Code and test Azure Functions locally"
    bad = script(
        "@app.queue_trigger(arg_name='msg', queue_name='work', connection='Work')\ndef work(msg: func.QueueMessage) -> "
        "None:\n    pass\n"
    ) | {SETTINGS: '{\n  "Values": {\n    "FUNCTIONS_WORKER_RUNTIME": "python"\n  }\n}\n'}
    good = script(
        "@app.queue_trigger(arg_name='msg', queue_name='work', connection='Work')\ndef work(msg: func.QueueMessage) -> "
        "None:\n    pass\n"
    ) | {SETTINGS: '{\n  "Values": {\n    "Work__queueServiceUri": "https://x"\n  }\n}\n'}
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        file = project.json(SETTINGS)
        if file is None or file.document is None or file.document.below("Values") is None:
            return
        present = {re.split("__|:", key)[0].lower() for key in settings_values(project.app.files)}
        for path, _, step in library_steps(project):
            for name, argument in (step.call.arguments if step.call else {}).items():
                for setting in self._named(name, argument.text):
                    if not {setting.lower(), f"azurewebjobs{setting.lower()}"} & present:
                        message = f'local.settings.json has no setting "{setting}"'
                        yield self.at_node(project, path, argument.node, message)

    def _named(self, parameter: str, text: str | None) -> list[str]:
        if text is None:
            return []
        if parameter in ("connection", "connection_string_setting") and re.fullmatch(r"\w+", text):
            return [text]
        return re.findall(r"%(\w+)%", text)
