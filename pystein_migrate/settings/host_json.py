"""host.json: which extension bundle an app has, and raising it where the user asks for that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.facts import bundles
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import START, Note, Position
from pystein_migrate.text import jsonc
from pystein_migrate.text.edits import Edit
from pystein_migrate.text.jsonc_edit import add_member, replace_value
from pystein_migrate.text.raw import RawText

from .json_node import json_node

PATH = "host.json"
BUNDLE_ID = "Microsoft.Azure.Functions.ExtensionBundle"
NEWEST_BUNDLE = bundles.SUPPORTED
_OLD_COSMOS = re.compile(rb"\bcosmos_db\w*_v3\b|\b(?:lease_)?collection_name\b|\b(?:lease)?[cC]ollectionName\b")
DEFAULT_ROUTE_PREFIX = "api"

# NuGet's interval notation: [4.*, 5.0.0), [3.3.0, 4.0.0), [4.0.0], 4.*
_RANGE = re.compile(
    r"\s*(?P<open>[\[(])?\s*(?P<low>\d+)[^,\])]*(?P<comma>,)?\s*(?P<high>[\d.*]+)?[^\])]*(?P<close>[\])])?"
)


def bundle_major(app: App) -> int | None:
    """The newest major version of the extension bundle that host.json admits; None without a bundle."""
    version = host_node(app, "extensionBundle", "version")
    match = _RANGE.match(version.value) if version and isinstance(version.value, str) else None
    if not match:
        return None
    low = int(match["low"])
    if not match["comma"]:
        return low
    if not match["high"]:
        return max(low, NEWEST_BUNDLE)
    high, *rest = match["high"].split(".")
    above_zero = any(part.strip("0") for part in rest)
    return max(low, int(high) if above_zero or match["close"] == "]" else int(high) - 1)


def has_old_bundle(app: App) -> bool:
    """Whether host.json holds an extension bundle below 4, whose Cosmos DB extension has other names."""
    major = bundle_major(app)
    return major is not None and major < NEWEST_BUNDLE


def route_prefix(app: App) -> str:
    """What stands in front of every route: "api" unless host.json says otherwise; "" for nothing."""
    node = host_node(app, "extensions", "http", "routePrefix")
    return node.value if node and isinstance(node.value, str) else DEFAULT_ROUTE_PREFIX


@dataclass(frozen=True, slots=True)
class AllowList:
    """The functions that the host loads, their ``names`` in lower case, and where host.json says so."""

    names: frozenset[str]
    position: Position
    path: str = PATH


def function_allow_list(app: App) -> AllowList | None:
    """What "functions" in host.json lists; None where the host loads all.

    It compares names without case, and takes an empty list for none (host: FunctionMetadataManager).
    """
    node = host_node(app, "functions")
    names = node.value if node and isinstance(node.value, list) else []
    if node is None or not names:
        return None
    position = RawText.decode(app.files[PATH]).position(node.start)
    return AllowList(frozenset(str(name).lower() for name in names), position)


def note_bundle(app: App, functions: Iterable[Function]) -> list[Note]:
    """What is to be said of the extension bundle of ``app``, whose ``functions`` run, unless it is raised."""
    major = bundle_major(app)
    if major is not None:
        return _old_bundle(app, major)
    if PATH not in app.files or host_node(app, "extensionBundle") or bundles.has_own_extensions(app.paths):
        return []
    types = {each.name: bundles.needs_extension(binding.type for binding in each.bindings) for each in functions}
    concerned = [name for name, needed in types.items() if needed]
    if not concerned:
        return []
    needed = dict.fromkeys(kind for each in types.values() for kind in each)
    who = f"{concerned[0]} needs" if len(concerned) == 1 else f"{', '.join(concerned)} need"
    return [notes.MISSING_BUNDLE.at(PATH, functions=who, types=", ".join(needed))]


def _old_bundle(app: App, major: int) -> list[Note]:
    """A note if the bundle's ``major`` version is out of support, and a warning if the host does not start with it."""
    name, version = (host_node(app, "extensionBundle", key) for key in ("id", "version"))
    if major >= bundles.SUPPORTED or version is None or not name or str(name.value).lower() != BUNDLE_ID.lower():
        return []
    position = RawText.decode(app.files[PATH]).position(version.start)
    if major < bundles.STARTING:
        problem = f"Functions 4.x, which the decorator model needs, does not start with extension bundle {major}"
        return [notes.OLD_BUNDLE.at(PATH, position, problem=problem)]
    ended = f"extension bundle {major} is out of support since {bundles.SUPPORT_ENDED}"
    problem = f"{ended}; migrating with --bundle 4 raises it"
    return [notes.OLD_BUNDLE.at(PATH, position, severity="info", problem=problem)]


