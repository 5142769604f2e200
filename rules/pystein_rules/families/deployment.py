"""Files that are kept out of the deployment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate.model.note import Position
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
        for name in (".funcignore", ".dockerignore"):
            text = project.text(name)
            if text is None or (name == ".dockerignore" and "Dockerfile" not in project.app.paths):
                continue
            yield from self._matches(project, name, text)

    def _matches(self, project: Project, name: str, text: str) -> Iterator[Diagnostic]:
        from pathspec import GitIgnoreSpec

        lines = text.splitlines()
        rooted = name == ".dockerignore"
        patterns = [self._rooted(line) if rooted else line for line in lines]
        try:
            spec = GitIgnoreSpec.from_lines(patterns)
        except (ValueError, re.error):
            return
        for path in needed_files(project):
            result = spec.check_file(path)
            if result.include and result.index is not None:
                number = result.index + 1
                line = lines[result.index]
                start = (Position(number, 1), Position(number, len(line) + 1))
                yield self.at(project, name, start, f'"{line.strip()}" keeps {path} out of the deployment')

    @staticmethod
    def _rooted(line: str) -> str:
        bare = line.strip()
        if not bare or bare[0] in "#/" or bare.startswith(("**", "!/", "!**")):
            return bare
        return "!/" + bare[1:] if bare[0] == "!" else "/" + bare


def needed_files(project: Project) -> list[str]:
    """The files without which the deployed app has no functions."""
    needed = [path for path, facts in project.decorated.modules.items() if facts.reached]
    for function in project.folders:
        needed += [function.json_path, function.script]
    needed += [path for path in ("host.json", "requirements.txt") if path in project.app.paths]
    return sorted({path for path in needed if path})
