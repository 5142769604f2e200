"""What notes advise is not done already, and does not contradict itself."""

from __future__ import annotations

import pytest
from apps import migration

from pystein_migrate import notes
from pystein_migrate.model.options import Options

MAIN = "def main(msg):\n    return msg\n"


FUNCTION_JSON = """{"bindings": [
    {"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q", "connection": "C"}
]}"""


def told(files: dict[str, str], options: Options) -> str:
    """All that is said of an app, messages and remedies."""
    result = migration(files, options)
    found = [*result.notes, *(note for function in result.functions for note in function.notes)]
    return "\n".join(f"{note.message}\n{note.remedy}" for note in found)


@pytest.mark.parametrize(
    ("option", "given", "files"),
    [
        ("--bundle 4", Options(bundle="4"), {"host.json": "{]", "A/__init__.py": MAIN}),
        ("--bundle 4", Options(bundle="4"), {"host.json": "{}", "A/__init__.py": MAIN}),
        ("--layout blueprints", Options("blueprints"), {f"F{number}/__init__.py": MAIN for number in range(31)}),
        (
            "--prove run",
            Options(prove_by_running=True),
            {
                "A/__init__.py": MAIN,
                "B/__init__.py": "from made import make\n\nmain = make()\n",
                "B/function.json": FUNCTION_JSON,
            },
        ),
        (
            "--isolate",
            Options(isolate=frozenset({"*"})),
            {"A/__init__.py": MAIN, "B/__init__.py": f"import os\n\nKEY = os.environ['KEY']\n\n\n{MAIN}"},
        ),
    ],
)
def test_no_option_is_advised_that_was_given(option: str, given: Options, files: dict[str, str]) -> None:
    assert option not in told(files, given)
    plain = {**files, "host.json": "{}"} if "host.json" in files else files
    assert option in told(plain, Options())


def test_isolating_one_more_function_keeps_those_apart_that_are() -> None:
    files = {f"{name}/__init__.py": f"import os\n\nKEY = os.environ['{name}']\n\n\n{MAIN}" for name in ("A", "B", "C")}
    assert "--isolate A B C" in told(files, Options(isolate=frozenset({"A"})))


def test_a_script_that_stays_is_not_said_to_need_nothing_and_a_change_at_once() -> None:
    said = told({"A/__init__.py": f"{MAIN}\n\nNAMES = sorted(globals())\n"}, Options())
    assert "to have it merged, change the script" in said
    assert all("nothing to do" not in f"{kind.remedy}{kind.advice}".lower() for kind in notes.KINDS.values())
