"""local.settings.json: the feature flag that hosts of the private preview's time need."""

from __future__ import annotations

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.facts import releases
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import START, Note, Position
from pystein_migrate.text import jsonc
from pystein_migrate.text.edits import Edit
from pystein_migrate.text.jsonc_edit import add_member, replace_value
from pystein_migrate.text.raw import RawText

PATH = "local.settings.json"
KEY, FLAG = "AzureWebJobsFeatureFlags", "EnableWorkerIndexing"


def plan_local_settings(app: App, target: Version) -> tuple[list[FileChange], list[Note]]:
    """Add the flag if ``target``, the azure-functions release written for, is of the private preview.

    No value is touched but that of the flags itself, which is a list.
    """
    if target >= releases.GENERALLY_AVAILABLE:
        return [], []
    where = notes.FEATURE_FLAG.at("", setting=KEY, flag=FLAG)
    if PATH not in app.files:
        return [], [where]
    raw = RawText.decode(app.files[PATH])
    try:
        edits = _edits(raw)
    except jsonc.JsonError as error:
        return [], [where, _not_edited(raw.position(error.offset), f"cannot be parsed: {error.message}")]
    if edits is None:
        return [], [where, _not_edited(START, "its values are encrypted, or it holds no object")]
    after = raw.edited(edits)
    change = FileChange(PATH, app.files[PATH], after)
    return ([change] if after != change.before else []), [where]


def _edits(raw: RawText) -> list[Edit] | None:
    document = jsonc.parse(raw.text)
    encrypted = document.get_ignoring_case("IsEncrypted")
    values = document.get_ignoring_case("Values")
    if document.members is None or (encrypted and encrypted.value) or (values and values.members is None):
        return None
    if values is None:
        return add_member(raw, document, "Values", {KEY: FLAG})
    flags = values.get_ignoring_case(KEY)
    if flags is None:
        return add_member(raw, values, KEY, FLAG)
    present = [flag.strip() for flag in str(flags.value or "").split(",") if flag.strip()]
    if FLAG.lower() in (flag.lower() for flag in present):
        return []
    return replace_value(flags, ",".join([*present, FLAG]))


def _not_edited(position: Position, problem: str) -> Note:
    remedy = f'add "{KEY}": "{FLAG}" to its Values'
    return notes.SETTINGS_NOT_EDITED.at(PATH, position, problem=problem, remedy=remedy)
