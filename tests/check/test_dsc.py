"""The disclaimer rules, on the article as it is built and on each fault of the corpus."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from polyclinic.check import css, document, visibility
from polyclinic.check.cascade import looks
from polyclinic.check.disclaimer_specimen import article_page, translated_page
from polyclinic.check.disclaimer_words import denies, wrong_language
from polyclinic.check.recorded import translation_facts
from polyclinic.check.rules import (
    dsc001_one_block,
    dsc002_visible,
    dsc003_printed,
    dsc004_labelled,
    dsc005_language,
    dsc006_slots,
    dsc007_same_everywhere,
    dsc008_emergency_number,
    dsc009_short_form,
    dsc010_translation_notice,
    dsc011_structured_data,
    dsc012_review_printed,
    dsc013_negations,
    dsc014_current,
)
from polyclinic.check.runner import Subjects, run
from polyclinic.check.sight import Sight
from polyclinic.check.subjects import RenderedPage, Site
from polyclinic.config import load
from polyclinic.i18n.catalog import Catalog
from polyclinic.library.addresses import address as address_of
from polyclinic.library.day import build_date
from polyclinic.library.disclaimer import Disclaimer, Expected
from polyclinic.library.library import Library
from polyclinic.library.project import Project
from polyclinic.library.reviews import TranslationFacts
from polyclinic.library.wording import EMERGENCY_NUMBERS
from site_fixtures import ARTICLE, PAGES, ROOT, build_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.config import Settings

LOCALES = ("en", "es", "fr", "pt-BR", "ar", "zh-Hans", "hi", "vi", "uk")
TODAY = date(2026, 11, 22)
NOTHING = TranslationFacts()
RULES = (
    dsc001_one_block.RULE,
    dsc002_visible.RULE,
    dsc003_printed.RULE,
    dsc004_labelled.RULE,
    dsc005_language.RULE,
    dsc006_slots.RULE,
    dsc008_emergency_number.RULE,
    dsc009_short_form.RULE,
    dsc010_translation_notice.RULE,
    dsc011_structured_data.RULE,
    dsc012_review_printed.RULE,
    dsc013_negations.RULE,
    dsc014_current.RULE,
)
SITE_RULE = dsc007_same_everywhere.RULE
CORPUS = Path(__file__).parent / "faults" / "disclaimer.toml"
FAULTS: list[dict[str, Any]] = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["fault"]

Pages = dict[tuple[str, str], RenderedPage]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every page of the library by its locale and its address in the source language."""
    folder = build_library(tmp_path_factory.mktemp("disclaimers") / "site")
    settings = load(ROOT / "mkdocs.yml")
    styles = {"assets/css/site.css": (folder / "assets/css/site.css").read_text(encoding="utf-8")}
    project = Project(settings)
    library, _ = Library.load(settings)
    # The notice of a page names the day of its catalogs as the build saw them.
    facts = translation_facts(project, library, project.catalogs(), build_date())
    paths = {address_of(one.path): one.path for one in library.articles}
    articles = {address_of(one.path): one for one in library.articles}
    found = {}
    for locale in LOCALES:
        for bare in PAGES:
            address = bare if locale == "en" else f"{locale}/{bare}"
            html = (folder / address / "index.html").read_text(encoding="utf-8")
            page = RenderedPage(
                address, locale, "en", html, styles, TODAY, settings,
                articles.get(bare), facts.get((locale, paths[bare]), NOTHING),
            )  # fmt: skip
            found[locale, bare] = replace(page, disclaimer=_agreed(page))
    return found


def _agreed(page: RenderedPage) -> Expected:
    """What the present template and catalogs give for a page."""
    disclaimer = Disclaimer.of(page.settings)
    assert disclaimer is not None
    catalog = None if page.locale == "en" else _catalog(page.locale)
    return disclaimer.on(page.article, page.locale, catalog)


@cache
def _catalog(locale: str) -> Catalog:
    return Catalog.load(ROOT / "locales", locale)[0]


def codes(page: RenderedPage) -> list[str]:
    return [rule.code for rule in RULES if list(rule.check(page))]


