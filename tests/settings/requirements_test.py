from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.version import Version

from pystein_migrate.model.note import Note, Position
from pystein_migrate.read.app import build_app
from pystein_migrate.settings.demands import Pin
from pystein_migrate.settings.requirements import read_requirements
from pystein_migrate.settings.requirements_edit import Needs, narrowing, plan_requirements, removal
from pystein_migrate.text.edits import apply_edits

NEEDS = Needs(Version("1.21.0"))


def planned(
    requirements: bytes | None, needs: Needs = NEEDS, **others: bytes
) -> tuple[dict[str, bytes | None], list[Note]]:
    files = {name.replace("__", "/").replace("_", "."): data for name, data in others.items()}
    if requirements is not None:
        files["requirements.txt"] = requirements
    changes, notes = plan_requirements(build_app(Path("/app"), files, frozenset(files)), needs)
    assert all(change.before != change.after for change in changes)
    return {change.path: change.after for change in changes}, notes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("azure-functions==1.7.0", "azure-functions==1.21.0"),
        ("azure-functions===1.7.0", "azure-functions==1.21.0"),
        ("azure-functions >= 1.0", "azure-functions >= 1.21.0"),
        ("azure-functions>1.0", "azure-functions>=1.21.0"),
        ("azure-functions~=1.7", "azure-functions~=1.21"),
        ("azure-functions~=1.7.2", "azure-functions~=1.21.0"),
        ("azure-functions==1.7.*", "azure-functions==1.21.*"),
        ("azure-functions<1.12", "azure-functions>=1.21.0"),
        ("azure-functions<=1.20.0", "azure-functions>=1.21.0"),
        ("azure-functions>=1.7,<1.12", "azure-functions>=1.21.0"),
        ("azure-functions>=1.7, <2", "azure-functions>=1.21.0, <2"),
        ("azure-functions>=1.7,!=1.19.0,<2", "azure-functions>=1.21.0,!=1.19.0,<2"),
        ("azure-functions (>=1.7)", "azure-functions (>=1.21.0)"),
        ("Azure_Functions==1.7.0  # why", "Azure_Functions==1.21.0  # why"),
        ("azure.functions[x]==1.7.0 ; python_version < '3.13'", "azure.functions[x]==1.21.0 ; python_version < '3.13'"),
        ("azure-functions==1.7.0;python_version<'3.13'", "azure-functions==1.21.0;python_version<'3.13'"),
        ("azure-functions \\\n  ==1.7.0", "azure-functions \\\n  ==1.21.0"),
    ],
)  # fmt: skip
def test_what_is_too_old_is_raised_and_the_rest_of_the_line_stays(before: str, after: str) -> None:
    text = "# my app\r\nflask==1.0\r\n{}\r\n\r\nrequests"
    changes, notes = planned(text.format(before).encode())
    assert changes == {"requirements.txt": text.format(after).encode()}
    assert [(note.code, note.position.line) for note in notes] == [("requirement-raised", 3)]
    again, notes = planned(changes["requirements.txt"])
    assert (again, notes) == ({}, []), "a second run changes nothing"


@pytest.mark.parametrize(
    "line",
    ["azure-functions", "azure-functions==1.21.0", "azure-functions==1.26.*", "azure-functions>=1.21",
     "azure-functions==1.*", "azure-functions<2", "azure-functions==2.3.0", "azure-functions~=1.24", "azure-functions!=1.7.0",
     "azure-functions>=1.26; python_version<'3.13'\nazure-functions>=2.0; python_version>='3.13'", "azure-functions # newest"],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_new_enough_or_open_is_left_alone(line: str, newline: str) -> None:
    changes, notes = planned(f"{line}{newline}".encode())
    assert (changes, notes) == ({}, [])


def test_a_tilde_that_would_lose_its_upper_bound_is_spelled_out() -> None:
    changes, _ = planned(b"azure-functions~=1.7", Needs(Version("1.13.3")))
    assert changes["requirements.txt"] == b"azure-functions>=1.13.3,<2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"flask\n", b"flask\nazure-functions>=1.21.0\n"),
        (b"flask", b"flask\nazure-functions>=1.21.0"),
        (b"\xef\xbb\xbfa\r\nb\r\n", b"\xef\xbb\xbfa\r\nb\r\nazure-functions>=1.21.0\r\n"),
        (b"", b"azure-functions>=1.21.0\n"),
        (b"azure-functions-worker\nflask\n", b"azure-functions>=1.21.0\nflask\n"),
        (b"# azure-functions\nflask\n", b"# azure-functions\nflask\nazure-functions>=1.21.0\n"),
    ],
)
def test_a_missing_library_is_added_in_the_files_own_style(before: bytes, after: bytes) -> None:
    assert planned(before)[0] == {"requirements.txt": after}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"azure-functions\nazure-functions-worker\nflask\n", b"azure-functions\nflask\n"),
        (b"azure-functions\r\nazure_functions_worker==1.2.3  # no", b"azure-functions"),
        (b"azure-functions-worker \\\n  --hash=sha256:aa\nazure-functions\n", b"azure-functions\n"),
    ],
)
def test_the_worker_package_goes_with_its_whole_line(before: bytes, after: bytes) -> None:
    changes, notes = planned(before)
    assert changes == {"requirements.txt": after}
    assert [note.code for note in notes] == ["worker-removed"]


