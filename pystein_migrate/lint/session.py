"""One call of ``check``: what it prints, writes and exits with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pystein_migrate.lint.formats.color import colored

from . import summary
from .config import LintConfigError
from .finding import shown_path
from .fixing import diff_of
from .formats import TEXT_FORMATS, render
from .options import Options
from .ruff_config import RuffConfig
from .run import LintJob, Outcome, add_noqa, ruff_change, ruff_configs_without_external, run
from .writing import RootChange, write_changes

STDIN = Path("-")
_STDIN_NAME = Path("stdin.py")


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What the user asked ``check`` for, the settings file's defaults filled in."""

    options: Options
    paths: tuple[Path, ...]
    output_format: str = "full"
    output_file: Path | None = None
    stdin_filename: Path | None = None
    whole_apps: bool = False
    fix: bool = False
    fix_only: bool = False
    allow_dirty: bool = False
    diff: bool = False
    unsafe_fixes: bool = False
    show_fixes: bool = False
    add_noqa: bool = False
    fix_ruff_config: bool = False
    statistics: bool = False
    quiet: bool = False
    exit_zero: bool = False
    exit_non_zero_on_fix: bool = False

    @property
    def folder(self) -> Path:
        """Where the command runs; paths are shown relative to it."""
        return self.options.folder

    @property
    def from_stdin(self) -> bool:
        """Whether the text to lint comes from standard input."""
        return STDIN in self.paths

    def job(self) -> LintJob:
        """The run that this request asks for; reads standard input if that is named."""
        fix = self.fix or self.fix_only or self.diff
        if self.from_stdin:
            file = (self.folder / (self.stdin_filename or _STDIN_NAME)).absolute()
            return LintJob(self.options, (file,), fix, self.unsafe_fixes, {file: sys.stdin.buffer.read()})
        paths = tuple(_absolute(self.folder, path) for path in self.paths)
        in_place = not self.diff and (fix or self.add_noqa or self.fix_ruff_config)
        return LintJob(self.options, paths, fix, self.unsafe_fixes, whole_apps=self.whole_apps, recover=in_place)


def perform(request: CheckRequest) -> int:
    """Lint, print, write; returns the exit code. Raises LintConfigError (a ValueError), ApplyError and OSError."""
    if request.statistics and request.output_format not in (*TEXT_FORMATS, "json"):
        raise LintConfigError(f"--statistics cannot be printed as {request.output_format}: use a text format or json")
    if request.add_noqa and request.from_stdin:
        raise LintConfigError("--add-noqa writes to files: it cannot be used with standard input")
    job = request.job()
    outcome = run(job)
    _tell_of_interruptions(request, outcome)
    if request.add_noqa:
        return _add_noqa(request, outcome)
    if not outcome.targets and not outcome.findings:
        _warn(request, "no function app found under the given path(s)")
    if request.diff:
        return _diff(request, outcome)
    lacking = _lacking(request, outcome)
    _write(request, job, outcome, [ruff_change(ruff, outcome.targets) for ruff in lacking if request.fix_ruff_config])
    _report(request, outcome)
    _tell_of_ruff(request, lacking)
    failed = bool(outcome.findings) and not request.fix_only
    changed = request.exit_non_zero_on_fix and outcome.fixed_count > 0
    return int((failed or changed) and not request.exit_zero)


def emit(text: str, stream: str = "stdout") -> None:
    """Print ``text`` as it is; characters that the terminal's encoding lacks are escaped."""
    target = sys.stdout if stream == "stdout" else sys.stderr
    encoding = target.encoding or "utf-8"
    target.write(text.encode(encoding, "backslashreplace").decode(encoding))
    target.flush()


def _tell_of_interruptions(request: CheckRequest, outcome: Outcome) -> None:
    for root, taken_back in outcome.recovered:
        what = f"an interrupted run ({taken_back.command}) was taken back first: {len(taken_back.paths)} files"
        _warn(request, f"{shown_path(root, request.folder)}: {what}")
    for root in outcome.interrupted:
        shown = shown_path(root, request.folder)
        _warn(request, f"{shown}: a run on it was interrupted, so its files are not as they should be: use `undo`")


