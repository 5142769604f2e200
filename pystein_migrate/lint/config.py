"""Settings of the linter: ``[tool.pystein-migrate.lint]`` of pyproject.toml, or ``[lint]`` of pystein-migrate.toml."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from .formats import FORMATS
from .selection import RuleChoice, UnknownSelectorError, check_selectors

OWN_FILE = "pystein-migrate.toml"


class LintConfigError(ValueError):
    """A settings file that cannot be used; the message names the file and what to change."""


@dataclass(frozen=True, slots=True)
class LintConfig:
    """What one settings file says. ``folder`` is where it stands; patterns in it are relative to that.

    Options that the file leaves out are None, so that the command line's defaults hold.
    """

    folder: Path
    rules: RuleChoice = field(default_factory=RuleChoice)
    exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None
    fix: bool | None = None
    allow_dirty: bool | None = None
    unsafe_fixes: bool | None = None
    show_fixes: bool | None = None
    output_format: str | None = None
    script_name: str | None = None
    use_ruff_config: bool | None = None


def load_toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises :class:`LintConfigError`."""
    try:
        document: dict[str, Any] = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise LintConfigError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise LintConfigError(f"{file}: not valid UTF-8: {error.reason}") from error
    except tomllib.TOMLDecodeError as error:
        raise LintConfigError(f"{file}: not valid TOML: {error}") from error
    return document


def find_config(folder: Path, codes: tuple[str, ...]) -> LintConfig | None:
    """The settings nearest to ``folder``, at it or above it; ``codes`` are the rule codes that exist."""
    for parent in (folder, *folder.parents):
        for name in (OWN_FILE, "pyproject.toml"):
            if (parent / name).is_file() and (config := read_config(parent / name, codes)):
                return config
    return None


def read_config(file: Path, codes: tuple[str, ...]) -> LintConfig | None:
    """The settings in ``file``, or None where it has none for the linter. Raises :class:`LintConfigError`."""
    document = load_toml(file)
    if file.name == "pyproject.toml":
        document = _table(_table(document, "tool", file), "pystein-migrate", file)
    if "lint" not in document:
        return None
    return _config(_table(document, "lint", file), file, codes)


def _table(document: Mapping[str, Any], key: str, file: Path) -> dict[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        raise LintConfigError(f"{file}: `{key}` must be a table")
    return table


def _config(table: Mapping[str, Any], file: Path, codes: tuple[str, ...]) -> LintConfig:
    unknown = sorted(set(table) - set(_READERS))
    if unknown:
        known = ", ".join(sorted(_READERS))
        raise LintConfigError(f"{file}: unknown option `{unknown[0]}` of the linter; known are {known}")
    values = {key: _READERS[key](value, f"{file}: `{key}`") for key, value in table.items()}
    per_file = {**values.get("per-file-ignores", {})}
    for pattern, selectors in values.get("extend-per-file-ignores", {}).items():
        per_file[pattern] = (*per_file.get(pattern, ()), *selectors)
    try:
        for key in ("select", "extend-select", "ignore", "fixable", "unfixable"):
            check_selectors(values.get(key, ()), codes, f"`{key}` of {file}")
        for pattern, selectors in per_file.items():
            check_selectors(selectors, codes, f"`per-file-ignores` for {pattern!r} of {file}")
    except UnknownSelectorError as error:
        raise LintConfigError(str(error)) from error
    return LintConfig(
        folder=file.parent,
        rules=RuleChoice(
            select=values.get("select"),
            extend_select=values.get("extend-select", ()),
            ignore=values.get("ignore"),
            fixable=values.get("fixable"),
            unfixable=values.get("unfixable", ()),
            per_file_ignores=per_file,
        ),
        exclude=(*values.get("exclude", ()), *values.get("extend-exclude", ())),
        force_exclude=values.get("force-exclude"),
        fix=values.get("fix"),
        allow_dirty=values.get("allow-dirty"),
        unsafe_fixes=values.get("unsafe-fixes"),
        show_fixes=values.get("show-fixes"),
        output_format=values.get("output-format"),
        script_name=values.get("script-name"),
        use_ruff_config=values.get("use-ruff-config"),
    )


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LintConfigError(f"{where} must be a list of strings")
    return tuple(value)


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise LintConfigError(f"{where} must be true or false")
    return value


def _string(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise LintConfigError(f"{where} must be a string")
    return value


def _output_format(value: object, where: str) -> str:
    if value not in FORMATS:
        raise LintConfigError(f"{where} must be one of {', '.join(FORMATS)}")
    return str(value)


def _patterns(value: object, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise LintConfigError(f"{where} must be a table of file patterns")
    return {pattern: _strings(selectors, f"{where} for {pattern!r}") for pattern, selectors in value.items()}


_READERS: dict[str, Callable[[object, str], Any]] = {
    "select": _strings,
    "extend-select": _strings,
    "ignore": _strings,
    "fixable": _strings,
    "unfixable": _strings,
    "per-file-ignores": _patterns,
    "extend-per-file-ignores": _patterns,
    "exclude": _strings,
    "extend-exclude": _strings,
    "force-exclude": _flag,
    "fix": _flag,
    "allow-dirty": _flag,
    "unsafe-fixes": _flag,
    "show-fixes": _flag,
    "output-format": _output_format,
    "script-name": _string,
    "use-ruff-config": _flag,
}
