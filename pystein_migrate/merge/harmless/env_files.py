"""Libraries that look for a ``.env`` file from the folder of the code that calls them, upwards."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.meanings import Library, Meanings
from pystein_migrate.python.source import Source
from pystein_migrate.text.paths import parents

from .proof import Candidates

# Keywords that name the file, or have it looked for from the working directory (dotenv.main.find_dotenv).
_ELSEWHERE = frozenset({"dotenv_path", "stream", "usecwd", "path"})
_NAMES = (".env", "settings.ini")  # the second: decouple.AutoConfig.SUPPORTED


def env_files(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that have such a file in their folder, where nobody would look from function_app.py."""
    meanings = Meanings(candidates.context.modules)
    found: dict[str, Blocker] = {}
    for script in candidates.scripts:
        near = {path for folder in parents(script.path) for path in candidates.context.app.paths
                if posixpath.dirname(path) == folder}  # fmt: skip
        for call, names in _lookups(meanings, script.source) if near else ():
            there = sorted(path for path in near if posixpath.basename(path) in names)
            if there:
                message = f"looks for {there[0]} from the folder of its file"
                found.setdefault(script.path, Blocker(notes.OWN_FILE, message, call))
    return found


def _lookups(meanings: Meanings, source: Source) -> Iterator[tuple[ast.Call, tuple[str, ...]]]:
    """The calls that look for a file from the caller's folder, and what it may be called."""
    for call in source.nodes_of(ast.Call):
        meaning = meanings.of(source, call.func) if isinstance(call.func, (ast.Name, ast.Attribute)) else None
        dotted = meaning.dotted if isinstance(meaning, Library) else ""
        given = {keyword.arg for keyword in call.keywords}
        if dotted.startswith("dotenv.") and called_name(call) == "find_dotenv" and "usecwd" not in given:
            name = call.args[0] if call.args else None
            yield call, (str(name.value),) if isinstance(name, ast.Constant) else _NAMES
        elif dotted.startswith("dotenv.") and called_name(call) in ("load_dotenv", "dotenv_values"):
            if not call.args and given.isdisjoint(_ELSEWHERE):
                yield call, _NAMES[:1]
        elif dotted.startswith("decouple.") or (called_name(call) == "read_env" and not call.args):
            yield call, _NAMES
