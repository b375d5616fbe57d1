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
    ("locale", "last_of_may", "first_of_june"),
    [
        ("en", "May 31, 2027", "June 1, 2027"),
        ("es", "31 de mayo de 2027", "1 de junio de 2027"),
        ("fr", "31 mai 2027", "1er juin 2027"),
        ("pt-BR", "31 de maio de 2027", "1º de junho de 2027"),
        ("pt-PT", "31 de maio de 2027", "1 de junho de 2027"),
        ("ar", "31 مايو 2027", "1 يونيو 2027"),
        ("zh-Hans", "2027年5月31日", "2027年6月1日"),
        ("hi", "31 मई 2027", "1 जून 2027"),
        ("vi", "31 tháng 5 năm 2027", "1 tháng 6 năm 2027"),
        ("uk", "31 травня 2027 року", "1 червня 2027 року"),
        ("de", "31. Mai 2027", "1. Juni 2027"),
    ],
)
def test_a_date_is_written_in_words(locale: str, last_of_may: str, first_of_june: str) -> None:
    assert locales.format_date_words(date(2027, 5, 31), locale) == last_of_may
    assert locales.format_date_words(date(2027, 6, 1), locale) == first_of_june


def test_no_date_ends_with_a_full_stop_of_its_own() -> None:
    for tag in OURS:
        assert not locales.format_date_words(date(2027, 5, 31), tag).endswith(".")


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


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en", "12.5%"), ("fr", "12,5\u202f%"), ("es", "12,5\u00a0%"), ("uk", "12,5\u00a0%"),
     ("pt-BR", "12,5%"), ("ar", "12.5٪"), ("zh-Hans", "12.5%")],
)  # fmt: skip
def test_a_percentage_is_no_fraction(locale: str, written: str) -> None:
    assert locales.format_percent(Decimal("12.5"), locale) == written


# As a reader sees it beside a word of running text: long where `reads_in_words` says so.
@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("mg", "5 mg|5 mg|5 mg|5 mg|5 مليغرام|5毫克|5 मिलीग्राम|5 mg|5 мг"),
        ("mL", "5 mL|5 mL|5 mL|5 mL|5 مليلتر|5毫升|5 मिलीलीटर|5 mL|5 мл"),
        ("L", "5 L|5 L|5 L|5 L|5 لتر|5升|5 लीटर|5 L|5 л"),
        ("mcg", ("5 micrograms|5 microgramos|5 microgrammes|5 microgramas|5 ميكروغرام|5微克"
         "|5 माइक्रोग्राम|5 micrôgam|5 мікрограмів")),
        ("h", "5 hours|5 horas|5 heures|5 horas|5 ساعات|5小时|5 घंटे|5 giờ|5 годин"),
        ("day", "5 days|5 días|5 jours|5 dias|5 أيام|5天|5 दिन|5 ngày|5 днів"),
        ("cm", "5 cm|5 cm|5 cm|5 cm|5 سنتيمتر|5厘米|5 सेंटीमीटर|5 cm|5 см"),
        ("in", "5 in|5 in|5 po|5 polegadas|5 بوصة|5英寸|5 इंच|5 inch|5 дюймів"),
        ("mmHg", "5 mmHg|5 mmHg|5 mmHg|5 mmHg|5 مليمتر زئبقي|5 mmHg|5 mmHg|5 mmHg|5 мм рт. ст."),
        ("mg/dL", ("5 mg/dL|5 mg/dL|5 mg/dL|5 mg/dL|5 مليغرام/ديسيلتر|5 mg/dL"
         "|5 मिलीग्राम प्रति डेसीलीटर|5 mg/dL|5 мг/дл")),
        ("mSv", "5 mSv|5 mSv|5 mSv|5 mSv|5 mSv|5 mSv|5 mSv|5 mSv|5 мЗв"),
        ("bpm", ("5 beats per minute|5 latidos por minuto|5 battements par minute"
         "|5 batimentos por minuto|5 نبضة في الدقيقة|5次/分|5 बीट प्रति मिनट|5 nhịp mỗi phút"
         "|5 уд/хв")),
        ("%", "5%|5 %|5 %|5%|5٪|5%|5%|5%|5 %"),
    ],
)  # fmt: skip
def test_a_unit_reads_as_people_write_it(unit: str, written: str) -> None:
    for tag, expected in zip(OURS, written.split("|"), strict=True):
        length: locales.Length = "long" if locales.reads_in_words(unit, tag) else "short"
        shown = locales.format_unit(Decimal(5), unit, tag, length)
        assert shown.replace("\u00a0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize(
    ("number", "written"),
    [("1", "1 ساعة"), ("2", "2 ساعة"), ("3", "3 ساعات"), ("11", "11 ساعة"), ("1.5", "1.5 ساعة")],
)
def test_an_arabic_quantity_keeps_its_digits(number: str, written: str) -> None:
    assert locales.format_unit(Decimal(number), "h", "ar", "long") == written


@pytest.mark.parametrize(
    ("number", "written"),
    [("1", "година"), ("2", "години"), ("5", "годин"), ("21", "година"), ("1.5", "години")],
)
def test_a_ukrainian_unit_takes_the_case_of_its_number(number: str, written: str) -> None:
    assert locales.format_unit(Decimal(number), "h", "uk", "long").endswith(f" {written}")


def test_a_number_and_its_symbol_stay_on_one_line() -> None:
    for tag in OURS:
        for unit in (*locales.UNITS, *locales.SYMBOLS):
            assert " " not in locales.format_unit(Decimal(12345), unit, tag, "short")


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "−5\u00a0to\u00a0−3°C"),
        ("fr", "−5\u00a0à\u00a0−3\u202f°C"),
        ("ar", "−5\u00a0إلى\u00a0−3°م"),
        ("uk", "−5…−3\u00a0°C"),
    ],
)
def test_a_range_below_zero_has_no_dash(locale: str, written: str) -> None:
    shown = locales.format_range_unit(Decimal(-5), Decimal(-3), "°C", locale)
    assert shown.replace("\u200e", "").replace("\u061c", "") == written


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
