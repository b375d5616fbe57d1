"""A small site on disk, and the command line run on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from polyclinic.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTINGS = """\
site_name: Clinic
theme:
  name: material
  font: false
plugins:
  - i18n:
      reconfigure_material: false
      languages:
        - { locale: en, name: English, default: true }
        - { locale: es, name: Español }
        - { locale: pt-BR, name: Português (Brasil) }
  - polyclinic
"""
CRYOABLATION = """\
# Cryoablation of a tumour

A doctor freezes the tumour with a thin needle.

Most people go home on the [same day](../index.md).
"""


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site of two pages, with the catalogs of two languages begun."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "docs" / "procedures").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Welcome to the clinic\n")
    (tmp_path / "docs" / "procedures" / "cryoablation.md").write_text(CRYOABLATION)
    (tmp_path / "locales").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run `polyclinic` with these arguments."""

    def polyclinic(*arguments: str) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        out, err = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return Outcome(stopped.value.code, out, err)

    return polyclinic