def told(page: RenderedPage) -> list[str]:
    return [f"{rule.code} {found.message}" for rule in RULES for found in rule.check(page)]


def of_site(pages: Pages, changed: RenderedPage | None = None) -> list[str]:
    articles = [page for (_, bare), page in pages.items() if bare == ARTICLE]
    if changed is not None:
        articles = [changed if page.address == changed.address else page for page in articles]
    settings = articles[0].settings
    site = Site(settings.site_dir, tuple(articles), frozenset(), settings, TODAY)
    return [f"{found.part}: {found.message}" for found in SITE_RULE.check(site)]


def hidden(css_text: str, world: css.World = css.SCREENS[0], page_css: str = "") -> str:
    """Why the first part of the specimen's disclaimer can't be seen; "" where it can."""
    page = article_page(("</head>", f"<style>{page_css}</style></head>"), css=css_text)
    block = document.full_block(document.tree(page.html))
    assert block is not None
    why = visibility.hidden(looks(Sight.of(page)), document.slots(block)["education"], world)
    return why.reason if why else ""


# The library


@pytest.mark.parametrize("locale", LOCALES)
def test_the_article_is_without_fault_in_its_language(pages: Pages, locale: str) -> None:
    assert not told(pages[locale, ARTICLE])


def test_every_other_page_is_without_fault(pages: Pages) -> None:
    assert not [(page.address, told(page)) for page in pages.values() if told(page)]


def test_the_languages_have_one_disclaimer_each(pages: Pages) -> None:
    assert not of_site(pages)


@pytest.mark.parametrize("country", [*sorted(EMERGENCY_NUMBERS), "SE"])
def test_the_article_is_without_fault_in_each_country(pages: Pages, country: str) -> None:
    for locale in LOCALES:
        assert not told(_in_country(pages[locale, ARTICLE], country))


# The corpus


def test_the_corpus_is_large_and_names_each_fault_one_time() -> None:
    names = [fault["name"] for fault in FAULTS]
    assert len(names) == len(set(names)) >= 60


def test_every_rule_has_a_fault_in_the_corpus() -> None:
    assert {fault["code"] for fault in FAULTS} == {rule.code for rule in (*RULES, SITE_RULE)}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["name"]).replace(" ", "-"))
def test_a_fault_is_caught(pages: Pages, fault: dict[str, Any]) -> None:
    page = _faulty(pages, fault)
    if fault["code"] == SITE_RULE.code:
        assert any(found.startswith(page.address) for found in of_site(pages, page))
    else:
        assert fault["code"] in codes(page), codes(page)
        # The runner asks in parts, and shows no more than they need.
        reports = run(RULES, Subjects(pages=(page,)))
        assert {f"{report.code} {report.message}" for report in reports} == set(told(page))


def _faulty(pages: Pages, fault: dict[str, Any]) -> RenderedPage:
    page = pages[fault.get("locale", "en"), ARTICLE]
    page = _in_country(page, fault["country"]) if "country" in fault else page
    html = page.html
    for old, new in fault.get("change", ()):
        before = _filled(pages, page, old)
        assert before in html, f"the page has no {old!r}"
        html = html.replace(before, _filled(pages, page, new))
    sheet = page.styles["assets/css/site.css"] + fault.get("css", "")
    assert (html, sheet) != (page.html, page.styles["assets/css/site.css"])
    return replace(page, html=html, styles={"assets/css/site.css": sheet})


_SHORT = re.compile(r'(data-disclaimer="short">\s*<p>[^<]*<strong>)[^<]*')


def _in_country(page: RenderedPage, country: str) -> RenderedPage:
    """The page as a deployment in a country has it."""
    settings = replace(page.settings, options=replace(page.settings.options, country=country))
    number = EMERGENCY_NUMBERS.get(country)
    html = page.html
    if number:
        link = f'<a href="tel:{number}" dir="ltr">{number}</a>'
        html = re.sub(r'(class="emergency-number">)[^<]*', rf"\g<1>{number}", html)
        html = re.sub(r'(slot="emergency"><strong>)[^<]*', rf"\g<1>{_call(page, link)}", html)
        html = _SHORT.sub(rf"\g<1>{_call(page, link)}", html)
    page = replace(page, settings=settings)
    agreed = _agreed(page)
    html = re.sub(r'(data-disclaimer-version=")\w+', rf"\g<1>{agreed.version}", html)
    return replace(page, html=html, disclaimer=agreed)


