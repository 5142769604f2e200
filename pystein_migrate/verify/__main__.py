"""Many pairs of trees at once: ``python -m pystein_migrate.verify LEGACIES MIGRATIONS [--run ...]``.

Every folder that is in both LEGACIES and MIGRATIONS under the same name is one app before and after. Prints one line an
app and the sums, writes one JSON document a line with ``--output``; one app that cannot be verified does not stop the
others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pystein_migrate.prove.static import check_trees
from pystein_migrate.verify.replay.engine import ReplayOptions
from pystein_migrate.verify.replay.interpreter import InterpreterError, find_interpreter
from pystein_migrate.verify.replay.report import run_apps

from .report import VerifyReport, to_json


@dataclass(frozen=True)
class _Settings:
    options: ReplayOptions | None
    details: bool


def main() -> int:
    """Verify all pairs; 0 if no app differs, 1 if one does, 2 if it cannot be done."""
    arguments = _parser().parse_args()
    try:
        options = _options(arguments) if arguments.run else None
    except InterpreterError as error:
        print(error, file=sys.stderr)
        return 2
    pairs = sorted(
        path for path in arguments.legacies.iterdir() if path.is_dir() and (arguments.migrations / path.name).is_dir()
    )
    if arguments.only:
        pairs = [path for path in pairs if any(text in path.name for text in arguments.only)]
    settings = _Settings(options, arguments.details)
    documents = []
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for document in pool.map(lambda path: _verify(path, arguments.migrations / path.name, settings), pairs):
            documents.append(document)
            print("\n".join(_lines(document, settings)), flush=True)
    if arguments.output:
        arguments.output.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")
    print("\n".join(_sums(documents)))
    return 1 if any(document["verdict"] in ("differs", "error") for document in documents) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pystein_migrate.verify", description=__doc__.partition("\n")[0])
    parser.add_argument("legacies", type=Path)
    parser.add_argument("migrations", type=Path)
    parser.add_argument("only", nargs="*", help="parts of the names of the apps to verify")
    parser.add_argument("--run", action="store_true", help="run the code of all apps")
    parser.add_argument("--python", type=Path)
    parser.add_argument("--stub-missing", action="store_true")
    parser.add_argument("--allow-network", action="store_true")
    parser.add_argument("--time-limit", type=float, default=10.0)
    parser.add_argument("--jobs", "-j", type=int, default=1)
    parser.add_argument("--output", type=Path, help="write a JSON document a line to this file")
    parser.add_argument("--details", action="store_true", help="print every difference and every reason")
    return parser


def _options(arguments: argparse.Namespace) -> ReplayOptions:
    interpreter = find_interpreter(arguments.python)
    return ReplayOptions(interpreter.path, arguments.stub_missing, arguments.allow_network, arguments.time_limit)


def _verify(legacy: Path, migrated: Path, settings: _Settings) -> dict[str, Any]:
    try:
        check = check_trees(legacy, migrated)
        run = run_apps(legacy, migrated, settings.options) if settings.options else None
        document: dict[str, Any] = json.loads(to_json(VerifyReport(legacy.name, legacy.name, check, run)))
    except Exception as error:
        return {"legacy": legacy.name, "verdict": "error", "error": f"{type(error).__name__}: {error}"}
    return document


def _lines(document: dict[str, Any], settings: _Settings) -> Iterator[str]:
    if document["verdict"] == "error":
        yield f"{document['legacy']}: ERROR {document['error']}"
        return
    counts = ", ".join(f"{count} {name}" for name, count in document["counts"].items() if count)
    problems = f", {len(document['problems'])} problems" if document["problems"] else ""
    yield f"{document['legacy']}: {document['verdict']} ({counts}{problems})"
    if not settings.details:
        return
    for problem in document["problems"]:
        yield f"  {problem['path']}:{problem['line']}: {problem['message']}"
    for difference in document.get("run", {}).get("loading", []):
        yield f"  loading, {_shown(difference)}"
    for function in document["functions"]:
        yield from _function_lines(function)


def _function_lines(function: dict[str, Any]) -> Iterator[str]:
    for kind in ("static", "run"):
        part = function.get(kind) or {"reason": "", "differences": {}}
        if part["reason"]:
            yield f"  {function['name']} ({kind}): {part['verdict']}: {part['reason']}"
        if kind == "static":
            for column, texts in part["differences"].items():
                yield f"  {function['name']} ({kind}, {column}): {'; '.join(texts)}"
        else:
            for difference in list(part["differences"])[:3]:
                yield f"  {function['name']} ({difference['case']}), {_shown(difference)}"


def _shown(difference: dict[str, str]) -> str:
    hint = f" [{difference['hint']}]" if difference["hint"] else ""
    return f"{difference['field']}: {difference['legacy']} became {difference['migrated']}{hint}"


def _sums(documents: list[dict[str, Any]]) -> Iterator[str]:
    apps = Counter(document["verdict"] for document in documents)
    functions: Counter[str] = Counter()
    invocations = 0
    reasons: Counter[str] = Counter()
    for document in documents:
        functions.update(document.get("counts", {}))
        for function in document.get("functions", []):
            run = function.get("run") or {}
            invocations += run.get("invocations", 0)
            if function["verdict"] == "not comparable":
                reason = run.get("reason") or (function.get("static") or {}).get("reason", "")
                reasons[reason.partition(":")[0]] += 1
    yield f"apps: {dict(apps)}; functions: {dict(functions)}; invocations compared: {invocations}"
    for reason, count in reasons.most_common():
        yield f"  not comparable, {count}: {reason}"


if __name__ == "__main__":
    raise SystemExit(main())
