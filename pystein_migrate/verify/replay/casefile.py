"""Cases in a YAML file: what ``--save-cases`` writes and ``--cases`` reads.

A list of entries ``function``, ``name``, ``trigger``, ``inputs`` (parameter to value), and optionally ``metadata`` and
``orchestration``. A value has one key that names its kind: ``string``, ``json`` (a JSON text), ``bytes`` (text),
``base64``, ``int``, ``double``, ``http``, ``collection_string`` or ``collection_bytes``; or it is null.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .cases import Case

KINDS = frozenset(
    {
        "string", "json", "bytes", "base64", "int", "double", "http",
        "collection_string", "collection_bytes", "collection_sint64",
    }
)  # fmt: skip
_KEYS = frozenset({"function", "name", "trigger", "inputs", "metadata", "orchestration"})


class CaseFileError(Exception):
    """A case file that cannot be used; the text names the file, the entry and what to do."""


def save_cases(cases: Iterable[Case], path: Path) -> None:
    """Write ``cases`` to ``path``. Raises :class:`CaseFileError`."""
    yaml = _yaml()
    entries = []
    for case in cases:
        entry: dict[str, Any] = {
            "function": case.function,
            "name": case.name,
            "trigger": case.trigger,
            "inputs": dict(case.inputs),
        }
        if case.metadata:
            entry["metadata"] = dict(case.metadata)
        if case.orchestration:
            entry["orchestration"] = case.orchestration
        entries.append(entry)
    try:
        # Through JSON: equal values become separate ones, which YAML would write as anchors and references.
        plain = json.loads(json.dumps(entries))
        path.write_text(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=120), "utf-8")
    except OSError as error:
        raise CaseFileError(f"{path}: cannot be written: {error.strerror or error}") from error


def load_cases(path: Path) -> list[Case]:
    """The cases in ``path``. Raises :class:`CaseFileError`."""
    yaml = _yaml()
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise CaseFileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CaseFileError(f"{path}: not a YAML file: {error}") from error
    if not isinstance(entries, list):
        raise CaseFileError(f"{path}: must hold a list of cases; --save-cases writes one to start from")
    return [_case(path, number, entry) for number, entry in enumerate(entries, 1)]


def _case(path: Path, number: int, entry: Any) -> Case:
    where = f"{path}: case {number}"
    if not isinstance(entry, dict):
        raise CaseFileError(f"{where}: must be a mapping with function, name, trigger and inputs")
    unknown = sorted(str(key) for key in entry.keys() - _KEYS)
    if unknown:
        raise CaseFileError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    for key in ("function", "name", "trigger"):
        if not isinstance(entry.get(key), str):
            raise CaseFileError(f"{where}: {key!r} must be a text")
    return Case(
        entry["function"],
        entry["name"],
        entry["trigger"],
        _values(where, "inputs", entry.get("inputs")),
        _values(where, "metadata", entry.get("metadata")),
        entry.get("orchestration"),
    )


def _values(where: str, key: str, values: Any) -> dict[str, Mapping[str, Any]]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise CaseFileError(f"{where}: {key!r} must be a mapping from names to values")
    for name, value in values.items():
        if value is not None and (not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in KINDS):
            raise CaseFileError(f"{where}: {key} {name!r} must have one key of {', '.join(sorted(KINDS))}")
    return {str(name): value for name, value in values.items()}


def _yaml() -> Any:
    try:
        return importlib.import_module("yaml")
    except ImportError as error:
        raise CaseFileError("case files need PyYAML: pip install 'pystein-migrate[run]'") from error
