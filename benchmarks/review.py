"""Count what a reviewer would object to in the files that a migration writes, kind by kind.

Run as ``python benchmarks/review.py [--layout LAYOUT] [--tools DIR] [--examples N] APPS...``, where each of APPS is an
app or a folder of apps. Every app is planned with ``--drop-broken --include-hidden``, nothing is written. DIR is the
folder of executables with black and ruff. One line a kind: how often, in how many apps, and where, for N examples.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.app import App
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import Indexer
from pystein_migrate.read.app import read_app
from pystein_migrate.read.discovery import find_apps

_LINT = "E,F,I,W"
_DEAD = re.compile(r"(?i)sample\.dat|readme\.md|__init__\.py|.*\.pyc|\.ds_store")


@dataclass(frozen=True)
class Written:
    """One Python file that a migration writes."""

    app: App
    path: str
    text: str
    tree: ast.Module


Check = Callable[[Written], Iterator[str]]
"""What it objects to in a file, one text each."""


def nested_wiring(file: Written) -> Iterator[str]:
    """A decorator that is called with the function instead of standing above it."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
            yield ast.unparse(node)[:80]


def generic_durable(file: Written) -> Iterator[str]:
    """A trigger or input of Durable Functions without its typed decorator."""
    for found in re.finditer(
        r"generic_\w+\([^)]*(?:activityTrigger|orchestrationTrigger|entityTrigger|durableClient)", file.text
    ):
        yield found[0].split("(")[0]


def trigger_not_first(file: Written) -> Iterator[str]:
    """A binding above the trigger."""
    for node in ast.walk(file.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names = [ast.unparse(d.func) for d in node.decorator_list if isinstance(d, ast.Call)]
            names = [name.rpartition(".")[2] for name in names if not name.endswith(("function_name", "retry"))]
            if len(names) > 1 and any(name.endswith(("_input", "_output")) for name in names[:1]):
                yield f"{node.name}: {names[0]}"


def repeated_comments(file: Written) -> Iterator[str]:
    """A block of comments, of two lines or more, that stands several times."""
    blocks = Counter(re.findall(r"(?m)(?:^#.*\n){2,}", file.text))
    for block, count in blocks.items():
        if count > 1:
            yield f"{count} times {block.splitlines()[0]}"


def template_blurbs(file: Written) -> Iterator[str]:
    """Comments of the templates of func."""
    yield from re.findall(
        r"(?m)^#.*(?:not intended to be invoked directly|binding[s]? defined in function\.json).*", file.text
    )


def spacing(file: Written) -> Iterator[str]:
    """A decorated definition without two blank lines above it and its comments, and blank lines with spaces."""
    lines = file.text.splitlines()
    for node in file.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.decorator_list:
            at = node.decorator_list[0].lineno - 2
            while at >= 0 and lines[at].startswith("#"):
                at -= 1
            if at > 0 and (lines[at].strip() or lines[at - 1].strip() or (at > 1 and not lines[at - 2].strip())):
                yield f"{node.name}: line {node.decorator_list[0].lineno}"


def stutter(file: Written) -> Iterator[str]:
    """Names that say one word twice in a row."""
    for node in ast.walk(file.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.decorator_list:
            words = node.name.split("_")
            half = len(words) // 2
            doubled = any(one == two for one, two in pairwise(words))
            if doubled or (half > 1 and words[:half] == words[half : 2 * half]):
                yield node.name


def repeated_set_up(file: Written) -> Iterator[str]:
    """Equal statements on the module's level: imports, and calls that set something up."""
    seen = Counter(
        ast.unparse(node)
        for node in file.tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr))
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )
    yield from (f"{count} times {text[:60]}" for text, count in seen.items() if count > 1)


def spellings(file: Written) -> Iterator[str]:
    """Modules that the file imports under several names."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for node in file.tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname or "." not in alias.name:
                    names[alias.name].add(alias.asname or alias.name)
    yield from (f"{module} as {', '.join(sorted(known))}" for module, known in names.items() if len(known) > 1)


def unwritten_routes(file: Written) -> Iterator[str]:
    """HTTP functions whose route is not written out."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".route"):
            named = node.args or any(word.arg in ("route", None) for word in node.keywords)
            yield from [] if named else [ast.unparse(node)[:60]]


def computed_imports(file: Written) -> Iterator[str]:
    """Modules that are imported by ``importlib``."""
    yield from re.findall(r"(?m)^.*importlib\.import_module\(\"[^\"]*\".*", file.text)


def metadata(file: Written) -> Iterator[str]:
    """Dunder names that only describe a module."""
    yield from re.findall(r"(?m)^\w*__(?:author|version|license|copyright|email|status)\w* *=.*", file.text)


def dead_properties(file: Written) -> Iterator[str]:
    """Keywords of decorators for properties that nothing reads."""
    wanted = (
        r"(?m)^@.*\b(?:webHookType|web_hook_type|functionTimeout|lease_collection\w*(?=.*output)|createIfNotExists)\b.*"
    )
    yield from (found[:60] for found in re.findall(wanted, file.text))


