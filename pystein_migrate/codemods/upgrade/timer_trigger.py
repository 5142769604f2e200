"""The older name of the timer trigger."""

from __future__ import annotations

import ast
from typing import ClassVar

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.facts import releases

from .calls import DecoratorCodemod, in_app


class TimerTrigger(DecoratorCodemod):
    """Gives the decorator `schedule` its newer name `timer_trigger`, on request: both are valid since 1.13.3."""

    name = "timer-trigger"
    words = frozenset({"schedule"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            in_app('@app.schedule(schedule="0 0 * * * *", arg_name="timer")\ndef tick(timer): ...\n'),
            in_app('@app.timer_trigger(schedule="0 0 * * * *", arg_name="timer")\ndef tick(timer): ...\n'),
            path="function_app.py",
            subject={"rename_schedule": True},
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the user asked for it and the release has the name."""
        return subject.rename_schedule and subject.target >= releases.TIMER_TRIGGER and super().concerns(subject)

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Rename one decorator."""
        cls.rename(findings, node, "timer_trigger")
