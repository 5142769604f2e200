"""The command line and the settings files together: how each project is linted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .catalogue import CODES, DEFAULT_CODES
from .checking import Settings
from .config import LintConfig, LintConfigError, find_config, read_config
from .globs import FilePattern
from .ruff_config import RuffConfig, find_ruff_config
from .selection import ALL, RuleChoice, check_selectors, chosen_codes, split_selectors


@dataclass(frozen=True)
class Options:
    """What the command line says about linting. None where it says nothing.

    ``folder`` is where the command runs: patterns of the command line are relative to it.
    """

    folder: Path
    rules: RuleChoice = field(default_factory=RuleChoice)
    exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None
    ignore_noqa: bool = False
    use_ruff_config: bool | None = None
    config: Path | None = None
    isolated: bool = False
    script_name: str | None = None

    @cached_property
    def _found(self) -> dict[Path, LintConfig]:
        return {}

    @cached_property
    def _settings(self) -> dict[tuple[Path, Path | None], Settings]:
        return {}

    def config_for(self, folder: Path) -> LintConfig:
        """The settings file that holds for ``folder``: the one named by --config, else the nearest."""
        if self.isolated:
            return LintConfig(self.folder)
        if self.config is not None:
            folder = self.config.parent
        if folder not in self._found:
            self._found[folder] = self._named() or find_config(folder, CODES) or LintConfig(Path(folder.anchor))
        return self._found[folder]

    def _named(self) -> LintConfig | None:
        if self.config is None:
            return None
        config = read_config(self.config, CODES)
        if config is None:
            raise LintConfigError(
                f"{self.config}: no table `tool.pystein-migrate.lint` (`lint` outside pyproject.toml)"
            )
        return config

    def settings_for(self, folder: Path) -> Settings:
        """How the project at ``folder`` is linted. Raises LintConfigError."""
        config = self.config_for(folder)
        follow_ruff = _either(self.use_ruff_config, config.use_ruff_config)
        ruff = find_ruff_config(folder) if follow_ruff else None
        key = config.folder, ruff.file if ruff else None
        if key not in self._settings:
            self._settings[key] = self._merged(config, ruff)
        return self._settings[key]

    def excludes(self, file: Path, asked: Path) -> bool:
        """Whether ``file``, reached through the path ``asked``, is left out."""
        return self.settings_for(file.parent).excludes(file, asked)

    def _merged(self, config: LintConfig, ruff: RuffConfig | None) -> Settings:
        exclude = [FilePattern(pattern, config.folder) for pattern in config.exclude]
        exclude += [FilePattern(pattern, self.folder) for pattern in self.exclude]
        per_file = _per_file(config.rules.per_file_ignores, config.folder)
        per_file += _per_file(self.rules.per_file_ignores, self.folder)
        if ruff is not None:
            exclude += [FilePattern(pattern, ruff.file.parent) for pattern in ruff.exclude]
            per_file += [(FilePattern(pattern, ruff.file.parent), (ALL,)) for pattern in ruff.silenced]
        fixable = self.rules.fixable if self.rules.fixable is not None else config.rules.fixable
        return Settings(
            codes=chosen_codes(CODES, DEFAULT_CODES, (config.rules, self.rules)),
            per_file_ignores=tuple(per_file),
            exclude=tuple(exclude),
            force_exclude=_either(self.force_exclude, config.force_exclude),
            script_name=self.script_name or config.script_name,
            ignore_noqa=self.ignore_noqa,
            fixable=None if fixable is None else tuple(fixable),
            unfixable=(*config.rules.unfixable, *self.rules.unfixable),
        )


def rule_choice(
    *,
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
    per_file_ignores: Sequence[str],
    fixable: Sequence[str] = (),
    unfixable: Sequence[str] = (),
) -> RuleChoice:
    """The command line's word on rules; every value may be a comma-separated list.

    Raises UnknownSelectorError for a code that no rule has, ValueError for a mapping without a colon.
    """
    lists = [split_selectors(values) for values in (select, extend_select, ignore, fixable, unfixable)]
    for name, values in zip(("select", "extend-select", "ignore", "fixable", "unfixable"), lists, strict=True):
        check_selectors(values, CODES, f"`--{name}`")
    mapping: dict[str, list[str]] = {}
    for pair in split_selectors(per_file_ignores):
        pattern, colon, code = pair.rpartition(":")
        if not colon:
            raise ValueError(f"`--per-file-ignores` takes PATTERN:CODE, not {pair!r}")
        check_selectors([code], CODES, "`--per-file-ignores`")
        mapping.setdefault(pattern, []).append(code)
    return RuleChoice(
        select=lists[0] or None,
        extend_select=lists[1],
        ignore=lists[2] or None,
        fixable=lists[3] or None,
        unfixable=lists[4],
        per_file_ignores=mapping,
    )


def _per_file(mapping: Mapping[str, Sequence[str]], folder: Path) -> list[tuple[FilePattern, tuple[str, ...]]]:
    return [(FilePattern(pattern, folder), tuple(codes)) for pattern, codes in mapping.items()]


def _either(command_line: bool | None, file: bool | None) -> bool:
    return bool(file) if command_line is None else command_line
