"""What the templates of func leave in a function's folder: nobody uses it, so it goes with the script."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from pystein_migrate import notes
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.text.raw import RawText

from .context import Context

_SAMPLE, _README, _PACKAGE = "sample.dat", "readme.md", "__init__.py"
# azure-functions-templates: "The `TimerTrigger` makes it incredibly easy to have your functions executed ..."
_TEMPLATE = re.compile(r"\s*# .+ - (?:<b>)?Python\b.*\n[\s\S]*makes it incredibly easy to ")


def template_files(
    context: Context, functions: Collection[Function], gone: Collection[str]
) -> tuple[list[FileChange], list[Note]]:
    """Changes that remove what is left in the folders of ``functions``, where templates alone brought it, and a note.

    ``gone`` are the paths that are removed anyway.
    """
    changes = [change for function in functions for change in _left(context, function, gone)]
    number = len({posixpath.dirname(change.path) for change in changes})
    folders = "1 folder" if number == 1 else f"{number} folders"
    return changes, [notes.TEMPLATE_FILES.at("", folders=folders)] if changes else []


def _left(context: Context, function: Function, gone: Collection[str]) -> Iterator[FileChange]:
    app = context.app
    left = [path for path in app.paths if path.startswith(f"{function.folder}/") and path not in gone]
    if not any(path.startswith(f"{function.folder}/") for path in gone) or not all(
        is_of_template(context, path) for path in left
    ):
        return
    yield from (FileChange(path, app.files[path], None) for path in left)


def is_of_template(context: Context, path: str) -> bool:
    """Whether a template of func has brought the file at ``path``, or it is an empty package, and nothing uses it."""
    app, (folder, name) = context.app, posixpath.split(path)
    if path not in app.files or path in app.links or "/" in folder:
        return False
    if name == _PACKAGE:
        return not app.files[path].strip() and not _is_imported(app, folder)
    if name.lower() == _README:
        return bool(_TEMPLATE.match(RawText.decode(app.files[path]).text))
    return name.lower() == _SAMPLE and not context.modules.mention([name.encode()])


def _is_imported(app: App, folder: str) -> bool:
    """Whether Python outside ``folder`` may mean it as a package."""
    word = re.compile(rb"\b(?:import|from)\b[^\n#]*\b" + re.escape(folder.encode()) + rb"\b")
    return any(word.search(data) for path, data in app.modules().items() if not path.startswith(f"{folder}/"))
