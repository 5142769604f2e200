"""Edits of single members and values of a JSON file."""

from __future__ import annotations

import re

from pystein_migrate.text import jsonc

from .diagnostics import FileEdit
from .sources import JsonFile


def replacing_json(file: JsonFile, node: jsonc.Node, content: str) -> FileEdit:
    """The edit that puts ``content`` in the place of a JSON value."""
    return FileEdit(file.path, file.at(node.start), file.at(node.end), content)


def member_deletion(file: JsonFile, parent: jsonc.Node, key: str) -> FileEdit | None:
    """The edit that removes ``key`` from an object with the comma that goes with it, and its line if it is alone."""
    pair = (parent.members or {}).get(key)
    if pair is None:
        return None
    start, end = pair[0].start, pair[1].end
    following = re.compile(r"\s*,").match(file.text, end)
    if following:
        end = following.end()
        line_start = file.text.rfind("\n", 0, start) + 1
        rest = re.compile(r"[ \t]*\n").match(file.text, end)
        if not file.text[line_start:start].strip() and rest:
            start, end = line_start, rest.end()
        else:
            spaces = re.compile(r"[ \t]*").match(file.text, end)
            end = spaces.end() if spaces else end
    else:
        before = re.compile(r",\s*$").search(file.text, 0, start)
        start = before.start() if before else start
    return FileEdit(file.path, file.at(start), file.at(end), "")


def key_renaming(file: JsonFile, parent: jsonc.Node, key: str, proper: str) -> FileEdit | None:
    """The edit that writes the name of a member anew."""
    pair = (parent.members or {}).get(key)
    if pair is None:
        return None
    return FileEdit(file.path, file.at(pair[0].start), file.at(pair[0].end), f'"{proper}"')


def member_insertion(file: JsonFile, parent: jsonc.Node, text: str) -> FileEdit:
    """The edit that puts the member ``text`` (``"key": value``) first into an object."""
    at = file.at(parent.start + 1)
    if not parent.members:
        return FileEdit(file.path, at, at, text)
    first = min(key.start for key, _ in parent.members.values())
    space = re.match(r"\s*", file.text[parent.start + 1 : first])
    lead = space.group() if space else ""
    return FileEdit(file.path, at, at, f"{lead}{text},")
