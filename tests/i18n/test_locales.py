from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import locales

OURS = ["en", "es", "fr", "pt-BR", "ar", "zh-Hans", "hi", "vi", "uk"]


def test_native_names_are_fit_for_a_menu() -> None:
    assert [locales.parse(tag).native_name for tag in OURS] == [
        "English",
        "Español",
        "Français",
        "Português (Brasil)",
        "العربية",
        "简体中文",
        "हिन्दी",
        "Tiếng Việt",
        "Українська",
    ]


@pytest.mark.parametrize("code", ["pt-BR", "pt_BR", "pt-br"])
def test_a_code_is_brought_into_both_forms(code: str) -> None:
    facts = locales.parse(code)
    assert (facts.tag, facts.gettext) == ("pt-BR", "pt_BR")


def test_arabic_runs_from_right_to_left() -> None:
    assert [tag for tag in OURS if locales.parse(tag).direction == "rtl"] == ["ar"]


def test_plural_forms_are_those_of_gettext() -> None:
    assert [locales.parse(tag).nplurals for tag in OURS] == [2, 2, 2, 2, 6, 1, 2, 1, 3]


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        ("pt-BX", "pt-BR"),
        ("spanish", "es"),
        ("zh-hanz", "zh-Hans"),
        ("", "fr"),
        ("iw", "write he"),
        ("tl", "write fil"),
    ],
)
def test_an_unknown_code_is_an_error_that_offers_others(code: str, offered: str) -> None:
    with pytest.raises(PolyclinicError) as caught:
        locales.parse(code)
    assert offered in caught.value.diagnostic.help


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "31 de mayo de 2027"), ("en", "May 31, 2027"), ("zh-Hans", "2027年5月31日")],
)
def test_a_date_is_written_in_words(locale: str, words: str) -> None:
    assert locales.format_date_words(date(2027, 5, 31), locale) == words


def test_a_number_keeps_its_value_and_loses_trailing_zeros() -> None:
    written = [
        locales.format_number(Decimal(text), "fr") for text in ("38.3", "0.05", "5.0", "100")
    ]
    assert written == ["38,3", "0,05", "5", "100"]


def test_a_spanish_dose_of_a_thousand_has_no_dot() -> None:
    assert locales.format_unit(Decimal(1000), "mg", "es") == "1000\u00a0mg"


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "38.3°C"),
        ("fr", "38,3\u202f°C"),
        ("pt-BR", "38,3\u00a0°C"),
        ("ar", "38.3°م"),
        ("zh-Hans", "38.3°C"),
        ("hi", "38.3°C"),
        ("uk", "38,3\u00a0°C"),
    ],
)
def test_a_temperature_follows_the_locale(locale: str, written: str) -> None:
    assert locales.format_unit(Decimal("38.3"), "°C", locale) == written


@pytest.mark.parametrize("length", ["short", "long", "narrow"])
@pytest.mark.parametrize("locale", OURS)
def test_every_unit_shows_its_number_in_every_language(locale: str, length: locales.Length) -> None:
    for unit in (*locales.UNITS, *locales.ALIASES, *locales.SYMBOLS):
        for number in map(Decimal, ("1", "2", "5", "11", "100", "1.5")):
            text = locales.format_unit(number, unit, locale, length)
            assert text.count(locales.format_number(number, locale)) == 1
            assert "-" not in text, "the name of a unit in CLDR"


def test_a_range_has_one_unit_in_the_form_of_its_end() -> None:
    one, five = Decimal(1), Decimal(5)
    assert locales.format_range_unit(one, five, "day", "uk", "long") == "1–5 днів"
    assert locales.format_range_unit(one, five, "mm", "en") == "1–5\u00a0mm"


def test_a_percentage_is_no_fraction() -> None:
    assert locales.format_percent(Decimal("12.5"), "en") == "12.5%"


def test_a_list_has_its_word_for_and() -> None:
    assert locales.format_list(["a", "b", "c"], "es") == "a, b y c"


def test_a_unit_nobody_knows_is_told_apart() -> None:
    assert locales.is_unit("mg")
    assert not locales.is_unit("mgg")


@pytest.mark.parametrize(
    ("code", "tag", "gettext", "script"),
    [
        ("zh-TW", "zh-TW", "zh_TW", "Hant"),
        ("zh_CN", "zh-CN", "zh_CN", "Hans"),
        ("sr-RS", "sr-RS", "sr_RS", "Cyrl"),
        ("zh-Hans", "zh-Hans", "zh_Hans", "Hans"),
        ("zh-Hans-CN", "zh-Hans-CN", "zh_Hans_CN", "Hans"),
        ("en-us", "en-US", "en_US", None),
    ],
)
def test_a_code_keeps_its_form_where_it_leaves_out_a_script(
    code: str, tag: str, gettext: str, script: str | None
) -> None:
    facts = locales.parse(code)
    assert (facts.tag, facts.gettext, facts.script) == (tag, gettext, script)


def test_vietnamese_names_the_year() -> None:
    assert locales.format_date_words(date(2027, 5, 31), "vi") == "31 tháng 5 năm 2027"