def _call(page: RenderedPage, link: str) -> str:
    msgid = "In an emergency, call %(number)s right away."
    said = msgid if page.locale == "en" else _catalog(page.locale).gettext(msgid)
    return said % {"number": link}


PIECES = {
    "block": r'<section class="disclaimer".*?</section>',
    "short": r'<div class="disclaimer-short".*?</div>',
    "notice": r'<div class="translation-notice".*?</div>',
}


def _filled(pages: Pages, page: RenderedPage, text: str) -> str:
    """The text with the names of pieces filled in, from this page or from one in a language."""

    def piece(match: re.Match[str]) -> str:
        source = pages[match["locale"], ARTICLE] if match["locale"] else page
        return _piece(source.html, match["kind"], match["name"] or "")

    kinds = "block|short|notice|slot|text"
    pattern = rf"\{{(?:(?P<locale>[a-zA-Z-]+):)?(?P<kind>{kinds})(?::(?P<name>\w+))?\}}"
    return re.sub(pattern, piece, text)


def _piece(html: str, kind: str, name: str) -> str:
    pattern = PIECES.get(kind, rf'(<li data-disclaimer-slot="{name}">)(.*?)</li>')
    found = re.search(pattern, html, re.DOTALL)
    assert found is not None, (kind, name)
    return found[2] if kind == "text" else found[0]


