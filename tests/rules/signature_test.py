"""Signatures in both models: what the rules find is what the worker's own libraries refuse, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pystein_rules.examples import legacy, script
from pystein_rules.project import Project
from pystein_rules.registry import check_project

LOADER = Path(__file__).with_name("index_apps.py")
RUN_PYTHON = os.environ.get("PYSTEIN_RUN_PYTHON", sys.executable if sys.version_info >= (3, 13) else "")
QUEUE = '{"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q"}\n'
HTTP = '{"type": "httpTrigger", "direction": "in", "name": "req"}\n{"type": "http", "direction": "out", "name": "$return"}\n'
OUT = '{"type": "queue", "direction": "out", "name": "out", "queueName": "q"}\n'

# title: bindings, script, code of the finding ("" for none)
CASES = {
    "plain": (HTTP, "def main(req: func.HttpRequest) -> func.HttpResponse: ...\n", ""),
    "no annotations": (HTTP + OUT, "def main(req, out): ...\n", ""),
    "context": (HTTP, "def main(req: func.HttpRequest, context: func.Context): ...\n", ""),
    "extra parameter": (HTTP, "def main(req, more): ...\n", "PYS301"),
    "a default does not help": (HTTP, "def main(req, more=1): ...\n", "PYS301"),
    "keyword arguments": (HTTP, "def main(req, **more): ...\n", "PYS301"),
    "missing parameter": (QUEUE, "def main(): ...\n", "PYS302"),
    "output without Out": (HTTP + OUT, "def main(req, out: str): ...\n", "PYS303"),
    "input with Out": (QUEUE, "def main(msg: func.Out[str]): ...\n", "PYS303"),
    "optional": (QUEUE, "import typing\ndef main(msg: typing.Optional[func.QueueMessage]): ...\n", "PYS304"),
    "union": (QUEUE, "def main(msg: func.QueueMessage | None): ...\n", "PYS304"),
    "return annotation": (HTTP, "def main(req) -> dict: ...\n", "PYS305"),
    "optional return": (HTTP, "import typing\ndef main(req) -> typing.Optional[str]: ...\n", "PYS305"),
    "none for http": (HTTP, "def main(req) -> None: ...\n", "PYS305"),
    "text for http": (HTTP, "def main(req) -> str: ...\n", ""),
    "other message": (QUEUE, "def main(msg: func.EventHubEvent): ...\n", "PYS306"),
    "dict": (QUEUE, "def main(msg: dict): ...\n", "PYS306"),
    "class of the app": (QUEUE, "class Order:\n    pass\n\n\ndef main(msg: Order): ...\n", "PYS306"),
    "text": (QUEUE, "def main(msg: str): ...\n", ""),
    "bytes": (QUEUE, "def main(msg: bytes): ...\n", ""),
    "Out of a message": (HTTP + OUT, "def main(req, out: func.Out[func.QueueMessage]): ...\n", ""),
    "Out of a wrong class": (HTTP + OUT, "def main(req, out: func.Out[func.HttpResponse]): ...\n", "PYS306"),
    "wrong context": (HTTP, "def main(req, context: str): ...\n", "PYS306"),
    "quoted": (QUEUE, "def main(msg: 'func.QueueMessage'): ...\n", ""),
    "quoted and wrong": (QUEUE, "def main(msg: 'func.ServiceBusMessage'): ...\n", "PYS306"),
    "name that is not there": (QUEUE, "def main(msg: 'Message'): ...\n", "PYS307"),
    "async": (QUEUE, "async def main(msg: func.QueueMessage) -> None: ...\n", ""),
    "entry elsewhere": (QUEUE, "from shared_code import work as main\n", "PYS301"),
    "no entry": (QUEUE, "def run(msg): ...\n", "PYS023"),
    "wrapped entry": (QUEUE, "from shared_code import wrap\n\n\n@wrap\ndef main(msg): ...\n", ""),
}  # fmt: skip
SHARED = (
    "import functools\n\n\ndef work(msg, more): ...\n\n\ndef wrap(function):\n    @functools.wraps(function)\n"
    "    def inner(msg):\n        return function(msg)\n\n    return inner\n"
)


def tree(title: str) -> dict[str, str]:
    bindings, code, _ = CASES[title]
    return legacy(bindings, code) | {"shared_code.py": SHARED}


LEGACY_ONLY = {"entry elsewhere", "no entry", "wrapped entry"}
DECORATORS = {
    QUEUE: "@app.queue_trigger(arg_name='msg', queue_name='q', connection='C')\n",
    HTTP: "@app.route(route='x')\n",
    HTTP + OUT: "@app.route(route='x')\n@app.queue_output(arg_name='out', queue_name='q', connection='C')\n",
}


def legacy_tree(title: str) -> dict[str, str]:
    bindings, code, _ = CASES[title]
    return legacy(bindings, code) | {"shared_code.py": SHARED}


def decorated_tree(title: str) -> dict[str, str]:
    bindings, code, _ = CASES[title]
    start = code.index("async def main" if "async" in code else "def main")
    return script(code[:start] + DECORATORS[bindings] + code[start:])


MODELS = {"legacy": legacy_tree, "worker": decorated_tree}
ALL = [(model, title) for model in MODELS for title in CASES if model == "legacy" or title not in LEGACY_ONLY]
each_case = pytest.mark.parametrize(("model", "title"), ALL)


@each_case
def test_the_rules_find(model: str, title: str) -> None:
    found = {diagnostic.code for diagnostic in check_project(Project.of(MODELS[model](title)))}
    assert found == {CASES[title][2]} - {""}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    if not RUN_PYTHON:
        pytest.skip("needs Python 3.13 with the worker's libraries: set PYSTEIN_RUN_PYTHON")
    answers: dict[tuple[str, str], str] = {}
    for model, tree in MODELS.items():
        folder = tmp_path_factory.mktemp(model)
        titles = [title for each, title in ALL if each == model]
        roots = []
        for number, title in enumerate(titles):
            for path, text in tree(title).items():
                file = folder / str(number) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            roots.append(str(folder / str(number)))
        done = subprocess.run(
            [RUN_PYTHON, str(LOADER), model], input=json.dumps(roots), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        for title, result in zip(titles, json.loads(done.stdout), strict=True):
            answers[model, title] = result.get("error", "")
    return answers


@pytest.mark.run
@each_case
def test_the_worker_agrees(model: str, title: str, refused: dict[tuple[str, str], str]) -> None:
    assert bool(refused[model, title]) == bool(CASES[title][2]), refused[model, title]
