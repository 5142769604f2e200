"""What one constructor or decorator call in an earlier spelling becomes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from packaging.version import Version

from pystein_migrate.bindings.catalogue import Row
from pystein_migrate.bindings.decorate import decorator_name

from . import spellings
from .names import LibraryName, Names
from .scopes import Bound, Scope
from .source import Edit, Source, UnsureError


class LeaveError(Exception):
    """The call stays as it is, and a person decides. The fields are a note's."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a call. ``doubt``: only if the app turns out to be a preview one."""

    code: str
    message: str
    remedy: str
    severe: bool = True
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The edits and remarks of one call."""

    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What to upgrade to: the library's release, the host's extension bundle (None: not known), `schedule` or not."""

    target: Version
    bundle_major: int | None
    rename_schedule: bool

    @property
    def cosmos_v4(self) -> bool:
        """Whether the host and the library both speak Cosmos DB extension 4."""
        return (self.bundle_major or 0) >= 4 and self.target >= spellings.COSMOS_V4_SINCE


NOTHING = Rewrite()


@dataclass(slots=True)
class CallRewriter:
    """Rewrites the calls of one file. ``has_routes`` tells whether the app has HTTP functions of its own."""

    source: Source
    names: Names
    goal: Goal
    has_routes: Callable[[], bool]
    renamed_classes: dict[ast.alias, list[tuple[ast.Name, str]]] = field(default_factory=dict)

    def decorator(self, attribute: ast.Attribute, call: ast.Call | None) -> Rewrite:
        """A decorator of an app object. Raises :class:`LeaveError` and :class:`UnsureError`."""
        name = attribute.attr
        if name in spellings.PREVIEW_ONLY:
            row = spellings.PREVIEW_ONLY[name]
            return self._cosmos(attribute, call, row) if row.variant == "v3" else self._renamed(attribute, row)
        if name == "schedule":
            wanted = self.goal.rename_schedule and self.goal.target >= spellings.TIMER_TRIGGER_SINCE
            return Rewrite((self.source.attribute(attribute, "timer_trigger"),)) if wanted else NOTHING
        if call is None:
            return NOTHING
        if name == "route":
            return self._route(call)
        if name == "retry":
            return self._retry(call)
        if name in spellings.COSMOS_SHARED:
            return self._shared_cosmos(attribute, call, spellings.COSMOS_SHARED[name])
        if name in spellings.REPARAMETERED:
            return self._reparametered(call, spellings.REPARAMETERED[name])
        return NOTHING

    def _renamed(self, attribute: ast.Attribute, row: Row) -> Rewrite:
        new = decorator_name(row, self.goal.target)
        return Rewrite((self.source.attribute(attribute, new),)) if new and new != attribute.attr else NOTHING

    def _route(self, call: ast.Call) -> Rewrite:
        edits: list[Edit] = []
        for keyword in call.keywords:
            fields = spellings.ROUTE_DATA_TYPES.get(keyword.arg or "")
            if fields:
                quote = self._quote(call)
                value = self._value_start(keyword)
                edits += [
                    self._keyword(keyword, fields),
                    Edit(value, value, f"{{{quote}dataType{quote}: "),
                    Edit(self.source.end(keyword.value), self.source.end(keyword.value), "}"),
                ]
        doubts = []
        if len(call.args) > 3 and not isinstance(call.args[3], ast.List | ast.Tuple | ast.Set):
            doubts.append(_positional_doubt("route", "the data types came before methods in 1.10"))
        return Rewrite(tuple(edits), tuple(doubts))

    def _retry(self, call: ast.Call) -> Rewrite:
        given = [keyword.value for keyword in call.keywords if keyword.arg == "strategy"] or call.args[:1]
        for value in given:
            if isinstance(value, ast.Constant) and value.value in spellings.RETRY_STRATEGIES:
                old = str(value.value)
                start, end = self.source.start(value), self.source.end(value)
                place = self.source.text.find(old, start, end)
                if place < 0:
                    raise UnsureError("the strategy is not spelled out")
                return Rewrite((Edit(place, place + len(old), spellings.RETRY_STRATEGIES[old]),))
        return NOTHING

    def _reparametered(self, call: ast.Call, row: Row) -> Rewrite:
        if self.goal.target < spellings.former_since(row):
            return NOTHING
        given = {keyword.arg for keyword in call.keywords}
        edits, remarks = [], []
        for keyword in call.keywords:
            new = row.former_params.get(keyword.arg or "")
            if new == "":
                message = f"{row.decorator} has no {keyword.arg} any more; the library emits it as an unknown property"
                remarks.append(Remark("dropped-parameter", message, f"delete {keyword.arg}=…"))
            elif new and new not in given:
                edits.append(self._keyword(keyword, new))
        if len(call.args) > 1 + len(row.required):
            remarks.append(_positional_doubt(row.decorator, "the order of its parameters changed in 1.24.0"))
        return Rewrite(tuple(edits), tuple(remarks))

    def _shared_cosmos(self, attribute: ast.Attribute, call: ast.Call, row: Row) -> Rewrite:
        if self.goal.target < spellings.COSMOS_V4_SINCE:
            return NOTHING
        v4 = spellings.COSMOS_V4[row.decorator]
        given = {keyword.arg for keyword in call.keywords}
        v3_words = spellings.cosmos_v3_words(row)
        if given & spellings.cosmos_v4_words(row):
            edits = [
                self._keyword(keyword, new)
                for keyword in call.keywords
                if keyword.arg in v3_words and (new := spellings.cosmos_v4_param(keyword.arg, v4)) and new not in given
            ]
            return Rewrite(tuple(edits))
        if given & v3_words:
            return self._cosmos(attribute, call, row)
        if None in given or len(call.args) > 1:
            return Rewrite(remarks=(_positional_doubt(attribute.attr, "its parameters changed in 1.14.0"),))
        return NOTHING

    def _cosmos(self, attribute: ast.Attribute, call: ast.Call | None, row: Row) -> Rewrite:
        if self.goal.cosmos_v4:
            return self._cosmos_v4(attribute, call, row)
        renamed = self._renamed(attribute, row)
        if not renamed.edits:
            return NOTHING
        remarks = []
        if self.goal.target < spellings.COSMOS_V4_SINCE and (self.goal.bundle_major or 0) >= 4:
            message = (
                f"extension bundle {self.goal.bundle_major} needs Cosmos DB extension 4 names, which came with 1.14.0"
            )
            remarks.append(Remark("cosmos-target-too-old", message, "choose azure-functions 1.14.0 or newer"))
        elif self.goal.bundle_major is None and self.goal.target >= spellings.COSMOS_V4_SINCE:
            message = "no extension bundle is known, so the names of Cosmos DB extension 3 stay"
            remedy = "name the bundle in host.json; with [4.*, 5.0.0) use the decorators without _v3"
            remarks.append(Remark("cosmos-bundle-unknown", message, remedy))
        return Rewrite(renamed.edits, tuple(remarks))

    def _cosmos_v4(self, attribute: ast.Attribute, call: ast.Call | None, row: Row) -> Rewrite:
        v4 = spellings.COSMOS_V4[row.decorator]
        if call is None or not _static(call):
            raise LeaveError(
                "preview-dynamic-arguments",
                f"{attribute.attr} becomes {v4.decorator} with other parameters; its arguments are not written here",
                f"call {v4.decorator} with container_name, connection and so on",
            )
        edits = [self.source.attribute(attribute, v4.decorator)] if attribute.attr != v4.decorator else []
        unsaid = []
        for index, old in enumerate(spellings.positional_params(row)[: len(call.args)]):
            new = spellings.cosmos_v4_param(old, v4)
            if new is None:
                raise LeaveError("preview-positional-arguments", f"{v4.decorator} has no {old}", f"leave {old} out")
            edits.append(self._named(call, index, new))
        for keyword in call.keywords:
            new = spellings.cosmos_v4_param(keyword.arg or "", v4)
            if new is None and keyword.arg and keyword.arg in row.params.values():
                unsaid.append(keyword.arg)
            elif new and new != keyword.arg:
                edits.append(self._keyword(keyword, new))
        remarks = [
            Remark(
                "cosmos-extension-4",
                f"bundle {self.goal.bundle_major} has Cosmos DB extension 4: {attribute.attr} now has its names",
                "",
                severe=False,
            )
        ]
        if unsaid:
            message = f"Cosmos DB extension 4 does not read {', '.join(unsaid)}"
            remarks.append(
                Remark("cosmos-extension-4-unread", message, "delete the arguments or set them in host.json")
            )
        return Rewrite(tuple(edits), tuple(remarks))

    def constructor(self, call: ast.Call, scope: Scope) -> Rewrite:
        """``FunctionApp(…)`` itself. Raises :class:`LeaveError` and :class:`UnsureError`."""
        arguments = self._constructor_arguments(call, scope)
        if not isinstance(arguments, Mapping):
            return Rewrite(remarks=(arguments,))
        served = [name for name in spellings.HTTP_APP_CLASSES if name in arguments and not _is_none(arguments[name])]
        if len(served) > 1:
            raise LeaveError(
                "preview-two-http-apps",
                "one function app cannot be both a WsgiFunctionApp and an AsgiFunctionApp",
                "serve one of them, or mount one in the other",
            )
        new_names = {"auth_level": "http_auth_level"}
        edits: list[Edit] = []
        dropped: set[str] = set()
        if self.goal.target >= spellings.HTTP_APP_CLASSES_SINCE:
            dropped |= {name for name in (*spellings.HTTP_APP_CLASSES, "app_kwargs") if name in arguments}
            dropped -= set(served)
            for name in served:
                new_names[name] = "app"
        level_edits = self._app_kwargs(arguments, dropped, bool(served))
        if level_edits:
            new_names["app_kwargs"] = "http_auth_level"
        edits += level_edits
        edits += self._argument_edits(call, arguments, dropped, new_names)
        if served and self.goal.target >= spellings.HTTP_APP_CLASSES_SINCE:
            edits += self._class_edits(call.func, spellings.HTTP_APP_CLASSES[served[0]], scope)
        return Rewrite(tuple(edits))

    def _constructor_arguments(self, call: ast.Call, scope: Scope) -> Mapping[str, ast.expr] | Remark:
        """Every argument by its name, or why that cannot be told. Empty where there is nothing to do."""
        keywords = [keyword.arg or "" for keyword in call.keywords]
        former = set(keywords) & set(spellings.CONSTRUCTOR_PARAMS)
        if not _static(call):
            if former:
                raise LeaveError(
                    "preview-dynamic-arguments",
                    f"FunctionApp has no {', '.join(sorted(former))} any more, and not all arguments are written here",
                    "write them out: FunctionApp(http_auth_level=…), WsgiFunctionApp(app=…), AsgiFunctionApp(app=…)",
                )
            return _positional_doubt("FunctionApp", "auth_level is http_auth_level since 1.11.0")
        if not former and len(call.args) < 2:
            if call.args and not self._is_level(call.args[0], scope):
                return _positional_doubt("FunctionApp", "its first parameter was wsgi_app in 1.10")
            return {}
        in_1_10 = former & {"auth_level", "app_kwargs"} or len(call.args) > 1
        order = spellings.CONSTRUCTOR_PARAMS if in_1_10 else ("http_auth_level",)
        arguments = dict(zip(order, call.args, strict=False))
        arguments.update({keyword.arg or "": keyword.value for keyword in call.keywords})
        if len(arguments) < len(call.args) + len(call.keywords) or {"auth_level", "http_auth_level"} <= set(arguments):
            raise LeaveError("preview-arguments", "FunctionApp has an argument twice", "leave one of them out")
        return arguments

    def _app_kwargs(self, arguments: Mapping[str, ast.expr], dropped: set[str], served: bool) -> list[Edit]:
        """``app_kwargs`` set methods, level and data types of the HTTP app's one route; only the level lives on."""
        value = arguments.get("app_kwargs")
        if value is None or not served or _is_none(value) or (isinstance(value, ast.Dict) and not value.keys):
            return []
        level = _only_level(value)
        levels_elsewhere = {"auth_level", "http_auth_level"} & set(arguments) or self.has_routes()
        if level is None or levels_elsewhere or "app_kwargs" not in dropped:
            raise LeaveError(
                "preview-app-kwargs",
                "app_kwargs set methods, level and data types of the HTTP app's route; nothing does since 1.11.0",
                "hand the request to WsgiMiddleware or AsgiMiddleware in a function with its own @app.route(…)",
            )
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
                edits.append(self._named(call, index, new))
            elif new != name:
                edits.append(self._keyword(keyword, new))
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
            return [self.source.attribute(func, new)]
        if isinstance(func, ast.Name):
            home = scope.home_of(func.id)
            bound = home.bindings[func.id] if home else []
            if not bound:  # from a star import
                return [self.source.replace(self.source.start(func), func.id, new)]
            alias = _library_alias(bound)
            if alias is not None:
                self.renamed_classes.setdefault(alias, []).append((func, new))
                return []
        raise LeaveError("preview-http-app", f"this FunctionApp has to be a {new}", f"call azure.functions.{new} here")

    def import_edits(self) -> list[Edit]:
        """The imports for classes that were imported by name, and the names where they are called."""
        edits = []
        for alias, calls in self.renamed_classes.items():
            local = alias.asname or alias.name
            uses = sum(1 for node in ast.walk(self.source.tree) if isinstance(node, ast.Name) and node.id == local)
            classes = sorted({new for _, new in calls})
            start, end = self.source.start(alias), self.source.end(alias)
            if uses == len(calls) and len(classes) == 1:
                edits.append(self.source.replace(start, alias.name, classes[0]))
                if alias.asname:
                    continue
            else:
                edits.append(Edit(end, end, "".join(f", {new}" for new in classes)))
            edits += [self.source.replace(self.source.start(func), func.id, new) for func, new in calls]
        return edits

    def _is_level(self, node: ast.expr, scope: Scope) -> bool:
        value = self.names.value(node, scope)
        known = isinstance(value, LibraryName) and ".AuthLevel" in value.dotted
        return known or (isinstance(node, ast.Constant) and isinstance(node.value, str))

    def _keyword(self, keyword: ast.keyword, new: str) -> Edit:
        return self.source.replace(self.source.start(keyword), keyword.arg or "", new)

    def _named(self, call: ast.Call, index: int, name: str) -> Edit:
        """Give the positional argument its name."""
        start = self.source.start(call.args[index])
        before = self.source.end(call.args[index - 1] if index else call.func)
        if self.source.text[before:start].strip() != ("," if index else "("):
            raise UnsureError("a positional argument is in parentheses or has a comment before it")
        return Edit(start, start, f"{name}=")

    def _value_start(self, keyword: ast.keyword) -> int:
        start = self.source.start(keyword.value)
        if self.source.text[self.source.start(keyword) + len(keyword.arg or "") : start].strip() != "=":
            raise UnsureError("the argument is in parentheses or has a comment before it")
        return start

    def _quote(self, call: ast.Call) -> str:
        text = self.source.text[self.source.start(call) : self.source.end(call)]
        return "'" if text.count("'") > text.count('"') else '"'


def _static(call: ast.Call) -> bool:
    return not any(isinstance(argument, ast.Starred) for argument in call.args) and all(
        keyword.arg for keyword in call.keywords
    )


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


def _positional_doubt(name: str, why: str) -> Remark:
    return Remark(
        "preview-positional-arguments",
        f"whether {name} is called in a preview spelling cannot be told from its arguments: {why}",
        "write the arguments with their names",
        doubt=True,
    )
