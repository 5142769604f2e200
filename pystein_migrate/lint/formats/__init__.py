"""Output formats of ``check``, field for field as ruff 0.17 prints them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pystein_migrate.lint.finding import Finding

TEXT_FORMATS = ("full", "concise", "grouped")
FORMATS = (
    *TEXT_FORMATS,
    "json",
    "json-lines",
    "junit",
    "github",
    "gitlab",
    "pylint",
    "rdjson",
    "azure",
    "sarif",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a format prints: findings in order, the text of their files, and from which folder paths are shown.

    ``texts`` has ``\\n`` line ends. ``unsafe_fixes`` tells which fixes carry the ``[*]`` mark.
    """

    findings: Sequence[Finding]
    texts: Mapping[Path, str]
    folder: Path
    unsafe_fixes: bool = False


def render(report: Report, output_format: str) -> str:
    """``report`` in ``output_format``, one of :data:`FORMATS`, without the summary lines of the text formats."""
    return _renderer(output_format)(report)


def _renderer(output_format: str) -> Callable[[Report], str]:
    if output_format == "full":
        from .full import render_full

        return render_full
    if output_format in ("json", "json-lines", "rdjson"):
        from . import structured

        return {
            "json": structured.render_json,
            "json-lines": structured.render_json_lines,
            "rdjson": structured.render_rdjson,
        }[output_format]
    if output_format == "sarif":
        from .sarif import render_sarif

        return render_sarif
    if output_format == "junit":
        from .junit import render_junit

        return render_junit
    from . import lines, platforms

    return {
        "concise": lines.render_concise,
        "grouped": lines.render_grouped,
        "pylint": lines.render_pylint,
        "github": platforms.render_github,
        "gitlab": platforms.render_gitlab,
        "azure": platforms.render_azure,
    }[output_format]
