"""proxies.json: routes that the host of Functions 1.x to 3.x passed on."""

from __future__ import annotations

from itertools import chain

from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.text import jsonc
from pystein_migrate.text.raw import RawText

PATH = "proxies.json"


def plan_proxies(app: App) -> list[FileChange]:
    """The file goes where it defines no proxy, unless it is behind a link or something would miss it: a COPY, say."""
    if not defines_no_proxy(app) or PATH in app.links or _is_named(app):
        return []
    return [FileChange(PATH, app.files[PATH], None)]


def defines_no_proxy(app: App) -> bool:
    """Whether the app has such a file, and nothing in it."""
    if PATH not in app.files:
        return False
    text = RawText.decode(app.files[PATH]).text
    try:
        found = jsonc.parse(text).get_ignoring_case("proxies")
    except jsonc.JsonError:
        return not text.strip()
    return found is None or not found.value


def _is_named(app: App) -> bool:
    """Whether a file other than those that ignore it speaks of it."""
    files = chain(app.files.items(), app.around.files.items())
    return any(PATH.encode() in data and not path.lower().endswith("ignore") for path, data in files)
