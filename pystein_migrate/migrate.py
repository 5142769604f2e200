"""The pipeline for one app: read, decide, render, prove; what comes out is not written yet."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from packaging.version import Version

from pystein_migrate.app.model import App, Function, Note, Position
from pystein_migrate.app.reader import LINKED_FUNCTION
from pystein_migrate.bindings.catalogue import DURABLE_TYPES, ROWS
from pystein_migrate.bindings.cosmos import for_extension_4
from pystein_migrate.bindings.dead import dead_properties
from pystein_migrate.bindings.decorate import (
    Decoration,
    InexpressibleError,
    app_auth_level,
    decorate,
)
from pystein_migrate.bindings.durable import activity_binding, has_durable_package
from pystein_migrate.codemods.adaptation import Adaptation, Delegate
from pystein_migrate.codemods.blockers import Blocker, name_labels
from pystein_migrate.codemods.blueprint import blueprint_module
from pystein_migrate.codemods.compose import (
    Section,
    Wired,
    assemble,
    function_calls,
    merged_section,
    wired_section,
)
from pystein_migrate.codemods.durable import adapt_durable
from pystein_migrate.codemods.durable_names import callable_names, unknown_names
from pystein_migrate.codemods.entries import decorators_of, delegate_for, reads_function_names
from pystein_migrate.codemods.equivalence import check_equivalent, check_imports, check_names
from pystein_migrate.codemods.host_json import bundle_major, plan_bundle
from pystein_migrate.codemods.importers import CannotFollowError, Moved, follow_edits
from pystein_migrate.codemods.imports import (
    ImportItem,
    UnresolvableImportError,
    legacy_import_edits,
    render_imports,
)
from pystein_migrate.codemods.leftovers import note_leftovers
from pystein_migrate.codemods.local_settings import plan_local_settings
from pystein_migrate.codemods.renames import RenameError
from pystein_migrate.codemods.render import Renderer
from pystein_migrate.codemods.requirements import Needs, plan_requirements
from pystein_migrate.codemods.script import Script, take_apart
from pystein_migrate.codemods.source import Source, UnreadableError, apply_edits
from pystein_migrate.codemods.upgrade import upgrade_app
from pystein_migrate.codemods.vscode import plan_vscode
from pystein_migrate.codemods.web_roots import root_path_rewrites
from pystein_migrate.codemods.whereami import directory_rewrites, file_rewrites
from pystein_migrate.codemods.wsgi import SINCE, as_library_says, hand_over, may_hand_over, middleware_use
from pystein_migrate.plan.changes import FileChange
from pystein_migrate.plan.cohabitation import conflicts, keep_import_order
from pystein_migrate.plan.existing import ExistingScript, UnfitScriptError, read_existing
from pystein_migrate.plan.identity import twice_loaded
from pystein_migrate.plan.merging import LIBRARY, MergedScript, Merging, ScriptOfFunctions, plan_merging
from pystein_migrate.plan.modules import Importer, Modules, module_name
from pystein_migrate.plan.options import NEWEST, Options
from pystein_migrate.plan.result import AppResult, FunctionResult
from pystein_migrate.plan.style import Style, style_of
from pystein_migrate.plan.target import pinned_version
from pystein_migrate.verify.compare import binding_of, differences
from pystein_migrate.verify.index import Index
from pystein_migrate.verify.skeleton import Stub, open_signature, signature_of, skeleton, undefined_names

IndexSource = Callable[[str], Index]
Remark = tuple[Source, str, Blocker]  # where, about which function, what
GENERALLY_AVAILABLE = Version("1.12.0")
CALLABLE_SINCE = Version("1.21.0")  # calling a decorated function, as tests do, returns None before
FUTURE = ImportItem("__future__", "annotations")


def migrate_app(app: App, options: Options, index: IndexSource) -> AppResult:
    """Plan and prove the migration of ``app``; ``index`` runs generated decorators with the target's library."""
    return _Migration(app, options, index).run()


@dataclass(frozen=True)
class _Draft:
    """A complete proposal: the new script's text, and how each function got there."""

    text: str
    merging: Merging
    decorations: Mapping[str, Decoration]
    kept: Mapping[str, Note]
    modules: Mapping[str, bytes] = field(default_factory=dict)
    remarks: Sequence[Remark] = ()


