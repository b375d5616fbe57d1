"""Real sites, built by the real MkDocs."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from polyclinic.adapters.mkdocs import PolyclinicPlugin

SITES = Path(__file__).parent.parent / "sites"


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and what MkDocs said meanwhile."""

    folder: Path
    warnings: list[str]

    def page(self, path: str) -> str:
        return (self.folder / path / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A copy of the plain site that a test may change."""
    return Path(shutil.copytree(SITES / "handbook", tmp_path / "handbook"))


@pytest.fixture(autouse=True)
def _quiet_material(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")


def build_site(root: Path, caplog: pytest.LogCaptureFixture, **overrides: Any) -> Built:
    """Build a site with MkDocs; `overrides` are settings of mkdocs.yml."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), **overrides)
    caplog.clear()
    with caplog.at_level(logging.WARNING, "mkdocs"):
        build(config)
    assert isinstance(config.plugins["polyclinic"], PolyclinicPlugin)
    found = [r.getMessage() for r in caplog.records if "polyclinic" in r.getMessage()]
    return Built(root / "site", found)
