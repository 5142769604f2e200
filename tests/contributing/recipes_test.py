"""The recipes of CONTRIBUTING.md, each followed in a copy of the checkout: they are enough, and touch one or two files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .checkout import CHECKOUT, Checkout

CATALOGUE = "pystein_migrate/facts/catalogue.py"
RELEASES = "pystein_migrate/facts/releases.py"
HEAD = "import azure.functions as func\n\napp = func.FunctionApp()\n\n\n"
HELLO = """\
@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
QUEUE = {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "work", "connection": "Store"}
LEGACY = {"host.json": '{"version": "2.0"}', "Work/function.json": json.dumps({"bindings": [QUEUE]})}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.copy(tmp_path / "checkout")


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def last_line(output: str) -> str:
    return output.rstrip().splitlines()[-1]


def test_every_recipe_is_followed_here() -> None:
    recipes = re.findall(r"^### \d\. (.+)$", (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    assert recipes == ["A binding", "A rule", "A codemod", "A note", "A new azure-functions release"]


def test_a_binding(checkout: Checkout) -> None:
    checkout.copy_theme("warmup")
    checkout.take_out(CATALOGUE, r'    Row\(\n        "mcpResourceTrigger",.*?\n    \),\n')
    assert "mcp_resource_trigger" in checkout.tests("tests/facts", "-k", "every_decorator_and_parameter_of and 1.26")

    checkout.put_before(
        CATALOGUE,
        '    Row("connectorTrigger"',
        """\
    Row(
        "mcpResourceTrigger",
        "in",
        "mcp_resource_trigger",
        since="1.25.0",
        params={
            "uri": "uri",
            "resourceName": "resource_name",
            "title": "title",
            "description": "description",
            "mimeType": "mime_type",
            "size": "size",
            "metadata": "metadata",
        },
        required=("uri", "resourceName"),
    ),
""",
    )
    assert checkout.touched == {CATALOGUE}
    trigger = {"type": "mcpResourceTrigger", "direction": "in", "name": "context", "uri": "ui://x", "resourceName": "x"}
    checkout.create("corpus/warmup/legacy/Manual/function.json", json.dumps({"bindings": [trigger]}))
    checkout.create("corpus/warmup/legacy/Manual/__init__.py", "def main(context):\n    return 'read me'\n")
    updated = checkout.python("tests/corpus_trees.py", "--update", "warmup")

    assert updated.returncode == 0, updated.stderr
    assert "@app.mcp_resource_trigger(" in checkout.read("corpus/warmup/expected/single/function_app.py")
    assert "Manual/function.json" in checkout.read("corpus/warmup/expected/single.deleted")
    tested = checkout.tests("tests/facts", "tests/decorators", "-k", "mcpResourceTrigger or (named and 1.26)")
    assert re.match(r"\d+ passed, \d+ deselected", last_line(tested)), tested


RULE = """\"\"\"Breakpoints.\"\"\"

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.project import Project


class LeftBreakpoint(Rule):
    code = "PYS899"
    name = "left-breakpoint"
    message = "A breakpoint is left in the code"
    what = "Checks every module for calls of `breakpoint()`."
    why = "The worker has no terminal: `bdb.BdbQuit`, in the invocation that meets it."
    source = "Python, sys.breakpointhook"
    bad = script(HELLO.replace("    return", "    breakpoint()\\n    return"))
    good = script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for file in project.pythons():
            for node in ast.walk(file.tree) if file.tree else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "breakpoint":
                    yield self.at_node(project, file.path, node, "breakpoint() stops the worker")
"""


def test_a_rule(checkout: Checkout, tmp_path: Path) -> None:
    family = "rules/pystein_rules/families/breakpoints.py"
    checkout.create(family, RULE)
    assert checkout.touched == {family}

    app = {
        "host.json": '{"version": "2.0"}',
        "requirements.txt": "azure-functions\n",
        "function_app.py": HEAD + HELLO.replace("    return", "    breakpoint()\n    return"),
    }
    write(tmp_path / "app", app)
    for command in (["pystein_migrate", "check", "."], ["flake8", "--isolated", "."]):
        found = checkout.python("-m", *command, folder=tmp_path / "app")
        assert "PYS899 " in found.stdout, found.stdout + found.stderr
    explained = checkout.python("-m", "pystein_migrate", "rule", "left-breakpoint")
    assert "bdb.BdbQuit" in explained.stdout, explained.stderr
    tested = checkout.tests(
        "tests/rules/examples_test.py", "tests/lint/examples_test.py", "-k", "left-breakpoint or unique"
    )
    assert re.match(r"\d+ passed, \d+ deselected", last_line(tested)), tested


CODEMOD = '''\
"""Log calls under a name that Python 3.13 took away."""

from __future__ import annotations

import ast

import libcst as cst

from pystein_migrate.python.meanings import Meanings

from .base import Codemod, Example, Findings, Subject


class WarnCalls(Codemod):
    """``logging.warn(...)`` becomes ``logging.warning(...)``."""

    name = "warn-calls"
    layouts = frozenset({"single"})
    examples = (Example("import logging\\n\\nlogging.warn(\'x\')\\n", "import logging\\n\\nlogging.warning(\'x\')\\n"),)

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text has the name."""
        return "warn" in subject.source.text

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Each use of the function."""
        meanings = Meanings(subject.modules)
        for node in subject.source.nodes:
            if isinstance(node, ast.Attribute) and meanings.qualified(subject.source, node) == "logging.warn":
                findings.want(cls, node, _renamed)


def _renamed(updated: cst.CSTNode) -> cst.Attribute:
    return cst.ensure_type(updated, cst.Attribute).with_changes(attr=cst.Name("warning"))
'''


def test_a_codemod(checkout: Checkout, tmp_path: Path) -> None:
    codemod, registry = "pystein_migrate/codemods/warn_calls.py", "pystein_migrate/codemods/__init__.py"
    checkout.create(codemod, CODEMOD)
    checkout.put_before(registry, "from .web_roots import WebRoots\n", "from .warn_calls import WarnCalls\n")
    checkout.put_before(registry, "    WebRoots,\n", "    WarnCalls,\n")
    assert checkout.touched == {codemod, registry}

    listed = checkout.python("-c", "from pystein_migrate.codemods import CODEMODS as c; print([e.name for e in c])")
    assert "'warn-calls'" in listed.stdout, listed.stderr
    tested = checkout.tests("tests/codemods/examples_test.py", "-k", "warn or WarnCalls")
    assert last_line(tested).startswith("3 passed"), tested
    write(
        tmp_path / "app", {**LEGACY, "Work/__init__.py": "import logging\n\n\ndef main(msg):\n    logging.warn(msg)\n"}
    )
    migrated = checkout.python("-m", "pystein_migrate", "--diff", "app", folder=tmp_path)
    assert "+    logging.warning(msg)" in migrated.stdout, migrated.stdout + migrated.stderr


NOTE = """\
PRE_DEPLOY_TASK = NoteKind(
    "pre-deploy-task",
    "info",
    "the task {task} runs before a deployment",
    remedy="see what it does with function folders",
    title="VS Code runs a task before it deploys",
    why="Nobody but you knows what the task does with the folders that are gone.",
    advice="Read tasks.json.",
)
"""
FOUND = """\
    task = document.get("azureFunctions.preDeployTask")
    if task is not None:
        return [], [notes.PRE_DEPLOY_TASK.at(PATH, raw.position(task.start), task=task.value)]
"""


def test_a_note(checkout: Checkout, tmp_path: Path) -> None:
    catalogue, place = "pystein_migrate/notes/surroundings.py", "pystein_migrate/settings/vscode.py"
    checkout.put_before(catalogue, "BUNDLE_RAISED = NoteKind(\n", NOTE)
    checkout.put_before(place, "    edits = [*_model(raw, document), *_runtime(document)]\n", FOUND)
    assert checkout.touched == {catalogue, place}

    explained = checkout.python("-m", "pystein_migrate", "note", "pre-deploy-task")
    assert "Read tasks.json." in explained.stdout, explained.stdout + explained.stderr
    settings = '{\n  "azureFunctions.preDeployTask": "pack"\n}\n'
    write(tmp_path / "app", {**LEGACY, "Work/__init__.py": "def main(msg): ...\n", ".vscode/settings.json": settings})
    told = checkout.python("-m", "pystein_migrate", "--check", "app", folder=tmp_path)
    note = ".vscode/settings.json:2:35: info: the task pack runs before a deployment [pre-deploy-task]"
    assert note in told.stdout, told.stdout + told.stderr
    tested = checkout.tests("tests/notes/catalogue_test.py", "-k", "documented or facts")
    assert re.match(r"\d+ passed, \d+ deselected", last_line(tested)), tested


def test_a_new_release(checkout: Checkout) -> None:
    checkout.take_out(RELEASES, r'(?<="2\.1\.0"), [^)]*?(?=,\n\))')
    checkout.take_out(CATALOGUE, r'    Row\("connectorTrigger", .*?\),\n')
    checkout.take_out(CATALOGUE, r'    "connector_trigger": "2\.2\.0",\n')

    checkout.put_before(RELEASES, ",\n)  # fmt: skip", ', "2.2.0"')
    assert "assert ['connector_trigger'] == []" in checkout.tests("tests/facts", "-k", "2.2.0")
    checkout.put_before(
        CATALOGUE,
        '    Row("signalRTrigger"',
        '    Row("connectorTrigger", "in", "connector_trigger", since="1.26.0"),\n',
    )
    checkout.put_before(CATALOGUE, '    "mcp_prompt_trigger": "2.2.0",\n', '    "connector_trigger": "2.2.0",\n')

    assert checkout.touched == {RELEASES, CATALOGUE}
    tested = checkout.tests("tests/facts", "-k", "2.2.0")
    assert re.match(r"\d+ passed, \d+ deselected", last_line(tested)), tested
    newest = checkout.python("-c", "from pystein_migrate.facts import releases; print(releases.NEWEST)")
    assert newest.stdout == "2.2.0\n", newest.stderr
