"""Measurements are typed once, checked, and shown as each place expects."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyclinic.config import Profile
from polyclinic.diagnostic import Severity
from polyclinic.i18n.catalog import Catalog
from polyclinic.library.article import read
from polyclinic.library.messages import of_article
from polyclinic.library.wording import LOCAL_NUMBER, UNITS, Wording
from polyclinic.markdown.document import Converter
from polyclinic.markdown.quantity import Fault, parse

from .conftest import CONFIGS, EXTENSIONS, catalog

NBSP = "\u00a0"


def shown(source: str, locale: str = "en", profile: Profile = Profile.GLOBAL) -> str:
    converter = Converter(EXTENSIONS, CONFIGS, Wording(locale, profile, ""), UNITS)
    return converter.source(source).html


@pytest.mark.parametrize(
    ("written", "locale", "profile", "expected"),
    [
        ("{38.3 °C = 101 °F}", "en", Profile.GLOBAL, "38.3°C (101°F)"),
        ("{38.3 °C = 101 °F}", "en", Profile.US, "101°F (38.3°C)"),
        ("{101 °F = 38.3 °C}", "en", Profile.UK, "38.3°C"),
        ("{38.3 °C = 101 °F}", "fr", Profile.GLOBAL, "38,3 °C (101 °F)"),
        ("{38 °C}", "en", Profile.US, "100.4°F (38°C)"),
        ("{100 °C}", "en", Profile.GLOBAL, "100°C (212°F)"),
        ("{36–38 °C}", "en", Profile.GLOBAL, "36–38°C (96.8–100.4°F)"),
        ("{5 mg}", "en", Profile.GLOBAL, "5 mg"),
        ("{0.5 mg}", "es", Profile.GLOBAL, "0,5 mg"),
        ("{5 mg}", "uk", Profile.GLOBAL, "5 мг"),
        ("{3–5 mm}", "fr", Profile.GLOBAL, "3–5 mm"),
        ("{3 to 5 mm}", "fr", Profile.GLOBAL, "3–5 mm"),
        ("{1 day}", "en", Profile.GLOBAL, "1 day"),
        ("{2–7 days}", "uk", Profile.GLOBAL, "2–7 днів"),
        ("{1,000 mg}", "en", Profile.GLOBAL, "1,000 mg"),
        ("{-5 °C}", "en", Profile.GLOBAL, "-5°C (23°F)"),
        ("{2–7 days}", "en", Profile.GLOBAL, "2 to 7 days"),
        ("{2–7 days}", "fr", Profile.GLOBAL, "2 à 7 jours"),
        ("{5–10 min}", "zh-Hans", Profile.GLOBAL, "5至10分钟"),
        ("{38 °C}", "zh-Hans", Profile.GLOBAL, "38°C（100.4°F）"),
        ("{38 °C}", "zh-Hans", Profile.US, "100.4°F（38°C）"),
        ("{10 min}", "zh-Hans", Profile.GLOBAL, "10分钟"),
        ("{100 mcg}", "en", Profile.GLOBAL, "100 micrograms"),
        ("{-5–-3 °C}", "en", Profile.GLOBAL, "-5 to -3°C (23–26.6°F)"),
    ],
)
def test_quantities_are_shown_as_the_place_expects(
    written: str, locale: str, profile: Profile, expected: str
) -> None:
    html = shown(f"Take {written} now.", locale, profile)
    found = html.split('<bdi class="quantity">')[1].split("</bdi>")[0]
    assert found.replace(NBSP, " ").replace("\u202f", " ").replace("−", "-") == expected


@pytest.mark.parametrize(
    "source",
    [
        "## Over {5 mg} {#id}",
        "## {5 mg}",
        "**Tylenol:**{5 mg}",
        "Take it\n{5 mg}",
        "| a |\n|---|\n| {5 mg} |",
        "| a |\n|---|\n| take {5 mg} |",
        "Term\n:   Definition {5 mg}",
        "term {5 mg}\n:   Definition",
        "- item {5 mg}",
        "[link {5 mg}](x.md)",
        "{5\nmg}",
        '!!! note "Title {5 mg}"\n    Body',
    ],
)
def test_no_attribute_list_takes_a_quantity(source: str) -> None:
    assert '<bdi class="quantity">5\u00a0mg</bdi>' in shown(source)


def test_an_attribute_list_beside_a_quantity_is_one() -> None:
    assert '<h2 id="fever">Over <bdi' in shown("## Over {38 °C} {#fever}")


def test_code_and_escapes_show_braces_as_they_are() -> None:
    assert "<code>{5 mg}</code>" in shown("`{5 mg}`")
    assert "{5 mg}" in shown("\\{5 mg\\}")


@pytest.mark.parametrize(
    ("inside", "remedy"),
    [
        ("38.4 °C = 101 °F", "38.4 °C is 101.1 °F"),
        ("5 mgg", "write a number and a unit"),
        ("5", "write a number and a unit"),
        ("2,5 mg", "write a number and a unit"),
        ("5–3 mm", "write the lower one first"),
        ("5 mg = 3 g", "state one measurement"),
        ("38–39 °C = 100.4 °F", "give both as ranges"),
    ],
)
def test_a_wrong_quantity_says_what_would_be_right(inside: str, remedy: str) -> None:
    fault = parse(inside, UNITS)
    assert isinstance(fault, Fault)
    assert remedy in fault.help


def test_the_rounding_of_one_decimal_agrees() -> None:
    assert not isinstance(parse("38.3 °C = 101 °F", UNITS), Fault)
    assert not isinstance(parse("37.8 °C = 100 °F", UNITS), Fault)


def test_faults_are_found_in_the_page(health: Converter) -> None:
    page = health.source("Over {38.4 °C = 101 °F} or {7}.").page
    assert [fault.text for fault in page.faults] == ["38.4 °C = 101 °F", "7"]


def test_a_quantity_must_come_back_as_it_was(health: Converter) -> None:
    source = "Take {5 mg} twice."
    good = health.translated(source, catalog({source: "Prendre deux fois {5 mg}."}))
    assert good.page.rejections == []
    for wrong in ("Prendre {50 mg}.", "Prendre 5 mg.", "Prendre {5 mg} {5 mg}.", "{5 g}"):
        assert len(health.translated(source, catalog({source: wrong})).page.rejections) == 1


def test_the_emergency_number_is_the_countrys(health: Converter) -> None:
    html = health.source("Call {emergency}.").html
    assert '<a class="emergency-number" href="tel:911">911</a>' in html


def test_without_a_country_there_are_words_in_the_readers_language() -> None:
    entries = {"site": {LOCAL_NUMBER.key: "numéro d’urgence local"}}
    wording = Wording("fr", Profile.GLOBAL, "", Catalog.from_entries("fr", entries))
    html = Converter(EXTENSIONS, CONFIGS, wording, UNITS).source("Appelez le {emergency}.").html
    assert '<span class="emergency-number">numéro d’urgence local</span>' in html


def test_on_other_sites_braces_are_left_alone(converter: Converter) -> None:
    assert "{5 mg}" in converter.source("Take {5 mg}.").html


def test_a_quantity_in_an_attribute_of_a_raw_tag_is_text() -> None:
    assert "<bdi" not in shown('<b title="{5 mg}">x</b>')


def test_a_degree_sign_stands_on_its_side_of_an_arabic_number() -> None:
    assert '<bdi class="quantity">\u061c38°م' in shown("{38 °C}", "ar")


CROWDED = (
    "1{5 mg}",
    "{5 mg}0",
    "0.{5 mg}",
    "0,{5 mg}",
    "{5 mg}.5",
    "9{emergency}",
    "−{5 mg}",
    "{5 mg}{10 mL}",
    "1**{5 mg}**",
    "1*{5 mg}* x",
    "**1**{5 mg}",
    "[1](x.md){5 mg}",
    "[{5 mg}](x.md)0",
    "1\u200b{5 mg}",
    "١{5 mg}",
)


@pytest.mark.parametrize("written", CROWDED)
def test_what_touches_a_quantity_is_an_error_and_no_longer_dose(
    health: Converter, written: str
) -> None:
    html, page = (found := health.source(f"Take {written} now.")).html, found.page
    assert "would be read with it" in page.faults[0].message
    assert "space" in page.faults[0].help
    assert "quantity" not in html
    assert "{" in html


@pytest.mark.parametrize("written", CROWDED)
def test_a_translation_that_lets_something_touch_a_quantity_is_not_used(
    health: Converter, written: str
) -> None:
    quantity = "{emergency}" if "emergency" in written else "{5 mg}"
    source = f"Take {quantity} now."
    said = written.replace("[1](x.md)", "1").replace("[{5 mg}](x.md)", "{5 mg}")
    page = health.translated(source, catalog({source: f"Prendre {said}."})).page
    assert len(page.rejections) == 1


@pytest.mark.parametrize(
    "written",
    [
        "Take {5 mg}.",
        "Take ({5 mg}), or {10 mg}; {5 mg}/{10 mL}.",
        "服用{5 mg}。",
        "Take {5 mg}[^1].\n\n[^1]: Note.",
        "Take **{5 mg}** now",
        "[dose](x.md) {5 mg}",
        "≥{38 °C} or <{36 °C}",
        "Step 1: {5 mg}",
        "In 2027, {5 mg}",
    ],
)
def test_other_neighbours_of_a_quantity_are_welcome(health: Converter, written: str) -> None:
    found = health.source(written)
    assert found.page.faults == []
    assert '<bdi class="quantity">' in found.html


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("<div>Take {5 mg}</div>", "raw HTML"),
        ('<img src="x.png" alt="Call {emergency}">', "alternative text"),
        ("The TLA\n\n*[TLA]: Take {5 mg}", "title"),
    ],
)
def test_a_quantity_that_is_shown_as_typed_is_an_error(
    health: Converter, written: str, where: str
) -> None:
    faults = health.source(written).page.faults
    assert [where in fault.message for fault in faults] == [True]


@pytest.mark.parametrize("written", ["![Take {5 mg}](x.png)", '[link](x.md "Take {5 mg}")'])
def test_a_quantity_in_the_title_or_alternative_text_of_a_link_is_rendered(
    health: Converter, written: str
) -> None:
    found = health.source(written)
    assert '"Take 5 mg"' in found.html.replace(NBSP, " ")
    assert found.page.faults == []


CLASHES = [
    "1{5 mg}",
    "9{emergency}",
    "{5 mg}0",
    "{emergency}1",
    "-{5 mg}",
    "−{5 mg}",
    "+{5 mg}",
    "1.{5 mg}",
    "1,{5 mg}",
    ".{5 mg}",
    "{5 mg}.5",
    "{5 mg}/{kg}",
    "{5 mg}/kg",
    "1/{2 mg}",
    "{5 mg}{10 mg}",
    "{2 mg}–{5 mg}",
    "2–{5 mg}",
    "2 {500 mg}",
    "2\u202f{500 mg}",
    "B{12 mg}",
    "{5 m}g",
    "{5 m}l of it",
    "{38 %}°",
    "{5 m}²",
    "½{5 mg}",
    "١{5 mg}",
    "1**{5 mg}**",
    "**1**{5 mg}",
    "1*{5 mg}*",
    "{5 m}^2^",
    "`1`{5 mg}",
    "<b>1</b>{5 mg}",
    "&#49;{5 mg}",
    "1&zwj;{5 mg}",
    "1\u200b{5 mg}",
    "[1](x.md){5 mg}",
    "1[{5 mg}](x.md)",
    "1<!-- one -->{5 mg}",
    "**1**{.big}{5 mg}",
    "Note[^1]{5 mg}\n\n[^1]: A note.",
]


@pytest.mark.parametrize("source", CLASHES)
@pytest.mark.parametrize("place", ["{}", "Take {} now.", "## {}", "- a\n- {}", "> {}"])
def test_a_quantity_with_something_against_it_is_an_error(source: str, place: str) -> None:
    converter = Converter(EXTENSIONS, CONFIGS, Wording("en", Profile.GLOBAL, ""), UNITS)
    page = converter.source(place.replace("{}", source)).page
    assert page.faults
    assert "inside the braces" in page.faults[0].help


@pytest.mark.parametrize("source", CLASHES)
def test_such_a_quantity_is_shown_as_it_was_typed(source: str) -> None:
    html = shown(source)
    assert 'class="quantity"' not in html
    assert 'class="emergency-number"' not in html


@pytest.mark.parametrize(
    "source",
    [
        "({5 mg})",
        "“{5 mg}”",
        "{5 mg}, {10 mg}; {5 mg}.",
        "Take 2 {50 mg} tablets",
        "over {38 °C}[^1]\n\n[^1]: A note.",
        "<{5 mg} or >{5 mg}, ≤{5 mg}, ~ {5 mg}",
        "the dose—{5 mg}—is",
        "服用{5 mg}后",
        "و{5 mg}",
        "d’{5 mg}",
        "a {10 min}-long scan",
        "1<br>{5 mg}",
        "|1|{5 mg}|\n|---|---|\n|2|{5 mg}|",
        "1\n\n{5 mg}",
        "![1](x.png){5 mg}",
    ],
)
def test_what_does_not_change_a_quantity_may_stand_against_it(source: str) -> None:
    converter = Converter(EXTENSIONS, CONFIGS, Wording("en", Profile.GLOBAL, ""), UNITS)
    result = converter.source(source)
    assert result.page.faults == []
    assert '<bdi class="quantity">' in result.html


@pytest.mark.parametrize(
    "translation",
    ["Prenez 1{5 mg}.", "Prenez {5 mg}0.", "Prenez -{5 mg}.", "Prenez ١{5 mg}.", "{5 mg}/kg",
     "Prenez 1**{5 mg}**.", "Prenez 1\u2060{5 mg}.", "Prenez{5 mg}."],
)  # fmt: skip
def test_a_translation_that_changes_a_quantity_is_rejected(
    health: Converter, translation: str
) -> None:
    result = health.translated("Take {5 mg}.", catalog({"Take {5 mg}.": translation}))
    assert [r.translation.text for r in result.page.rejections] == [translation]
    assert "Take" in result.html


def test_a_text_that_no_translator_sees_is_read_too(health: Converter) -> None:
    result = health.source("<!-- i18n: skip -->\n\nTake 1{5 mg}.")
    assert [fault.text for fault in result.page.faults] == ["{5 mg}"]
    assert "1<span>{5 mg}</span>" in result.html


def test_a_clash_is_found_at_its_place() -> None:
    text = "---\ntitle: Fever\nsummary: A fever.\n---\nTake {5 mg}.\n\nThen 1{5 mg}.\n"
    article = read(text, "fever.md", "docs/fever.md", health=False)[0]
    converter = Converter(EXTENSIONS, CONFIGS, Wording("en", Profile.GLOBAL, ""), UNITS)
    (finding,) = of_article(article, converter).findings
    assert (finding.path, finding.line, finding.column) == ("docs/fever.md", 7, 6)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "source",
    [
        "<div>{5 mg}</div>",
        '<div title="{5 mg}">Text</div>',
        '<b title="{5 mg}">Text</b>',
        '<img alt="{5 mg}" src="x.png">',
        "The HTML\n\n*[HTML]: {5 mg}",
        '[a][r]\n\n[r]: x.md "{5 mg}"',
        "<figure markdown><figcaption>{5 mg}</figcaption></figure>",
    ],
)
def test_a_quantity_that_is_not_rendered_is_reported(health: Converter, source: str) -> None:
    (fault,) = health.source(source).page.faults
    assert fault.text in source
    assert "is shown as it is typed" in fault.message


@pytest.mark.parametrize(
    "source",
    [
        "`{5 mg}`",
        "`{emergency}`",
        "```\n{5 mg}\n```",
        "    {5 mg}",
        "<code>{5 mg}</code>",
        "`{5}`",
        "```\nf'{0}'\n```",
        "$x^{2}$",
        "<!-- {5 mg} -->",
        "\\{5 mg\\}",
        "<style>a{5 mg}</style>",
    ],
)
def test_other_braces_are_left_alone(health: Converter, source: str) -> None:
    assert health.source(source).page.faults == []


def test_an_alternative_text_keeps_its_quantity(health: Converter) -> None:
    source = "![A spoon of {5 mL}](spoon.png)"
    assert 'alt="A spoon of 5\u00a0mL"' in health.source(source).html
    message = "![A spoon of {5 mL}](1)"
    for wrong in ("![Une cuillère](1)", "![Une cuillère de {50 mL}](1)"):
        assert len(health.translated(source, catalog({message: wrong})).page.rejections) == 1


AROUND = st.text(
    st.one_of(st.sampled_from("0159½²٣.,-−–/+*_`~^=' \u00a0\u202f\u200b"), st.characters()),
    max_size=4,
)


CONVERTER = Converter(EXTENSIONS, CONFIGS, Wording("en", Profile.GLOBAL, ""), UNITS)


@given(AROUND, AROUND)
def test_whatever_is_typed_around_it_no_digit_joins_a_quantity(before: str, after: str) -> None:
    html = CONVERTER.source(f"Take {before}{{5 mg}}{after} now").html
    text = unescape(re.sub(r"<[^<>]*>", "", html))
    unseen = "[\u200b\u00ad]*"
    assert not re.search(rf"[\d½²]{unseen}5\u00a0mg|5\u00a0mg{unseen}[\d½²]", text)
