"""Code that looks at the frames of whoever runs it: names of functions, and module-level names by their text."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from .places import is_own_file
from .source import Source, once

# Attributes and functions by which the standard library gives frames and code objects away.
_FRAMES = frozenset(
    {
        "__code__", "__globals__", "_current_frames", "_getframe", "ag_code", "ag_frame", "co_name", "co_names",
        "co_qualname", "cr_code", "cr_frame", "currentframe", "f_back", "f_builtins", "f_code", "f_globals",
        "f_locals", "findCaller", "get_coro", "getclosurevars", "getframeinfo", "getinnerframes", "getmodule",
        "getouterframes", "gi_code", "gi_frame", "setprofile", "settrace", "tb_frame",
        "TracebackException", "walk_stack", "walk_tb",
    }
)  # fmt: skip
# Stacks as lists; as text, which they are for once they were formatted, they are read by people only.
_STACKS = frozenset({"extract_stack", "extract_tb"})
_OF_INSPECT = frozenset({"stack", "trace"})
# Placeholders for the function and the file: in the three styles of logging.Formatter, and in those of loguru.
_ORIGIN = re.compile(r"(%\(|\{|\$\{?)(funcName|module|filename|pathname)\b")
_OF_LOGURU = re.compile(r"\{(function|module|file)\b")
_IS_FORMAT = re.compile(r"(%\(|\{|\$\{?)(message|asctime|levelname|lineno)\b|%\(|funcName")
_ORIGIN_FIELDS = frozenset({"funcName", "FUNC_NAME"})  # of a log record, and of structlog
_FILE_FIELDS = frozenset({"module", "filename", "pathname"})  # of a log record, and of much else
_OF_RECORDS = frozenset({"makeRecord", "makeLogRecord", "setLogRecordFactory"})
_WHOLE_PROCESS = frozenset({"dictConfig", "fileConfig"})


@once
def frame_reader(source: Source) -> ast.AST | None:
    """The first place of ``source`` that gets hold of a frame, a code object or a module that it has no name for."""
    formats = "format_list" in source.text
    imported = (alias for node in source.nodes_of(ast.Import) for alias in node.names)
    inspects = {alias.asname or alias.name for alias in imported if alias.name == "inspect"}
    for node in source.nodes_of(ast.Attribute, ast.ImportFrom, ast.Constant, ast.Subscript):
        is_stack = not formats and isinstance(node, ast.Attribute) and node.attr in _STACKS
        if (is_stack or _reads_frames(node, inspects) or _looks_module_up(node)) and not _is_for_own_file(source, node):
            return node
    return None


@once
def origin_format(source: Source) -> ast.AST | None:
    """The first place of ``source`` that has log records show in which function or file they were made."""
    for node in source.nodes_of(ast.Attribute, ast.Constant, ast.FunctionDef):
        if isinstance(node, ast.FunctionDef):
            if node.name in _OF_RECORDS:
                return node
            continue
        if isinstance(node, ast.Attribute) and (node.attr in _ORIGIN_FIELDS or _is_file_of_record(node)):
            return node
        text = node.value if isinstance(node, ast.Constant) else None
        if _shows_records(node, source):
            return node
        if isinstance(text, str) and (_shows_origin(text) or ("loguru" in source.text and _OF_LOGURU.search(text))):
            return node
    return None


def _shows_records(node: ast.AST, source: Source) -> bool:
    """Whether records of logs are made or looked at as a whole, or asked for a function by its field's name."""
    if isinstance(node, ast.Constant):
        return node.value in _ORIGIN_FIELDS
    is_whole = isinstance(node, ast.Attribute) and node.attr in _OF_RECORDS
    return is_whole or (
        isinstance(node, ast.Attribute)
        and node.attr == "__dict__"
        and isinstance(node.value, ast.Name)
        and node.value.id in ("record", "rec", "log_record", "r")
        and "logging" in source.text
    )


def has_origin_format(data: bytes) -> bool:
    """The same of the bytes of a settings file that a logging configuration may be read from."""
    return any(map(_shows_origin, data.decode("utf-8", "replace").splitlines()))


def _shows_origin(text: str) -> bool:
    return _ORIGIN.search(text) is not None and _IS_FORMAT.search(text) is not None


def _is_file_of_record(node: ast.Attribute) -> bool:
    return node.attr in _FILE_FIELDS and isinstance(node.value, ast.Name) and node.value.id == "record"


@once
def configures_all_logs(source: Source) -> bool:
    """Whether ``source`` configures the root logger, and with it what all modules log."""
    for node in source.nodes_of(ast.Call, ast.Attribute):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _WHOLE_PROCESS or (name == "getLogger" and not node.args) or _is_forced(node):
                return True
        elif node.attr == "root":
            return True
    return False


def _is_for_own_file(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` is part of what asks for the file that it stands in."""
    part: ast.AST | None = node
    while isinstance(part, ast.expr):
        if is_own_file(source, part):
            return True
        part = source.parents.get(part)
    return False


def _looks_module_up(node: ast.AST) -> bool:
    """Whether ``node`` is ``sys.modules[…]`` of what is neither the module itself nor written there."""
    if not isinstance(node, ast.Subscript) or ast.unparse(node.value) != "sys.modules":
        return False
    key = node.slice
    return not (isinstance(key, ast.Constant) or (isinstance(key, ast.Name) and key.id == "__name__"))


def _is_forced(node: ast.Call) -> bool:
    return any(keyword.arg == "force" for keyword in node.keywords)


def _reads_frames(node: ast.AST, inspects: Collection[str]) -> bool:
    if isinstance(node, ast.Attribute):
        is_inspect = isinstance(node.value, ast.Name) and node.value.id in inspects
        return node.attr in _FRAMES or (is_inspect and node.attr in _OF_INSPECT)
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return bool(names & (_FRAMES | _STACKS)) or (node.module == "inspect" and bool(names & _OF_INSPECT))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in _FRAMES
