"""``--isolate``: scripts that stay modules and are registered behind a guard, in every layout."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from apps import HOST, Files, indexer, legacy_app, migrated, migrated_bytes, migration, queue

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.options import ISOLATE_NOTED, Options
from pystein_migrate.prove.static import check_trees
from pystein_migrate.read.app import build_app

SHIP = 'def main(msg):\n    return "shipped"\n'
PAY = 'import os\n\nKEY = os.environ["PAY_KEY"]\n\n\ndef main(msg):\n    return KEY\n'
FILES: Files = {"Pay/__init__.py": PAY, "Ship/__init__.py": SHIP}
LAYOUTS = ("single", "blueprints", "in-place")
ONLY_PAY = frozenset({"Pay"})


def written(folder: Path, files: Files, options: Options) -> Path:
    for path, text in {"host.json": HOST, **migrated(files, options)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def registered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The functions that the real library lists once function_app.py is imported, as the worker does it."""
    monkeypatch.syspath_prepend(str(folder))
    modules = set(sys.modules)
    try:
        app = __import__("function_app").app
        return [function.get_function_name() for function in app.get_functions()]
    finally:
        for name in set(sys.modules) - modules:
            del sys.modules[name]


def test_an_isolated_script_is_imported_behind_a_guard_that_logs() -> None:
    text = migrated(FILES, Options(isolate=ONLY_PAY))["function_app.py"]

    assert text == (
        """\
import logging

import azure.functions as func

app = func.FunctionApp()

try:
    from Pay import main as pay_main
except Exception:
    logging.exception("Pay is not registered: its script cannot be loaded")
else:

    @app.function_name(name="Pay")
    @app.queue_trigger(arg_name="msg", queue_name="work", connection="Store")
    @app.queue_output(arg_name="$return", queue_name="done", connection="Store")
    def pay(msg):
        return pay_main(msg)


@app.function_name(name="Ship")
@app.queue_trigger(arg_name="msg", queue_name="work", connection="Store")
@app.queue_output(arg_name="$return", queue_name="done", connection="Store")
def ship(msg):
    return "shipped"
"""
    ), text


def test_a_blueprint_is_imported_and_registered_behind_the_guard() -> None:
    text = migrated(FILES, Options(layout="blueprints", isolate=ONLY_PAY))["function_app.py"]

    assert text.endswith(
        """\
app = func.FunctionApp()

try:
    from Pay import bp as pay_bp
except Exception:
    logging.exception("Pay is not registered: its script cannot be loaded")
else:
    app.register_functions(pay_bp)

app.register_functions(ship_bp)
"""
    ), text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_others_live_when_an_isolated_script_cannot_be_loaded(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = written(tmp_path, FILES, Options(layout=layout, isolate=ONLY_PAY))  # type: ignore[arg-type]
    monkeypatch.delenv("PAY_KEY", raising=False)

    with caplog.at_level(logging.ERROR):
        alive = registered(folder, monkeypatch)

    assert alive == ["Ship"]
    assert "KeyError: 'PAY_KEY'" in caplog.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_isolated_script_that_loads_is_registered(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path, FILES, Options(layout=layout, isolate=ONLY_PAY))  # type: ignore[arg-type]
    monkeypatch.setenv("PAY_KEY", "secret")

    assert sorted(registered(folder, monkeypatch)) == ["Pay", "Ship"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_static_comparison_reads_guarded_registrations(layout: str, tmp_path: Path) -> None:
    for path, data in legacy_app(FILES).items():
        (tmp_path / "old" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / path).write_bytes(data)
    written(tmp_path / "new", FILES, Options(layout=layout, isolate=ONLY_PAY))  # type: ignore[arg-type]

    found = check_trees(tmp_path / "old", tmp_path / "new", indexer())

    assert [(check.name, check.verdict) for check in found.functions] == [("Pay", "same"), ("Ship", "same")]
    assert not found.differs


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_second_run_changes_nothing(layout: str) -> None:
    options = Options(layout=layout, isolate=ONLY_PAY)  # type: ignore[arg-type]
    once = migrated_bytes(FILES, options)
    app = build_app(Path("/app"), once, frozenset(once))
    assert migrate_app(app, options, indexer().index).status == "unchanged"


def test_without_names_those_are_isolated_that_have_a_note() -> None:
    files = {**FILES, "Count/__init__.py": "def main(msg):\n    return 1\n"}
    text = migrated(files, Options(isolate=frozenset({ISOLATE_NOTED})))["function_app.py"]

    assert text.count("except Exception:") == 1
    assert "from Pay import main as pay" in text
    assert "def count(msg):" in text
    assert "def ship(msg):" in text


def test_what_was_isolated_is_said_and_needs_no_warning_any_more() -> None:
    result = migration(FILES, Options(isolate=ONLY_PAY))
    assert [(note.code, note.severity) for note in result.functions[0].notes] == [("isolated", "info")]
    assert "setting-at-load" not in {note.code for note in result.notes}


def test_a_script_of_several_functions_is_isolated_as_a_whole() -> None:
    script = f"{PAY}\n\ndef second(msg):\n    return 2\n"
    other = queue("second", "../Pay/__init__.py")
    text = migrated(
        {"Pay/__init__.py": script, "Refund/function.json": other, "Ship/__init__.py": SHIP}, Options(isolate=ONLY_PAY)
    )["function_app.py"]
    assert text.count("except Exception:") == 2
    assert "from Pay import second as refund_second" in text


def test_a_folder_that_no_import_can_name_and_a_callable_object_are_guarded_too() -> None:
    text = migrated(
        {
            "pay-now/__init__.py": 'class Entry:\n    kind: str = ""\n\n    def __call__(self, msg):\n        return 1\n\n\nmain = Entry()\n',
            "Ship/__init__.py": SHIP,
        },
        Options(isolate=frozenset({"pay-now"})),
    )["function_app.py"]
    assert (
        """\
try:
    pay_now_main = importlib.import_module("pay-now").main
except Exception:
    logging.exception("pay-now is not registered: its script cannot be loaded")
else:

    @app.function_name(name="pay-now")
"""
        in text
    ), text


def test_a_name_of_another_script_makes_room_for_logging() -> None:
    files = {"Pay/__init__.py": PAY, "Ship/__init__.py": "logging = []\n\n\ndef main(msg):\n    return logging\n"}
    text = migrated(files, Options(isolate=ONLY_PAY))["function_app.py"]
    assert "ship_logging = []" in text


def test_a_script_that_exits_is_caught_as_well() -> None:
    script = 'import os\nimport sys\n\nif os.getenv("OFF"):\n    sys.exit("off")\n\n\ndef main(msg):\n    return 1\n'
    text = migrated({"Pay/__init__.py": script, "Ship/__init__.py": SHIP}, Options(isolate=ONLY_PAY))["function_app.py"]
    assert "except (Exception, SystemExit):" in text
