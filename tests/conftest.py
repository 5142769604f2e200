from collections.abc import Callable
from pathlib import Path

import pytest
from wheels import unpacked_library


@pytest.fixture(scope="session")
def library() -> Callable[[str], Path]:
    """``library("1.11.2")``: a folder that holds this release of azure-functions."""
    return unpacked_library
