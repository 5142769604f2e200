"""The stages of a Dockerfile: what of the build context arrives in each, through others as well."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from .dockerfile import Copied, Instruction, UnreadableDockerfileError, copied, instructions, sources


@dataclass(frozen=True, slots=True)
class Arrival:
    """``source`` of the build context, that arrives at ``place`` (from the image's root).

    ``by`` is the piece of an instruction that decides what arrives; if that one takes it from another stage, ``held``
    says how it got there.
    """

    source: str
    place: str
    by: Copied
    held: Arrival | None = None

    def covers(self, path: str) -> bool:
        """Whether the file at ``path`` in the build context arrives."""
        return Copied(self.source, self.by.target, self.by.instruction).covers(path)

    def place_of(self, path: str) -> str | None:
        """Where the file at ``path`` in the build context arrives; None if it does not, or a pattern decides that."""
        if not self.covers(path) or re.search(r"[*?]", self.source):
            return None
        if path != self.source:
            return posixpath.join(self.place, posixpath.relpath(path, self.source or "."))
        is_renamed = posixpath.basename(self.place) == posixpath.basename(path)
        return self.place if is_renamed else posixpath.join(self.place, posixpath.basename(path))

    def written(self, path: str) -> str:
        """What :attr:`by` has to name as a source to bring the file at ``path`` of the build context."""
        place = self.held.place_of(path) if self.held else None
        return path if place is None else f"/{place}"


@dataclass(slots=True)
class Stage:
    """One stage: what arrives in it, and whether it may have code of which that is not known (``is_open``)."""

    name: str
    arrivals: list[Arrival] = field(default_factory=list)
    is_open: bool = False
    is_used: bool = False
    folder: str = ""

    def copy(self, instruction: Instruction, stages: Iterable[Stage]) -> None:
        """Takes in what ``instruction`` brings: from the build context, or from one of ``stages``."""
        try:
            if instruction.stage is None:
                self._from_context(instruction)
            else:
                self._from_stage(instruction, stages)
        except UnreadableDockerfileError:
            self.is_open |= _may_be_code(instruction)

    def _from_context(self, instruction: Instruction) -> None:
        for piece in copied(instruction):
            self.is_open |= instruction.keyword == "RUN" and not re.search(r"\.\w+$", piece.source)
            self.arrivals.append(Arrival(piece.source, self._place(piece.target), piece))

    def _from_stage(self, instruction: Instruction, stages: Iterable[Stage]) -> None:
        stage = _named(instruction.stage or "", stages)
        if stage is not None:
            stage.is_used = True
            self.is_open |= stage.is_open
            for piece in sources(instruction):
                place = self._place(piece.target)
                self.arrivals += (arrival for each in stage.arrivals for arrival in _passed_on(each, piece, place))

    def _place(self, target: str) -> str:
        return _from_root(posixpath.join(f"/{self.folder}", target))


def stages(text: str) -> list[Stage]:
    """The stages of a Dockerfile, in its order."""
    found: list[Stage] = []
    for step in instructions(text):
        if step.keyword == "FROM" or (not found and step.keyword != "ARG"):
            found.append(_stage(step, found))
        if found and step.keyword == "WORKDIR":
            found[-1].folder = _from_root(posixpath.join(f"/{found[-1].folder}", step.rest.strip("\"'")))
        elif found:
            found[-1].copy(step, found[:-1])
    return found


def images(text: str) -> list[Stage]:
    """The stages of a Dockerfile that may run an app: the last, and those that no other uses and that have host.json.

    The others build, check or test something.
    """
    found = stages(text)
    return [
        stage
        for stage in found
        if stage is found[-1] or (not stage.is_used and any(_has_host_json(each) for each in stage.arrivals))
    ]


def _has_host_json(arrival: Arrival) -> bool:
    return posixpath.basename(arrival.source) == "host.json"


def _stage(step: Instruction, earlier: Iterable[Stage]) -> Stage:
    image, *named = step.rest.split() or [""] if step.keyword == "FROM" else [""]
    base = _named(image, earlier)
    stage = Stage(named[1].lower() if len(named) == 2 and named[0].lower() == "as" else "")
    if base is not None:
        base.is_used = True
        stage.arrivals, stage.is_open, stage.folder = list(base.arrivals), base.is_open, base.folder
    return stage


def _named(name: str, stages: Iterable[Stage]) -> Stage | None:
    for number, stage in enumerate(stages):
        if name.lower() in (stage.name, str(number)):
            return stage
    return None


def _passed_on(arrival: Arrival, piece: Copied, place: str) -> Iterator[Arrival]:
    """``arrival`` in another stage, as far as ``piece`` takes it on to ``place``.

    Raises UnreadableDockerfileError where a pattern in the other stage decides that.
    """
    wanted, parts = _parts(piece.source), _parts(arrival.place)
    if not all(map(fnmatchcase, parts, wanted)):
        return
    if len(wanted) <= len(parts):
        yield Arrival(arrival.source, posixpath.join(place, *parts[len(wanted) :]), arrival.by, arrival.held)
        return
    below = "/".join(wanted[len(parts) :])
    folder, name = posixpath.split(arrival.source)
    if "." in name and "/" not in below and fnmatchcase(below, name):
        yield Arrival(posixpath.join(folder, below), place, piece, arrival)
    elif not arrival.by.is_one_folder:
        raise UnreadableDockerfileError
    elif "." not in name:
        yield Arrival(posixpath.join(arrival.source, below), place, piece, arrival)


def _may_be_code(instruction: Instruction) -> bool:
    """Whether an instruction of which it is not known what it copies may copy Python files."""
    taken = instruction.rest.split()[:-1]
    return not taken or any(not re.search(r"\.(?!py$)\w+$", source) for source in taken)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _from_root(path: str) -> str:
    return posixpath.normpath(path).lstrip("/")
