"""From the text of a function.json to what the real library says of the decorators made from it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from packaging.version import Version
from wheels import number_of, unpacked_library

from pystein_migrate.decorators.decorate import Decoration, DecoratorCall, app_auth_level, decorate
from pystein_migrate.decorators.render import Renderer
from pystein_migrate.model.app import Function
from pystein_migrate.model.style import Style
from pystein_migrate.prove.compare import differences
from pystein_migrate.prove.index import IndexedFunction, Indexer
from pystein_migrate.prove.skeleton import Stub, open_signature, skeleton
from pystein_migrate.read.function_json import read_function

TIMER = {"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "0 0 * * * *"}


def function_of(document: object, name: str = "Fn") -> Function:
    """The function whose function.json holds ``document`` (JSON, or its text); it must be one that the host loads."""
    text = document if isinstance(document, str) else json.dumps(document)
    function = read_function(name, text.encode("utf-8", "surrogatepass"), {f"{name}/__init__.py"})
    assert function.problems == (), function.problems
    return function


def bound(*bindings: dict[str, Any], name: str = "Fn", **top: Any) -> Function:
    """The function with these bindings, and a timer where none of them is a trigger."""
    triggers = [binding for binding in bindings if binding["type"].lower().endswith("trigger")]
    return function_of({"bindings": [*([] if triggers else [TIMER]), *bindings], **top}, name)


@lru_cache
def indexer(release: str) -> Indexer:
    """The library of that release ("" is the installed one), alive for the whole session."""
    return Indexer(unpacked_library(number_of(release)) if release else None)


def target_of(release: str) -> Version:
    """The version that :func:`decorate` is to aim at."""
    import azure.functions

    return Version(number_of(release) or azure.functions.__version__)


@dataclass(frozen=True)
class Decorated:
    """A function, what was made of it, and what the library says of that."""

    function: Function
    decoration: Decoration
    indexed: IndexedFunction

    def differences(self) -> list[str]:
        return differences(self.function, self.indexed.json, self.indexed.retry)

    def binding(self, name: str) -> dict[str, Any]:
        (found,) = [binding for binding in self.indexed.json["bindings"] if binding["name"] == name]
        return found  # type: ignore[no-any-return]

    @property
    def decorators(self) -> list[str]:
        return [call.name for call in self.decoration.calls]


Pair = tuple[Function, Decoration]


def source_of(pairs: list[Pair], level: str, target: Version) -> str:
    """The skeleton text for the indexer: every decoration over a stub."""
    renderer = Renderer(Style(), "func")
    stubs = []
    for function, decoration in pairs:
        calls = (DecoratorCall("function_name", (("name", function.name),)), *decoration.calls)
        lines = tuple("@" + renderer.one_line("app", call) for call in calls)
        stubs.append(Stub(lines, open_signature(binding.name for binding in function.bindings)))
    return skeleton("func", renderer.app("FunctionApp", "app", level, target < Version("1.11")), stubs)


def decorate_all(functions: Sequence[Function], release: str = "", level: str | None = None) -> list[Decorated]:
    """Decorate every function (renamed to be unique) for that release and index all; an error tells whose it is."""
    functions = [replace(function, name=f"Fn{number}") for number, function in enumerate(functions)]
    target = target_of(release)
    level = level or app_auth_level(functions)
    pairs = [(function, decorate(function, target, level)) for function in functions]
    index = indexer(release).index(source_of(pairs, level, target))
    if index.error:
        for pair in pairs:
            alone = indexer(release).index(source_of([pair], level, target))
            assert alone.error is None, (alone.error, pair)
    assert index.error is None
    found = [index.get(function.name) for function in functions]
    assert all(found)
    return [Decorated(*pair, known) for pair, known in zip(pairs, found, strict=True) if known]


def decorate_one(function: Function, release: str = "", level: str | None = None) -> Decorated:
    """As :func:`decorate_all` for one function."""
    (only,) = decorate_all([function], release, level)
    return only


def differences_in(release: str, functions: Sequence[Function], target: Version) -> dict[str, list[str]]:
    """What the library of ``release`` makes of decorators for ``target`` that it is said to have, where it differs.

    Each difference, or the library's refusal, by the function's decorators.
    """
    functions = [replace(function, name=f"Fn{number}") for number, function in enumerate(functions)]
    pairs = [(function, decorate(function, target, "FUNCTION")) for function in functions]
    pairs = [pair for pair in pairs if pair[1].needs <= Version(release)]
    whole = indexer(release).index(source_of(pairs, "FUNCTION", target))
    found: dict[str, list[str]] = {}
    for function, decoration in pairs:
        index = (
            indexer(release).index(source_of([(function, decoration)], "FUNCTION", target)) if whole.error else whole
        )
        indexed = index.get(function.name)
        complaints = differences(function, indexed.json, indexed.retry) if indexed else [str(index.error)]
        if complaints:
            found[", ".join(call.name for call in decoration.calls)] = complaints
    return found
