"""Function apps that serve a WSGI or ASGI app."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import libcst as cst

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.codemods.rewriting import Build
from pystein_migrate.decorators.app import Register
from pystein_migrate.facts import releases, spellings
from pystein_migrate.notes import (
    PREVIEW_APP_KWARGS,
    PREVIEW_ARGUMENTS,
    PREVIEW_BY_HAND,
    PREVIEW_DYNAMIC_ARGUMENTS,
    PREVIEW_HTTP_APP,
    PREVIEW_POSITIONAL_ARGUMENTS,
    PREVIEW_TWO_HTTP_APPS,
)
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .calls import LeaveError, UnsureError, app_of, check_positional, named, renamed_attribute
from .constructors import ConstructorCodemod, arguments_of, is_http_app


@dataclass(slots=True)
class _Plan:
    """What becomes of the arguments of one call, by their names."""

    names: dict[str, str] = field(default_factory=lambda: {"auth_level": "http_auth_level"})
    dropped: set[str] = field(default_factory=set)


class HttpApps(ConstructorCodemod):
    """Turns `FunctionApp(wsgi_app=…)` of 1.10 and 1.11 into `WsgiFunctionApp(app=…)`, and `asgi_app` likewise.

    The class is imported where `FunctionApp` is. Arguments that are None go, those given by position get names.
    `app_kwargs` set methods, level and data types of the one route, and nothing does that now: with a level alone it
    becomes `http_auth_level`, if no other function is asked for it; else the call stays, with a note.
    """

    name = "http-apps"
    notes = (
        PREVIEW_APP_KWARGS,
        PREVIEW_ARGUMENTS,
        PREVIEW_BY_HAND,
        PREVIEW_DYNAMIC_ARGUMENTS,
        PREVIEW_HTTP_APP,
        PREVIEW_POSITIONAL_ARGUMENTS,
        PREVIEW_TWO_HTTP_APPS,
    )
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "import azure.functions as func\nfrom site import application\n\n"
            "app = func.FunctionApp(wsgi_app=application, auth_level=func.AuthLevel.ANONYMOUS)\n",
            "import azure.functions as func\nfrom site import application\n\n"
            "app = func.WsgiFunctionApp(app=application, http_auth_level=func.AuthLevel.ANONYMOUS)\n",
            path="function_app.py",
        ),
        Example(
            "from azure.functions import AuthLevel, FunctionApp\nfrom site import application\n\n"
            "app = FunctionApp(None, application, {}, AuthLevel.ADMIN)\n",
            "from azure.functions import AuthLevel, AsgiFunctionApp\nfrom site import application\n\n"
            "app = AsgiFunctionApp(app=application, http_auth_level=AuthLevel.ADMIN)\n",
            path="function_app.py",
        ),
    )

    @classmethod
    def is_for(cls, call: ast.Call) -> bool:
        """Whether it serves a WSGI or ASGI app."""
        return is_http_app(call)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Upgrade each call for itself, then the imports of their classes."""
        super().find(subject, findings)
        changed = [target.node for target in findings.targets if target.by == cls.name]
        calls = [node for node in changed if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        by_alias: dict[ast.alias, dict[ast.Name, str]] = {}
        for register in app_of(subject).everywhere.made:
            func = register.call.node.func
            if register.call.node in calls and isinstance(func, ast.Name):
                new = _new_class(subject, _served(arguments_of(subject, Findings(), register)))
                alias = _library_alias(subject.source, func.id) if new else None
                if alias is not None and new:
                    by_alias.setdefault(alias, {})[func] = new
        for alias, uses in by_alias.items():
            cls._import_classes(subject.source, findings, alias, uses)

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, register: Register) -> None:
        """Change one call. Raises :class:`LeaveError`."""
        call = register.call.node
        arguments = arguments_of(subject, findings, register)
        if not arguments:
            return
        served = _served(arguments)
        plan = _Plan()
        new_class = _new_class(subject, served)
        if subject.target >= releases.GENERALLY_AVAILABLE:
            plan.dropped = {*spellings.HTTP_APP_CLASSES, "app_kwargs"} & arguments.keys() - {served}
            plan.names[served] = "app"
        if served:
            _plan_app_kwargs(subject, arguments, plan)
        _check(subject.source, call, arguments, plan.dropped)
        findings.want(cls, call, _with_arguments(list(arguments), plan.dropped, plan.names))
        if isinstance(call.func, ast.Attribute) and new_class:
            findings.want(cls, call.func, renamed_attribute(new_class))
        elif new_class and _is_star_imported(subject.source, call.func):
            findings.want(cls, call.func, _another_name(new_class))
        elif new_class and not (isinstance(call.func, ast.Name) and _library_alias(subject.source, call.func.id)):
            raise LeaveError(PREVIEW_HTTP_APP, wanted=new_class)

    @classmethod
    def _import_classes(
        cls, source: Source, findings: Findings, alias: ast.alias, uses: Mapping[ast.Name, str]
    ) -> None:
        """Import the new classes in the place of ``FunctionApp``, or beside it where that is still used."""
        local = alias.asname or alias.name
        mentioned = sum(1 for node in source.nodes_of(ast.Name) if node.id == local)
        classes = sorted(set(uses.values()))
        replaced = mentioned == len(uses) and len(classes) == 1
        findings.want(cls, alias, _renamed_alias(classes[0]) if replaced else _with_more(classes))
        if not (replaced and alias.asname):
            for func, new in uses.items():
                findings.want(cls, func, _another_name(new))


