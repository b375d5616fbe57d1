"""The glossary in a build of all languages: each has its own words, and none of a withheld one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib
import pytest
from lxml import html as lxml_html

from polyclinic.cli.main import main
from small_library import CRYO, change, copied, mkdocs_site, pages, withheld

if TYPE_CHECKING:
    from pathlib import Path

LUMP = (
    "A lump of cells that have grown when they should not have. "
    "Some tumors are cancer, and some are not."
)
SAID = {
    "Tumor | tumors": "Tumeur | tumeurs",
    LUMP: "Une masse de cellules. Certaines tumeurs sont des cancers, d’autres non.",
    "Percutaneous": "Percutané",  # its meaning is not translated
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The library, of whose glossary one term alone is wholly translated, into French alone."""
    root = copied(tmp_path)
    for locale in ("fr", "ar"):
        path = root / f"locales/{locale}/LC_MESSAGES/pages.po"
        catalog = polib.pofile(str(path))
        for entry in list(catalog):
            if any("glossary.md" in place for place, _ in entry.occurrences):
                catalog.remove(entry)
        for msgid, msgstr in SAID.items() if locale == "fr" else ():
            short = len(msgid.split()) <= 3
            context = "term" if short else None
            place = [("docs/glossary.md", "")]
            entry = polib.POEntry(msgid=msgid, msgstr=msgstr, msgctxt=context, occurrences=place)
            catalog.append(entry)
        catalog.save()
    return root


def links(html: str) -> list[tuple[str, str]]:
    found = lxml_html.document_fromstring(html).xpath("//a[@class='term']")
    return [(link.text_content(), link.get("href")) for link in found]


def explained(html: str) -> dict[str, str]:
    found = lxml_html.document_fromstring(html).xpath("//template//p[@data-term]")
    return {meaning.get("data-name"): meaning.text_content() for meaning in found}


def test_each_language_has_its_own_words_and_an_untranslated_term_none(library: Path) -> None:
    made = pages(mkdocs_site(library))
    assert ("tumor", "../../glossary/#term-tumor") in links(made[CRYO])
    french = links(made[f"fr/{CRYO}"])
    assert {word.casefold() for word, _ in french} <= {"tumeur", "tumeurs"}
    assert {address for _, address in french} == {"../../glossary/#term-tumor"}
    assert explained(made[f"fr/{CRYO}"]) == {"Tumeur": SAID[LUMP]}
    assert links(made[f"ar/{CRYO}"]) == []
    assert "data-glossary" not in made[f"ar/{CRYO}"]
    for locale in ("", "fr/", "ar/"):
        assert 'id="term-tumor"' in made[f"{locale}glossary/"]


def test_both_commands_make_the_same_pages(library: Path) -> None:
    first = pages(mkdocs_site(library))
    out = library / "other"
    config = str(library / "mkdocs.yml")
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["build", "-q", "-f", config, "-d", str(out)])
    assert pages(out) == first


def test_without_directory_urls_a_term_leads_to_the_file(library: Path) -> None:
    made = pages(mkdocs_site(library, use_directory_urls=False))
    article = made["fr/procedures/cryoablation.html"]
    assert {address for _, address in links(article)} == {"../glossary.html#term-tumor"}


def test_what_a_withheld_glossary_says_is_on_no_other_page(library: Path) -> None:
    wrong = "Une masse de 12 cellules, pas plus."
    change(library / "locales/fr/LC_MESSAGES/pages.po", SAID[LUMP], wrong)
    site = mkdocs_site(library)
    assert withheld(site) == {"fr/glossary/"}
    made = pages(site)
    assert not [where for where, html in made.items() if wrong in html]
    assert {address for _, address in links(made[f"fr/{CRYO}"])} == {"../../glossary/#term-tumor"}
    assert explained(made[CRYO])["Tumor"] == LUMP


def test_a_withdrawn_glossary_marks_nothing(library: Path) -> None:
    file = library / "docs/glossary.md"
    change(file, "type: glossary\n", "type: glossary\nstatus: withdrawn\n")
    made = pages(mkdocs_site(library))
    assert links(made[CRYO]) == []
    assert not re.search(r"data-glossary|lump of cells", "".join(made.values()))
