"""What every step of one app's migration reads and none changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from packaging.version import Version

from pystein_migrate.codemods.script import Script, take_apart
from pystein_migrate.decorators.decorate import InexpressibleError, app_auth_level, decorate
from pystein_migrate.decorators.durable import has_durable_package
from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import DURABLE_TYPES
from pystein_migrate.facts.dead_properties import without_unread
from pystein_migrate.facts.exports import FUNCTIONS, star_names
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.options import Options
from pystein_migrate.model.style import Style
from pystein_migrate.prove.load_failures import LegacyLoadFailures
from pystein_migrate.python.effects import Effects
from pystein_migrate.python.modules import Modules
from pystein_migrate.settings.pins import installed_version, pinned_version
from pystein_migrate.settings.style import style_of

from .existing import ExistingScript
from .template_files import unused_template_files


class Scripts:
    """The scripts of an app's functions, each taken apart when it is first asked for."""

    def __init__(self, app: App, effects: Effects) -> None:
        self._effects = effects
        self._functions = by_script(app.functions)
        self._known: dict[str, Script] = {}

    def of(self, path: str) -> Script:
        """The script at ``path``. Raises UnreadableError."""
        if path not in self._known:
            entries = frozenset(function.entry_point for function in self._functions[path])
            self._known[path] = take_apart(self._effects.modules.read(path), entries, self._effects)
        return self._known[path]


@dataclass(frozen=True, slots=True)
class Context:
    """One app and what was chosen for it.

    ``target`` is the azure-functions release to write for. ``existing`` is the function_app.py to complete, None where
    the app has none. ``modules`` parses files when first asked for them, ``scripts`` takes those of functions apart;
    ``effects`` tells what their statements do when they are loaded, ``load_failures`` what certainly fails then.
    ``left_by_templates`` are the files of functions' folders that nothing uses.
    ``isolated`` are the functions that are registered behind a guard, each with what that catches.
    """

    app: App
    options: Options
    target: Version
    modules: Modules
    effects: Effects
    scripts: Scripts
    load_failures: LegacyLoadFailures
    has_durable: bool
    left_by_templates: frozenset[str] = frozenset()
    existing: ExistingScript | None = None
    isolated: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_spelling(self) -> bool:
        """Whether the app object is written as the first releases want it."""
        return self.target < releases.HTTP_AUTH_LEVEL

    def level(self, alive: Iterable[Function]) -> str:
        """The authorization level of the app object, upper case, for the functions ``alive``."""
        return self.existing.level if self.existing else app_auth_level(alive)

    def style(self, alive: Iterable[Function]) -> Style:
        """The style of generated code, from the app's settings and the scripts of ``alive``."""
        return style_of(self.app.files, [self.modules.read(function.script).decoded for function in alive])


def context_of(app: App, options: Options) -> Context:
    """The context of ``app``; a script that it has already is not read yet."""
    target = options.target or default_target(app)
    libraries = {FUNCTIONS: star_names(FUNCTIONS, installed_version(app)) or frozenset()}
    modules = Modules(app.files, libraries)
    effects = Effects(modules)
    scripts, load_failures = Scripts(app, effects), LegacyLoadFailures(app, modules.trees)
    left = unused_template_files(app, modules)
    has_durable = has_durable_package(app.files)
    return Context(app, options, target, modules, effects, scripts, load_failures, has_durable, left)


def default_target(app: App) -> Version:
    """The release that requirements.txt pins if its public names can say everything, else the newest.

    Where the one that runs takes less than older ones, it is that. Those that spell some names differently from
    today's library count as saying too little, as do those without the decorators of Durable Functions for an app that
    is durable; where the newest spelling needs a later release, the requirement is raised with a note.
    """
    running = installed_version(app)
    if running in releases.TAKING_LESS:
        return running
    pinned = pinned_version(app)
    if pinned is None or pinned < (releases.DURABLE if _is_durable(app) else releases.SAME_NAMES):
        return releases.NEWEST
    try:
        for function in app.functions:
            decorate(without_unread(function), pinned, "FUNCTION")
    except InexpressibleError:
        return releases.NEWEST
    return pinned


def _is_durable(app: App) -> bool:
    """Whether functions may take the decorators of Durable Functions."""
    types = {binding.type for function in app.functions for binding in function.bindings}
    return not DURABLE_TYPES.isdisjoint(types) and has_durable_package(app.files)


def by_script(functions: Iterable[Function]) -> dict[str, list[Function]]:
    """The functions of each script, both in the order given."""
    found: dict[str, list[Function]] = {}
    for function in functions:
        found.setdefault(function.script, []).append(function)
    return found
