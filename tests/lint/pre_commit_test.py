"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit from a clone of this repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

Write = Callable[[dict[str, str]], Path]
REPOSITORY = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))}
IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


@pytest.mark.parametrize("hook", ["pystein-check", "pystein-fix"])
@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("function_app.py", True),
        ("app/Old/function.json", True),
        ("function.json", True),
        ("app/host.json", True),
        ("local.settings.json", True),
        (".vscode/settings.json", True),
        ("app/requirements-dev.txt", True),
        ("app/.funcignore", True),
        ("Dockerfile.dev", True),
        ("package.json", False),
        ("myfunction.json", False),
        ("README.md", False),
    ],
)
def test_the_lint_hooks_take_the_files_that_can_break_an_app(hook: str, path: str, taken: bool) -> None:
    assert bool(re.search(HOOKS[hook]["files"], path)) is taken


def test_the_migration_hook_looks_at_everything_once() -> None:
    assert HOOKS["pystein-migrate-check"]["pass_filenames"] is False
    assert re.search(HOOKS["pystein-migrate-check"]["files"], "app/Old/function.json")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone as pre-commit would make it: what is committed, nothing else."""
    folder = tmp_path_factory.mktemp("clone") / "pystein-migrate"
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(REPOSITORY), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture
def hook(tmp_path: Path, clone: Path, home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs one hook on some files of the test's folder, which becomes a git repository."""

    def run(name: str, *files: str, commit: bool = True) -> subprocess.CompletedProcess[str]:
        for command in (
            ["init", "--quiet"],
            ["add", "--all"],
            [*IDENTITY, "commit", "--quiet", "--allow-empty", "-m", "all"],
        ):
            if commit:
                subprocess.run(["git", *command], cwd=tmp_path, check=command[-1] == "all", capture_output=True)
        scripts = sysconfig.get_path("scripts")
        environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
        environment.pop("PYTHONPATH", None)
        command = ["pre-commit", "try-repo", str(clone), name, "--files", *files]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run


Hook = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def repository(tmp_path: Path) -> Write:
    def write_files(files: dict[str, str]) -> Path:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(text.encode())
        return tmp_path

    return write_files


@pytest.mark.e2e
def test_a_new_function_json_alone_makes_the_check_fail(hook: Hook, repository: Write, mixed: dict[str, str]) -> None:
    repository(mixed)
    result = hook("pystein-check", "Old/function.json")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "PYS001" in result.stdout


@pytest.mark.e2e
def test_a_changed_host_json_alone_runs_the_check_and_other_json_does_not(
    hook: Hook, repository: Write, mixed: dict[str, str]
) -> None:
    repository({**mixed, "package.json": "{}"})
    assert "PYS001" in hook("pystein-check", "host.json").stdout
    assert "no files to check" in hook("pystein-check", "package.json").stdout


@pytest.mark.e2e
def test_the_fix_hook_fixes_and_fails_once(hook: Hook, repository: Write, script: str) -> None:
    text = script + "\n\nhello_again = hello  # noqa: PYS001\n"
    root = repository(
        {"host.json": '{"version": "2.0"}', "requirements.txt": "azure-functions\n", "function_app.py": text}
    )
    first = hook("pystein-fix", "function_app.py")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "noqa" not in (root / "function_app.py").read_text()


@pytest.mark.e2e
def test_the_fix_hook_fixes_what_is_staged_and_undo_takes_it_back(hook: Hook, repository: Write, script: str) -> None:
    files = {"host.json": '{"version": "2.0"}', "requirements.txt": "azure-functions\n", "function_app.py": script}
    root = repository(files)
    hook("pystein-fix", "function_app.py")
    edited = (script + "\n\nhello_again = hello  # noqa: PYS001\n").encode()
    (root / "function_app.py").write_bytes(edited)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    result = hook("pystein-fix", "function_app.py", commit=False)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "noqa" not in (root / "function_app.py").read_text()
    subprocess.run([sys.executable, "-m", "pystein_migrate", "undo", "."], cwd=root, check=True)
    assert (root / "function_app.py").read_bytes() == edited


@pytest.mark.e2e
def test_the_migration_hook_fails_while_function_folders_remain(
    hook: Hook, repository: Write, mixed: dict[str, str]
) -> None:
    legacy = {path: text for path, text in mixed.items() if path != "function_app.py"}
    root = repository(legacy)
    result = hook("pystein-migrate-check", "Old/function.json")
    assert result.returncode == 1, result.stdout + result.stderr
    for path in ("Old/function.json", "Old/__init__.py"):
        (root / path).unlink()
    repository({"function_app.py": mixed["function_app.py"]})
    assert hook("pystein-migrate-check", "function_app.py").returncode == 0


@pytest.mark.parametrize(
    ("command", "file"),
    [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")],
)
def test_the_files_are_what_pre_commit_expects(command: str, file: str) -> None:
    program = str(Path(sysconfig.get_path("scripts"), "pre-commit"))
    result = subprocess.run(
        [program, command, str(REPOSITORY / file)], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
