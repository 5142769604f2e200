"""Which Functions release and which Python an app runs on, as the files that build, deploy and configure it say.

Dockerfiles, ``local.settings.json``, infrastructure (Bicep, ARM, Terraform, Pulumi), pipelines and scripts, VS Code:
each is read as text, so that a value counts wherever a tool puts it. Variables are followed in Dockerfiles only.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.facts.file_kinds import is_build_file, is_dockerfile
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note, Position
from pystein_migrate.text.raw import RawText

from .dockerfile import Instruction, instructions
from .leftovers.paths import AppPaths

OLDEST_FUNCTIONS = 4  # whose host asks the worker for decorators
NEW_IMAGE = "mcr.microsoft.com/azure-functions/python:4-python3.11"
OLDEST_PYTHON = Version("3.8")  # Functions 4.x ended 3.7 in June 2023, a month after it got the decorator model

_COMMENT = re.compile(r"\s*(?:#|//)")
_VALUE = r"[\"']?(?:\s*,)?\s*(?:\"slotSetting\"\s*:\s*\w+\s*,)?\s*(?:[:=]\s*)?[\"']?(?:value[\"']?\s*[:=]\s*[\"']?)?"
_FUNCTIONS = (
    re.compile(
        rf"\bFUNCTIONS_EXTENSION_VERSION\b{_VALUE}(?P<says>~?(?P<functions>[123])(?![\w-])[\d.]*)", re.IGNORECASE
    ),
    re.compile(r"--functions-version[ =][\"']?(?P<says>~?(?P<functions>[123])\b)"),
    re.compile(r"\bazureFunctions\.projectRuntime\"\s*:\s*\"(?P<says>~(?P<functions>[123])\b)"),
)
_IMAGE = re.compile(
    r"\b(?P<says>(?:mcr\.microsoft\.com/|microsoft/)?azure-functions[/-]python(?P<older>\d\.\d)?:(?P<tag>[\w.-]+))"
)
_PYTHON = (
    re.compile(r"(?P<says>\bpython\|(?P<python>3\.\d+))", re.IGNORECASE),
    re.compile(r"--runtime-version[ =][\"']?(?P<says>(?P<python>3\.\d+))"),
)
_PIPELINE_PYTHON = re.compile(
    r"(?:\bpython[-_.]?version|\bversionSpec)[\"']?\s*[:=]\s*(?P<says>[\"']?3\.\d[\w.*]*[\"']?(?=\s|$)|\[[^\]\n]*\])",
    re.IGNORECASE,
)
_TERRAFORM = (
    re.compile(r"\bpython_version\s*=\s*\"(?P<says>(?P<python>3\.\d+))"),
    re.compile(r"\bfunctions_extension_version\s*=\s*\"(?P<says>~?(?P<functions>[123])\b)"),
    re.compile(r"^\s*version\s*=\s*\"(?P<says>~(?P<functions>[123]))\"", re.MULTILINE),
)
_TAG_FUNCTIONS = re.compile(r"(\d)(?:\.|-|$)")
_TAG_PYTHON = re.compile(r"python(3\.\d+)")


@dataclass(frozen=True, slots=True)
class Runtime:
    """One place that says what an app runs on: ``says`` as it stands there, and what that means.

    ``functions`` is None and ``pythons`` empty where that is left open; ``image``: a container image says it.
    """

    path: str
    position: Position
    says: str
    functions: int | None = None
    pythons: tuple[Version, ...] = ()
    image: bool = False

    @property
    def has_old_functions(self) -> bool:
        """Whether the host is one that does not know the decorator model."""
        return self.functions is not None and self.functions < OLDEST_FUNCTIONS

    @property
    def has_old_python(self) -> bool:
        """Whether no Python that it names is one that Functions 4.x still runs."""
        return bool(self.pythons) and max(self.pythons) < OLDEST_PYTHON


def runtimes(files: Mapping[str, bytes]) -> list[Runtime]:
    """What ``files`` (paths to bytes) say about the runtime, by file and place. Never raises."""
    telling = (path for path in sorted(files) if _may_say(path, files[path]))
    return [found for path in telling for found in _runtimes_in(path, files[path])]


def pythons(files: Mapping[str, bytes]) -> frozenset[Version]:
    """The Pythons that ``files`` say the app is built for or runs on; empty where they do not say."""
    return frozenset(python for runtime in runtimes(files) for python in runtime.pythons)


def runtime_files(app: App) -> dict[str, bytes]:
    """The files that may say what ``app`` runs on: its own, and those around it.

    Where there are other apps in the repository, only those that name this one's folder.
    """
    paths = AppPaths(app.around)
    around = {
        path: data
        for path, data in app.around.files.items()
        if not app.around.apps or paths.names_app(RawText.decode(data).text.replace("\\", "/"))
    }
    return {**app.files, **around}


def note_runtimes(files: Mapping[str, bytes]) -> list[Note]:
    """A note for every place in ``files`` that names a runtime which does not run the decorator model."""
    return [
        notes.OLD_RUNTIME.at(found.path, found.position, problem=_problem(found), remedy=_remedy(found))
        for found in runtimes(files)
        if found.has_old_functions or found.has_old_python
    ]


def _problem(runtime: Runtime) -> str:
    if runtime.has_old_functions:
        return f"{runtime.says} is Functions {runtime.functions}.x, which does not read function_app.py"
    return f"{runtime.says}: Functions 4.x, which reads function_app.py, does not run Python {max(runtime.pythons)}"


def _remedy(runtime: Runtime) -> str:
    if runtime.image:
        kind = re.search(r"-(?:core-tools|appservice|slim)(?:-\w+)*$", runtime.says)
        return f"use {NEW_IMAGE}{kind[0] if kind else ''}, or that of another Python of Functions 4.x"
    if runtime.has_old_functions:
        return f"set it to {'~' if runtime.says.startswith('~') else ''}4"
    return "name a Python of Functions 4.x, as 3.11"


def _may_say(path: str, data: bytes) -> bool:
    name = posixpath.basename(path).lower()
    if name.endswith(".py"):
        return b"pulumi" in data
    return name != "function.json" and (is_build_file(path) or name.endswith(".json"))


def _runtimes_in(path: str, data: bytes) -> list[Runtime]:
    raw = RawText.decode(data)
    found = {(runtime.position, runtime.says): runtime for runtime in _found(path, raw)}
    return sorted(found.values(), key=lambda runtime: runtime.position)


def _found(path: str, raw: RawText) -> Iterator[Runtime]:
    if is_dockerfile(path):
        yield from _of_dockerfile(path, raw.text)
    patterns = [*_FUNCTIONS, *_PYTHON, *(_TERRAFORM if path.endswith((".tf", ".tfvars")) else ())]
    for match in _IMAGE.finditer(raw.text) if not is_dockerfile(path) else ():
        if not _is_comment(raw.text, match.start()):
            yield _of_image(path, raw.position(match.start("says")), match)
    for pattern in patterns:
        for match in pattern.finditer(raw.text):
            if not _is_comment(raw.text, match.start()) and _is_about_functions(path, raw.text, match.start()):
                given = match.groupdict()
                functions = int(given["functions"]) if given.get("functions") else None
                python = (Version(given["python"]),) if given.get("python") else ()
                yield Runtime(path, raw.position(match.start("says")), match["says"], functions, python)
    if path.endswith((".yml", ".yaml")):
        yield from _of_pipeline(path, raw)


def _is_about_functions(path: str, text: str, at: int) -> bool:
    """Whether what stands in Terraform code at ``at`` is not a part of another resource than a function app."""
    resources = re.findall(r"^\s*(?:resource|data|terraform|provider|module)\b.*", text[:at], re.MULTILINE)
    return not path.endswith(".tf") or not resources or "function_app" in resources[-1] or "module" in resources[-1]


def _of_pipeline(path: str, raw: RawText) -> Iterator[Runtime]:
    """Each place that names Pythons; what it means is all Pythons of the file, as in a matrix of tests."""
    places = list(_PIPELINE_PYTHON.finditer(raw.text))
    named = [re.findall(r"\b3\.\d+", match["says"]) for match in places]
    versions = tuple(Version(text) for texts in named for text in texts)
    for match, texts in zip(places, named, strict=True):
        if texts and not _is_comment(raw.text, match.start()):
            says = "Python " + ", ".join(texts)
            yield Runtime(path, raw.position(match.start("says")), says, None, versions)


def _is_comment(text: str, at: int) -> bool:
    return bool(_COMMENT.match(text, text.rfind("\n", 0, at) + 1, at + 2))


# ---- Dockerfiles


def _of_dockerfile(path: str, text: str) -> Iterator[Runtime]:
    """The image that the last stage is built from, over the stages that it names."""
    stages: dict[str, Instruction] = {}
    last: Instruction | None = None
    for step in instructions(text):
        if step.keyword == "FROM":
            image, *named = step.rest.split() or [""]
            last = stages.get(image.lower()) or step
            if len(named) == 2 and named[0].lower() == "as":
                stages[named[1].lower()] = last
    match = _IMAGE.search(last.rest) if last else None
    if last and match:
        yield _of_image(path, Position(last.line, 1), match)


def _of_image(path: str, position: Position, match: re.Match[str]) -> Runtime:
    functions = _TAG_FUNCTIONS.match(match["tag"])
    named = match["older"] or next(iter(_TAG_PYTHON.findall(match["tag"])), None)
    python = (Version(named),) if named else ()
    return Runtime(path, position, match["says"], int(functions[1]) if functions else None, python, image=True)
