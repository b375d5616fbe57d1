"""Numbers, units, quantities, dates, times, phones and marks: what is the same, and what is not."""

from __future__ import annotations

import pytest

from polyclinic.check.rule import AnyRule, PairRule
from polyclinic.check.rules import (
    trn001_numbers,
    trn002_units,
    trn003_quantities,
    trn004_dates,
    trn005_phones,
    trn006_marks,
    trn007_unconfirmed,
)
from polyclinic.check.subjects import Catalogs, Pair

RULES: tuple[AnyRule, ...] = (
    trn001_numbers.RULE,
    trn002_units.RULE,
    trn003_quantities.RULE,
    trn004_dates.RULE,
    trn005_phones.RULE,
    trn006_marks.RULE,
)


def codes(locale: str, msgid: str, msgstr: str, **more: object) -> list[str]:
    pair = Pair(locale, msgid, msgstr, **more)  # type: ignore[arg-type]
    return [r.code for r in RULES if isinstance(r, PairRule) for _ in r.check(pair)]


SAME = [
    # Decimal and group signs.
    ("fr", "Take 2.5 ml.", "Prenez 2,5 ml."),
    ("fr", "Take 2.5 ml.", "Prenez 2.5 ml."),
    ("fr", "1,000 people", "1\u202f000 personnes"),
    ("fr", "1,000 people", "1\u00a0000 personnes"),
    ("fr", "1,000 people", "1 000 personnes"),
    ("fr", "1,000 people", "mille personnes"),
    ("fr", "1,234.5 points", "1 234,5 points"),
    ("fr", "1,000 people", "1’000 personnes"),
    ("es", "1,000 people", "1.000 personas"),
    ("es", "10,000.5 points", "10.000,5 puntos"),
    ("es", "0.500 points", "0,5 puntos"),
    ("pt-BR", "1,000,000 people", "1.000.000 de pessoas"),
    ("pt-BR", "1 million people", "1 milhão de pessoas"),
    ("vi", "1,000 people", "1.000 người"),
    ("uk", "25,000 people", "25\u00a0000 людей"),
    ("uk", "25,000 people", "25 тис. людей"),
    ("hi", "100,000 people", "1,00,000 लोग"),
    ("hi", "100,000 people", "1 लाख लोग"),
    ("zh-Hans", "10,000 people", "1万人"),
    ("zh-Hans", "2 thousand people", "两千人"),
    ("ar", "1,000.5 points", "١٬٠٠٠٫٥ نقطة"),
    ("ar", "1,000.5 points", "1,000.5 نقطة"),
    ("ar", "2.5 points", "٢،٥ نقطة"),
    # Digits of every script, per cent, ranges, ordinals, fractions.
    ("hi", "10 people", "१० लोग"),
    ("ar", "5%", "٥٪"),
    ("ar", "5%", "%5"),
    ("ar", "5%", "5 في المئة"),
    ("fr", "5%", "5 %"),
    ("zh-Hans", "5%", "百分之五"),
    ("zh-Hans", "5%", "5％"),
    ("vi", "5 percent", "5 phần trăm"),
    ("fr", "grades 6 to 8", "de la 6e à la 8e année"),
    ("es", "grades 6 to 8", "de 6.º a 8.º grado"),
    ("zh-Hans", "2–7 days", "2至7天"),
    ("zh-Hans", "2–7 days", "2天到7天"),
    ("ar", "2 to 7 days", "من 2 إلى 7 أيام"),
    ("uk", "2–7 days", "від 2 до 7 днів"),
    ("fr", "1/2 tablet", "½ comprimé"),
    ("fr", "1/2 tablet", "un demi-comprimé"),
    ("es", "1½ tablets", "1,5 comprimidos"),
    ("vi", "1 in 10", "1 trong 10"),
    ("zh-Hans", "1 in 10", "10人中有1人"),
    ("zh-Hans", "the 2nd day", "第2天"),
    ("fr", "at -20 °C", "à −20 °C"),
    ("fr", "at -20 °C", "à moins 20 °C"),
    ("zh-Hans", "at -20 °C", "零下20摄氏度"),
    ("uk", "COVID-19", "COVID‑19"),
    ("vi", "version 3.11.2", "phiên bản 3.11.2"),
    ("fr", "CO2 and 5 cm3", "CO₂ et 5 cm³"),
    # Words for digits, and duals.
    ("ar", "It is given in 2 units.", "تُعطى بوحدتين."),
    ("ar", "more than 2 points", "أكثر من نقطتين"),
    ("ar", "2 days", "يومين"),
    ("ar", "3 days", "ثلاثة أيام"),
    ("ar", "24 hours", "أربع وعشرون ساعة"),
    ("fr", "2 units", "deux unités"),
    ("fr", "72 hours", "soixante-douze heures"),
    ("fr", "two units", "2 unités"),
    ("es", "24 hours", "veinticuatro horas"),
    ("es", "35 people", "treinta y cinco personas"),
    ("es", "11 people", "once personas"),
    ("pt-BR", "2 doses", "duas doses"),
    ("pt-BR", "24 hours", "vinte e quatro horas"),
    ("zh-Hans", "2 units", "两个单位"),
    ("zh-Hans", "24 hours", "二十四小时"),
    ("zh-Hans", "twice a day", "每天2次"),
    ("hi", "2 units", "दो इकाइयाँ"),
    ("hi", "2.5 hours", "ढाई घंटे"),
    ("vi", "24 hours", "hai mươi bốn giờ"),
    ("vi", "once a day", "1 lần mỗi ngày"),
    ("uk", "5 days", "п’ять днів"),
    ("uk", "5 days", "протягом п'яти днів"),
    ("uk", "24 hours", "двадцять чотири години"),
    ("uk", "a 2-day stay", "дводенне перебування"),
    # Units.
    ("ar", "5 mg", "5 ملغ"),
    ("ar", "5 mg", "5 مجم"),
    ("ar", "5 mcg", "5 مكغم"),
    ("ar", "5 mL", "5 مل"),
    ("ar", "38 °C", "38 درجة مئوية"),
    ("ar", "10 minutes", "10 دقائق"),
    ("zh-Hans", "5 mg", "5毫克"),
    ("zh-Hans", "5 µg", "5微克"),
    ("zh-Hans", "5 kg", "5公斤"),
    ("zh-Hans", "38 °C", "摄氏38度"),
    ("zh-Hans", "5 to 10 mg", "5毫克至10毫克"),
    ("uk", "5 mg", "5 мг"),
    ("uk", "5 mcg", "5 мкг"),
    ("uk", "24 hours", "24 годин"),
    ("hi", "5 mg", "5 मिग्रा"),
    ("hi", "5 mL", "5 मि.ली."),
    ("vi", "38 °C", "38 độ C"),
    ("fr", "a 5 mg tablet", "un comprimé de 5\u202fmg"),
    ("es", "5 mcg", "5 microgramos"),
    ("uk", "38 °C", "38 °С"),  # a Cyrillic С
    ("es", "1 in 10", "1 de cada 10"),
    ("vi", "more than 6 characters", "nhiều hơn 6 ký tự"),
    # Dates and times.
    ("es", "April 14, 2025", "14 de abril de 2025"),
    ("fr", "1 April 2025", "1er avril 2025"),
    ("pt-BR", "April 1, 2025", "1º de abril de 2025"),
    ("ar", "14 April 2025", "14 أبريل 2025"),
    ("ar", "14 April 2025", "١٤ نيسان ٢٠٢٥"),
    ("zh-Hans", "14 April 2025", "2025年4月14日"),
    ("zh-Hans", "April 14", "4月14日"),
    ("hi", "14 April 2025", "14 अप्रैल 2025"),
    ("vi", "14 April 2025", "ngày 14 tháng 4 năm 2025"),
    ("uk", "14 April 2025", "14 квітня 2025 р."),
    ("uk", "in April 2025", "у квітні 2025 року"),
    ("uk", "2025-04-14", "14.04.2025"),
    ("fr", "at 2:30 pm", "à 14h30"),
    ("fr", "at 2 pm", "à 14 h"),
    ("pt-BR", "at 2 pm", "às 14h"),
    ("es", "at 2:30 p.m.", "a las 2:30 de la tarde"),
    ("zh-Hans", "at 2:30 pm", "下午2点30分"),
    ("ar", "at 2:30 pm", "الساعة 2:30 مساءً"),
    ("hi", "at 2:30 pm", "दोपहर 2:30 बजे"),
    ("vi", "at 2:30 pm", "lúc 14 giờ 30 phút"),
    ("uk", "at 8 am", "о 8 ранку"),
    ("zh-Hans", "in July", "7月"),
    ("vi", "on Saturday", "vào thứ 7"),
    ("zh-Hans", "at 2:30 pm", "下午2：30"),
    ("ar", "by March 14, 2026", "قبل 14\u200f/3\u200f/2026"),
    ("ar", "by March 14, 2026", "قبل ١٤\u200f/٠٣\u200f/٢٠٢٦"),
    ("vi", "by March 14, 2026", "trước 14 thg 3, 2026"),
    ("uk", "by March 14, 2026", "до 14 бер. 2026 р."),
    ("uk", "at 3:30 p.m.", "о 3:30 пп."),
    ("zh-Hans", "at 3:30 p.m.", "下午三点半"),
    ("zh-Hans", "at 8:15 a.m.", "早上八点一刻"),
    ("zh-Hans", "a little pain", "一点疼痛"),
    ("fr", "at 3:30 p.m.", "cet après-midi à 3 h 30"),
    ("es", "at 3:30", "a las 3:30"),
    ("ar", "Take 1 tablet.", "تناول قرصًا واحدًا."),
    # Phones.
    ("fr", "+1 216 445 7050", "+1 (216) 445-7050"),
    ("hi", "216-445-7050", "२१६ ४४५ ७०५०"),
    # Marks, quantities, placeholders: their digits are no numbers.
    ("fr", "A [scan](1) at {38 °C}.[^2]", "À {38 °C}, un [scanner](1).[^2]"),
    ("ar", "due by %(due)s", "حتى %(due)s"),
]


