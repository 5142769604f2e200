"""What apps store names modules: the same in both real workers where the migration keeps the names, another where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from migrated import migrate

from pystein_migrate.verify.replay.engine import ReplayOptions
from pystein_migrate.verify.replay.report import run_apps

from .support import write_tree

pytestmark = pytest.mark.run

LEGACY = {
    "host.json": "{}",
    "requirements.txt": "azure-functions\nazure-functions-durable\n",
    "Plan/function.json": '{"bindings": [{"type": "orchestrationTrigger", "direction": "in", "name": "context"}]}',
    "Plan/__init__.py": (
        "import azure.durable_functions as df\n\nfrom ..steps import Step\n\n\ndef plan(context):\n"
        '    return (yield context.call_activity("Walk", Step(2)))\n\n\nmain = df.Orchestrator.create(plan)\n'
    ),
    "Walk/function.json": '{"bindings": [{"type": "activityTrigger", "direction": "in", "name": "step"}]}',
    "Walk/__init__.py": "import pickle\n\nfrom ..steps import Step\n\n\ndef main(step):\n    return pickle.dumps(Step(1)).hex()\n",
    "steps.py": (
        "class Step:\n    def __init__(self, n):\n        self.n = n\n\n    @staticmethod\n    def to_json(step):\n"
        "        return step.n\n\n    @staticmethod\n    def from_json(n):\n        return Step(n)\n"
    ),
}


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_what_is_stored_is_the_same_if_the_names_of_modules_are_kept(
    layout: str, tmp_path: Path, run_python: Path
) -> None:
    legacy = write_tree(tmp_path / "legacy", LEGACY)
    for kept, verdict in ((True, "same"), (False, "differs")):
        after = write_tree(tmp_path / verdict, LEGACY)
        migrate(after, layout=layout, keep_module_names=kept)
        run = run_apps(legacy, after, ReplayOptions(run_python, time_limit=5))
        assert {each.name: (each.verdict, each.differences if kept else ()) for each in run.functions} == dict.fromkeys(
            ["Plan", "Walk"], (verdict, ())
        )
