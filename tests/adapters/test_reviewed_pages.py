"""What a translated page says of its translation: from what, when, and who has read it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import polib
import pytest

from polyclinic.adapters.mkdocs import build_site
from polyclinic.cli.main import main
from polyclinic.diagnostic import Severity
from site_fixtures import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """\
site_name: Clinic
theme:
  name: material
  font: false
  custom_dir: overrides
plugins:
  - i18n:
      reconfigure_material: false
      languages:
        - { locale: en, name: English, default: true }
        - { locale: fr, name: Français }
  - polyclinic:
      health: true
      notice: template
"""
ARTICLE = """\
---
title: Biopsy of the {organ}
summary: A doctor takes a small sample.
type: procedure
review:
  status: unreviewed
  next_review: 2027-05-31
---

A doctor takes a small sample of the {organ} with a needle.
"""
CATALOG = "locales/fr/LC_MESSAGES/procedures.po"
UNREVIEWED = "A qualified human translator has not checked it yet."
RECORDED = ("--role", "Traductrice <médicale>", "--credential", "Master", "--on", "2026-11-20")


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles with their French translations; the day is 22 November 2026."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    (tmp_path / "docs/procedures").mkdir(parents=True)
    (tmp_path / "locales").mkdir()
    (tmp_path / "docs/index.md").write_text("---\ntitle: Welcome\n---\nText.\n")
    for organ in ("liver", "skin"):
        (tmp_path / f"docs/procedures/{organ}.md").write_text(ARTICLE.format(organ=organ))
    run("update")
    for path in (tmp_path / "locales/fr").rglob("*.po"):
        file = polib.pofile(str(path), wrapwidth=0)
        for entry in file:
            entry.msgstr = f"FR {entry.msgid}"
        file.save()
    return tmp_path


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert not stopped.value.code


def notices(clinic: Path) -> dict[str, str]:
    """The notice of each French article, as it is built now; the French is made up."""
    found = build_site(clinic / "mkdocs.yml", check=False)
    assert not [f for f in found if f.severity is Severity.ERROR]
    pages = {
        organ: clinic / f"site/fr/procedures/{organ}/index.html" for organ in ("liver", "skin")
    }
    return {organ: notice(page.read_text(encoding="utf-8")) for organ, page in pages.items()}


def notice(html: str) -> str:
    found = re.search(r'<div class="translation-notice">\s*<p>(.*?)</p>', html, re.DOTALL)
    assert found
    return found[1]


def dated(clinic: Path, section: str, day: str) -> None:
    path = clinic / f"locales/fr/LC_MESSAGES/{section}.po"
    file = polib.pofile(str(path), wrapwidth=0)
    file.metadata["PO-Revision-Date"] = day
    file.save()


def edit(clinic: Path, old: str, new: str) -> None:
    path = clinic / CATALOG
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_catalog_without_a_date_gives_the_notice_none(clinic: Path) -> None:
    said = notices(clinic)
    assert UNREVIEWED in said["liver"]
    assert "<time" not in said["liver"]
    assert "last changed" not in said["liver"]


def test_the_notice_tells_the_day_of_the_newest_catalog_in_words(clinic: Path) -> None:
    dated(clinic, "procedures", "2026-10-31 23:30-0200")
    dated(clinic, "site", "2026-01-01 10:00+0000")
    said = notices(clinic)["liver"]
    day = '<time datetime="2026-11-01">1er novembre 2026</time>'
    assert f"FR This translation was last changed on {day}." in said


def test_a_page_says_who_reviewed_its_translation_and_the_other_page_does_not(
    clinic: Path,
) -> None:
    dated(clinic, "procedures", "2026-11-19 10:00+0000")
    run("review", "accept", "docs/procedures/liver.md", "-l", "fr", *RECORDED)
    said = notices(clinic)
    reviewed = '<time datetime="2026-11-20">20 novembre 2026</time>'
    assert f"reviewed this translation on {reviewed}. " in said["liver"]
    assert "Reviewer: Traductrice &lt;médicale&gt;, Master." in said["liver"]
    assert "has not checked" not in said["liver"]
    assert '<time datetime="2026-11-19">' in said["liver"]
    assert UNREVIEWED in said["skin"]
    assert "Traductrice" not in said["skin"]


def test_a_changed_translation_brings_the_notice_back_for_its_page_alone(clinic: Path) -> None:
    run("review", "accept", CATALOG, *RECORDED)
    edit(clinic, "FR Biopsy of the liver", "FR Biopsie of the liver")
    said = notices(clinic)
    assert UNREVIEWED in said["liver"]
    assert "Traductrice" in said["skin"]


def test_a_changed_source_brings_the_notice_back(clinic: Path) -> None:
    run("review", "accept", CATALOG, *RECORDED)
    page = clinic / "docs/procedures/liver.md"
    page.write_text(page.read_text().replace("a needle", "2 needles"))
    run("update")
    said = notices(clinic)
    assert UNREVIEWED in said["liver"]
    assert "Traductrice" in said["skin"]


def test_a_record_of_tomorrow_is_not_believed(clinic: Path) -> None:
    run("review", "accept", CATALOG, *RECORDED)
    edit(clinic, 'on=\\"2026-11-20\\"', 'on=\\"2026-11-23\\"')
    assert UNREVIEWED in notices(clinic)["liver"]


def test_a_record_copied_to_another_article_is_not_its_review(clinic: Path) -> None:
    run("review", "accept", "docs/procedures/liver.md", "-l", "fr", *RECORDED)
    edit(clinic, "procedures/liver.md\\", "procedures/skin.md\\")
    said = notices(clinic)
    # The record is of what the liver's page says, whatever name stands on it.
    assert UNREVIEWED in said["skin"]


def test_the_day_after_a_review_of_a_catalog_that_changed_elsewhere_is_not_shown(
    clinic: Path,
) -> None:
    run("review", "accept", CATALOG, *RECORDED)
    dated(clinic, "procedures", "2026-11-22 10:00+0000")
    assert re.findall(r'datetime="([^"]*)"', notices(clinic)["liver"]) == ["2026-11-20"]


def test_a_reviewers_role_is_translated_and_marked_until_it_is(clinic: Path) -> None:
    doctor = ("--role", "Radiologist", "--credential", "MD", "--on", "2026-11-20")
    run("review", "accept", CATALOG, *RECORDED)
    run("review", "accept", "docs/procedures/liver.md", *doctor)
    run("update")
    said = notices(clinic)
    page = clinic / "site/fr/procedures/liver/index.html"
    assert '<span lang="en" dir="ltr">Radiologist</span>' in page.read_text(encoding="utf-8")
    assert "Traductrice" in said["liver"]  # who reviewed the article is no text of it
    file = polib.pofile(str(clinic / CATALOG), wrapwidth=0)
    (role,) = [entry for entry in file if entry.msgctxt == "reviewer"]
    role.msgstr = "Radiologue"
    file.save()
    assert "Traductrice" in notices(clinic)["liver"]
    assert "Radiologue (" in page.read_text(encoding="utf-8")
