"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.render.places import in_sources, nowhere, said
from polyclinic.check.report import together
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.render.places import Address
    from polyclinic.check.report import Report

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Sequence[Report], address: Address = nowhere) -> str:
    """One command a finding."""
    return "\n".join(_command(report, address(report.code)) for report in together(reports))


def _command(report: Report, url: str) -> str:
    place = in_sources(report)
    fields = {
        "file": place.path or None,
        "line": place.line,
        "col": place.column,
        "endColumn": place.column + place.length if place.column and place.length else None,
        "title": report.code,
    }
    given = ",".join(f"{name}={_field(str(v))}" for name, v in fields.items() if v is not None)
    text = "\n".join(line for line in (said(report), report.help, url) if line)
    return f"::{COMMANDS[report.severity]} {given}::{_text(text)}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
