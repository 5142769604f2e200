"""An app with its modules parsed, as static checks ask for it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.source import Source
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.text.decoding import UndecodableError, decode_python


@dataclass(frozen=True, slots=True)
class ParsedApp:
    """An app with the syntax trees of its modules. ``unparsed`` is what is wrong with a script that has none."""

    app: App
    trees: Mapping[str, ast.Module]
    unparsed: tuple[Note, ...] = ()

    @classmethod
    def of(cls, app: App, known: Mapping[str, ast.Module] | None = None, written: Source | None = None) -> ParsedApp:
        """``app`` with its modules parsed but those whose tree is ``known``, and what is as it was ``written``."""
        trees, problems = dict(known or {}), []
        for path, data in app.modules().items():
            if path in trees:
                continue
            try:
                text = decode_python(data).text
                as_written = written is not None and (written.path, written.text) == (path, text)
                trees[path] = written.tree if written is not None and as_written else ast.parse(text)
            except UndecodableError as error:
                problems.append(unindexed(path, f"cannot be read: {error}", error.line))
            except (SyntaxError, ValueError, RecursionError) as error:
                line = getattr(error, "lineno", None) or 1
                problems.append(unindexed(path, f"cannot be parsed: {getattr(error, 'msg', error)}", line))
        # A file that no function uses may be anything; what the script needs shows up as an import that fails.
        return cls(app, trees, tuple(problem for problem in problems if problem.path == app.script_name))

    def decorated(self) -> DecoratedApp:
        """What the app says in decorators."""
        return read_decorated(self.trees, self.app.script_name, installed_version(self.app))


def unindexed(path: str, message: str, line: int = 1) -> Note:
    """A note on what makes the worker index nothing of an app."""
    return notes.APP_NOT_INDEXED.at(path, Position(line, 1), message=message)
