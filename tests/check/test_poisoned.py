"""A poisoned copy of the library: the right pages are withheld, and only those."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import polib
import pytest

from polyclinic.adapters.mkdocs import build_site
from polyclinic.diagnostic import Severity
from site_fixtures import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOCALES = ("", "es/", "fr/", "pt-BR/", "ar/", "zh-Hans/", "hi/", "vi/", "uk/")
OVERDUE = """\
---
title: A forgotten page
summary: Nobody has read this for years.
review:
  status: unreviewed
  next_review: 2020-01-31
---

Please ask your care team.
"""
HIDDEN = """\
---
title: A sly page
---

<style>.disclaimer-short { display: none }</style>

Please ask your care team.
"""


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with one dose, one dead link, one hidden disclaimer and one overdue review."""
    root = tmp_path_factory.mktemp("poisoned")
    for name in ("mkdocs.yml", "docs", "locales", "overrides"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    french = root / "locales/fr/LC_MESSAGES/procedures.po"
    file = polib.pofile(str(french))
    (entry,) = [entry for entry in file if "66" in entry.msgstr]
    entry.msgstr = entry.msgstr.replace("66", "96")
    file.save()
    contact = root / "docs/about/contact.md"
    page = contact.read_text(encoding="utf-8")
    contact.write_text(page.replace("(accessibility.md)", "(accessibility.md#nowhere)"))
    (root / "docs/procedures/overdue.md").write_text(OVERDUE, encoding="utf-8")
    (root / "docs/procedures/hidden.md").write_text(HIDDEN, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def site(poisoned: Path) -> Path:
    found = build_site(poisoned / "mkdocs.yml")
    assert any(d.code == "TRN001" and d.severity is Severity.ERROR for d in found)
    return poisoned / "site"


def withheld(site: Path) -> set[str]:
    pages = site.rglob("*.html")
    found = (p for p in pages if 'class="withheld-notice"' in p.read_text(encoding="utf-8"))
    return {p.relative_to(site).as_posix().removesuffix("index.html") for p in found}


def test_the_right_pages_are_withheld_and_only_those(site: Path) -> None:
    everywhere = ("about/contact/", "procedures/overdue/", "procedures/hidden/")
    expected = {locale + page for locale in LOCALES for page in everywhere}
    assert withheld(site) == expected | {"fr/procedures/cryoablation/"}


def test_the_poison_reaches_no_reader(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "96 adultes" not in text
        assert "#nowhere" not in text


def test_the_withheld_translation_is_offered_nowhere(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/fr/procedures/cryoablation/" not in sitemap
    assert "/es/procedures/cryoablation/" in sitemap
    spanish = (site / "es/procedures/cryoablation/index.html").read_text(encoding="utf-8")
    assert 'rel="alternate" hreflang="fr"' not in spanish


def test_a_strict_build_publishes_nothing(poisoned: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    build_site(poisoned / "mkdocs.yml", strict=True, site_dir=target)
    assert not target.exists()
