"""What rules find in the whole of a page, and in its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.rule import PageRule
from polyclinic.check.rules import RULES
from polyclinic.check.runner import Subjects, run

if TYPE_CHECKING:
    from polyclinic.check.cache import Cache
    from polyclinic.check.subjects import RenderedPage

LOOKING = [rule for rule in RULES if isinstance(rule, PageRule) and rule.sight is not None]


def whole(page: RenderedPage) -> set[tuple[str, str]]:
    """What the rules find that look at all of a page."""
    return {(rule.code, found.message) for rule in LOOKING for found in rule.check(page)}


def framed(page: RenderedPage, cache: Cache | None = None) -> set[tuple[str, str]]:
    """What they find as the runner asks them: of the frame."""
    return {
        (report.code, report.message)
        for report in run(LOOKING, Subjects(pages=(page,)), cache=cache)
    }
