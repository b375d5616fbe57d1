"""What search reads of a finished site: the topics of each language, and Pagefind's index."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from polyclinic.build import pagefind, search
from search_site import SETTINGS, indexed, life, page, put, site, subjects

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CRYO = ("Cryoablation", ("Cryotherapy",), "<p>A probe brings argon.</p>")
FRENCH = ("Cryoablation", ("Cryothérapie",), "<p>Une sonde amène l'argon.</p>")
SMALL = replace(SETTINGS, locales=("fr",))
NOINDEX = '<meta name="robots" content="noindex">'


def topics(folder: Path, language: str = "") -> Any:
    return json.loads((folder / language / search.TOPICS).read_text(encoding="utf-8"))


def test_each_language_has_its_own_topics_and_its_own_index(tmp_path: Path) -> None:
    put(tmp_path, "care/cryo", page("en", CRYO))
    put(tmp_path, "fr/care/cryo", page("fr", FRENCH))
    assert indexed(tmp_path, SMALL) == []
    assert topics(tmp_path) == [["care/cryo/", "Cryoablation", "Cryotherapy"]]
    assert topics(tmp_path, "fr") == [["care/cryo/", "Cryoablation", "Cryothérapie"]]
    for folder, language in (("", "en"), ("fr", "fr")):
        entry = json.loads((tmp_path / folder / "pagefind/pagefind-entry.json").read_text("utf-8"))
        assert {k: v["page_count"] for k, v in entry["languages"].items()} == {language: 1}


def test_a_page_that_is_withheld_or_in_another_language_is_not_found(tmp_path: Path) -> None:
    put(tmp_path, "cryo", page("en", CRYO))
    put(tmp_path, "withdrawn", page("en", CRYO, head=NOINDEX))
    put(tmp_path, "fr/cryo", page("en", CRYO))
    put(tmp_path, "fr/other", page("fr", FRENCH, head=NOINDEX))
    assert indexed(tmp_path, SMALL) == []
    assert [topic[0] for topic in topics(tmp_path)] == ["cryo/"]
    assert not (tmp_path / "fr" / search.TOPICS).exists()
    assert not (tmp_path / "fr" / search.BUNDLE).exists()


def test_what_was_found_before_and_is_withheld_now_leaves_no_trace(tmp_path: Path) -> None:
    put(tmp_path, "cryo", page("en", CRYO))
    indexed(tmp_path, SMALL)
    put(tmp_path, "cryo", page("en", CRYO, head=NOINDEX))
    indexed(tmp_path, SMALL)
    assert [file.name for file in tmp_path.iterdir()] == ["cryo"]


def test_english_left_on_a_translated_page_is_not_searched() -> None:
    html = page("fr", FRENCH, body='<p lang="en">Rare words.</p><p lang="la">In situ.</p>')
    found = search._found(html, "cryo/index.html", "fr", SMALL)
    assert found is not None
    assert '<p lang="en" data-pagefind-ignore="all">' in found.html
    assert '<p lang="la">' in found.html


def test_a_page_without_a_translated_title_is_found_in_english_alone() -> None:
    html = page("fr", FRENCH).replace("<h1 ", '<h1 lang="en" ')
    assert search._found(html, "cryo/index.html", "fr", SMALL) is None


def test_an_index_is_the_same_each_time_and_holds_no_interface(tmp_path: Path) -> None:
    english = {"en": subjects()["en"]}
    one, two = (site(tmp_path / name, english) / search.BUNDLE for name in ("one", "two"))
    files = sorted(file.relative_to(one).as_posix() for file in one.rglob("*") if file.is_file())
    assert files == sorted(f.relative_to(two).as_posix() for f in two.rglob("*") if f.is_file())
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in files)
    top = [name for name in files if "/" not in name and not name.endswith(".pf_meta")]
    assert top == ["pagefind-entry.json", "pagefind.js", "wasm.en.pagefind"]


def test_an_index_comes_in_small_parts_of_which_a_reader_loads_one_for_each_word(
    tmp_path: Path,
) -> None:
    """As many words as a Pagefind that was told nothing puts into one part."""
    letters = "bcdfghklmn"
    many = " ".join(f"{a}a{b}e{c}o" for a in letters for b in letters for c in letters)
    for number in range(9):
        put(tmp_path, f"page-{number}", page("en", (f"Page {number}", (), f"<p>{many}</p>")))
    assert indexed(tmp_path, replace(SETTINGS, locales=())) == []
    parts = [*(tmp_path / search.BUNDLE / "index").iterdir()]
    assert len(parts) > 2


def test_without_pagefind_the_titles_are_there_and_one_finding_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "cryo", page("en", CRYO))
    monkeypatch.setattr(pagefind, "program", lambda: None)
    (found,) = search.write(tmp_path, SMALL, life(SMALL))
    assert str(found) == (
        "mkdocs.yml: search finds titles only: pagefind_extended is not installed, which reads the"
        " whole text\n"
        "  help: run `pip install pagefind_bin_extended`, or write `search: false` under polyclinic"
    )
    assert topics(tmp_path) == [["cryo/", "Cryoablation", "Cryotherapy"]]


def test_a_pagefind_that_fails_is_told_and_leaves_no_half_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "cryo", page("en", CRYO))
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nmkdir -p \"$5\"\necho 'no room' >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "program", lambda: broken)
    (found,) = search.write(tmp_path, SMALL, life(SMALL))
    assert found.message == "Pagefind could not index the pages in en: no room"
    assert not (tmp_path / search.BUNDLE).exists()


def test_a_site_that_turned_search_off_has_none(tmp_path: Path) -> None:
    put(tmp_path, "cryo", page("en", CRYO))
    options = SMALL.options
    for off in (replace(options, search=False), replace(options, health=False)):
        assert indexed(tmp_path, replace(SMALL, options=off)) == []
    assert [file.name for file in tmp_path.iterdir()] == ["cryo"]
