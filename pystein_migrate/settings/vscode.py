""".vscode/settings.json: tell the Azure Functions extension which model the app has now."""

from __future__ import annotations

from pystein_migrate import notes
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.text import jsonc
from pystein_migrate.text.edits import Edit
from pystein_migrate.text.jsonc_edit import add_member, replace_value
from pystein_migrate.text.raw import RawText

PATH = ".vscode/settings.json"
KEY, LANGUAGE = "azureFunctions.projectLanguageModel", "azureFunctions.projectLanguage"
RUNTIME = "azureFunctions.projectRuntime"


def plan_vscode(app: App) -> tuple[list[FileChange], list[Note]]:
    """Set the language model to 2 in a settings file that speaks of Azure Functions; there is none made.

    VS Code (vscode-azurefunctions) takes an app without it for one of the legacy model, offering it function folders.
    A runtime before 4, which does not know the decorator model, becomes "~4".
    """
    if PATH not in app.files:
        return [], []
    raw = RawText.decode(app.files[PATH])
    try:
        document = jsonc.parse(raw.text)
    except jsonc.JsonError as error:
        problem, remedy = f"cannot be parsed: {error.message}", f'set "{KEY}": 2 in it'
        return [], [notes.SETTINGS_NOT_EDITED.at(PATH, raw.position(error.offset), problem=problem, remedy=remedy)]
    if not any(key.startswith("azureFunctions.") for key in document.members or {}):
        return [], []
    edits = [*_model(raw, document), *_runtime(document)]
    if not edits:
        return [], []
    return [FileChange(PATH, app.files[PATH], raw.edited(edits))], []


def _model(raw: RawText, document: jsonc.Node) -> list[Edit]:
    present = document.get(KEY)
    if present is None:
        return add_member(raw, document, KEY, 2, after=LANGUAGE)
    return [] if present.value == 2 and present.value is not True else replace_value(present, 2)


def _runtime(document: jsonc.Node) -> list[Edit]:
    present = document.get(RUNTIME)
    return replace_value(present, "~4") if present and present.value in ("~2", "~3") else []
