"""What may fail when scripts are loaded and cannot be seen: one sort of risk a file.

In the legacy model such a failure stops the functions whose scripts load what fails; in function_app.py it stops all.
``FINDERS`` is the one list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pystein_migrate import notes
from pystein_migrate.merge.context import Context
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note, NoteKind
from pystein_migrate.python.loading import Loader, Loading
from pystein_migrate.text.natural import natural_key

from .app_settings import app_settings
from .checks import checks
from .files import files
from .packages import packages
from .risk import Finder, Risk, Surroundings
from .services import services
from .settings_classes import settings_classes

FINDERS: tuple[Finder, ...] = (app_settings, settings_classes, packages, files, services, checks)
# What happens to each function by itself even where the text is the same.
_EACH_ITS_OWN = (notes.SERVICE_AT_LOAD, notes.CHECK_AT_LOAD)
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class SharedRisk:
    """A risk, and the functions that it stopped in the legacy model."""

    risk: Risk
    functions: tuple[str, ...]


def load_risks(context: Context, alive: Sequence[Function]) -> list[SharedRisk]:
    """What stops some of the functions ``alive`` in the legacy model, but not all of the app."""
    if context.existing is None and len({function.script for function in alive}) < 2:
        return []
    stopped = _stopped(context, alive)
    together: dict[object, set[str]] = {}
    for risk, names in stopped.items():
        together.setdefault(_identity(risk), set()).update(names)
    return [
        SharedRisk(risk, tuple(names))
        for risk, names in stopped.items()
        if context.existing is not None or len(together[_identity(risk)]) < len(alive)
    ]


def risk_notes(risks: Iterable[SharedRisk], isolated: Collection[str]) -> Iterator[Note]:
    """A warning for the settings of the app, and one for each other sort of risk of the same functions.

    The functions ``isolated`` do not count: they stop nobody else.
    """
    groups: dict[tuple[NoteKind, tuple[str, ...]], list[SharedRisk]] = {}
    for each in risks:
        names = tuple(name for name in each.functions if name not in isolated)
        if names:
            key = (each.risk.kind, () if each.risk.kind is notes.SETTING_AT_LOAD else names)
            groups.setdefault(key, []).append(replace(each, functions=names))
    for (kind, _), found in groups.items():
        affected = list(dict.fromkeys(name for each in found for name in each.functions))
        first = found[0].risk
        what = _settings(found) if kind is notes.SETTING_AT_LOAD else _whats(found)
        isolate = f" {' '.join([*isolated, *affected])}" if len(affected) <= _MOST_NAMES else ""
        position = first.source.position(first.node)
        yield kind.at(first.source.path, position, functions=_listed(affected), isolate=isolate, what=what)


def _stopped(context: Context, alive: Sequence[Function]) -> dict[Risk, list[str]]:
    """The functions that each risk stops in the legacy model."""
    loader, around = Loader(context.modules), Surroundings(context.app, context.modules)
    known: dict[Loading, list[Risk]] = {}
    stopped: dict[Risk, list[str]] = {}
    for function in alive:
        for loading, outer in loader.loaded(function.script):
            if loading not in known:
                known[loading] = list(_risks(loading, around))
            for risk in known[loading]:
                names = stopped.setdefault(risk, [])
                if not outer.catches(risk.error) and function.name not in names:
                    names.append(function.name)
    return {risk: names for risk, names in stopped.items() if names}


def _risks(loading: Loading, around: Surroundings) -> Iterator[Risk]:
    for step in loading.steps:
        for finder in FINDERS:
            for risk in finder(around, step):
                if not step.around.catches(risk.error):
                    yield risk


def _identity(risk: Risk) -> object:
    """What is one and the same risk wherever it is: a setting that several scripts read."""
    return risk if risk.kind in _EACH_ITS_OWN else (risk.kind, risk.what)


def _whats(found: Iterable[SharedRisk]) -> str:
    return ", ".join(dict.fromkeys(each.risk.what for each in found))


def _settings(found: Iterable[SharedRisk]) -> str:
    """The settings, each group with the functions that need it."""
    needed: dict[str, dict[str, None]] = {}
    for each in found:
        needed.setdefault(each.risk.what, {}).update(dict.fromkeys(each.functions))
    groups: dict[tuple[str, ...], list[str]] = {}
    for setting, names in needed.items():
        groups.setdefault(tuple(names), []).append(setting)
    return "; ".join(f"{', '.join(settings)} ({_listed(names)})" for names, settings in groups.items())


def _listed(names: Sequence[str]) -> str:
    names = sorted(names, key=natural_key)
    more = len(names) - _MOST_NAMES
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_MOST_NAMES])} and {more} more"
