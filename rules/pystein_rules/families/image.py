"""PYS0, third part: what a Dockerfile copies into the app's image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate.settings.dockerfile import (
    DOCKERFILE,
    Copied,
    Instruction,
    UnreadableDockerfileError,
    copied,
    instructions,
)
from pystein_migrate.settings.requirements import REQUIREMENTS
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import BLUEPRINT, script
from pystein_rules.project import Project
from pystein_rules.sources import TextFile

_INSTALLERS = re.compile(r"\b(pip3?|pipx|pipenv|uv|poetry|pdm|conda|mamba|micromamba|hatch)\b")
_OFFICIAL = re.compile(r"(?i)mcr\.microsoft\.com/azure-functions/")
_REGISTERED = "from users import bp\n\napp.register_functions(bp)\n"
_IMAGE = """\
FROM mcr.microsoft.com/azure-functions/python:4-python3.11
WORKDIR /home/site/wwwroot
COPY requirements.txt .
RUN pip install -r requirements.txt
"""


class NotCopiedIntoImage(Rule):
    code = "PYS019"
    name = "not-copied-into-image"
    severity = "warning"
    message = "The Dockerfile does not copy a file that the app needs"
    what = (
        "Checks a `Dockerfile` beside the script that copies the app piece by piece: the script, every module that it "
        "imports, and `requirements.txt` must be among the pieces. Nothing is said where one `COPY . ...` takes all, "
        "where a variable, archive or inline file leaves open what is copied, or where the sources are not beside the "
        "Dockerfile. `COPY --from=` copies nothing of the app. `requirements.txt` is not asked for where the packages "
        "come from elsewhere."
    )
    why = (
        "A list that named function folders has to name the script after a migration. Without it, or a blueprint that "
        "it imports, the container has zero functions, where everything worked locally; without `requirements.txt`, "
        "the build fails or the app lacks its packages."
    )
    source = "Docker, Dockerfile reference (COPY, ADD)"
    bad = script(_REGISTERED, users=BLUEPRINT) | {
        "requirements.txt": "azure-functions\n",
        "host.json": '{"version": "2.0"}\n',
        "Dockerfile": f"{_IMAGE}COPY host.json function_app.py ./\n",
    }
    good = script(_REGISTERED, users=BLUEPRINT) | {
        "requirements.txt": "azure-functions\n",
        "host.json": '{"version": "2.0"}\n',
        "Dockerfile": f"{_IMAGE}COPY host.json function_app.py users.py ./\n",
    }

    def check(self, project: Project) -> Iterator[Diagnostic]:
        text = project.text(DOCKERFILE)
        if text is None or not project.is_decorated:
            return
        steps = list(instructions(text))
        try:
            pieces = [piece for step in steps for piece in copied(step)]
        except UnreadableDockerfileError:
            return
        if any(not _is_there(project, piece) for piece in pieces):
            return
        own = [piece.instruction for piece in pieces if _is_of_the_app(project, piece)]
        missing = [path for path in _needed(project, steps) if not any(piece.covers(path) for piece in pieces)]
        if own and missing:
            names = ", ".join(missing)
            verb = "is" if len(missing) == 1 else "are"
            span = TextFile(DOCKERFILE, text).line_span(own[-1].line)
            yield self.at(project, DOCKERFILE, span, f"{names} {verb} not copied into the image")


def _is_there(project: Project, piece: Copied) -> bool:
    """Whether the source is beside the Dockerfile; else the build context is another folder."""
    is_pattern = "*" in piece.source or "?" in piece.source
    return is_pattern or any(_takes(piece, path) for path in project.app.paths)


def _is_of_the_app(project: Project, piece: Copied) -> bool:
    """Whether a COPY takes code or settings of the app, so that its author meant the app to be in the image."""
    if piece.instruction.keyword == "RUN":
        return False
    names = (*project.app.modules(), "host.json", *(function.json_path for function in project.app.functions))
    return any(_takes(piece, path) for path in names if path in project.app.paths)


def _takes(piece: Copied, path: str) -> bool:
    return Copied(piece.source, "", piece.instruction).covers(path)


def _needed(project: Project, steps: list[Instruction]) -> list[str]:
    imports = project.decorated.imports
    guarded = {each.resolved for each in imports if each.guarded}
    guarded -= {each.resolved for each in imports if not each.guarded}
    modules = [
        path
        for path, facts in project.decorated.modules.items()
        if facts.reached and path not in guarded and not _is_empty_package(project, path)
    ]
    modules.sort(key=lambda path: (path != project.script_name, path))
    has_file = REQUIREMENTS in project.app.paths
    return [*modules, REQUIREMENTS] if has_file and _installs_requirements(steps) else modules


def _is_empty_package(project: Project, path: str) -> bool:
    """Whether a module is a mere marker, without which Python imports the folder all the same."""
    return path.endswith("/__init__.py") and not project.app.files[path].strip()


def _installs_requirements(steps: list[Instruction]) -> bool:
    commands = [step.rest for step in steps if step.keyword == "RUN"]
    if any(REQUIREMENTS in command for command in commands):
        return True
    bases = [step.rest for step in steps if step.keyword == "FROM"]
    return bool(bases) and bool(_OFFICIAL.match(bases[-1])) and not any(map(_INSTALLERS.search, commands))
