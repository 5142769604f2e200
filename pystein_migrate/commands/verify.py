"""The command ``pystein-migrate verify``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pystein_migrate.verify.replay.report import AppRun
    from pystein_migrate.verify.report import VerifyReport

ERROR = 2


class Format(str, Enum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def verify(
    trees: Annotated[
        list[Path],
        typer.Argument(help="LEGACY and MIGRATED; with --against only the app's folder.", metavar="LEGACY MIGRATED"),
    ],
    against: Annotated[
        str, typer.Option(metavar="REV", help="Take the legacy app from this git revision of the same folder.")
    ] = "",
    output_format: Annotated[Format, typer.Option("--format", help="How the report is written.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write the report to this file.", dir_okay=False)] = None,
    run: Annotated[
        bool, typer.Option("--run", help="Also RUN THE CODE of both apps in their real workers (Python >= 3.13).")
    ] = False,
    python: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The Python to run the apps with; its packages count.")
    ] = None,
    stub_missing: Annotated[
        bool, typer.Option("--stub-missing", help="Put recording stand-ins in the place of packages not installed.")
    ] = False,
    allow_network: Annotated[bool, typer.Option("--allow-network", help="Do not close the network.")] = False,
    time_limit: Annotated[
        float,
        typer.Option(metavar="SECONDS", help="The longest that one call may compute.", min=0.1),
    ] = 10.0,
    cases: Annotated[Path | None, typer.Option(metavar="FILE", help="Call the functions with these inputs.")] = None,
    save_cases: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the inputs used to this file.")] = None,
) -> None:
    """Show whether two trees are the same function app.

    Exits with 0 if nothing differs, 1 if something does, 2 if the trees cannot be compared. Nothing of the apps is
    executed unless --run is given.
    """
    options = _RunOptions(
        run=run,
        python=python,
        stub_missing=stub_missing,
        allow_network=allow_network,
        time_limit=time_limit,
        cases=cases,
        save_cases=save_cases,
    )
    try:
        code = _verify(trees, against, options, output_format, output)
    except _UsageError as error:
        typer.echo(f"pystein-migrate verify: {error}", err=True)
        raise typer.Exit(ERROR) from error
    raise typer.Exit(code)


class _UsageError(Exception):
    pass


@dataclass(frozen=True, kw_only=True)
class _RunOptions:
    run: bool
    python: Path | None
    stub_missing: bool
    allow_network: bool
    time_limit: float
    cases: Path | None
    save_cases: Path | None

    def check(self) -> None:
        given = {
            "--python": self.python,
            "--stub-missing": self.stub_missing,
            "--allow-network": self.allow_network,
            "--cases": self.cases,
            "--save-cases": self.save_cases,
        }
        needless = [name for name, value in given.items() if value]
        if needless and not self.run:
            raise _UsageError(f"{needless[0]} has no meaning without --run")


def _verify(trees: list[Path], against: str, options: _RunOptions, form: Format, output: Path | None) -> int:
    from pystein_migrate.prove.static import check_trees
    from pystein_migrate.verify.report import VerifyReport
    from pystein_migrate.verify.trees import TreeError, revision

    options.check()
    with ExitStack() as stack:
        if against:
            if len(trees) != 1:
                raise _UsageError("with --against give one folder, the app's")
            migrated = _folder(trees[0])
            try:
                legacy = stack.enter_context(revision(migrated, against))
            except TreeError as error:
                raise _UsageError(str(error)) from error
            names = (f"{trees[0]}@{against}", str(trees[0]))
        else:
            if len(trees) != 2:
                raise _UsageError("give two folders, LEGACY and MIGRATED, or one folder and --against REV")
            legacy, migrated = (_folder(tree) for tree in trees)
            names = (str(trees[0]), str(trees[1]))
        check = check_trees(legacy, migrated)
        if not check.functions:
            raise _UsageError(f"neither {names[0]} nor {names[1]} has a function: they are no function apps")
        run = _run(legacy, migrated, options) if options.run else None
        report = VerifyReport(*names, check, run)
    _write(report, form, output)
    return report.exit_code


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise _UsageError(f"{path} is not a folder")
    return path


def _run(legacy: Path, migrated: Path, options: _RunOptions) -> AppRun:
    from pystein_migrate.read.app import read_app
    from pystein_migrate.verify.replay.casefile import CaseFileError, load_cases, save_cases
    from pystein_migrate.verify.replay.cases import cases_for_app
    from pystein_migrate.verify.replay.engine import ReplayOptions
    from pystein_migrate.verify.replay.interpreter import InterpreterError, find_interpreter
    from pystein_migrate.verify.replay.report import run_apps

    try:
        interpreter = find_interpreter(options.python)
        app = read_app(legacy)
        if not app.functions:
            raise _UsageError("--run needs a legacy app with function folders, and the first tree has none")
        cases = load_cases(options.cases) if options.cases else cases_for_app(app)
        if options.save_cases:
            save_cases(cases, options.save_cases)
    except (CaseFileError, InterpreterError) as error:
        raise _UsageError(str(error)) from error
    typer.echo("Running the code of both apps (--run).", err=True)
    chosen = ReplayOptions(interpreter.path, options.stub_missing, options.allow_network, options.time_limit)
    return run_apps(legacy, migrated, chosen, cases, app)


def _write(report: VerifyReport, form: Format, output: Path | None) -> None:
    from pystein_migrate.verify.report import print_text, to_json, to_markdown

    if form is Format.TEXT:
        from rich.console import Console

        if output is None:
            print_text(report, Console(file=sys.stdout, highlight=False))
            return
        with output.open("w", encoding="utf-8") as file:
            print_text(report, Console(file=file, highlight=False, width=160))
        return
    text = to_json(report) + "\n" if form is Format.JSON else to_markdown(report)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