# The present words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["education", "substitute", "delay", "medicines", "relationship"])
def test_a_part_that_lost_its_last_word_is_not_the_present_one(
    pages: Pages, locale: str, name: str
) -> None:
    page = pages[locale, ARTICLE]
    said = _piece(page.html, "text", name)
    shorter = said[: len(said) * 2 // 3]
    (found,) = dsc014_current.check(replace(page, html=page.html.replace(said, shorter)))
    assert repr(name) in found.message
    assert said in found.message


def test_the_version_is_the_same_in_all_languages_and_changes_with_the_words() -> None:
    settings = load(ROOT / "mkdocs.yml")
    names = ("partials/space.html", "partials/emergency-sentence.html")
    sources = {name: (ROOT / "overrides" / name).read_text(encoding="utf-8") for name in (
        *names, "partials/disclaimer.html", "partials/disclaimer-short.html",
        "partials/review-sentence.html",
    )}  # fmt: skip

    def version(old: str = "", new: str = "", **options: str) -> str:
        changed = {name: text.replace(old, new) if old else text for name, text in sources.items()}
        assert not old or changed != sources
        there = replace(settings, options=replace(settings.options, **options))  # type: ignore[arg-type]
        return Disclaimer(there, jinja2.DictLoader(changed)).version

    assert version() == version("<ul>", '<ul class="list">') == _agreed_version(settings)
    others = [
        version("Do not delay care", "Please do not delay care"),
        version("wrote this article with", "wrote this with"),
        version("A clinician reviewed", "A doctor reviewed"),
        version(country="US"),
    ]
    assert len({version(), *others}) == 5


def _agreed_version(settings: Settings) -> str:
    disclaimer = Disclaimer.of(settings)
    assert disclaimer is not None
    return disclaimer.version


def test_a_template_that_cannot_be_rendered_by_itself_is_told(pages: Pages) -> None:
    page = pages["en", ARTICLE]
    texts = {"partials/disclaimer.html": "{{ page.url | nonsense }}"}
    disclaimer = Disclaimer(
        page.settings, jinja2.DictLoader({**texts, "partials/disclaimer-short.html": ""})
    )
    page = replace(page, disclaimer=disclaimer.on(page.article, "en", None))
    (found,) = dsc014_current.check(page)
    assert "No filter named 'nonsense'" in found.message


# What can be seen


@pytest.mark.parametrize(
    "sheet",
    [
        "#page-disclaimer { display: none } #page-disclaimer { display: block }",
        "#page-disclaimer { display: block } section { display: none }",
        "@layer a { #page-disclaimer { display: none } } section { display: block }",
        "@layer a, b; @layer b { li { opacity: 1 } } @layer a { li { opacity: 0 } }",
        "section { display: block !important } #page-disclaimer { display: none }",
        "#page-disclaimer:hover { display: none }",
        "#page-disclaimer::before { display: none }",
        "@media (width < 20rem) { section { display: none } }",
        "@media speech { section { display: none } }",
        "@supports not (display: grid) { section { display: none } }",
        "section { height: 0 }",
        "section { overflow: hidden; height: 100vh }",
        "section { position: static; left: -9999px }",
        "section { position: relative; top: -1px; transform: translateY(-0.1em) rotate(45deg) }",
        "section { clip-path: polygon(30% 0, 70% 0, 100% 30%, 100% 70%) }",
        "section { color: color-mix(in srgb, red 90%, white) }",
        "section { color: #fff; background: url(dark.png) #fff }",
        "section { color: #fff; background: linear-gradient(#000, #333) }",
        "section { color: white; background: black }",
        "section { color: var(--nothing, #222) }",
        "section { color: var(--nothing) }",
        "section { --a: var(--b); --b: var(--a); color: var(--a) }",
        "section { opacity: calc(2 - 1) }",
        "section { font: italic 1rem/1.5 serif }",
        "ul { visibility: hidden } li { visibility: visible }",
        "@keyframes fade { from { opacity: 0 } }",
        "@font-face { font-family: X }",
        "} { ;; section",
    ],
)
def test_it_is_seen_with_a_style_that_does_not_hide_it(sheet: str) -> None:
    assert not hidden(sheet)


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ("section { display: none !important } #page-disclaimer { display: block }", "display"),
        ("@layer a { li { opacity: 1 } } @layer b { li { opacity: 0 } }", "opacity"),
        ("@layer a, b; @layer b { li { opacity: 0 } } @layer a { li { opacity: 1 } }", "opacity"),
        ("@layer a { @layer b { li { opacity: 1 } } li { opacity: 0 } }", "opacity"),
        ("ul { visibility: hidden }", "visibility"),
        ("li { all: unset; display: none }", "display"),
        (":where(#page-disclaimer) { display: none }", "display"),
        ("section { &:not(.x) { ul & , ul { display: none } } }", "display"),
        ("section { @media screen { display: none } }", "display"),
        ("@container (width > 10rem) { li { display: none } }", "display"),
        ("@scope (section) { li { display: none } }", "display"),
        ("section { color: #eee }", "contrast"),
        ("section { color: white }", "contrast"),
        ("section { --c: 255 255 255; color: rgb(var(--c)) }", "contrast"),
        ("body { background: #111 } html { color: inherit }", "contrast"),
        (":root { color-scheme: dark } li { color: black }", "contrast"),
        ("li { color: oklch(0.99 0 0) }", "contrast"),
        ("section { font-size: 2rem } li { font-size: 0.25em }", "high"),
        ("html { font-size: 25% }", "high"),
        ("section { zoom: 0.1 }", "high"),
        ("section { line-height: 0 }", "line-height"),
        ("section { inset: 0 auto auto -200vw; position: fixed }", "left"),
        ("section { overflow: hidden; max-block-size: 2em }", "max-height"),
        ("section { translate: -100% }", "translate"),
        ("section { transform: rotateY(90deg) }", "transform"),
        ("ul { -webkit-line-clamp: 3; display: -webkit-box; overflow: hidden }", "line-clamp"),
        ("section { clip-path: inset(0 100% 0 0) }", ""),
    ],
)
def test_a_style_hides_it(sheet: str, why: str) -> None:
    assert why in hidden(sheet)


def test_the_worlds_are_told_apart() -> None:
    dark = "@media (prefers-color-scheme: dark) { section { display: none } }"
    narrow = "@media not all and (min-width: 321px) { section { display: none } }"
    paper = "@media print { section { display: none } }"
    told = [[bool(hidden(sheet, world)) for world in css.WORLDS] for sheet in (dark, narrow, paper)]
    assert told == [
        [False, False, True, False],
        [False, True, False, False],
        [False, False, False, True],
    ]


