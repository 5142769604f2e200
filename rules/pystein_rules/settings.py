"""PYS6: host.json, requirements.txt, app settings and editor settings."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from packaging.utils import canonicalize_name
from packaging.version import Version

from pystein_migrate.decorators.app import Import
from pystein_migrate.model.note import Position
from pystein_migrate.read.app import settings_values

from .arguments import library_steps
from .base import Rule, one_fix, replacing_json
from .diagnostics import Diagnostic, Edit
from .examples import HELLO, script
from .files import SETTINGS, setting_node
from .json_edits import member_deletion, member_insertion
from .project import Project
from .requirements import RELEASES, REQUIREMENTS, find, is_complete, lines
from .spellings import bundle_range, has_old_bundle

HOST = "host.json"
VSCODE = ".vscode/settings.json"
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
BUILT_IN = frozenset({"httpTrigger", "http", "timerTrigger", "warmupTrigger", "manualTrigger"})
# Import names whose distribution is called something else.
DISTRIBUTIONS = {
    "yaml": "pyyaml", "PIL": "pillow", "cv2": "opencv", "sklearn": "scikit-learn", "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv", "jwt": "pyjwt", "dateutil": "python-dateutil", "Crypto": "pycrypto",
    "OpenSSL": "pyopenssl", "docx": "python-docx", "pptx": "python-pptx", "magic": "python-magic", "fitz": "pymupdf",
    "serial": "pyserial", "usb": "pyusb", "ldap": "python-ldap", "MySQLdb": "mysqlclient", "psycopg2": "psycopg2",
    "slugify": "python-slugify", "multipart": "python-multipart", "jose": "python-jose",
    "telegram": "python-telegram-bot",
    "win32api": "pywin32", "zmq": "pyzmq", "nacl": "pynacl", "git": "gitpython", "github": "pygithub",
    "skimage": "scikit-image", "tabula": "tabula-py", "pkg_resources": "setuptools", "attr": "attrs",
    "googleapiclient": "google-api-python-client", "rest_framework": "djangorestframework", "flask": "flask",
}  # fmt: skip
# Packages that hardly anything else brings along: if one is imported and not listed, it is missing.
STANDALONE = frozenset(
    {
        "flask", "fastapi", "django", "pandas", "sklearn", "scipy", "matplotlib", "bs4", "openpyxl", "xlrd", "pymongo",
        "psycopg2", "pyodbc", "pymssql", "sqlalchemy", "redis", "boto3", "openai", "stripe", "twilio", "sendgrid",
        "slack_sdk",
        "feedparser", "dotenv", "PIL", "cv2", "tensorflow", "torch", "transformers", "langchain", "paramiko", "praw",
        "tweepy", "docx", "pptx", "pypdf", "PyPDF2", "reportlab", "geopandas", "shapely", "pymysql", "snowflake",
    }
)  # fmt: skip


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
        found, file = bundle_range(project), project.json(HOST)
        if found is None or file is None or not has_old_bundle(project):
            return
        for _, name, step in library_steps(project):
            if step.method in ("cosmos_db_trigger", "cosmos_db_input", "cosmos_db_output") and step.argument(
                "container_name"
            ):
                fix = one_fix("Use bundle 4", "unsafe", replacing_json(file, found[0], '"[4.*, 5.0.0)"'))
                message = f"{name} needs extension bundle 4, not {found[0].value}"
                yield self.at_json(project, HOST, found[0], message, fix)
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
        if any(path.endswith(".csproj") or path.startswith("bin/") for path in project.app.paths):
            return
        needed = self._first(project)
        if needed:
            yield self.at_json(project, HOST, file.document, f"{needed} needs an extension bundle, and there is none")

    def _first(self, project: Project) -> str:
        """The first function with a binding that the host does not know by itself."""
        for function in project.decorated.indexed:
            if any(binding.type and binding.type not in BUILT_IN for binding in function.bindings()):
                return function.name or "a function"
        for legacy in () if project.app.has_script else project.app.functions:
            if not legacy.dead and any(binding.type not in BUILT_IN for binding in legacy.bindings):
                return legacy.name
        return ""


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
        line, python = find(project, "azure-functions"), python_version(project)
        if line is None or python is None or line.requirement.marker or not line.requirement.specifier:
            return
        admitted = [release for release in RELEASES if release in line.requirement.specifier]
        is_new = python >= (3, 13)
        fits = [r for r in admitted if (r.major >= 2) == is_new or (is_new and r < Version("1.26.0"))]
        if admitted and not fits:
            message = f"no azure-functions that this admits can be installed on Python {python[0]}.{python[1]}"
            yield self.at(project, REQUIREMENTS, line.span, message)


def python_version(project: Project) -> tuple[int, int] | None:
    """The Python version that the app says it runs on."""
    images = r"(?m)^FROM\s+\S*azure-functions/python:\S*python(\d)\.(\d+)"
    for path, pattern in (("Dockerfile", images), (".python-version", r"^\s*(\d)\.(\d+)")):
        match = re.search(pattern, project.text(path) or "")
        if match:
            return int(match[1]), int(match[2])
    return None


class Requirements(Rule):
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
        line = find(project, "azure-functions-worker")
        if line is not None:
            edit = Edit(REQUIREMENTS, Position(line.number, 1), Position(line.number + 1, 1), "")
            fix = one_fix("Remove the line", "safe", edit)
            yield self.at(project, REQUIREMENTS, line.span, "azure-functions-worker is not for apps; remove it", fix)


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
        if not project.is_decorated or not is_complete(project):
            return
        if not any(line.name in ("azure-functions", "azure-functions-durable") for line in lines(project)):
            yield self.at_file(project, REQUIREMENTS, "azure-functions is not among the requirements")


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
        if not is_complete(project) or any(path in project.app.paths for path in others):
            return
        listed = {line.name.replace("-", "") for line in lines(project)}
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
        names = {canonicalize_name(name).replace("-", "") for name in (top, DISTRIBUTIONS.get(top, top))}
        return not any(name in other or other in name for name in names for other in listed)


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
        language = document.get("azureFunctions.projectLanguage")
        model = document.get("azureFunctions.projectLanguageModel")
        if language is None or language.value != "Python" or (model and model.value != 1):
            return
        if model:
            edit = replacing_json(file, model, "2")
        else:
            edit = member_insertion(file, document, '"azureFunctions.projectLanguageModel": 2')
        fix = one_fix("Set projectLanguageModel to 2", "safe", edit)
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
        node, file = setting_node(project, "AzureWebJobsFeatureFlags"), project.json(SETTINGS)
        if node is None or file is None or file.document is None or "EnableWorkerIndexing" not in str(node.value):
            return
        values = file.document.get_ignoring_case("Values")
        fix = None
        if node.value == "EnableWorkerIndexing" and values:
            edit = member_deletion(file, values, "AzureWebJobsFeatureFlags")
            fix = one_fix("Remove the setting", "safe", edit) if edit else None
        yield self.at_json(project, SETTINGS, node, "EnableWorkerIndexing is the default; the flag is not needed", fix)


def function_names(project: Project) -> set[str] | None:
    """The names of all functions of the app in lower case, or None where not all are known."""
    if project.app.has_script:
        app = project.decorated
        if app.app is None or app.open or app.app in app.escaped or app.app.custom:
            return None
        if any(facts.open for facts in app.modules.values() if facts.reached):
            return None
        if any(registration.argument in app.escaped for registration in app.registrations):
            return None
        names = [function.name for function in app.indexed]
        if app.app.kind in ("WsgiFunctionApp", "AsgiFunctionApp"):
            names.append("http_app_func")
        return None if None in names else {name.lower() for name in names if name}
    folders = (path.rpartition("/")[0] for path in project.app.paths if path.endswith("/function.json"))
    return {folder.lower() for folder in folders if "/" not in folder}


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
        values = file.document.get_ignoring_case("Values") if file and file.document else None
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
        if file is None or file.document is None or file.document.get_ignoring_case("Values") is None:
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


RULES: tuple[Rule, ...] = (
    MissingRequirement(),
    ExtensionBundle(),
    MissingBundle(),
    ImpossiblePin(),
    Requirements(),
    EditorModel(),
    FeatureFlag(),
    UnknownFunctionSetting(),
    MissingSetting(),
    LibraryNotRequired(),
)
