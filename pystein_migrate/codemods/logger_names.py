"""Loggers called ``__name__`` whose name matters to more than the lines they write."""

from __future__ import annotations

import libcst as cst

from pystein_migrate.python.imports import LEGACY_ROOT
from pystein_migrate.python.loggers import logger_labels, own_logger_labels
from pystein_migrate.python.modules import module_name

from . import nodes
from .base import Codemod, Example, Findings, Subject


class LoggerNames(Codemod):
    """``logging.getLogger(__name__)`` gets a name of its own where it would be shared with others and is not only used.

    In one module ``__name__`` is one and the same logger, so a level or handler that one script sets, or has set by
    code that it hands the logger to, would hold for all. A logger that only logs keeps ``__name__``. Where code of the
    app configures loggers below ``__app__``, all keep the names they had there.
    """

    name = "logger-names"
    examples = (
        Example(
            "import logging\n\nlogger = logging.getLogger(__name__)\nlogger.setLevel(logging.DEBUG)\n",
            'import logging\n\nlogger = logging.getLogger("GetOrder")\nlogger.setLevel(logging.DEBUG)\n',
        ),
        Example(
            "import logging\n\nlogger = logging.getLogger(__name__)\n",
            'import logging\n\nlogger = logging.getLogger("__app__.GetOrder")\n',
            subject={"keeps_legacy_loggers": True},
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the text names ``__name__``."""
        return "__name__" in subject.source.text

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Each ``__name__`` that is the name of such a logger becomes a string."""
        source, name = subject.source, module_name(subject.source.path)
        labels = own_logger_labels(source) if subject.layout == "single" else ()
        if subject.keeps_legacy_loggers:
            labels, name = logger_labels(source), f"{LEGACY_ROOT}.{name}"

        def named(updated: cst.CSTNode) -> cst.BaseExpression:
            return nodes.in_place_of(nodes.expression(updated), nodes.string(name))

        for label in labels:
            findings.want(cls, label, named)