@pytest.mark.parametrize(("locale", "msgid", "msgstr"), SAME)
def test_what_says_the_same_is_no_fault(locale: str, msgid: str, msgstr: str) -> None:
    assert codes(locale, msgid, msgstr) == []


DIFFERENT = [
    ("fr", "Take 2.5 ml.", "Prenez 25 ml.", "TRN001"),
    ("fr", "Take 2,500 ml.", "Prenez 2,500 ml.", "TRN001"),
    ("es", "1.000 points", "1.000 puntos", "TRN001"),
    ("hi", "10 people", "१०० लोग", "TRN001"),
    ("ar", "2.5 points", "٢٥ نقطة", "TRN001"),
    ("zh-Hans", "10,000 people", "10万人", "TRN001"),
    ("zh-Hans", "2 to 7 days", "2至17天", "TRN001"),
    ("vi", "56.8 million people", "56,8 người", "TRN001"),
    ("uk", "at -20 °C", "при 20 °C", "TRN001"),
    ("fr", "Take 2 tablets.", "Prenez 2 comprimés 2 fois par jour.", "TRN001"),
    ("fr", "Take 2 tablets.", "Prenez des comprimés.", "TRN001"),
    ("es", "once a day", "11 veces al día", "TRN001"),
    ("fr", "Take 5 mg.", "Prenez 5 g.", "TRN002"),
    ("fr", "Take 5 mg.", "Prenez 5.", "TRN002"),
    ("uk", "Take 5 mcg.", "5 мг", "TRN002"),
    ("ar", "5 mcg", "5 مغم", "TRN002"),
    ("ar", "5 mL", "5 لتر", "TRN002"),
    ("zh-Hans", "5 mL", "5升", "TRN002"),
    ("zh-Hans", "38 °C", "38华氏度", "TRN002"),
    ("hi", "5 µg", "5 मिलीग्राम", "TRN002"),
    ("vi", "38 °C", "38°F", "TRN002"),
    ("es", "5%", "5 por mil", "TRN002"),
    ("pt-BR", "for 10 minutes", "por 10 horas", "TRN002"),
    ("pt-BR", "5 mg and 5 mg", "5 mg e 5 g", "TRN002"),
    ("es", "2 tablets every 8 hours", "8 tabletas cada 2 horas", "TRN002"),
    ("fr", "{5 mg}", "{50 mg}", "TRN003"),
    ("fr", "{5 mg}", "{5 µg}", "TRN003"),
    ("fr", "{5 mg}", "5 mg", "TRN003"),
    ("fr", "Call {emergency}.", "Appelez le {urgence}.", "TRN003"),
    ("fr", "due by %(due)s", "à faire", "TRN003"),
    ("es", "April 14, 2025", "14 de mayo de 2025", "TRN004"),
    ("zh-Hans", "14 April 2025", "2024年4月14日", "TRN004"),
    ("uk", "14 April 2025", "15 квітня 2025 року", "TRN004"),
    ("vi", "May 31, 2027", "31 tuần 5, 2027", "TRN001"),
    ("fr", "at 2:30 pm", "à 15h30", "TRN004"),
    ("es", "at 2:30 pm", "a las 2:30 a. m.", "TRN004"),
    ("es", "at 3:30 p.m.", "a las 3:30", "TRN004"),
    ("fr", "at 10:00 pm", "à 10:00", "TRN004"),
    ("zh-Hans", "at 3:30 p.m.", "下午三点十分", "TRN004"),
    ("uk", "by March 14, 2026", "до 14 трав. 2026 р.", "TRN004"),
    ("ar", "by March 14, 2026", "قبل 15\u200f/3\u200f/2026", "TRN004"),
    ("vi", "by March 14, 2026", "trước 14 thg 5, 2026", "TRN004"),
    ("fr", "+1 216 445 7050", "+1 216 445 7005", "TRN005"),
    ("fr", "216-445-7050", "", "TRN005"),
    ("fr", "A [scan](1)", "Un scanner", "TRN006"),
    ("fr", "A [scan](1)", "Un [](1)", "TRN006"),
    ("fr", "A [scan](1)", "Un [scanner](1) [scanner](1)", "TRN006"),
    ("fr", "A <1>scan</1>", "Un <1>scanner", "TRN006"),
    ("fr", "A scan[^1]", "Un scanner[^2]", "TRN006"),
]


