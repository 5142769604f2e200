"""What ``FunctionApp(…)`` in an earlier spelling becomes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pystein_migrate import notes
from pystein_migrate.facts import releases, spellings
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

from .calls import Goal, LeaveError, Remark, Rewrite, is_static, named_argument, positional_doubt, renamed_keyword
from .edits import UnsureError, renamed_attribute, replaced
from .names import LibraryName, Names
from .scopes import Bound, Scope


@dataclass(slots=True)
class ConstructorRewriter:
    """Rewrites the constructors of one file. ``has_routes`` tells whether the app has HTTP functions of its own."""

    source: Source
    names: Names
    goal: Goal
    has_routes: Callable[[], bool]
    renamed_classes: dict[ast.alias, list[tuple[ast.Name, str]]] = field(default_factory=dict)

    def rewrite(self, call: ast.Call, scope: Scope) -> Rewrite:
        """``FunctionApp(…)`` itself. Raises :class:`LeaveError` and :class:`UnsureError`."""
        arguments = self._constructor_arguments(call, scope)
        if not isinstance(arguments, Mapping):
            return Rewrite(remarks=(arguments,))
        served = [name for name in spellings.HTTP_APP_CLASSES if name in arguments and not _is_none(arguments[name])]
        if len(served) > 1:
            raise LeaveError(notes.PREVIEW_TWO_HTTP_APPS)
        new_names = {"auth_level": "http_auth_level"}
        edits: list[Edit] = []
        dropped: set[str] = set()
        if self.goal.target >= releases.GENERALLY_AVAILABLE:
            dropped |= {name for name in (*spellings.HTTP_APP_CLASSES, "app_kwargs") if name in arguments}
            dropped -= set(served)
            for name in served:
                new_names[name] = "app"
        level_edits = self._app_kwargs(arguments, dropped, bool(served))
        if level_edits:
            new_names["app_kwargs"] = "http_auth_level"
        edits += level_edits
        edits += self._argument_edits(call, arguments, dropped, new_names)
        if served and self.goal.target >= releases.GENERALLY_AVAILABLE:
            edits += self._class_edits(call.func, spellings.HTTP_APP_CLASSES[served[0]], scope)
        return Rewrite(tuple(edits))

    def _constructor_arguments(self, call: ast.Call, scope: Scope) -> Mapping[str, ast.expr] | Remark:
        """Every argument by its name, or why that cannot be told. Empty where there is nothing to do."""
        keywords = [keyword.arg or "" for keyword in call.keywords]
        former = set(keywords) & set(spellings.CONSTRUCTOR_PARAMS)
        if not is_static(call):
            if former:
                raise LeaveError(
                    notes.PREVIEW_DYNAMIC_ARGUMENTS,
                    message=f"FunctionApp has no {', '.join(sorted(former))} any more, "
                    "and not all arguments are written here",
                    remedy="write them out: FunctionApp(http_auth_level=…), WsgiFunctionApp(app=…), "
                    "AsgiFunctionApp(app=…)",
                )
            return positional_doubt("FunctionApp", "auth_level is http_auth_level since 1.11.0")
        if not former and len(call.args) < 2:
            if call.args and not self._is_level(call.args[0], scope):
                return positional_doubt("FunctionApp", "its first parameter was wsgi_app in 1.10")
            return {}
        in_1_10 = former & {"auth_level", "app_kwargs"} or len(call.args) > 1
        order = spellings.CONSTRUCTOR_PARAMS if in_1_10 else ("http_auth_level",)
        arguments = dict(zip(order, call.args, strict=False))
        arguments.update({keyword.arg or "": keyword.value for keyword in call.keywords})
        if len(arguments) < len(call.args) + len(call.keywords) or {"auth_level", "http_auth_level"} <= set(arguments):
            raise LeaveError(notes.PREVIEW_ARGUMENTS)
        return arguments

    def _app_kwargs(self, arguments: Mapping[str, ast.expr], dropped: set[str], served: bool) -> list[Edit]:
        """``app_kwargs`` set methods, level and data types of the HTTP app's one route; only the level lives on."""
        value = arguments.get("app_kwargs")
        if value is None or not served or _is_none(value) or (isinstance(value, ast.Dict) and not value.keys):
            return []
        level = _only_level(value)
        levels_elsewhere = {"auth_level", "http_auth_level"} & set(arguments) or self.has_routes()
        if level is None or levels_elsewhere or "app_kwargs" not in dropped:
            raise LeaveError(notes.PREVIEW_APP_KWARGS)
        dropped.discard("app_kwargs")
        return [
            Edit(self.source.start(value), self.source.start(level), ""),
            Edit(self.source.end(level), self.source.end(value), ""),
        ]

    def _argument_edits(
        self, call: ast.Call, arguments: Mapping[str, ast.expr], dropped: set[str], new_names: Mapping[str, str]
    ) -> list[Edit]:
        edits, spans = [], []
        keywords = {keyword.arg: keyword for keyword in call.keywords}
        for index, name in enumerate(arguments):
            keyword = keywords.get(name)
            spans.append(
                (self.source.start(keyword or arguments[name]), self.source.end(arguments[name]), name in dropped)
            )
            new = new_names.get(name, name)
            if name in dropped:
                continue
            if keyword is None:
                edits.append(named_argument(self.source, call, index, new))
            elif new != name:
                edits.append(renamed_keyword(self.source, keyword, new))
        return edits + self._removals(call, spans)

    def _removals(self, call: ast.Call, spans: Sequence[tuple[int, int, bool]]) -> list[Edit]:
        """Take arguments out together with the comma that parted them from what stays."""
        ordered = sorted(spans)
        leading = next((index for index, span in enumerate(ordered) if not span[2]), len(ordered))
        removals = []
        if leading == len(ordered) and ordered:
            removals.append(Edit(ordered[0][0], self.source.end(call) - 1, ""))
        elif leading:
            removals.append(Edit(ordered[0][0], ordered[leading][0], ""))
        removals += [
            Edit(ordered[index - 1][1], end, "")
            for index, (_, end, gone) in enumerate(ordered)
            if gone and index > leading
        ]
        if any("#" in self.source.text[edit.start : edit.end] for edit in removals):
            raise UnsureError("a comment stands between the arguments")
        return removals

    def _class_edits(self, func: ast.expr, new: str, scope: Scope) -> list[Edit]:
        if isinstance(func, ast.Attribute):
            return [renamed_attribute(self.source, func, new)]
        if isinstance(func, ast.Name):
            home = scope.home_of(func.id)
            bound = home.bindings[func.id] if home else []
            if not bound:  # from a star import
                return [replaced(self.source, self.source.start(func), func.id, new)]
            alias = _library_alias(bound)
            if alias is not None:
                self.renamed_classes.setdefault(alias, []).append((func, new))
                return []
        raise LeaveError(notes.PREVIEW_HTTP_APP, wanted=new)

    def import_edits(self) -> list[Edit]:
        """The imports for classes that were imported by name, and the names where they are called."""
        edits = []
        for alias, calls in self.renamed_classes.items():
            local = alias.asname or alias.name
            uses = sum(1 for node in self.source.nodes if isinstance(node, ast.Name) and node.id == local)
            classes = sorted({new for _, new in calls})
            start, end = self.source.start(alias), self.source.end(alias)
            if uses == len(calls) and len(classes) == 1:
                edits.append(replaced(self.source, start, alias.name, classes[0]))
                if alias.asname:
                    continue
            else:
                edits.append(Edit(end, end, "".join(f", {new}" for new in classes)))
            edits += [replaced(self.source, self.source.start(func), func.id, new) for func, new in calls]
        return edits

    def _is_level(self, node: ast.expr, scope: Scope) -> bool:
        value = self.names.value(node, scope)
        known = isinstance(value, LibraryName) and ".AuthLevel" in value.dotted
        return known or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _only_level(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Dict) and len(node.keys) == 1:
        key = node.keys[0]
        if isinstance(key, ast.Constant) and key.value == "auth_level":
            return node.values[0]
    return None


def _library_alias(bound: Sequence[Bound]) -> ast.alias | None:
    """The one ``from azure.functions import FunctionApp`` that binds a name, if it is that and nothing else."""
    first = bound[0]
    if len(bound) == 1 and first.imported is not None and isinstance(first.node, ast.alias):
        library = first.imported.module.startswith("azure.functions") and not first.imported.level
        return first.node if library and first.imported.name == "FunctionApp" else None
    return None
