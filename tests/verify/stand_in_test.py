"""``--stub-missing``: stand-ins in the place of packages that are not installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pystein_migrate.verify.replay.engine import ReplayOptions
from pystein_migrate.verify.replay.report import run_apps

from .run_test import pair
from .support import write_tree

pytestmark = pytest.mark.run

OK = 'return func.HttpResponse("ok")'


@pytest.fixture
def options(run_python: Path) -> ReplayOptions:
    return ReplayOptions(run_python, stub_missing=True, time_limit=5)


def test_without_stand_ins_a_missing_package_is_the_reason(tmp_path: Path, options: ReplayOptions) -> None:
    trees = pair(tmp_path, OK, head="import no_such_package\n")
    (function,) = run_apps(*trees, replace(options, stub_missing=False)).functions
    assert (function.verdict, "no_such_package" in function.reason) == ("not comparable", True)


@pytest.mark.parametrize(
    "use",
    [
        "frame = nsp.read_csv('a'); frame['x'] = 1; str(frame.groupby('y').sum() + 2 > 3)",
        "nsp.Client('url', key=2).get(name='x').value.lower()",
        "from no_such_package.sub.deep import Thing, function; Thing(1).run(function(2))",
        "class Mine(nsp.Base): x = nsp.Field(1)\nMine(2).save()\nMine.objects.filter(x=1)",
        "import abc\nclass Mine(nsp.Base, abc.ABC): pass\nMine()",
        "import enum\nclass Mine(nsp.lower_base): pass\nMine()",
        "@nsp.decorator\ndef f(): return 5\nassert f() == 5",
        "@nsp.decorator(1, retries=2)\ndef f(): return 5\nf()",
        "try:\n    raise nsp.exceptions.NotFoundError('x')\nexcept nsp.exceptions.NotFoundError as error:\n    str(error)",
        "try:\n    raise ValueError\nexcept nsp.weird as error:\n    pass\nexcept ValueError:\n    pass",
        "with nsp.connect() as c, c.cursor() as k:\n    for row in k.execute('select'):\n        print(row)",
        "import asyncio\nasync def f():\n    async with nsp.aio() as c:\n        r = await c.get('x')\n        return [i async for i in r]\nassert len(asyncio.run(f())) == 2",
        "from typing import Optional\ndef f(x: Optional[nsp.Frame], y: nsp.Other | None, z: nsp.List[int]) -> nsp.frame: return x\nf(1, 2, 3)",
        "a, b = nsp.pair(); int(a), float(b), len(a), bool(a), a == b, -a, [1, 2, 3][a], f'{a:>3}', bytes(a), a in b",
        "import azure.no_such.blob as blob; blob.BlobClient.from_connection_string('x').upload_blob(b'data', overwrite=True)",
        "import datetime; datetime.datetime(2024, 1, 1, tzinfo=nsp.zone('UTC')).isoformat(); datetime.datetime.now(nsp.utc)",
        "import copy, pickle; copy.copy(nsp.thing); copy.deepcopy(nsp.thing.other)",
        "isinstance(nsp.value, nsp.Class), isinstance(3, nsp.Class), issubclass(int, nsp.Class)",
    ],
)  # fmt: skip
def test_a_stand_in_can_be_used_as_anything_and_alike_in_both_models(
    tmp_path: Path, options: ReplayOptions, use: str
) -> None:
    trees = pair(tmp_path, use + "\n" + OK, head="import no_such_package as nsp\n")
    run = run_apps(*trees, options)
    assert [(f.verdict, f.reason, f.raised, f.differences) for f in run.functions] == [("same", "", 0, ())]
    assert "no_such_package" in run.stubbed


def test_what_is_done_with_a_stand_in_is_compared(tmp_path: Path, options: ReplayOptions) -> None:
    use = "nsp.Client('url').send({value}, to='x')\n" + OK
    trees = pair(tmp_path, use.format(value=1), use.format(value=2), head="import no_such_package as nsp\n")
    (function,) = run_apps(*trees, options).functions
    assert {difference.field for difference in function.differences} == {"calls"}
    assert "no_such_package.Client().send()" in function.differences[0].legacy


def test_calls_at_import_are_compared_for_the_app_as_a_whole(tmp_path: Path, options: ReplayOptions) -> None:
    legacy, migrated = pair(tmp_path, OK, head="import no_such_package as nsp\nclient = nsp.Client('a')\n")
    script = migrated / "function_app.py"
    script.write_text(script.read_text("utf-8").replace("Client('a')", "Client('b')"), "utf-8")
    (loading,) = run_apps(legacy, migrated, options).loading
    assert ("'a'" in loading.legacy, "'b'" in loading.migrated) == (True, True)


def test_a_broken_import_of_the_apps_own_module_gets_no_stand_in(tmp_path: Path, options: ReplayOptions) -> None:
    legacy, migrated = pair(tmp_path, "from .helper import x\n" + OK, "import helper\n" + OK)
    write_tree(legacy, {"F/helper.py": "x = 1\n"})
    write_tree(migrated, {"F/helper.py": "x = 1\n"})
    (function,) = run_apps(legacy, migrated, options).functions
    assert function.verdict == "differs"
    assert "No module named 'helper'" in function.differences[-1].migrated + function.differences[0].migrated + str(
        function.differences
    )


def test_the_migrated_side_gets_no_stand_in_that_the_legacy_side_did_not_need(
    tmp_path: Path, options: ReplayOptions
) -> None:
    (function,) = run_apps(*pair(tmp_path, OK, "import only_after\n" + OK), options).functions
    assert function.verdict == "differs"
    assert "only_after" in str(function.differences)


def test_settings_that_are_missing_are_made_up_alike(tmp_path: Path, options: ReplayOptions) -> None:
    use = "import os\nint(os.environ['LIMIT']); os.environ['DB_URL'].split('//')[1]; os.getenv('KEY').encode()\n"
    use += "assert os.getenv('MODE', 'x') == 'x'; assert 'LIMIT' not in os.environ\n"
    (function,) = run_apps(*pair(tmp_path, use + OK), options).functions
    assert (function.verdict, function.raised) == ("same", 0)
