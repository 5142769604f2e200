"""SARIF output against the parts of the SARIF 2.1.0 schema that it uses, closed to anything else."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pystein_migrate.lint.finding import Finding
from pystein_migrate.lint.formats import Report, render
from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix


def closed(required: list[str], **properties: object) -> dict[str, object]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def listed(items: object, least: int = 0) -> dict[str, object]:
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": True}


NUMBER = {"type": "integer", "minimum": 1}
URI = {"type": "string", "format": "uri"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed(["text"], text={"type": "string"})
REGION = closed([], startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER)
ARTIFACT = closed([], uri={"type": "string", "format": "uri-reference"})
REPLACEMENT = closed(["deletedRegion"], deletedRegion=REGION, insertedContent=MESSAGE)
CHANGE = closed(
    ["artifactLocation", "replacements"], artifactLocation=ARTIFACT, replacements=listed(REPLACEMENT, least=1)
)
RULE = closed(
    ["id"],
    id={"type": "string"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    helpUri=URI,
    defaultConfiguration=closed([], enabled={"type": "boolean"}, level=LEVEL),
    properties={"type": "object"},
)
RESULT = closed(
    ["message"],
    ruleId={"type": "string"},
    level=LEVEL,
    message=MESSAGE,
    locations=listed(closed([], physicalLocation=closed([], artifactLocation=ARTIFACT, region=REGION))),
    fixes=listed(closed(["artifactChanges"], description=MESSAGE, artifactChanges=listed(CHANGE, least=1))),
)
DRIVER = closed(["name"], name={"type": "string"}, version={"type": "string"}, informationUri=URI, rules=listed(RULE))
SCHEMA = closed(
    ["version", "runs"],
    **{"$schema": URI},
    version={"const": "2.1.0"},
    runs=listed(closed(["tool"], tool=closed(["driver"], driver=DRIVER), results=listed(RESULT))),
)


@pytest.fixture
def document(tmp_path: Path) -> dict:
    start, end = Position(1, 1), Position(2, 1)
    removal = Fix("Remove", (FileEdit("a b.py", start, end, ""), FileEdit("c.py", start, start, "x")), "unsafe")
    findings = [
        Finding(tmp_path, Diagnostic("PYS099", "unused-noqa", "one", "a b.py", start, end, 1, removal)),
        Finding(tmp_path, Diagnostic("PYS001", "mixed-models", "two", "a b.py", start, end, 1)),
        Finding(tmp_path, Diagnostic("invalid-syntax", "invalid-syntax", "three", "c.py", start, end, 1)),
    ]
    return json.loads(render(Report(findings, {}, tmp_path), "sarif"))


def test_the_document_is_valid_sarif(document: dict) -> None:
    checker = jsonschema.FormatChecker()
    jsonschema.Draft7Validator(SCHEMA, format_checker=checker).validate(document)


def test_every_rule_with_findings_is_described_once(document: dict) -> None:
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["PYS001", "PYS099"]
    assert all(rule["fullDescription"]["text"].startswith("## What it does") for rule in rules)


def test_fixes_name_the_files_they_change_and_leave_out_empty_content(document: dict) -> None:
    changes = document["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    assert [change["artifactLocation"]["uri"].rpartition("/")[2] for change in changes] == ["a%20b.py", "c.py"]
    assert "insertedContent" not in changes[0]["replacements"][0]
    assert changes[1]["replacements"][0]["insertedContent"] == {"text": "x"}
