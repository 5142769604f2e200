"""The Cosmos DB decorators, which speak extension 4 since 1.14.0."""

from __future__ import annotations

import ast
from typing import ClassVar

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.decorators.decorate import decorator_name
from pystein_migrate.facts import releases, spellings
from pystein_migrate.facts.catalogue import Row
from pystein_migrate.notes import (
    COSMOS_BUNDLE_UNKNOWN,
    COSMOS_EXTENSION_4,
    COSMOS_EXTENSION_4_UNREAD,
    COSMOS_TARGET_TOO_OLD,
    PREVIEW_BY_HAND,
    PREVIEW_DYNAMIC_ARGUMENTS,
    PREVIEW_POSITIONAL_ARGUMENTS,
)

from .calls import (
    DecoratorCodemod,
    LeaveError,
    check_last,
    check_positional,
    cosmos_v4,
    in_app,
    is_static,
    note,
    positional_doubt,
    renamed_argument,
    with_names,
)

_PREVIEW = {name: row for name, row in spellings.PREVIEW_ONLY.items() if row.variant == "v3"}
_BEFORE = (
    '@app.on_cosmos_db_update(arg_name="docs", database_name="db", collection_name="c",\n'
    '                         connection_string_setting="Cosmos")\ndef changed(docs): ...\n'
)


class CosmosDb(DecoratorCodemod):
    """Gives the Cosmos DB decorators the names of the extension that the host loads.

    Up to 1.13 `cosmos_db_trigger` and its kin took the parameters of extension 3 (`collection_name`,
    `connection_string_setting`); since 1.14.0 they take those of extension 4 (`container_name`, `connection`), and the
    former ones are `cosmos_db_trigger_v3` and its kin. With extension bundle 4 in host.json decorators and arguments
    get the names of extension 4, else the decorator that keeps the arguments as they are.
    """

    name = "cosmos-db"
    notes = (
        COSMOS_BUNDLE_UNKNOWN,
        COSMOS_EXTENSION_4,
        COSMOS_EXTENSION_4_UNREAD,
        COSMOS_TARGET_TOO_OLD,
        PREVIEW_BY_HAND,
        PREVIEW_DYNAMIC_ARGUMENTS,
        PREVIEW_POSITIONAL_ARGUMENTS,
    )
    words = frozenset({*_PREVIEW, *spellings.COSMOS_SHARED})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            in_app(_BEFORE),
            in_app(
                '@app.cosmos_db_trigger(arg_name="docs", database_name="db", container_name="c",\n'
                '                         connection="Cosmos")\ndef changed(docs): ...\n'
            ),
            path="function_app.py",
            subject={"bundle_major": 4},
        ),
        Example(
            in_app(_BEFORE),
            in_app(_BEFORE.replace("on_cosmos_db_update", "cosmos_db_trigger_v3")),
            path="function_app.py",
            subject={"bundle_major": 3},
        ),
    )

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Upgrade one decorator. Raises :class:`LeaveError`."""
        if node.attr in _PREVIEW:
            cls._from_v3(subject, findings, node, call, _PREVIEW[node.attr])
        elif call is not None and subject.target >= releases.COSMOS_4:
            cls._shared(subject, findings, node, call)

    @classmethod
    def _shared(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call) -> None:
        """A decorator whose name both extensions have; its arguments tell which is meant."""
        row = spellings.COSMOS_SHARED[node.attr]
        v4 = spellings.COSMOS_V4[row.decorator]
        given = {keyword.arg for keyword in call.keywords}
        v3_words = spellings.cosmos_v3_words(row)
        if given & spellings.cosmos_v4_words(row):
            for keyword in call.keywords:
                new = spellings.cosmos_v4_param(keyword.arg, v4) if keyword.arg in v3_words else None
                if new and new not in given:
                    findings.want(cls, keyword, renamed_argument(new))
        elif given & v3_words:
            cls._from_v3(subject, findings, node, call, row)
        elif None in given or len(call.args) > 1:
            why = "its parameters changed in 1.14.0"
            findings.doubts.append(positional_doubt(subject.source, call, node.attr, why))

    @classmethod
    def _from_v3(
        cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None, row: Row
    ) -> None:
        if cosmos_v4(subject):
            cls._to_v4(subject, findings, node, call, row)
            return
        new = decorator_name(row, subject.target)
        if not new or new == node.attr:
            return
        cls.rename(findings, node, new)
        if subject.target < releases.COSMOS_4 and (subject.bundle_major or 0) >= 4:
            kind, place = COSMOS_TARGET_TOO_OLD, call or node
            findings.notes.append(note(subject.source, place, kind, bundle=subject.bundle_major))
        elif subject.bundle_major is None and subject.target >= releases.COSMOS_4:
            findings.notes.append(note(subject.source, call or node, COSMOS_BUNDLE_UNKNOWN))

    @classmethod
    def _to_v4(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None, row: Row) -> None:
        v4 = spellings.COSMOS_V4[row.decorator]
        if call is None or not is_static(call):
            raise LeaveError(
                PREVIEW_DYNAMIC_ARGUMENTS,
                message=f"{node.attr} becomes {v4.decorator} with other parameters; its arguments are not written here",
                remedy=f"call {v4.decorator} with container_name, connection and so on",
            )
        if node.attr != v4.decorator:
            cls.rename(findings, node, v4.decorator)
        names = {}
        params = spellings.positional_params(row)
        check_last(call, len(params))
        for index, old in enumerate(params[: len(call.args)]):
            new = spellings.cosmos_v4_param(old, v4)
            if new is None:
                message, remedy = f"{v4.decorator} has no {old}", f"leave {old} out"
                raise LeaveError(PREVIEW_POSITIONAL_ARGUMENTS, message=message, remedy=remedy)
            check_positional(subject.source, call, index)
            names[index] = new
        if names:
            findings.want(cls, call, with_names(names))
        unsaid = []
        for keyword in call.keywords:
            new = spellings.cosmos_v4_param(keyword.arg or "", v4)
            if new is None and keyword.arg and keyword.arg in row.params.values():
                unsaid.append(keyword.arg)
            elif new and new != keyword.arg:
                findings.want(cls, keyword, renamed_argument(new))
        facts = {"bundle": subject.bundle_major, "decorator": node.attr}
        findings.notes.append(note(subject.source, call, COSMOS_EXTENSION_4, **facts))
        if unsaid:
            kind = COSMOS_EXTENSION_4_UNREAD
            findings.notes.append(note(subject.source, call, kind, parameters=", ".join(unsaid)))
