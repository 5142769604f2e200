"""The command line. Heavy modules are imported only by the command that needs them: start-up counts."""

from __future__ import annotations

import gc
import importlib
import shlex
import sys
import warnings
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer

from pystein_migrate import __version__

from .isolate_words import isolate_words

# Commands of other rooms: where they are, and what --help says about them without importing them.
_ELSEWHERE = {
    "check": ("pystein_migrate.commands.check:check", "Lint function apps of both models."),
    "rule": ("pystein_migrate.commands.check:rule", "Explain a lint rule."),
    "note": ("pystein_migrate.commands.note:note", "Explain a note of a report."),
    "verify": ("pystein_migrate.commands.verify:verify", "Compare a migrated app with its legacy form."),
}
_OWN = ("migrate", "upgrade", "undo")
_OF_ALL = ("--help", "-h", "--version")
_DEFAULT = "migrate"


class Layout(str, Enum):
    """Where functions go."""

    single = "single"
    blueprints = "blueprints"
    in_place = "in-place"


class Bundle(str, Enum):
    """What happens to the extension bundle in host.json."""

    keep = "keep"
    v4 = "4"


class Prove(str, Enum):
    """What is done besides reading, to prove that the app stays the same."""

    run = "run"


class Format(str, Enum):
    """How the report is printed."""

    text = "text"
    json = "json"


# Code may nest 300 levels deep (python/source.py), and what walks it takes several calls a level.
_RECURSION = 3000
# How many new objects have Python look for unused cycles: a file has thousands of nodes, and all of them are used until
# its app is done.
_NEW_OBJECTS = 50_000
Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Function apps, or folders that hold some.", show_default=False)
]


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """The console script: run the command that ``arguments`` (default: those of the process) name, and exit."""
    for stream in (sys.stdout, sys.stderr):
        _make_lenient(stream)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # Python's own, about the code that is read
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] not in (*_OWN, *_ELSEWHERE, *_OF_ALL):
        words.insert(0, _DEFAULT)
    words = list(isolate_words(words))
    _application(words[0] if words else "")(words, prog_name="pystein-migrate")
    raise SystemExit(0)


Diff = Annotated[bool, typer.Option("--diff", help="Print the changes as a unified diff; write nothing.")]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if anything would change.")]
Output = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Write the result into this new folder; leave the source alone."),
]
AzureFunctions = Annotated[
    str | None,
    typer.Option(metavar="X.Y", help="The azure-functions release to write for, as in 1.26 or 1.11 (preview)."),
]
AllowDirty = Annotated[
    bool, typer.Option("--allow-dirty", help="Write even without git, or with uncommitted changes in the app.")
]
ReportFormat = Annotated[Format, typer.Option("--format", help="How to print the report.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors and the summary only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every detail.")]


