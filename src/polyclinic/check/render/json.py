"""Findings as JSON: a list of objects, one a finding."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.report import Report


def render(reports: Sequence[Report]) -> str:
    """Every field of every finding; `severity` is error, warning or info."""
    rows = [
        asdict(r) | {"severity": r.severity.value, "fingerprint": r.fingerprint} for r in reports
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
