"""The indexing child: it lives through errors, is replaced when it dies, and sees nothing of the working folder."""

import os
import signal
import sys
from pathlib import Path

import pytest

from pystein_migrate.prove.index import Index, Indexer

HEAD = "import azure.functions as func\napp = func.FunctionApp()\n"
GOOD = HEAD + '@app.timer_trigger(arg_name="t", schedule="s")\ndef f(t): ...\n'


@pytest.fixture
def indexer():
    indexer = Indexer()
    yield indexer
    indexer.close()


def names(index: Index) -> list[str]:
    assert index.error is None
    return [function.name for function in index.functions]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def f(:", "SyntaxError"), ("1/0", "ZeroDivisionError"), ("import nowhere", "ModuleNotFoundError"), ("", "0 function app objects"),
        (HEAD + "other = func.FunctionApp()", "2 function app objects"), (HEAD + "@app.route(methods='x')\ndef f(req): ...", "KeyError"),
        (HEAD + "@app.function_name('x')\ndef f(): ...", "does not have a trigger"), ("\x00", "Error"), ("x = '\ud800'", "Error"),
    ],
)  # fmt: skip
def test_an_error_in_the_text_is_an_answer_and_the_child_goes_on(indexer, source, error) -> None:
    index = indexer.index(source)
    assert error in (index.error or "")
    assert index.functions == ()
    assert names(indexer.index(GOOD)) == ["f"]


@pytest.mark.parametrize("death", ["import os; os._exit(3)", "raise SystemExit(3)"])
def test_a_child_that_ends_is_an_answer_and_the_next_one_is_a_new_child(indexer, death) -> None:
    assert names(indexer.index(GOOD)) == ["f"]
    assert indexer.index(death).error == "the indexing process ended with exit code 3"
    assert names(indexer.index(GOOD)) == ["f"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_child_that_is_killed_between_two_texts_is_replaced(indexer) -> None:
    (function,) = indexer.index(
        GOOD + "import os\nfunc.FunctionApp.f = os.getpid()\n" + "f._function._name = str(os.getpid())\n"
    ).functions
    os.kill(int(function.name), signal.SIGKILL)
    answers = [indexer.index(GOOD) for _ in range(2)]
    assert names(answers[1]) == ["f"]


def test_what_the_text_or_the_library_prints_is_not_taken_for_an_answer(indexer) -> None:
    noise = "import sys, warnings\nprint('{}')\nsys.stdout.write('x' * 200_000)\nsys.stderr.write('y' * 200_000)\nwarnings.warn('w')\n"
    assert names(indexer.index(noise + GOOD)) == ["f"]
    assert names(indexer.index(GOOD)) == ["f"]


def test_a_huge_text_is_indexed(indexer) -> None:
    functions = "".join(
        f"@app.timer_trigger(arg_name='t', schedule='é{'x' * 5000}')\ndef f{number}(t): ...\n" for number in range(300)
    )
    index = indexer.index(HEAD + functions)
    assert names(index) == [f"f{number}" for number in range(300)]
    assert index.functions[0].json["bindings"][0]["schedule"].startswith("éx")


def test_values_that_json_does_not_have_do_not_end_the_child(indexer) -> None:
    index = indexer.index(GOOD + "app.retry(strategy=func.AuthLevel.ADMIN, max_retry_count=b'5')(f)\n")
    assert index.error is None
    assert index.functions[0].retry == {"strategy": "ADMIN", "max_retry_count": "b'5'"}


def test_modules_in_the_working_folder_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("azure/functions/__init__.py", "azure/__init__.py", "json.py", "sitecustomize.py", "usercustomize.py", "typing.py",
                 "pystein_migrate/__init__.py"):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("raise SystemExit('the app was executed')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(".")
    indexer = Indexer()
    try:
        assert names(indexer.index(GOOD)) == ["f"]
    finally:
        indexer.close()


def test_relative_entries_of_the_import_path_mean_what_they_mean_here(tmp_path, monkeypatch, indexer) -> None:
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra/only_here.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("extra")
    assert names(indexer.index("import only_here\n" + GOOD)) == ["f"]


def test_closing_twice_and_using_it_again_is_fine(indexer) -> None:
    indexer.close()
    assert names(indexer.index(GOOD)) == ["f"]
    indexer.close()
    indexer.close()
    assert names(indexer.index(GOOD)) == ["f"]
