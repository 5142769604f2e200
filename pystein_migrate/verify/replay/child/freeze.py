"""Time, randomness and uuids that are the same in both processes.

The clock stands still at one instant; sleeping moves it on without waiting. Randomness starts again from one seed
before every invocation.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import random
import sys
import sysconfig
import tempfile
import time
import uuid
from types import FrameType
from typing import Any

from . import classes

PROCESS_ID = 4242
INSTANT = 1_700_000_000.0  # 2023-11-14T22:13:20Z
_REAL_DATETIME = datetime.datetime
_REAL_DATE = datetime.date
_REAL_MONOTONIC = time.monotonic
_REAL_MONOTONIC_NS = time.monotonic_ns
_STDLIB = sysconfig.get_paths()["stdlib"]


class Clock:
    """The frozen clock: how many seconds have been slept."""

    slept = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return INSTANT + self.slept


CLOCK = Clock()
_DICE = random.Random(0)


def restart() -> None:
    """Set clock and randomness back to where every invocation starts."""
    CLOCK.slept = 0.0
    _DICE.seed(0)
    random.seed(0)
    numpy = sys.modules.get("numpy")
    seed = getattr(getattr(numpy, "random", None), "seed", None)
    if isinstance(getattr(numpy, "__version__", None), str) and callable(seed):
        seed(0)


class _DatetimeMeta(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, _REAL_DATETIME)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _REAL_DATETIME)


class _DateMeta(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, _REAL_DATE)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _REAL_DATE)


class _FrozenDatetime(_REAL_DATETIME, metaclass=_DatetimeMeta):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return cls.fromtimestamp(CLOCK.now(), tz)

    @classmethod
    def today(cls) -> Any:
        return cls.fromtimestamp(CLOCK.now())

    @classmethod
    def utcnow(cls) -> Any:
        return cls.fromtimestamp(CLOCK.now(), datetime.timezone.utc).replace(tzinfo=None)


class _FrozenDate(_REAL_DATE, metaclass=_DateMeta):
    @classmethod
    def today(cls) -> Any:
        return cls.fromtimestamp(CLOCK.now())


def install() -> None:
    """Replace every source of time and chance that Python code can reach."""
    for frozen, name in ((_FrozenDatetime, "datetime"), (_FrozenDate, "date")):
        frozen.__name__ = frozen.__qualname__ = name
        frozen.__module__ = "datetime"
        setattr(datetime, name, frozen)
    real = {_FrozenDatetime: _REAL_DATETIME, _FrozenDate: _REAL_DATE}
    classes.give_way(lambda base: (real.get(base, base) if isinstance(base, type) else base,))
    _install_clock()
    _install_chance()
    restart()


def _install_clock() -> None:
    real_localtime, real_gmtime, real_strftime, real_ctime = time.localtime, time.gmtime, time.strftime, time.ctime
    time.time = CLOCK.now
    time.time_ns = lambda: int(CLOCK.now() * 1_000_000_000)
    time.perf_counter = lambda: CLOCK.slept
    time.perf_counter_ns = lambda: int(CLOCK.slept * 1_000_000_000)
    time.process_time = time.thread_time = lambda: CLOCK.slept
    time.monotonic = lambda: _REAL_MONOTONIC() if _asked_by_stdlib(sys._getframe(1)) else CLOCK.slept
    time.monotonic_ns = lambda: (
        _REAL_MONOTONIC_NS() if _asked_by_stdlib(sys._getframe(1)) else int(CLOCK.slept * 1_000_000_000)
    )
    time.localtime = lambda seconds=None: real_localtime(CLOCK.now() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: real_gmtime(CLOCK.now() if seconds is None else seconds)
    time.ctime = lambda seconds=None: real_ctime(CLOCK.now() if seconds is None else seconds)
    time.strftime = lambda form, when=None: real_strftime(form, time.localtime() if when is None else when)
    time.sleep = _sleep
    real_sleep = asyncio.sleep

    async def sleep(delay: float, result: Any = None) -> Any:
        _sleep(delay)
        return await real_sleep(0, result)

    asyncio.sleep = sleep
    asyncio.tasks.sleep = sleep


def _sleep(seconds: Any) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    CLOCK.slept += seconds


def _asked_by_stdlib(frame: FrameType) -> bool:
    # Event loop, locks and queues wait by this clock: they must go on.
    path = frame.f_code.co_filename
    return path.startswith("<frozen") or (path.startswith(_STDLIB) and "site-packages" not in path)


def _install_chance() -> None:
    os.getpid = lambda: PROCESS_ID
    os.urandom = _DICE.randbytes
    random._urandom = _DICE.randbytes  # type: ignore[attr-defined]
    uuid.uuid1 = lambda node=None, clock_seq=None: uuid.UUID(int=_DICE.getrandbits(128), version=1)
    uuid.uuid4 = lambda: uuid.UUID(int=_DICE.getrandbits(128), version=4)
    names = tempfile._RandomNameSequence  # type: ignore[attr-defined]
    names.rng = property(lambda self: _DICE)