@pytest.mark.parametrize(("locale", "msgid", "msgstr", "code"), DIFFERENT)
def test_what_says_something_else_is_a_fault(
    locale: str, msgid: str, msgstr: str, code: str
) -> None:
    assert code in codes(locale, msgid, msgstr)


def test_a_changed_number_is_named_with_both_values_and_underlined() -> None:
    (finding,) = trn001_numbers.check(Pair("fr", "Take 2.5 ml.", "Prenez 25 ml."))
    assert finding.message == "the source says 2.5, the translation 25"
    assert finding.help == "write 2,5"
    assert (finding.text, finding.offset) == ("25", 7)


def test_a_date_that_differs_is_not_reported_as_a_number_too() -> None:
    assert codes("es", "April 14, 2025", "14 de mayo de 2025") == ["TRN004"]


def test_a_plural_form_is_compared_with_the_singular_or_the_plural() -> None:
    plural = {"msgid_plural": "%(n)s articles in 9 languages"}
    one = "%(n)s article in 9 languages"
    forms = ("%(n)s article en 9 langues", "%(n)s articles en 9 langues")
    assert codes("fr", one, forms[0], forms=forms, **plural) == []
    wrong = (forms[0], "%(n)s articles en 8 langues")
    assert codes("fr", one, wrong[0], forms=wrong, **plural) == ["TRN001"]


