"""Write docs/comparison.md: what other tools say about the bad example of every rule.

Run as ``python benchmarks/comparison.py --tools DIR``, where DIR is the folder of executables of an environment with
flake8, ruff, pyright (with node: ``pyright[nodejs]``), azure-functions-doctor, azure-functions and
azure-functions-durable, and without this package (its flake8 plug-in would count as flake8).

A tool catches a case if it reports something about the bad example that it does not report about the good one; what
it reports is shown by its codes, so that readers can judge whether it names the fault.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pystein_migrate import __version__
from pystein_migrate.lint.catalogue import FAMILIES, RULES
from pystein_migrate.lint.options import Options
from pystein_migrate.lint.run import LintJob, run
from pystein_migrate.lint.selection import RuleChoice
from pystein_rules.base import Rule

PAGE = Path(__file__).parents[1] / "docs" / "comparison.md"
HOST = '{"version": "2.0"}\n'

Reports = Mapping[str, set[str]]
"""The codes that a tool reports, by example folder."""


def main() -> None:
    """Run all tools over all examples and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=Path, required=True, help="folder of the tools' executables")
    tools = parser.parse_args().tools.absolute()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for rule in RULES:
            write_app(root / f"{rule.code}-bad", rule.bad)
            write_app(root / f"{rule.code}-good", rule.good)
        reports = {name: report(tools, root) for name, report in TOOLS.items()}
        mine = own(root)
    versions = {name: version(tools, name) for name in TOOLS}
    PAGE.write_text("\n".join(page(mine, reports, versions)) + "\n", "utf-8", newline="\n")


def write_app(folder: Path, tree: Mapping[str, str]) -> None:
    """Write an example as an app; what it leaves out is filled in so that no tool trips over that."""
    for path, text in {"host.json": HOST, "requirements.txt": "azure-functions\n", **tree}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def flake8(tools: Path, root: Path) -> Reports:
    """flake8 with its own checks and defaults."""
    lines = output(root, str(tools / "flake8"), "--isolated", "--format", "%(path)s|%(code)s", ".").splitlines()
    return grouped((Path(path), code) for path, _, code in (line.partition("|") for line in lines))


def ruff(tools: Path, root: Path) -> Reports:
    """ruff with its default rules."""
    text = output(root, str(tools / "ruff"), "check", "--isolated", "--no-cache", "--output-format", "json")
    return grouped((Path(entry["filename"]).relative_to(root), entry["code"]) for entry in json.loads(text))


def pyright(tools: Path, root: Path) -> Reports:
    """pyright with its defaults, every example an execution environment of its own."""
    environments = [{"root": folder.name} for folder in sorted(root.iterdir())]
    (root / "pyrightconfig.json").write_text(json.dumps({"executionEnvironments": environments}))
    text = output(root, str(tools / "pyright"), "--outputjson", "--pythonpath", str(tools / "python"))
    (root / "pyrightconfig.json").unlink()
    found = json.loads(text)["generalDiagnostics"]
    return grouped((Path(entry["file"]).relative_to(root), entry.get("rule", "syntax error")) for entry in found)


def doctor(tools: Path, root: Path) -> Reports:
    """azure-functions-doctor with all of its rules."""
    return {folder.name: set(_doctor_findings(tools, folder)) for folder in sorted(root.iterdir())}


def _doctor_findings(tools: Path, folder: Path) -> Iterator[str]:
    command = [str(tools / "azure-functions-doctor"), "doctor", "--path", str(folder), "--profile", "full"]
    text = output(folder, *command, "--format", "json")
    for group in json.loads(text)["results"]:
        for item in group["items"]:
            if item["status"] != "pass":
                yield item["rule_id"].removeprefix("check_")


def own(root: Path) -> Reports:
    """This package, with all of its rules."""
    options = Options(root, RuleChoice(select=["ALL"]), isolated=True)
    findings = run(LintJob(options, tuple(sorted(root.iterdir())))).findings
    return grouped((each.file.relative_to(root), each.diagnostic.code) for each in findings)


TOOLS: dict[str, Callable[[Path, Path], Reports]] = {
    "flake8": flake8,
    "ruff": ruff,
    "pyright": pyright,
    "azure-functions-doctor": doctor,
}


def output(folder: Path, *command: str) -> str:
    """What a tool prints; all of these exit with 1 when they find something."""
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1:
        raise SystemExit(f"{command[0]} failed: {done.stderr or done.stdout}")
    return done.stdout


def version(tools: Path, name: str) -> str:
    """The version that a tool says it has."""
    words = output(tools, str(tools / name), "--version").split()
    return next(word.removeprefix("v") for word in words if word.removeprefix("v")[0].isdigit())


def grouped(found: Iterator[tuple[Path, str]]) -> Reports:
    """Codes by the first folder of their path."""
    reports: dict[str, set[str]] = {}
    for path, code in found:
        reports.setdefault(path.parts[0], set()).add(code)
    return reports


def caught(reports: Reports, rule: Rule) -> list[str]:
    """The codes that the bad example has and the good one has not."""
    return sorted(reports.get(f"{rule.code}-bad", set()) - reports.get(f"{rule.code}-good", set()))


def page(mine: Reports, reports: Mapping[str, Reports], versions: Mapping[str, str]) -> Iterator[str]:
    """The lines of docs/comparison.md."""
    yield from ("# What other tools catch", "", "<!-- Written by benchmarks/comparison.py; do not edit. -->", "")
    yield "Every rule of `pystein-migrate check` comes with a small app that shows the fault and one that does not. All"
    yield "tools below ran over both. A cell shows what a tool reports about the faulty app and not about the good one;"
    yield "`–` is silence. The codes tell whether the tool names the fault or merely notices something beside it. The"
    yield "cases are this tool's own, so the table says nothing about all that the others find elsewhere."
    yield ""
    yield "| Tool | Version | Run with | Reports something in |"
    yield "| --- | --- | --- | ---: |"
    settings = {
        "flake8": "its defaults",
        "ruff": "its default rules",
        "pyright": "its defaults, azure-functions and azure-functions-durable installed",
        "azure-functions-doctor": "`--profile full`",
    }
    named = sum(rule.code in caught(mine, rule) for rule in RULES)
    yield f"| pystein-migrate check | {__version__} | `--select ALL` | {named} of {len(RULES)} cases |"
    for name, found in reports.items():
        count = sum(bool(caught(found, rule)) for rule in RULES)
        yield f"| {name} | {versions[name]} | {settings[name]} | {count} of {len(RULES)} cases |"
    for family, title in FAMILIES.items():
        members = [rule for rule in RULES if rule.family == family]
        if not members:
            continue
        yield from ("", f"## {title}", "", f"| Case | {' | '.join(reports)} |", f"| --- |{' --- |' * len(reports)}")
        for rule in members:
            cells = [", ".join(f"`{code}`" for code in caught(found, rule)) or "–" for found in reports.values()]
            link = f"[{rule.code}](rules.md#{rule.name}-{rule.code.lower()}) {rule.name}"
            yield f"| {link} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