class _Migration:
    def __init__(self, app: App, options: Options, index: IndexSource) -> None:
        self.app = app
        self.options = options
        self.index = index
        self.modules = Modules(app.files)
        self.target = options.target or self.default_target()
        self.existing: ExistingScript | None = None
        self.has_durable = has_durable_package(app.files)
        self.forced: dict[str, Note] = {}
        self.entry_nodes: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}

    def run(self) -> AppResult:
        app = self.app
        if any(note.code == LINKED_FUNCTION for note in app.notes):
            return self.result("failed")
        if not app.functions:
            return self.upgraded()
        if app.has_script:
            try:
                self.existing = read_existing(self.modules, app.script_name, app.functions)
            except UnfitScriptError as error:
                return self.result("failed", notes=(error.note,))
        functions = [self.checked(function) for function in app.functions]
        if self.options.bundle == "4":
            functions = [for_extension_4(function) for function in functions]
        while True:
            dead = [function for function in functions if function.dead]
            alive = [function for function in functions if not function.dead]
            if not alive or (dead and not self.options.drop_broken):
                return self.refused(functions)
            try:
                draft = self.proven(alive)
            except _DeadFunctionsError as error:
                functions = [_with_problem(function, error.notes) for function in functions]
            except _FailedFunctionsError as error:
                return self.failed(functions, error.notes)
            else:
                return self.migrated(self.handed_over(draft, alive), alive, dead)

    def upgraded(self) -> AppResult:
        """An app that has no function folders: at most its spellings are of an earlier release."""
        target = self.options.target or NEWEST
        changes, notes, needs = upgrade_app(self.app.files, target, bundle_major=bundle_major(self.app))
        if needs is not None:
            below = GENERALLY_AVAILABLE if target < GENERALLY_AVAILABLE else None
            more, more_notes = plan_requirements(self.app, Needs(needs, below=below))
            changes, notes = [*changes, *more], [*notes, *more_notes]
        return self.result("migrated" if changes else "unchanged", (), changes, notes)

    def default_target(self) -> Version:
        """The release that requirements.txt pins if its public names can say everything, else the newest."""
        pinned = pinned_version(self.app)
        if pinned is None or pinned < GENERALLY_AVAILABLE:
            return NEWEST
        try:
            for function in self.app.functions:
                decorate(function, pinned, "FUNCTION")
        except InexpressibleError:
            return NEWEST
        return pinned

    # Reading on

    def checked(self, function: Function) -> Function:
        """``function`` with the problems that only its script shows."""
        if not function.script or function.dead:
            return function
        try:
            source = self.modules.read(function.script)
        except UnreadableError as error:
            return replace(function, problems=(self.unreadable(function, error),))
        script = self.taken_apart(source, frozenset({function.entry_point}))
        names = script.scope.bound.keys() | script.hoisted_names()
        if function.entry_point in names or any(blocker.code == "unresolvable-import" for blocker in script.blockers):
            return function
        problem = self.note(
            "missing-entry-point", "error", function.script, Position(1, 1),
            f'function {function.entry_point}() is not present in {function.script}',
            "mend entryPoint in function.json or the script, or remove the folder", function.name,
        )  # fmt: skip
        return replace(function, problems=(problem,))

    def unreadable(self, function: Function, error: UnreadableError) -> Note:
        remedy = "run pystein-migrate with that newer Python" if error.newer else "mend the syntax"
        message = f"{function.script} cannot be parsed: {error.message}"
        return self.note("broken-script", "error", function.script, error.position, message, remedy, function.name)

    def taken_apart(self, source: Source, entries: frozenset[str]) -> Script:
        return take_apart(source, entries, self.modules.exported)

    # Proposing

    def proven(self, alive: Sequence[Function]) -> _Draft:
        """A draft whose every function the real library confirms.

        Raises :class:`_FailedFunctionsError` or :class:`_DeadFunctionsError`.
        """
        while True:
            draft = self.draft(alive)
            objections = self.objections(draft, alive)
            if not objections:
                return draft
            again = {name: note for name, note in objections.items() if name not in draft.kept}
            if not again:
                raise _FailedFunctionsError(objections)
            self.forced.update(again)

    def level(self, alive: Sequence[Function]) -> str:
        return self.existing.level if self.existing else app_auth_level(alive)

    def merging(
        self, scripts: Sequence[ScriptOfFunctions], kept: Sequence[Function], extra_names: Iterable[str] = ()
    ) -> Merging:
        existing = self.existing
        if existing is None:
            return plan_merging(scripts, kept, extra_names=extra_names)
        return plan_merging(
            scripts,
            kept,
            fixed=existing.scope,
            fixed_imports=existing.imports,
            app_name=existing.app_name,
            extra_names=extra_names,
        )

    def draft(self, alive: Sequence[Function]) -> _Draft:
        level = self.level(alive)
        decorations, failures = self.decorations(alive, level)
        if failures:
            raise _FailedFunctionsError(failures)
        if self.options.layout == "blueprints":
            return self.blueprint_draft(alive, decorations)
        while True:
            kept: dict[str, Note] = dict(self.forced)
            scripts = list(self.together(self.mergeable(alive, kept), kept))
            merging = self.merging(scripts, [f for f in alive if f.name in kept], self.extra_names(alive, kept))
            for path, blocker in merging.refused.items():
                for function in alive:
                    if function.script == path:
                        kept[function.name] = self.kept_note(function, blocker, self.modules.read(path))
            final = {**decorations, **dict(self.durable_decorations(merging, alive, level))}
            try:
                text = self.text(merging, final, kept, alive)
            except _UnwritableError as error:
                for function in error.functions:
                    self.forced[function.name] = error.note
                continue
            remarks = [
                (m.script.source, name, remark) for m in merging.scripts for name, remark in m.adaptation.remarks
            ]
            return _Draft(text, merging, final, kept, remarks=remarks)

    def decorations(self, alive: Sequence[Function], level: str) -> tuple[dict[str, Decoration], dict[str, Note]]:
        done: dict[str, Decoration] = {}
        failures: dict[str, Note] = {}
        for function in alive:
            try:
                done[function.name] = decorate(function, self.target, level)
            except InexpressibleError as error:
                position = function.retry_position if "retry" in error.code else Position(1, 1)
                failures[function.name] = self.note(
                    error.code, "error", function.json_path, position, error.message, error.remedy, function.name
                )
        return done, failures

    def durable_decorations(
        self, merging: Merging, alive: Sequence[Function], level: str
    ) -> Iterator[tuple[str, Decoration]]:
        """Decorations with a durable decorator: of merged code that was adapted to it, and of activities anywhere."""
        adapted = {name: names for merged in merging.scripts for name, names in merged.adaptation.durable.items()}
        merged_names = {function.name for merged in merging.scripts for function in merged.functions}
        for function in alive:
            durable = adapted.get(function.name, frozenset())
            if function.name not in merged_names | self.forced.keys() and self.has_durable:
                activity = activity_binding(function, self.target)
                durable = frozenset({activity.name}) if activity else durable
            if durable:
                yield function.name, decorate(function, self.target, level, durable)

    def mergeable(self, alive: Sequence[Function], kept: dict[str, Note]) -> Iterator[ScriptOfFunctions]:
        """The scripts that may be merged; the functions of all others are added to ``kept`` with the reason."""
        by_script = _by_script(alive)
        importers = self.modules.importers({module_name(path): path for path in by_script})
        loaded = self.modules.reachable(by_script)
        line_length = self.style(alive).line_length
        for path, functions in by_script.items():
            source = self.modules.read(path)
            script = self.taken_apart(source, frozenset(function.entry_point for function in functions))
            adaptation = Adaptation()
            blocker = self.first_blocker(script, importers[module_name(path)], loaded)
            blocker = blocker or self.adapt(script, functions, adaptation)
            if self.has_durable and blocker is None:
                adapt_durable(
                    script,
                    functions,
                    adaptation,
                    self.target,
                    line_length=line_length,
                    imported_elsewhere=bool(importers[module_name(path)]),
                )
            if self.options.layout == "in-place":
                blocker = Blocker("in-place", "stays where it is, as --layout in-place asks", source.tree)
            if blocker is None and not any(function.name in kept for function in functions):
                yield ScriptOfFunctions(script, tuple(functions), adaptation)
                continue
            for function in functions:
                if blocker is not None:
                    kept.setdefault(function.name, self.kept_note(function, blocker, source))
                else:
                    kept.setdefault(function.name, next(iter(self.forced.values())))

    def together(self, scripts: Iterable[ScriptOfFunctions], kept: dict[str, Note]) -> Iterator[ScriptOfFunctions]:
        """Those of ``scripts`` that can share one module; the others are added to ``kept``."""
        candidates = list(scripts)
        for item, blocker in conflicts([candidate.script for candidate in candidates]).items():
            for candidate in candidates:
                if candidate.script.path == item:
                    for function in candidate.functions:
                        kept.setdefault(function.name, self.kept_note(function, blocker, candidate.script.source))
        candidates = [candidate for candidate in candidates if candidate.functions[0].name not in kept]
        keep_import_order([candidate.script for candidate in candidates], self.modules.loaded_by)
        yield from candidates

    def first_blocker(self, script: Script, importers: Sequence[Importer], loaded: frozenset[str]) -> Blocker | None:
        """Why ``script`` cannot move; ``loaded`` are the modules that function_app.py would import, directly or not."""
        if script.blockers:
            return script.blockers[0]
        for importer in importers:
            message = f"is imported by {importer.path}"
            if importer.path in loaded:
                return Blocker("imported-elsewhere", message, script.source.tree)
            try:
                follow_edits(self.modules.read(importer.path), {module_name(script.path): self.moved(script, {})})
            except CannotFollowError as error:
                return Blocker("imported-elsewhere", f"{message}, which {error.message}", script.source.tree)
        return None

    def moved(self, script: Script, names: Mapping[str, str]) -> Moved:
        module = module_name(script.path)
        return Moved(module, self.app.script_name.removesuffix(".py"), names, self.modules.submodules(module))

    def adapt(self, script: Script, functions: Sequence[Function], adaptation: Adaptation) -> Blocker | None:
        """Let every codemod record what it wants changed in ``script``; the reason if one finds it cannot move."""
        for function in functions:
            delegate = self.delegate(function)
            if delegate is not None:
                adaptation.delegates[function.name] = delegate
            if self.decorators_read_names(script, function):
                message = "has a decorator that reads the function's name, which merging changes"
                return Blocker("decorator-reads-name", message, script.source.tree)
        for rewrites, blocked in (
            file_rewrites(script.source, script.scope),
            directory_rewrites(script.source, "context"),
        ):
            if blocked:
                return blocked[0]
            adaptation.rewrites += rewrites
        stays = self.folder_stays(script.source.folder)
        adaptation.rewrites += root_path_rewrites(script, folder_stays=stays)
        if any("os.path." in rewrite.text for rewrite in adaptation.rewrites):
            adaptation.imports.append("os")
        if adaptation.needs_folder() and not stays:
            return Blocker("own-file", "uses its folder, which would be empty", script.source.tree)
        return None

    def decorators_read_names(self, script: Script, function: Function) -> bool:
        """Whether a decorator of the entry, as far as it is the app's own, asks a function for its name."""
        origins = {item.bound_name: item for hoisted in script.imports for item in hoisted.items}
        for name in decorators_of(script.scope, function.entry_point):
            item = origins.get(name)
            path = script.path if item is None else None
            if item is not None:
                path = self.modules.path_of(f"{item.module}.{item.name}") or self.modules.path_of(item.module)
            if path is not None and reads_function_names(self.modules.read(path).tree):
                return True
        return False

    def folder_stays(self, folder: str) -> bool:
        gone = {function.json_path for function in self.app.functions} | {f.script for f in self.app.functions}
        return any(path.startswith(folder + "/") for path in self.app.paths - gone)

    def extra_names(self, alive: Sequence[Function], kept: Mapping[str, Note]) -> list[str]:
        return ["importlib"] if any(not _is_importable(f.script) for f in alive if f.name in kept) else []

    # Writing

    def text(
        self,
        merging: Merging,
        decorations: Mapping[str, Decoration],
        kept: Mapping[str, Note],
        alive: Sequence[Function],
    ) -> str:
        renderer = Renderer(self.style(alive), merging.library)
        sections = list(self.sections(merging, decorations, kept, alive, renderer))
        items = [item for section in sections for item in section.imports]
        if any(merged.script.future_annotations for merged in merging.scripts):
            items.insert(0, FUTURE)
        items += [ImportItem(module) for merged in merging.scripts for module in merged.adaptation.imports]
        text = self.script_text(merging, renderer, items, [section.text for section in sections], alive)
        check_imports(text, merging.scripts)
        if self.existing is None:
            check_names(text, merging.app_name, merging.library)
        return text

    def script_text(
        self,
        merging: Merging,
        renderer: Renderer,
        items: Sequence[ImportItem],
        sections: Sequence[str],
        alive: Sequence[Function],
    ) -> str:
        """The whole of function_app.py: new, or the existing one completed."""
        items = [ImportItem(LIBRARY, "", merging.library), *items]
        style, own = renderer.style, self.modules.top_level_names()
        if self.existing is not None:
            text = self.existing.extended(items, sections, style, own)
        else:
            statement = renderer.app("FunctionApp", merging.app_name, self.level(alive), self.target < Version("1.11"))
            text = assemble(render_imports(items, own, style.line_length, style.indent), statement, sections)
        compile(text, self.app.script_name, "exec", dont_inherit=True)
        return text

    def blueprint_draft(self, alive: Sequence[Function], generic: Mapping[str, Decoration]) -> _Draft:
        """Every script decorated in place, registered from function_app.py after its declaration."""
        decorations = dict(generic)
        remarks: list[Remark] = []
        merging = self.merging([], alive)
        by_script = _by_script(alive)
        importers = self.modules.importers({module_name(path): path for path in by_script})
        style = self.style(alive)
        renderer = Renderer(style, merging.library)
        modules: dict[str, bytes] = {}
        items: list[ImportItem] = []
        lines: list[str] = []
        for path, functions in by_script.items():
            source = self.modules.read(path)
            adaptation = self.blueprint_adaptation(source, functions, style, bool(importers[module_name(path)]))
            for function in functions:
                durable = adaptation.durable.get(function.name)
                if durable:
                    decorations[function.name] = decorate(function, self.target, self.level(alive), durable)
            remarks += [(source, name, remark) for name, remark in adaptation.remarks]
            module = blueprint_module(
                source, functions, decorations, merging.names, adaptation, style,
                called_elsewhere=bool(importers[module_name(path)]),
            )  # fmt: skip
            modules[path] = source.decoded.encode(module.text)
            name = f"{merging.names[functions[0].name]}_bp"
            imported = self.entry_import(name, path, module.name, renderer)
            items += imported.items
            lines += [imported.statement] if imported.statement else []
            lines.append(f"{merging.app_name}.register_functions({name})")
        text = self.script_text(merging, renderer, items, ["\n".join(lines)], alive)
        return _Draft(text, merging, decorations, {}, modules, remarks)

    def blueprint_adaptation(
        self, source: Source, functions: Sequence[Function], style: Style, imported_elsewhere: bool
    ) -> Adaptation:
        """What changes in a script that stays a module: only what durable decorators do by themselves."""
        adaptation = Adaptation()
        adaptation.delegates.update({f.name: d for f in functions if (d := self.delegate(f)) is not None})
        if self.has_durable:
            script = self.taken_apart(source, frozenset(function.entry_point for function in functions))
            adapt_durable(
                script, functions, adaptation, self.target,
                line_length=style.line_length, imported_elsewhere=imported_elsewhere,
            )  # fmt: skip
        return adaptation

    def sections(
        self,
        merging: Merging,
        decorations: Mapping[str, Decoration],
        kept: Mapping[str, Note],
        alive: Sequence[Function],
        renderer: Renderer,
    ) -> Iterator[Section]:
        merged_by_first = {merged.functions[0].name: merged for merged in merging.scripts}
        for function in alive:
            if function.name in merged_by_first:
                yield self.merged(merged_by_first[function.name], merging, decorations, renderer)
            elif function.name in kept:
                yield self.wired(function, merging, decorations[function.name], renderer)

    def merged(
        self, merged: MergedScript, merging: Merging, decorations: Mapping[str, Decoration], renderer: Renderer
    ) -> Section:
        source = merged.script.source
        try:
            section = merged_section(merged, merging.names, decorations, renderer, merging.app_name)
        except (RenameError, ValueError) as error:
            blocker = Blocker("name-collision", f"cannot be renamed in: {error}", source.tree)
            note = self.kept_note(merged.functions[0], blocker, source)
            raise _UnwritableError(merged.functions, note) from error
        check_equivalent(merged, section.text)
        return section

    def wired(self, function: Function, merging: Merging, decoration: Decoration, renderer: Renderer) -> Section:
        """A function that stays in place: its entry is imported under the function's Python name."""
        name = merging.names[function.name]
        delegate = self.delegate(function)
        entry = f"{name}_entry" if delegate else name
        imported = self.entry_import(entry, function.script, function.entry_point, renderer)
        wired = Wired(function.name, name, decoration, entry, imported.items, imported.statement, delegate)
        return wired_section(wired, renderer, merging.app_name)

    def delegate(self, function: Function) -> Delegate | None:
        script = self.taken_apart(self.modules.read(function.script), frozenset({function.entry_point}))
        return delegate_for(script.scope, function.entry_point, (binding.name for binding in function.bindings))

    def entry_import(self, name: str, script: str, attribute: str, renderer: Renderer) -> _EntryImport:
        """What makes ``attribute`` of the module at ``script`` available as ``name``."""
        module = module_name(script)
        if module.partition(".")[0] in sys.stdlib_module_names:
            statement = f"{_load_by_path(name, script, renderer)}\n{name} = {name}_module.{attribute}"
            return _EntryImport(
                (ImportItem("importlib.util"), ImportItem("sys"), ImportItem("pathlib", "Path")), statement
            )
        if _is_importable(script):
            return _EntryImport((ImportItem(module, attribute, "" if attribute == name else name),))
        statement = f"{name} = importlib.import_module({renderer.string(module)}).{attribute}"
        return _EntryImport((ImportItem("importlib"),), statement)

    def style(self, alive: Sequence[Function]) -> Style:
        sources = [self.modules.read(function.script).decoded for function in alive]
        return style_of(self.app.files, sources)

    # Proving

    def objections(self, draft: _Draft, alive: Sequence[Function]) -> dict[str, Note]:
        """What the real library's index of the draft's decorators says against it, function by function."""
        renderer = Renderer(Style(), draft.merging.library)
        app_statement = renderer.app(
            "FunctionApp", draft.merging.app_name, self.level(alive), self.target < Version("1.11")
        )
        stubs = [self.stub(function, draft, renderer) for function in alive]
        index = self.index(skeleton(draft.merging.library, app_statement, stubs))
        unloadable = {f.name: self.unloadable_note(f, index) for f in alive if _signature_complaint(f, index)}
        if unloadable:
            raise _DeadFunctionsError(unloadable)
        found: dict[str, Note] = {}
        for function in alive:
            complaint = index.error or self.complaint(function, index)
            if complaint:
                found[function.name] = self.note(
                    "not-equal", "error", function.json_path, Position(1, 1), complaint,
                    "mend the function, or leave this app in the legacy model", function.name,
                )  # fmt: skip
        return found

    def handed_over(self, draft: _Draft, alive: Sequence[Function]) -> _Draft:
        """``draft`` with ``WsgiFunctionApp`` or ``AsgiFunctionApp``, if the real library says that it is the same."""
        function = may_hand_over(self.app, alive)
        if function is None or self.existing or draft.modules or function.name in draft.kept or self.target < SINCE:
            return draft
        if any(self.modules.importers({module_name(function.script): function.script}).values()):
            return draft
        names = draft.merging
        found = hand_over(
            draft.text, names.library, names.app_name, function, names.names[function.name], self.level(alive),
            self.app, self.style(alive),
        )  # fmt: skip
        if found is None:
            return draft
        renderer = Renderer(Style(), names.library)
        others = [self.stub(other, draft, renderer) for other in alive if other is not function]
        index = self.index(skeleton(names.library, found.stub, others))
        indexed = index.get(function.name)
        emitted = [binding_of(raw) for raw in indexed.json["bindings"]] if indexed else []
        same = as_library_says(function, emitted)
        if any(self.complaint(same if f is function else f, index) for f in alive):
            return draft
        decorations = {**draft.decorations, function.name: Decoration((), SINCE)}
        return replace(draft, text=found.text, decorations=decorations)

    def complaint(self, function: Function, index: Index) -> str | None:
        indexed = index.get(function.name)
        if indexed is None:
            return "the library does not index the function"
        return "; ".join(differences(function, indexed.json, indexed.retry)) or None

    def unloadable_note(self, function: Function, index: Index) -> Note:
        """The worker's rules for signatures are the same in both models, so this function never ran."""
        message = f"the worker does not load {function.entry_point}(): {_signature_complaint(function, index)}"
        position = Position(1, 1)
        source = self.modules.read(function.script)
        for node in source.tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == function.entry_point:
                position = source.position(node)
        return self.note("not-loadable", "error", function.script, position, message,
                         "mend the signature or the bindings", function.name)  # fmt: skip

    def stub(self, function: Function, draft: _Draft, renderer: Renderer) -> Stub:
        calls = function_calls(
            function.name, draft.merging.names[function.name], draft.decorations[function.name], named=True
        )
        decorators = tuple("@" + renderer.one_line(draft.merging.app_name, call) for call in calls)
        signature, is_async = self.signature(function)
        return Stub(decorators, signature, is_async)

    def signature(self, function: Function) -> tuple[str, bool]:
        source = self.modules.read(function.script)
        script = self.taken_apart(source, frozenset({function.entry_point}))
        bounds = script.scope.bound.get(function.entry_point, [])
        node = bounds[0].node if len(bounds) == 1 else None
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.decorator_list:
            return open_signature(binding.name for binding in function.bindings), False
        imports = {item.bound_name: item for hoisted in script.imports for item in hoisted.items}
        undefined = undefined_names(source.tree, script.scope.bound)
        return signature_of(node, imports, script.scope.bound, undefined), isinstance(node, ast.AsyncFunctionDef)

    # Results

    def migrated(self, draft: _Draft, alive: Sequence[Function], dead: Sequence[Function]) -> AppResult:
        merged_paths = {merged.script.path for merged in draft.merging.scripts}
        style = self.style(alive)
        changes = [self.created(draft.text, style)]
        notes: list[Note] = []
        for function in (*alive, *dead):
            changes.append(FileChange(function.json_path, self.app.files[function.json_path], None))
        changes += [self.removed_script(path) for path in sorted(merged_paths)]
        changes += [FileChange(path, self.app.files[path], data) for path, data in draft.modules.items()]
        changes += self.followed_imports(draft, merged_paths | draft.modules.keys(), notes)
        notes += self.unknown_name_notes(draft)
        results = [self.alive_result(function, draft) for function in alive]
        results += [FunctionResult(function, "", "dropped", False, function.problems) for function in dead]
        results.sort(key=lambda result: result.function.name)
        notes += twice_loaded(self.modules, {function.script for function in alive})
        unique = {change.path: change for change in changes}
        around, around_notes = self.files_around(draft, list(unique.values()))
        unique.update({change.path: change for change in around})
        return self.result("migrated", results, [unique[path] for path in sorted(unique)], [*notes, *around_notes])

    def files_around(self, draft: _Draft, changes: Sequence[FileChange]) -> tuple[list[FileChange], list[Note]]:
        """requirements.txt, settings and host.json, and notes on what else names files that go."""
        followed = any(change.action == "modify" and b"function_app" in (change.after or b"") for change in changes)
        calls = {call.name for decoration in draft.decorations.values() for call in decoration.calls}
        preview = self.target < GENERALLY_AVAILABLE
        needs = Needs(
            max([CALLABLE_SINCE if followed else Version("1.11"), *(d.needs for d in draft.decorations.values())]),
            durable=bool(calls & {row.decorator for row in ROWS if row.type in DURABLE_TYPES}),
            below=GENERALLY_AVAILABLE if preview else None,
        )
        plans = [
            plan_requirements(self.app, needs),
            plan_local_settings(self.app, self.target),
            plan_vscode(self.app),
        ]
        if self.options.bundle == "4":
            plans.append(plan_bundle(self.app, 4))
        around = [change for planned, _ in plans for change in planned]
        notes = [note for _, planned in plans for note in planned]
        return around, [*notes, *note_leftovers(self.app, [*changes, *around])]

    def created(self, text: str, style: Style) -> FileChange:
        if self.existing is not None:
            before = self.app.files[self.app.script_name]
            return FileChange(self.app.script_name, before, self.existing.source.decoded.encode(text))
        return FileChange(self.app.script_name, None, text.replace("\n", style.newline).encode("utf-8"))

    def removed_script(self, path: str) -> FileChange:
        """A merged script goes; its package stays one, though empty, where test discovery depends on it."""
        folder = path.rpartition("/")[0]
        tests = any(
            p.startswith(folder + "/") and p.rpartition("/")[2].startswith("test_") for p in self.modules.paths()
        )
        keep = path.endswith("/__init__.py") and tests
        return FileChange(path, self.app.files[path], b"" if keep else None)

    def followed_imports(self, draft: _Draft, removed: set[str], notes: list[Note]) -> Iterator[FileChange]:
        """Files that stay, with imports rewritten that only the legacy loader resolves or whose target moved."""
        moved = {module_name(m.script.path): self.moved(m.script, m.renames) for m in draft.merging.scripts}
        for path in self.modules.paths():
            if path in removed:
                continue
            try:
                source = self.modules.read(path)
                edits, covered = follow_edits(source, moved)
                edits += legacy_import_edits(source, covered)
            except (UnreadableError, CannotFollowError):
                continue
            except UnresolvableImportError as error:
                notes.append(self.note("unresolvable-import", "warning", path, source.position(error.node),
                                       error.message, "rewrite the import by hand"))  # fmt: skip
                continue
            if edits:
                text = apply_edits(source.text, edits)
                yield FileChange(path, self.app.files[path], source.decoded.encode(text))

    def alive_result(self, function: Function, draft: _Draft) -> FunctionResult:
        notes = list(function.notes)
        status = "kept-in-place" if function.name in draft.kept else "merged"
        if function.name in draft.kept and self.options.layout != "in-place":
            notes.append(draft.kept[function.name])
        for source, name, remark in draft.remarks:
            if name == function.name:
                position = source.position(remark.node) if hasattr(remark.node, "lineno") else Position(1, 1)
                notes.append(self.note(remark.code, "info", source.path, position, remark.message, "", name))
        notes += self.merged_notes(function, draft)
        for bound in function.bindings:
            for key, message, remedy in dead_properties(bound):
                text = f'"{key}" of binding "{bound.name}" {message}'
                notes.append(self.note("dead-property", "info", function.json_path, bound.position, text, remedy,
                                       function.name))  # fmt: skip
        for binding, prop in draft.decorations[function.name].dropped:
            notes.append(self.note("dropped-property", "warning", function.json_path, Position(1, 1),
                                   f'property "{prop}" of binding "{binding}" has a name no extension can read; '
                                   "it is left out", "", function.name))  # fmt: skip
        return FunctionResult(function, draft.merging.names[function.name], status, True, tuple(notes))  # type: ignore[arg-type]

    def merged_notes(self, function: Function, draft: _Draft) -> Iterator[Note]:
        merged = next((m for m in draft.merging.scripts if function in m.functions), None)
        if merged is None:
            return
        source = merged.script.source
        yield from self.web_notes(function, draft, source)
        if function is not merged.functions[0]:
            return
        for node in name_labels(source)[:1]:
            old = "__app__." + module_name(source.path)
            message = (
                f'__name__ here was "{old}" and is "{self.app.script_name[:-3]}" now, so a logger of that name changes'
            )
            yield self.note("logger-name", "info", source.path, source.position(node), message,
                            "adjust log filters that name it", function.name)  # fmt: skip

    def web_notes(self, function: Function, draft: _Draft, source: Source) -> Iterator[Note]:
        """What became of a function that hands its requests to a web application."""
        used = middleware_use(source)
        trigger = function.trigger
        if used is None or trigger is None or trigger.type.lower() != "httptrigger":
            return
        kind, node = used
        if not draft.decorations[function.name].calls:
            message = f"func.{kind} registers this function: it answers every route, so add no other HTTP function"
        else:
            message = (
                f"stays a function that calls the middleware: func.{kind} would answer every route and method, "
                "and hide other HTTP functions"
            )
        yield self.note("web-application", "info", source.path, source.position(node), message,
                        "", function.name)  # fmt: skip

    def unknown_name_notes(self, draft: _Draft) -> Iterator[Note]:
        """Strings in durable code that name no function of the app; they would fail in the legacy model as well."""
        if not any(decoration.is_durable for decoration in draft.decorations.values()):
            return
        known = callable_names(self.app)
        loaded = self.modules.reachable(function.script for function in self.app.functions if function.script)
        for path in sorted(loaded):
            try:
                source = self.modules.read(path)
            except UnreadableError:
                continue
            for name, node in unknown_names(source, known):
                yield self.note("unknown-function-name", "warning", path, source.position(node),
                                f'"{name}" is the name of no function of this app',
                                "correct the name, unless another app has that function")  # fmt: skip

    def kept_note(self, function: Function, blocker: Blocker, source: Source) -> Note:
        position = source.position(blocker.node) if hasattr(blocker.node, "lineno") else Position(1, 1)
        message = f"the script {blocker.message}"
        return self.note(blocker.code, "warning", source.path, position, f"kept in place: {message}",
                         "nothing to do; change the script and run again to have it merged", function.name)  # fmt: skip

    def refused(self, functions: Sequence[Function]) -> AppResult:
        results = [
            FunctionResult(f, "", "failed" if f.dead else "kept-in-place", False, (*f.problems, *f.notes))
            for f in functions
        ]
        note = self.note("broken-functions", "error", "", Position(1, 1),
                         "nothing was written, because some functions do not work in the legacy model either",
                         "mend them, or leave them out with --drop-broken")  # fmt: skip
        return self.result("failed", results, (), (note,))

    def failed(self, functions: Sequence[Function], notes: Mapping[str, Note]) -> AppResult:
        results = []
        for function in functions:
            if function.name in notes:
                results.append(FunctionResult(function, "", "failed", False, (notes[function.name], *function.notes)))
            else:
                results.append(FunctionResult(function, "", "kept-in-place", False, function.notes))
        message = "nothing was written, because some functions cannot be expressed or proven"
        note = self.note("not-written", "error", "", Position(1, 1), message, "see the functions")
        return self.result("failed", results, (), (note,))

    def result(
        self,
        status: str,
        functions: Sequence[FunctionResult] = (),
        changes: Sequence[FileChange] = (),
        notes: Sequence[Note] = (),
    ) -> AppResult:
        return AppResult(
            self.app.root,
            status,  # type: ignore[arg-type]
            self.options.layout,
            str(self.target),
            tuple(functions),
            tuple(changes),
            (*self.app.notes, *notes),
        )

    def note(
        self, code: str, severity: str, path: str, position: Position, message: str, remedy: str, function: str = ""
    ) -> Note:
        return Note(code, severity, path, position, message, remedy, function)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _EntryImport:
    """How function_app.py gets at something of a module that stays: imports at the top, or a statement."""

    items: tuple[ImportItem, ...]
    statement: str = ""