def _add_noqa(request: CheckRequest, outcome: Outcome) -> int:
    changes, lines, left = add_noqa(outcome)
    write_changes(changes, "check --add-noqa", request.folder, allow_dirty=request.allow_dirty)
    if lines:
        emit(f"Added {lines} noqa {'directive' if lines == 1 else 'directives'}.\n", "stderr")
    if left:
        files = sorted({shown_path(each.file, request.folder) for each in left})
        _warn(request, f"no comment can silence the findings in {', '.join(files)}: use per-file-ignores")
    return 0


def _diff(request: CheckRequest, outcome: Outcome) -> int:
    text = "".join(diff_of(fixed, request.folder) for fixed in outcome.fixed)
    _put(request, text)
    line = summary.fixed_line(outcome.fixed_count, outcome.findings, request.unsafe_fixes, would=True)
    if not request.quiet:
        emit(line, "stderr")
    return int(bool(text) and not request.exit_zero)


def _write(request: CheckRequest, job: LintJob, outcome: Outcome, ruff_changes: list[RootChange]) -> None:
    """Write what was fixed, and ``ruff_changes``; what came from standard input goes to standard output."""
    changes = [*([] if request.from_stdin else outcome.changes), *ruff_changes]
    options = "".join([" --fix" if job.fix else "", " --fix-ruff-config" if request.fix_ruff_config else ""])
    write_changes(changes, f"check{options}", request.folder, allow_dirty=request.allow_dirty)
    if job.fix and request.from_stdin:
        ((file, data),) = job.overlay.items()
        fixed = next((each.change.after for each in outcome.changes if each.file == file), data)
        sys.stdout.flush()
        sys.stdout.buffer.write(fixed or b"")
        sys.stdout.buffer.flush()


def _report(request: CheckRequest, outcome: Outcome) -> None:
    text_format = request.output_format in TEXT_FORMATS
    if request.fix_only:
        line = summary.fixed_line(outcome.fixed_count, outcome.findings, request.unsafe_fixes, would=False)
        text = "" if request.quiet or not text_format else line
    elif request.statistics:
        text = summary.statistics(outcome.findings, request.unsafe_fixes, request.output_format)
    else:
        text = render(outcome.report(request.folder, request.unsafe_fixes), request.output_format)
        if text_format and request.output_file is None and _wants_color():
            text = colored(text, request.output_format)
        if text_format and not request.quiet:
            if request.show_fixes:
                text += summary.shown_fixes(outcome.applied(request.folder))
            text += summary.found_lines(outcome.findings, outcome.fixed_count, request.unsafe_fixes)
    if request.from_stdin and (request.fix or request.fix_only) and request.output_file is None:
        emit(text, "stderr")  # standard output holds the fixed text
    else:
        _put(request, text)


def _wants_color() -> bool:
    """Whether standard output shows colors: a terminal, unless the environment says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and (os.name != "nt" or "WT_SESSION" in os.environ)


def _put(request: CheckRequest, text: str) -> None:
    if request.output_file is None:
        emit(text)
    else:
        request.output_file.parent.mkdir(parents=True, exist_ok=True)
        request.output_file.write_text(text, "utf-8", newline="\n")


def _tell_of_ruff(request: CheckRequest, lacking: Iterable[RuffConfig]) -> None:
    """Say that ruff would remove ``# noqa: PYS…`` comments, or that its settings were mended."""
    for ruff in lacking:
        shown = shown_path(ruff.file, request.folder)
        if request.fix_ruff_config:
            emit(f'Added `external = ["PYS"]` to {shown}.\n', "stderr")
        else:
            message = (
                f'{shown} lets ruff (RUF102) remove `# noqa: PYS…` comments: add `external = ["PYS"]` to its `lint` '
                "settings, or run `pystein-migrate check --fix-ruff-config`"
            )
            _warn(request, message)


def _lacking(request: CheckRequest, outcome: Outcome) -> list[RuffConfig]:
    try:
        return ruff_configs_without_external(outcome.targets)
    except LintConfigError:
        if request.fix_ruff_config:
            raise
        return []


def _absolute(folder: Path, path: Path) -> Path:
    """``path`` from ``folder``, without ``.`` and ``..``; links stay, so that paths are shown as given."""
    return Path(os.path.normpath(folder / path))


def _warn(request: CheckRequest, message: str) -> None:
    if not request.quiet:
        emit(f"warning: {message}\n", "stderr")