def test_a_worker_package_that_the_last_two_lines_name_goes_from_both() -> None:
    changes, notes = planned(b"azure-functions\nazure-functions-worker\nazure-functions-worker")
    assert changes == {"requirements.txt": b"azure-functions\n"}
    assert len(notes) == 2


def test_utf_16_requirements_of_powershell_stay_utf_16() -> None:
    text = "azure-functions==1.7.0\r\nnumpy==2.0\r\n"
    changes, _ = planned(b"\xff\xfe" + text.encode("utf-16-le"))
    assert changes["requirements.txt"] == b"\xff\xfe" + text.replace("1.7.0", "1.21.0").encode("utf-16-le")


def test_hashed_pins_are_left_to_the_compiler() -> None:
    hashed = b"azure-functions==1.7.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
    changes, notes = planned(hashed)
    assert changes == {}
    assert [(note.code, note.severity, note.position.line) for note in notes] == [("requirement-hashed", "warning", 1)]
    changes, notes = planned(b"flask==1.0 --hash=sha256:aa\n")
    assert changes == {}
    assert [note.code for note in notes] == ["requirement-hashed"]


def test_included_files_are_followed_and_changed_where_the_line_stands() -> None:
    changes, notes = planned(
        b"-r requirements/base.txt\n--requirement=requirements/dev.txt\n-c constraints.txt\n",
        requirements__base_txt=b"azure-functions==1.7.0\n-r ../requirements.txt\n",
        requirements__dev_txt=b"pytest\n",
        constraints_txt=b"azure-functions<1.10\n",
    )
    assert changes == {
        "requirements/base.txt": b"azure-functions==1.21.0\n-r ../requirements.txt\n",
        "constraints.txt": b"azure-functions>=1.21.0\n",
    }
    assert {note.path for note in notes} == {"requirements/base.txt", "constraints.txt"}


def test_a_constraint_alone_installs_nothing() -> None:
    changes, _ = planned(b"-c constraints.txt\n", constraints_txt=b"azure-functions==1.22.0\n")
    assert changes == {"requirements.txt": b"-c constraints.txt\nazure-functions>=1.21.0\n"}


def test_an_include_outside_the_app_is_a_note_and_nothing_is_added() -> None:
    changes, notes = planned(b"flask\n-r ../common.txt\n")
    assert changes == {}
    assert [(note.code, note.position.line) for note in notes] == [("requirement-unseen", 2)]


def test_addresses_and_broken_lines_are_notes() -> None:
    for line in (b"azure-functions @ https://example.com/azure_functions-1.7.0.whl\n", b"azure-functions=1.7\n"):
        changes, notes = planned(line)
        assert changes == {}
        assert [note.code for note in notes] == ["requirement-unclear"]


@pytest.mark.parametrize(
    "line",
    [
        "./wheels/azure_functions-1.2.0-py3-none-any.whl",
        "wheels\\azure_functions-1.2.0-py3-none-any.whl  # ours",
        "https://example.com/azure-functions-1.2.0.tar.gz",
        "azure-functions @ https://example.com/azure_functions-1.2.0-py3-none-any.whl",
        "azure-functions @ file:///wheels/azure_functions-1.2.0-py3-none-any.whl#sha256=aa",
    ],
)
def test_a_file_or_address_is_never_contradicted_and_its_version_is_read(line: str) -> None:
    changes, (note,) = planned(f"flask\n{line}\n".encode())
    assert changes == {}
    assert (note.code, note.position.line) == ("requirement-unclear", 2)
    assert "azure-functions 1.2.0" in note.message
    assert planned(line.replace("1.2.0", "1.24.0").encode()) == ({}, [])