class _DeadFunctionsError(Exception):
    """Functions that turned out not to work in the legacy model."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        super().__init__(", ".join(notes))
        self.notes = notes


class _FailedFunctionsError(Exception):
    def __init__(self, notes: Mapping[str, Note]) -> None:
        super().__init__(", ".join(notes))
        self.notes = notes


class _UnwritableError(Exception):
    def __init__(self, functions: Sequence[Function], note: Note) -> None:
        super().__init__(note.message)
        self.functions = functions
        self.note = note


def _by_script(functions: Sequence[Function]) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for function in functions:
        found.setdefault(function.script, []).append(function)
    return found


def _signature_complaint(function: Function, index: Index) -> str | None:
    indexed = index.get(function.name)
    return indexed.signature if indexed else None


def _with_problem(function: Function, notes: Mapping[str, Note]) -> Function:
    note = notes.get(function.name)
    return replace(function, problems=(*function.problems, note)) if note else function


def _load_by_path(name: str, script: str, renderer: Renderer) -> str:
    """Statements that load a package whose name the standard library has already, under another name."""
    module = f"{name}_module"
    parts = " / ".join(["Path(__file__).parent", *(renderer.string(part) for part in script.split("/"))])
    return "\n".join(
        [
            f"{name}_spec = importlib.util.spec_from_file_location({renderer.string(module)}, {parts})",
            f"{module} = importlib.util.module_from_spec({name}_spec)",
            f"sys.modules[{renderer.string(module)}] = {module}",
            f"{name}_spec.loader.exec_module({module})",
        ]
    )


def _is_importable(script: str) -> bool:
    return all(part.isidentifier() for part in module_name(script).split("."))