@pytest.mark.parametrize(
    ("query", "wide", "narrow"),
    [
        ("", True, True),
        ("all", True, True),
        ("print", False, False),
        ("screen and (min-width: 40em)", True, False),
        ("(max-width: 639.98px)", False, True),
        ("(300px <= width <= 400px)", False, True),
        ("(400px > width)", False, True),
        ("not (width < 30rem)", True, False),
        ("not screen", False, False),
        ("not print", True, True),
        ("only screen and (orientation: portrait)", False, True),
        ("(width < 30rem) or (width > 70rem)", True, True),
        ("((width < 30rem) and (hover)) or print", False, True),
        ("(hover: none)", False, False),
        ("(nonsense: 3)", False, False),
        ("print, screen", True, True),
    ],
)
def test_a_media_query(query: str, *, wide: bool, narrow: bool) -> None:
    assert [css.media(query, world) for world in css.SCREENS[:2]] == [wide, narrow]


def test_an_imported_style_sheet_counts() -> None:
    page = article_page(css="@import url('hide/more.css') screen;")
    page = replace(page, styles={**page.styles, "hide/more.css": "section { display: none }"})
    assert list(dsc002_visible.RULE.check(page))
    assert not list(dsc003_printed.RULE.check(page))


def test_another_sites_style_sheet_is_not_guessed() -> None:
    assert not told(article_page(('href="../../site.css"', 'href="https://example.org/x.css"')))


def test_one_finding_names_the_element_and_the_worlds() -> None:
    found = list(dsc002_visible.RULE.check(article_page(css="section ul { display: none }")))
    assert [each.message for each in found] == [
        "the disclaimer can't be seen on any screen: ul: display: none"
    ]


def test_a_site_without_health_articles_needs_no_disclaimer() -> None:
    page = translated_page(('data-disclaimer="short"', ""))
    options = replace(page.settings.options, health=False)
    assert not told(replace(page, settings=replace(page.settings, options=options)))


def test_a_page_that_is_hardly_html_does_not_stop_the_rules() -> None:
    for html in ("", "<", "text", "<html>", '<main data-disclaimer="full">'):
        assert codes(replace(article_page(), html=html))


def test_a_page_cut_off_anywhere_does_not_stop_the_rules(pages: Pages) -> None:
    page = pages["ar", ARTICLE]
    for end in range(0, len(page.html), len(page.html) // 40):
        codes(replace(page, html=page.html[:end]))


@pytest.mark.parametrize(
    "sheet",
    [
        "section { color: var() ; font: ; inset: ; left: ; margin: ; clip: rect() }",
        "section { transform: translate(; } @media { @layer { & { } } } @import; @layer ;",
        "@media (width >) { section { display: none } } @media ( { x { y: z } }",
        "section { margin: auto auto; inset: 1px 2px 3px; filter: blur(); opacity: x }",
        "section { color: rgb(1 2); background: ; font-size: var(--x) } :is( { color: red }",
        "@import url(site.css); @import 'a' layer(b.c) screen; @scope to (x) { y { z: 0 } }",
    ],
)
def test_a_broken_style_sheet_does_not_stop_the_rules(sheet: str) -> None:
    assert not codes(article_page(css=sheet))


@pytest.mark.parametrize("href", ["http://[", "//", "", "#", "javascript:", "tel:"])
def test_a_broken_link_does_not_stop_the_rules(href: str) -> None:
    link = f'<a href="{href}">x</a>'
    assert not codes(article_page(("Do not delay", f"{link} Do not delay")))


@pytest.mark.parametrize("data", ["[]", "null", '{"@type": [{}, 3]}', '[[{"@type": {}}]]', '"x"'])
def test_odd_structured_data_do_not_stop_the_rules(data: str) -> None:
    script = f'<script type="application/ld+json">{data}</script></head>'
    assert not codes(article_page(("</head>", script)))


# Words


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Do not delay care because of something you read here."),
        ("es", "Não substitui a orientação do médico, e você não deve parar o remédio."),
        ("pt-BR", "Este artículo no sustituye los consejos de su médico ni de la enfermera."),
        ("vi", "This article is for education only, and not for you."),
        ("uk", "Эта статья не заменяет советы вашего врача."),
        ("ar", "این مقاله جایگزین پزشک نیست و فقط برای آموزش است، گفتگو کنید"),
        ("zh-Hans", "本頁僅供教育之用，不能代替醫療團隊的建議。"),
        ("hi", "यह लेख ठीक है, but it does not replace advice from your doctor."),
        ("en", "Ne retardez pas les soins à cause de ce que vous avez lu sur cette page."),
    ],
)
def test_a_text_is_not_in_the_language(locale: str, text: str) -> None:
    assert wrong_language(text, locale)


