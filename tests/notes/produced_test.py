"""Every kind of note is produced: by an app of the corpus, or by the small case that stands here for it.

The corpus test compares each ``corpus/<theme>/expected/report.txt`` with what the tool says, so a code in one of them
is produced. Every other kind has its case below: an app goes in, and the note has to come out.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from apps import HOST, Files, legacy_app, migration, queue, timer
from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.commands import migrate as running
from pystein_migrate.commands.apart import Apart, further, settled
from pystein_migrate.commands.migrate import Request, migrate_all, plan_jobs
from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.note import Note, NoteKind
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import Indexer, IndexSource
from pystein_migrate.prove.library import Libraries, LibraryError
from pystein_migrate.prove.static import check_trees
from pystein_migrate.read.app import build_app, read_app
from pystein_migrate.verify.replay.outcome import Difference
from pystein_migrate.verify.replay.report import AppRun, FunctionRun

CHECKOUT = Path(__file__).parents[2]
REPORTS = "".join(path.read_text("utf-8") for path in sorted(CHECKOUT.glob("corpus/*/expected/report.txt")))
SCRIPT = "def main(msg): ...\n"
OTHER = {"Other/__init__.py": SCRIPT}
PREVIEW = "import azure.functions as func\n\napp = func.FunctionApp()\n"
COSMOS = (
    "@app.write_cosmos_db_documents(arg_name='d', database_name='b', collection_name='c', "
    "connection_string_setting='C'{more})\n@app.on_queue_change(arg_name='m', queue_name='q', connection='C')\n"
    "def f(m, d): ...\n"
)

DIFFERING = FunctionRun("Fn", "differs", "", (Difference("first", "return", "1", "2"),), 1)

Case = Callable[[Path], Iterable[Note]]


def said_of(result: AppResult) -> list[Note]:
    return [*result.notes, *(note for function in result.functions for note in function.notes)]


def app(files: Files, options: Options | None = None) -> Case:
    """Migrating, or upgrading, an app of these files."""
    return lambda folder: said_of(migration(files, options))


def function(change: Callable[[dict[str, object]], object], script: str = SCRIPT) -> Case:
    """Migrating an app of one function, whose function.json with a queue trigger and output is changed."""
    document = json.loads(queue())
    change(document)
    return app({"Fn/__init__.py": script, "Fn/function.json": json.dumps(document)})


def trigger(**changed: object) -> Case:
    """The same with changes to its trigger."""
    return function(lambda document: document["bindings"][0].update(changed))  # type: ignore[index]


def decorated(code: str, target: str = "", host: str = HOST, **more: str) -> Case:
    """Upgrading an app of the decorator model: ``code`` below its app object."""
    files = {"host.json": host, "function_app.py": PREVIEW + code, "requirements.txt": "azure-functions\n", **more}
    return app(files, Options(target=Version(target)) if target else None)


def constructed(call: str) -> Case:
    """Upgrading an app whose app object is made by ``call``."""
    return app({"function_app.py": f"import azure.functions as func\n\napp = {call}\n"})


def requiring(text: str, **more: str) -> Case:
    """Migrating an app with this requirements.txt."""
    return app({**OTHER, "requirements.txt": text, **more})


def loading(code: str) -> Case:
    """Migrating an app in which one of two scripts does this when it is loaded."""
    return app({**OTHER, "Fn/__init__.py": f"{code}\n\n\n{SCRIPT}", "requirements.txt": "azure-functions\n"})


def write(folder: Path, files: Files) -> Path:
    for path, data in legacy_app(files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def command(folder: Path, **request: object) -> list[Note]:
    """What the command says of the app in ``folder``."""
    asked = Request((folder,), folder, **request)  # type: ignore[arg-type]
    libraries = Libraries()
    try:
        return [note for result in migrate_all(asked, plan_jobs(asked), libraries) for note in said_of(result)]
    finally:
        libraries.close()


def ran(*functions: FunctionRun, unloaded: str = "", accepted: str = "", **found: Any) -> Case:
    """Migrating an app of two functions that did this when they were run; all that is said then."""

    def said(folder: Path) -> list[Note]:
        plan, app = migration({**OTHER, "Fn/__init__.py": SCRIPT}), read_app(folder)
        failing = {unloaded: "KeyError: 'KEY'"} if unloaded else {}
        run = AppRun(functions, announced={}, unloaded=failing, **{"loading": (), "stubbed": (), **found})
        apart = further(Apart(), plan, run, "function_app.py", {accepted}) or Apart()
        settled_now = settled(app, Apart(), plan, run, {accepted}, "pystein-migrate app")
        return [*apart.kept.values(), *apart.isolated.values(), *said_of(settled_now)]

    return said


def proven_offline(folder: Path) -> Iterable[Note]:
    def offline(release: Version) -> IndexSource:
        raise LibraryError(f"azure-functions {release} could not be fetched", "go online")

    files = legacy_app({**OTHER, "requirements.txt": "azure-functions==1.18.0\n"})
    return migrate_app(build_app(folder, files, frozenset(files)), Options(), Indexer().index, released=offline).notes


def unreadable_file(folder: Path) -> Iterable[Note]:
    with socket.socket(socket.AF_UNIX) as listening:  # a file that even root cannot read
        listening.bind(os.fspath(folder / "odd.py"))
        return read_app(folder).notes


def linked_function(folder: Path) -> Iterable[Note]:
    write(folder / "app", OTHER)
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "function.json").write_text(queue())
    (folder / "app" / "Linked").symlink_to(folder / "elsewhere", target_is_directory=True)
    return command(folder / "app", check=True)


def ignored_function(folder: Path) -> Iterable[Note]:
    write(folder, {**OTHER, "Hidden/__init__.py": SCRIPT, ".gitignore": "Hidden/\n"})
    (folder / ".git").mkdir()
    return command(folder, check=True)


def linked_file(folder: Path) -> Iterable[Note]:
    write(folder / "app", {"Fn/__init__.py": f"from __app__.shared import a\n\n\n{SCRIPT}"})
    (folder / "lib").mkdir()
    (folder / "lib" / "a.py").write_text("from __app__.shared import b\n")
    (folder / "lib" / "b.py").touch()
    (folder / "app" / "shared").symlink_to("../lib", target_is_directory=True)
    return command(folder / "app", check=True)


def package_import(folder: Path) -> Iterable[Note]:
    write(folder / "app", {**OTHER, "shared/a.py": "from __app__.shared import b\n", "shared/b.py": ""})
    (folder / "test_a.py").write_text("from app.shared import a\n")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return command(folder / "app", check=True)


def two_apps_in_one_folder(folder: Path) -> Iterable[Note]:
    for name in ("one", "two"):
        write(folder / name, OTHER)
    (folder / "Dockerfile").write_text("FROM x\nCOPY one /app\nCOPY two /app\n")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return command(folder / "one", check=True)


def ignored_by_git(folder: Path) -> Iterable[Note]:
    write(folder, {**OTHER, ".gitignore": "/*.py\n"})
    subprocess.run(["git", "init", "-q", folder], check=True)
    return command(folder, check=True)


def internal_error(folder: Path) -> Iterable[Note]:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(running, "migrate_app", lambda *_: {}["defect"])
        return command(write(folder, OTHER), check=True)


def interrupted_run(folder: Path) -> Iterable[Note]:
    """A run that is killed while it removes files, and the next one."""
    killing = (
        "import os, signal, sys\n"
        "def hook(event, arguments):\n"
        "    if event == 'os.remove' and os.fspath(arguments[0]).endswith('function.json'):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(hook)\n"
        "from pystein_migrate.commands.cli import run\n"
        f"run([{os.fspath(write(folder, OTHER))!r}, '--allow-dirty'])\n"
    )
    killed = subprocess.run([sys.executable, "-c", killing], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    return command(folder, allow_dirty=True)


def verified(files: Files, legacy: Files | None = None) -> Case:
    """Comparing the app with one function and what shall be its migrated form."""

    def compare(folder: Path) -> Iterable[Note]:
        indexer = Indexer()
        try:
            check = check_trees(write(folder / "a", {**OTHER, **(legacy or {})}), write(folder / "b", files), indexer)
            return [*check.problems, *check.remarks]
        finally:
            indexer.close()

    return compare


CASES: dict[NoteKind, Case] = {
    notes.ODD_ENCODING: app({"Fn/__init__.py": SCRIPT, "Fn/function.json": queue().encode().replace(b"work", b"w\xff")}),
    notes.IGNORED_KEY: function(lambda document: document.update(ScriptFile="__init__.py")),
    notes.NO_BINDINGS: function(lambda document: document.update(bindings=[])),
    notes.DUPLICATE_BINDING: trigger(name="$return"),
    notes.INVALID_BINDING: trigger(type=""),
    notes.INVALID_BINDING_NAME: trigger(name="a-b"),
    notes.INVALID_DIRECTION: trigger(direction="up"),
    notes.INOUT_BINDING: trigger(direction="inout"),
    notes.RETURN_DIRECTION: function(lambda document: document["bindings"][1].update(direction="in")),  # type: ignore[index]
    notes.SCRIPT_OUTSIDE_APP: function(lambda document: document.update(scriptFile="../../x.py")),
    notes.NOT_PYTHON: app({**OTHER, "Js/function.json": queue(), "Js/index.js": ""}),
    notes.INVALID_RETRY: function(lambda document: document.update(retry={"strategy": "never"})),
    notes.UNREADABLE_FILE: unreadable_file,
    notes.LINKED_FUNCTION: linked_function,
    notes.FAILING_STAR_IMPORT: app(
        {"Fn/__init__.py": f"from azure.functions import *\n\n\n{SCRIPT}", "requirements.txt": "azure-functions==1.21.3\n"}
    ),
    notes.UNCHANGEABLE_SCRIPT: app(
        {"Fn/__init__.py": f"def main(msg):\n    from ..a import x\n\n    return x, '{200 * '('}'\n", "a.py": "x = 1\n"},
        Options(layout="blueprints"),
    ),
    notes.IGNORED_FUNCTION: ignored_function,
    notes.LINKED_FILE: linked_file,
    notes.IGNORED_BY_GIT: ignored_by_git,
    notes.PACKAGE_IMPORT: package_import,
    notes.APPS_IN_ONE_FOLDER: two_apps_in_one_folder,
    notes.FUNCTION_RESOURCE: app({**OTHER, "main.tf": 'resource "azurerm_function_app_function" "f" {}\n'}),
    notes.SCRIPT_NOT_PACKED: app({**OTHER, "pack.sh": "zip -r app.zip */\n"}),
    notes.SCRIPT_SETTING: app({**OTHER, "local.settings.json": '{"Values": {"PYTHON_SCRIPT_FILE_NAME": "main.py"}}'}),
    notes.OTHER_RUNTIME: app({**OTHER, "host.json": '{"version": "2.0", "customHandler": {"description": {}}}'}),
    notes.BROKEN_FUNCTIONS: trigger(type=""),
    notes.HIDDEN_FUNCTIONS: app({**OTHER, ".funcignore": "Other\n"}),
    notes.ROUTE_TAKEN: app(
        {
            "function_app.py": f"{PREVIEW}@app.route(route='a')\ndef f(req: func.HttpRequest): ...\n",
            "Fn/__init__.py": "def main(req): ...\n",
            "Fn/function.json": json.dumps({"bindings": [{"type": "httpTrigger", "direction": "in", "name": "req", "route": "A"}]}),
        },
        Options(include_hidden=True),
    ),
    notes.SETTING_AT_LOAD: loading("import os\n\nKEY = os.environ['KEY']"),
    notes.PACKAGE_AT_LOAD: loading("import fortune_teller"),
    notes.FILE_AT_LOAD: loading("open('rates.csv')"),
    notes.SERVICE_AT_LOAD: loading("import sqlite3\n\nDB = sqlite3.connect('/data')"),
    notes.CHECK_AT_LOAD: loading("import os\n\nassert os.getenv('KEY')"),
    notes.ISOLATED: app({**OTHER, "Fn/__init__.py": SCRIPT}, Options(isolate=frozenset({"Fn"}))),
    notes.NOT_EQUAL: trigger(type="oddTrigger", list=["a", None]),
    notes.STAR_IMPORT: app({"Fn/__init__.py": f"if 1:\n    from os.path import *\n\n\n{SCRIPT}"}),
    notes.SUBMODULE_NAME: app(
        {"Fn/__init__.py": "from .a import x\n\n\ndef main(msg):\n    return a.x\n", "Fn/a.py": "x = 1\n"}
    ),
    notes.MODULE_NAME_VALUE: app({"Fn/__init__.py": f"class A: ...\n\n\n{SCRIPT}print(A.__module__)\n"}),
    notes.MODULE_NAMES_KEPT: app(OTHER, Options(keep_module_names=True)),
    notes.OWN_FILE: app({"Fn/__init__.py": f"import sys\n\nsys.path.append(__file__)\n\n\n{SCRIPT}"}),
    notes.DROPPED_PROPERTY: trigger(**{"$schema": "x"}),
    notes.TWIN_PROPERTIES: trigger(type="oddTrigger", self=1, SELF=2),
    notes.TARGET_TOO_OLD: app(
        {"Fn/__init__.py": SCRIPT, "Fn/function.json": queue().replace('"bindings"', '"retry": {"strategy": "fixedDelay", "maxRetryCount": 1, "delayInterval": "00:00:01"}, "bindings"')},
        Options(target=Version("1.11.2")),
    ),
    notes.COSMOS_PROPERTY_GONE: app(
        {
            "host.json": '{"version": "2.0"}',
            "Fn/__init__.py": SCRIPT,
            "Fn/function.json": json.dumps(
                {"bindings": [{"type": "cosmosDBTrigger", "direction": "in", "name": "msg", "databaseName": "d", "collectionName": "c", "connectionStringSetting": "C", "checkpointInterval": 1}]}
            ),
        },
        Options(bundle="4"),
    ),
    notes.LEGACY_NAME: app({**OTHER, "tool.py": "x = '__app__.Other'\n"}),
    notes.CONTEXT_DIRECTORY: app(
        {"Fn/__init__.py": "from a import d\n\n\n@d\ndef main(msg, context):\n    context.function_directory\n", "a.py": ""}
    ),
    notes.COMPUTED_MODULE_USED: app({**OTHER, "tool.py": "importlib.import_module(name)\n"}),
    notes.BUNDLE_RAISED: app({**OTHER, "host.json": '{"version": "2.0"}'}, Options(bundle="4")),
    notes.BUNDLE_NOT_RAISED: app({**OTHER, "host.json": "{"}, Options(bundle="4")),
    notes.EXTENSIONS_IGNORED: app({**OTHER, "host.json": "{}", "extensions.csproj": ""}, Options(bundle="4")),
    notes.FEATURE_FLAG: app(
        {"Fn/__init__.py": "def main(timer): ...\n", "Fn/function.json": timer()}, Options(target=Version("1.11.2"))
    ),
    notes.SETTINGS_NOT_EDITED: app({**OTHER, ".vscode/settings.json": "{"}),
    notes.REQUIREMENT_ADDED: requiring("requests\n"),
    notes.REQUIREMENT_HASHED: requiring(f"azure-functions==1.5.0 --hash=sha256:{'0' * 64}\n"),
    notes.NO_SUCH_RELEASE: requiring("azure-functions==1.13.0\n"),
    notes.PROVEN_WITH_ANOTHER: proven_offline,
    notes.REQUIREMENT_UNCLEAR: requiring("azure-functions @ https://example.com/x.whl\n"),
    notes.REQUIREMENT_UNSEEN: requiring("-r ../common.txt\n"),
    notes.REQUIREMENTS_CREATED: app(OTHER),
    notes.REQUIREMENTS_ELSEWHERE: app({**OTHER, "Pipfile": ""}),
    notes.LOCK_OUTDATED: app(
        {**OTHER, "pyproject.toml": '[project]\ndependencies = ["azure-functions==1.7.2"]\n', "uv.lock": ""}
    ),
    notes.MISSING_BUNDLE: app({**OTHER, "host.json": '{"version": "2.0"}'}),
    notes.REQUIREMENTS_GENERATED: requiring("# autogenerated by pip-compile\nazure-functions==1.5.0\n"),
    notes.COSMOS_EXTENSION_4_UNREAD: decorated(COSMOS.format(more=", use_multiple_write_locations=True")),
    notes.COSMOS_TARGET_TOO_OLD: decorated(COSMOS.format(more=""), "1.12.0"),
    notes.COSMOS_BUNDLE_UNKNOWN: decorated(COSMOS.format(more=""), host="{}"),
    notes.DROPPED_PARAMETER: decorated(
        "@app.assistant_skill_trigger(arg_name='a', function_description='d', model=M)\ndef f(a): ...\n\n\n"
        "@app.on_queue_change(arg_name='m', queue_name='q', connection='C')\ndef g(m): ...\n"
    ),
    notes.PREVIEW_APP_KWARGS: constructed("func.FunctionApp(wsgi_app=a, app_kwargs={'methods': ['GET']})"),
    notes.PREVIEW_ARGUMENTS: constructed("func.FunctionApp(site, None, wsgi_app=site)"),
    notes.PREVIEW_BY_HAND: constructed("func.FunctionApp((a), auth_level=Y)"),
    notes.PREVIEW_DYNAMIC_ARGUMENTS: constructed("func.FunctionApp(wsgi_app=a, **more)"),
    notes.PREVIEW_HTTP_APP: constructed("(Made := func.FunctionApp)\nmade = Made(wsgi_app=a)"),
    notes.PREVIEW_POSITIONAL_ARGUMENTS: constructed("func.FunctionApp(site.wsgi_app)\napp.write_blob"),
    notes.PREVIEW_TWO_HTTP_APPS: constructed("func.FunctionApp(wsgi_app=a, asgi_app=b)"),
    notes.UNREADABLE_MODULE: decorated("app.write_queue\n", **{"broken.py": "write_queue("}),
    notes.NOT_INDEXED: decorated("@app.write_queue(arg_name='m', queue_name='q', connection='C')\ndef f(m): ...\n"),
    notes.HIDDEN_SCRIPT: app({"function_app/__init__.py": SCRIPT}, Options(layout="in-place")),
    notes.WOULD_NOT_LOAD: app(
        {
            "function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\nlimit = 3\n",
            "Fn/__init__.py": f"from shared import x\n\n\n{SCRIPT}",
            "shared.py": "from function_app import limit as x\n",
        },
        Options(include_hidden=True),
    ),
    notes.IMPORTS_SCRIPT: app(
        {
            "function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\n",
            "Fn/__init__.py": f"import function_app\n\n\n{SCRIPT}",
        },
        Options(include_hidden=True),
    ),
    notes.HELPER_LOGGERS: app(
        {
            "Fn/__init__.py": "from ..shared import tools\n\n\ndef main(msg):\n    tools.call()\n",
            "shared/tools.py": "import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef call(): ...\n",
        }
    ),
    notes.DURABLE_CLASS: app(
        {
            "Fn/__init__.py": "import azure.durable_functions as df\n\n\n"
            'async def main(msg, client: df.DurableOrchestrationClient):\n    await client.start_new("Flow")\n',
            "Fn/function.json": json.dumps(
                {
                    "bindings": [
                        {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q", "connection": "C"},
                        {"type": "durableClient", "direction": "in", "name": "client"},
                    ]
                }
            ),
            "requirements.txt": "azure-functions\nazure-functions-durable\n",
        }
    ),
    notes.UNREACHABLE_IMPORT: verified({"function_app.py": PREVIEW + "import nowhere.at_all\n"}),
    notes.HOST_DIFFERS: verified({"function_app.py": "", "host.json": "{}"}),
    notes.BUNDLE_CHANGED: verified({"function_app.py": ""}, legacy={"host.json": HOST.replace("[4.*, 5.0.0)", "[3.*, 4.0.0)")}),
    notes.NOT_DEPLOYED: verified({"function_app.py": "", ".funcignore": "*.py\n"}),
    notes.LIBRARY_TOO_OLD: verified({"function_app.py": "", "requirements.txt": "azure-functions==1.2.0\n"}),
    notes.APP_NOT_INDEXED: verified({"function_app.py": "import azure.functions\n"}),
    notes.INTERNAL_ERROR: internal_error,
    notes.INTERRUPTED_RUN: interrupted_run,
    notes.RAN_DIFFERENTLY: ran(DIFFERING),
    notes.DIFFERS_WHEN_RUN: ran(DIFFERING),
    notes.ACCEPTED_DIFFERENCE: ran(DIFFERING, accepted="Fn"),
    notes.FAILED_WHEN_LOADED: ran(unloaded="Fn"),
    notes.ONLY_STATIC: ran(FunctionRun("Fn", "not comparable", "no input for its trigger")),
    notes.STAND_INS: ran(stubbed=("requests",)),
    notes.LOADED_DIFFERENTLY: ran(loading=(Difference("loading", "logs", "[]", '["hello"]'),)),
    notes.LEGACY_APP: lambda folder: command(write(folder, OTHER), check=True, upgrade_only=True),
    notes.NOT_COMMITTED: lambda folder: command(write(folder, OTHER)),
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.parametrize("code", sorted(code for code in notes.KINDS if f"[{code}]" not in REPORTS))
def test_a_kind_that_no_app_of_the_corpus_shows_has_a_case_that_does(code: str, tmp_path: Path) -> None:
    kind = notes.KINDS[code]
    assert kind in CASES, "no theme of the corpus produces this kind, so it needs a case here, or to be removed"
    (tmp_path / "app").mkdir()

    produced = [note for note in CASES[kind](tmp_path / "app") if note.kind is kind]

    assert produced
    assert {note.severity for note in produced} <= {kind.severity, *kind.also}


def test_the_cases_stand_for_what_the_corpus_does_not_show() -> None:
    assert [kind.code for kind in CASES if f"[{kind.code}]" in REPORTS] == []
