"""Settings of the migration: ``[tool.pystein-migrate]`` of the nearest pyproject.toml that has that table."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pystein_migrate.model.options import ISOLATE_NOTED

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = "pystein-migrate"
LAYOUTS = ("single", "blueprints", "in-place")
BUNDLES = ("keep", "4")
# The linter reads its own table inside this one.
_OTHER_READERS = ("lint",)
_CHOICES = {"layout": LAYOUTS, "bundle": BUNDLES}
_KEYS = (*_CHOICES, "azure-functions", "exclude", "isolate", "keep-module-names")


class ConfigError(ValueError):
    """A settings file that cannot be used; the message starts with its place (``file:line:``)."""


@dataclass(frozen=True, slots=True)
class Config:
    """What one file says. ``folder`` is where it stands: the patterns of ``exclude`` are relative to that.

    None where the file is silent, so that the command line's defaults hold.
    """

    folder: Path
    layout: str | None = None
    azure_functions: str | None = None
    bundle: str | None = None
    exclude: tuple[str, ...] = ()
    isolate: frozenset[str] = frozenset()
    keep_module_names: bool = False

    def excludes(self, folder: Path) -> bool:
        """Whether ``folder`` (absolute), or one above it, matches a pattern of ``exclude`` (as in .gitignore)."""
        if not self.exclude or not folder.is_relative_to(self.folder):
            return False
        from pathspec import GitIgnoreSpec

        path = folder.relative_to(self.folder).as_posix()
        try:
            return path != "." and GitIgnoreSpec.from_lines(self.exclude).match_file(path + "/")
        except (ValueError, re.error) as error:
            raise ConfigError(f"{self.folder / 'pyproject.toml'}: exclude holds a bad pattern: {error}") from error


def find_config(folder: Path) -> Config:
    """The settings that hold in ``folder`` (absolute); empty ones where no file above has any.

    Raises :class:`ConfigError`.
    """
    for parent in (folder, *folder.parents):
        file = parent / "pyproject.toml"
        if file.is_file() and (config := _read(file)):
            return config
    return Config(folder)


def _read(file: Path) -> Config | None:
    try:
        text = file.read_text("utf-8-sig")
        document = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not valid UTF-8: {error.reason}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{_place_of(file, error)}: not valid TOML: {error}") from error
    tools = document.get("tool")
    table = tools.get(TABLE) if isinstance(tools, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: tool.{TABLE} must be a table")
    return _config(file, text, table)


def _config(file: Path, text: str, table: Mapping[str, Any]) -> Config:
    for key, value in table.items():
        if key in _OTHER_READERS:
            continue
        problem = _problem(key, value)
        if problem:
            raise ConfigError(f"{file}:{_line_of(text, key)}: {problem}")
    return Config(
        file.parent,
        table.get("layout"),
        table.get("azure-functions"),
        table.get("bundle"),
        tuple(table.get("exclude", ())),
        _isolated(table.get("isolate", False)),
        table.get("keep-module-names", False),
    )


def _isolated(value: bool | list[str]) -> frozenset[str]:
    if isinstance(value, list):
        return frozenset(value)
    return frozenset({ISOLATE_NOTED} if value else ())


def _problem(key: str, value: Any) -> str:
    if key not in _KEYS:
        return f'unknown setting "{key}"; known ones are {", ".join(sorted(_KEYS))}'
    if key == "isolate":
        right = isinstance(value, bool) or (isinstance(value, list) and all(isinstance(name, str) for name in value))
        return "" if right else "isolate must be true, or a list of function names"
    if key == "exclude":
        right = isinstance(value, list) and all(isinstance(pattern, str) for pattern in value)
        return "" if right else "exclude must be a list of patterns"
    if key == "keep-module-names":
        return "" if isinstance(value, bool) else f"{key} must be true or false"
    if not isinstance(value, str):
        return f'{key} must be a string, as in {key} = "{_CHOICES.get(key, ("1.26",))[0]}"'
    if key in _CHOICES and value not in _CHOICES[key]:
        return f'{key} must be one of {", ".join(_CHOICES[key])}, not "{value}"'
    return ""


def _line_of(text: str, key: str) -> int:
    """The line that sets ``key`` in our table (as far as the usual spelling goes), else that of the table, else 1."""
    inside, found = False, 1
    wanted = re.compile(rf"""\s*(?:tool\.{TABLE}\.)?["']?{re.escape(key)}["']?\s*[.=]""")
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+([^\]]*)\]", line)
        if header:
            name = re.sub(r"""["'\s]""", "", header.group(1))
            if name == f"tool.{TABLE}.{key}":
                return number
            inside = name in (f"tool.{TABLE}", "tool")
            found = number if inside and name != "tool" else found
        elif inside and wanted.match(line):
            return number
    return found


def _place_of(file: Path, error: Exception) -> str:
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"{file}:{place.group(1)}:{place.group(2)}" if place else str(file)
