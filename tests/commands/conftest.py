"""Real processes on real apps in real repositories; each test has its own journal and cache."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]

HELLO_JSON = """{
  "bindings": [
    {"type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "function", "methods": ["get"], "route": "hello/{name}"},
    {"type": "http", "direction": "out", "name": "$return"}
  ]
}
"""
HELLO = """import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    # The route names the guest.
    return func.HttpResponse("Hello " + req.route_params["name"])
"""
STORE_JSON = """{
  "bindings": [
    {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "parcels", "connection": "Storage"},
    {"type": "blob", "direction": "out", "name": "copy", "path": "parcels/{id}", "connection": "Storage"}
  ]
}
"""
STORE = """import azure.functions as func


def main(msg: func.QueueMessage, copy: func.Out[str]) -> None:
    copy.set(msg.get_body().decode())
"""
HOST = """{
  "version": "2.0",
  "extensionBundle": {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}
}
"""
SMALL_APP = {
    "host.json": HOST,
    "requirements.txt": "azure-functions\n",
    "Hello/function.json": HELLO_JSON,
    "Hello/__init__.py": HELLO,
    "StoreParcel/function.json": STORE_JSON,
    "StoreParcel/__init__.py": STORE,
}
BROKEN_FUNCTION = {"Broken/function.json": "{", "Broken/__init__.py": "def main(): ...\n"}


@dataclass(frozen=True)
class Done:
    """A process that ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


class Shell:
    """A working folder in which the command is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {
            **{key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")},
            "XDG_STATE_HOME": str(folder.parent / "state"),
            "XDG_CACHE_HOME": str(folder.parent / "cache"),
            "PYTHONPATH": os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "rules")]),
            "PYTHONUTF8": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def run(self, *arguments: str) -> Done:
        """Run ``pystein-migrate`` and check the one thing that must hold always: no traceback."""
        done = self.run_bytes(*arguments)
        result = Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert "Traceback" not in result.err + result.out, result.err
        return result

    def run_bytes(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """Run ``pystein-migrate``; what it wrote stays bytes."""
        command = [sys.executable, "-m", "pystein_migrate", *arguments]
        return subprocess.run(command, cwd=self.folder, env=self.environ, capture_output=True, check=False)

    def git(self, *arguments: str) -> str:
        """Run git, which must succeed."""
        identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "core.autocrlf=false"]
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self) -> None:
        """Put the whole folder under git, with nothing left uncommitted."""
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "All")

    def write(self, files: Mapping[str, "str | bytes"], below: str = "") -> None:
        """Write files, given by their paths."""
        for path, content in files.items():
            file = self.folder / below / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def tree(self, below: str = "") -> dict[str, bytes]:
        """All files and their bytes, git's own aside."""
        top = self.folder / below
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty working folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return Shell(folder)


@pytest.fixture
def small_app(shell: Shell) -> Shell:
    """A working folder with one app of two functions in ``app``, committed."""
    shell.write(SMALL_APP, "app")
    shell.commit()
    return shell


@pytest.fixture
def write_small_app() -> Callable[[Shell, str], None]:
    """Writes the app of two functions into a folder."""
    return lambda shell, below: shell.write(SMALL_APP, below)


@pytest.fixture
def write_broken_app() -> Callable[[Shell, str], None]:
    """Writes the app of two functions and one whose function.json is broken into a folder."""
    return lambda shell, below: shell.write({**SMALL_APP, **BROKEN_FUNCTION}, below)
