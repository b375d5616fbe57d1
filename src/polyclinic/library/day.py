"""The day of a build, which is an input like the articles."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "SOURCE_DATE_EPOCH"


def build_date() -> date:
    """The day of the build: SOURCE_DATE_EPOCH if it is set, else today in UTC."""
    epoch = os.environ.get(_NAME)
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


@contextmanager
def held() -> Iterator[None]:
    """For all that is called meanwhile it is the day of the build, and no hour of it.

    MkDocs and its themes write the second of a build into a site, if no date is given.
    """
    before = os.environ.get(_NAME)
    if not before:
        midnight = datetime.combine(build_date(), time(), UTC)
        os.environ[_NAME] = str(int(midnight.timestamp()))
    try:
        yield
    finally:
        if not before:
            del os.environ[_NAME]
