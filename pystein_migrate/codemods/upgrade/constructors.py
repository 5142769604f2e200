"""What the codemods for ``FunctionApp(…)`` have in common: which argument is which."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.base import Findings, Subject
from pystein_migrate.decorators.app import EnumMember, Register
from pystein_migrate.facts import spellings

from .calls import LeaveError, UpgradeCodemod, app_of, is_static, positional_doubt, whole_or_note


class ConstructorCodemod(UpgradeCodemod):
    """A codemod for calls of ``FunctionApp``, or of a subclass that has its constructor."""

    words = frozenset({"FunctionApp", *spellings.CONSTRUCTOR_PARAMS})

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Upgrade each call for itself."""
        for register in app_of(subject).everywhere.made:
            if register.path != subject.source.path or register.kind != "FunctionApp" or "__init__" in register.own:
                continue
            if cls.is_for(register.call.node):
                with whole_or_note(subject.source, register.call.node, findings) as own:
                    cls.upgrade(subject, own, register)

    @classmethod
    @abstractmethod
    def is_for(cls, call: ast.Call) -> bool:
        """Whether the call is this codemod's: each is exactly one's."""

    @classmethod
    @abstractmethod
    def upgrade(cls, subject: Subject, findings: Findings, register: Register) -> None:
        """Add what becomes of one call. Raises :class:`LeaveError`."""


def is_http_app(call: ast.Call) -> bool:
    """Whether the call names a WSGI or ASGI app, by the parameters of 1.10 and their order."""
    given = {keyword.arg for keyword in call.keywords}
    return bool(given & {*spellings.HTTP_APP_CLASSES, "app_kwargs"}) or len(call.args) + ("auth_level" in given) > 1


def arguments_of(subject: Subject, findings: Findings, register: Register) -> Mapping[str, ast.expr]:
    """Every argument by its name, empty where there is nothing to do or nothing can be told.

    Raises :class:`LeaveError`.
    """
    call = register.call.node
    keywords = [keyword.arg or "" for keyword in call.keywords]
    former = set(keywords) & set(spellings.CONSTRUCTOR_PARAMS)
    if not is_static(call):
        if former:
            raise LeaveError(
                notes.PREVIEW_DYNAMIC_ARGUMENTS,
                message=f"FunctionApp has no {', '.join(sorted(former))} any more, "
                "and not all arguments are written here",
                remedy="write them out: FunctionApp(http_auth_level=…), WsgiFunctionApp(app=…), AsgiFunctionApp(app=…)",
            )
        why = "auth_level is http_auth_level since 1.11.0"
        findings.doubts.append(positional_doubt(subject.source, call, "FunctionApp", why))
        return {}
    if not former and len(call.args) < 2:
        if call.args and not _is_level(register):
            why = "its first parameter was wsgi_app in 1.10"
            findings.doubts.append(positional_doubt(subject.source, call, "FunctionApp", why))
        return {}
    in_1_10 = former & {"auth_level", "app_kwargs"} or len(call.args) > 1
    order = spellings.CONSTRUCTOR_PARAMS if in_1_10 else ("http_auth_level",)
    arguments = dict(zip(order, call.args, strict=False))
    arguments.update({keyword.arg or "": keyword.value for keyword in call.keywords})
    if len(arguments) < len(call.args) + len(call.keywords) or {"auth_level", "http_auth_level"} <= set(arguments):
        raise LeaveError(notes.PREVIEW_ARGUMENTS)
    return arguments


def _is_level(register: Register) -> bool:
    argument = register.call.get("http_auth_level")
    value = argument.value if argument else None
    return isinstance(value, str) or (isinstance(value, EnumMember) and value.enum == "AuthLevel")