def migrate(
    paths: Paths,
    diff: Diff = False,
    check: Check = False,
    output: Output = None,
    layout: Annotated[
        Layout | None, typer.Option(help="One file, one blueprint a function, or no function code touched [single].")
    ] = None,
    azure_functions: AzureFunctions = None,
    bundle: Annotated[
        Bundle | None, typer.Option(help="Keep the extension bundle of host.json, or raise it to 4 [keep].")
    ] = None,
    drop_broken: Annotated[
        bool, typer.Option("--drop-broken", help="Leave out functions that the host refused before, too.")
    ] = False,
    keep_module_names: Annotated[
        bool, typer.Option("--keep-module-names", help="Keep data readable that names modules as they are called now.")
    ] = False,
    isolate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME...]",
            help="Register these functions, or without names all that have a note about loading, so that the others "
            "live if their scripts cannot be loaded. Names end with the next option or path.",
        ),
    ] = None,
    include_hidden: Annotated[
        bool, typer.Option("--include-hidden", help="Bring functions to life that are not loaded so far, too.")
    ] = False,
    prove: Annotated[
        Prove | None,
        typer.Option(
            help="RUN THE CODE of the apps, as they are and as planned (Python >= 3.13 with pystein-migrate[run]); "
            "take out of function_app.py what differs, and write only what does the same."
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Write this function although it runs differently; may be repeated."),
    ] = None,
    python: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The Python for --prove run; its packages count [the one that runs this]."),
    ] = None,
    allow_dirty: AllowDirty = False,
    output_format: ReportFormat = Format.text,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Move function apps from function.json to decorators.

    Exit codes: 0 done or nothing to do; 1 with --check, if anything would change; 2 bad use, refused, or failed.
    """
    _perform(
        paths=tuple(paths),
        diff=diff,
        check=check,
        output=output,
        layout=layout.value if layout else None,
        azure_functions=azure_functions,
        bundle=bundle.value if bundle else None,
        drop_broken=drop_broken,
        keep_module_names=keep_module_names,
        isolate=frozenset(isolate or ()),
        include_hidden=include_hidden,
        prove_by_running=prove is Prove.run,
        accept=frozenset(accept or ()),
        python=python,
        allow_dirty=allow_dirty,
        format=output_format.value,
        verbosity=_verbosity(quiet, verbose),
    )


def upgrade(
    paths: Paths,
    diff: Diff = False,
    check: Check = False,
    output: Output = None,
    azure_functions: AzureFunctions = None,
    rename_schedule: Annotated[
        bool, typer.Option("--rename-schedule", help="Also turn schedule, which is still valid, into timer_trigger.")
    ] = False,
    allow_dirty: AllowDirty = False,
    output_format: ReportFormat = Format.text,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Rewrite decorators in the spelling of a newer azure-functions; apps with function.json are left alone.

    Exit codes: 0 done or nothing to do; 1 with --check, if anything would change; 2 bad use, refused, or failed.
    """
    _perform(
        paths=tuple(paths),
        diff=diff,
        check=check,
        output=output,
        azure_functions=azure_functions,
        allow_dirty=allow_dirty,
        format=output_format.value,
        verbosity=_verbosity(quiet, verbose),
        upgrade_only=True,
        rename_schedule=rename_schedule,
    )


def undo(
    paths: Paths,
    force: Annotated[
        bool, typer.Option("--force", help="Also put back files that were edited since; copies of them are kept.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Take back the last run on each app, to the byte; again for the run before it."""
    from .undo import run_undo

    _finish(lambda: run_undo(paths, _working_folder(), force=force, quiet=quiet))


def _application(command: str) -> typer.Typer:
    """All commands; of those elsewhere only ``command`` is real, the others are there for --help."""
    application = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=f"`pystein-migrate PATH...` is short for `pystein-migrate {_DEFAULT} PATH...`.",
        no_args_is_help=True,
    )
    application.callback()(_of_all)
    application.command("migrate")(migrate)
    application.command("upgrade")(upgrade)
    for name, (place, summary) in _ELSEWHERE.items():
        if name == command:
            application.command(name)(_imported(place))
        else:
            application.command(name, help=summary)(_stand_in)
    application.command("undo")(undo)
    return application


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"pystein-migrate {__version__}")
        raise typer.Exit


def _of_all(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print it.")
    ] = False,
) -> None:
    """Move Azure Functions apps in Python to the decorator model, proven by the real library, and lint them."""


def _imported(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _stand_in() -> None:
    raise NotImplementedError


def _perform(**asked: Any) -> NoReturn:
    from .migrate import Request
    from .migrate import run as run_request

    command = shlex.join(["pystein-migrate", *sys.argv[1:]])
    request = Request(folder=_working_folder(), command=command, **asked)
    _finish(lambda: run_request(request))


def _verbosity(quiet: bool, verbose: bool) -> str:
    if quiet and verbose:
        _fail("--quiet and --verbose exclude each other")
    return "quiet" if quiet else "verbose" if verbose else "normal"


def _finish(work: Callable[[], int]) -> NoReturn:
    from .migrate import UsageError

    try:
        code = work()
    except UsageError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        code = 130
    raise typer.Exit(code)


def _fail(message: str) -> NoReturn:
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(2)


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:
        _fail("the working folder does not exist any more")


def _make_lenient(stream: TextIO) -> None:
    """File names and code may hold characters that the terminal's encoding lacks: show them escaped."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