def plan_bundle(app: App, major: int = NEWEST_BUNDLE) -> tuple[list[FileChange], list[Note]]:
    """Raise the extension bundle to ``major``, or add one. An app that is there already stays as it is."""
    current = bundle_major(app)
    if current is not None and current >= major:
        return [], []
    if PATH not in app.files:
        return [], [_not_raised(START, "the app has no host.json", major)]
    raw = RawText.decode(app.files[PATH])
    try:
        document = jsonc.parse(raw.text)
    except jsonc.JsonError as error:
        return [], [_not_raised(raw.position(error.offset), f"cannot be parsed: {error.message}", major)]
    bundle = document.get_ignoring_case("extensionBundle")
    if document.members is None or (bundle and bundle.members is None):
        at = raw.position(bundle.start if bundle else document.start)
        return [], [_not_raised(at, "an object is expected here", major)]
    raised = _raised(app, raw, bundle, current, major)
    return [FileChange(PATH, app.files[PATH], raw.edited(_edits(raw, document, bundle, major)))], raised


def plan_bundle_of_decorators(app: App) -> tuple[list[FileChange], list[Note]]:
    """:func:`plan_bundle` for an app of the decorator model, whose code may have Cosmos DB's names of before 4."""
    changes, told = plan_bundle(app)
    for path, data in sorted(app.files.items()) if changes and has_old_bundle(app) else ():
        found = _OLD_COSMOS.search(data) if path.endswith(".py") and b"cosmos" in data.lower() else None
        if found is not None:
            problem = f"{found[0].decode()} is no name of the Cosmos DB extension that bundle {NEWEST_BUNDLE} has"
            position = RawText.decode(data).position(len(data[: found.start()].decode("utf-8", "replace")))
            return [], [_not_raised(position, problem, NEWEST_BUNDLE, path, "use the names of today, then ")]
    return changes, told


def _edits(raw: RawText, document: jsonc.Node, bundle: jsonc.Node | None, major: int) -> list[Edit]:
    if bundle is None:
        return add_member(raw, document, "extensionBundle", {"id": BUNDLE_ID, "version": bundle_range(major)})
    if bundle.get_ignoring_case("id") is None:
        return replace_value(bundle, {"id": BUNDLE_ID, "version": bundle_range(major)})
    version = bundle.get_ignoring_case("version")
    if version:
        return replace_value(version, bundle_range(major))
    return add_member(raw, bundle, "version", bundle_range(major))


def _not_raised(position: Position, problem: str, major: int, path: str = PATH, first: str = "") -> Note:
    wanted = f'{{"id": "{BUNDLE_ID}", "version": "{bundle_range(major)}"}}'
    return notes.BUNDLE_NOT_RAISED.at(path, position, problem=problem, first=first, wanted=wanted)


def _raised(app: App, raw: RawText, bundle: jsonc.Node | None, current: int | None, major: int) -> list[Note]:
    position = raw.position(bundle.start if bundle else 0)
    old = f"bundle {current}" if current is not None else "no bundle"
    found = [notes.BUNDLE_RAISED.at(PATH, position, old=old, new=major)]
    if "extensions.csproj" in app.paths:
        found.append(notes.EXTENSIONS_IGNORED.at("extensions.csproj"))
    return found


def bundle_range(major: int) -> str:
    """All versions of the extension bundle with this major version, as host.json names them."""
    return f"[{major}.*, {major + 1}.0.0)"


def host_node(app: App, *keys: str) -> jsonc.Node | None:
    """The node below ``keys`` in host.json, compared without case as the host's configuration does.

    None where there is none, or host.json cannot be parsed.
    """
    return json_node(app, PATH, *keys)
