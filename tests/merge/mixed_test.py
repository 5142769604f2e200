"""An existing function_app.py is completed: its own text stays, new functions join its app object."""

from __future__ import annotations

from apps import legacy_app, migrated, migration

from pystein_migrate.model.options import Options

INCLUDING = Options(include_hidden=True)

EXISTING = """\
import azure.functions as af


application = af.FunctionApp( http_auth_level = af.AuthLevel.ANONYMOUS )
LIMIT=5

@application.route(route="hello")
def hello(req: af.HttpRequest) -> str:
    return  'hello'
"""


def test_functions_are_added_to_the_app_object_under_its_own_name() -> None:
    script = "LIMIT = 1\nhello = 2\n\n\ndef main(msg):\n    return LIMIT + hello\n"
    text = migrated({"function_app.py": EXISTING, "Alpha/__init__.py": script}, INCLUDING)["function_app.py"]
    assert text.startswith(EXISTING)
    assert "ALPHA_LIMIT = 1\nalpha_hello = 2\n" in text
    assert "@application.queue_trigger(" in text
    assert text.endswith("def alpha(msg):\n    return ALPHA_LIMIT + alpha_hello\n")


def test_imports_that_are_there_already_are_not_added_again() -> None:
    script = "import azure.functions as func\nimport json\n\n\ndef main(msg: func.QueueMessage):\n    return json\n"
    text = migrated({"function_app.py": EXISTING, "Alpha/__init__.py": script}, INCLUDING)["function_app.py"]
    assert "import json\n" in text
    assert text.count("application = ") == 1
    assert EXISTING.partition("\n\n\n")[2] in text


def test_a_function_that_both_have_is_an_error() -> None:
    app = legacy_app({"function_app.py": EXISTING, "Hello/__init__.py": "def main(msg):\n    return 1\n"})
    result = migration(app)
    assert result.status == "failed"
    assert [note.code for note in result.notes] == ["mixed-app"]


def test_a_second_run_changes_nothing() -> None:
    app = {"function_app.py": EXISTING, "Alpha/__init__.py": "def main(msg):\n    return 1\n"}
    once = {path: text for path, text in migrated(app, INCLUDING).items() if not path.endswith("function.json")}
    assert migration(once).status == "unchanged"
