"""``pystein-migrate check`` and ``pystein-migrate rule``: the command line of the linter."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pystein_migrate.apply.errors import ApplyError
from pystein_migrate.lint.catalogue import RULES, rule_for
from pystein_migrate.lint.documentation import rule_as_json, rule_markdown, rules_page
from pystein_migrate.lint.formats import FORMATS
from pystein_migrate.lint.options import Options, rule_choice
from pystein_migrate.lint.selection import split_selectors
from pystein_migrate.lint.session import CheckRequest, perform

from .explaining import ExplanationFormat, fail, print_json, print_markdown

OutputFormat = Enum("OutputFormat", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]

_SELECTION, _FILES, _OTHER = "Rule selection", "File selection", "Miscellaneous"


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files or folders to check, or - for standard input.")
    ] = None,
    fix: Annotated[bool | None, typer.Option("--fix/--no-fix", help="Apply fixes.")] = None,
    unsafe_fixes: Annotated[
        bool | None,
        typer.Option("--unsafe-fixes/--no-unsafe-fixes", help="Include fixes that may change what the code does."),
    ] = None,
    show_fixes: Annotated[
        bool | None, typer.Option("--show-fixes/--no-show-fixes", help="List what was fixed.")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; print what --fix would change. Exit 0 if nothing.")
    ] = False,
    fix_only: Annotated[bool, typer.Option("--fix-only", help="Apply fixes, report nothing else.")] = False,
    allow_dirty: Annotated[
        bool | None,
        typer.Option(
            "--allow-dirty/--no-allow-dirty", help="Write even without git, or to files with uncommitted changes."
        ),
    ] = None,
    ignore_noqa: Annotated[bool, typer.Option("--ignore-noqa", help="Ignore `# noqa` comments.")] = False,
    add_noqa: Annotated[
        bool, typer.Option("--add-noqa", help="Add a `# noqa` comment for every finding in a module.")
    ] = False,
    output_format: Annotated[
        OutputFormat | None, typer.Option("--output-format", help="How to print findings [default: full].")
    ] = None,
    output_file: Annotated[
        Path | None, typer.Option("--output-file", "-o", help="Write findings to this file.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Print a count for every rule.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Rules to run: codes, prefixes or ALL.", rich_help_panel=_SELECTION),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Rules to leave out.", rich_help_panel=_SELECTION)
    ] = None,
    extend_select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Rules to run besides those selected.", rich_help_panel=_SELECTION),
    ] = None,
    per_file_ignores: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN:CODE", help="Rules to leave out for some files.", rich_help_panel=_SELECTION),
    ] = None,
    fixable: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Rules whose fixes may be applied.", rich_help_panel=_SELECTION),
    ] = None,
    unfixable: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Rules whose fixes are never applied.", rich_help_panel=_SELECTION),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Files to leave out.", rich_help_panel=_FILES)
    ] = None,
    extend_exclude: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="More files to leave out.", rich_help_panel=_FILES)
    ] = None,
    force_exclude: Annotated[
        bool | None,
        typer.Option(
            "--force-exclude/--no-force-exclude",
            help="Leave out excluded files even if named on the command line.",
            rich_help_panel=_FILES,
        ),
    ] = None,
    use_ruff_config: Annotated[
        bool | None,
        typer.Option(
            "--use-ruff-config/--no-use-ruff-config",
            help="Also leave out what ruff's settings leave out.",
            rich_help_panel=_FILES,
        ),
    ] = None,
    whole_apps: Annotated[
        bool,
        typer.Option(
            "--whole-apps", help="Check all of every app that a given file belongs to.", rich_help_panel=_FILES
        ),
    ] = False,
    stdin_filename: Annotated[
        Path | None,
        typer.Option(help="The file that standard input is the content of.", rich_help_panel=_OTHER),
    ] = None,
    script_name: Annotated[
        str | None,
        typer.Option(help="The script's name, if PYTHON_SCRIPT_FILE_NAME sets another.", rich_help_panel=_OTHER),
    ] = None,
    config: Annotated[Path | None, typer.Option(help="The settings file to use.", rich_help_panel=_OTHER)] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Use no settings file.", rich_help_panel=_OTHER)] = False,
    fix_ruff_config: Annotated[
        bool,
        typer.Option(
            "--fix-ruff-config",
            help="Add this tool's codes to `lint.external` of ruff's settings.",
            rich_help_panel=_OTHER,
        ),
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", "-e", help="Exit with 0 even if something was found.", rich_help_panel=_OTHER)
    ] = False,
    exit_non_zero_on_fix: Annotated[
        bool,
        typer.Option("--exit-non-zero-on-fix", help="Exit with 1 if a file was changed.", rich_help_panel=_OTHER),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print findings, nothing else.", rich_help_panel=_OTHER)
    ] = False,
) -> None:
    """Check function apps: what makes the worker load nothing, and what breaks at run time.

    Exit codes: 0 nothing found, 1 something found, 2 it could not run.
    """
    folder = Path.cwd()
    try:
        options = Options(
            folder=folder,
            rules=rule_choice(
                select=select or [],
                extend_select=extend_select or [],
                ignore=ignore or [],
                per_file_ignores=per_file_ignores or [],
                fixable=fixable or [],
                unfixable=unfixable or [],
            ),
            exclude=tuple(split_selectors([*(exclude or []), *(extend_exclude or [])])),
            force_exclude=force_exclude,
            ignore_noqa=ignore_noqa,
            use_ruff_config=use_ruff_config,
            config=config.absolute() if config else None,
            isolated=isolated,
            script_name=script_name,
        )
        from_file = options.config_for(folder)
        request = CheckRequest(
            options=options,
            paths=tuple(paths or [Path()]),
            stdin_filename=stdin_filename,
            whole_apps=whole_apps,
            fix=bool(from_file.fix) if fix is None else fix,
            fix_only=fix_only,
            allow_dirty=bool(from_file.allow_dirty) if allow_dirty is None else allow_dirty,
            diff=diff,
            unsafe_fixes=bool(from_file.unsafe_fixes) if unsafe_fixes is None else unsafe_fixes,
            show_fixes=bool(from_file.show_fixes) if show_fixes is None else show_fixes,
            add_noqa=add_noqa,
            fix_ruff_config=fix_ruff_config,
            output_format=output_format.value if output_format else from_file.output_format or "full",
            output_file=output_file,
            statistics=statistics,
            quiet=quiet,
            exit_zero=exit_zero,
            exit_non_zero_on_fix=exit_non_zero_on_fix,
        )
        code = perform(request)
    except ApplyError as error:
        fail("; ".join(part for part in (error.message, error.remedy) if part))
    except ValueError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or 'file'}: {error.strerror or error}")
    raise typer.Exit(code)


def rule(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="The rule's code or name.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Explain all rules.")] = False,
    output_format: Annotated[
        ExplanationFormat, typer.Option("--output-format", help="How to print it.")
    ] = ExplanationFormat.text,
) -> None:
    """Explain a rule: what it finds, what the worker does about it, an example, and what to write instead."""
    if every == (code is not None):
        fail("give a rule's code or name, or --all")
    if code is None:
        _print_all_rules(output_format)
        return
    found = rule_for(code)
    if found is None:
        fail(f"no rule has the code or name {code!r}; `pystein-migrate rule --all` prints them all")
    if output_format is ExplanationFormat.json:
        print_json(rule_as_json(found))
    else:
        print_markdown(rule_markdown(found), output_format)


def _print_all_rules(output_format: ExplanationFormat) -> None:
    if output_format is ExplanationFormat.json:
        print_json([rule_as_json(each) for each in RULES])
    elif output_format is ExplanationFormat.markdown:
        print_markdown(rules_page(RULES), output_format)
    else:
        print_markdown("\n".join(rule_markdown(each) for each in RULES), output_format)
