"""The report as one JSON document, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pystein_migrate import __version__
from pystein_migrate.model.note import Note
from pystein_migrate.model.result import AppResult, FunctionResult

from .counts import count
from .places import shown


def render_json(results: Sequence[AppResult], base: Path) -> str:
    """All ``results`` as one document; roots are relative to ``base`` where they lie below it, files to the root."""
    counts = count(results)
    document = {
        "version": __version__,
        "summary": {
            "apps": len(results),
            "migrated": counts.apps["migrated"],
            "unchanged": counts.apps["unchanged"],
            "failed": counts.apps["failed"],
            "functions_merged": counts.functions["merged"],
            "functions_kept_in_place": counts.functions["kept-in-place"],
            "functions_failed": counts.functions["failed"],
            "functions_dropped": counts.functions["dropped"],
            "functions_verified": counts.verified,
            "functions_proven_by_running": counts.proofs["same"],
            "functions_accepted": counts.proofs["accepted"],
            "files_changed": counts.files,
        },
        "apps": [_app(result, base) for result in results],
    }
    # ASCII, as not every standard output can take all of Unicode.
    return json.dumps(document, indent=2) + "\n"


def _app(result: AppResult, base: Path) -> dict[str, Any]:
    return {
        "root": shown(result.root, base),
        "status": result.status,
        "layout": result.layout,
        "functions": [_function(function) for function in result.functions],
        "changes": [{"path": change.path, "action": change.action} for change in result.changes],
        "notes": [_note(note) for note in result.notes],
    }


def _function(result: FunctionResult) -> dict[str, Any]:
    function = {
        "name": result.function.name,
        "python_name": result.python_name,
        "status": result.status,
        "verified": result.verified,
        "notes": [_note(note) for note in result.notes],
    }
    if result.proof:
        function["run"] = asdict(result.proof)
    return function


def _note(note: Note) -> dict[str, Any]:
    return {
        "code": note.code,
        "severity": note.severity,
        "path": note.path,
        "line": note.position.line,
        "column": note.position.column,
        "message": note.message,
        "remedy": note.remedy,
    }
