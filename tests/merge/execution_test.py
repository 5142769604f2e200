"""Random apps that use every kind of scope behave alike before and after they are merged."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from apps import legacy_app, migration, queue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .programs import program, run_legacy, run_migrated, same_behaviour


def write(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


def is_valid(files: dict[str, str]) -> bool:
    try:
        for path, text in files.items():
            compile(text, path, "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_a_migrated_app_notes_and_returns_what_the_legacy_one_does(seed: int) -> None:
    sources, entries = program(Random(seed))
    if not is_valid(sources):
        return
    app = legacy_app({**sources, **{f"{name}/function.json": queue(entry) for name, entry in entries.items()}})
    with tempfile.TemporaryDirectory() as folder:
        try:
            legacy = run_legacy(write(Path(folder, "legacy"), app), entries)
        except Exception:  # an app that fails to load is not alive
            return
        result = migration(app)
        assert result.status == "migrated", result
        for change in result.changes:
            if change.after is None:
                del app[change.path]
            else:
                app[change.path] = change.after
        migrated = run_migrated(write(Path(folder, "migrated"), app))
    merged = all(function.status == "merged" for function in result.functions)
    assert same_behaviour(legacy, migrated, same_order=merged), app["function_app.py"].decode()
