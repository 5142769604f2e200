"""What a star import of the library brings, asked again of every release."""

import pytest
from packaging.version import Version
from wheels import run_with, unpacked_library

from pystein_migrate.facts import releases
from pystein_migrate.facts.exports import (
    DURABLE_FUNCTIONS,
    FUNCTIONS,
    STAR_IMPORT_ERROR,
    STAR_IMPORT_FAILS,
    SUBMODULES,
    star_names,
)

STAR = """
names = {}
try:
    exec("from azure.functions import *", names)
    answer = sorted(set(names) - {"__builtins__"})
except AttributeError as error:
    answer = f"AttributeError: {error}"
"""
PUBLIC = """
import azure.functions
answer = sorted(set(azure.functions.__all__) & set(vars(azure.functions)))
"""
MODULES = """
import pkgutil

import azure.functions

answer = [found.name for found in pkgutil.iter_modules(azure.functions.__path__) if found.name[0] != "_"]
"""


@pytest.mark.parametrize("release", releases.ALL, ids=str)
def test_a_star_import_brings_what_the_release_brings_or_fails_where_it_fails(release: Version) -> None:
    answer = run_with(unpacked_library(str(release)), STAR)
    if release < STAR_IMPORT_FAILS:
        assert set(answer) == star_names(FUNCTIONS, release)
    else:
        assert answer == STAR_IMPORT_ERROR


def test_where_it_fails_it_was_meant_for_all_names_of_the_newest_release() -> None:
    public = run_with(unpacked_library(str(releases.NEWEST)), PUBLIC)
    assert set(public) == star_names(FUNCTIONS, releases.NEWEST)


def test_a_star_import_of_the_durable_library_brings_what_the_installed_one_brings() -> None:
    library = pytest.importorskip("azure.durable_functions")
    assert set(library.__all__) == star_names(DURABLE_FUNCTIONS, releases.NEWEST)


def test_other_modules_are_not_known() -> None:
    assert star_names("azure.storage.blob", releases.NEWEST) is None


def test_the_modules_of_the_library_are_those_of_its_releases() -> None:
    found = {name for release in releases.ALL for name in run_with(unpacked_library(str(release)), MODULES)}
    assert found == SUBMODULES
