"""Every test here has its own journal, so that no test sees the runs of another or of the developer."""

import os
import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    state = tmp_path / "state"
    for variable in ("XDG_STATE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, os.fspath(state))
    if sys.platform == "win32":
        pytest.skip("the journal's folder cannot be moved by environment variables there")
    return state


@pytest.fixture
def app(tmp_path: Path) -> Path:
    root = tmp_path / "app"
    for path, data in {
        "GetOrder/function.json": b'{"bindings": []}\r\n',
        "GetOrder/__init__.py": b"\xef\xbb\xbfdef main(): ...",
        "GetOrder/__pycache__/__init__.cpython-311.pyc": b"\0",
        "Ship/function.json": b"{}",
        "Ship/label.bin": bytes(range(256)),
        "requirements.txt": b"azure-functions\r\n",
        "host.json": b"{}",
    }.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root
