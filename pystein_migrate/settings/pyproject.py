"""Dependencies that pyproject.toml declares, of a project (PEP 621) or for poetry."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.text.edits import Edit
from pystein_migrate.text.raw import RawText

from .demands import Demand, raised
from .requirements import archive

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PYPROJECT = "pyproject.toml"
LOCKS = ("poetry.lock", "uv.lock", "pdm.lock")
_NAMED = re.compile(r"\s*[A-Za-z0-9][A-Za-z0-9._-]*(?:\s*\[[^\]]*\])?\s*")
_CARET = re.compile(r"(\^|~)\s*(\d+(?:\.\d+)*)")
_SINGLE = re.compile(r"(?<![=<>!~])=(?!=)")  # poetry takes "=1.2" for "==1.2"
_PLAIN = re.compile(r"\d+(?:\.\d+)*(?:\.\*)?")


def declares(files: Mapping[str, bytes], path: str) -> bool:
    """Whether the manifest at ``path`` says what an app needs; a pyproject.toml may only configure tools."""
    if path != PYPROJECT:
        return True
    document = _parsed(files)
    return document is None or "project" in document or "poetry" in _table(document, "tool")


def pyproject_requirements(files: Mapping[str, bytes]) -> bytes:
    """What pyproject.toml asks for, in the language of requirements.txt; empty where it does not say."""
    document = _parsed(files) or {}
    project = _table(document, "project").get("dependencies")
    if isinstance(project, list):
        return "".join(f"{item}\n" for item in project if isinstance(item, str)).encode()
    poetry = _table(document, "tool", "poetry").get("dependencies")
    return "".join(_lines_of_poetry(poetry)).encode() if isinstance(poetry, dict) else b""


def _parsed(files: Mapping[str, bytes]) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = tomllib.loads(files.get(PYPROJECT, b"").decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    return document


def _table(document: Any, *keys: str) -> Any:
    """The table at ``keys``; an empty one where there is none, as where a value stands there."""
    for key in keys:
        document = document.get(key)
        if not isinstance(document, dict):
            return {}
    return document


def _lines_of_poetry(table: Mapping[str, Any]) -> Iterator[str]:
    for name, entry in table.items():
        for each in entry if isinstance(entry, list) else [entry]:
            version = each.get("version") if isinstance(each, dict) else each
            if isinstance(version, str) and name != "python":
                yield f"{name}{_as_clauses(version)}\n"
            elif isinstance(each, dict) and isinstance(each.get("url"), str):
                yield f"{name} @ {each['url']}\n"


def _as_clauses(constraint: str) -> str:
    """A constraint of poetry as version clauses; "" where any version will do, or that cannot be said."""
    if "||" in constraint or constraint.strip() == "*":
        return ""
    if _PLAIN.fullmatch(constraint.strip()):
        return f"=={constraint.strip()}"
    clauses = _SINGLE.sub("==", constraint)
    return _CARET.sub(lambda found: f">={found[2]},<{_end(found[1], Version(found[2]))}", clauses)


def _end(operator: str, version: Version) -> str:
    """Where the versions end that poetry's ``^`` or ``~`` admits from ``version`` on."""
    parts = version.release
    at = (
        min(1, len(parts) - 1) if operator == "~" else next((n for n, part in enumerate(parts) if part), len(parts) - 1)
    )
    return ".".join(map(str, (*parts[:at], parts[at] + 1)))


