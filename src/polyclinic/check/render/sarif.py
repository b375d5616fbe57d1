"""Findings as SARIF 2.1.0 (OASIS), with all that GitHub's code scanning asks for.

A finding on a built page is placed in the article it was made from, so that a code host can show
it; the page itself, which no repository has, is a related location under `SITE`.
"""

from __future__ import annotations

import json
from collections import Counter
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from polyclinic.check import handbook
from polyclinic.check.render.places import in_sources, is_built, nowhere, said
from polyclinic.check.report import together
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.render.places import Address
    from polyclinic.check.report import Place, Report

LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# What GitHub calls them.
_PROBLEMS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_BASES: Final = {
    "%SRCROOT%": {"description": {"text": "The folder of mkdocs.yml."}},
    "SITE": {"description": {"text": "The folder of the built site."}},
}
_FAILED: Final = "CHK001"


def render(reports: Sequence[Report], address: Address = nowhere) -> str:
    """One run, with the rules that found something."""
    codes = sorted({report.code for report in reports})
    driver = {
        "name": "polyclinic",
        "version": metadata.version("polyclinic"),
        "rules": [_rule(code, address) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "polyclinic/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": _BASES,
        "invocations": [{"executionSuccessful": all(r.code != _FAILED for r in reports)}],
        "results": list(_results(together(reports), codes)),
    }
    return json.dumps(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _rule(code: str, address: Address) -> dict[str, Any]:
    topic = handbook.topic(code)
    if topic is None:
        return {"id": code}
    rule: dict[str, Any] = {
        "id": code,
        "name": _name(topic.title),
        "shortDescription": {"text": topic.title},
        "fullDescription": {"text": topic.summary},
        "help": {"text": topic.page, "markdown": topic.page},
        "defaultConfiguration": {"level": LEVELS[topic.severity]},
        "properties": {
            "tags": [topic.family, *(["withholds"] if topic.blocks else [])],
            "problem.severity": _PROBLEMS[topic.severity],
            "precision": "very-high" if topic.blocks else "medium",
        },
    }
    url = address(code)
    return rule | ({"helpUri": url} if url else {})


def _name(title: str) -> str:
    """An identifier, which SARIF wants for a name: "a dead link" is `ADeadLink`."""
    words = "".join(c if c.isalnum() else " " for c in title).split()
    return "".join(word[0].upper() + word[1:] for word in words)


def _results(reports: Sequence[Report], codes: Sequence[str]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    found = []
    for report in reports:
        # Of findings with one fingerprint, hosts keep one alone: each gets its number.
        seen[report.fingerprint] += 1
        found.append(_result(report, codes.index(report.code), seen[report.fingerprint]))
    return found


def _result(report: Report, index: int, number: int) -> dict[str, Any]:
    shown = in_sources(report)
    result: dict[str, Any] = {
        "ruleId": report.code,
        "ruleIndex": index,
        "level": LEVELS[report.severity],
        "message": {"text": f"{said(report)}. {report.help}".strip()},
        "locations": [_location(shown)],
        # The name that GitHub reads, and ours.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{report.fingerprint}:{number}",
            "polyclinic/v1": f"{report.fingerprint}:{number}",
        },
    }
    others = [*report.related, *([report.place] if shown is not report.place else [])]
    if others:
        result["relatedLocations"] = [
            _location(place) | {"id": number, "message": {"text": str(place)}}
            for number, place in enumerate(others, 1)
        ]
    return result


def _location(place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line or 1}
    if place.line is not None and place.column is not None:
        region["startColumn"] = place.column
        if place.length:
            region["endColumn"] = place.column + place.length
    return {"physicalLocation": {"artifactLocation": _artifact(place), "region": region}}


def _artifact(place: Place) -> dict[str, Any]:
    # An address may hold a fragment, which is no part of a file's name.
    path = place.path.replace("\\", "/").partition("#")[0] if is_built(place) else place.path
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    if is_built(place):
        path += "index.html" if not path or path.endswith("/") else ""
        return {"uri": quote(path), "uriBaseId": "SITE"}
    return {"uri": quote(path or "."), "uriBaseId": "%SRCROOT%"}
