"""All rules of ``check``: those of ``pystein_rules``, and the one about suppressions that the engine judges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pystein_migrate.model.note import Severity
from pystein_rules import registry
from pystein_rules.base import Rule, Tree
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.project import Project

_SCRIPT = "import azure.functions as func\n\napp = func.FunctionApp()"
FAMILIES = registry.FAMILIES


class UnusedNoqa(Rule):
    """Reported by :mod:`pystein_migrate.lint.checking`, which knows what every comment silences."""

    code = "PYS099"
    name = "unused-noqa"
    severity = "warning"
    message = "A `noqa` comment names a rule that finds nothing there"
    what = "Checks for `# noqa: PYS…` comments that silence nothing. Codes of other tools are left alone."
    why = (
        "A comment that outlived its reason hides the next finding on that line. Ruff's own RUF100 cannot judge these "
        "codes, as it does not run the rules."
    )
    source = "ruff, RUF100"
    fix = "always"
    fix_safety = "The fix is safe: it changes a comment only."
    bad: ClassVar[Tree] = {
        "function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()  # noqa: PYS101\n"
    }
    good: ClassVar[Tree] = {"function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        return iter(())


# The rule about modules that cannot be parsed says more than a bare syntax error, so that is not reported beside it.
UNPARSABLE = "PYS018"
UNUSED_NOQA = UnusedNoqa()
RULES: tuple[Rule, ...] = tuple(sorted((*registry.RULES, UNUSED_NOQA), key=lambda rule: rule.code))
CODES = tuple(rule.code for rule in RULES)
DEFAULT_CODES = tuple(rule.code for rule in RULES if rule.default)
_BY_KEY = {key: rule for rule in RULES for key in (rule.code.lower(), rule.name)}


def rule_for(code_or_name: str) -> Rule | None:
    """The rule with this code or name (in any case), or None."""
    return _BY_KEY.get(code_or_name.lower())


def severity(code: str) -> Severity:
    """How bad a finding of ``code`` is; code that Python cannot read is an error."""
    rule = rule_for(code)
    return rule.severity if rule else "error"
