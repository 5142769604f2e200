"""Stand-ins for packages that are not installed: they accept everything, answer alike in both processes, and record.

A stand-in can be a module, class, base class, decorator, exception, context manager, awaitable, iterable and
annotation. What the app does with it (calls, assignments) goes to the recorder; reading an attribute does not.
"""

from __future__ import annotations

import abc
import datetime
import re
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_EXCEPTION_NAME = re.compile(r"(Error|Exception|Warning|Fault|Timeout|NotFound|Exists|Failure|Exit|Conflict)$")
_CLASS_NAME = re.compile(r"_?[A-Z](?=.*[a-z])\w*")
_ITEMS = 2  # how many things an iteration yields: enough for a loop body and for unpacking a pair

_record: Callable[..., None] = lambda *_: None  # noqa: E731
_exceptions: set[str] = set()


def configure(record: Callable[..., None], exceptions: Iterable[str]) -> None:
    """Send what happens to ``record``; names in ``exceptions`` are made exceptions whatever they sound like."""
    global _record  # noqa: PLW0603 - one recorder a process
    _record = record
    _exceptions.update(exceptions)


def summary(value: Any, depth: int = 0) -> Any:
    """A short text for an argument that reads the same in both processes."""
    if isinstance(value, (Stub, StubMeta)):
        return f"<{_path(value)}>"
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)[:500]
    if isinstance(value, (bytes, bytearray)):
        return repr(bytes(value))[:500]
    if depth < 4 and type(value) in (list, tuple):
        return [summary(item, depth + 1) for item in value[:50]]
    if depth < 4 and type(value) is dict:
        return {str(key): summary(item, depth + 1) for key, item in list(value.items())[:50]}
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return "<function>"
    return f"<{type(value).__name__}>"


def _path(value: Any) -> str:
    return str(type.__getattribute__(value, "_stub_path") if isinstance(value, type) else value._stub_path)


def _child(owner: Any, name: str) -> Any:
    path = f"{_path(owner)}.{name}"
    if _EXCEPTION_NAME.search(name) or name in _exceptions:
        return _make_exception(name, path)
    if _CLASS_NAME.fullmatch(name):
        return StubMeta(name, (StubObject,), {"_stub_path": path, "__module__": _path(owner)})
    return Stub(path)


def _make_exception(name: str, path: str) -> type[BaseException]:
    def init(self: BaseException, *args: Any, **kwargs: Any) -> None:
        Exception.__init__(self, *args)
        self.__dict__.update(kwargs)

    def get(self: BaseException, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return Stub(f"{path}().{attribute}")

    return type(name, (Exception,), {"__init__": init, "__getattr__": get, "__module__": path.rpartition(".")[0]})


def _called(path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    _record("stand-in", f"{path}()", summary(args), summary(kwargs))
    given = args[0] if len(args) == 1 and not kwargs else None
    if isinstance(given, (types.FunctionType, type)) and not isinstance(given, StubMeta):
        return given  # used as a decorator
    return Stub(f"{path}()")


class _Answers:
    """What both a stand-in and a stand-in class answer to Python's operators."""

    def __getitem__(self, key: Any) -> Any:
        return Stub(f"{_path(self)}[{summary(key)}]")

    def __setitem__(self, key: Any, value: Any) -> None:
        _record("stand-in", f"{_path(self)}[{summary(key)}] =", summary(value))

    def __delitem__(self, key: Any) -> None:
        _record("stand-in", f"del {_path(self)}[{summary(key)}]")

    def __len__(self) -> int:
        return _ITEMS

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter([Stub(f"{_path(self)}[{index}]") for index in range(_ITEMS)])

    def __contains__(self, item: Any) -> bool:
        return False

    def __or__(self, other: Any) -> Any:
        return Stub(f"{_path(self)}|{summary(other)}")

    def __ror__(self, other: Any) -> Any:
        return Stub(f"{summary(other)}|{_path(self)}")


def _operator(name: str) -> Callable[..., Any]:
    def apply(self: Any, *others: Any) -> Any:
        return Stub(f"{_path(self)}.{name}({', '.join(str(summary(other)) for other in others)})")

    return apply


class Stub(datetime.tzinfo, _Answers):
    """A stand-in for any value; a time zone too, since datetime takes no other class for one."""

    def utcoffset(self, when: Any) -> datetime.timedelta:
        return datetime.timedelta(0)

    dst = utcoffset

    def tzname(self, when: Any) -> str:
        return "UTC"

    def __init__(self, path: str) -> None:
        object.__setattr__(self, "_stub_path", path)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        child = _child(self, name)
        object.__setattr__(self, name, child)
        return child

    def __setattr__(self, name: str, value: Any) -> None:
        _record("stand-in", f"{_path(self)}.{name} =", summary(value))
        object.__setattr__(self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _called(_path(self), args, kwargs)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (StubObject,) if StubObject not in bases else ()

    def __enter__(self) -> Any:
        _record("stand-in", f"with {_path(self)}")
        return Stub(f"{_path(self)}.__enter__()")

    def __exit__(self, *exception: Any) -> None:
        _record("stand-in", f"end with {_path(self)}")

    async def __aenter__(self) -> Any:
        return self.__enter__()

    async def __aexit__(self, *exception: Any) -> None:
        self.__exit__()

    def __await__(self) -> Any:
        return self
        yield

    async def __aiter__(self) -> Any:
        for item in self:
            yield item

    def __copy__(self) -> Stub:
        return self

    def __deepcopy__(self, memo: Any) -> Stub:
        return self

    def __next__(self) -> Any:
        return Stub(f"next({_path(self)})")

    def __str__(self) -> str:
        return f"<{_path(self)}>"

    __repr__ = __fspath__ = __str__

    def __format__(self, form: str) -> str:
        return str(self)

    def __int__(self) -> int:
        return 1

    __index__ = __int__

    def __float__(self) -> float:
        return 1.0

    def __bytes__(self) -> bytes:
        return str(self).encode()

    def __hash__(self) -> int:
        return hash(_path(self))

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Stub) and _path(self) == _path(other)

    def __lt__(self, other: Any) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


_ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "xor", "lshift", "rshift")
for _name in (*_ARITHMETIC, *(f"r{name}" for name in _ARITHMETIC), "neg", "pos", "abs", "invert", "round"):
    setattr(Stub, f"__{_name}__", _operator(_name))


class StubMeta(_Answers, abc.ABCMeta):
    """The class of stand-in classes: their attributes are stand-ins too."""

    _stub_path: str

    def __getattr__(cls, name: str) -> Any:
        if name.startswith(("__", "_abc")):
            raise AttributeError(name)
        return _child(cls, name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "_stub_path" in cls.__dict__:
            return _called(_path(cls), args, kwargs)
        return super().__call__(*args, **kwargs)

    def __hash__(cls) -> int:
        return type.__hash__(cls)


class StubObject(metaclass=StubMeta):
    """The base of classes that the app derives from a stand-in."""

    _stub_path = "object"

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return object.__new__(cls)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _record("stand-in", f"{type(self).__name__}.__init__()", summary(args), summary(kwargs))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Stub(f"{type(self).__name__}().{name}")


class StubModule(types.ModuleType):
    __path__: list[str]
    _stub_path: str

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return []
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        child = _child(self, name)
        setattr(self, name, child)
        return child

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _called(self._stub_path, args, kwargs)
