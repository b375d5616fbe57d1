"""The order and the headings of an index, as readers of each language know them."""

from __future__ import annotations

import pytest

from polyclinic.i18n.collation import OTHER, Alphabet


def index(locale: str, *names: str) -> str:
    """An index on one line: `A: apple, avocado; B: …`."""
    headings = Alphabet(locale).index(names, lambda name: name)
    return "; ".join(f"{heading.label}: {', '.join(heading.items)}" for heading in headings)


@pytest.mark.parametrize(
    ("locale", "names", "wanted"),
    [
        ("en", ("MRI", "éclair", "Ear", "apple"), "A: apple; E: Ear, éclair; M: MRI"),
        ("es", ("oído", "ñandú", "nariz", "llanto", "luz"),
         "L: llanto, luz; N: nariz; Ñ: ñandú; O: oído"),
        ("fr", ("cote", "côte", "coté", "côté", "œil", "os"),
         "C: cote, coté, côte, côté; O: œil, os"),
        ("pt-BR", ("úlcera", "tosse", "ânus"), "A: ânus; T: tosse; U: úlcera"),
        ("ar", ("الكلى", "كسر", "سرطان", "السعال"), "س: سرطان, السعال; ك: كسر, الكلى"),
        ("ar", ("التهاب", "التدخين", "تخدير", "الالتهاب"),
         "ا: الالتهاب, التهاب; ت: تخدير, التدخين"),
        ("ar", ("أشعة", "إسعاف", "ألم", "MRI"), "ا: إسعاف, أشعة, ألم; M: MRI"),
        ("zh-Hans", ("肾癌", "肺癌", "癌症", "麻醉", "MRI", "重症", "恢复"),
         "A: 癌症; F: 肺癌; H: 恢复; M: 麻醉, MRI; S: 肾癌; Z: 重症"),
        ("hi", ("गुर्दा", "कैंसर", "ऐंठन", "क्रायो"), "ऐ: ऐंठन; क: कैंसर, क्रायो; ग: गुर्दा"),
        ("vi", ("đau", "da", "ăn", "ung thư", "ưa"), "Ă: ăn; D: da; Đ: đau; U: ung thư; Ư: ưa"),
        ("uk", ("їжа", "ґрунт", "гоєння", "рак", "єдність"),
         "Г: гоєння; Ґ: ґрунт; Є: єдність; Ї: їжа; Р: рак"),
        ("en", ("5-FU", "(cold)", "Cold", "محلول"), f"C: Cold, (cold); {OTHER}: 5-FU, محلول"),
        ("xx", ("b", "a"), "A: a; B: b"),
    ],
)  # fmt: skip
def test_names_stand_where_a_reader_looks_for_them(
    locale: str, names: tuple[str, ...], wanted: str
) -> None:
    assert index(locale, *names) == wanted


def test_the_order_does_not_depend_on_the_order_given() -> None:
    names = ["b", "a", "A", "á", "B"]
    alphabet = Alphabet("en")
    assert sorted(names, key=alphabet.key) == sorted(names, key=alphabet.key)


def test_an_empty_index_has_no_headings() -> None:
    assert Alphabet("ar").index([], str) == []
