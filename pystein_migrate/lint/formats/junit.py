"""JUnit XML."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree

from pystein_migrate.lint.finding import Finding

from . import Report

_TOOL = "pystein-migrate"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(report: Report) -> str:
    """One test suite a file, one failed test case a finding; a single passing case where nothing was found."""
    count = len(report.findings)
    root = ElementTree.Element(
        "testsuites", name=_TOOL, tests=str(count or 1), skipped="0", failures=str(count), errors="0"
    )
    for name, group in groupby(report.findings, key=lambda finding: str(finding.file)):
        findings = list(group)
        suite = _suite(root, name, len(findings), len(findings))
        for finding in findings:
            _case(suite, finding)
    if not count:
        ElementTree.SubElement(_suite(root, _TOOL, 1, 0), "testcase", name="No errors found", classname=_TOOL)
    ElementTree.indent(root, "    ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(root: ElementTree.Element, name: str, tests: int, failures: int) -> ElementTree.Element:
    attributes = {"name": name, "tests": str(tests), "skipped": "0", "errors": "0", "failures": str(failures)}
    return ElementTree.SubElement(root, "testsuite", {**attributes, "package": f"org.{_TOOL}"})


def _case(suite: ElementTree.Element, finding: Finding) -> None:
    found = finding.diagnostic
    message = _NOT_XML.sub("\ufffd", found.message)
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=f"org.{_TOOL}.{found.code}",
        classname=str(finding.file.with_suffix("")),
        line=str(found.start.line),
        column=str(found.start.column),
    )
    properties = ElementTree.SubElement(case, "properties")
    ElementTree.SubElement(properties, "property", name="severity", value=finding.severity)
    failure = ElementTree.SubElement(case, "failure", message=message)
    failure.text = f"line {found.start.line}, col {found.start.column}, {message}"
