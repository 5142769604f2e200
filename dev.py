"""Development tasks, with nothing but a Python: ``python3 dev.py demo``, ``python3 dev.py test``.

Makes the virtual environments it needs inside the checkout (.venv, and .venv-run for the real workers) and touches
nothing outside of it.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
OLDEST = (3, 10)
# The worker libraries that run both models in one process exist from this Python on.
OLDEST_RUN = (3, 13)
RUN_VERSIONS = ("3.13", "3.14")
# The pages of docs that are written by a module.
GENERATED = {
    "rules.md": ["pystein_migrate", "rule", "--all", "--output-format", "markdown"],
    "codemods.md": ["pystein_migrate.codemods.documentation"],
    "notes.md": ["pystein_migrate", "note", "--all", "--output-format", "markdown"],
}
UTF8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}


def main() -> int:
    """Run the task that the command line names; the exit code says whether all went well."""
    parser = argparse.ArgumentParser(description="Development tasks of pystein-migrate.")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    tasks.add_parser("demo", help="migrate the shop app of the corpus and show the report and the diff")
    test = "run the checks: ruff, mypy, import-linter, pytest with branch coverage; what follows is told to pytest"
    tasks.add_parser("test", help=test)
    tasks.add_parser("long", help="run the long suites: the corpus in both models, environments made by pip")
    tasks.add_parser("upstream", help="hold the catalogue to the newest azure-functions that pip finds")
    tasks.add_parser("lint", help="run ruff, mypy and import-linter")
    tasks.add_parser("format", help="let ruff fix and format the code")
    tasks.add_parser("docs", help="write the generated pages in docs anew")
    corpus = tasks.add_parser("corpus", help="compare the corpus with its expected migrations")
    corpus.add_argument("--update", action="store_true", help="write the expected migrations anew")
    arguments, rest = parser.parse_known_args()
    if rest and arguments.task != "test":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if sys.version_info < OLDEST:
        return _fail(f"Python {_dotted(OLDEST)} or newer is needed, this is {_dotted(sys.version_info[:2])}")
    try:
        if arguments.task == "test":
            return test_all(rest)
        if arguments.task == "corpus":
            return check_corpus(update=arguments.update)
        simple = {"demo": demo, "long": test_long, "upstream": check_upstream, "lint": lint, "format": format_code}
        simple["docs"] = write_docs
        return simple[arguments.task]()
    except subprocess.CalledProcessError as error:
        return _fail(f"{_shown(error.cmd)} failed with exit code {error.returncode}")


def demo() -> int:
    """Migrate corpus/shop into build/demo and show what the tool shows."""
    python = environment(ROOT / ".venv", "", sys.executable, any_extras=True)
    legacy = Path("corpus", "shop", "legacy")
    target = Path("build", "demo", "shop")
    shutil.rmtree(ROOT / target, ignore_errors=True)
    command = [python, "-m", "pystein_migrate", legacy]
    done = _run([*command, "--diff", "--quiet"]) or _run([*command, "--output", target])
    if not done:
        print(f"The migrated app is in {target}; {legacy} is as it was.")
    return done


def test_all(pytest_arguments: list[str]) -> int:
    """Run every check but the long suites, also after one has failed, and say what failed and what was skipped."""
    coverage = ["--cov", "--cov-branch", "--cov-report=term"]
    return _test(coverage + pytest_arguments, static=True)


def test_long() -> int:
    """Run the suites that take long."""
    return _test(["-m", "(long or e2e) and not upstream"], static=False)


def _test(pytest_arguments: list[str], *, static: bool) -> int:
    python = environment(ROOT / ".venv", "dev", sys.executable)
    skipped = []
    variables = _wheels()
    newer = find_run_python()
    if newer:
        variables["PYSTEIN_RUN_PYTHON"] = str(environment(ROOT / ".venv-run", "run,dev", newer))
    elif os.environ.get("CI", "").lower() in ("1", "true"):
        return _fail(f"no Python {_dotted(OLDEST_RUN)} or newer was found; CI must run the tests that need the workers")
    else:
        skipped.append(f"the tests that run both models: they need Python {_dotted(OLDEST_RUN)} or newer on the PATH")
    failed = _lint(python) if static else []
    if _run([python, "-m", "pytest", "-n", "2", *pytest_arguments], variables):
        failed.append("pytest")
    for name in failed:
        print(f"FAILED: {name}")
    for name in skipped:
        print(f"SKIPPED: {name}")
    if not failed:
        print("All checks passed" + (", BUT SOME WERE SKIPPED." if skipped else "."))
    return int(bool(failed))


def check_upstream() -> int:
    """Run the tests that an upstream release may make fail: what they name goes into the catalogue."""
    python = environment(ROOT / ".venv", "dev", sys.executable)
    return _run([python, "-m", "pytest", "-q", "-m", "upstream"], _wheels())


def lint() -> int:
    """Run the static checks."""
    return int(bool(_lint(environment(ROOT / ".venv", "dev", sys.executable))))


def format_code() -> int:
    """Fix what ruff can fix, and format."""
    python = environment(ROOT / ".venv", "dev", sys.executable)
    return _run([python, "-m", "ruff", "check", "--fix", "."]) or _run([python, "-m", "ruff", "format", "."])


def check_corpus(*, update: bool) -> int:
    """Compare the corpus with its expected migrations, or write those."""
    python = environment(ROOT / ".venv", "dev", sys.executable)
    if update:
        return _run([python, Path("tests", "corpus_trees.py"), "--update"])
    return _run([python, "-m", "pytest", "-q", Path("tests", "corpus_test.py")])


def write_docs() -> int:
    """Write the pages of docs that are generated."""
    python = environment(ROOT / ".venv", "dev", sys.executable)
    for name, arguments in GENERATED.items():
        command = [str(python), "-m", *arguments]
        text = subprocess.run(command, cwd=ROOT, env=UTF8, stdout=subprocess.PIPE, check=True).stdout
        (ROOT / "docs" / name).write_bytes(text.replace(b"\r\n", b"\n"))
    return 0


def environment(folder: Path, extras: str, python: "str | Path", *, any_extras: bool = False) -> Path:
    """The Python of the virtual environment ``folder`` with this checkout and its ``extras`` installed.

    It is used as it is while pyproject.toml and ``python`` are what they were when it was made, else made anew: what
    was installed for another pyproject.toml must not be found. One that a developer made is added to, never emptied.
    ``any_extras``: other extras do as well.
    """
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "pystein-stamp.txt"
    content = f"{_digest()} {_version_of(python)} {extras}\n"
    if stamp.is_file() and _works(inside):
        found = stamp.read_text("utf-8")
        if found == content or (any_extras and found.split()[:2] == content.split()[:2]):
            return inside
    print(f"Making {folder.name} ...", flush=True)
    wanted = f".[{extras}]" if extras else "."
    if stamp.is_file() or not _asked([str(inside)], "print('yes')"):
        subprocess.run([str(python), "-m", "venv", "--clear", str(folder)], check=True)
    subprocess.run(
        [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", wanted],
        cwd=ROOT,
        check=True,
    )
    stamp.write_text(content, "utf-8")  # last, so that an interrupted installation does not count
    return inside


def find_run_python() -> "str | None":
    """A Python that can run the worker libraries: this one, one on the PATH, of pyenv, or of the Windows launcher."""
    candidates = [[sys.executable], *([f"python{version}"] for version in RUN_VERSIONS)]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in RUN_VERSIONS:
        candidates += [[str(python)] for python in sorted(pyenv.glob(f"{version}.*/bin/python"), reverse=True)]
        candidates.append(["py", f"-{version}"])
    for candidate in candidates:
        path = _asked(candidate, "import sys; print(sys.executable if sys.version_info >= (3, 13) else '')")
        if path:
            return path
    return None


def _wheels() -> "dict[str, str]":
    return {"PYSTEIN_WHEELS": os.environ.get("PYSTEIN_WHEELS") or str(BUILD / "wheels")}


def _lint(python: Path) -> "list[str]":
    checks = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format --check": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "lint-imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    }
    return [name for name, arguments in checks.items() if _run([python, *arguments])]


def _run(command: "list[str | Path]", variables: "dict[str, str] | None" = None) -> int:
    print(f"$ {_shown(command)}", flush=True)
    environ = {**os.environ, **(variables or {})}
    return subprocess.run(list(map(str, command)), cwd=ROOT, env=environ, check=False).returncode


def _shown(command: "list[str | Path]") -> str:
    words = [str(word) for word in command]
    return " ".join(os.path.relpath(word, ROOT) if word.startswith(str(ROOT)) else word for word in words)


def _digest() -> str:
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def _version_of(python: "str | Path") -> str:
    return _asked([str(python)], "import platform; print(platform.python_version())") or "unknown"


def _works(python: Path) -> bool:
    return _asked([str(python)], "import pystein_migrate; print('yes')") == "yes"


def _asked(command: "list[str]", code: str) -> "str | None":
    try:
        answer = subprocess.run([*command, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def _dotted(version: "tuple[int, ...]") -> str:
    return ".".join(map(str, version))


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
