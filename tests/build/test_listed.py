"""What the checks withhold leaves every list of its language, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.build.listed import without_entries
from small_library import CRYO, change, copied, mkdocs_site, pages, withheld

if TYPE_CHECKING:
    from pathlib import Path

A = '<li class="entry"><a href="a/">A</a></li>'
B = '<li class="entry"><a href="b/">B</a></li>'
LISTS = ("", "a-z/", "topics/cancer/", "procedures/")


def page(*entries: str) -> str:
    jump = '<li class="jump"><a href="#x">X</a></li>'
    section = f'<section class="entries letter" id="x"><ul>{"".join(entries)}</ul></section>'
    return f"<ul>{jump}</ul>{section}<p>Text.</p>"


def test_an_entry_goes_alone_while_its_list_has_others() -> None:
    assert without_entries(page(A, B), lambda tag: 'href="a/"' in tag) == page(B)


def test_an_empty_list_goes_with_the_way_to_it() -> None:
    assert without_entries(page(A), lambda _: True) == "<ul></ul><p>Text.</p>"


def test_other_lists_stay_as_they_are() -> None:
    assert without_entries(page(A, B), lambda _: False) == page(A, B)
    assert without_entries(page(), lambda _: True) == page()


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with a wrong number in its French article."""
    root = copied(tmp_path_factory.mktemp("poisoned"))
    catalog = root / "locales/fr/LC_MESSAGES/procedures.po"
    change(catalog, "66 adultes", "96 adultes")
    return mkdocs_site(root)


@pytest.mark.parametrize("where", LISTS)
def test_a_withheld_translation_is_listed_in_other_languages_only(
    poisoned: Path, where: str
) -> None:
    assert withheld(poisoned) == {"fr/" + CRYO}
    listing = {
        locale: 'cryoablation/"' in _entries(pages(poisoned)[locale + where])
        for locale in ("", "fr/", "ar/")
    }
    assert listing == {"": True, "fr/": False, "ar/": True}


def _entries(html: str) -> str:
    return " ".join(part.partition("</li>")[0] for part in html.split('<li class="entry">')[1:])