def test_an_arabic_dual_may_say_the_number_that_its_form_is_for() -> None:
    forms = ("مقالان", "%(n)s مقالات")
    assert not codes("ar", "%(n)s article", forms[0], msgid_plural="%(n)s articles", forms=forms)


def test_only_safety_text_must_be_confirmed() -> None:
    safe = Pair("fr", "Call {emergency}.", "", safety=True, path="fr.po", line=3, column=9)
    fuzzy = Pair("fr", "Do not wait.", "N’attendez pas.", safety=True, fuzzy=True, path="fr.po")
    other = Pair("fr", "About us", "", path="fr.po")
    found = list(trn007_unconfirmed.check(Catalogs((safe, fuzzy, other))))
    assert [finding.part for finding in found] == ["fr.po:3:9", "fr.po:1:1"]


def test_a_number_of_any_length_is_compared() -> None:
    figures = "7" * 5000
    assert not codes("fr", f"Code {figures}.5", f"Code {figures},5")
    (found,) = trn001_numbers.check(Pair("fr", f"Code {figures}5", f"Code {figures}6"))
    assert found.message.startswith("the source says 7777777777777777777777777777… (5001 signs)")
    assert len(found.message) < 200
    assert found.help == "write all its figures, as in the source"


@pytest.mark.parametrize("number", ["1" * 29, "0." + "1" * 29, "1" * 4301, "1" * 25 + " million"])
def test_a_number_longer_than_a_decimals_precision_is_told(number: str) -> None:
    assert codes("ar", f"Code {number}", "لا") == ["TRN001"]


def test_many_differences_are_told_as_one() -> None:
    source = "; ".join(str(number) for number in range(100, 200))
    found = list(trn001_numbers.check(Pair("fr", source, "non")))
    assert len(found) == 21
    assert found[-1].message == "80 more numbers differ"
