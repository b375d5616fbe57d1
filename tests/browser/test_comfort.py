"""Whether pages can be read and used with comfort: sizes, lines, colors, targets, zoom, paper."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from polyclinic import config
from site_fixtures import ARTICLE, KINDS, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SETTINGS = config.load(ROOT / "mkdocs.yml")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)
WIDE, NARROW = 1280, 320
pytestmark = pytest.mark.browser
every_locale = pytest.mark.parametrize("locale", LOCALES)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda path: path or "home")
both_widths = pytest.mark.parametrize("width", [NARROW, WIDE])
both_schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@cache
def script(name: str) -> str:
    """A function of measure.js, as an expression that a browser can call."""
    source = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
    return f"(argument) => {{ {source}\n return {name}(argument); }}"


class Reader:
    """A reader's window: opens pages, and measures what is on them."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    def open(self, path: str, locale: str = "en") -> None:
        """Open a page in a language; there is one 404.html for all."""
        prefix = "" if locale == SETTINGS.source_locale or path == "404.html" else f"{locale}/"
        self.page.goto(self._address + prefix + path)

    def measure(self, name: str, argument: object = None) -> Any:
        """What a function of measure.js finds."""
        return self.page.evaluate(script(name), argument)

    def open_details(self) -> None:
        """Open every expander and list."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    yield Reader(context.new_page(), address)
    context.close()


# Type


@every_locale
@both_widths
def test_no_text_is_smaller_than_18_px_or_set_tighter_than_one_and_a_half(
    reader: Reader, locale: str, width: int
) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    for path in ("", ARTICLE):
        reader.open(path, locale)
        reader.open_details()
        assert reader.measure("smallText", {"size": 18, "leading": 1.5}) == []


@every_locale
def test_no_line_is_longer_than_80_letters_or_40_chinese_characters(
    reader: Reader, locale: str
) -> None:
    wide = locale.startswith("zh")
    longest = {"longest": 40 if wide else 80, "wide": wide}
    for path in KINDS:
        reader.open(path, locale)
        reader.open_details()
        assert reader.measure("longLines", longest) == [], path


@every_locale
@both_widths
def test_paragraphs_are_a_line_and_a_half_apart(reader: Reader, locale: str, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    for path in ("", ARTICLE, "about/editorial-process/"):
        reader.open(path, locale)
        assert reader.measure("closeParagraphs") == [], path


# Color


@every_kind
@both_schemes
def test_text_keeps_seven_to_one(reader: Reader, kind: str, scheme: Any) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    reader.open(kind)
    reader.open_details()
    assert reader.measure("lowContrast", 7) == []


@both_schemes
def test_controls_and_the_ring_of_focus_keep_three_to_one(
    reader: Reader,
    scheme: Any,
) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    reader.open(ARTICLE)
    controls = (".languages summary", ".prose details", "input[type=checkbox]")
    for control in controls:
        frames = reader.measure("frames", control)
        assert frames, control
        assert [frame for frame in frames if frame["contrast"] < 3] == []
    reader.page.keyboard.press("Tab")
    ring = reader.measure("focusRing")
    while ring is not None:
        assert ring["contrast"] >= 3, ring
        assert ring["width"] >= 2, ring
        reader.page.keyboard.press("Tab")
        ring = reader.measure("focusRing")


def test_without_our_colors_frames_and_signs_still_tell_the_cards_apart(reader: Reader) -> None:
    reader.page.emulate_media(forced_colors="active")
    reader.open(ARTICLE)
    widths = [
        float(reader.measure("style", [f".{card}", "borderBlockStartWidth"]).removesuffix("px"))
        for card in ("emergency", "urgent", "routine")
    ]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
    assert widths[-1] >= 1
    assert "underline" in reader.measure(
        "style", [".site-navigation [aria-current]", "textDecorationLine"]
    )
    assert reader.measure("keptColors") == []


def test_nothing_moves(reader: Reader) -> None:
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open(ARTICLE)
    assert reader.measure("moving") == []


# Targets and zoom


@every_locale
@both_widths
def test_targets_outside_running_text_measure_44_px(
    reader: Reader, locale: str, width: int
) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    for path in KINDS:
        reader.open(path, locale)
        reader.open_details()
        assert reader.measure("smallTargets", 44) == [], path


def test_a_tick_shows_and_the_words_belong_to_its_box(reader: Reader) -> None:
    reader.open(ARTICLE)
    box = reader.page.get_by_role("checkbox").first
    tick = "e => getComputedStyle(e, '::before').content"
    assert "✓" not in box.evaluate(tick)
    reader.page.locator(".task-list-item > label").first.click(position={"x": 120, "y": 40})
    assert box.is_checked()
    assert "✓" in box.evaluate(tick)


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""


@every_locale
@both_widths
@pytest.mark.parametrize(
    "style", ["html { font-size: 200% !important; }", SPACED], ids=["200% text", "text spacing"]
)
def test_large_or_spaced_text_is_neither_cut_nor_off_to_the_side(
    reader: Reader, locale: str, width: int, style: str
) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    for path in KINDS:
        reader.open(path, locale)
        reader.page.add_style_tag(content=style)
        reader.open_details()
        assert reader.measure("sideways") == 0, path
        assert reader.measure("cut") == [], path


@every_locale
def test_the_name_of_the_site_and_the_language_button_share_a_row_on_a_phone(
    reader: Reader, locale: str
) -> None:
    reader.page.set_viewport_size({"width": NARROW, "height": 900})
    reader.open(ARTICLE, locale)
    name, button = (
        reader.measure("box", f"header {part}") for part in (".site-name", ".languages summary")
    )
    assert abs(name["middle"] - button["middle"]) < 4
    assert button["height"] < 60


# Tables


# Chinese parts no words, and breaks its lines anywhere.
@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "zh-Hans"])
def test_no_word_of_a_table_is_broken_on_a_phone(reader: Reader, locale: str) -> None:
    reader.page.set_viewport_size({"width": NARROW, "height": 900})
    reader.open(ARTICLE, locale)
    assert reader.page.locator("td").count() >= 10
    assert reader.measure("brokenWords", "th, td") == []


@both_widths
def test_a_table_is_one_for_screen_readers_at_every_width(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    reader.open(ARTICLE)
    session = reader.page.context.new_cdp_session(reader.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in nodes)
    wanted = {"table": 1, "columnheader": 2, "row": 6, "cell": 10}
    assert {role: roles[role] for role in wanted} == wanted


def test_stacked_cells_show_their_column_and_say_it_once(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": NARROW, "height": 900})
    reader.open(ARTICLE)
    assert reader.measure("before", "tbody td") == '"Step" / ""'
    first, second = (reader.measure("box", f"tbody td:nth-child({n})") for n in (1, 2))
    assert second["top"] >= first["bottom"]


# The frame of the page


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("", {"Home": "page"}),
        ("procedures/", {"Procedures": "page"}),
        (ARTICLE, {"Procedures": "true"}),
        ("about/contact/", {"About": "true"}),
    ],
)
def test_the_menu_says_where_the_reader_is(
    reader: Reader, path: str, marked: dict[str, str]
) -> None:
    reader.open(path)
    links = reader.page.locator("header nav a[aria-current]").all()
    assert {link.inner_text(): link.get_attribute("aria-current") for link in links} == marked


@every_kind
def test_the_icon_of_the_tab_is_there(reader: Reader, kind: str) -> None:
    reader.open(kind)
    address = reader.page.evaluate("document.querySelector('link[rel=icon]').href")
    answer = reader.page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "image/svg+xml"


def test_the_style_sheet_and_the_scripts_are_light(reader: Reader) -> None:
    reader.open(ARTICLE)
    sheet = reader.page.request.get(
        reader.page.evaluate("document.querySelector('link[rel=stylesheet]').href")
    )
    assert len(gzip.compress(sheet.body())) <= 10 * 1024
    scripts = reader.page.evaluate("[...document.scripts].filter(s => s.src).map(s => s.src)")
    bodies = [reader.page.request.get(script).body() for script in scripts]
    assert bodies
    assert sum(len(gzip.compress(body)) for body in bodies) <= 5 * 1024


# Paper: a sheet of A4 is a column, which the same engine fills by the same rules.


@every_locale
def test_a_sheet_parts_nothing_that_belongs_together(reader: Reader, locale: str) -> None:
    reader.page.emulate_media(media="print")
    reader.open(ARTICLE, locale)
    sheets = reader.measure("sheets")
    assert sheets["count"] > 3
    assert sheets["cut"] == []
    assert sheets["parted"] == []
    assert sheets["alone"] == []
    assert sheets["split"] == []
    assert [share for share in sheets["filled"][:-1] if share < 0.4] == []


def test_a_handout_is_set_in_12_point_and_of_few_sheets(reader: Reader) -> None:
    reader.open(ARTICLE)
    pdf = reader.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 9
    reader.page.emulate_media(media="print")
    assert reader.measure("style", [".prose p", "fontSize"]) == "16px"


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_paper_shows_the_addresses_of_links_and_no_signs_of_opening(
    reader: Reader, locale: str
) -> None:
    reader.page.emulate_media(media="print")
    reader.open(ARTICLE, locale)
    prefix = "" if locale == "en" else f"{locale}/"
    links = reader.page.locator(
        ".prose a:not([href^='#'], .term), .sources a:not([href^='#'])"
    ).all()
    assert len(links) > 10
    for link in links:
        href = link.get_attribute("data-address") or link.get_attribute("href")
        written = link.evaluate("a => getComputedStyle(a, '::after').content")
        # Isolated, so that the brackets go with the sentence and the address with itself.
        assert written.strip('"') == f" (\u2066{href}\u2069)"
    disclaimer = reader.page.locator(".prose a[href$='medical-disclaimer/']").first
    expected = f"{SETTINGS.site_url}{prefix}about/medical-disclaimer/"
    assert disclaimer.get_attribute("data-address") == expected
    assert reader.measure("style", [".prose summary", "display"]) == "block"
    assert reader.page.locator(".prose details > :not(summary)").first.is_visible()
    assert reader.page.locator(".page-address").inner_text() == (
        f"{SETTINGS.site_url}{prefix}{ARTICLE}"
    )
