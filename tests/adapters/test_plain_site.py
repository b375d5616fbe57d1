"""Any MkDocs site can be translated: this one has another theme, other extensions, no health."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import polib
import pytest
from markdown import Markdown

from polyclinic.library.project import Project

from .conftest import build_site

if TYPE_CHECKING:
    from pathlib import Path


def main_of(html: str) -> str:
    return html.split('role="main">', 1)[1].split("<footer", maxsplit=1)[0]


def test_a_page_is_translated_with_its_titles_and_navigation(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = build_site(handbook, caplog).page("de/guide/sailing")
    assert "Reffen Sie „früh“ – siehe" in html
    assert 'title="Wind von heute"' in html
    assert 'title="Zurück zu Fußnote 1 im Text"' in html
    assert 'title="Dauerhafter Link"' in html
    assert '<p class="admonition-title">Tipp</p>' in html
    assert "Leitfaden" in html
    assert "Ein Boot festmachen" in html
    assert "polyclinic-notice" not in html


def test_the_source_page_is_what_plain_markdown_makes(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = main_of(build_site(handbook, caplog).page("guide/sailing"))
    names = ["toc", "tables", "fenced_code", "admonition", "codehilite", "def_list", "footnotes"]
    options = {"toc": {"permalink": True}}
    md = Markdown(extensions=[*names, "nl2br", "sane_lists", "smarty"], extension_configs=options)
    source = (handbook / "docs/guide/sailing.md").read_text(encoding="utf-8")
    assert md.convert(source) in html


def test_braces_stay_as_they_are_without_the_health_parts(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = build_site(handbook, caplog).page("de")
    assert "{not an attribute}" in html
    assert "{5 mg} ist nur Text." in html


def test_links_and_ids_are_those_of_the_source(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = build_site(handbook, caplog).page("de")
    assert 'href="guide/mooring/#with-two-lines"' in html


def test_a_partly_translated_page_says_so_and_links_to_the_source(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = main_of(build_site(handbook, caplog).page("he/guide/sailing"))
    assert "תורגמו 15% מהדף" in html
    assert 'href="../../../guide/sailing/" hreflang="en"' in html
    assert "<li>כוונו אל הרוח.</li>" in html
    assert '<dt dir="ltr" lang="en">Halyard</dt>' in html


def test_a_fuzzy_translation_is_not_shown(handbook: Path, caplog: pytest.LogCaptureFixture) -> None:
    html = build_site(handbook, caplog).page("he/guide/sailing")
    assert "הניפו" not in html
    assert '<li dir="ltr" lang="en">Hoist <code>main</code>.</li>' in html


def test_a_rejected_translation_is_one_warning_with_its_place(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = build_site(handbook, caplog)
    assert len(site.warnings) == 1
    assert re.search(r"locales/he/LC_MESSAGES/guide\.po:\d+:9: .*pair <b> </b>", site.warnings[0])
    assert "help:" in site.warnings[0]
    assert "מלחים" not in site.page("he/guide/sailing")


def test_a_page_without_translation_is_marked_as_a_whole(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    html = main_of(build_site(handbook, caplog).page("he/guide/mooring"))
    assert '<div lang="en" dir="ltr">\n<h1 id="mooring">Mooring' in html


def test_the_root_element_says_the_language_the_theme_does_not_know(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert '<html lang="he" dir="rtl"' in build_site(handbook, caplog).page("he")


def test_properdocs_makes_the_same_main_element(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ours = build_site(handbook, caplog)
    run = [sys.executable, "-m", "properdocs", "build", "-q", "-f", "mkdocs.yml", "-d", "proper"]
    subprocess.run(run, cwd=handbook, check=True, capture_output=True, timeout=120)
    pages = sorted(p.relative_to(ours.folder) for p in ours.folder.rglob("index.html"))
    assert len(pages) == 9
    for page in pages:
        theirs = (handbook / "proper" / page).read_text(encoding="utf-8")
        assert main_of(theirs) == main_of((ours.folder / page).read_text(encoding="utf-8")), page


def test_a_site_in_one_language_is_left_as_it_is(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = (handbook / "mkdocs.yml").read_text(encoding="utf-8")
    alone = re.sub(r"  - i18n:.*?(?=  - polyclinic)", "", text, flags=re.DOTALL)
    (handbook / "mkdocs.yml").write_text(alone, encoding="utf-8")
    site = build_site(handbook, caplog)
    assert site.warnings == []
    assert "Reef &ldquo;early&rdquo;" in site.page("guide/sailing")


def test_use_directory_urls_may_be_off(handbook: Path, caplog: pytest.LogCaptureFixture) -> None:
    site = build_site(handbook, caplog, use_directory_urls=False)
    html = (site.folder / "he/guide/sailing.html").read_text(encoding="utf-8")
    assert 'href="../../guide/sailing.html" hreflang="en"' in html


TITLES = {
    "a tag": "<script>alert(1)</script>",
    "a quote that ends an attribute": 'x" onload="y',
    "an address": "https://evil.example/",
    "an override": "\u202eevil",
}


@pytest.mark.parametrize("msgstr", TITLES.values(), ids=TITLES.keys())
def test_a_hostile_title_is_not_shown_anywhere(
    handbook: Path, caplog: pytest.LogCaptureFixture, msgstr: str
) -> None:
    path = handbook / "locales/de/LC_MESSAGES/guide.po"
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgctxt == "title" and entry.msgid == "Mooring":
            entry.msgstr = msgstr
    file.save()
    navigation = polib.pofile(str(handbook / "locales/de/LC_MESSAGES/site.po"))
    for entry in navigation:
        if entry.msgctxt == "nav":
            entry.msgstr = msgstr
    navigation.save()
    site = build_site(handbook, caplog)
    assert sum("/de/" in warning for warning in site.warnings) >= 2
    for page in (site.folder / "de").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert msgstr not in html
        assert "evil" not in html


def test_without_a_navigation_the_titles_of_folders_are_translated(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = (handbook / "mkdocs.yml").read_text(encoding="utf-8")
    (handbook / "mkdocs.yml").write_text(text.split("nav:")[0], encoding="utf-8")
    assert "Leitfaden" in build_site(handbook, caplog).page("de")
    sections, _ = Project.load(handbook / "mkdocs.yml").messages()
    assert ("nav", "Guide") in [m.key for m in sections["site"]]
