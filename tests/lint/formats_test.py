"""Every output format against ruff's own output: ruff's findings, printed by this tool, must read the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pystein_migrate.lint import summary
from pystein_migrate.lint.finding import Finding
from pystein_migrate.lint.formats import Report, render
from pystein_migrate.lint.formats.color import colored
from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix

FILES = {
    "a.py": """\
import os
import sys


def f(x):
    if x == None:
        return (  # hi
            undefined +
            1
        )
""",
    "sub/b.py": "import json\nx = 1\n",
    "last.py": "x = undefined",
    "tabs.py": "def f(a):\n\tif a == None or undefined == None:\n\t\treturn 1\n\n\n\n\nclass A:\n    pass\n",
    "isort.py": "import os\nimport abc\nimport sys\n\n\ndef f():\n    return os, abc, sys\n",
    "many.py": """\
def f(x):
    return dict(
        a=1,
        b=2,
    )


def g():
    for i in range(3):
        if i:
            return True
    return False
""",
    "far.py": "\n\n\n\n\n\n\n\n\n\ndef f(a):\n    try:\n        a()\n    except ValueError:\n        pass\n",
    "wide.py": "s = 'é漢字', undefined\nx = 'ok'\n",
    "long.py": "\n" * 12 + "def f(x):\n    return x == None or f == None\n",
    "broken.py": "def f(:\n  pass\n",
}
RULES = "E711,F,I001,C408,SIM110,SIM105"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ruff").resolve()
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8", newline="\n")
    return root


def ruff(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--isolated", "--select", RULES, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout


def position(place: dict[str, int]) -> Position:
    return Position(place["row"], place["column"])


def finding(entry: dict, root: Path) -> Finding:
    path = Path(entry["filename"]).relative_to(root).as_posix()
    fix = entry["fix"] and Fix(
        entry["fix"]["message"],
        tuple(
            FileEdit(path, position(edit["location"]), position(edit["end_location"]), edit["content"])
            for edit in entry["fix"]["edits"]
        ),
        entry["fix"]["applicability"],
    )
    start, end = position(entry["location"]), position(entry["end_location"])
    noqa = entry["noqa_row"] or start.line
    return Finding(root, Diagnostic(entry["code"], entry["name"], entry["message"], path, start, end, noqa, fix))


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    findings = [finding(entry, folder) for entry in json.loads(ruff(folder, "--output-format", "json"))]
    assert len(findings) > 10
    return Report(findings, {folder / name: text for name, text in FILES.items()}, folder)


def ours(report: Report, output_format: str) -> str:
    return render(report, output_format).replace("pystein-migrate", "ruff")


@pytest.mark.parametrize("output_format", ["concise", "full", "grouped"])
def test_text_formats_print_what_ruff_prints_to_the_letter(report: Report, folder: Path, output_format: str) -> None:
    text = ours(report, output_format) + summary.found_lines(report.findings, 0, unsafe_fixes=False)
    assert text == ruff(folder, "--output-format", output_format)


@pytest.mark.parametrize("output_format", ["pylint", "github", "azure"])
def test_line_formats_print_what_ruff_prints_to_the_letter(report: Report, folder: Path, output_format: str) -> None:
    assert ours(report, output_format) == ruff(folder, "--output-format", output_format)


def test_the_unsafe_fixes_flag_moves_the_marks_as_in_ruff(report: Report, folder: Path) -> None:
    unsafe = Report(report.findings, report.texts, folder, unsafe_fixes=True)
    text = ours(unsafe, "concise") + summary.found_lines(report.findings, 0, unsafe_fixes=True)
    assert text == ruff(folder, "--output-format", "concise", "--unsafe-fixes")


def without(value: object, *keys: str) -> object:
    if isinstance(value, dict):
        return {key: without(item, *keys) for key, item in value.items() if key not in keys}
    if isinstance(value, list):
        return [without(item, *keys) for item in value]
    return value


@pytest.mark.parametrize(
    ("output_format", "own"),
    [
        ("json", ["url"]),
        ("gitlab", ["fingerprint"]),
        ("rdjson", ["url"]),
        ("sarif", ["rules", "informationUri", "version"]),
    ],
)
def test_json_formats_hold_what_ruff_says_field_for_field(
    report: Report, folder: Path, output_format: str, own: list[str]
) -> None:
    mine, theirs = json.loads(ours(report, output_format)), json.loads(ruff(folder, "--output-format", output_format))
    assert without(mine, *own) == without(theirs, *own)
    assert shape(mine, own) == shape(theirs, own)


def shape(value: object, own: list[str]) -> object:
    """All keys in their order; what rules say about themselves differs in length only."""
    if isinstance(value, dict):
        return {key: None if key == "rules" else shape(item, own) for key, item in value.items()}
    return [shape(item, own) for item in value] if isinstance(value, list) else None


def test_json_lines_hold_one_compact_object_a_line_as_in_ruff(report: Report, folder: Path) -> None:
    mine, theirs = (
        text.splitlines() for text in (ours(report, "json-lines"), ruff(folder, "--output-format", "json-lines"))
    )
    hide_url = re.compile(r'"url":("[^"]*"|null)')
    assert [hide_url.sub("", line) for line in mine] == [hide_url.sub("", line) for line in theirs]


def test_junit_holds_the_same_suites_and_cases_as_ruff(report: Report, folder: Path) -> None:
    mine, theirs = ours(report, "junit"), ruff(folder, "--output-format", "junit")
    assert ElementTree.canonicalize(mine) == ElementTree.canonicalize(theirs)


@pytest.mark.parametrize(
    "output_format", ["json", "json-lines", "junit", "github", "gitlab", "pylint", "rdjson", "azure", "sarif"]
)
def test_nothing_found_prints_what_ruff_prints(folder: Path, tmp_path: Path, output_format: str) -> None:
    (tmp_path / "fine.py").write_text("x = 1\n")
    mine, theirs = ours(Report([], {}, tmp_path), output_format), ruff(tmp_path, "--output-format", output_format)
    if output_format in ("rdjson", "sarif"):
        own = ("url", "version", "informationUri")
        assert without(json.loads(mine), *own) == without(json.loads(theirs), *own)
    elif output_format == "junit":
        assert ElementTree.canonicalize(mine) == ElementTree.canonicalize(theirs)
    else:
        assert mine.strip() == theirs.strip()


@pytest.mark.parametrize("output_format", ["full", "json"])
def test_statistics_count_as_ruff_counts(report: Report, folder: Path, output_format: str) -> None:
    mine = summary.statistics(report.findings, False, output_format)
    theirs = ruff(folder, "--statistics", "--output-format", output_format)
    if output_format == "json":
        assert json.loads(mine) == json.loads(theirs)
    else:
        assert mine == theirs


@pytest.mark.parametrize("output_format", ["concise", "full", "grouped"])
def test_colors_add_nothing_but_colors(report: Report, output_format: str) -> None:
    plain = render(report, output_format)
    painted = colored(plain, output_format)
    assert re.sub(r"\x1b\[\d+m", "", painted) == plain
    assert painted.count("\x1b[0m") > len(report.findings)


def test_concise_colors_are_those_of_ruff(report: Report, folder: Path) -> None:
    findings = colored(ours(report, "concise"), "concise").splitlines()
    theirs = ruff(folder, "--output-format", "concise", "--color", "always").splitlines()
    assert findings == theirs[: len(findings)]


def test_gitlab_fingerprints_survive_a_move_and_tell_equal_findings_apart(folder: Path) -> None:
    def at(line: int) -> Finding:
        place = Position(line, 1)
        return Finding(folder, Diagnostic("PYS001", "mixed-models", "same", "a.py", place, place, line))

    def prints(*lines: int) -> list[str]:
        return [
            entry["fingerprint"] for entry in json.loads(render(Report([at(n) for n in lines], {}, folder), "gitlab"))
        ]

    assert prints(1, 2) == prints(5, 9)
    assert len(set(prints(1, 2))) == 2


def test_a_warning_is_a_warning_on_every_platform(folder: Path) -> None:
    place = Position(1, 1)
    warning = Finding(folder, Diagnostic("PYS099", "unused-noqa", "gone, 100% of it", "a.py", place, place, 1))
    report = Report([warning], {}, folder)
    assert render(report, "github").startswith("::warning title=pystein-migrate (PYS099)")
    assert "100%25 of it" in render(report, "github")
    assert "type=warning;" in render(report, "azure")
    assert json.loads(render(report, "gitlab"))[0]["severity"] == "minor"
    assert json.loads(render(report, "sarif"))["runs"][0]["results"][0]["level"] == "warning"


def test_a_fix_in_another_file_is_shown_there(folder: Path) -> None:
    place = Position(1, 1)
    fix = Fix("Rename", (FileEdit("a.py", place, place, "x"), FileEdit("sub/b.py", place, place, "y")), "safe")
    found = Finding(folder, Diagnostic("PYS001", "mixed-models", "m", "a.py", place, place, 1, fix))
    report = Report([found], {folder / name: text for name, text in FILES.items()}, folder)
    (entry,) = json.loads(render(report, "json"))
    assert [edit.get("filename") for edit in entry["fix"]["edits"]] == [None, str(folder / "sub/b.py")]
    (result,) = json.loads(render(report, "sarif"))["runs"][0]["results"]
    uris = [change["artifactLocation"]["uri"] for change in result["fixes"][0]["artifactChanges"]]
    assert uris == [(folder / "a.py").as_uri(), (folder / "sub/b.py").as_uri()]
    assert "--> sub/b.py" in render(report, "full")
