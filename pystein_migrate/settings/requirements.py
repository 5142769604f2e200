"""requirements.txt as pip reads it: its lines with their places, over all files it includes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from pystein_migrate.model.note import Position
from pystein_migrate.text.raw import RawText

REQUIREMENTS = "requirements.txt"
LIBRARY, WORKER, DURABLE = "azure-functions", "azure-functions-worker", "azure-functions-durable"

# A line that ends in a backslash goes on; not so a comment (pip joins lines before it strips comments, but a comment
# line is not joined with the next).
_LINE = re.compile(r"(?:[^\r\n\\]|\\(?:\r\n|\n|\r)|\\)*(?:\r\n|\n|\r|$)")
_COMMENT_LINE = re.compile(r"[ \t]*#[^\r\n]*(?:\r\n|\n|\r|$)")
_INCLUDE = re.compile(r"\s*(?:(-r|--requirement)|(-c|--constraint))(?:\s+|=|(?=[^\s-]))\s*(?P<file>\S+)")
_REQUIREMENT = re.compile(
    r"\s*(?P<body>(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?P<extras>\s*\[[^\]]*\])?[^#]*?)"
    r"(?=\s+#|\s+\\?\s*--|\s*\\?\s*$)",
    re.DOTALL,
)
_COMMENT = re.compile(r"(^|\s)#.*")
# A wheel or source archive, by path or address, with its distribution and version in the file's name.
_ARCHIVE = re.compile(
    r"(?:^|[/\\])(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*?)-(?P<version>\d[^-/\\\s#;]*?)(?:-[^/\\\s#;]+\.whl|\.tar\.gz|\.zip)(?=[\s#;]|$)"
)
_EGG = re.compile(r"#(?:.*&)?egg=(?P<name>[A-Za-z0-9._-]+)")
_CONTINUATION = re.compile(r"\\(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement. ``start`` to ``end`` is its logical line with the line end, ``specs`` what follows the name.

    ``span`` is the place of what it says, without options, comments and the line end.
    ``name`` is canonical; ``requirement`` is None where pip would refuse the line. ``hashed``: it carries --hash.
    ``constraint``: it stands in a constraints file, so it demands nothing by itself.
    """

    path: str
    name: str
    start: int
    end: int
    name_start: int
    specs: int
    specs_end: int
    span: tuple[Position, Position]
    requirement: Requirement | None
    hashed: bool
    constraint: bool

    @property
    def position(self) -> Position:
        """Where its name begins."""
        return self.span[0]


@dataclass(frozen=True, slots=True)
class Link:
    """A line that installs the distribution ``name`` (canonical) from a file or an address.

    ``version`` is the one in the file's name, None where that does not say.
    """

    path: str
    name: str
    version: Version | None
    position: Position


@dataclass(frozen=True, slots=True)
class Requirements:
    """All that requirements.txt asks for. ``outside`` lists included files that are not in the app, with places.

    ``complete``: there is such a file, and it says everything by itself: no option, no link without a name, no line
    that pip would refuse, and nothing included from outside the app.
    """

    lines: tuple[Line, ...]
    files: tuple[str, ...]
    outside: tuple[tuple[str, str, Position], ...]
    hashed: bool
    complete: bool
    links: tuple[Link, ...] = ()

    def linked(self, name: str) -> tuple[Link, ...]:
        """The lines that install the distribution ``name`` (canonical) from a file or an address."""
        return tuple(link for link in self.links if link.name == name)

    def named(self, name: str) -> tuple[Line, ...]:
        """The lines about the distribution ``name`` (canonical)."""
        return tuple(line for line in self.lines if line.name == name)

    @property
    def installed(self) -> tuple[Line, ...]:
        """The lines that install something: all that pip can read but constraints."""
        return tuple(line for line in self.lines if line.requirement is not None and not line.constraint)

    def first(self, name: str) -> Line | None:
        """The first line that installs the distribution ``name`` (canonical)."""
        return next((line for line in self.installed if line.name == name), None)


