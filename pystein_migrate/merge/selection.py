"""Which scripts may become part of function_app.py, what changes in them there, and why others stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pystein_migrate import notes
from pystein_migrate.codemods import CODEMODS
from pystein_migrate.codemods.base import Findings, Subject, found
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.follow_moved import CannotFollowError, FollowMoved
from pystein_migrate.codemods.moved import Moved
from pystein_migrate.codemods.script import Script
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import START, Note, Position
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.loggers import configures_legacy_loggers
from pystein_migrate.python.modules import Importer, module_name
from pystein_migrate.python.source import Source

from .context import Context, by_script
from .durable_annotations import takes_object
from .entry import delegate_of
from .harmless import not_shown
from .harmless.proof import Candidates
from .merging import ScriptOfFunctions
from .own_imports import own_names
from .thin_entries import thin_delegates

_STAYS = "it works from where it is; to have it merged, change the script, then migrate again"


def selected(
    context: Context, alive: Sequence[Function], forced: Mapping[str, Note]
) -> tuple[list[ScriptOfFunctions], dict[str, Note | None]]:
    """The scripts that can share one module, and why each of the other functions stays, by its name.

    ``forced`` are functions that have to stay whatever their script says, with the reason. The layout in-place needs
    none, nor do functions that are isolated: that they stay is what was asked for.
    """
    if context.options.layout == "in-place":
        return [], dict.fromkeys((function.name for function in alive), None)
    candidates: list[ScriptOfFunctions] = []
    kept: dict[str, Note | None] = {**dict.fromkeys(context.isolated), **forced}
    for item, blocker in _alone(context, [function for function in alive if function.name not in context.isolated]):
        if blocker is None and not any(function.name in forced for function in item.functions):
            candidates.append(item)
            continue
        for function in item.functions:
            reason = kept_note(function, blocker, item.script.source) if blocker else _reason(item, forced)
            kept.setdefault(function.name, reason)
    refused = not_shown(Candidates(context, candidates, alive))
    for candidate in candidates:
        path = candidate.script.path
        for function in candidate.functions if path in refused else ():
            kept[function.name] = kept_note(function, refused[path], candidate.script.source)
    candidates = [candidate for candidate in candidates if candidate.functions[0].name not in kept]
    return candidates, kept


def _reason(item: ScriptOfFunctions, forced: Mapping[str, Note]) -> Note:
    """Why the script of a function that has to stay keeps its other functions with it."""
    return next(forced[function.name] for function in item.functions if function.name in forced)


def kept_note(function: Function, blocker: Blocker, source: Source) -> Note:
    """What the user learns of ``function``, which stays because of ``blocker`` in its script ``source``."""
    message = f"kept in place: the script {blocker.message}"
    return blocker.kind.at(
        source.path, position_of(source, blocker), function=function.name, severity="warning",
        message=message, remedy=_STAYS,
    )  # fmt: skip


def position_of(source: Source, blocker: Blocker) -> Position:
    """Where ``blocker`` is in ``source``: its start if it is about the whole file."""
    return source.position(blocker.node) if hasattr(blocker.node, "lineno") else START


def moved(context: Context, script: Script, names: Mapping[str, str]) -> Moved:
    """Where the module ``script`` went and its ``names`` with it, for files that import it."""
    module = module_name(script.path)
    return Moved(module, context.app.script_name.removesuffix(".py"), names, context.modules.submodules(module))


def _alone(context: Context, alive: Sequence[Function]) -> Iterator[tuple[ScriptOfFunctions, Blocker | None]]:
    """Every script with what codemods want of it, and why it cannot move even if it were the only one."""
    scripts = by_script(alive)
    importers = context.modules.importers({module_name(path): path for path in scripts})
    existing = [context.app.script_name] if context.existing else []
    loaded = context.modules.reachable([*scripts, *existing])
    line_length = context.style(alive).line_length
    for path, functions in scripts.items():
        script = context.scripts.of(path)
        importing = importers[module_name(path)]
        blocker = _first_blocker(context, script, importing, loaded)
        findings = Findings()
        own = own_names(context, script) if blocker is None else frozenset()
        if isinstance(own, Blocker):
            blocker = own
        elif blocker is None:
            findings = codemod_findings(context, functions, line_length, imported_elsewhere=bool(importing))
            findings.unneeded |= own
            blocker = findings.blocker or _lost_folder(context, script, findings)
            script = _with_annotations(script, findings)
        yield ScriptOfFunctions(script, tuple(functions), findings), blocker


def _with_annotations(script: Script, findings: Findings) -> Script:
    """``script`` with what new functions that call imported entries need, imported where the entry is.

    The entries that are not imported at the top are registered as they are.
    """
    for name, delegate in list(findings.delegates.items()):
        if delegate.imports:
            extended = script.with_more_imports(delegate.imports)
            if extended is None:
                del findings.delegates[name]
            else:
                findings.unneeded -= {item.bound_name for item in delegate.imports}
            script = extended or script
    return script


def codemod_findings(
    context: Context, functions: Sequence[Function], line_length: int, *, imported_elsewhere: bool
) -> Findings:
    """What the codemods of the app's layout want of the script that ``functions`` have in common.

    ``imported_elsewhere``: other code, tests say, uses the script's names. Raises UnresolvableImportError.
    """
    source = context.modules.read(functions[0].script)
    delegates = {f.name: delegate for f in functions if (delegate := delegate_of(context, f)) is not None}
    subject = Subject(
        source,
        tuple(functions),
        frozenset(delegates),
        context.target,
        context.options.layout,
        line_length,
        folder_stays=_folder_stays(context, source.folder),
        imported_elsewhere=imported_elsewhere,
        has_durable=context.has_durable,
        take_objects=frozenset(f.name for f in functions if takes_object(context, f)),
        modules=context.modules,
        keeps_legacy_loggers=configures_legacy_loggers(context.modules),
    )
    findings = found(CODEMODS, subject)
    findings.delegates.update(delegates)
    others = [function for function in functions if function.name not in delegates]
    findings.delegates.update(thin_delegates(context, others, findings, imported_elsewhere=imported_elsewhere))
    return findings


def _first_blocker(
    context: Context, script: Script, importers: Sequence[Importer], loaded: frozenset[str]
) -> Blocker | None:
    """Why ``script`` cannot move; ``loaded`` are the modules that function_app.py would import, directly or not."""
    if script.blockers:
        return script.blockers[0]
    for importer in importers:
        message = _imported_by(script, importer)
        if importer.path in loaded:
            return Blocker(notes.IMPORTED_ELSEWHERE, message, script.source.tree)
        if importer.guessed:
            continue
        try:
            there = {module_name(script.path): moved(context, script, {})}
            FollowMoved.applied(Subject(context.modules.read(importer.path), moved=there))
        except (CannotFollowError, UnparsableError) as error:
            return Blocker(notes.IMPORTED_ELSEWHERE, f"{message}, which {error}", script.source.tree)
    return None


def _imported_by(script: Script, importer: Importer) -> str:
    if importer.guessed:
        return f"may be loaded by {importer.path}, which computes the names of modules"
    return (
        "imports itself, or names itself in a text"
        if importer.path == script.path
        else f"is imported by {importer.path}"
    )


def _lost_folder(context: Context, script: Script, findings: Findings) -> Blocker | None:
    if findings.needs_folder and not _folder_stays(context, script.source.folder):
        return Blocker(notes.OWN_FILE, "uses its folder, which would be empty", script.source.tree)
    return None


def _folder_stays(context: Context, folder: str) -> bool:
    functions = context.app.functions
    gone = context.left_by_templates.union(*((function.json_path, function.script) for function in functions))
    return any(path.startswith(folder + "/") for path in context.app.paths - gone)
