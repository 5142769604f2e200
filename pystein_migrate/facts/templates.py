"""What the templates of func write into a function's folder beside the script's code.

From azure-functions-templates, ``Functions.Templates/Templates/*-Python``, in the versions that were published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

SAMPLE, README, PACKAGE = "sample.dat", "readme.md", "__init__.py"

# The opening comments of DurableFunctionsOrchestrator, DurableFunctionsActivity, DurableFunctionsHttpStart.
_FIRST_LINES = frozenset(
    {
        "this function is not intended to be invoked directly. instead it will be",
        "this function an http starter function for durable functions.",
    }
)
_LINES = _FIRST_LINES | {
    "triggered by an http starter function.",
    "triggered by an orchestrator function.",
    "before running this sample, please:",
    '- create a durable activity function (default name is "hello")',
    "- create a durable orchestration function",
    "- create a durable http starter function",
    "- add azure-functions-durable to requirements.txt",
    "- run pip install -r requirements.txt",
}
# SHA-256 of the readme.md of TimerTrigger (two versions), BlobTrigger and QueueTrigger, their words one blank apart.
_READMES = frozenset(
    {
        "2760f731e08d282834070fca90ecd211ec290125d12b33eb44e0c05f1be1cb85",
        "881e7b3b7c910b5b688ddb9645ecbca05e87f69f19483b4191942893c4609d22",
        "925d787c44acc98df3eade474d5c5ce75cce22514f8d721877b7f6935b46b1ce",
        "b9c4b9c0ff733d87294bd5e2c19b4217fb798efcefad34d46fa3ca5e76e1e0a5",
    }
)
_BOLD = re.compile(r"</?b>")


def is_template_readme(text: str) -> bool:
    """Whether ``text`` is word for word a readme.md of a template."""
    words = " ".join(_BOLD.sub("", text).replace("\ufeff", "").split())
    return hashlib.sha256(words.encode()).hexdigest() in _READMES


def without_template_comments(lines: Sequence[str]) -> list[str]:
    """The comment ``lines`` without the blocks of them that templates open their scripts with."""
    left: list[str] = []
    in_block = False
    for line in lines:
        said = line.lstrip("# ").lower()
        in_block = said in _FIRST_LINES or (in_block and (said in _LINES or not said))
        if not in_block:
            left.append(line)
    return left