def read_requirements(files: Mapping[str, bytes], path: str = REQUIREMENTS) -> Requirements:
    """What ``path`` and the files it includes ask for; ``files`` maps the app's paths to bytes.

    Empty where there is no such file. Never raises.
    """
    reader = _Reader(files)
    reader.read(path, constraint=False)
    hashed = any(line.hashed for line in reader.lines) or reader.requires_hashes
    unread = reader.unread or any(line.requirement is None for line in reader.lines)
    complete = bool(reader.seen) and not reader.outside and not unread
    return Requirements(
        tuple(reader.lines), tuple(reader.seen), tuple(reader.outside), hashed, complete, tuple(reader.links)
    )


class _Reader:
    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.lines: list[Line] = []
        self.links: list[Link] = []
        self.seen: list[str] = []
        self.outside: list[tuple[str, str, Position]] = []
        self.requires_hashes = False
        self.unread = False

    def read(self, path: str, *, constraint: bool) -> None:
        if path in self.seen or path not in self.files:
            return
        self.seen.append(path)
        raw = RawText.decode(self.files[path])
        for start, end in logical_lines(raw.text):
            text = raw.text[start:end]
            include = _INCLUDE.match(text)
            if include:
                self._include(path, include, constraint, raw.position(start))
            elif text.strip().startswith("--require-hashes"):
                self.requires_hashes = True
            else:
                self._line(raw, path, start, end, constraint)

    def _line(self, raw: RawText, path: str, start: int, end: int, constraint: bool) -> None:
        line, link = _line(raw, path, start, end, constraint), _link(raw, path, start, end)
        if line and line.requirement and line.requirement.url:
            self.links.append(Link(path, line.name, archive(line.requirement.url)[1], line.position))
        if line and (line.requirement or not link):
            self.lines.append(line)
        elif link:
            self.links.append(link)
            self.unread = True
        else:
            self.unread |= bool(_COMMENT.sub("", raw.text[start:end]).strip())

    def _include(self, path: str, include: re.Match[str], constraint: bool, position: Position) -> None:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), include["file"].replace("\\", "/")))
        if target in self.files:
            self.read(target, constraint=constraint or bool(include[2]))
        else:
            self.outside.append((path, include["file"], position))


def logical_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end (after the line end) of every line of a requirements file, continued lines as one."""
    at = 0
    while at < len(text):
        match = _COMMENT_LINE.match(text, at) or _LINE.match(text, at)
        end = match.end() if match and match.end() > at else len(text)
        yield at, end
        at = end


def _link(raw: RawText, path: str, start: int, end: int) -> Link | None:
    """The distribution that a path or address names by a file's name or by ``#egg=``."""
    text = raw.text[start:end]
    bare = text.strip()
    if not bare or bare.startswith("#"):
        return None
    name, version = archive(bare)
    egg = _EGG.search(bare)
    if egg:
        name = canonicalize_name(egg["name"])
    position = raw.position(start + len(text) - len(text.lstrip()))
    return Link(path, name, version, position) if name else None


def archive(address: str) -> tuple[str, Version | None]:
    """The distribution (canonical) and version in the name of the wheel or source archive at ``address``.

    "" and None where it is none, or does not say.
    """
    found = _ARCHIVE.search(address)
    if not found:
        return "", None
    try:
        version = Version(unquote(found["version"]))
    except InvalidVersion:
        version = None
    return canonicalize_name(found["name"]), version


def _line(raw: RawText, path: str, start: int, end: int, constraint: bool) -> Line | None:
    text = raw.text[start:end]
    match = _REQUIREMENT.match(text)
    if not match:
        return None
    body = _CONTINUATION.sub(" ", match["body"]).strip()
    try:
        requirement = Requirement(body)
    except InvalidRequirement:
        requirement = None
    name_start = start + match.start("name")
    specs = start + (match.end("extras") if match["extras"] else match.end("name"))
    body_end = start + match.end("body")
    marker = raw.text.find(";", specs, body_end)
    return Line(
        path, canonicalize_name(match["name"]), start, end, name_start, specs, marker if marker >= 0 else body_end,
        (raw.position(name_start), raw.position(body_end)), requirement, "--hash" in text, constraint,
    )  # fmt: skip
