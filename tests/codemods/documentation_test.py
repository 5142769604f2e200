"""docs/codemods.md."""

from pathlib import Path

from pystein_migrate.codemods import CODEMODS
from pystein_migrate.codemods.documentation import codemods_page

PAGE = Path(__file__).parents[2] / "docs" / "codemods.md"


def test_the_page_in_docs_is_what_the_codemods_say() -> None:
    assert PAGE.read_text("utf-8") == codemods_page(CODEMODS), "stale: python3 dev.py docs"
