"""Code that asks the worker's context for its function's folder."""

from __future__ import annotations

import ast

import libcst as cst

from pystein_migrate.notes import OWN_FILE
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.scopes import only_definition
from pystein_migrate.python.source import Source

from . import nodes
from .base import Codemod, Example, Findings, Subject
from .blockers import Blocker
from .path_joins import is_join_of, joined, with_folders

_CONTEXT = "context"  # the parameter's name is fixed (worker: functions.py)
_ATTRIBUTE = "function_directory"


def asks_directory(modules: Modules, source: Source) -> bool:
    """Whether ``source``, or anything of the app that it loads, names ``function_directory``."""
    if _ATTRIBUTE in source.text:
        return True
    loaded = modules.reachable([source.path]) if modules.has(source.path) else ()
    return any(modules.mention_in(path, _ATTRIBUTE.encode()) for path in loaded)


def keeps_place(source: Source, entry: str) -> bool:
    """Whether the worker finds ``source`` to be the file of the function ``entry``, whose folder it tells the function.

    It looks at the function's code (worker: functions.py), which is a decorator's where there is one.
    """
    node = only_definition(source, entry)
    return node is not None and not isinstance(node, ast.ClassDef) and not node.decorator_list


class FunctionDirectory(Codemod):
    """``context.function_directory`` gets the function's old folder appended.

    The worker takes the folder of the file that defines the function, which is the app root now. Asking anything but
    the parameter ``context`` for it keeps the script in place.
    """

    name = "function-directory"
    layouts = frozenset({"single"})
    notes = (OWN_FILE,)
    examples = (
        Example(
            "import os\n\n\ndef main(req, context):\n"
            "    return open(os.path.join(context.function_directory, 'motto.txt')).read()\n",
            "import os\n\n\ndef main(req, context):\n"
            "    return open(os.path.join(context.function_directory, \"GetOrder\", 'motto.txt')).read()\n",
        ),
        Example(
            "def main(req, context):\n    return context.function_directory + '/motto.txt'\n",
            "import os\n\ndef main(req, context):\n"
            "    return os.path.join(context.function_directory, \"GetOrder\") + '/motto.txt'\n",
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text has the attribute, in a folder of its own."""
        return _ATTRIBUTE in subject.source.text and bool(subject.source.folder)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Each ``context.function_directory`` is joined with the folder, in a call that joins it if there is one."""
        source = subject.source
        folders = source.folder.split("/")
        for function in subject.functions:
            if function.folder != source.folder or not keeps_place(source, function.entry_point):
                message = f"asks for the function_directory of {function.name}, whose entry stands elsewhere"
                findings.blocker = Blocker(OWN_FILE, message, source.tree)
                return

        def appended(updated: cst.CSTNode) -> cst.BaseExpression:
            old = nodes.expression(updated)
            return nodes.in_place_of(old, joined(nodes.bare(old), folders))

        def put_in(updated: cst.CSTNode) -> cst.BaseExpression:
            return with_folders(nodes.expression(updated), lambda first: first, folders)

        for node in source.nodes_of(ast.Constant, ast.Attribute):
            if isinstance(node, ast.Constant) and node.value == _ATTRIBUTE:
                findings.blocker = Blocker(OWN_FILE, "names function_directory in a text", node)
                return
            if not isinstance(node, ast.Attribute) or node.attr != _ATTRIBUTE:
                continue
            if not isinstance(node.value, ast.Name) or node.value.id != _CONTEXT:
                findings.blocker = Blocker(OWN_FILE, "uses function_directory of something else", node)
                return
            findings.needs_folder = True
            join = source.parents[node]
            if is_join_of(join, node):
                findings.want(cls, join, put_in)
            else:
                findings.want(cls, node, appended)
                findings.imports.add("os")
