"""The library, for all tests of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_fixtures import build_library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, built one time for each worker."""
    return build_library(tmp_path_factory.mktemp("library") / "site")
