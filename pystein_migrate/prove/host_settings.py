"""What the files around the code do to an app: host.json, what is deployed, and which library is installed.

They say the same for two trees that are the same app. What a migration changes in them on request is said, not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.facts import bundles, releases
from pystein_migrate.model.app import App
from pystein_migrate.model.note import START, Note, Position
from pystein_migrate.settings.host_json import PATH, bundle_major, function_allow_list, host_node, route_prefix
from pystein_migrate.settings.ignore_files import FUNCIGNORE, hiding_lines
from pystein_migrate.settings.pins import asked_for, installed_version
from pystein_migrate.settings.requirements import LIBRARY, REQUIREMENTS
from pystein_migrate.text import jsonc
from pystein_migrate.text.raw import RawText

# What the host's log says and which editor helps with the file is no behaviour of the app.
_NO_BEHAVIOUR = frozenset({"$schema", "version", "logging", "manageddependency"})
_OF_THEIR_OWN = frozenset({"functions", "functiontimeout", "extensionbundle", "extensions.http.routeprefix"})


@dataclass(frozen=True, slots=True)
class SettingsCheck:
    """Two apps' settings, compared: ``problems`` make another app of it, ``remarks`` are changes that do not."""

    problems: tuple[Note, ...]
    remarks: tuple[Note, ...]


def check_settings(legacy: App, migrated: App, names: Collection[str], modules: Collection[str]) -> SettingsCheck:
    """Compare the settings of two apps that have functions of these ``names``.

    ``modules`` are the files of the migrated app that the worker loads.
    """
    found = [
        *_host_json(legacy, migrated),
        *_allow_list(legacy, migrated, names),
        *_hidden(migrated, modules),
        *_library(migrated),
    ]
    bundle = list(_bundle(legacy, migrated))
    problems = [*found, *(note for note in bundle if note.kind is not notes.BUNDLE_CHANGED)]
    return SettingsCheck(tuple(problems), tuple(note for note in bundle if note.kind is notes.BUNDLE_CHANGED))


def _host_json(legacy: App, migrated: App) -> Iterator[Note]:
    if (PATH in legacy.files) != (PATH in migrated.files):
        which = "migrated" if PATH in legacy.files else "legacy"
        yield notes.HOST_DIFFERS.at(PATH, message=f"the {which} app has no host.json, which the other one has")
        return
    prefixes = [route_prefix(app).strip("/") for app in (legacy, migrated)]
    if prefixes[0] != prefixes[1]:
        message = f'every URL changes: the route prefix "{prefixes[0]}" became "{prefixes[1]}"'
        yield notes.HOST_DIFFERS.at(PATH, _place(migrated, ("extensions", "http", "routePrefix")), message=message)
    timeouts = [_timeout(app) for app in (legacy, migrated)]
    if timeouts[0] != timeouts[1]:
        message = f"functionTimeout {timeouts[0]} became {timeouts[1]}"
        yield notes.HOST_DIFFERS.at(PATH, _place(migrated, ("functionTimeout",)), message=message)
    old, new = (dict(_leaves(host_node(app))) for app in (legacy, migrated))
    for path in sorted({*old, *new}):
        (name, before), (other, after) = old.get(path, ("", None)), new.get(path, ("", None))
        if before != after:
            message = f"{name or other} {_shown(before)} became {_shown(after)}"
            yield notes.HOST_DIFFERS.at(PATH, _place(migrated, tuple(path.split("."))), message=message)


def _leaves(node: jsonc.Node | None, name: str = "") -> Iterator[tuple[str, tuple[str, object]]]:
    """The settings that are compared as they are: by their path in lower case, the path as it stands and the value."""
    path = name.lower()
    if node is None or path in _OF_THEIR_OWN | _NO_BEHAVIOUR:
        return
    if node.members is None:
        yield path, (name, node.value)
        return
    for key, (_, inner) in node.members.items():
        yield from _leaves(inner, f"{name}.{key}" if name else key)


def _timeout(app: App) -> str:
    node = host_node(app, "functionTimeout")
    return "(the plan's own)" if node is None or node.value is None else str(node.value)


def _shown(value: object) -> str:
    return "(the default)" if value is None else repr(value)


def _allow_list(legacy: App, migrated: App, names: Collection[str]) -> Iterator[Note]:
    lists = [function_allow_list(app) for app in (legacy, migrated)]
    before, after = ({name for name in names if each is None or name.lower() in each.names} for each in lists)
    for which, missing in (("not loaded any more", before - after), ("loaded, which were not before", after - before)):
        if missing:
            message = f'"functions" lists what the host loads: {", ".join(sorted(missing))} are {which}'
            yield notes.HOST_DIFFERS.at(PATH, _place(migrated, ("functions",)), message=message)


def _bundle(legacy: App, migrated: App) -> Iterator[Note]:
    (old, new), (before, after) = _bundle_ids(legacy, migrated), (bundle_major(legacy), bundle_major(migrated))
    if (old, before) == (new, after) or PATH not in migrated.files:
        return
    was, is_now = (f"{major}" if major is not None else "none" for major in (before, after))
    newer = after == bundles.SUPPORTED and (before is None or before < after)
    if newer and old in ("", new):
        message = f"the extension bundle {was} became {is_now}: every extension moves to its next major version"
        if before is None:
            message = f"the app has extension bundle {is_now} now, and had none"
        yield notes.BUNDLE_CHANGED.at(PATH, _place(migrated, ("extensionBundle",)), message=message)
    else:
        message = f"the extension bundle {_named(old, was)} became {_named(new, is_now)}"
        yield notes.HOST_DIFFERS.at(PATH, _place(migrated, ("extensionBundle",)), message=message)


def _bundle_ids(*apps: App) -> list[str]:
    nodes = [host_node(app, "extensionBundle", "id") for app in apps]
    return [str(node.value).lower() if node else "" for node in nodes]


def _named(name: str, major: str) -> str:
    return f"{name.rpartition('.')[2]} {major}" if name and not name.endswith(".extensionbundle") else major


def _hidden(migrated: App, modules: Collection[str]) -> Iterator[Note]:
    """What the migrated app needs and its .funcignore keeps out of the deployment."""
    if FUNCIGNORE not in migrated.files:
        return
    text = RawText.decode(migrated.files[FUNCIGNORE]).text
    needed = [path for path in dict.fromkeys([migrated.script_name, *modules]) if path in migrated.files]
    for path, number in hiding_lines(FUNCIGNORE, text, needed).items():
        pattern = text.split("\n")[number - 1].strip()
        yield notes.NOT_DEPLOYED.at(FUNCIGNORE, Position(number, 1), pattern=pattern, hidden=path)


def _library(migrated: App) -> Iterator[Note]:
    release = installed_version(migrated)
    if release >= releases.REGISTER:
        return
    asked = asked_for(migrated.files)
    places = [(line.path, line.position) for line in asked.named(LIBRARY)]
    places += [(link.path, link.position) for link in asked.linked(LIBRARY)]
    path, position = next(iter(places), (REQUIREMENTS, START))
    yield notes.LIBRARY_TOO_OLD.at(path, position, release=release, needed=releases.REGISTER)


def _place(app: App, keys: tuple[str, ...]) -> Position:
    """Where the setting below ``keys`` stands in host.json; the top of it where there is none."""
    node = host_node(app, *keys)
    return RawText.decode(app.files[PATH]).position(node.start) if node else START
