"""Tests stand where the code stands that they are about."""

import pytest

from .checkout import CHECKOUT

FOLDERS = sorted({file.parent.relative_to(CHECKOUT / "tests") for file in (CHECKOUT / "tests").glob("*/*_test.py")})


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_folder_of_tests_is_about_a_room(folder):
    others = {"rules", "contributing"}  # the rules have a folder of their own at the top
    assert folder.name in others or (CHECKOUT / "pystein_migrate" / folder / "__init__.py").is_file()
