"""The formats that print one line a finding: concise, grouped, pylint."""

from __future__ import annotations

from itertools import groupby

from pystein_migrate.lint.finding import INVALID_SYNTAX, Finding, applies, shown_path

from . import Report


def render_concise(report: Report) -> str:
    """``path:line:column: CODE [*] message``."""
    return "".join(
        f"{_path(finding, report)}:{_place(finding)}: {headline(finding, report.unsafe_fixes)}\n"
        for finding in report.findings
    )


def render_grouped(report: Report) -> str:
    """One block a file, places aligned."""
    blocks = []
    for path, group in groupby(report.findings, key=lambda finding: _path(finding, report)):
        findings = list(group)
        rows = max(len(str(finding.diagnostic.start.line)) for finding in findings)
        columns = max(len(str(finding.diagnostic.start.column)) for finding in findings)
        entries = [_grouped_line(finding, rows, columns, report.unsafe_fixes) for finding in findings]
        blocks.append(f"{path}:\n{''.join(entries)}\n")
    return "".join(blocks)


def render_pylint(report: Report) -> str:
    """``path:line: [CODE] message``."""
    return "".join(
        f"{_path(finding, report)}:{finding.diagnostic.start.line}: "
        f"[{finding.diagnostic.code}] {finding.diagnostic.message}\n"
        for finding in report.findings
    )


def headline(finding: Finding, unsafe_fixes: bool) -> str:
    """``CODE [*] message``; the mark stands where ``--fix`` would apply the finding's fix."""
    mark = "[*] " if applies(finding.diagnostic.fix, unsafe_fixes) else ""
    return f"{spoken_code(finding)} {mark}{finding.diagnostic.message}"


def spoken_code(finding: Finding) -> str:
    """The code as it stands before a message: what is no rule's code takes a colon."""
    code = finding.diagnostic.code
    return f"{code}:" if code == INVALID_SYNTAX else code


def _grouped_line(finding: Finding, rows: int, columns: int, unsafe_fixes: bool) -> str:
    start = finding.diagnostic.start
    return f"  {start.line:>{rows}}:{start.column:<{columns}} {headline(finding, unsafe_fixes)}\n"


def _path(finding: Finding, report: Report) -> str:
    return shown_path(finding.file, report.folder)


def _place(finding: Finding) -> str:
    return f"{finding.diagnostic.start.line}:{finding.diagnostic.start.column}"
