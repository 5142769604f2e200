"""Finding a Python that can run both worker libraries."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_PROBE = """
import json, sys
from importlib.metadata import PackageNotFoundError, version
found = {"python": list(sys.version_info[:3])}
for name in ("azure-functions", "azure-functions-durable", "azure-functions-runtime", "azure-functions-runtime-v1"):
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        found[name] = ""
print(json.dumps(found))
"""
_NEEDED = ("azure-functions-runtime", "azure-functions-runtime-v1", "azure-functions")
_REMEDY = "install pystein-migrate[run] into a Python of at least 3.13, or name one that has it with --python PATH"


class InterpreterError(Exception):
    """No Python can run the apps; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that has both worker libraries. ``versions`` maps distribution names to versions."""

    path: Path
    version: tuple[int, ...]
    versions: dict[str, str]


def find_interpreter(python: Path | None = None, option: str = "--run") -> Interpreter:
    """``python``, or the running interpreter, if it can run both models; ``option`` is what asked for it.

    Raises :class:`InterpreterError`.
    """
    found_at = shutil.which(python) if python else sys.executable
    path = Path(found_at or str(python)).absolute()  # processes start in other folders than this one
    try:
        probe = subprocess.run([str(path), "-c", _PROBE], capture_output=True, text=True, timeout=60, check=False)
        found = json.loads(probe.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise InterpreterError(f"{option}: {path} is not a Python that can be started: {error}") from error
    version = tuple(found.pop("python"))
    if version < (3, 13):
        shown = ".".join(map(str, version))
        raise InterpreterError(f"{option} needs Python 3.13 or newer, and {path} is {shown}; {_REMEDY}")
    missing = [name for name in _NEEDED if not found[name]]
    if missing:
        raise InterpreterError(f"{option} needs {' and '.join(missing)}, which {path} does not have; {_REMEDY}")
    return Interpreter(path, version, found)
