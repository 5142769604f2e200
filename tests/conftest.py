import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from wheels import unpacked_library

from pystein_migrate.verify.replay.interpreter import InterpreterError, find_interpreter

# The same examples in every run of continuous integration; developers' machines keep looking for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def library() -> Callable[[str], Path]:
    """``library("1.11.2")``: a folder that holds this release of azure-functions."""
    return unpacked_library


@pytest.fixture(scope="session")
def run_python() -> Path:
    """The Python that runs both models: PYSTEIN_RUN_PYTHON, else this one. Missing in CI is a failure, not a skip."""
    python = Path(os.environ.get("PYSTEIN_RUN_PYTHON") or sys.executable)
    try:
        return find_interpreter(python).path
    except InterpreterError as error:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