@pytest.mark.parametrize(
    "line",
    [
        "git+https://github.com/Azure/azure-functions-python-library@dev#egg=azure-functions",
        "-e git+https://example.com/fork.git#egg=azure_functions&subdirectory=x",
        "azure-functions @ git+https://example.com/fork.git",
    ],
)
def test_an_address_that_names_no_version_is_not_contradicted_either(line: str) -> None:
    changes, (note,) = planned(f"{line}\n".encode())
    assert (changes, note.code) == ({}, "requirement-unclear")


def test_files_of_other_packages_say_nothing_about_the_library() -> None:
    changes, _ = planned(b"./wheels/azure_functions_durable-1.2.8-py3-none-any.whl\n")
    assert changes == {
        "requirements.txt": b"./wheels/azure_functions_durable-1.2.8-py3-none-any.whl\nazure-functions>=1.21.0\n"
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("==1.7.2", "==1.24.0"),
        ("===1.7.2", "==1.24.0"),
        ("==1.7.*", "==1.24.*"),
        ("~=1.7.2", "~=1.24.0"),
        ("~=1.7", ">=1.13.3,<2"),
        (">=1.7", ">=1.13.3"),
        (">=1.7,<1.12", ">=1.13.3"),
        ("==1.13.3", "==1.13.3"),
        ("==1.14.*", "==1.14.*"),
    ],
)
def test_an_exact_pin_goes_to_a_release_of_today_and_a_bound_no_further_than_it_must(before: str, after: str) -> None:
    needs = Needs(Version("1.13.3"), pin=Pin(Version("1.24.0"), "the newest"))
    changes, notes = planned(f"azure-functions{before}\n".encode(), needs)
    assert (
        changes.get("requirements.txt", f"azure-functions{before}\n".encode()) == f"azure-functions{after}\n".encode()
    )
    assert all("needs 1.13.3 or newer" in note.message for note in notes)


def test_a_generated_file_is_changed_with_a_warning() -> None:
    head = b"#\n# This file is autogenerated by pip-compile with Python 3.11\n"
    changes, notes = planned(head + b"azure-functions==1.7.0\n    # via -r requirements.in\n")
    assert changes["requirements.txt"] == head + b"azure-functions==1.21.0\n    # via -r requirements.in\n"
    assert [note.code for note in notes] == ["requirement-raised", "requirements-generated"]


def test_durable_is_asked_for_only_where_it_is_used() -> None:
    needs = Needs(Version("1.21.0"), durable=True)
    assert planned(b"azure-functions\n", needs)[0] == {
        "requirements.txt": b"azure-functions\nazure-functions-durable>=1.2.4\n"
    }
    assert planned(b"azure-functions\nazure-functions-durable==1.1.2\n", needs)[0] == {
        "requirements.txt": b"azure-functions\nazure-functions-durable==1.3.0\n"
    }
    assert planned(b"azure-functions\nazure-functions-durable==1.2.8\n", needs) == ({}, [])
    assert planned(b"azure-functions\nazure-functions-durable==1.1.2\n")[0] == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [("azure-functions", "azure-functions>=1.11.0,<1.12.0"), ("azure-functions==1.11.2", None),
     ("azure-functions==1.21.0", "azure-functions==1.11.0"), ("azure-functions>=1.7", "azure-functions>=1.11.0,<1.12.0"),
     ("azure-functions>=1.11.0", "azure-functions>=1.11.0,<1.12.0"),
     ("azure-functions<2,>=1.11.0", "azure-functions<1.12.0,>=1.11.0")],
)  # fmt: skip
def test_preview_spellings_need_a_library_that_still_has_them(before: str, after: str | None) -> None:
    needs = Needs(Version("1.11.0"), below=Version("1.12.0"))
    changes, _ = planned(f"{before}\n".encode(), needs)
    assert changes == ({"requirements.txt": f"{after}\n".encode()} if after else {})
    if after:
        assert planned(changes["requirements.txt"], needs)[0] == {}


