"""The words of the templates can't break a page."""

from __future__ import annotations

import pytest

from polyclinic.i18n.catalog import Catalog
from polyclinic.library.interface import Words, unusable


def words(msgid: str, msgstr: str) -> str:
    return str(Words(Catalog.from_entries("fr", {"site": {(None, msgid): msgstr}})).gettext(msgid))


def test_a_translation_is_said() -> None:
    assert words("Contact", "Nous joindre") == "Nous joindre"


def test_without_a_translation_the_source_is_said() -> None:
    assert words("Contact", "") == "Contact"


def test_a_quote_ends_no_attribute_and_a_tag_is_text() -> None:
    assert words("Contact", 'Dire "non" & oui') == "Dire &#34;non&#34; &amp; oui"
    assert "<" not in words("Contact", "<b onclick=x>")


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("%(percent)s percent", "pour cent"),
        ("%(percent)s percent", "%(number)s pour cent"),
        ("%(percent)s percent", "%(percent)s %(percent)s"),
        ("%(percent)s percent", "%(percent) pour cent"),
        ("Contact", "100 %"),
        ("Contact", "javascript:alert(1)"),
        ("Contact", "\u202eetcatnoC"),
    ],
)
def test_what_would_break_a_page_is_not_said(msgid: str, msgstr: str) -> None:
    assert unusable(msgid, msgstr)
    assert words(msgid, msgstr) == words(msgid, "")


def test_placeholders_may_move() -> None:
    assert unusable("%(a)s of %(b)s", "%(b)s : %(a)s") is None
