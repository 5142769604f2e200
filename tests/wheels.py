"""Released versions of azure-functions, fetched once, and child processes that run them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs
import pytest

_BOOT = """
import json, sys
request = json.load(sys.stdin)
sys.path[:0] = request["path"]
sys.dont_write_bytecode = True
answers, sys.stdout = sys.stdout, sys.stderr
scope = {"argument": request["argument"], "__name__": "child"}
exec(request["code"], scope)
json.dump(scope["answer"], answers)
"""

_INDEX = """
import importlib
import azure.functions.decorators.function_app as library
module = importlib.import_module("function_app")
kind = getattr(library, "FunctionRegister", library.FunctionApp)
apps = {id(value): value for value in vars(module).values() if isinstance(value, kind)}
if len(apps) != 1:
    raise SystemExit(f"{len(apps)} function app objects")
import json
(app,) = apps.values()
answer = {function.get_function_name(): json.loads(function.get_function_json()) for function in app.get_functions()}
"""

# For ``parametrize``: the newest release of the day, which no pull request is to answer for.
UPSTREAM = pytest.param("upstream", marks=pytest.mark.upstream)


def cache_folder() -> Path:
    """Where unpacked wheels are kept: ``PYSTEIN_WHEELS``, else the user's cache folder."""
    return Path(os.environ.get("PYSTEIN_WHEELS") or Path(platformdirs.user_cache_dir("pystein-migrate")) / "wheels")


@lru_cache
def unpacked_library(version: str) -> Path:
    """A folder for ``sys.path`` that holds azure-functions ``version``, whatever Python it says that it needs."""
    folder = cache_folder() / f"azure-functions-{version}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            _pip("download", "--no-deps", "--only-binary=:all:", "--dest", scratch, f"azure-functions=={version}")
            (wheel,) = Path(scratch).glob("*.whl")
            unpacked = Path(scratch) / "unpacked"
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unpacked)
            try:
                unpacked.rename(folder)
            except OSError:  # another test process was faster
                if not folder.exists():
                    raise
    return folder


@lru_cache
def newest_release() -> str:
    """The newest azure-functions that pip finds, also if it is for a newer Python than this one."""
    lines = _pip("index", "versions", "azure-functions").splitlines()
    match = re.search(r"\(([\d.]+)\)", lines[0])
    assert match, lines
    return match[1]


def number_of(release: str) -> str:
    """The release's number: what it is itself, but for "upstream"."""
    return newest_release() if release == "upstream" else release


def run_with(library: Path, code: str, argument: object = None, *, app: Path | None = None) -> Any:
    """What ``code`` leaves in ``answer`` in a Python whose azure-functions is ``library``; it finds ``argument``.

    ``app`` is a folder whose modules the code may import. Raises AssertionError with what the child wrote.
    """
    path = [str(folder) for folder in (app, library) if folder is not None]
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _BOOT],
        input=json.dumps({"path": path, "code": code, "argument": argument}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tempfile.gettempdir(),
        check=False,
    )
    assert child.returncode == 0, child.stderr
    return json.loads(child.stdout)


def index_app(library: Path, app: Path) -> dict[str, Any]:
    """Import the app's function_app.py with ``library``: every function's metadata by the function's name."""
    answer: dict[str, Any] = run_with(library, _INDEX, app=app)
    return answer


def copy_with(app: Path, changes: dict[str, bytes], to: Path) -> Path:
    """A copy of an app with some files changed."""
    shutil.copytree(app, to)
    for path, data in changes.items():
        (to / path).write_bytes(data)
    return to


def _pip(*arguments: str) -> str:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, "--ignore-requires-python"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
