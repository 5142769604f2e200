"""``pystein-migrate check`` from the user's side."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[[dict[str, str]], Path]
Run = Callable[..., Any]
CLEAN = {"host.json": "{}\n", "requirements.txt": "azure-functions\n"}
ONLY = ("--select", "PYS001,PYS099")


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if ": PYS" in line]


def test_a_mixed_app_is_found_with_exit_code_1(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write(mixed)
    result = run("check", *ONLY, "--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("function_app.py:1:1: PYS001 ")
    assert result.stdout.endswith("Found 1 error.\n")


def test_a_clean_app_passes_with_exit_code_0(run: Run, write: Write, script: str) -> None:
    write({**CLEAN, "function_app.py": script})
    result = run("check", *ONLY)
    assert (result.exit_code, result.stdout) == (0, "All checks passed!\n")


def test_exit_zero_reports_and_succeeds(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write(mixed)
    result = run("check", *ONLY, "--exit-zero")
    assert result.exit_code == 0
    assert "PYS001" in result.stdout


def test_quiet_prints_findings_and_no_summary(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "ruff.toml": ""})
    result = run("check", *ONLY, "--quiet", "--output-format", "concise")
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


def test_a_folder_without_apps_says_so_and_passes(run: Run, write: Write) -> None:
    write({"a.py": "x = 1\n"})
    result = run("check")
    assert result.exit_code == 0
    assert "no function app found" in result.stderr


def test_a_missing_path_is_reported_as_ruff_does(run: Run, write: Write) -> None:
    write({})
    result = run("check", "nothere.py", "--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("nothere.py:1:1: E902 No such file or directory")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "ZZ9"), "Unknown rule selector `ZZ9` in `--select`"),
        (("--per-file-ignores", "a.py"), "`--per-file-ignores` takes PATTERN:CODE"),
        (("--statistics", "--output-format", "sarif"), "--statistics cannot be printed as sarif"),
        (("--config", "none.toml"), "none.toml: cannot be read"),
    ],
)
def test_what_cannot_be_understood_is_one_line_with_exit_code_2(
    run: Run, write: Write, arguments: tuple[str, ...], message: str
) -> None:
    write({})
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_rule_that_fails_is_named_without_a_traceback(
    run: Run, write: Write, mixed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object, project: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("pystein_rules.families.models.MixedModels.check", broken)
    write(mixed)
    result = run("check", *ONLY)
    assert result.exit_code == 2
    assert "rule PYS001 failed (RecursionError: too deep)" in result.stderr
    assert "--ignore PYS001" in result.stderr


def test_one_file_of_an_app_is_judged_by_the_whole_app_and_nothing_else_is_shown(
    run: Run, write: Write, mixed: dict[str, str]
) -> None:
    write({f"app/{path}": text for path, text in mixed.items()})
    assert lines(run("check", *ONLY, "app/function_app.py", "--output-format", "concise").stdout)
    assert not lines(run("check", *ONLY, "app/Old/function.json", "--output-format", "concise").stdout)


def test_every_app_of_a_repository_is_found_once(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({f"{folder}/{path}": text for folder in ("one", "two/deep") for path, text in mixed.items()})
    result = run("check", *ONLY, ".", "one", "one/function_app.py", "--output-format", "concise")
    assert [line.split(":")[0] for line in lines(result.stdout)] == ["one/function_app.py", "two/deep/function_app.py"]


def test_an_app_inside_an_app_is_linted_by_itself(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, **{f"inner/{path}": text for path, text in mixed.items()}})
    result = run("check", *ONLY, "--output-format", "concise")
    assert [line.split(":")[0] for line in lines(result.stdout)] == ["function_app.py", "inner/function_app.py"]


def test_a_folder_inside_an_app_belongs_to_that_app(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "pkg/broken.py": "def f(:\n"})
    result = run("check", *ONLY, "pkg", "--output-format", "concise")
    assert result.stdout.startswith("pkg/broken.py:1:7: invalid-syntax: ")
    assert result.stdout.count("\npkg") == 0


def test_code_that_python_cannot_read_is_never_passed_over(run: Run, write: Write, script: str) -> None:
    root = write({**CLEAN, "function_app.py": script})
    (root / "bad.py").write_bytes(b"x = 1\n\xff\xfe\n")
    result = run("check", *ONLY, "--output-format", "json")
    (found,) = json.loads(result.stdout)
    assert (found["code"], found["location"]["row"], found["url"]) == ("invalid-syntax", 2, None)
    assert result.exit_code == 1


def test_colors_are_there_on_demand_and_never_in_files(
    run: Run, write: Write, mixed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(mixed)
    assert "\x1b[" not in run("check", *ONLY).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", *ONLY).stdout
    run("check", *ONLY, "-o", "out.txt")
    assert "\x1b[" not in (root / "out.txt").read_text("utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", *ONLY).stdout


def test_output_file_takes_the_findings_and_the_screen_stays_empty(
    run: Run, write: Write, mixed: dict[str, str]
) -> None:
    root = write(mixed)
    result = run("check", *ONLY, "--output-format", "sarif", "-o", "out/lint.sarif")
    assert result.stdout == ""
    assert json.loads((root / "out/lint.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_standard_input_stands_for_a_file_of_the_app(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write(mixed)
    empty = run("check", *ONLY, "--stdin-filename", "function_app.py", "-", stdin=b"x = 1\ny = 2  # noqa: PYS001\n")
    assert "PYS099" in empty.stdout
    same = run("check", *ONLY, "--stdin-filename", "function_app.py", "-", stdin=mixed["function_app.py"].encode())
    assert "PYS001" in same.stdout
    other = run("check", *ONLY, "--stdin-filename", "new.py", "-", stdin=b"x = 1\n")
    assert other.stdout == "All checks passed!\n"


def test_fixing_standard_input_prints_the_fixed_text_and_reports_beside_it(run: Run, write: Write) -> None:
    root = write(CLEAN)
    result = run(
        "check", *ONLY, "--fix", "--stdin-filename", "a.py", "-", stdin=b"\xef\xbb\xbfx = 1  # noqa: PYS001\r\n"
    )
    assert result.stdout_bytes == b"\xef\xbb\xbfx = 1\r\n"
    assert "Found 1 error (1 fixed, 0 remaining)." in result.stderr
    assert not (root / "a.py").exists()


def test_fix_writes_keeps_bytes_and_a_second_run_changes_nothing(run: Run, write: Write, script: str) -> None:
    root = write({**CLEAN, "function_app.py": "\ufeff" + script.replace("\n", "\r\n") + "x = 1  # noqa: PYS001\r\n"})
    first = run("check", *ONLY, "--fix", "--show-fixes", "--allow-dirty")
    assert first.exit_code == 0
    assert "- function_app.py:\n    1 × PYS099 (unused-noqa)\n" in first.stdout
    expected = ("\ufeff" + script.replace("\n", "\r\n") + "x = 1\r\n").encode()
    assert (root / "function_app.py").read_bytes() == expected
    assert run("check", *ONLY, "--fix").stdout == "All checks passed!\n"
    assert (root / "function_app.py").read_bytes() == expected


def test_exit_non_zero_on_fix_tells_that_files_changed(run: Run, write: Write, script: str) -> None:
    write({**CLEAN, "function_app.py": script + "x = 1  # noqa: PYS001\n"})
    assert run("check", *ONLY, "--fix", "--exit-non-zero-on-fix", "--allow-dirty").exit_code == 1
    assert run("check", *ONLY, "--fix", "--exit-non-zero-on-fix", "--allow-dirty").exit_code == 0


def test_diff_prints_the_change_and_writes_nothing(run: Run, write: Write, script: str) -> None:
    root = write({**CLEAN, "app/host.json": "{}", "app/function_app.py": script + "x = 1  # noqa: PYS001\n"})
    result = run("check", *ONLY, "--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- app/function_app.py\n+++ app/function_app.py\n@@")
    assert "-x = 1  # noqa: PYS001\n+x = 1\n" in result.stdout
    assert result.stderr == "Would fix 1 error.\n"
    assert "noqa" in (root / "app/function_app.py").read_text()


def test_fix_only_reports_nothing_that_is_left(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "a.py": "x = 1  # noqa: PYS001\n"})
    result = run("check", *ONLY, "--fix-only", "--allow-dirty")
    assert (result.exit_code, result.stdout) == (0, "Fixed 1 error.\n")


def test_rules_whose_fixes_are_not_wanted_are_left_unfixed(run: Run, write: Write, script: str) -> None:
    root = write({**CLEAN, "function_app.py": script, "a.py": "x = 1  # noqa: PYS001\n"})
    assert run("check", *ONLY, "--fix", "--unfixable", "PYS0").exit_code == 1
    assert run("check", *ONLY, "--fix", "--fixable", "PYS001").exit_code == 1
    assert "noqa" in (root / "a.py").read_text()


def test_add_noqa_silences_every_finding_in_modules(run: Run, write: Write, mixed: dict[str, str]) -> None:
    root = write(mixed)
    result = run("check", *ONLY, "--add-noqa", "--allow-dirty")
    assert (result.exit_code, result.stderr) == (0, "Added 1 noqa directive.\n")
    assert (root / "function_app.py").read_text().startswith("import azure.functions as func  # noqa: PYS001\n")
    assert run("check", *ONLY).exit_code == 0
    assert "PYS001" in run("check", *ONLY, "--ignore-noqa").stdout


def test_add_noqa_says_what_no_comment_can_silence(run: Run, write: Write, disabled: dict[str, str]) -> None:
    root = write(disabled)
    result = run("check", "--select", "PYS004", "--add-noqa")
    assert result.exit_code == 0
    assert "no comment can silence the findings in Old/function.json: use per-file-ignores" in result.stderr
    assert (root / "Old/function.json").read_text() == disabled["Old/function.json"]


def test_settings_files_are_linted_with_line_and_column_and_fixed(
    run: Run, write: Write, disabled: dict[str, str]
) -> None:
    root = write(disabled)
    result = run("check", "--select", "PYS004", "--output-format", "concise")
    assert result.stdout.startswith("Old/function.json:2:3: PYS004 ")
    run("check", "--select", "PYS004", "--fix", "--unsafe-fixes", "--allow-dirty")
    assert (root / "Old/function.json").read_text() == disabled["Old/function.json"].replace(
        '  "disabled": false,\n', ""
    )


def test_a_comment_in_a_settings_file_silences_a_finding(run: Run, write: Write, disabled: dict[str, str]) -> None:
    text = disabled["Old/function.json"].replace('"disabled": false,', '"disabled": false, // noqa: PYS004')
    write({**disabled, "Old/function.json": text})
    assert run("check", "--select", "PYS004,PYS099").exit_code == 0


@pytest.mark.parametrize("arguments", [("--add-noqa", "-"), ("--output-file", "folder")])
def test_what_cannot_be_written_is_one_line_with_exit_code_2(
    run: Run, write: Write, mixed: dict[str, str], arguments: tuple[str, ...]
) -> None:
    root = write(mixed)
    (root / "folder").mkdir()
    result = run("check", *ONLY, *arguments, stdin=b"")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1


def test_statistics_count_by_rule(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "a.py": "x = 1  # noqa: PYS001\ny = 1  # noqa: PYS001\n"})
    result = run("check", *ONLY, "--statistics")
    assert result.stdout.splitlines()[:2] == ["2\tPYS099\t[*] unused-noqa", "1\tPYS001\t[ ] mixed-models"]


def test_a_stray_module_outside_any_app_is_linted_too(run: Run, write: Write) -> None:
    write({"lib/bp.py": "import azure.functions as func\n\nbp = func.Blueprint()  # noqa: PYS001\n", "b.py": "x = 1\n"})
    assert "lib/bp.py:3:24: PYS099" in run("check", *ONLY, "--output-format", "concise").stdout
    assert "lib/bp.py:3:24: PYS099" in run("check", *ONLY, "lib/bp.py", "--output-format", "concise").stdout


def test_modules_that_have_nothing_to_do_with_functions_are_not_linted(run: Run, write: Write) -> None:
    write({"b.py": "def f(:\n"})
    assert run("check", "b.py").exit_code == 0


def test_whole_apps_shows_what_a_changed_file_does_to_others(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({f"{folder}/{path}": text for folder in ("one", "two") for path, text in mixed.items()})
    result = run("check", *ONLY, "--whole-apps", "one/Old/function.json", "--output-format", "concise")
    assert [line.split(":")[0] for line in lines(result.stdout)] == ["one/function_app.py"]


def test_ignored_files_are_left_out_unless_named(run: Run, write: Write, script: str) -> None:
    write({**CLEAN, "function_app.py": script, ".gitignore": "gen/\n", "gen/a.py": "x = 1  # noqa: PYS001\n"})
    assert run("check", *ONLY).exit_code == 0
    assert "gen/a.py:1:8: PYS099" in run("check", *ONLY, "gen/a.py", "--output-format", "concise").stdout


def test_exclude_leaves_files_out_and_force_exclude_even_named_ones(run: Run, write: Write, script: str) -> None:
    write({**CLEAN, "function_app.py": script, "gen/a.py": "x = 1  # noqa: PYS001\n"})
    assert run("check", *ONLY).exit_code == 1
    for pattern in ("gen", "gen/*.py", "a.py", "gen/**"):
        assert run("check", *ONLY, "--exclude", pattern).exit_code == 0, pattern
    assert run("check", *ONLY, "--exclude", "gen", "gen/a.py").exit_code == 1
    assert run("check", *ONLY, "--exclude", "gen", "--force-exclude", "gen/a.py").exit_code == 0
    assert run("check", *ONLY, "--exclude", "gem").exit_code == 1


def test_an_excluded_app_is_not_linted(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({f"{folder}/{path}": text for folder in ("one", "old/two") for path, text in mixed.items()})
    result = run("check", *ONLY, "--extend-exclude", "old", "--output-format", "concise")
    assert [line.split(":")[0] for line in lines(result.stdout)] == ["one/function_app.py"]


def test_per_file_ignores_silence_rules_by_pattern(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write(mixed)
    assert run("check", *ONLY, "--per-file-ignores", "function_*.py:PYS0").exit_code == 0
    assert run("check", *ONLY, "--per-file-ignores", "Old/*:PYS0").exit_code == 1
    assert run("check", *ONLY, "--per-file-ignores", "!function_app.py:PYS0").exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_an_app_reached_through_a_link_is_shown_and_ignored_under_the_name_given(
    run: Run, write: Write, mixed: dict[str, str]
) -> None:
    root = write({f"real/{path}": text for path, text in mixed.items()})
    (root / "link").symlink_to(root / "real")
    result = run("check", *ONLY, "link", "--output-format", "concise")
    assert lines(result.stdout)[0].startswith("link/function_app.py:1:1: PYS001")
    assert run("check", *ONLY, "link", "--per-file-ignores", "link/*:PYS001").exit_code == 0


def test_script_name_tells_which_file_is_the_script(run: Run, write: Write, mixed: dict[str, str]) -> None:
    write({**mixed, "main.py": mixed["function_app.py"]})
    result = run("check", "--select", "PYS001", "--script-name", "main.py", "--output-format", "concise")
    assert result.stdout.startswith("main.py:1:1: PYS001")
