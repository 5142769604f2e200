"""What still names modules as only the legacy model does, and cannot be changed with certainty."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.base import Subject, found
from pystein_migrate.codemods.follow_moved import CannotFollowError, FollowMoved
from pystein_migrate.codemods.legacy_names import LegacyNames
from pystein_migrate.codemods.moved import Moved
from pystein_migrate.merge.context import Context
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.imports import LEGACY_ROOT
from pystein_migrate.python.loggers import legacy_logger_names
from pystein_migrate.python.named_modules import RelativeCall, base_of, relative_call, relative_calls
from pystein_migrate.python.source import Source
from pystein_migrate.python.texts import strings, texts
from pystein_migrate.text.raw import RawText

from .planned import Planned

_NAMES_ROOT = re.compile(rf"(?<![\w./]){LEGACY_ROOT}(?![\w/])")
_NAMES_MODULE = re.compile(rf"(?<![\w./]){LEGACY_ROOT}\.\w[\w.]*")
_SETTINGS = (".json", ".yml", ".yaml", ".ini", ".cfg", ".toml", ".conf", ".env")


def legacy_names(planned: Planned) -> Iterator[Note]:
    """Warnings about texts with ``__app__``, and imports by names relative to it, that stay as they are."""
    for source in planned.context.modules.sources():
        if LEGACY_ROOT in source.text or "import_module" in source.text:
            for node, problem, remedy in _kept(source, {} if source.path in planned.merged else planned.moved):
                yield notes.LEGACY_NAME.at(source.path, source.position(node), problem=problem, remedy=remedy)
    yield from _in_settings(planned.context)


def _kept(source: Source, moved: Mapping[str, Moved]) -> Iterator[tuple[ast.AST, str, str]]:
    # Loggers keep their names where these are given.
    changed = _changed(source, moved) | {*legacy_logger_names(source)}
    changed |= {relative.anchor for relative in relative_calls(source)}
    for string, text in strings(source):
        if string not in changed and _NAMES_ROOT.search(text):
            yield string, *_problem(text)
    absolute = {relative.call for relative in relative_calls(source)}
    for node in source.nodes_of(ast.Call):
        relative = relative_call(source, node)
        if relative is not None and relative.call not in absolute and _may_climb(source, relative):
            anchor = ast.unparse(relative.anchor)
            problem = f"imports relative to {anchor}, which has no {LEGACY_ROOT} above it any more"
            yield relative.call, problem, "import the absolute name"


def _changed(source: Source, moved: Mapping[str, Moved]) -> set[ast.AST]:
    try:
        targets = found([FollowMoved, LegacyNames], Subject(source, moved=moved)).targets
    except CannotFollowError:
        targets = found([LegacyNames], Subject(source)).targets
    literals = (target.node for target in targets if isinstance(target.node, (ast.Constant, ast.JoinedStr)))
    return {node for literal in literals for node in ast.walk(literal)}


def _problem(text: str) -> tuple[str, str]:
    name = _NAMES_MODULE.search(text)
    said = name[0].rstrip(".") if name else LEGACY_ROOT
    plain = said.removeprefix(LEGACY_ROOT + ".")
    remedy = f'say "{plain}" if the module is meant' if name else "name the modules that are meant, without it"
    return f'names "{said}", which only the legacy model has', remedy


def _may_climb(source: Source, relative: RelativeCall) -> bool:
    """Whether the name may begin with dots that lead to the app root, or to a package that is below ``__app__``."""
    if isinstance(relative.anchor, ast.Constant):
        return True
    return any(
        not text.value or (text.value.startswith(".") and not base_of(relative, text.value))
        for text in texts(source, relative.name)
    )


def _in_settings(context: Context) -> Iterator[Note]:
    for path, data in sorted(context.app.files.items()):
        if not path.lower().endswith(_SETTINGS) or LEGACY_ROOT.encode() not in data:
            continue
        text = RawText.decode(data).text
        for match in _NAMES_MODULE.finditer(text):
            problem, remedy = _problem(match[0])
            yield notes.LEGACY_NAME.at(path, Position.at(text, match.start()), problem=problem, remedy=remedy)
