"""Conditions whose outcome is certain while a module is imported."""

import ast

import pytest

from pystein_migrate.python.conditions import outcome


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("TYPE_CHECKING", False),
        ("typing.TYPE_CHECKING", False),
        ("not TYPE_CHECKING", True),
        ('__name__ == "__main__"', False),
        ('"__main__" == __name__', False),
        ('__name__ != "__main__"', None),
        ('__name__ == "shared"', None),
        ("TYPE_CHECKING and setup()", False),
        ("setup() and TYPE_CHECKING", None),  # setup() runs
        ("TYPE_CHECKING or setup()", None),
        ("not TYPE_CHECKING or setup()", True),
        ("DEBUG", None),
        ("0", False),
    ],
)
def test_a_condition_holds_or_not_or_depends(test: str, expected: bool | None) -> None:
    assert outcome(ast.parse(test, mode="eval").body) is expected
