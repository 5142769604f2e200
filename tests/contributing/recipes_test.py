"""The recipes of CONTRIBUTING.md, each followed in a copy of the checkout: they are enough, and touch one or two files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .checkout import CHECKOUT, Checkout

CATALOGUE = "pystein_migrate/facts/catalogue.py"
RELEASES = "pystein_migrate/facts/releases.py"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.copy(tmp_path / "checkout")


def last_line(output: str) -> str:
    return output.rstrip().splitlines()[-1]


def test_every_recipe_is_followed_here() -> None:
    recipes = re.findall(r"^### \d\. (.+)$", (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    assert recipes == ["A binding", "A rule", "A codemod", "A note", "A new azure-functions release"]


def test_a_binding(checkout: Checkout) -> None:
    checkout.copy_theme("warmup")
    checkout.take_out(CATALOGUE, r'    Row\(\n        "mcpResourceTrigger",.*?\n    \),\n')
    assert "mcp_resource_trigger" in checkout.tests("tests/facts", "-k", "every_decorator_and_parameter_of and 1.26")

    checkout.put_before(
        CATALOGUE,
        '    Row("connectorTrigger"',
        """\
    Row(
        "mcpResourceTrigger",
        "in",
        "mcp_resource_trigger",
        since="1.25.0",
        params={
            "uri": "uri",
            "resourceName": "resource_name",
            "title": "title",
            "description": "description",
            "mimeType": "mime_type",
            "size": "size",
            "metadata": "metadata",
        },
        required=("uri", "resourceName"),
    ),
""",
    )
    assert checkout.touched == {CATALOGUE}
    trigger = {"type": "mcpResourceTrigger", "direction": "in", "name": "context", "uri": "ui://x", "resourceName": "x"}
    checkout.create("corpus/warmup/legacy/Manual/function.json", json.dumps({"bindings": [trigger]}))
    checkout.create("corpus/warmup/legacy/Manual/__init__.py", "def main(context):\n    return 'read me'\n")
    updated = checkout.python("tests/corpus_trees.py", "--update", "warmup")

    assert updated.returncode == 0, updated.stderr
    assert "@app.mcp_resource_trigger(" in checkout.read("corpus/warmup/expected/single/function_app.py")
    assert "Manual/function.json" in checkout.read("corpus/warmup/expected/single.deleted")
    tested = checkout.tests("tests/facts", "tests/decorators", "-k", "mcpResourceTrigger or (named and 1.26)")
    assert re.match(r"\d+ passed, \d+ deselected", last_line(tested)), tested


def test_a_new_release(checkout: Checkout) -> None:
    checkout.take_out(RELEASES, r'(?<="2\.1\.0"), [^)]*?(?=,\n\))')
    checkout.take_out(CATALOGUE, r'    Row\("connectorTrigger", .*?\),\n')
    checkout.take_out(CATALOGUE, r'    "connector_trigger": "2\.2\.0",\n')

    checkout.put_before(RELEASES, ",\n)  # fmt: skip", ', "2.2.0"')
    assert "assert ['connector_trigger'] == []" in checkout.tests("tests/facts", "-k", "2.2.0")
    checkout.put_before(
        CATALOGUE,
        '    Row("signalRTrigger"',
        '    Row("connectorTrigger", "in", "connector_trigger", since="1.26.0"),\n',
    )
    checkout.put_before(CATALOGUE, '    "mcp_prompt_trigger": "2.2.0",\n', '    "connector_trigger": "2.2.0",\n')

    assert checkout.touched == {RELEASES, CATALOGUE}
    tested = checkout.tests("tests/facts", "-k", "2.2.0")
    assert re.match(r"\d+ passed, \d+ deselected", last_line(tested)), tested
    newest = checkout.python("-c", "from pystein_migrate.facts import releases; print(releases.NEWEST)")
    assert newest.stdout == "2.2.0\n", newest.stderr
