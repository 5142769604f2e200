"""The rules as a flake8 plug-in.

flake8 hands over one file at a time, perhaps in several processes, while most rules look at a whole app. So the app
root of the file is looked for, the app is checked once a process, and each file yields the findings that belong to it.
Findings in files that flake8 does not read (function.json, host.json, requirements.txt, …) belong to one Python file
of the app, always the same. This module imports nothing else of the package until a file of a function app turns up.
"""

from __future__ import annotations

import ast
import os
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from pystein_migrate import __version__

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .project import Project

# The rules of taste: codes that run only when selected. A test holds this against the registry.
OPINIONATED = ("PYS003", "PYS017", "PYS506", "PYS604", "PYS606", "PYS803", "PYS806")
DEFAULT_SCRIPT = "function_app.py"
Findings = dict[str, list[tuple[int, int, str]]]

_roots: dict[str, str] = {}
_findings: dict[tuple[str, str], Findings] = {}


class PysteinChecker:
    """What flake8 makes for every file: the file's syntax tree, its name and its lines."""

    name: ClassVar[str] = "pystein-migrate"
    version: ClassVar[str] = __version__
    script_name: ClassVar[str] = ""

    def __init__(self, tree: ast.AST, filename: str, lines: list[str]) -> None:
        self.filename = filename
        self.lines = lines

    @classmethod
    def add_options(cls, option_manager: Any) -> None:
        """Declare the plug-in's options to flake8."""
        option_manager.add_option(
            "--pystein-script-name",
            default="",
            parse_from_config=True,
            help="script of the decorator model, as PYTHON_SCRIPT_FILE_NAME says (default: local.settings.json, "
            "else function_app.py)",
        )
        option_manager.extend_default_ignore(list(OPINIONATED))

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        """Take over what the user chose."""
        cls.script_name = options.pystein_script_name

    def run(self) -> Iterator[tuple[int, int, str, type[PysteinChecker]]]:
        """The findings in this file: line, column from 0, text."""
        path = os.path.realpath(self.filename)
        root = app_root(os.path.dirname(path), self.script_name or DEFAULT_SCRIPT)
        if not root:
            return
        relative = os.path.relpath(path, root).replace(os.sep, "/")
        for line, column, text in self._findings(root, path, relative).get(relative, ()):
            yield line, column, text, type(self)

    def _findings(self, root: str, path: str, relative: str) -> Findings:
        text = "".join(self.lines)
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                is_on_disk = _plain(file.read()) == _plain(text)
        except (OSError, ValueError):
            is_on_disk = os.path.exists(path) and self.filename not in ("-", "stdin")
        if not is_on_disk:
            return find(root, self.script_name, {relative: text.encode()})
        key = (root, self.script_name)
        if key not in _findings:
            _findings[key] = find(root, self.script_name, {})
        return _findings[key]


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def app_root(folder: str, script: str) -> str:
    """The root of the function app that ``folder`` belongs to, or "".

    The nearest folder upwards with host.json, or that has ``folder`` as a function folder; else the nearest one with
    the script. A few ``stat`` calls for each new folder, so that files outside of function apps cost next to nothing.
    """
    if folder in _roots:
        return _roots[folder]
    chain: list[str] = []
    with_script = ""
    current, found = folder, ""
    while not found:
        chain.append(current)
        if os.path.exists(os.path.join(current, "host.json")):
            found = current
        elif os.path.exists(os.path.join(current, "function.json")):
            found = os.path.dirname(current)
        elif not with_script and os.path.exists(os.path.join(current, script)):
            with_script = current
        parent = os.path.dirname(current)
        if parent == current or os.path.exists(os.path.join(current, ".git")):
            break
        current = parent
    _roots[folder] = found or with_script
    return _roots[folder]


def find(root: str, script_name: str, overlay: dict[str, bytes]) -> Findings:
    """All findings in the app at ``root``, by the Python file that reports them."""
    from pathlib import Path

    from .project import Project
    from .registry import RULES, check_project

    project = Project.read(Path(root), overlay, script_name or None)
    found: Findings = {}
    for diagnostic in check_project(project, RULES):
        path, line, column, text = placed(project, diagnostic)
        found.setdefault(path, []).append((line, column, text))
    return found


def placed(project: Project, diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """Where flake8 shows a finding. What lies in another kind of file goes to the first line of a Python file: the
    function's own script for its function.json, else the app's script, else the first module."""
    start = diagnostic.start
    if diagnostic.path.endswith(".py"):
        return diagnostic.path, start.line, start.column - 1, f"{diagnostic.code} {diagnostic.message}"
    scripts = [function.script for function in project.app.functions if function.json_path == diagnostic.path]
    modules = sorted(project.app.modules(), key=lambda path: (path != project.script_name, path))
    home = next((path for path in [*scripts, *modules] if path in project.app.files), diagnostic.path)
    text = f"{diagnostic.code} {diagnostic.path}:{start.line}:{start.column}: {diagnostic.message}"
    return home, 1, 0, text
