"""Real signatures as the indexing child sees them: what the worker refuses is refused, what is unknown is let through."""

import ast

import pytest

from pystein_migrate.prove.index import Indexer
from pystein_migrate.prove.skeleton import Stub, signature_of, skeleton, undefined_names
from pystein_migrate.python.imports import absolute_items
from pystein_migrate.python.source import Source
from pystein_migrate.text.decoding import decode_python

DECORATORS = ('@app.queue_trigger(arg_name="msg", queue_name="q", connection="C")',)
OUTPUT = '@app.queue_output(arg_name="out", queue_name="q", connection="C")'


@pytest.fixture(scope="module")
def indexer():
    indexer = Indexer()
    yield indexer
    indexer.close()


def complaint(indexer: Indexer, script: str) -> str | None:
    """What is said of the script's last function, which takes a queue message and maybe gives one."""
    tree = ast.parse(script)
    source = Source("F/__init__.py", decode_python(script.encode()), tree)
    imports = {}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            imports |= {item.bound_name: item for item in absolute_items(source, node)}
    bound = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    entry = tree.body[-1]
    assert isinstance(entry, (ast.FunctionDef, ast.AsyncFunctionDef))
    signature = signature_of(entry, imports, bound, undefined_names(source))
    decorators = (*((OUTPUT,) if "out" in {arg.arg for arg in entry.args.args} else ()), *DECORATORS)
    index = indexer.index(skeleton("func", "app = func.FunctionApp()", [Stub(decorators, signature)]))
    assert index.error is None
    return index.functions[0].signature


ACCEPTED = [
    "import azure.functions as func\ndef main(msg: func.QueueMessage): ...",
    "import azure.functions\ndef main(msg: azure.functions.QueueMessage): ...",
    "from azure.functions import QueueMessage as QM\ndef main(msg: QM): ...",
    "from azure import functions as func\ndef main(msg: func.QueueMessage, out: func.Out[str]): ...",
    "import azure.functions as func\ndef main(msg: 'func.QueueMessage', out: 'func.Out[str]') -> None: ...",
    "from __future__ import annotations\nimport azure.functions as func\ndef main(msg: func.QueueMessage): ...",
    "import azure.functions as func, typing\ndef main(msg: func.QueueMessage, out: func.Out[typing.List[str]]): ...",
    "import typing as t\nfrom azure.functions import Out\ndef main(msg: str, out: Out[t.List[str]]): ...",
    "from mine import Thing\ndef main(msg: Thing, out: Thing): ...",
    "from mine import *\ndef main(msg: Thing): ...",
    "class Mine: ...\ndef main(msg: Mine): ...",
    "import azure.functions as func\nfrom typing import Annotated\ndef main(msg: Annotated[str, 'Nowhere', 5]): ...",
    "import azure.functions as func\ndef main(msg: str, context: func.Context): ...",
    "def main(msg: str, context): ...",
    "def main(msg, /): ...",
    "def main(msg: str = 'x'): ...",
    "def main(*, msg: str = 'x'): ...",
    "def main(msg: 'not python at all'): ...",
    "import azure.functions as func\ndef main(msg) -> 'Anything[()]':\n    import Anything",
    "globals()['Late'] = int\ndef main(msg: 'Late'): ...",
]
REFUSED = [
    "from mine import Thing\nfrom typing import Callable, Tuple\ndef main(msg: Callable[[Thing], Tuple[()]]): ...",
    "from typing import Optional\ndef main(msg: Optional[str]): ...",
    "def main(msg: list[str]): ...",
    "def main(msg: str | None): ...",
    "def main(msg: dict): ...",
    "def main(msg: int): ...",
    "def main(msg: 5): ...",
    "def main(msg: ...): ...",
    "def main(msg: any): ...",
    "import azure.functions as func\ndef main(msg: func.HttpRequest): ...",
    "import azure.functions as func\ndef main(msg: func.Nothing): ...",
    "import azure.functions as func\ndef main(msg: func.Out[str]): ...",
    "import azure.functions as func\ndef main(msg: str, out: func.Out[list[str]]): ...",
    "def main(msg: str, out: str): ...",
    "def main(msg: str, context: str): ...",
    "def main(msg: str, ctx): ...",
    "def main(): ...",
    "def main(msg, *args): ...",
    "def main(msg, **kwargs): ...",
    "def main(msg: 'Nowhere'): ...",
    "def main(msg: 'func.QueueMessage'): ...",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from azure.functions import QueueMessage\n"
    "def main(msg: 'QueueMessage'): ...",
    "import typing\nif typing.TYPE_CHECKING:\n    import azure.functions as func\ndef main(msg: 'func.QueueMessage'): ...",
]


@pytest.mark.parametrize("script", ACCEPTED)
def test_a_signature_that_the_worker_takes_or_that_only_the_code_knows_is_no_problem(indexer, script) -> None:
    assert complaint(indexer, script) is None


@pytest.mark.parametrize("script", REFUSED)
def test_a_signature_that_the_worker_refuses_is_found(indexer, script) -> None:
    assert complaint(indexer, script)


def test_a_name_for_type_checkers_that_is_also_imported_elsewhere_is_known() -> None:
    script = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a, b\nelse:\n    import a\nimport b\n"
    assert undefined_names(Source.read("F/__init__.py", script.encode())) == frozenset()
