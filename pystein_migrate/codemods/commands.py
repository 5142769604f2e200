"""The codemods for libcst's own runner: ``python -m libcst.tool codemod pystein_migrate.codemods.commands.NAME FILE``.

NAME is that of a codemod's class (libcst wants ``--external`` before it). The runner gives a codemod one file and no
app, so each does what the file and its place below host.json show.
"""

from __future__ import annotations

from pathlib import Path

import libcst as cst
from libcst.codemod import CodemodCommand

from pystein_migrate.python.source import Source

from . import CODEMODS
from .base import Codemod, Subject


def __getattr__(name: str) -> type[CodemodCommand]:
    for codemod in CODEMODS:
        if codemod.__name__ == name:
            return _command(codemod)
    raise AttributeError(name)


def _command(codemod: type[Codemod]) -> type[CodemodCommand]:
    class Command(CodemodCommand):
        DESCRIPTION = codemod.__doc__ or codemod.name

        def transform_module_impl(self, tree: cst.Module) -> cst.Module:
            source = Source.read(_path_in_app(self.context.filename or ""), tree.code.encode())
            return cst.parse_module(codemod.applied(Subject(source)))

    Command.__name__ = codemod.__name__
    return Command


def _path_in_app(file: str) -> str:
    """``file`` relative to the folder of host.json above it; as it is where there is none."""
    path = Path(file).absolute()
    root = next((folder for folder in path.parents if (folder / "host.json").is_file()), None)
    return path.relative_to(root).as_posix() if root else file
