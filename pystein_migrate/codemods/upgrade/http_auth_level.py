"""The app's default level of authorization."""

from __future__ import annotations

import ast
from typing import ClassVar

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.decorators.app import Register
from pystein_migrate.notes import PREVIEW_ARGUMENTS, PREVIEW_DYNAMIC_ARGUMENTS, PREVIEW_POSITIONAL_ARGUMENTS

from .calls import renamed_argument
from .constructors import ConstructorCodemod, arguments_of, is_http_app


class HttpAuthLevel(ConstructorCodemod):
    """Turns `FunctionApp(auth_level=…)` of 1.10 into `FunctionApp(http_auth_level=…)`, its name since 1.11.0."""

    name = "http-auth-level"
    notes = (PREVIEW_ARGUMENTS, PREVIEW_DYNAMIC_ARGUMENTS, PREVIEW_POSITIONAL_ARGUMENTS)
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "import azure.functions as func\n\napp = func.FunctionApp(auth_level=func.AuthLevel.ADMIN)\n",
            "import azure.functions as func\n\napp = func.FunctionApp(http_auth_level=func.AuthLevel.ADMIN)\n",
            path="function_app.py",
        ),
    )

    @classmethod
    def is_for(cls, call: ast.Call) -> bool:
        """Whether it serves no WSGI or ASGI app."""
        return not is_http_app(call)

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, register: Register) -> None:
        """Rename the argument. Raises :class:`LeaveError`."""
        if "auth_level" in arguments_of(subject, findings, register):
            for keyword in register.call.node.keywords:
                if keyword.arg == "auth_level":
                    findings.want(cls, keyword, renamed_argument("http_auth_level"))