def line_length(file: Written) -> Iterator[str]:
    """More than one letter of azure.functions: how often the alias is not func."""
    found = re.search(r"(?m)^import azure\.functions as (?!func$)\w+", file.text)
    if found:
        yield found[0]


CHECKS: Mapping[str, Check] = {
    "nested wiring calls": nested_wiring,
    "generic durable decorators": generic_durable,
    "trigger not first": trigger_not_first,
    "repeated comment blocks": repeated_comments,
    "blurbs of templates": template_blurbs,
    "blank lines before decorators": spacing,
    "stuttering names": stutter,
    "repeated set-up": repeated_set_up,
    "modules under several names": spellings,
    "azure.functions not as func": line_length,
    "routes not written out": unwritten_routes,
    "modules imported by importlib": computed_imports,
    "dunder metadata": metadata,
    "properties that nothing reads": dead_properties,
}


def main() -> None:
    """Plan all apps and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("apps", nargs="+", type=Path)
    parser.add_argument("--layout", default="single", choices=("single", "blueprints", "in-place"))
    parser.add_argument("--tools", type=Path, help="folder of executables with black and ruff")
    parser.add_argument("--examples", type=int, default=2)
    asked = parser.parse_args()
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    indexer, number = Indexer(), 0
    for folder in asked.apps:
        for root in [root for app in sorted(folder.iterdir()) if app.is_dir() for root in find_apps(app)] or [folder]:
            app = read_app(root)
            result = migrate_app(
                app, Options(layout=asked.layout, drop_broken=True, include_hidden=True), indexer.index
            )
            if result.status == "migrated" and app.functions:
                number += 1
                for kind, text in objections(app, result, asked.tools):
                    found[kind].append((f"{root.parent.name}/{root.name}", text))
    print(f"{number} apps, layout {asked.layout}")
    for kind in (*CHECKS, *sorted(found.keys() - CHECKS.keys())):
        places = found[kind]
        print(f"{kind:32}{len(places):6} in {len({app for app, _ in places}):4} apps")
        for app, text in places[: asked.examples]:
            print(f"    {app}: {text}")


def objections(app: App, result: AppResult, tools: Path | None) -> Iterator[tuple[str, str]]:
    """All that is found in what ``result`` writes: the kind, and the place."""
    scripts = {function.script for function in app.functions}
    written = {
        change.path: change.after.decode("utf-8-sig")
        for change in result.changes
        if change.after and change.path.endswith(".py") and (change.before is None or change.path in scripts)
    }
    for path, text in written.items():
        file = Written(app, path, text.replace("\r\n", "\n"), ast.parse(text))
        for kind, check in CHECKS.items():
            yield from ((kind, each) for each in check(file))
        if tools:
            yield from tidiness(app, file, tools)
    yield from (("dead folders", folder) for folder in dead_folders(app, result))
    yield from (
        ("functions kept in place", each.function.name) for each in result.functions if each.status == "kept-in-place"
    )


def dead_folders(app: App, result: AppResult) -> list[str]:
    """Folders of functions in which nothing is left that anything uses."""
    gone = {change.path for change in result.changes if change.after is None}
    empty = {change.path for change in result.changes if change.after == b""}
    found = []
    for function in app.functions:
        left = [path for path in app.paths if path.startswith(f"{function.name}/") and path not in gone]
        dead = [
            path
            for path in left
            if _DEAD.fullmatch(path.rpartition("/")[2])
            and (not path.endswith(".py") or path in empty or not app.files.get(path, b"").strip())
        ]
        if left and dead == left:
            found.append(function.name)
    return found


def tidiness(app: App, file: Written, tools: Path) -> Iterator[tuple[str, str]]:
    """What ruff finds in the file and found in no script before, and whether black would change it and none of them."""
    scripts = {function.script for function in app.functions} & app.files.keys()
    sources = {path: app.files[path] for path in ({file.path} if file.path in scripts else scripts)}
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        for path in filter(lambda path: path.endswith(".py"), app.paths):  # ruff asks the folder which modules are own
            for root in (old, new):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(sources.get(path, b"") if root == old else b"")
        (new / file.path).parent.mkdir(parents=True, exist_ok=True)
        (new / file.path).write_text(file.text, "utf-8")
        for name in ("pyproject.toml", "setup.cfg", "ruff.toml", ".ruff.toml"):
            if name in app.files:
                shutil.copy(app.root / name, folder)
        before, after = _ruff(tools, old), _ruff(tools, new)
        yield from (
            (f"ruff {code}", f"{file.path}: {count - before[code]} more")
            for code, count in after.items()
            for _ in range(max(0, count - before[code]))
        )
        if _is_black(tools, old) and not _is_black(tools, new):
            yield "not black although the scripts were", file.path


def _ruff(tools: Path, folder: Path) -> Counter[str]:
    done = subprocess.run(
        [
            tools / "ruff",
            "check",
            "--select",
            _LINT,
            "--output-format",
            "concise",
            "--no-cache",
            "--config",
            f"src = ['{folder}']",
            folder,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return Counter(re.findall(r"(?m)^\S+:\d+:\d+: (\w+)", done.stdout))


def _is_black(tools: Path, folder: Path) -> bool:
    return subprocess.run([tools / "black", "-q", "--check", folder], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
