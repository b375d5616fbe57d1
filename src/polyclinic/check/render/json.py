"""Findings as JSON: a list of objects, one a finding, with these fields; none is ever absent.

| field | |
|---|---|
| `code`, `severity` | `TRN001`; `error`, `warning` or `info` |
| `message`, `help` | the fact, and the remedy |
| `place` | `path`, `line` and `column` (from 1, or null), `excerpt` (the line), `length` (from `column` on) |
| `related` | further places, such as the other side of a translation |
| `blocks` | whether it withholds `article` in `locale`; with no locale, in every language |
| `fingerprint` | the same for the same fault, wherever in its file it moves to |
| `url` | the page of the rule, or "" |
"""  # noqa: E501 - a table

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from polyclinic.check.render.places import nowhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.render.places import Address
    from polyclinic.check.report import Report


def render(reports: Sequence[Report], address: Address = nowhere) -> str:
    """Every field of every finding."""
    rows = [_row(report, address(report.code)) for report in reports]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _row(report: Report, url: str) -> dict[str, Any]:
    # Named one by one: a field that is renamed inside must not be renamed for other tools.
    return {
        "code": report.code,
        "severity": report.severity.value,
        "message": report.message,
        "help": report.help,
        "place": asdict(report.place),
        "related": [asdict(place) for place in report.related],
        "blocks": report.blocks,
        "article": report.article,
        "locale": report.locale,
        "fingerprint": report.fingerprint,
        "url": url,
    }
