from __future__ import annotations

import json
from pathlib import Path

import pytest
from apps import migration
from packaging.version import Version

from pystein_migrate.facts import releases
from pystein_migrate.read.app import build_app
from pystein_migrate.settings.pins import installed_version, pin_for, pinned_version


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


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("azure-functions==1.11.2", Version("1.11.2")),
        ("azure-functions>=1.11,<1.20", Version("1.19.0")),
        ("azure-functions>=1.11", releases.NEWEST),
        ("azure-functions", releases.NEWEST),
        ("./wheels/azure_functions-1.21.1-py3-none-any.whl", Version("1.21.1")),
        ("azure-functions @ https://example.com/azure_functions-1.21.1-py3-none-any.whl", Version("1.21.1")),
        ("azure-functions==1.2.0", Version("1.2.0")),
        ("azure-functions<1", releases.NEWEST),
        ("-c limits.txt\nazure-functions", Version("1.17.0")),
        ("requests", releases.NEWEST),
        (None, releases.NEWEST),
    ],
)
def test_an_app_runs_with_the_newest_release_that_its_requirements_admit(
    requirements: str | None, expected: Version
) -> None:
    files = {"requirements.txt": requirements.encode()} if requirements is not None else {}
    files["limits.txt"] = b"azure-functions<=1.17"
    assert installed_version(build_app(Path("/app"), files, frozenset(files))) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "1.24.0"),
        ({"Dockerfile": "FROM mcr.microsoft.com/azure-functions/python:4-python3.11\n"}, "1.26.0"),
        ({"main.bicep": "linuxFxVersion: 'PYTHON|3.12'"}, "1.26.0"),
        ({"infra/main.tf": 'application_stack {\n  python_version = "3.13"\n}\n'}, "2.3.0"),
        ({".github/workflows/ci.yml": "with:\n  python-version: '3.9'\n"}, "1.24.0"),
        ({".github/workflows/ci.yml": "strategy:\n  python-version: ['3.12', '3.13']\n"}, "1.24.0"),
        ({"requirements.txt": "azure-functions==1.7.0\nflask==1.1.2\n"}, "1.22.1"),
        ({"requirements.txt": "azure-functions==1.7.0\nwerkzeug<3\n"}, "1.22.1"),
        ({"requirements.txt": "azure-functions==1.7.0\nflask\nwerkzeug>=2\n"}, "1.24.0"),
    ],
)
def test_a_pin_is_raised_to_a_release_of_today_that_fits_the_apps_python_and_packages(
    files: dict[str, str], expected: str
) -> None:
    tree = {path: text.encode() for path, text in files.items()}
    assert pin_for(build_app(Path("/app"), tree, frozenset(tree)), None, Version("1.12")).version == Version(expected)


def test_a_pin_is_raised_to_what_is_needed_if_that_is_newer_still() -> None:
    assert pin_for(build_app(Path("/app"), {}, frozenset()), None, Version("1.25.0")).version == Version("1.25.0")


@pytest.mark.parametrize("pin", ["1.12.0", "1.13.3"])
def test_a_pin_that_spells_cosmos_db_differently_from_the_library_that_proves_is_raised(pin: str) -> None:
    trigger = {
        "type": "cosmosDBTrigger", "direction": "in", "name": "docs",
        "databaseName": "d", "collectionName": "c", "connectionStringSetting": "C",
    }  # fmt: skip

    result = migration(
        {
            "requirements.txt": f"azure-functions=={pin}\n",
            "Feed/__init__.py": "def main(docs):\n    pass\n",
            "Feed/function.json": json.dumps({"bindings": [trigger]}),
        }
    )

    assert result.status == "migrated"
    changes = {change.path: change.after for change in result.changes}
    assert changes["requirements.txt"] == b"azure-functions==1.24.0\n"
    assert "requirement-raised" in {note.code for note in result.notes}


def test_a_pin_with_the_names_of_the_library_that_proves_stays_the_target() -> None:
    result = migration({"requirements.txt": "azure-functions==1.14.0\n", "Work/__init__.py": "def main(msg): ...\n"})
    assert (result.status, result.target) == ("migrated", "1.14.0")
    assert "requirements.txt" not in {change.path for change in result.changes}
