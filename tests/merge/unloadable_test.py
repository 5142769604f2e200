"""Modules that stay but could not be loaded in the decorator model: the app is not written."""

import pytest
from apps import migration

from pystein_migrate.model.options import Options

FILES = {
    "Report/__init__.py": """
        import logging

        from ..types.money import price

        print(globals())


        def main(msg):
            logging.info(price(msg))
    """,
    "types/money.py": "def price(msg):\n    return 1\n",
    "types/prices.json": "{}",  # a folder with data keeps its name
}


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_an_import_that_only_the_legacy_loader_resolves_stops_the_migration_instead_of_every_function(layout):
    result = migration(FILES, Options(layout=layout))

    assert result.status == "failed"
    assert not result.changes
    (function,) = result.functions
    note = function.notes[0]
    assert (note.code, note.severity, note.path, note.position.line) == (
        "unresolvable-import", "error", "Report/__init__.py", 3,
    )  # fmt: skip


def test_a_script_that_stays_is_imported_after_an_earlier_script_has_set_the_environment():
    result = migration(
        {
            "Alpha/__init__.py": """
                import os

                os.environ["REGION"] = "north"


                def main(msg):
                    return os.environ["REGION"]
            """,
            "Beta/__init__.py": """
                import os

                REGION = os.environ["REGION"]
                print(globals())


                def main(msg):
                    return REGION
            """,
        }
    )

    (text,) = (change.after.decode() for change in result.changes if change.path == "function_app.py")
    assert text.index('os.environ["REGION"] = "north"') < text.index("from Beta import main as beta")