def _served(arguments: Mapping[str, ast.expr]) -> str:
    """The argument that names the WSGI or ASGI app, "" if none does. Raises :class:`LeaveError`."""
    served = [name for name in spellings.HTTP_APP_CLASSES if name in arguments and not _is_none(arguments[name])]
    if len(served) > 1:
        raise LeaveError(PREVIEW_TWO_HTTP_APPS)
    return served[0] if served else ""


def _new_class(subject: Subject, served: str) -> str:
    available = subject.target >= releases.GENERALLY_AVAILABLE
    return spellings.HTTP_APP_CLASSES[served] if served and available else ""


def _plan_app_kwargs(subject: Subject, arguments: Mapping[str, ast.expr], plan: _Plan) -> None:
    """``app_kwargs`` set methods, level and data types of the HTTP app's one route; only the level lives on."""
    value = arguments.get("app_kwargs")
    if value is None or _is_none(value) or (isinstance(value, ast.Dict) and not value.keys):
        return
    levels_elsewhere = {"auth_level", "http_auth_level"} & set(arguments) or _has_routes(subject)
    if not _is_only_level(value) or levels_elsewhere or "app_kwargs" not in plan.dropped:
        raise LeaveError(PREVIEW_APP_KWARGS)
    plan.dropped.discard("app_kwargs")
    plan.names["app_kwargs"] = "http_auth_level"


def _has_routes(subject: Subject) -> bool:
    mentions = app_of(subject).everywhere.mentions
    return any(mention.method == "route" and mention.register and mention.call for mention in mentions)


def _check(source: Source, call: ast.Call, arguments: Mapping[str, ast.expr], dropped: Collection[str]) -> None:
    """Raise :class:`UnsureError` where a comment would be lost or a bracket moved."""
    keywords = {keyword.arg: keyword for keyword in call.keywords}
    starts = [source.start(keywords.get(name) or node) for name, node in arguments.items()]
    ends = [source.end(node) for node in arguments.values()]
    kept = [index for index, name in enumerate(arguments) if name not in dropped]
    for index in kept:
        if index < len(call.args):
            check_positional(source, call, index)
    first = kept[0] if kept else len(starts)
    removed = [(starts[0], starts[first] if kept else source.end(call))] if first else []
    removed += [(ends[index - 1], ends[index]) for index in range(first, len(starts)) if index not in kept]
    if any("#" in source.text[start:end] for start, end in removed):
        raise UnsureError("a comment stands between the arguments")


def _with_arguments(names: list[str], dropped: Collection[str], new_names: Mapping[str, str]) -> Build:
    """Builds the call anew without those ``dropped``, each of which leaves its comma to the argument before it."""

    def build(updated: cst.CSTNode) -> cst.CSTNode:
        kept: list[cst.Arg] = []
        for name, argument in zip(names, cst.ensure_type(updated, cst.Call).args, strict=True):
            if name not in dropped:
                renamed = named(argument, new_names.get(name, name))
                kept.append(_level_of(renamed) if name == "app_kwargs" and name in new_names else renamed)
            elif kept:
                after = argument.whitespace_after_arg
                kept[-1] = kept[-1].with_changes(comma=argument.comma, whitespace_after_arg=after)
        return updated.with_changes(args=kept)

    return build


def _level_of(argument: cst.Arg) -> cst.Arg:
    element = cst.ensure_type(argument.value, cst.Dict).elements[0]
    return argument.with_changes(value=element.value)


def _another_name(new: str) -> Build:
    return lambda updated: updated.with_changes(value=new)


def _renamed_alias(new: str) -> Build:
    return lambda updated: updated.with_changes(name=cst.Name(new))


def _with_more(classes: list[str]) -> Build:
    """Builds an imported name anew with others behind it."""

    def build(updated: cst.CSTNode) -> cst.FlattenSentinel[cst.CSTNode]:
        first = cst.ensure_type(updated, cst.ImportAlias)
        names = [first, *(cst.ImportAlias(cst.Name(name)) for name in classes)]
        comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        names = [name.with_changes(comma=comma) for name in names[:-1]] + [names[-1].with_changes(comma=first.comma)]
        return cst.FlattenSentinel(names)

    return build


def _library_alias(source: Source, name: str) -> ast.alias | None:
    """The one ``from azure.functions import FunctionApp`` that binds ``name``, if nothing else does."""
    aliases = [
        alias
        for node in source.nodes_of(ast.ImportFrom)
        if (node.module or "").startswith("azure.functions") and not node.level
        for alias in node.names
        if alias.name == "FunctionApp" and (alias.asname or alias.name) == name
    ]
    others = [bound.node for bound in module_scope(source).bound.get(name, ()) if bound.node not in aliases]
    return aliases[0] if len(aliases) == 1 and not others else None


def _is_star_imported(source: Source, func: ast.expr) -> bool:
    """Whether nothing in the file binds the class by its name."""
    scope = module_scope(source)
    return isinstance(func, ast.Name) and func.id not in scope.bound and func.id not in scope.all_locals


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_only_level(node: ast.expr) -> bool:
    key = node.keys[0] if isinstance(node, ast.Dict) and len(node.keys) == 1 else None
    return isinstance(key, ast.Constant) and key.value == "auth_level"
