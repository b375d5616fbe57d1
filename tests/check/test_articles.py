"""Articles, their cards, their sources and how they read: sentences that fire and that do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from polyclinic.check.cards import cards
from polyclinic.check.prose import FILL, headings, prose
from polyclinic.check.reading import sentences
from polyclinic.check.rules import (
    art001_required_sections,
    art002_lead_in,
    art003_adjacent_links,
    art004_heading_order,
    art005_title_length,
    art006_summary_length,
    art007_numeric_dates,
    art008_temperatures,
    art009_doses,
    art010_number_words,
    art011_danger_words,
    art012_stop_taking,
    art013_skin_tones,
    art014_phone_numbers,
    art015_flat_claims,
    rdb001_grade,
    rdb002_long_sentences,
    src001_no_sources,
    src002_incomplete_source,
    src003_unlisted_citation,
    src004_unresolved_citation,
    src005_sources_shown,
    urg001_no_emergency_card,
    urg002_order,
    urg003_card_heading,
    urg004_emergency_number,
    urg005_same_cards,
)
from polyclinic.check.specimens import SOURCES, TODAY, article, page, site
from polyclinic.check.subjects import ArticleText
from polyclinic.library.article import Kind, read
from polyclinic.library.library import Library
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from polyclinic.check.rule import ArticleRule, Rule

RULES: tuple[ArticleRule, ...] = (
    art001_required_sections.RULE,
    art002_lead_in.RULE,
    art003_adjacent_links.RULE,
    art004_heading_order.RULE,
    art005_title_length.RULE,
    art006_summary_length.RULE,
    art007_numeric_dates.RULE,
    art008_temperatures.RULE,
    art009_doses.RULE,
    art010_number_words.RULE,
    art011_danger_words.RULE,
    art012_stop_taking.RULE,
    art013_skin_tones.RULE,
    art014_phone_numbers.RULE,
    art015_flat_claims.RULE,
    rdb001_grade.RULE,
    rdb002_long_sentences.RULE,
    src001_no_sources.RULE,
    src002_incomplete_source.RULE,
    src003_unlisted_citation.RULE,
    src004_unresolved_citation.RULE,
    urg001_no_emergency_card.RULE,
    urg002_order.RULE,
    urg003_card_heading.RULE,
    urg004_emergency_number.RULE,
)
# The faults of the library's first text on cryoablation, in its own words.
FIRST_TEXT = """\
Cryoablation is a safe and effective treatment. It may be a treatment for:

## What happens

The probe is guided by [ultrasound](../tests/ultrasound.md)[MRI](../tests/mri.md).
Stop taking aspirin, ibuprofen and blood thinners. You recover in two to seven days.

## When to call

Call your doctor at 216.445.7050 if you have:

- A fever over 101 F (38.4 C)
- Redness

