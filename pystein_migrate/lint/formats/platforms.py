"""The formats that CI services read: GitHub Actions, GitLab code quality, Azure Pipelines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from pystein_migrate.lint.finding import Finding, shown_path

from . import Report
from .lines import spoken_code

_GITHUB_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render_github(report: Report) -> str:
    """Workflow commands that annotate the changed lines of a pull request."""
    return "".join(_github_line(finding, report) for finding in report.findings)


def render_gitlab(report: Report) -> str:
    """A GitLab code quality report; fingerprints stay the same while findings only move."""
    seen: Counter[str] = Counter()
    entries = [_gitlab_entry(finding, report, seen) for finding in report.findings]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def render_azure(report: Report) -> str:
    """Logging commands of Azure Pipelines."""
    return "".join(_azure_line(finding) for finding in report.findings)


def _github_line(finding: Finding, report: Report) -> str:
    found = finding.diagnostic
    # GitHub takes columns only where start and end are on one line.
    if found.start.line == found.end.line:
        place = (
            f"line={found.start.line},col={found.start.column},endLine={found.end.line},endColumn={found.end.column}"
        )
    else:
        place = f"line={found.start.line},endLine={found.end.line}"
    shown = shown_path(finding.file, report.folder)
    message = f"{shown}:{found.start.line}:{found.start.column}: {spoken_code(finding)} {found.message}"
    if found.fix:
        message += f"\n  help: {found.fix.message}"
    title, file = f"pystein-migrate ({found.code})", _github_data(str(finding.file)).replace(",", "%2C")
    return f"::{_GITHUB_COMMANDS[finding.severity]} title={title},file={file},{place}::{_github_data(message)}\n"


def _azure_line(finding: Finding) -> str:
    found, file = finding.diagnostic, _azure_value(str(finding.file))
    kind = "error" if finding.severity == "error" else "warning"
    place = f"sourcepath={file};linenumber={found.start.line};columnnumber={found.start.column}"
    return f"##vso[task.logissue type={kind};{place};code={found.code};]{_azure_data(found.message)}\n"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _azure_data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _azure_value(text: str) -> str:
    return _azure_data(text).replace(";", "%3B").replace("]", "%5D")


def _gitlab_entry(finding: Finding, report: Report, seen: Counter[str]) -> dict[str, Any]:
    found = finding.diagnostic
    path = shown_path(finding.file, report.folder)
    identity = f"{path}\0{found.code}\0{found.message}"
    seen[identity] += 1
    fingerprint = hashlib.sha256(f"{identity}\0{seen[identity]}".encode()).hexdigest()[:16]
    return {
        "check_name": found.code,
        "description": f"{found.code}: {found.message}",
        "severity": _GITLAB_SEVERITIES[finding.severity],
        "fingerprint": fingerprint,
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": found.start.line, "column": found.start.column},
                "end": {"line": found.end.line, "column": found.end.column},
            },
        },
    }
