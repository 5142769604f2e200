"""Code that looks at the frames of whoever runs it: names of functions, and module-level names by their text."""

from __future__ import annotations

import ast
import re

from .source import Source, once

# Attributes and functions by which the standard library gives frames and code objects away.
_FRAMES = frozenset(
    {
        "_current_frames", "_getframe", "__code__", "__globals__", "ag_frame", "co_name", "co_names", "co_qualname",
        "cr_frame", "currentframe", "extract_stack", "extract_tb", "f_back", "f_builtins", "f_code", "f_globals",
        "f_locals", "findCaller", "format_stack", "getframeinfo", "getinnerframes", "getouterframes", "gi_frame",
        "print_stack", "setprofile", "settrace", "tb_frame", "walk_stack", "walk_tb",
    }
)  # fmt: skip
_OF_INSPECT = frozenset({"stack", "trace"})
# Placeholders for the function's name, in the three styles of logging.Formatter.
_FUNCTION_NAME = re.compile(r"%\(funcName\)|\{funcName|\$\{?funcName")
_WHOLE_PROCESS = frozenset({"dictConfig", "fileConfig"})


@once
def frame_reader(source: Source) -> ast.AST | None:
    """The first place of ``source`` that gets hold of a frame or a code object."""
    return next((node for node in source.nodes if _reads_frames(node)), None)


@once
def function_name_format(source: Source) -> ast.AST | None:
    """The first place of ``source`` that has log records show in which function they were made."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "funcName":
            return node
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _FUNCTION_NAME.search(node.value):
            return node
    return None


@once
def configures_all_logs(source: Source) -> bool:
    """Whether ``source`` configures the root logger, and with it what all modules log."""
    for node in source.nodes:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _WHOLE_PROCESS or (name == "getLogger" and not node.args) or _is_forced(node):
                return True
        elif isinstance(node, ast.Attribute) and node.attr == "root":
            return True
    return False


def _is_forced(node: ast.Call) -> bool:
    return any(keyword.arg == "force" for keyword in node.keywords)


def _reads_frames(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        is_inspect = isinstance(node.value, ast.Name) and node.value.id == "inspect"
        return node.attr in _FRAMES or (is_inspect and node.attr in _OF_INSPECT)
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return bool(names & _FRAMES) or (node.module == "inspect" and bool(names & _OF_INSPECT))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in _FRAMES
