"""Rules that pass on what reading a function.json finds (:mod:`pystein_migrate.read.function_json`)."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note, NoteKind, Position

from .base import Rule
from .diagnostics import Diagnostic, Fix
from .examples import legacy
from .project import Project

HOST_READER = "azure-functions-host, HostFunctionMetadataProvider"
HTTP_LINES = """
{"type": "httpTrigger", "direction": "in", "name": "req"}
{"type": "http", "direction": "out", "name": "$return"}
"""
HTTP_MAIN = "def main(req: func.HttpRequest) -> func.HttpResponse:\n    return func.HttpResponse()\n"
GOOD_FOLDER = legacy(HTTP_LINES, HTTP_MAIN)


class NoteRule(Rule):
    """A rule that passes on notes of the reader."""

    notes: tuple[NoteKind, ...] = ()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.folders:
            for note in (*function.problems, *function.notes):
                if note.kind in self.notes:
                    end = Position(note.position.line, note.position.column + 1)
                    message = f"{function.name}: {note.message}"
                    fix = self.mended(project, function, note)
                    yield self.at(project, note.path, (note.position, end), message, fix)

    def mended(self, project: Project, function: Function, note: Note) -> Fix | None:
        """The fix for a note; none unless a rule knows better."""
        return None
