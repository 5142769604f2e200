"""What becomes of every app of the corpus: ``python tests/corpus_trees.py --update`` writes it down, tests compare."""

import argparse
import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pystein_migrate.commands.migrate import Request, migrate_all, plan_jobs
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.library import Libraries
from pystein_migrate.report.text import TextReport

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LAYOUTS = ("single", "blueprints", "in-place")
# Apps with functions that were dead before: they are migrated without those.
DROP_BROKEN = frozenset({"dead"})
# Apps with functions that function_app.py hides: they are brought to life.
INCLUDE_HIDDEN = frozenset({"mixed_app", "mixed_blueprints", "mixed_entangled"})


@dataclass(frozen=True)
class Migrated:
    """One theme in one layout: the statuses of its apps, the files that result, and the report."""

    results: tuple[AppResult, ...]
    tree: dict[str, bytes]
    report: str


@dataclass(frozen=True)
class Difference:
    """What a migration does to a tree: the files that it writes, new or changed, and the paths that it deletes."""

    written: dict[str, bytes]
    deleted: tuple[str, ...]


def themes() -> list[str]:
    """The corpus apps that have a legacy form."""
    return sorted(folder.parent.name for folder in CORPUS.glob("*/legacy"))


def layouts_of(theme: str) -> tuple[str, ...]:
    """The layouts that make a difference: one for an app that has no function folders."""
    folders = any((CORPUS / theme / "legacy").rglob("function.json"))
    return LAYOUTS if folders else LAYOUTS[:1]


def migrate_theme(theme: str, layout: str, folder: Path) -> Migrated:
    """Migrate a copy of the theme's app below ``folder``, where an earlier copy is migrated again."""
    app = folder / theme
    if not app.exists():
        shutil.copytree(CORPUS / theme / "legacy", app)
    request = Request(
        (Path(theme),),
        folder,
        layout=layout,
        allow_dirty=True,
        drop_broken=theme in DROP_BROKEN,
        include_hidden=theme in INCLUDE_HIDDEN,
        command="corpus",
    )
    stream = io.StringIO()
    report = TextReport(stream, folder)
    libraries = Libraries()
    results = []
    try:
        for result in migrate_all(request, plan_jobs(request), libraries):
            results.append(result)
            report.app(result)
    finally:
        libraries.close()
    report.summary(results)
    return Migrated(tuple(results), read_tree(app), stream.getvalue())


def read_tree(folder: Path) -> dict[str, bytes]:
    """All files below ``folder``, caches of Python aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> Difference:
    """What turns the tree ``before`` into ``after``."""
    written = {path: data for path, data in after.items() if before.get(path) != data}
    return Difference(written, tuple(sorted(before.keys() - after.keys())))


def expected_difference(theme: str, layout: str) -> Difference:
    """What ``expected/`` says of the theme in that layout; FileNotFoundError where it says nothing."""
    folder = expected(theme)
    deleted = (folder / f"{layout}.deleted").read_text("utf-8").splitlines()
    return Difference(read_tree(folder / layout), tuple(deleted))


def expected_report(theme: str) -> str:
    """The report that is expected in the default layout; FileNotFoundError where there is none."""
    return (expected(theme) / "report.txt").read_text("utf-8")


def expected(theme: str) -> Path:
    """The folder with what is expected of the theme."""
    return CORPUS / theme / "expected"


def update(theme: str, folder: Path) -> None:
    """Write down what becomes of ``theme`` now, migrating copies of it below ``folder``."""
    shutil.rmtree(expected(theme), ignore_errors=True)
    legacy = read_tree(CORPUS / theme / "legacy")
    for layout in layouts_of(theme):
        migrated = migrate_theme(theme, layout, folder / layout)
        if layout == LAYOUTS[0]:
            write(expected(theme) / "report.txt", migrated.report.encode())
        found = difference(legacy, migrated.tree)
        write(expected(theme) / f"{layout}.deleted", "".join(f"{path}\n" for path in found.deleted).encode())
        for path, data in found.written.items():
            write(expected(theme) / layout / path, data)


def write(file: Path, data: bytes) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def main() -> None:
    """The command line: all themes, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", required=True)
    parser.add_argument("themes", nargs="*")
    chosen = parser.parse_args().themes or themes()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = str(Path(scratch, "state"))  # no run of this is worth taking back
        for theme in chosen:
            update(theme, Path(scratch))
            print(theme)


if __name__ == "__main__":
    sys.exit(main())
