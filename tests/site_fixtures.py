"""The library itself, built as it is published: for the tests of its pages and of its looks."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent
PAGES = (
    "",
    "about/",
    "about/accessibility/",
    "about/advertising-and-funding/",
    "about/contact/",
    "about/editorial-process/",
    "about/medical-disclaimer/",
    "procedures/",
    "procedures/cryoablation/",
)
ARTICLE = "procedures/cryoablation/"


def build_library(folder: Path) -> Path:
    """Build the library with MkDocs into a folder; any warning is an error."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder
