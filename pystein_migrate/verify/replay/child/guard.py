"""Keeps the app from changing anything but its own temporary folder, and from reaching the network.

An audit hook sees what Python code does; an extension module that calls the operating system itself is not seen.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = {  # event: how many of its arguments are paths that change
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.chmod": 1,
    "os.chown": 1,
    "os.utime": 1,
    "os.setxattr": 1,
    "os.removexattr": 1,
    "sqlite3.connect": 1,
}
_PROGRAMS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "os.kill",
    "os.killpg",
)
_NETWORK = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class NetworkClosedError(ConnectionRefusedError):
    """Raised at the app in place of a connection."""


class Guard:
    """The audit hook. ``allowed_ports`` are loopback ports that we serve ourselves."""

    def __init__(self, writable: list[str], allow_network: bool, record: Callable[..., None]) -> None:
        self.writable = [os.path.realpath(folder) + os.sep for folder in writable]
        self.allow_network = allow_network
        self.allowed_ports: set[int] = set()
        self.record = record
        self._inside = threading.local()

    def install(self) -> None:
        """From now on, for the rest of the process."""
        sys.addaudithook(self._audit)

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if event != "open" and event not in _CHANGING and event not in _PROGRAMS and event not in _NETWORK:
            return
        if getattr(self._inside, "yes", False):
            return
        self._inside.yes = True
        try:
            self._judge(event, args)
        finally:
            self._inside.yes = False

    def _judge(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            if self._writes(mode, flags):
                self._check_path(event, path)
        elif event in _CHANGING:
            for path in args[: _CHANGING[event]]:
                self._check_path(event, path)
        elif event in _PROGRAMS:
            self.record("program", event, _shown(args))
            raise PermissionError(f"pystein-migrate verify lets the app start no other program ({event})")
        else:
            self._check_network(event, args)

    def _writes(self, mode: Any, flags: Any) -> bool:
        if isinstance(mode, str):
            return any(letter in mode for letter in "wax+")
        return isinstance(flags, int) and bool(flags & _WRITE_FLAGS)

    def _check_path(self, event: str, path: Any) -> None:
        if isinstance(path, int) or path is None:
            return
        name = os.fsdecode(path)
        if event == "sqlite3.connect" and (name in ("", ":memory:") or "mode=memory" in name or "mode=ro" in name):
            return
        real = os.path.realpath(name.removeprefix("file:") if event == "sqlite3.connect" else name)
        if real == os.devnull or real.startswith("/dev/") or (real + os.sep).startswith(tuple(self.writable)):
            return
        self.record("write refused", event, name)
        raise PermissionError(13, "pystein-migrate verify lets the app write to its temporary folder only", name)

    def _check_network(self, event: str, args: tuple[Any, ...]) -> None:
        address = args[1] if event.startswith(("socket.connect", "socket.bind", "socket.send")) else args[:2]
        if self._is_ours(event, address):
            return
        self.record("network", event, _shown(address))
        if not self.allow_network:
            raise NetworkClosedError(111, f"the network is closed (pystein-migrate verify): {_shown(address)}")

    def _is_ours(self, event: str, address: Any) -> bool:
        if not isinstance(address, tuple) or len(address) < 2:
            return False
        host, port = address[0], address[1]
        if event == "socket.getaddrinfo" and host in _LOOPBACK:
            return port in self.allowed_ports or str(port) in map(str, self.allowed_ports)
        if host in _LOOPBACK and port in self.allowed_ports:
            return True
        # Windows has no socketpair of its own: the event loop makes one over the loopback.
        return host in _LOOPBACK and _called_from("socketpair")


def _called_from(function: str) -> bool:
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name.endswith(function) and frame.f_code.co_filename.endswith("socket.py"):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _shown(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(_shown(item) for item in value if not isinstance(item, dict))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
