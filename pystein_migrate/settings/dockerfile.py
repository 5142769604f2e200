"""A Dockerfile as far as it tells what of the app arrives in the image."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

DOCKERFILE = "Dockerfile"
_VARIABLE = re.compile(r"(?<!\\)\$(?:\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\}|(?P<bare>[A-Za-z_]\w*))")
_ASSIGNMENT = re.compile(r"(?:^|\s)(\w+)=[\"']?([^\s\"']+)")
_HEREDOC = re.compile(r"<<-?[\"']?\w")
# Of these, what arrives in the image cannot be read off the name.
_UNREADABLE = re.compile(r"\$|\*\*|\[|://|^git@|\.(tar|tgz|tbz2?|txz|tar\.\w+)$")


class UnreadableDockerfileError(ValueError):
    """What the Dockerfile copies is not known before it is built."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction of a Dockerfile: its keyword in upper case, its flags, the rest, and its first line."""

    keyword: str
    flags: tuple[str, ...]
    rest: str
    line: int

    @property
    def stage(self) -> str | None:
        """The stage or image that it copies from; None for the build context."""
        named = (flag.removeprefix("--from=") for flag in self.flags if flag.startswith("--from="))
        return next(named, None)


@dataclass(frozen=True, slots=True)
class Copied:
    """A source in the build context ("" for all of it), and where it goes.

    A pattern with a slash at its end is meant for folders: whether files are copied depends on the builder.
    """

    source: str
    target: str
    instruction: Instruction

    @property
    def is_one_folder(self) -> bool:
        """Whether the source is one file or folder by its name."""
        return not re.search(r"[*?]", self.source)

    def covers(self, path: str) -> bool:
        """Whether the file at ``path`` arrives in the image, under its own name or because another is renamed to it."""
        if not self.source or posixpath.basename(self.target) == posixpath.basename(path):
            return True
        wanted, parts = self.source.rstrip("/").split("/"), path.split("/")
        deep_enough = len(wanted) < len(parts) if self.source.endswith("/") else len(wanted) <= len(parts)
        return deep_enough and all(map(fnmatchcase, parts, wanted))


def instructions(text: str) -> Iterator[Instruction]:
    """The instructions of a Dockerfile, continued lines joined, comments left out, and variables put in.

    Variables are those of ARG and ENV that have a value in the file; others stay as they are.
    """
    variables: dict[str, str] = {}
    for instruction in _instructions(text):
        known = replace(instruction, rest=_VARIABLE.sub(lambda found: _value(found, variables), instruction.rest))
        if known.keyword in ("ARG", "ENV"):
            variables.update(_ASSIGNMENT.findall(known.rest) or [known.rest.split(None, 1)] * (" " in known.rest))
        yield known


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    return variables.get(found["name"] or found["bare"], found[0] if found["default"] is None else found["default"])


def _instructions(text: str) -> Iterator[Instruction]:
    directive = re.match(r"(?i)(?:#\s*\w+\s*=.*\n)*?#\s*escape\s*=\s*`", text)
    escape = "`" if directive else "\\"
    joined, first = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        first = first or number
        if bare.endswith(escape):
            joined += bare[:-1] + " "
            continue
        yield _instruction(joined + bare, first)
        joined, first = "", 0
    if joined.strip():
        yield _instruction(joined, first)


def _instruction(text: str, line: int) -> Instruction:
    keyword, *words = text.split()
    count = next((at for at, word in enumerate(words) if not word.startswith("--")), len(words))
    return Instruction(keyword.upper(), tuple(words[:count]), " ".join(words[count:]), line)


def copied(instruction: Instruction) -> Iterator[Copied]:
    """What an instruction takes from the build context.

    Raises UnreadableDockerfileError where that depends on variables, archives, downloads or inline files.
    """
    if instruction.keyword == "RUN":
        yield from _mounted(instruction)
    if instruction.keyword == "ONBUILD" or _HEREDOC.search(instruction.rest):
        raise UnreadableDockerfileError
    if instruction.keyword in ("COPY", "ADD") and instruction.stage is None:
        yield from sources(instruction)


def sources(instruction: Instruction) -> Iterator[Copied]:
    """What COPY or ADD takes, from the build context or from the stage that it names.

    Raises UnreadableDockerfileError as :func:`copied` does.
    """
    if any(flag.startswith("--exclude") for flag in instruction.flags):
        raise UnreadableDockerfileError
    *taken, target = words(instruction.rest) or [""]
    for source in taken:
        if _UNREADABLE.search(source):
            raise UnreadableDockerfileError
        yield Copied(_in_context(source), target, instruction)


def words(rest: str) -> list[str]:
    """The arguments of an instruction, in its shell form or as JSON. Raises UnreadableDockerfileError if broken."""
    if not rest.startswith("["):
        return [word.strip("\"'") for word in rest.split()]
    try:
        return [str(word) for word in json.loads(rest)]
    except ValueError:
        raise UnreadableDockerfileError from None


def _mounted(instruction: Instruction) -> Iterator[Copied]:
    for flag in instruction.flags:
        name, _, value = flag.partition("=")
        options = dict(option.partition("=")[::2] for option in value.split(","))
        if name == "--mount" and options.get("type", "bind") == "bind" and "from" not in options:
            source = options.get("source") or options.get("src") or "."
            if _UNREADABLE.search(source):
                raise UnreadableDockerfileError
            yield Copied(_in_context(source), "", instruction)


def _in_context(source: str) -> str:
    path = posixpath.normpath(f"/{source}").lstrip("/")
    return f"{path}/" if source.endswith("/") and re.search(r"[*?]", path) else path
