"""A diagnostic with the place on disk it belongs to: what selection, suppression and the output formats work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pystein_migrate.model.note import Severity
from pystein_rules.diagnostics import Applicability, Diagnostic, FileEdit, Fix

from .catalogue import severity

INVALID_SYNTAX = "invalid-syntax"
IO_ERROR = "E902"
DOCS_URL = "https://github.com/pystein-migrate/pystein-migrate/blob/main/docs/rules.md"


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic of the app at ``root`` (absolute). ``diagnostic.path`` is relative to it."""

    root: Path
    diagnostic: Diagnostic

    @property
    def file(self) -> Path:
        """The absolute path of the file that the finding is in."""
        return self.root / self.diagnostic.path

    def file_of(self, edit: FileEdit) -> Path:
        """The absolute path of the file that ``edit`` changes."""
        return self.root / edit.path

    @property
    def url(self) -> str | None:
        """Where the rule is explained; None for what is no rule's finding."""
        found = self.diagnostic
        return None if found.code in (INVALID_SYNTAX, IO_ERROR) else rule_url(found.code, found.name)

    @property
    def severity(self) -> Severity:
        """How bad it is, as its rule has it."""
        return severity(self.diagnostic.code)

    @property
    def noqa_line(self) -> int | None:
        """The line whose comment can silence the finding; None where no comment can."""
        return None if self.diagnostic.code in (INVALID_SYNTAX, IO_ERROR) else self.diagnostic.noqa_line


def rule_url(code: str, name: str) -> str:
    """The address of a rule's section in docs/rules.md (the anchor of its heading ``name (CODE)``)."""
    return f"{DOCS_URL}#{name}-{code.lower()}"


def applies(fix: Fix | None, unsafe_fixes: bool) -> bool:
    """Whether ``--fix`` (with ``--unsafe-fixes`` or without) would apply ``fix``."""
    accepted: tuple[Applicability, ...] = ("safe", "unsafe") if unsafe_fixes else ("safe",)
    return fix is not None and fix.applicability in accepted


def shown_path(file: Path, folder: Path) -> str:
    """``file`` as a person in ``folder`` would write it: relative below it, else absolute. Forward slashes."""
    try:
        return file.relative_to(folder).as_posix()
    except ValueError:
        return file.as_posix()


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by file, place and code."""
    return sorted(
        findings,
        key=lambda each: (each.file.as_posix(), each.diagnostic.start, each.diagnostic.code, each.diagnostic.message),
    )
