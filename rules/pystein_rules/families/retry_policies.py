"""Retry policies of the decorator model."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pystein_migrate.decorators.app import Step
from pystein_migrate.facts.spellings import RETRY_STRATEGIES
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import library_steps
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing

RETRY = {"fixed_delay": ("delay_interval",), "exponential_backoff": ("minimum_interval", "maximum_interval")}
_BY_LEGACY_NAME = {legacy.lower(): name for legacy, name in RETRY_STRATEGIES.items()}


class InvalidRetry(Rule):
    code = "PYS314"
    name = "invalid-retry"
    message = "The worker refuses a retry policy"
    what = "Checks strategy, count and intervals of `retry`."
    why = (
        'The whole app fails: `ValueError: unknown enum label "fixedDelay"` (3.13), `TypeError: strptime() argument 0 '
        "must "
        "be str` (3.12 and older). Strategies are `fixed_delay` and `exponential_backoff`, intervals `HH:MM:SS` below "
        "24 hours."
    )
    source = "azure-functions-runtime, loader.build_retry_protos; azure-functions-python-worker issue 1253"
    fix = "sometimes"
    fix_safety = "The spelling of function.json becomes that of the decorator; that is safe."
    bad = script("@app.retry(strategy='fixedDelay', max_retry_count='3', delay_interval='00:00:05')\n" + HELLO)
    good = script("@app.retry(strategy='fixed_delay', max_retry_count='3', delay_interval='00:00:05')\n" + HELLO)
    proof = Proof("worker", 'unknown enum label "fixedDelay"')

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, _, step in library_steps(project):
            if step.method == "retry":
                yield from self._checked(project, path, step)

    def _checked(self, project: Project, path: str, step: Step) -> Iterator[Diagnostic]:
        strategy = step.argument("strategy")
        name = strategy.text if strategy else None
        if strategy and name is not None and name not in RETRY:
            proper = _BY_LEGACY_NAME.get(name.lower().replace("_", ""))
            fix = None
            if proper and isinstance(strategy.node, ast.Constant):
                fix = one_fix(f'Write "{proper}"', "safe", replacing(project, path, strategy.node, f'"{proper}"'))
            message = f'"{name}" is not a retry strategy; use "fixed_delay" or "exponential_backoff"'
            yield self.at_node(project, path, strategy.node, message, fix)
        elif name is not None and step.call and step.call.complete:
            for missing in (key for key in RETRY[name] if step.argument(key) is None):
                yield self.at_node(project, path, step.node, f"a {name} retry needs {missing}")
        count = step.argument("max_retry_count")
        if count and isinstance(count.value, str) and not re.fullmatch(r"-?\d+", count.value.strip()):
            yield self.at_node(project, path, count.node, f'"{count.value}" is not a number of retries')
        for key in ("delay_interval", "minimum_interval", "maximum_interval"):
            interval = step.argument(key)
            if interval and interval.text is not None and not _is_time(interval.text):
                message = f'{key} must be HH:MM:SS below 24 hours, not "{interval.text}"'
                yield self.at_node(project, path, interval.node, message)


def _is_time(text: str) -> bool:
    """Whether ``strptime('%H:%M:%S')`` accepts it."""
    match = re.fullmatch(r"(\d{1,2}):(\d{1,2}):(\d{1,2})", text)
    return bool(match) and int(match[1]) < 24 and int(match[2]) < 60 and int(match[3]) <= 61  # type: ignore[index]
