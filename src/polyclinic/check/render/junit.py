"""Findings as JUnit XML: one case a file, which fails if the file has errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from polyclinic.check.render.places import nowhere
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.render.places import Address
    from polyclinic.check.report import Report

# The one case of a run that found nothing.
_EVERYTHING = "polyclinic check"
# What XML 1.0 cannot hold, even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(reports: Sequence[Report], address: Address = nowhere) -> str:
    """One suite. Warnings are told in the output of their case."""
    del address  # viewers of JUnit show no links
    errors = [r for r in reports if r.severity is Severity.ERROR]
    files = sorted({report.place.path for report in reports}) or [_EVERYTHING]
    failed = len({report.place.path for report in errors})
    suite = Element(
        "testsuite",
        name="polyclinic check",
        tests=str(len(files)),
        failures=str(failed),
        errors="0",
    )
    for file in files:
        _case(suite, file, [report for report in reports if report.place.path == file])
    return tostring(suite, encoding="unicode", xml_declaration=False)


def _case(suite: Element, file: str, reports: Sequence[Report]) -> None:
    name = _NO_XML.sub("\ufffd", file) or "/"
    case = SubElement(suite, "testcase", classname="polyclinic", name=name)
    errors = [_line(r) for r in reports if r.severity is Severity.ERROR]
    others = [_line(r) for r in reports if r.severity is not Severity.ERROR]
    if errors:
        failure = SubElement(case, "failure", message=errors[0])
        failure.text = "\n".join(errors)
    if others:
        SubElement(case, "system-out").text = "\n".join(others)


def _line(report: Report) -> str:
    return _NO_XML.sub("\ufffd", str(report.diagnostic))
