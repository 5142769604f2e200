"""Indexing generated decorators with the real library, in a child process that lives for the whole run."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BOOT = "import sys; sys.path[:] = {paths!r}; from pystein_migrate.prove._indexer import main; main()"


@dataclass(frozen=True, slots=True)
class IndexedFunction:
    """One function as the library sees it: ``json`` is its ``get_function_json()``, ``retry`` the policy's fields.

    ``signature`` is what the worker would object to, None if nothing.
    """

    name: str
    json: dict[str, Any]
    retry: dict[str, Any] | None
    signature: str | None


@dataclass(frozen=True, slots=True)
class Index:
    """All functions of one source text, or the library's ``error``."""

    functions: tuple[IndexedFunction, ...]
    error: str | None

    def get(self, name: str) -> IndexedFunction | None:
        """The function called ``name``."""
        return next((function for function in self.functions if function.name == name), None)


IndexSource = Callable[[str], Index]


class Indexer:
    """A child Python with azure-functions: the installed release, or the one unpacked at ``library``."""

    def __init__(self, library: Path | None = None) -> None:
        self._library = library
        self._process: subprocess.Popen[str] | None = None

    def index(self, source: str) -> Index:
        """Execute ``source`` (decorators and stubs only) and read every function's metadata."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the indexing process has no pipes")
        try:
            process.stdin.write(json.dumps({"source": source}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self.close()
            return Index((), f"the indexing process ended with exit code {process.wait()}")
        answer = json.loads(line)
        return Index(tuple(IndexedFunction(**function) for function in answer["functions"]), answer["error"])

    def close(self) -> None:
        """End the child process; a later :meth:`index` starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):  # what a dead child did not read is still in the buffer
                    pipe.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            paths = [*_import_path()]
            if self._library:
                paths.insert(0, str(self._library))
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-W", "ignore", "-c", _BOOT.format(paths=paths)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                cwd=tempfile.gettempdir(),
            )
            atexit.register(self.close)
        return self._process


def _import_path() -> Sequence[str]:
    """This process's import path without the working folder, which may hold an app with modules of any name."""
    here = str(Path(__file__).resolve().parents[2])
    entries = [Path(entry).resolve() for entry in sys.path if entry]  # the child has another working folder
    return [here, *(str(entry) for entry in entries if entry != Path.cwd())]
