"""What was found, as people and as other tools read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.render import github, json, junit, sarif, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from polyclinic.check.report import Report

FORMATS: dict[str, Callable[[Sequence[Report]], str]] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "junit": junit.render,
}
