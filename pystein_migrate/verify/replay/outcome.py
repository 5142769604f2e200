"""What both trees did, made comparable and compared.

Only what belongs to the workers themselves is levelled out: module names as logger names, texts of the workers' own
errors, the places in tracebacks, memory addresses and the temporary folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t]+.*\n|\n)+")
# A place in a traceback, however deep in quotes: in a message, in JSON, in JSON within JSON.
_FILE_LINE = re.compile(r"""File (\\*")[^"\\]*\1, line \d+(?:, in [\w<>.]+)?""")
_THREAD = re.compile(r"\b(Thread|Task)-\d+")
_ENCODE_ERROR = re.compile(r"(unable to encode outgoing TypedData: unsupported type ).*?( for Python type)")
_KIND_ERROR = re.compile(r"(unsupported TypeData kind: )'?(\w+)'?")
_CALL_ERROR = re.compile(r"^(TypeError: )[\w.<>]+(\(\) (?:missing|takes|got|argument))")
# Code that moves to the app's root reaches what is there without going into its old folder first.
_DETOUR = re.compile(r"<app>/(?:[^/\s'\"]+/\.\./)+")
_MODULE_HINT = re.compile(r"__app__[\w.-]*|function_app")
MAX_SHOWN = 400

FIELDS = ("status", "exception", "return", "outputs", "logs", "calls", "stdout", "stderr")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: in which case, which field, and both values as text.

    ``hint`` explains a difference that comes with the models themselves.
    """

    case: str
    field: str
    legacy: str
    migrated: str
    hint: str = ""


def level(value: Any, root: str, temporary: str) -> Any:
    """``value`` without what differs from run to run; texts within lists and dicts too."""
    if isinstance(value, str):
        return _level_text(value, root, temporary)
    if isinstance(value, list):
        return [level(item, root, temporary) for item in value]
    if isinstance(value, dict):
        return {level(key, root, temporary): level(item, root, temporary) for key, item in value.items()}
    return value


def _level_text(text: str, root: str, temporary: str) -> str:
    for folder, name in ((temporary, "<tmp>"), (root, "<app>")):
        text = text.replace(folder, name).replace(json.dumps(folder)[1:-1], name)
    text = _ADDRESS.sub("0x…", text)
    text = text.replace("azure_functions_runtime_v1", "azure_functions_runtime")
    text = _TRACEBACK.sub("Traceback …\n", text)
    return _THREAD.sub(r"\1-N", _FILE_LINE.sub("File …", text))


def level_exception(text: str) -> str:
    """An exception's message without what the two worker libraries word differently, and without detours in paths."""
    text = _ENCODE_ERROR.sub(r"\1…\2", text)
    text = _KIND_ERROR.sub(r"\1\2", text)
    text = _DETOUR.sub("<app>/", text)
    return _CALL_ERROR.sub(r"\1…\2", text)


def reached_user_code(turn: dict[str, Any], root: str) -> bool:
    """Whether an invocation got as far as the app's own code."""
    if turn["status"] == "success" or turn["calls"] or turn["logs"]:
        return True
    text = turn.get("exception", "")
    if "unable to encode outgoing TypedData" in text or "without a $return binding" in text:
        return True
    return root in turn.get("trace", "")


def compare_turns(case: str, legacy: list[dict[str, Any]], migrated: list[dict[str, Any]]) -> Iterator[Difference]:
    """Differences between the (levelled) invocations of one case; those of the first turn that differs."""
    several = len(legacy) > 1 or len(migrated) > 1
    for number, (before, after) in enumerate(zip(legacy, migrated, strict=False), 1):
        name = f"{case}, turn {number}" if several else case
        found = list(_compare_turn(name, before, after))
        if found:
            yield from found
            return
    if len(legacy) != len(migrated):
        yield Difference(case, "turns", str(len(legacy)), str(len(migrated)))


def _compare_turn(case: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for field in FIELDS:
        left, right = before.get(field), after.get(field)
        if field == "exception" and left and right:
            left, right = level_exception(left), level_exception(right)
        if field in ("return", "outputs"):
            left, right = _unfold(left), _unfold(right)
        if left != right:
            shown_left, shown_right = _shown_pair(left, right)
            yield Difference(case, field, shown_left, shown_right, _hint(left, right))


def _unfold(value: Any) -> Any:
    """JSON texts as what they mean, so that the order of keys made by a library does not matter to the eye."""
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("json"), str):
            try:
                return {"json": json.loads(value["json"])}
            except ValueError:
                return value
        return {key: _unfold(item) for key, item in value.items()}
    return value


def _shown_pair(left: Any, right: Any) -> tuple[str, str]:
    """Both values as short texts that differ within what is shown."""
    if isinstance(left, list) and isinstance(right, list):
        only_left = [item for item in left if item not in right]
        only_right = [item for item in right if item not in left]
        if only_left or only_right:
            return shown(only_left), shown(only_right)
    first, second = shown(left, None), shown(right, None)
    if len(first) <= MAX_SHOWN and len(second) <= MAX_SHOWN:
        return first, second
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    start = max(0, at - 60)
    return tuple(("…" if start else "") + text[start : start + MAX_SHOWN] for text in (first, second))  # type: ignore[return-value]


def shown(value: Any, limit: int | None = MAX_SHOWN) -> str:
    """A value as one line of text."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if limit is None or len(text) <= limit else text[: limit - 1] + "…"


def _hint(left: Any, right: Any) -> str:
    first, second = json.dumps(left), json.dumps(right)
    if _MODULE_HINT.sub("…", first) == _MODULE_HINT.sub("…", second):
        return "the same but for the name of the module, which is another one in the decorator model"
    return ""
