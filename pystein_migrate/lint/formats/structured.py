"""The JSON formats: json, json-lines, rdjson (of reviewdog)."""

from __future__ import annotations

import json
from typing import Any

from pystein_migrate.lint.finding import DOCS_URL, Finding
from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import FileEdit, Fix

from . import Report


def render_json(report: Report) -> str:
    """A list of objects."""
    return _dump([finding_as_json(finding) for finding in report.findings])


def render_json_lines(report: Report) -> str:
    """One object a line."""
    return "".join(
        json.dumps(finding_as_json(finding), ensure_ascii=False, separators=(",", ":")) + "\n"
        for finding in report.findings
    )


def render_rdjson(report: Report) -> str:
    """Reviewdog's diagnostic format, with fixes as suggestions."""
    return _dump(
        {
            "diagnostics": [_rdjson_entry(finding) for finding in report.findings],
            "severity": "WARNING",
            "source": {"name": "pystein-migrate", "url": DOCS_URL},
        }
    )


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One entry of ``--output-format json``; an edit of another file names it under "filename"."""
    found = finding.diagnostic
    return {
        "cell": None,
        "code": found.code,
        "end_location": _row_column(found.end),
        "filename": str(finding.file),
        "fix": _fix(finding, found.fix) if found.fix else None,
        "location": _row_column(found.start),
        "message": found.message,
        "name": found.name,
        "noqa_row": finding.noqa_line,
        "severity": finding.severity,
        "url": finding.url,
    }


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability,
        "edits": [_edit(finding, edit) for edit in fix.edits],
        "message": fix.message,
    }


def _edit(finding: Finding, edit: FileEdit) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "content": edit.content,
        "end_location": _row_column(edit.end),
        "location": _row_column(edit.start),
    }
    if edit.path != finding.diagnostic.path:
        entry["filename"] = str(finding.file_of(edit))
    return entry


def _rdjson_entry(finding: Finding) -> dict[str, Any]:
    found = finding.diagnostic
    entry: dict[str, Any] = {
        "code": {**({"url": finding.url} if finding.url else {}), "value": found.code},
        "location": {"path": str(finding.file), "range": _range(found.start, found.end)},
        "message": found.message,
    }
    suggestions = [
        {"range": _range(edit.start, edit.end), "text": edit.content}
        for edit in (found.fix.edits if found.fix else ())
        if edit.path == found.path
    ]
    return {**entry, "suggestions": suggestions} if suggestions else entry


def _row_column(position: Position) -> dict[str, int]:
    return {"column": position.column, "row": position.line}


def _range(start: Position, end: Position) -> dict[str, Any]:
    return {
        "end": {"column": end.column, "line": end.line},
        "start": {"column": start.column, "line": start.line},
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
