"""Ruff's own settings: which files it leaves out, and whether it lets ``# noqa: PYS…`` comments live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pystein_migrate.text.decoding import decode_plain

from .config import LintConfigError, load_toml
from .selection import ALL

_NAMES = (".ruff.toml", "ruff.toml", "pyproject.toml")
_MAX_EXTENDS = 20


@dataclass(frozen=True, slots=True)
class RuffConfig:
    """The parts of a ruff settings file that matter here. ``silenced`` are patterns of files with all rules off."""

    file: Path
    exclude: tuple[str, ...]
    silenced: tuple[str, ...]
    external: tuple[str, ...]

    @property
    def keeps_noqa(self) -> bool:
        """Whether ruff leaves this tool's codes in ``# noqa`` comments alone (its ``lint.external``)."""
        return any("PYS".startswith(prefix) for prefix in self.external if prefix)


def find_ruff_config(folder: Path) -> RuffConfig | None:
    """The ruff settings for ``folder``: the nearest file at it or above it. Raises :class:`LintConfigError`."""
    for parent in (folder, *folder.parents):
        for name in _NAMES:
            file = parent / name
            if file.is_file() and (table := _ruff_table(file)) is not None:
                return _config(file, table)
    return None


def with_external(file: Path, data: bytes) -> bytes:
    """The bytes ``data`` of ruff's settings in ``file`` with "PYS" in ``lint.external``, all else as it is.

    Raises :class:`LintConfigError` where that is not a list.
    """
    import tomlkit

    source = decode_plain(data)
    document = tomlkit.parse(source.text)
    table: Any = document
    for key in ("tool", "ruff") if file.name == "pyproject.toml" else ():
        table = table[key]
    # Older files keep the linter's options at the top level; a second list under [lint] would hide the first.
    if "external" not in table:
        table = table.setdefault("lint", tomlkit.table())
    external = table.setdefault("external", tomlkit.array())
    if not isinstance(external, list):
        raise LintConfigError(f"{file}: `external` of ruff must be a list of strings")
    external.append("PYS")
    return source.encode(tomlkit.dumps(document))


def _ruff_table(file: Path) -> dict[str, Any] | None:
    document = load_toml(file)
    if file.name != "pyproject.toml":
        return document
    tool = document.get("tool")
    table = tool.get("ruff") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _config(file: Path, table: Mapping[str, Any]) -> RuffConfig:
    merged = _with_parents(file, table)
    lint = merged.get("lint")
    lint = {**merged, **(lint if isinstance(lint, dict) else {})}
    per_file = {**_mapping(lint, "per-file-ignores"), **_mapping(lint, "extend-per-file-ignores")}
    return RuffConfig(
        file=file,
        exclude=(*_strings(merged, "exclude"), *_strings(merged, "extend-exclude"), *_strings(lint, "exclude")),
        silenced=tuple(pattern for pattern, codes in per_file.items() if isinstance(codes, list) and ALL in codes),
        external=_strings(lint, "external"),
    )


def _with_parents(file: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    """``table`` over the settings that its ``extend`` names, as ruff lays them: a key here hides the one there."""
    merged = dict(table)
    for _ in range(_MAX_EXTENDS):
        parent = merged.pop("extend", None)
        if not isinstance(parent, str):
            break
        file = file.parent / Path(parent).expanduser()
        inherited = _ruff_table(file) or {}
        lint = {**_mapping(inherited, "lint"), **_mapping(merged, "lint")}
        merged = {**inherited, **merged, **({"lint": lint} if lint else {})}
        if "extend" not in inherited:
            break
        merged["extend"] = inherited["extend"]
    return merged


def _mapping(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _strings(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