Last reviewed on 04/14/2025.
"""
ROOT = Path(__file__).parent.parent.parent


def texts(rule: Rule[ArticleText], body: str) -> list[str]:
    """The offending texts, each proved to stand where its finding says."""
    subject = article(body)
    found = list(rule.check(subject))
    for one in found:
        if one.part == "body" and one.offset is not None:
            assert subject.article.body[one.offset :].startswith(one.text)
    return [one.text for one in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_published_library_is_clean(rule: ArticleRule) -> None:
    project = Project.load(ROOT / "mkdocs.yml")
    library, _ = Library.load(project.settings)
    assert library.articles
    for one in library.articles:
        text = (project.settings.docs_dir / one.path).read_text(encoding="utf-8")
        subject = ArticleText(one, text, "", TODAY, project.settings)
        assert not list(rule.check(subject)), one.path


def test_every_fault_of_the_first_text_is_found() -> None:
    first = article(FIRST_TEXT, kind="procedure")
    codes = {rule.code for rule in RULES if list(rule.check(first))}
    assert codes >= {
        "ART001", "ART002", "ART003", "ART007", "ART008", "ART010", "ART011", "ART012", "ART013",
        "ART014", "ART015", "SRC001", "URG001",
    }  # fmt: skip


def test_covered_text_keeps_its_places() -> None:
    body = 'A `b` [c](d.md "e") <!-- f\ng --> {h}\n\n```\ni\n```\n<https://j.org> {5 mg} {: .k }\n'
    covered = prose(body)
    assert len(covered) == len(body)
    assert covered.count("\n") == body.count("\n")
    for letter in "bdfghijk":
        assert letter not in covered.replace("mg", "")
    assert covered[body.index("[c]") : body.index("d.md")] == "[c]("


def test_headings_are_found_however_they_are_written() -> None:
    body = "## A *b*\n\nC\n---\n\n    ### D ### \n\n```\n# no\n```\n\n## E { #e }\n- x\n---\n"
    assert [(h.level, h.text) for h in headings(body)] == [
        (2, "A b"), (2, "C"), (3, "D"), (2, "E"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_each_kind_has_its_sections(kind: Kind) -> None:
    assert list(art001_required_sections.check(article("Text.\n", kind=kind.value)))


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("You may have:\n\n## Next\n", True),
        ("You may have:\n## Next\n", True),
        ("You may have:", True),
        ("You may have:\n\nText.\n", True),
        ("You may have:\n\n*\n\nText.\n", True),
        ('!!! warning "A"\n\n    You may have:\n\n    Text.\n', True),
        ("You may have:\n- Pain\n", False),
        ("You may have:\n\n1. Pain\n", False),
        ("You may have:\n\n- [ ] Pain\n", False),
        ("You may have:\n\n> Pain\n", False),
        ("You may have:\n\n![a chart](a.png)\n", False),
        ("Write:\n\n```\nx\n```\n", False),
        ("Call: {emergency}\n\nText.\n", False),
        ("See:\n\n[the study](../a.md)\n", True),
        ("You may have:\nmore words.\n", False),
        ("**Note:**\n\nText.\n", False),
        ("- Lung:\n    - pain\n", False),
    ],
)
def test_a_colon_leads_to_something(body: str, fires: bool) -> None:
    assert bool(texts(art002_lead_in.RULE, body)) is fires


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("[a](b.md)[c](d.md)", True),
        ("[a](b.md), [c](d.md)", False),
        ("[a](b.md)s and [a](b.md)'s", False),
        ("[scan](b.md)ning", True),
        ("**[a](b.md)** [c](d.md)", False),
        ("([a](b.md))", False),
        ("[![a](b.png)](c.md)", False),
        ("a cfDNA test, an mRNA vaccine, RadiologyInfo.org", False),
        ("`ultrasoundMRI`", False),
    ],
)
def test_links_and_words_stand_apart(body: str, fires: bool) -> None:
    assert bool(texts(art003_adjacent_links.RULE, body)) is fires


@pytest.mark.parametrize(
    ("body", "dates"),
    [
        ("on 04/14/2025.", ["04/14/2025"]),
        ("on 14.04.2025 and 4-5-2025", ["14.04.2025", "4-5-2025"]),
        ("on 2025-04-14", ["2025-04-14"]),
        ("on 4/5/25", ["4/5/25"]),
        ("1/2 tablet, 24/7, 3/4/5, 1.2.3, 10.1148, in 2017-2019, 99/99/2025", []),
        ("[a](https://a.org/2025/04/14/)", []),
        ("April 14, 2025", []),
    ],
)
def test_dates_in_digits(body: str, dates: list[str]) -> None:
    assert texts(art007_numeric_dates.RULE, body) == dates


def test_a_date_in_the_summary_is_found_in_the_front_matter() -> None:
    subject = article(summary="As of 04/14/2025.")
    (found,) = art007_numeric_dates.check(subject)
    assert found.part == "front matter"
    assert subject.text[found.offset or 0 :].startswith("04/14/2025")


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("101 F (38.4 C)", True),
        ("101 F (38.3 C)", False),
        ("101 °F (38.3 °C)", False),
        ("38.4°C/101°F", True),
        ("38 °C (100.4 °F)", False),
        ("98.6 degrees Fahrenheit (37 degrees Celsius)", False),
        ("99 degrees Fahrenheit, or 37 degrees Celsius", True),
        ("100 °F (38 °C)", True),
        ("100.4–101 °F (38–38.4 °C)", True),
        ("100.4 to 101 °F (38 to 38.3 °C)", False),
        ("−40 °C = −40 °F", False),
        ("38.3 °C, and later 103 °F", False),
        ("{38.3 °C = 101 °F}", False),
        ("Vitamin C, 101 F Street", False),
    ],
)
def test_temperatures_agree_within_a_twentieth_of_a_degree(body: str, fires: bool) -> None:
    assert bool(texts(art008_temperatures.RULE, body)) is fires


@pytest.mark.parametrize(
    ("body", "doses"),
    [
        ("5.0 mg", ["5.0"]),
        ("2.50mL", ["2.50"]),
        ("{5.0 mg}", ["5.0"]),
        (".5 mg", [".5"]),
        ("1 or 2 200 mg tablets", ["2 200"]),
        ("5 mg, 0.5 mg, 2.05 mg, 10 mg, 100 tablets", []),
        ("10.0 cm, 38.0 °C, version 5.0 of it", []),
        ("1,000 units. Take 2. 200 mg is too much.", []),
    ],
)
def test_doses_that_are_misread(body: str, doses: list[str]) -> None:
    assert texts(art009_doses.RULE, body) == doses


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("two to seven days", ["two", "seven"]),
        ("one week, one to 3, half an hour", ["one", "half"]),
        ("Twice a day", ["Twice"]),
        ("one of them, no one, someone, often, weight, tent, attention, phone", []),
        ("first, second opinion, a third of people", []),
    ],
)
def test_numbers_are_digits(body: str, words: list[str]) -> None:
    assert texts(art010_number_words.RULE, body) == words


@pytest.mark.parametrize(
    "body",
    [
        "Take it once daily.",
        "Call us at once.",
        "Hold your warfarin for 5 days.",
        "Do not skip meals.",
        "Use it as needed.",
        "Take it PRN.",
        "The discharge smells.",
        "A positive result",
        "Your biopsy was negative.",
        "A temperature over 101 F",
        "We draw some blood.",
        "You cannot pass urine.",
        "Blood in your stool",
        "Any other drugs",
        "500 mg BID",
        "Monitor your temperature.",
    ],
)
def test_danger_words(body: str) -> None:
    assert texts(art011_danger_words.RULE, body)


@pytest.mark.parametrize(
    "body",
    [
        "Hold your breath. Hold a hand. Holding still helps.",
        "A monitor shows your heartbeat. Stay positive.",
        "A footstool, a drugstore, oncer, bidding",
        "Over 100 people, over 60 years",
        "Pass it on.",
        "The `once` tag",
    ],
)
def test_words_that_look_dangerous(body: str) -> None:
    assert not texts(art011_danger_words.RULE, body)


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("Stop taking your blood thinner 5 days before.", True),
        ("You must stop warfarin.", True),
        ("- Stop aspirin.\n- Tell us if told so.\n", True),
        ("Stop taking it only if your team tells you to.", False),
        ("If your doctor told you to, stop taking aspirin.", False),
        ("Do not stop your medicine.", False),
        ("Never stop taking a blood thinner on your own.", False),
        ("Ask if you should stop taking aspirin.", False),
        ("Should I stop taking aspirin?", False),
        ("Stop eating and drinking. Stop the car.", False),
        ("The medicine you were told to stop", False),
    ],
)
def test_stopping_is_never_the_readers_own_idea(body: str, fires: bool) -> None:
    assert bool(texts(art012_stop_taking.RULE, body)) is fires


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("The skin turns red.", True),
        ("- Redness\n- Pus\n", True),
        ("## A\n\nBrown skin differs.\n\n## B\n\nRedness spreads.\n", True),
        ("Redness, or a change in color, spreads.", False),
        ("On dark skin, redness is hard to see.", False),
        ("The Red Cross, red meat, red blood cells, reduced", False),
    ],
)
def test_redness_is_not_the_only_sign(body: str, fires: bool) -> None:
    assert bool(texts(art013_skin_tones.RULE, body)) is fires


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("216.445.7050", True),
        ("(216) 445-7050", True),
        ("216-445-7050", True),
        ("1-800-555-0199", True),
        ("Call 0800 123 4567", True),
        ("020 7946 0018", True),
        ("[us](tel:2164457050)", True),
        ("+1 216 445 7050", False),
        ("+1 (216) 445-7050", False),
        ("+1-216-445-7050, +44 20 7946 0018", False),
        ("[emergency](tel:911), call 911, call 112", False),
        ("ISBN 978-3-16-148410-0, 10.1007/s13244-015-0460-7", False),
        ("Call 3 times in 24 hours. 100 000 000 people", False),
    ],
)
def test_telephone_numbers_work_from_abroad(body: str, fires: bool) -> None:
    assert bool(texts(art014_phone_numbers.RULE, body)) is fires


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("It is safe and effective.", True),
        ("It is 100% safe.", True),
        ("There are no side effects.", True),
        ("We guarantee results.", True),
        ("No treatment is risk-free.", False),
        ("We cannot guarantee a cure.", False),
        ("A study asked whether it is safe and effective.", False),
    ],
)
def test_nothing_is_promised(body: str, fires: bool) -> None:
    assert bool(texts(art015_flat_claims.RULE, body)) is fires


def test_a_card_ends_where_its_indentation_does() -> None:
    body = '!!! urgent "Call"\n\n    - A\n\n    - B\n\nText.\n\n!!! routine inline "C"\n    - D\n'
    first, second = cards(body)
    assert (first.level, first.title, first.text.count("- ")) == ("urgent", "Call", 2)
    assert (second.level, second.title) == ("routine", "C")
    assert body[second.offset :].startswith("!!! routine")


@pytest.mark.parametrize(
    "body",
    [
        '??? emergency "Call {emergency}"\n\n    - A\n',
        '???+ emergency "Call {emergency}"\n\n    - A\n',
        '=== "Tab"\n\n    !!! emergency "Call {emergency}"\n\n        - A\n',
        '??? note "N"\n\n    !!! info "I"\n\n        !!! emergency "Call {emergency}"\n',
        '<details>\n<summary>S</summary>\n\n!!! emergency "Call {emergency}"\n\n</details>\n',
    ],
)
def test_a_hidden_emergency_card(body: str) -> None:
    assert texts(urg004_emergency_number.RULE, body)


@pytest.mark.parametrize(
    "body",
    [
        '??? note "N"\n\n    Text.\n\n!!! emergency "Call { emergency }"\n\n    - A\n',
        '<details>\n<summary>S</summary>\n</details>\n\n!!! emergency "Call {emergency}"\n',
        '!!! info "I"\n\n    !!! emergency "Call {emergency}"\n\n        - A\n',
        '```\n??? emergency "Call 911"\n```\n',
        "Write `<details>`.\n\n!!! emergency\n\n    Call {emergency}.\n",
    ],
)
def test_an_emergency_card_all_can_see(body: str) -> None:
    assert not texts(urg004_emergency_number.RULE, body)


def test_a_card_in_another_language_keeps_its_emergency_number() -> None:
    number = '<span class="emergency-number">112</span>'
    english = page(f'<div class="admonition emergency">{number}</div>', of=article())
    french = page('<div class="admonition emergency">112</div>', "fr/x/", "fr", article())
    (found,) = urg005_same_cards.check(site(english, french))
    assert found.part == "fr/x/"
    assert not list(urg005_same_cards.check(site(english, page("", "fr/y/", "fr"))))


def test_every_source_is_shown_in_main() -> None:
    of = article("Text.\n", kind="procedure", more=SOURCES)
    link = f'<a href="{of.article.sources[0].url}">x</a>'
    hidden = page(f"<main></main><footer>{link}</footer>", of=of)
    assert list(src005_sources_shown.check(hidden))


def test_a_citation_in_code_or_a_task_is_none() -> None:
    body = "`[^1]` and\n\n- [ ] [a](b.md)[^n]\n\n[^n]: x\n"
    assert not list(src004_unresolved_citation.check(article(body, kind="care")))


def test_the_front_matter_of_the_specimens_is_valid() -> None:
    subject = article("Text.\n", kind="procedure", more=SOURCES)
    _, findings = read(subject.text, "a.md", "a.md", health=True)
    assert [finding.message for finding in findings] == ["the article has no review state"]


def test_sentences_leave_out_what_is_no_sentence() -> None:
    body = "## Head\n\nSee Dr. Who. It is {5 mg}.\n\n- Bone\n- Go now.\n\n| a | b. |\n"
    assert [s.text for s in sentences(body)] == ["See Dr. Who.", "It is {5 mg}.", "Go now."]
    assert [body[s.offset :].startswith(s.text) for s in sentences(body)] == [True] * 3


def test_fill_is_no_letter() -> None:
    assert not FILL.isalnum()
    assert not FILL.isspace()


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_the_names_of_the_sections_are_headings_that_will_do(kind: Kind) -> None:
    names = [name for name, _ in art001_required_sections.SECTIONS[kind]]
    body = "".join(f"## {name.capitalize()}\n\nText.\n\n" for name in names)
    assert not list(art001_required_sections.check(article(body, kind=kind.value)))


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("procedure", ("Overview|Why you may have it|Also known as|How to prepare|What to expect"
         "|How much time it takes|After your operation|Advantages|Side effects and complications"
         "|Does it work?|Recovering at home|When to call your doctor|What to ask your team")),
        ("condition", ("Signs of lung cancer|Causes|How it is found|Treating lung cancer"
         "|Coping with lung cancer|Warning signs")),
        ("condition", "When to get medical help|Symptoms|Risk factors|Diagnosis|Treated|Life with"),
        ("test", ("What a CT scan is|Preparing for your scan|How the scan is done|After the scan"
         "|Your results|Is it safe?|When to seek medical advice")),
        ("care", "When to get urgent help|Questions for your care team"),
    ],
)  # fmt: skip
def test_a_section_may_have_another_heading(kind: str, headings: str) -> None:
    body = "".join(f"## {heading}\n\nText.\n\n" for heading in headings.split("|"))
    assert not list(art001_required_sections.check(article(body, kind=kind)))


def test_a_missing_section_comes_with_a_heading_to_write() -> None:
    (found,) = art001_required_sections.check(article("## Questions to ask\n", kind="care"))
    assert found.message == "the care article has no section 'when to get help'"
    assert "“## When to get help”" in found.help
