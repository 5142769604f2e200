"""What running a piece of code reads and changes that other code can see, as names of things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ENVIRONMENT = "environment"  # os.environ, the working directory
VARIABLES = "variables"  # what a library may look at when it is imported: the environment, as far as the app sets it
SEARCH_PATH = "search path"  # sys.path, and what else decides which module an import finds
LOGGING = "logging"  # levels, handlers, filters
LOGGERS = "loggers"  # which loggers there are, and of which class
OUTPUT = "output"  # what is printed
ANYTHING = "anything"  # the app's code is not known; all but the contents of the standard library
OUTSIDE = "outside"  # a library's code is not known; what is common to all modules
_LIBRARY = "library:"
_CONTENTS = "contents:"
LIBRARIES = "libraries"  # the contents of any library, once something patches them
_COMMON = frozenset({ENVIRONMENT, SEARCH_PATH, LOGGING, OUTPUT, ANYTHING, OUTSIDE})


@dataclass(frozen=True, slots=True)
class Touch:
    """What code ``reads`` and ``writes``, apart from what nobody else can see.

    Beside the constants above, there are the contents of library modules, and names of the app's own modules: what an
    object is in (:func:`state`), and which object it is (:func:`binding`).
    """

    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()

    def minds(self, other: Touch) -> bool:
        """Whether it matters which of the two comes first."""
        return _meet(self.writes, other.reads) or _meet(self.reads, other.writes) or _meet(self.writes, other.writes)

    def changes_beyond(self, path: str, *, loggers: bool = False) -> bool:
        """Whether code of the module at ``path`` changes anything but its own names, and ``loggers`` if they count."""
        own = (path + ":", path + "=")
        return any((loggers or name != LOGGING) and not name.startswith(own) for name in self.writes)


NOTHING = Touch()


def library(module: str) -> str:
    """What a module of the standard library contains."""
    return _LIBRARY + module.partition(".")[0]


def package(module: str) -> str:
    """What a third-party package keeps."""
    return "package:" + module.partition(".")[0]


def contents(module: str) -> str:
    """Which objects the names in a third-party package stand for."""
    return _CONTENTS + module.partition(".")[0]


def state(path: str, name: str) -> str:
    """What the object is in that the module at ``path`` calls ``name``."""
    return f"{path}:{name}"


def binding(path: str, name: str) -> str:
    """Which object the module at ``path`` calls ``name``."""
    return f"{path}={name}"


def changes_library(writes: Iterable[str], module: str) -> bool:
    """Whether code that ``writes`` this may replace what ``module`` of the standard library contains."""
    return any(name in (ANYTHING, OUTSIDE, LIBRARIES, library(module)) for name in writes)


def changes_environment(touch: Touch) -> bool:
    """Whether what later code reads in the environment may be something else."""
    return bool(touch.writes & {ENVIRONMENT, ANYTHING, OUTSIDE})


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return False
    return bool(one & other) or _covers(one, other) or _covers(other, one)


def _covers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether ``one`` has a name for many things, of which ``other`` has some."""
    return any(
        (ANYTHING in one and not name.startswith(_LIBRARY))
        or (OUTSIDE in one and name in _COMMON)
        or (ENVIRONMENT in one and name == VARIABLES)
        or (LIBRARIES in one and (name == VARIABLES or name.startswith((_LIBRARY, _CONTENTS))))
        for name in other
    )
