"""What the templates of func left in a function's folder: where nothing uses it, it goes with the script."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.facts.templates import PACKAGE, README, SAMPLE, is_template_readme
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.listings import lister_functions, listings, may_list_any_folder
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.named_modules import named_modules
from pystein_migrate.python.source import Source
from pystein_migrate.python.texts import strings
from pystein_migrate.text.raw import RawText

# What tells code where it lies, so that it may reach any file beside it.
_PLACE = re.compile(
    rb"__file__|__path__|__spec__|__loader__|function_directory|getfile|getsourcefile|getabsfile|getframeinfo|"
    rb"getmodule|co_filename|f_back"
)
# Texts of code from which the name of the file may be put together.
_NAMED = {
    SAMPLE: re.compile(r"(?:.*[\\/])?sample(?:\..*)?|.*\bdat", re.IGNORECASE | re.DOTALL),
    README: re.compile(r"(?:.*[\\/])?readme(?:\..*)?|.*\bmd", re.IGNORECASE | re.DOTALL),
}
# Texts of other files that may mean it.
_MENTIONED = {SAMPLE: re.compile(rb"\.dat\b", re.IGNORECASE), README: re.compile(rb"[\\/]readme|\*\.md", re.IGNORECASE)}
_PATH_CALLS = frozenset({"join", "joinpath", "Path", "PurePath", "open", "with_name"})


def template_files(
    app: App, left: Collection[str], functions: Collection[Function], gone: Collection[str]
) -> tuple[list[FileChange], list[Note]]:
    """Changes that remove those of ``left`` whose folder, one of a function, then holds nothing, and a note.

    ``gone`` are the paths that are removed anyway.
    """
    staying = {posixpath.dirname(path) for path in app.paths if path not in gone and path not in left}
    folders = {function.folder for function in functions} - staying
    removed = sorted(path for path in left if posixpath.dirname(path) in folders and path not in gone)
    changes = [FileChange(path, app.files[path], None) for path in removed]
    number = len({posixpath.dirname(path) for path in removed})
    told = "1 folder" if number == 1 else f"{number} folders"
    return changes, [notes.TEMPLATE_FILES.at("", folders=told)] if changes else []


def unused_template_files(app: App, modules: Modules) -> frozenset[str]:
    """The files that templates brought, in folders of functions that have nothing else but what the migration removes.

    None is among them that anything of the app or the repository around it may use.
    """
    moving = {function.json_path for function in app.functions}
    moving |= {function.script for function in app.functions if app.files.get(function.script, b"").strip()}
    folders: dict[str, list[str]] = {}
    for function in app.functions:
        inside = [path for path in app.paths if path.startswith(f"{function.folder}/") and path not in moving]
        if inside and all(_is_of_template(app, path) for path in inside):
            folders[function.folder] = inside
    if not folders:
        return frozenset()
    uses = _Uses.of(app, modules)
    return frozenset(path for folder, paths in folders.items() if not uses.folder(folder, paths) for path in paths)


def _is_of_template(app: App, path: str) -> bool:
    name = posixpath.basename(path)
    if path not in app.files or path in app.links or path.count("/") != 1:
        return False
    if name == PACKAGE:
        return not app.files[path].strip()
    if name.lower() == README:
        return is_template_readme(RawText.decode(app.files[path]).text)
    return name.lower() == SAMPLE


@dataclass(frozen=True, slots=True)
class _Uses:
    """What the files of an app and those around it may do with files in the folders of functions."""

    modules: Modules
    sources: Collection[Source]
    files: Mapping[str, bytes]
    others: Collection[bytes]

    @classmethod
    def of(cls, app: App, modules: Modules) -> _Uses:
        files = {**app.files, **app.around.files}
        settings = {function.json_path for function in app.functions}
        others = [data for path, data in files.items() if path not in settings and not _is_apart(path)]
        return cls(modules, list(modules.sources()), files, others)

    def folder(self, folder: str, paths: Collection[str]) -> bool:
        """Whether any of ``paths``, what is left in ``folder``, may be used, or the folder itself."""
        names = {posixpath.basename(path).lower() for path in paths}
        return (
            self.unparsable(folder)
            or self.asks_for_place(folder)
            or self.lists(paths)
            or any(self.names_file(name) for name in names - {PACKAGE})
            or any(_names_folder(source, folder) for source in self.sources)
            or self.names_package(folder, for_data=True)
            or (PACKAGE in names and (self.imports(folder) or self.names_package(folder, for_data=False)))
        )

    def unparsable(self, folder: str) -> bool:
        """Whether a Python file that cannot be read, or is outside the app, may name the folder's files."""
        read = {source.path for source in self.sources}
        word = re.compile(rb"sample|readme|\.dat|\b" + re.escape(folder.encode()) + rb"\b", re.IGNORECASE)
        return any(word.search(data) for path, data in self.files.items() if path.endswith(".py") and path not in read)

    def asks_for_place(self, folder: str) -> bool:
        """Whether code in ``folder`` asks where it lies."""
        inside = (data for path, data in self.files.items() if path.startswith(f"{folder}/") and path.endswith(".py"))
        return any(_PLACE.search(data) for data in inside)

    def lists(self, paths: Collection[str]) -> bool:
        """Whether code lists a folder in which it may find one of ``paths``."""
        listers = lister_functions(self.sources)
        return any(
            may_list_any_folder(source) or any(each.finds(path) for each in listings(source, listers) for path in paths)
            for source in self.sources
        )

    def names_file(self, name: str) -> bool:
        """Whether code or another file may name the file called ``name``."""
        named, mentioned = _NAMED[name], _MENTIONED[name]
        in_code = any(named.fullmatch(text) for source in self.sources for _, text in strings(source))
        return in_code or any(mentioned.search(data) for data in self.others)

    def imports(self, folder: str) -> bool:
        """Whether a statement outside ``folder`` may import it, or what is in it."""
        return any(source.folder != folder and folder in _imported(source) for source in self.sources)

    def names_package(self, folder: str, *, for_data: bool) -> bool:
        """Whether code may name the package ``folder`` in a text, to import it or, ``for_data``, to read its files."""
        named = (each for source in self.sources for each in named_modules(source))
        return any(each.may_be(folder) for each in named if (each.lookup == "resource") is for_data)


def _is_apart(path: str) -> bool:
    """Whether the file at ``path`` is code, only hides files, or is itself one for people."""
    name = posixpath.basename(path).lower()
    return name.endswith((".py", "ignore")) or name == README


def _imported(source: Source) -> Iterator[str]:
    """The first names of what ``source`` imports from the app's root, or from a package."""
    for node in source.nodes_of(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
        yield from (part for alias in node.names for part in alias.name.split("."))


def _names_folder(source: Source, folder: str) -> bool:
    """Whether a text of ``source`` is a path with ``folder`` in it, or the name of it that becomes part of one."""
    if folder not in source.text:
        return False
    for node, text in strings(source):
        parts = text.replace("\\", "/").removeprefix("/home/site/wwwroot").split("/")
        if folder != next((part for part in parts if part.strip(".")), ""):
            continue
        parent = source.parents[node]
        is_operand = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div)
        if len(parts) > 1 or is_operand or (isinstance(parent, ast.Call) and called_name(parent) in _PATH_CALLS):
            return True
    return False
