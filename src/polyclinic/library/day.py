"""The day of a build, which is an input like the articles."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def build_date() -> date:
    """The day of the build: SOURCE_DATE_EPOCH if it is set, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()