def test_without_requirements_a_file_is_made_unless_the_app_declares_them_elsewhere() -> None:
    changes, notes = planned(None, Needs(Version("1.21.0"), durable=True))
    assert changes == {"requirements.txt": b"azure-functions>=1.21.0\nazure-functions-durable>=1.2.4\n"}
    assert [note.severity for note in notes] == ["info"]
    changes, notes = planned(None, pyproject_toml=b"[project]\n")
    assert changes == {}
    assert [(note.code, note.path) for note in notes] == [("requirements-elsewhere", "pyproject.toml")]


@given(st.text(alphabet="az-=<>~!*.,;# \\\r\n\t[]()@1234567890rc\"'é", max_size=80))
def test_no_text_makes_it_fail_and_a_second_run_changes_nothing(text: str) -> None:
    changes, _ = planned(text.encode())
    after = changes.get("requirements.txt", text.encode())
    again, _ = planned(after)
    assert again == {}


versions = st.builds(lambda a, b, c: f"{a}.{b}.{c}", st.integers(1, 2), st.integers(0, 30), st.integers(0, 3))
clauses = st.builds(
    lambda op, version: op + version, st.sampled_from(["==", ">=", "<=", "<", ">", "~=", "!="]), versions
)


@given(st.lists(clauses, min_size=1, max_size=3))
def test_what_is_raised_never_admits_an_older_library_and_admits_some(specs: list[str]) -> None:
    changes, _ = planned(f"azure-functions{','.join(specs)}\n".encode())
    if not changes:
        return
    specifier = Requirement((changes["requirements.txt"] or b"").decode().strip()).specifier
    assert not specifier.contains("1.20.0")
    assert not specifier.contains("1.7.0")


def test_lines_know_their_places() -> None:
    requirements = read_requirements(
        {"requirements.txt": b"# x\n  Azure-Functions [a] >=1 ; python_version>'3'  # y\n"}
    )
    (line,) = requirements.lines
    assert (line.name, line.position.line, line.position.column) == ("azure-functions", 2, 3)


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("", True),
        ("# mine\r\nflask==1.0  # why\r\n\r\nx[y] >= 1 ; python_version < '3.13'", True),
        ("flask==1.0 \\\n    --hash=sha256:aa\n", True),
        ("flask @ https://example.org/flask.whl\n", True),
        ("-r more.txt\n", True),
        ("-r elsewhere.txt\n", False),
        ("--index-url https://example.org\nflask\n", False),
        ("-e .\n", False),
        ("./packages/own\n", False),
        ("flask = 1\n", False),
    ],
)
def test_whether_a_file_says_everything_by_itself(text: str, complete: bool) -> None:
    files = {"requirements.txt": text.encode(), "more.txt": b"requests\n"}
    assert read_requirements(files).complete is complete
    assert not read_requirements({}).complete


def test_what_installs_is_told_from_what_only_constrains() -> None:
    files = {"requirements.txt": b"-c limits.txt\n# first\nFlask==1\n", "limits.txt": b"flask<2\nother<3\n"}
    read = read_requirements(files)
    assert [line.name for line in read.installed] == ["flask"]
    line = read.first("flask")
    assert line is not None
    assert (line.path, line.span) == ("requirements.txt", (Position(3, 1), Position(3, 9)))
    assert read.first("other") is None


@pytest.mark.parametrize(
    ("text", "removed", "narrowed"),
    [
        ("a\nflask\n", "a\n", "a\nflask<2\n"),
        ("a\r\nflask>=1  # why", "a", "a\r\nflask>=1,<2  # why"),
        ("flask >=1 ; python_version < '3.9'\nb", "b", "flask >=1,<2 ; python_version < '3.9'\nb"),
        ("flask==1 \\\n  --hash=sha256:aa\nb\n", "b\n", "flask==1,<2 \\\n  --hash=sha256:aa\nb\n"),
    ],
)
def test_a_line_is_removed_whole_and_narrowed_behind_its_versions(text: str, removed: str, narrowed: str) -> None:
    line = read_requirements({"requirements.txt": text.encode()}).first("flask")
    assert line is not None
    assert apply_edits(text, [removal(text, line)]) == removed
    assert apply_edits(text, [narrowing(text, line, "<2")]) == narrowed
