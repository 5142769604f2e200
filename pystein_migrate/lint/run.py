"""Linting all projects that the command line names, fixing them, and gathering what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pystein_migrate.apply.journal import app_folder, interrupted
from pystein_migrate.apply.writer import Recovered, recover
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import Diagnostic

from .catalogue import UNUSED_NOQA
from .checking import Checked, check_target, decode
from .finding import INVALID_SYNTAX, IO_ERROR, Finding, in_order, shown_path
from .fixing import Fixed, fix_target
from .formats import Report
from .noqa import with_noqa
from .options import Options
from .ruff_config import RuffConfig, find_ruff_config, with_external
from .summary import Applied
from .targets import LintTarget, find_targets
from .writing import RootChange


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, in order, with the sources of the files, and what it fixed (not yet written).

    ``recovered`` are interrupted runs that were taken back first, ``interrupted`` the roots of those that were not.
    """

    findings: tuple[Finding, ...]
    sources: Mapping[Path, bytes]
    fixed: tuple[Fixed, ...] = ()
    targets: tuple[LintTarget, ...] = ()
    recovered: tuple[tuple[Path, Recovered], ...] = ()
    interrupted: tuple[Path, ...] = ()

    def report(self, folder: Path, unsafe_fixes: bool) -> Report:
        """For the output formats."""
        texts = {file: source.text for file, data in self.sources.items() if (source := decode(file.name, data))}
        return Report(self.findings, texts, folder, unsafe_fixes)

    @property
    def changes(self) -> list[RootChange]:
        """What the fixes change."""
        return [RootChange(fixed.root, change) for fixed in self.fixed for change in fixed.changes]

    @property
    def fixed_count(self) -> int:
        """How many findings were fixed."""
        return sum(each.count for each in self.fixed)

    def applied(self, folder: Path) -> Applied:
        """The rules fixed, by file as seen from ``folder``."""
        by_file: dict[str, Counter[tuple[str, str]]] = {}
        for fixed in self.fixed:
            for (path, code, name), count in fixed.applied.items():
                by_file.setdefault(shown_path(fixed.root / path, folder), Counter())[code, name] += count
        return by_file


@dataclass(frozen=True, slots=True)
class LintJob:
    """One run: the paths asked for and whether to fix.

    ``overlay`` holds bytes that stand for files on disk. With ``whole_apps``, findings are shown for all of every app
    that one of the paths lies in. With ``recover``, runs on these apps that were interrupted are taken back first.
    """

    options: Options
    paths: tuple[Path, ...]
    fix: bool = False
    unsafe_fixes: bool = False
    overlay: Mapping[Path, bytes] = field(default_factory=dict)
    whole_apps: bool = False
    recover: bool = False


def run(job: LintJob) -> Outcome:
    """Lint what ``job`` names. Raises LintConfigError for settings that cannot be used, ApplyError as ``recover``."""
    missing = [path for path in job.paths if not path.exists() and path not in job.overlay]
    present = [path for path in job.paths if path not in missing]
    targets = find_targets(present, job.options.excludes, job.overlay, job.whole_apps)
    findings = [_missing(path) for path in missing]
    sources: dict[Path, bytes] = {}
    done = []
    recovered = [(target.root, run) for target in targets if job.recover and (run := recover(target.root))]
    for target in targets:
        fixed, contents = _lint(target, job)
        findings += fixed.remaining
        sources.update(_sources(target.root, fixed.remaining, contents))
        done.append(fixed)
    return Outcome(
        tuple(in_order(_once(findings))),
        sources,
        tuple(done),
        tuple(targets),
        tuple(recovered),
        tuple(target.root for target in targets if interrupted(app_folder(target.root))),
    )


def add_noqa(outcome: Outcome) -> tuple[list[RootChange], int, tuple[Finding, ...]]:
    """Comments that silence all findings in modules: the changes, how many lines they touch, the findings left over."""
    by_file: dict[Path, list[Finding]] = {}
    left = []
    for finding in outcome.findings:
        code = finding.diagnostic.code
        if finding.file.suffix == ".py" and code not in (INVALID_SYNTAX, IO_ERROR, UNUSED_NOQA.code):
            by_file.setdefault(finding.file, []).append(finding)
        else:
            left.append(finding)
    changes, lines = [], 0
    for file, findings in by_file.items():
        before = outcome.sources[file]
        source = decode(file.name, before)
        if source is not None:
            text, count = with_noqa(source.text, [each.diagnostic for each in findings])
            first = findings[0]
            changes.append(RootChange(first.root, FileChange(first.diagnostic.path, before, source.encode(text))))
            lines += count
    return changes, lines, tuple(left)


def ruff_configs_without_external(targets: Iterable[LintTarget]) -> list[RuffConfig]:
    """The ruff settings of the linted projects that make ruff remove this tool's codes from ``# noqa`` comments."""
    found: dict[Path, RuffConfig] = {}
    for target in targets:
        ruff = find_ruff_config(target.root)
        if ruff is not None and not ruff.keeps_noqa:
            found[ruff.file] = ruff
    return [found[file] for file in sorted(found)]


def ruff_change(ruff: RuffConfig, targets: Iterable[LintTarget]) -> RootChange:
    """The change that makes ruff keep this tool's codes: part of the app that the file lies in, else of its folder.

    Raises OSError, and LintConfigError for settings that cannot be extended.
    """
    inside = [target.root for target in targets if target.root in ruff.file.parents]
    root = max(inside, key=lambda root: len(root.parts), default=ruff.file.parent)
    before = ruff.file.read_bytes()
    path = ruff.file.relative_to(root).as_posix()
    return RootChange(root, FileChange(path, before, with_external(ruff.file, before)))


def _lint(target: LintTarget, job: LintJob) -> tuple[Fixed, Mapping[str, bytes]]:
    settings = job.options.settings_for(target.root)
    overlay = {
        file.relative_to(target.root).as_posix(): data
        for file, data in job.overlay.items()
        if target.root in file.parents
    }

    def check(changed: Mapping[str, bytes]) -> Checked:
        return check_target(target, settings, {**overlay, **changed})

    checked = check({})
    if not job.fix:
        return Fixed(target.root, remaining=checked.findings), checked.app.files
    fixed = fix_target(checked, target.root, check, job.unsafe_fixes, settings.may_fix)
    return fixed, {**checked.app.files, **{change.path: change.after or b"" for change in fixed.changes}}


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, though an app inside another one's folder has its files in both."""
    unique: dict[tuple[Path, str, Position, str], Finding] = {}
    for finding in findings:
        found = finding.diagnostic
        unique.setdefault((finding.file, found.code, found.start, found.message), finding)
    return list(unique.values())


def _sources(root: Path, findings: Iterable[Finding], contents: Mapping[str, bytes]) -> dict[Path, bytes]:
    """The files that findings are in or that their fixes would change."""
    paths = {each.diagnostic.path for each in findings}
    paths |= {edit.path for each in findings if each.diagnostic.fix for edit in each.diagnostic.fix.edits}
    return {root / path: contents[path] for path in paths if path in contents}


def _missing(path: Path) -> Finding:
    start = Position(1, 1)
    return Finding(
        path.parent, Diagnostic(IO_ERROR, "io-error", "No such file or directory", path.name, start, start, 1)
    )