@pytest.mark.parametrize("text", ["Sources", "MRI", "", "112", "A. B. Médico"])
@pytest.mark.parametrize("locale", ["en", "es", "fr", "pt-BR", "vi"])
def test_a_short_text_is_given_the_benefit_of_doubt(locale: str, text: str) -> None:
    assert not wrong_language(text, locale)


@pytest.mark.parametrize(
    ("locale", "yes", "no"),
    [
        ("en", "Don’t wait.", "Wait for a notable answer."),
        ("es", "No deje de tomarlo.", "Deje de tomarlo; anote la hora."),
        ("fr", "N’attendez jamais.", "Attendez une année."),
        ("pt-BR", "Não pare.", "Pare no domingo."),
        ("ar", "لا تؤخروا الرعاية.", "أخروا الرعاية إلى الغد."),
        ("zh-Hans", "请勿拖延。", "请拖延。"),
        ("hi", "देर न करें।", "देर करें।"),
        ("vi", "Đừng chờ.", "Hãy chờ."),
        ("uk", "Не чекайте.", "Чекайте небагато."),
    ],
)
def test_a_negation_is_seen(locale: str, yes: str, no: str) -> None:
    assert denies(yes, locale)
    assert not denies(no, locale)


# Numbers


@pytest.mark.parametrize(
    "text",
    [
        "Call 999 now.",
        "Dial 112.",
        "Phone the emergency line at 000 without waiting.",
        'Call <a href="tel:15">15</a>.',
        'Call <span class="emergency-number">１１９</span>.',
    ],
)
def test_the_number_of_another_country_is_found(text: str) -> None:
    page = article_page(("A sprain is", f"{text} A sprain is"))
    assert "DSC008" in codes(page)


@pytest.mark.parametrize(
    "text",
    [
        "Call if your pulse is above 120/min.",
        "Call us at 555-0112-911.",
        "Call your team. Of 999 people, 911 got better.",
        "Call your team if it takes 120% of the time, or if you weigh 112.5 kg.",
        'Call <a href="tel:+15550100">+1 555 0100</a>.',
        "The guideline of 2017 lists 115 and 103 centers.",
    ],
)
def test_another_number_is_none_of_a_country(text: str) -> None:
    page = article_page(("A sprain is", f"{text} A sprain is"))
    assert "DSC008" not in codes(page)


@pytest.mark.parametrize(
    ("country", "text", "right"),
    [
        ("FR", "Call 112.", True),
        ("GB", "Call 112.", True),
        ("IE", "Call 999.", True),
        ("IN", "Call 108.", True),
        ("UA", "Call 112.", True),
        ("US", "Call 112.", False),
        ("AU", "Call 112.", False),
        ("ES", "Call 999.", False),
        ("FR", "Call 999.", False),
    ],
)
def test_a_second_number_is_right_where_it_reaches_the_same_help(
    country: str, text: str, right: bool
) -> None:
    page = article_page(("A sprain is", f"{text} A sprain is"), country=country)
    foreign = [message for message in numbers(page) if "as an emergency number" in message]
    assert bool(foreign) is not right


def numbers(page: RenderedPage) -> Iterator[str]:
    return (found.message for found in dsc008_emergency_number.RULE.check(page))


def test_a_country_whose_number_nobody_checked_has_words() -> None:
    assert not list(numbers(article_page(country="SE")))
    assert list(numbers(article_page(country="UA")))
