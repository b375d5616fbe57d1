"""Measurements are typed once, checked, and shown as each place expects."""

from __future__ import annotations

import pytest

from polyclinic.config import Profile
from polyclinic.i18n.catalog import Catalog
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
        "**Tylenol**{5 mg}",
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
