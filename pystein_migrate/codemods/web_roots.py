"""Flask applications that find their templates and static files beside the script they are made in."""

from __future__ import annotations

import ast
from functools import partial

import libcst as cst

from pystein_migrate.python.meanings import Meanings

from . import nodes
from .base import Codemod, Example, Findings, Subject
from .path_joins import joined

# Where the import name stands among the positional arguments; all of these take ``root_path``.
_ROOTED = {
    "flask.Flask": 0,
    "flask.Blueprint": 1,
    "flask.app.Flask": 0,
    "flask.blueprints.Blueprint": 1,
    "quart.Quart": 0,
    "quart.Blueprint": 1,
}
_RELATIVE_FOLDERS = frozenset({"template_folder", "static_folder"})


class WebRoots(Codemod):
    """``Flask(__name__)`` gets the script's old folder as its ``root_path``.

    Flask and Quart derive it from the module, which is function_app.py now. Nothing depends on it where nothing is left
    in the folder and no relative folder is named.
    """

    name = "web-roots"
    layouts = frozenset({"single"})
    examples = (
        Example(
            'import os\nfrom flask import Flask\n\nsite = Flask(__name__, template_folder="pages")\n',
            "import os\nfrom flask import Flask\n\n"
            'site = Flask(__name__, root_path=os.path.join(os.path.dirname(__file__), "GetOrder"), '
            'template_folder="pages")\n',
        ),
        Example(
            'import os\nimport flask\n\npages = flask.Blueprint("pages", __name__)\n',
            "import os\nimport flask\n\n"
            'pages = flask.Blueprint("pages", __name__, '
            'root_path=os.path.join(os.path.dirname(__file__), "GetOrder"))\n',
            subject={"folder_stays": True},
        ),
        Example(
            "from flask import Flask\n\nplain = Flask(__name__)\n",
            "from flask import Flask\n\nplain = Flask(__name__)\n",
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text passes its module's name on, in a folder of its own."""
        return "__name__" in subject.source.text and bool(subject.source.folder)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Each application and blueprint that is made with ``__name__`` and without a ``root_path``."""
        meanings = Meanings(subject.modules)
        for node in subject.source.nodes_of(ast.Call):
            position = _ROOTED.get(meanings.qualified(subject.source, node.func))
            if position is None or not _is_own_name(node, position):
                continue
            keywords = {keyword.arg for keyword in node.keywords}
            if "root_path" not in keywords and (subject.folder_stays or keywords & _RELATIVE_FOLDERS):
                findings.want(cls, node, partial(_rooted, folders=subject.source.folder.split("/"), at=len(node.args)))
                findings.imports.add("os")
                findings.needs_folder |= subject.folder_stays


def _is_own_name(node: ast.Call, position: int) -> bool:
    argument = node.args[position] if len(node.args) > position else None
    return isinstance(argument, ast.Name) and argument.id == "__name__"


def _rooted(updated: cst.CSTNode, folders: list[str], at: int) -> cst.Call:
    """The call ``updated`` with the folder as ``root_path``, behind the ``at`` positional arguments that it has."""
    call = cst.ensure_type(updated, cst.Call)
    folder = joined(nodes.call(nodes.dotted("os.path.dirname"), cst.Name("__file__")), folders)
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    last = call.args[at - 1]
    root = last.with_changes(value=folder, star="", keyword=cst.Name("root_path"), equal=equal)
    closed = last.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=cst.SimpleWhitespace(""))
    return call.with_changes(args=[*call.args[: at - 1], closed, root, *call.args[at:]])
