"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines."""

from __future__ import annotations

import json
from importlib import metadata
from typing import TYPE_CHECKING, Any

from polyclinic.check.rules import RULES
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.report import Place, Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(reports: Sequence[Report]) -> str:
    """One run, with the rules that found something."""
    codes = sorted({report.code for report in reports})
    driver = {
        "name": "polyclinic",
        "version": metadata.version("polyclinic"),
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(report, codes.index(report.code)) for report in reports]
    runs = [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule is None:
        return {"id": code}
    summary = rule.explanation.strip().split("\n")[0]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.title.split()),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": summary},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(report: Report, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": report.code,
        "ruleIndex": index,
        "level": LEVELS[report.severity],
        "message": {"text": f"{report.message}. {report.help}".strip()},
        "locations": [_location(report.place)],
        "partialFingerprints": {"polyclinic/v1": report.fingerprint},
    }
    if report.related:
        result["relatedLocations"] = [_location(place) for place in report.related]
    return result


def _location(place: Place) -> dict[str, Any]:
    # An address may hold a fragment, which is no part of a file's name.
    physical: dict[str, Any] = {"artifactLocation": {"uri": place.path.partition("#")[0] or "."}}
    if place.line is not None:
        region: dict[str, Any] = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
            if place.length:
                region["endColumn"] = place.column + place.length
        physical["region"] = region
    return {"physicalLocation": physical}
