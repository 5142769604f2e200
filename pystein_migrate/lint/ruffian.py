"""``pystein-ruffian``: the linter as a plug-in of ruffian, a wrapper that adds executables' findings to ruff's.

Ruffian (0.25) names the Python files to check as arguments, writes ``{"ruffian_version": …, "config": {…}}`` to
standard input, and reads a JSON list of violations from standard output. Exit code 0 says that the plug-in worked,
whatever it found; ruffian's own ``# ruffian: noqa`` comments come on top of ``# noqa``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from pystein_migrate.lint.formats.structured import finding_as_json
from pystein_migrate.read.walk import walk_files

from .finding import INVALID_SYNTAX, IO_ERROR, Finding, in_order
from .options import Options, rule_choice
from .run import LintJob, run
from .targets import LintTarget

_LISTS = ("select", "extend-select", "ignore")


def main() -> None:
    """The executable. Ends with exit code 2 and one line on standard error if it cannot work."""
    try:
        _answer(sys.argv[1:], sys.stdin, sys.stdout)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"pystein-ruffian: {error}\n")
        raise SystemExit(2) from None


def violations(files: Sequence[Path], config: Mapping[str, Any], folder: Path) -> list[dict[str, Any]]:
    """What ruffian is told about ``files`` (absolute): their findings, as ruff's JSON has them.

    Ruffian names Python files only, so the findings in an app's settings files come with its first module. Raises
    ValueError for a ``config`` or a settings file that cannot be used.
    """
    unknown = sorted(set(config) - set(_LISTS))
    if unknown:
        raise ValueError(f"unknown option `{unknown[0]}` in the plug-in's config; known are {', '.join(_LISTS)}")
    lists = {name: _strings(config.get(name, []), name) for name in _LISTS}
    choice = rule_choice(
        select=lists["select"], extend_select=lists["extend-select"], ignore=lists["ignore"], per_file_ignores=[]
    )
    options = Options(folder, choice, force_exclude=True)
    outcome = run(LintJob(options, tuple(files)))
    findings = [*outcome.findings, *_in_settings_files(outcome.targets, options)]
    # What ruff says itself is not said twice.
    own = [each for each in in_order(findings) if each.diagnostic.code not in (INVALID_SYNTAX, IO_ERROR)]
    return [_violation(each) for each in own]


def _in_settings_files(targets: Sequence[LintTarget], options: Options) -> list[Finding]:
    """Findings outside modules, of those apps whose first module was named."""
    led = []
    for target in targets:
        first = next((path for path in walk_files(target.root) if path.endswith(".py")), None)
        if target.only is None and first and target.root / first in target.wanted:
            led.append(target.root)
    found = run(LintJob(options, tuple(led))).findings if led else ()
    return [each for each in found if each.file.suffix != ".py" and each.root in led]


def _violation(finding: Finding) -> dict[str, Any]:
    entry = finding_as_json(finding)
    return {key: entry[key] for key in ("code", "message", "filename", "location", "end_location", "url", "fix")}


def _answer(arguments: Sequence[str], stdin: TextIO, stdout: TextIO) -> None:
    text = stdin.read()
    request = json.loads(text) if text.strip() else {}
    config = request.get("config") if isinstance(request, dict) else None
    if config is not None and not isinstance(config, dict):
        raise ValueError("the plug-in's config must be a table")
    folder = Path.cwd()
    files = [Path(os.path.normpath(folder / name)) for name in arguments]
    json.dump(violations(files, config or {}, folder), stdout, ensure_ascii=True)


def _strings(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"`{name}` in the plug-in's config must be a list of strings")
    return list(value)
