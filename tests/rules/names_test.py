"""The bad examples are found whatever the library and the app are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from pystein_rules.base import Rule
from pystein_rules.project import Project
from pystein_rules.registry import RULES, check_project

IMPORT = "import azure.functions as func\n"
DURABLE = "import azure.durable_functions as df\n"


def from_azure(text: str) -> str:
    text = text.replace(IMPORT, "from azure import functions as library\n")
    return re.sub(r"\bfunc\b", "library", text.replace(DURABLE, "from azure import durable_functions as df\n"))


def plain_import(text: str) -> str:
    if IMPORT not in text:
        return text
    return re.sub(r"\bfunc\.", "azure.functions.", text.replace(IMPORT, "import azure.functions\n"))


def other_app_name(text: str) -> str:
    return re.sub(r"(?<![\w.\"'])app\b(?!=)", "registry", text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "from azure import functions": from_azure,
    "import azure.functions": plain_import,
    "another app name": other_app_name,
}
# Rules about the very names that are changed here.
ABOUT_NAMES = {
    "rebound-app-name",
    "circular-import",
    "web-app-without-function-app",
    "several-function-apps",
    "functions-listed-twice",
}
EXAMPLES = [rule for rule in RULES if IMPORT in "".join(rule.bad.values()) and rule.name not in ABOUT_NAMES]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.name)
def test_the_bad_example_is_found_under_other_names(rule: Rule, spelling: str) -> None:
    def counts(tree: dict[str, str]) -> Counter[tuple[str, str]]:
        return Counter((finding.code, finding.path) for finding in check_project(Project.of(tree), [rule]))

    respelled = {
        path: SPELLINGS[spelling](text) if path.endswith(".py") and "test" not in path else text
        for path, text in rule.bad.items()
    }
    assert counts(respelled) == counts(dict(rule.bad)), respelled
