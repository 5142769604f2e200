"""The shop: a small app in both models, and copies of it that a test breaks on purpose."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SHOP = Path(__file__).parent / "shop"
Edit = Callable[[str, str], Path]


@pytest.fixture
def legacy() -> Path:
    return SHOP / "legacy"


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """A copy of the good migration that the test may change."""
    return Path(shutil.copytree(SHOP / "migrated", tmp_path / "migrated"))


@pytest.fixture
def edit(migrated: Path) -> Callable[..., Path]:
    """Replace a text that is there in one file of the migration (function_app.py unless named)."""

    def replace(old: str, new: str, path: str = "function_app.py") -> Path:
        text = (migrated / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
        (migrated / path).write_text(text.replace(old, new), "utf-8")
        return migrated

    return replace
