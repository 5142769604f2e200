"""Every corpus app, migrated in every layout there is and run in both models."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from pystein_migrate import notes
from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.options import Layout, Options
from pystein_migrate.prove.index import Indexer
from pystein_migrate.prove.static import check_trees
from pystein_migrate.read.app import read_app
from pystein_migrate.verify.replay.engine import ReplayOptions
from pystein_migrate.verify.replay.report import run_apps
from pystein_migrate.verify.trees import make

pytestmark = [pytest.mark.run, pytest.mark.long]

CORPUS = Path(__file__).parents[2] / "corpus"
APPS = sorted(path.parent.name for path in CORPUS.glob("*/legacy") if any(path.glob("*/function.json")))
# What differs because the models do, and not by the migration.
EXPLAINED = {
    ("imports_identity", "Relative"): "one module under two names in the legacy model is one module afterwards",
    ("names_dynamic", "Pickles"): "a pickle names its class's module, which had __app__ in front",
}
# The library's own middleware logs when it is made: once by Wsgi- and AsgiFunctionApp, for every request before.
MIDDLEWARE_LOGS = frozenset({("asgi_alone", "Api"), ("wsgi_alone", "web")})
# Apps with functions that were dead before: they are migrated without those.
DROP_BROKEN = frozenset({"dead"})


@pytest.fixture(scope="module")
def indexer() -> Iterator[Indexer]:
    indexer = Indexer()
    yield indexer
    indexer.close()


@pytest.mark.parametrize("layout", get_args(Layout))
@pytest.mark.parametrize("name", APPS)
def test_a_corpus_app_is_the_same_after_its_migration(
    name: str, layout: Layout, tmp_path: Path, run_python: Path, indexer: Indexer
) -> None:
    legacy = CORPUS / name / "legacy"
    app = read_app(legacy)
    options = Options(layout=layout, drop_broken=name in DROP_BROKEN, include_hidden=True)
    result = migrate_app(app, options, indexer.index)
    if result.status != "migrated":
        pytest.skip(f"not migrated: {'; '.join(note.message for note in result.notes)}")
    migrated = Path(shutil.copytree(legacy, tmp_path / "migrated"))
    make(result.changes, migrated)
    check = check_trees(legacy, migrated, indexer)
    # An ignore file that hides the new script is the user's, who is told of it by the migration, too.
    hides = any(note.kind is notes.IGNORED_MODULE for note in result.notes)
    assert [problem.kind for problem in check.problems] == ([notes.NOT_DEPLOYED] if hides else [])
    assert {function.name: function.cells for function in check.functions if function.verdict == "differs"} == {}
    run = run_apps(legacy, migrated, ReplayOptions(run_python), None, app)
    different = {function.name: function.differences for function in run.functions if function.verdict == "differs"}
    for function in different:
        if (name, function) in MIDDLEWARE_LOGS:
            assert {difference.field for difference in different[function]} == {"logs"}
    explained = EXPLAINED.keys() | MIDDLEWARE_LOGS
    assert {function: found for function, found in different.items() if (name, function) not in explained} == {}
    assert run.count("same") + len(different) > 0
    dropped = {each.function.name for each in result.functions if each.status == "dropped"}
    assert {function.name for function in run.functions if function.verdict == "not comparable"} == dropped
