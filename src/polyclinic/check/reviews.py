"""When an article's next review is due, in the terms of all rules on reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

# How long a review holds (the NHS reviews its pages every three years), and how long before its end
# the next one is asked for.
MAX_MONTHS = 36
NOTICE_DAYS = 90


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29):
        try:
            return day.replace(year=year, month=month + 1, day=number)
        except ValueError:
            continue
    return day.replace(year=year, month=month + 1, day=28)
