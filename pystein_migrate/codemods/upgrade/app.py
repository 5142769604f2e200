"""From all files of an app to the ones that an upgrade changes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.facts import releases, spellings
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import START, Note
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

from .calls import NOTHING, Goal, LeaveError, Remark, Rewrite
from .constructors import ConstructorRewriter
from .decorators import DecoratorRewriter
from .edits import UnsureError, edited
from .names import UNKNOWN, AppClass, AppObject, LibraryName
from .project import Project
from .required import required_version
from .scopes import Scope, Site


def upgrade_app(
    files: Mapping[str, bytes], target: Version, *, bundle_major: int | None, rename_schedule: bool = False
) -> tuple[list[FileChange], list[Note], Version | None]:
    """Rewrite what azure-functions ``target`` no longer knows to the names that it has.

    ``files`` maps paths from the app root (forward slashes) to bytes; only ``.py`` files are looked at, and only those
    that hold an earlier spelling are parsed. ``bundle_major`` is the major version of host.json's extension bundle,
    which decides between the Cosmos DB decorators. ``rename_schedule`` also turns ``schedule`` into ``timer_trigger``.

    Returns the changed files, what a person should know, and the oldest azure-functions release that has every name
    that the changed app uses, None if nothing changes. Raises nothing: a file that cannot be read is a note.
    """
    pattern = spellings.candidate_pattern(rename_schedule)
    candidates = [path for path in sorted(files) if path.endswith(".py") and pattern.search(files[path])]
    if not candidates or target < releases.HTTP_AUTH_LEVEL:
        return [], [], None
    project = Project(files)
    goal = Goal(target, bundle_major, rename_schedule)
    results = [_upgrade_file(project, path, goal) for path in candidates]
    changes = [change for result in results if (change := result.change)]
    told = [note for result in results for note in result.notes]
    if not changes:
        return [], told, None
    told += [note for result in results for note in result.doubts]
    after = Project({**files, **{change.path: change.after or b"" for change in changes}})
    required = required_version(after)
    if required > target:
        told.append(_too_old(required, target))
    return changes, sorted(told, key=lambda note: (note.path, note.position)), required


@dataclass(slots=True)
class _FileResult:
    """``doubts`` are notes for an app that turns out to be a preview one."""

    change: FileChange | None = None
    notes: list[Note] = field(default_factory=list)
    doubts: list[Note] = field(default_factory=list)


def _upgrade_file(project: Project, path: str, goal: Goal) -> _FileResult:
    module = project.module(path)
    result = _FileResult()
    if isinstance(module, Note):
        result.doubts.append(module)
        return result
    decorators = DecoratorRewriter(module.source, goal)
    constructors = ConstructorRewriter(module.source, project.names, goal, lambda: _has_routes(project))
    edits: list[Edit] = []
    for site in module.sites:
        try:
            rewrite = _rewrite(project, decorators, constructors, site)
        except LeaveError as error:
            rewrite = Rewrite(remarks=(error.remark,))
        except UnsureError as error:
            rewrite = Rewrite(remarks=(_by_hand(str(error)),))
        edits += rewrite.edits
        for remark in rewrite.remarks:
            (result.doubts if remark.doubt else result.notes).append(_note(module.source, site.node, remark))
    try:
        edits += constructors.import_edits()
        if edits:
            result.change = FileChange(path, project.files[path], edited(module.source, project.files[path], edits))
    except UnsureError as error:
        result.notes = [_note(module.source, None, _by_hand(str(error)))]
    return result


def _rewrite(project: Project, decorators: DecoratorRewriter, constructors: ConstructorRewriter, site: Site) -> Rewrite:
    call = site.node if isinstance(site.node, ast.Call) else None
    attribute = site.node.func if isinstance(site.node, ast.Call) else site.node
    if call is not None:
        callee = project.names.value(call.func, site.scope)
        if isinstance(callee, AppClass):
            direct = callee.name == "FunctionApp" and "__init__" not in callee.own
            return constructors.rewrite(call, site.scope) if direct else NOTHING
    if not isinstance(attribute, ast.Attribute):
        return _by_string(project, call, site.scope)
    if attribute.attr not in spellings.DECORATORS:
        return NOTHING
    if project.app_object(site):
        return decorators.rewrite(attribute, call)
    return _of_unknown(project, site, attribute)


def _of_unknown(project: Project, site: Site, attribute: ast.Attribute) -> Rewrite:
    """A preview decorator of something that may or may not be an app object."""
    if site.decorator and isinstance(site.node, ast.Call) and attribute.attr in spellings.PREVIEW_ONLY:
        value = project.names.value(attribute.value, site.scope)
        names_binding = any(keyword.arg == "arg_name" for keyword in site.node.keywords)
        if names_binding and (value is UNKNOWN or isinstance(value, LibraryName)):
            new = spellings.PREVIEW_ONLY[attribute.attr].decorator
            facts = {"name": attribute.attr, "owner": ast.unparse(attribute.value), "wanted": new}
            return Rewrite(remarks=(Remark(notes.PREVIEW_UNKNOWN_OBJECT, facts),))
    return NOTHING


def _by_string(project: Project, call: ast.Call | None, scope: Scope) -> Rewrite:
    """``getattr(app, "write_queue")``."""
    if call is None or not isinstance(call.func, ast.Name) or call.func.id != "getattr" or len(call.args) < 2:
        return NOTHING
    name = call.args[1]
    row = spellings.PREVIEW_ONLY.get(str(name.value)) if isinstance(name, ast.Constant) else None
    if row is None or not isinstance(project.names.value(call.args[0], scope), AppObject):
        return NOTHING
    message = "a preview decorator is looked up by its name in a string"
    facts = {"message": message, "remedy": f"use {row.decorator}"}
    return Rewrite(remarks=(Remark(notes.PREVIEW_DYNAMIC_ARGUMENTS, facts),))


def _has_routes(project: Project) -> bool:
    return any(
        project.app_object(site) is not None
        for module in project.modules()
        for site in module.sites
        if isinstance(site.node, ast.Call) and getattr(site.node.func, "attr", "") == "route"
    )


def _note(source: Source, node: ast.expr | None, remark: Remark) -> Note:
    position = source.position(node) if node is not None else START
    return remark.kind.at(source.path, position, **remark.facts)


def _by_hand(why: str) -> Remark:
    return Remark(notes.PREVIEW_BY_HAND, {"reason": why})


def _too_old(required: Version, target: Version) -> Note:
    message = f"the app uses what azure-functions {target} does not have yet; {required} is the first that has it all"
    remedy = f"choose azure-functions {required} or newer"
    return notes.TARGET_TOO_OLD.at("", severity="warning", message=message, remedy=remedy)