@dataclass
class Pyproject:
    """The dependencies of a pyproject.toml, to be edited with its comments and layout kept.

    ``entries`` is the array of PEP 621 or the table of poetry, as tomlkit has it.
    """

    app: App
    raw: RawText
    document: Any
    entries: Any
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def read(cls, app: App) -> Pyproject | None:
        """The dependencies, None where there are none to edit: no such file, or they come from elsewhere."""
        import tomlkit
        from tomlkit.exceptions import ParseError

        raw = RawText.decode(app.files.get(PYPROJECT, b""))
        try:
            document: Any = tomlkit.parse(raw.text)
        except ParseError:
            return None
        entries = _table(document, "project").get("dependencies")
        if entries is None:
            entries = _table(document, "tool", "poetry").get("dependencies")
        return cls(app, raw, document, entries) if isinstance(entries, (list, dict)) else None

    def plan(self, demands: list[Demand]) -> tuple[list[FileChange], list[Note]]:
        """The file with what is needed, and what the user should know; unchanged where that is asked for already."""
        import tomlkit

        for demand in demands:
            self._meet(demand)
        after = tomlkit.dumps(self.document)
        if after == self.raw.text:
            return [], self.notes
        self.notes += [notes.LOCK_OUTDATED.at(path) for path in LOCKS if path in self.app.paths]
        edited = self.raw.edited([Edit(0, len(self.raw.text), after)])
        return [FileChange(PYPROJECT, self.app.files[PYPROJECT], edited)], self.notes

    def _meet(self, demand: Demand) -> None:
        if isinstance(self.entries, dict):
            self._meet_in_poetry(demand)
            return
        there = [number for number, item in enumerate(self.entries) if _name(item) == demand.name]
        for number in there:
            self._replace(self.entries, number, demand, _raised_requirement)
        if not there:
            self.entries.append(f"{demand.name}{demand.spelled}")
            self._added(f"{demand.name}{demand.spelled}")

    def _meet_in_poetry(self, demand: Demand) -> None:
        key = next((key for key in self.entries if canonicalize_name(key) == demand.name), None)
        if key is None:
            self.entries[demand.name] = demand.spelled
            self._added(f"{demand.name}{demand.spelled}")
            return
        for holder, at in _constraints(self.entries, key):
            if isinstance(holder.get(at), str):
                self._replace(holder, at, demand, raised_constraint)
            else:
                self._unclear(str(key), demand, f"installs {demand.name} from a file or an address")

    def _replace(self, holder: Any, at: Any, demand: Demand, raise_to: Any) -> None:
        """Raise the text at ``holder[at]``, in the quotes that it has."""
        import tomlkit

        old = holder[at]
        new = raise_to(str(old), demand)
        if new is None:
            self._unclear(str(old), demand, "installs it from an address, or cannot be read")
        elif new != old:
            literal = old.as_string().startswith("'")
            position = self.raw.position(max(0, self.raw.text.find(old.as_string())))
            holder[at] = tomlkit.string(new, literal=literal)
            before, after = (text.removeprefix(demand.name) for text in (str(old), new))
            self.notes.append(
                notes.REQUIREMENT_RAISED.at(
                    PYPROJECT, position, name=demand.name, old=_shown(before), new=_shown(after),
                    minimum=demand.minimum, reason=demand.reason, pinned=demand.explained(after),
                )
            )  # fmt: skip

    def _unclear(self, text: str, demand: Demand, problem: str) -> None:
        position = self.raw.position(max(0, self.raw.text.find(text)))
        wanted = f"{demand.name}{demand.spelled}"
        self.notes.append(notes.REQUIREMENT_UNCLEAR.at(PYPROJECT, position, problem=problem, wanted=wanted))

    def _added(self, requirement: str) -> None:
        self.notes.append(notes.REQUIREMENT_ADDED.at(PYPROJECT, requirements=requirement))


def _constraints(table: Any, key: str) -> Iterator[tuple[Any, str]]:
    """Where poetry's ``table`` holds the versions of the package ``key``, which may be several under conditions."""
    entry = table[key]
    if isinstance(entry, str):
        yield table, key
    for each in entry if isinstance(entry, list) else [entry]:
        if isinstance(each, dict):
            yield each, "version"


def _shown(version: str) -> str:
    return version if version[:1] in ("=", "<", ">", "~", "!", "^") else f" {version}"


def _name(item: object) -> str:
    match = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)", str(item))
    return canonicalize_name(match[1]) if match else ""


def _raised_requirement(text: str, demand: Demand) -> str | None:
    """The requirement ``text`` raised; None where it cannot be read or installs from an address too old or unknown."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return None
    if requirement.url:
        version = archive(requirement.url)[1]
        return text if version and demand.admits(version) else None
    start = _NAMED.match(text).end()  # type: ignore[union-attr]
    end = text.find(";", start) if ";" in text[start:] else len(text)
    return text[:start] + raised(text[start:end], demand) + text[end:]


def raised_constraint(text: str, demand: Demand) -> str | None:
    """The constraint ``text`` of poetry raised; None where it is not known what it admits."""
    bare = text.strip()
    if bare == "*":
        return text
    if (several := _SINGLE.sub("==", text)) != text:
        new = raised_constraint(several, demand)
        return text if new == several else new
    if "||" in bare:
        return None
    if _PLAIN.fullmatch(bare):
        new = raised(f"=={bare}", demand)
        return text if new == f"=={bare}" else new.removeprefix("==")
    caret = _CARET.fullmatch(bare)
    if caret is None:
        return raised(text, demand) if not _CARET.search(bare) else None
    operator, version = caret.groups()
    if Version(version) >= demand.minimum:
        return text
    if operator == "^":
        return f"^{demand.minimum}" if Version(version).major == demand.minimum.major else demand.spelled
    depth = len(Version(version).release)
    return "~" + ".".join(map(str, (*demand.pinned_to.release, 0)[:depth]))
