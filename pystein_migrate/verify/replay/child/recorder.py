"""What the app does while it runs: log records, printed text, and calls to the outside."""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
from collections.abc import Iterable
from typing import Any

# Records made here are the worker's and the library's, not the app's; they differ between the models.
_WORKER_FOLDERS = tuple(
    os.path.join("", *parts, "")  # noqa: PTH118 - a piece of a path with separators at both ends
    for parts in (
        (os.sep + "azure_functions_runtime",),
        (os.sep + "azure_functions_runtime_v1",),
        (os.sep + "azure", "functions", "decorators"),
    )
)
_SILENT_LOGGERS = ("asyncio", "concurrent")
MAX_RECORDS = 2000


class _Kept:
    """Entries in the order they were made, thread by thread.

    The worker runs async functions on the event loop's thread and others on one of its default executor: tasks left on
    the loop run beside the latter, at no fixed moment. Entries of the app's own threads have no fixed order and are
    sorted.
    """

    def __init__(self) -> None:
        self.executor: list[list[Any]] = []
        self.loop: list[list[Any]] = []
        self.concurrent: list[list[Any]] = []

    def __len__(self) -> int:
        return len(self.executor) + len(self.loop) + len(self.concurrent)

    def add(self, entry: list[Any], in_order: bool) -> None:
        thread = threading.current_thread()
        if in_order and thread.name.startswith("asyncio_"):
            self.executor.append(entry)
        elif in_order and thread is threading.main_thread():
            self.loop.append(entry)
        else:
            self.concurrent.append(entry)

    def merged(self) -> list[list[Any]]:
        return self.executor + self.loop + sorted(self.concurrent, key=repr)


class Recorder(logging.Handler):
    """Collects what happens between two calls of :meth:`take`."""

    def __init__(self, root: str, functions: Iterable[str]) -> None:
        super().__init__(logging.NOTSET)
        self.root = root
        self.functions = frozenset(functions)
        self.logs = _Kept()
        self.calls = _Kept()
        self.printed: dict[str, io.StringIO] = {}

    def install(self) -> None:
        """Become the root logger's only handler, and stdout and stderr."""
        root = logging.getLogger()
        root.handlers[:] = [self]
        root.setLevel(logging.DEBUG)
        for name in ("stdout", "stderr"):
            self.printed[name] = io.StringIO()
            setattr(sys, name, self.printed[name])

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record of the app or of a library it called, not the worker's own."""
        if self._is_silent(record) or any(folder in record.pathname for folder in _WORKER_FOLDERS):
            return
        try:
            message = record.getMessage()
        except Exception as error:
            message = f"<{type(error).__name__}: {error}> {record.msg!r}"
        if record.exc_info and record.exc_info[0]:
            message += f"\n{record.exc_info[0].__name__}: {record.exc_info[1]}"
        entry = [record.levelname, self._logger(record), message]
        # The event loop reports forgotten tasks when the garbage collector finds them, at no fixed moment.
        self._keep(self.logs, entry, in_order=not record.name.startswith("asyncio"))

    def _is_silent(self, record: logging.LogRecord) -> bool:
        return record.name.partition(".")[0] in _SILENT_LOGGERS and record.levelno < logging.WARNING

    def _logger(self, record: logging.LogRecord) -> str:
        """The logger's name; "<module>" where it is the name of one of the app's own modules.

        A function's name counts as its script's: a script that was merged gives its loggers this name where they are
        configured, as there is no module any more that would.
        """
        if record.name in self.functions:
            return "<module>"
        module = sys.modules.get(record.name)
        path = getattr(module, "__file__", None) or ""
        return "<module>" if path.startswith(self.root + os.sep) else record.name

    def call(self, kind: str, *detail: Any) -> None:
        """Note a call to the outside."""
        self._keep(self.calls, [kind, *detail])

    def _keep(self, kept: _Kept, entry: list[Any], *, in_order: bool = True) -> None:
        if len(kept) < MAX_RECORDS:
            kept.add(entry, in_order)

    def take(self) -> dict[str, Any]:
        """Everything since the last time, and start anew."""
        taken: dict[str, Any] = {"logs": self.logs.merged(), "calls": self.calls.merged()}
        self.logs, self.calls = _Kept(), _Kept()
        for name, stream in self.printed.items():
            taken[name] = stream.getvalue()
            stream.seek(0)
            stream.truncate()
        return taken
