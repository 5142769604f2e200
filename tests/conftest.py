import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from wheels import unpacked_library

# The same examples in every run of continuous integration; developers' machines keep looking for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def library() -> Callable[[str], Path]:
    """``library("1.11.2")``: a folder that holds this release of azure-functions."""
    return unpacked_library
