"""What a run means for the plan, told by plans of the real pipeline and by what running them may have shown."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from apps import Files, indexer, legacy_app

from pystein_migrate.commands.apart import Apart, further, settled
from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.app import App
from pystein_migrate.model.options import Layout, Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.read.app import build_app
from pystein_migrate.verify.replay.outcome import Difference
from pystein_migrate.verify.replay.report import AppRun, FunctionRun

FILES: Files = {f"{name}/__init__.py": f'def main(msg):\n    return "{name}"\n' for name in ("Pay", "Ship", "Weigh")}


def ran(
    differing: Collection[str], unloaded: Collection[str] = (), failed_at: tuple[tuple[str, int], ...] = ()
) -> AppRun:
    differences = (Difference("first", "return", "1", "2"),)
    functions = [
        FunctionRun(name, "differs" if name in differing else "same", "", differences, 1)
        for name in ("Pay", "Ship", "Weigh")
    ]
    return AppRun(tuple(functions), (), (), {}, "", dict.fromkeys(unloaded, "KeyError: 'KEY'"), failed_at)


def app() -> App:
    files = legacy_app(FILES)
    return build_app(Path("/app"), files, frozenset(files))


def replanned(apart: Apart, layout: Layout = "single") -> AppResult:
    return migrate_app(app(), apart.options(Options(layout=layout)), indexer().index, apart.kept)


def taken_out(apart: Apart | None) -> tuple[list[str], list[str]]:
    assert apart is not None
    return sorted(apart.kept), sorted(apart.isolated)


@pytest.mark.parametrize(
    ("layout", "steps"),
    [
        ("single", [(["Pay"], []), (["Pay"], ["Pay"]), (["Pay", "Ship", "Weigh"], ["Pay"])]),
        ("blueprints", [(["Pay"], []), (["Pay"], ["Pay"]), (["Pay", "Ship", "Weigh"], ["Pay"])]),
        ("in-place", [([], ["Pay"])]),
    ],
)
def test_what_differs_whatever_is_done_is_taken_out_by_degrees_and_then_no_further(
    layout: Layout, steps: list[tuple[list[str], list[str]]]
) -> None:
    apart, taken = Apart(), []
    while (following := further(apart, replanned(apart, layout), ran(["Pay"]), "function_app.py", ())) is not None:
        apart = following
        taken.append(taken_out(apart))
        assert len(taken) < 9

    assert taken == steps
    kept = {result.function.name: result.status for result in replanned(apart, layout).functions}
    assert set(kept.values()) == {"kept-in-place"}
    if layout == "blueprints":
        assert [change.path for change in replanned(apart, layout).changes if change.path.endswith(".py")] == [
            "function_app.py"
        ]


def test_the_first_difference_of_a_function_is_the_one_that_is_remembered() -> None:
    first = further(Apart(), replanned(Apart()), ran(["Pay"]), "function_app.py", ())
    assert first is not None
    another = AppRun((FunctionRun("Pay", "differs", "", (Difference("next", "logs", "a", "b"),)),), (), (), {})

    second = further(first, replanned(first), another, "function_app.py", ())

    assert second is not None and second.differences == {"Pay": "first, return: 1 became 2"}
    result = settled(app(), second, replanned(second), another, (), "pystein-migrate .")
    said = [note.message for each in result.functions for note in each.notes]
    assert said == ["runs differently, even out of function_app.py (first, return: 1 became 2)"]


def test_what_is_accepted_stays_where_it_is() -> None:
    plan = replanned(Apart())

    assert further(Apart(), plan, ran(["Pay"]), "function_app.py", ["Pay"]) is None
    assert taken_out(further(Apart(), plan, ran(["Pay", "Ship"]), "function_app.py", ["Pay"])) == (["Ship"], [])


@pytest.mark.parametrize("accepted", [[], ["Ship"]])
def test_the_function_at_whose_lines_the_app_fails_is_taken_out_alone(accepted: list[str]) -> None:
    plan = replanned(Apart())
    script = next(change.after for change in plan.changes if change.path == "function_app.py")
    assert script is not None
    line = script.decode().split("\n").index('    return "Ship"') + 1
    everyone = ["Pay", "Ship", "Weigh"]

    in_script = ran(everyone, failed_at=(("function_app.py", line), ("shared/x.py", 3)))
    at_import = ran(everyone, failed_at=(("function_app.py", 1), ("shared/x.py", 3)))

    assert taken_out(further(Apart(), plan, in_script, "function_app.py", accepted)) == (["Ship"], [])
    assert taken_out(further(Apart(), plan, at_import, "function_app.py", ())) == (everyone, [])


def test_what_fails_in_the_legacy_model_is_kept_apart_if_others_load() -> None:
    plan = replanned(Apart())

    some = further(Apart(), plan, ran(["Ship"], unloaded=["Pay"]), "function_app.py", ())

    assert taken_out(some) == ([], ["Pay"])
    assert further(Apart(), plan, ran([], unloaded=["Pay", "Ship", "Weigh"]), "function_app.py", ()) is None
    assert some is not None
    assert further(some, replanned(some), ran([], unloaded=["Pay"]), "function_app.py", ()) is None


def test_a_difference_far_into_a_long_text_is_shown() -> None:
    long = "x" * 300
    differences = (Difference("first", "return", f"{long}1{long}", f"{long}2{long}"),)
    run = AppRun((FunctionRun("Pay", "differs", "", differences),), (), (), {})

    apart = further(Apart(), replanned(Apart()), run, "function_app.py", ())

    assert apart is not None and "xxx1xxx" in apart.differences["Pay"] and "xxx2xxx" in apart.differences["Pay"]
    assert len(apart.differences["Pay"]) < 300
