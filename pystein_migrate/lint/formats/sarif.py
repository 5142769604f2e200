"""SARIF 2.1.0, for GitHub code scanning and others; fixes included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pystein_migrate import __version__
from pystein_migrate.lint.catalogue import FAMILIES, rule_for
from pystein_migrate.lint.documentation import explanation
from pystein_migrate.lint.finding import DOCS_URL, Finding, rule_url
from pystein_migrate.model.note import Position
from pystein_rules.base import Rule
from pystein_rules.diagnostics import FileEdit, Fix

from . import Report

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(report: Report) -> str:
    """One run with its results and the rules they name."""
    rules = [
        rule for code in sorted({finding.diagnostic.code for finding in report.findings}) if (rule := rule_for(code))
    ]
    driver = {
        "informationUri": DOCS_URL,
        "name": "pystein-migrate",
        "rules": [_rule(rule) for rule in rules],
        "version": __version__,
    }
    run = {"results": [_result(finding) for finding in report.findings], "tool": {"driver": driver}}
    return json.dumps({"$schema": _SCHEMA, "runs": [run], "version": "2.1.0"}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "fullDescription": {"text": explanation(rule)},
        "help": {"text": rule.message},
        "helpUri": rule_url(rule.code, rule.name),
        "id": rule.code,
        "properties": {
            "id": rule.code,
            "kind": FAMILIES[rule.family],
            "name": rule.name,
            "problem.severity": rule.severity,
        },
        "shortDescription": {"text": rule.message},
    }


def _result(finding: Finding) -> dict[str, Any]:
    found = finding.diagnostic
    result: dict[str, Any] = {} if found.fix is None else {"fixes": [_fix(finding, found.fix)]}
    location = {"artifactLocation": _artifact(finding.file), "region": _region(found.start, found.end)}
    return {
        **result,
        "level": _LEVELS[finding.severity],
        "locations": [{"physicalLocation": location}],
        "message": {"text": found.message},
        "ruleId": found.code,
    }


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    by_path: dict[str, list[FileEdit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(finding.root / path),
            "replacements": [_replacement(edit) for edit in edits],
        }
        for path, edits in by_path.items()
    ]
    return {"artifactChanges": changes, "description": {"text": fix.message}}


def _replacement(edit: FileEdit) -> dict[str, Any]:
    replacement: dict[str, Any] = {"deletedRegion": _region(edit.start, edit.end)}
    if edit.content:
        replacement["insertedContent"] = {"text": edit.content}
    return replacement


def _artifact(file: Path) -> dict[str, str]:
    return {"uri": file.as_uri()}


def _region(start: Position, end: Position) -> dict[str, int]:
    return {"endColumn": end.column, "endLine": end.line, "startColumn": start.column, "startLine": start.line}
