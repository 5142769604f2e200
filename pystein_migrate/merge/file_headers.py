"""The comments that open scripts: those of templates go; what several have, or a licence, stands once at the top."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pystein_migrate.codemods.script import header_comments
from pystein_migrate.python.source import Source

# azure-functions-templates, Python: DurableFunctionsOrchestrator, DurableFunctionsActivity, DurableFunctionsHttpStart.
_TEMPLATE_LINES = frozenset(
    {
        "this function is not intended to be invoked directly. instead it will be",
        "triggered by an http starter function.",
        "triggered by an orchestrator function.",
        "this function an http starter function for durable functions.",
        "before running this sample, please:",
        '- create a durable activity function (default name is "hello")',
        "- create a durable orchestration function",
        "- create a durable http starter function",
        "- add azure-functions-durable to requirements.txt",
        "- run pip install -r requirements.txt",
    }
)
_LICENCE = re.compile(r"copyright|\blicen[cs]ed?\b|SPDX-", re.IGNORECASE)


def header_of(source: Source) -> tuple[str, ...]:
    """The comment lines that open the file, without those that a template of func wrote."""
    lines = [line for line in header_comments(source) if line.lstrip("# ").lower() not in _TEMPLATE_LINES]
    while lines and not lines[-1].strip("# "):
        lines.pop()
    return tuple(lines)


def common_headers(sources: Iterable[Source]) -> tuple[tuple[str, ...], ...]:
    """The headers that stand at the top of the new file: of several of ``sources``, or about a licence."""
    counted = Counter(header_of(source) for source in sources)
    return tuple(
        header for header, count in counted.items() if header and (count > 1 or _LICENCE.search("\n".join(header)))
    )
