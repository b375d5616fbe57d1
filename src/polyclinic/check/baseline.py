"""A baseline: what a site had when it adopted the checks, so that only what is new is told."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from polyclinic.diagnostic import error
from polyclinic.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from polyclinic.check.report import Report

FILE = ".polyclinic-baseline.json"


def dump(reports: Iterable[Report]) -> str:
    """The findings to be silent about, by fingerprint, with what they say for a person to read.

    What blocks is never put into a baseline: an old wrong dose is as wrong as a new one.
    """
    rows = [
        {"fingerprint": r.fingerprint, "code": r.code, "path": r.place.path, "message": r.message}
        for r in reports
        if not r.blocks
    ]
    rows.sort(key=lambda row: (row["path"], row["code"], row["fingerprint"]))
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def load(path: Path, shown: str) -> Counter[str]:
    """How often each fingerprint is known; an absent file knows none."""
    return load_text(read_text(path, shown), shown) if path.is_file() else Counter()


def load_text(text: str, shown: str) -> Counter[str]:
    """The same, from a baseline's text; raises PolyclinicError if it can't be read."""
    try:
        return Counter(str(row["fingerprint"]) for row in json.loads(text))
    except (ValueError, TypeError, KeyError) as problem:
        remedy = "write it again with `polyclinic baseline`"
        raise error(f"the baseline can't be read: {problem}", remedy, shown) from problem


def new(reports: Iterable[Report], known: Counter[str]) -> list[Report]:
    """The findings that the baseline does not know; each known one is excused one time."""
    left, found = Counter(known), []
    for report in reports:
        if left[report.fingerprint] > 0 and not report.blocks:
            left[report.fingerprint] -= 1
        else:
            found.append(report)
    return found
