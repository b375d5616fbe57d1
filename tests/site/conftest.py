"""The library itself, built as it is published."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent.parent


def build_library(folder: Path) -> Path:
    """Build the library with MkDocs into a folder; any warning is an error."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, built one time for each worker."""
    return build_library(tmp_path_factory.mktemp("library") / "site")
