from __future__ import annotations

from pathlib import Path

import pytest
from packaging.version import Version

from pystein_migrate.app.reader import build_app
from pystein_migrate.plan.target import pinned_version


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("azure-functions==1.11.2", "1.11.2"),
        ("Azure_Functions>=1.18 # x", "1.18"),
        ("azure-functions~=1.20", "1.20"),
        ("azure-functions==1.20.*", "1.20"),
        ("azure-functions>=1.26;python_version<'3.13'\nazure-functions>=2.0;python_version>='3.13'", "1.26"),
        ("azure-functions", None),
        ("azure-functions<2", None),
        ("azure-functions===weird", None),
        ("azure-functions-durable==1.2.3", None),
        ("# azure-functions==1.11.2", None),
        ("-r base.txt", "1.17.0"),
    ],
)
def test_the_pin_or_lower_bound_of_the_library_is_found(requirements: str, expected: str | None) -> None:
    files = {"requirements.txt": requirements.encode(), "base.txt": b"azure-functions==1.17.0"}
    found = pinned_version(build_app(Path("/app"), files, frozenset(files)))
    assert found == (Version(expected) if expected else None)
