"""Proving by running: what `--prove run` found when it ran an app in both models.

It runs the code of the app and of what is planned. A function that differs is taken out of function_app.py, and where
that does not help nothing is written.
"""

from pystein_migrate.model.note import NoteKind

RAN_DIFFERENTLY = NoteKind(
    "ran-differently",
    "warning",
    "{how} ran differently ({difference})",
    remedy="it works from where it is; with --accept {name} it goes where it was planned first",
    title="A script is taken out because a function ran differently",
    why="`--prove run` ran the app as it is and as planned. What differed was planned again with the script kept in "
    "place, then kept apart as with `--isolate`, and last with all scripts kept in place.",
    advice="The function works from where it is. To have the script merged, change it, or accept the difference "
    "with `--accept NAME`.",
)
DIFFERS_WHEN_RUN = NoteKind(
    "differs-when-run",
    "error",
    "runs differently, even out of function_app.py ({difference})",
    remedy="change the script, or accept that with --accept {name}",
    title="A function runs differently in the decorator model",
    why="`--prove run` ran the app as it is and as planned, and taking the function out of function_app.py did not "
    "help. So nothing is written. What is shown is the first difference of the first plan, the one that `--accept` "
    "writes.",
    advice="Change the script so that it does the same in both models – most often it is the name of its module that "
    "shows – or accept the difference with `--accept NAME`.",
)
ACCEPTED_DIFFERENCE = NoteKind(
    "accepted-difference",
    "warning",
    "runs differently, which you accepted ({difference})",
    remedy="look at the difference once more, since nothing else was proven of what the function does",
    title="A function runs differently, as accepted by name",
    why="`--accept` names it, so it is written although running it showed a difference.",
    advice="Leave `--accept` out to have the function taken out of function_app.py, or the app refused.",
)
FAILED_WHEN_LOADED = NoteKind(
    "failed-when-loaded",
    "warning",
    "kept apart, as with --isolate: where the app was run, {error} kept this from loading, and other functions loaded",
    remedy="make sure that what it needs is there wherever the app runs",
    title="A script could not be loaded where the app was run",
    why="The legacy worker loads each function by itself, so the others lived. `--prove run` found that when it ran "
    "the app, with no settings but those of local.settings.json, and keeps the script apart by itself.",
    advice="Make sure that the settings, files and services that the script needs are there wherever the app runs.",
)
ONLY_STATIC = NoteKind(
    "only-static",
    "info",
    "proven without running only: {reason}",
    title="Running says nothing of a function",
    why="`--prove run` could not compare what the function does: it could not be loaded, no made-up input fits its "
    "trigger, every call raised an exception, or it took too long. Its decorators are proven as without the option.",
    advice="Try `pystein-migrate verify LEGACY MIGRATED --run --cases FILE` with inputs of your own.",
)
STAND_INS = NoteKind(
    "stand-ins",
    "info",
    "run with stand-ins in the place of {packages}",
    title="Packages were missing where the app was run",
    why="`--prove run` runs the app with the packages of the Python that `--python` names. Those it does not have are "
    "stood in for, and what the app does with them is compared.",
    advice="Name the Python of the app's own virtual environment with `--python`, with pystein-migrate[run] in it.",
)
LOADED_DIFFERENTLY = NoteKind(
    "loaded-differently",
    "info",
    "loading the app did not do the same: {difference}",
    title="Loading the app is not the same",
    why="The functions do the same, but what modules do when they are loaded – a log record, a call – came out "
    "otherwise, or not as often, since function_app.py is loaded once and for all functions.",
    advice="Nothing, unless somebody counts on it.",
)
