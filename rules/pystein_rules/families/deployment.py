"""Files that are kept out of the deployment."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.model.note import Position
from pystein_migrate.settings.dockerfile import DOCKERFILE
from pystein_migrate.settings.ignore_files import DOCKERIGNORE, FUNCIGNORE, hiding_lines
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import BLUEPRINT, script
from pystein_rules.project import Project


class ExcludedFromDeployment(Rule):
    code = "PYS013"
    name = "excluded-from-deployment"
    severity = "warning"
    message = "A pattern keeps a file that the app needs out of the deployment"
    what = "Checks `.funcignore`, and `.dockerignore` beside a Dockerfile, against the files that the script imports."
    why = "The deployed app lacks the file: zero functions, where everything worked locally."
    source = "azure-functions-core-tools, StaticResources/funcignore"
    bad = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT) | {
        ".funcignore": ".git*\nusers*\n"
    }
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT) | {
        ".funcignore": ".git*\ntests\n"
    }

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for name in (FUNCIGNORE, DOCKERIGNORE):
            text = project.text(name)
            if text is None or (name == DOCKERIGNORE and DOCKERFILE not in project.app.paths):
                continue
            for path, number in hiding_lines(name, text, needed_files(project)).items():
                line = text.split("\n")[number - 1]
                span = Position(number, 1), Position(number, len(line) + 1)
                yield self.at(project, name, span, f'"{line.strip()}" keeps {path} out of the deployment')


def needed_files(project: Project) -> list[str]:
    """The files without which the deployed app has no functions."""
    needed = [path for path, facts in project.decorated.modules.items() if facts.reached]
    for function in project.folders:
        needed += [function.json_path, function.script]
    needed += [path for path in ("host.json", "requirements.txt") if path in project.app.paths]
    return sorted({path for path in needed if path})
