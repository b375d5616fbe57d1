"""The search in a real browser: what it finds, how it is used, and what breaks it not."""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect

from checkers import axe
from polyclinic.build import pagefind, search_parts
from search_site import LOCALES, home, keys, queries, site, subjects
from site_fixtures import ARTICLE, ARTICLES, ROOT
from small_library import copied, mkdocs_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIND = """async query => {
  const page = await import('/assets/js/search.js');
  const topics = '../search-topics.json', index = '../pagefind/pagefind.js';
  const {results, pages} = await page.found(query, topics, index);
  const found = await Promise.all(results.slice(0, 8).map(page.read));
  return pages && [...new Set(found.map(({at}) => at))];
}"""

COUNTED = """async query => {
  const page = await import('/assets/js/search.js');
  const {results} = await page.found(query, '../search-topics.json', '../pagefind/pagefind.js');
  const found = await Promise.all(results.map(page.read));
  return new Set(found.filter(({data}) => data?.excerpt.includes('<mark>')).map(({at}) => at)).size;
}"""
TEXTS = """async query => {
  const page = await import('/assets/js/search.js');
  const {results} = await page.found(query, '../search-topics.json', '../pagefind/pagefind.js');
  const found = await Promise.all(results.map(page.read));
  return found.map(({at, data}) => ({at, excerpt: data.excerpt}));
}"""

SETTLED = """() => {
  const said = document.querySelector('.search-status').textContent;
  return said && !said.endsWith('…');
}"""
FAILED = "Search could not be loaded. Check your connection and try again."
TITLES = (
    "Only titles were searched, because the rest could not be loaded."
    " Check your connection and try again."
)


def opened(browser: Browser, address: str, width: int, **options: Any) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(address)
    return page


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    serving = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def subjects_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = site(tmp_path_factory.mktemp("subjects") / "site", subjects())
    with served(folder) as found:
        yield found


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["queries", "second"])
def test_readers_find_what_they_mean(
    browser: Browser, subjects_address: str, name: str, locale: str, record_property: Any
) -> None:
    page = browser.new_page()
    page.goto(f"{subjects_address}{home(locale)}cryo/")
    ranks = []
    missed = []
    for query, meant in queries(name)[locale]:
        found = keys(page.evaluate(FIND, query))
        ranks.append(found.index(meant) + 1 if meant in found else 99)
        if ranks[-1] > 1:
            missed.append(f"{query} ({meant}): {', '.join(found[:3]) or 'nothing'}")
    page.close()
    first, third = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 3))
    said = f"{locale}: {len(ranks)} {name}, success at 1: {first:.1%}, at 3: {third:.1%}"
    print("\n".join([said, *missed]))  # noqa: T201 - a figure that `pytest -s` shows
    record_property("success", said)
    assert len(ranks) >= 30
    assert first >= 0.85
    assert third >= 0.95


@pytest.mark.parametrize("locale", LOCALES)
def test_each_article_of_the_library_is_found_by_lay_words(
    browser: Browser, address: str, locale: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}{home(locale)}search/")
    asked_for = queries("articles")[locale]
    missed = []
    for query, meant in asked_for:
        found = [urlsplit(at).path.strip("/") for at in page.evaluate(FIND, query)]
        if not any(at.endswith(f"/{meant}") for at in found[:3]):
            missed.append(f"{query} ({meant}): {', '.join(found[:4]) or 'nothing'}")
    page.close()
    assert missed == []
    each = Counter(meant for _, meant in asked_for)
    assert each == {path.split("/")[-2]: 5 for path in ARTICLES}


def test_a_point_of_a_checklist_is_found(page: Page, address: str) -> None:
    asked(page, address, "pacemaker")
    page.wait_for_selector(".search-results mark")
    titles = page.locator(".search-results h2").all_inner_texts()
    assert "MRI scan" in titles


@pytest.fixture
def small_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a site whose index is cut as that of a thousand articles."""
    monkeypatch.setattr(pagefind, "BATCH", 8000)
    monkeypatch.setattr(search_parts, "PART", 400)
    monkeypatch.setattr(search_parts, "PLACES", 60)
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("locale", "common", "said"),
    [
        ("vi", "của", ["của", "cua", "đông lạnh", "dong lanh", '"thận của"', "của thận"]),
        ("hi", "के", ["के", "संक्रमण", "संक्रमण के", '"संक्रमण के"', "पढ़ाई"]),
        ("en", "the", ["the", "freezing", "the freezing", '"the freezing"']),
        ("ar", "من", ["من", "تجميد", "تجميد من"]),
    ],
)
def test_an_index_in_small_parts_of_several_runs_finds_each_page_of_a_word(
    browser: Browser, small_parts: Path, locale: str, common: str, said: list[str]
) -> None:
    """A common word keeps few of its places, and no page of it is lost; nor is a rare one's."""
    words = " ".join(word.strip('"') for word in said if word not in {"cua", "dong lanh"})
    filler = f"alpha {common} beta {common} gamma. " * 40
    pages = {
        f"page-{number}": (f"T{number}", (), f"{filler}{words}. only{number:02}x {common} end.")
        for number in range(12)
    }
    folder = site(small_parts, {locale: pages})
    assert len(list((folder / home(locale) / "pagefind/index").iterdir())) > 3
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}{home(locale)}page-1/")
        for query in said:
            assert page.evaluate(COUNTED, query) == 12, query
        for number in range(12):
            (found,) = page.evaluate(TEXTS, f"only{number:02}x")
            assert found["at"].endswith(f"/page-{number}/")
            assert f"<mark>only{number:02}x</mark> {common} end." in found["excerpt"]
        page.close()


def test_a_word_that_no_page_has_hides_not_the_pages_with_the_others(
    browser: Browser, subjects_address: str
) -> None:
    """Where a word is in most of the pages it tells little, but more than nothing."""
    page = browser.new_page()
    page.goto(f"{subjects_address}cryo/")
    assert len(page.evaluate(FIND, "cancer xqzwk")) > 3
    assert len(page.evaluate(FIND, "blood xqzwk yqvwj")) > 3
    assert page.evaluate(FIND, "of xqzwk") == []
    page.close()


def typed(page: Page, words: str) -> None:
    page.locator("#page-search").focus()
    page.wait_for_selector("#page-search[role=combobox]")
    page.keyboard.type(words)


def asked(page: Page, address: str, query: str, name: str = "search/") -> str:
    """What the page of results says for a query, and only when it is done."""
    page.goto(f"{address}{name}?q={quote(query)}")
    page.wait_for_function(SETTLED)
    return page.inner_text(".search-status")


def test_nothing_of_the_search_is_loaded_before_a_reader_goes_to_it(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + ARTICLE)
    page.wait_for_load_state("networkidle")
    assert [url for url in loaded if "search" in url or "pagefind" in url] == []
    typed(page, "cryo")
    page.wait_for_selector("[role=option]")
    assert any(url.endswith("search-topics.json") for url in loaded)
    assert not any("pagefind" in url for url in loaded)
    page.close()


def test_a_suggestion_is_reached_left_and_taken_by_keyboard(browser: Browser, address: str) -> None:
    page = opened(browser, address, 320)
    typed(page, "cryosurgry")
    page.wait_for_selector("[role=option]")
    box = page.locator("#page-search")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert "Cryosurgery" in page.inner_text(f"#{active}")
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "cryosurgry"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ARTICLE}")
    page.context.close()


def test_enter_without_a_choice_asks_for_results_that_back_and_the_address_keep(
    browser: Browser, strict_address: str
) -> None:
    page = opened(browser, strict_address + ARTICLE, 1280)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    typed(page, "argon")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=argon")
    page.wait_for_selector(".search-results mark")
    assert page.inner_text(".search-results h2") == "Cryoablation"
    page.locator("#page-search").fill("procedures")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=procedures")
    page.go_back()
    page.wait_for_selector(".search-results mark")
    assert page.input_value("#page-search") == "argon"
    page.locator(".search-results a[href*=highlight]").first.click()
    page.wait_for_selector(".prose mark")
    assert page.inner_text(".prose mark >> nth=0").lower() == "argon"
    assert said == []
    page.context.close()


@pytest.mark.parametrize(
    "query",
    ["x" * 5000, "\"'", "漢字", "%", "سرطان", "🙂"],
    ids=["5000", "quotes", "han", "percent", "arabic", "emoji"],
)
def test_words_that_mean_nothing_here_get_advice(
    browser: Browser, strict_address: str, query: str
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    assert asked(page, strict_address, query) == "We found nothing for these words."
    assert page.is_visible(".search-advice")
    assert len(page.input_value("#page-search")) <= 200
    assert wrong == []
    page.close()


def test_an_article_found_by_name_and_by_text_is_one_result_with_excerpts(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    said = asked(page, address, "freezing")
    number = page.locator(".search-results > li").count()
    assert said == ("1 result" if number == 1 else f"{number} results")
    first = page.locator(".search-results > li").first
    assert first.locator("h2").inner_text() == "Cryoablation"
    assert first.locator(".search-also").inner_text() == "Also called: Freezing treatment"
    assert first.locator("mark").count() > 0
    page.close()


def test_a_hindi_excerpt_has_no_space_before_its_full_stops(page: Page, address: str) -> None:
    asked(page, address + "hi/", "सेडेशन")
    page.wait_for_selector(".search-results mark")
    said = " ".join(page.locator(".search-excerpt").all_inner_texts())
    assert "।" in said
    assert not re.search(r"\s[।॥]", said)


def test_an_excerpt_says_where_it_begins_or_ends_inside_a_sentence(
    page: Page, address: str
) -> None:
    asked(page, address, "freezes tissue")
    page.wait_for_selector(".search-results mark")
    said = page.locator(".search-excerpt").first.inner_text()
    assert said.startswith("… is a treatment that freezes")
    assert re.search(r"\w …$", said)
    asked(page, address + "hi/", "सेडेशन")
    page.wait_for_selector(".search-results mark")
    ends = [one.inner_text()[-2:] for one in page.locator(".search-excerpt").all()]
    assert all(end[-1] in "।…." for end in ends)


def test_a_query_is_text_and_never_an_element(browser: Browser, address: str) -> None:
    page = browser.new_page()
    alarms: list[str] = []
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    query = "<img src=x onerror=alert(1)><script>alert(2)</script> cryoablation"
    asked(page, address, query)
    assert page.input_value("#page-search") == query
    assert page.locator(".search-page :is(img, script)").count() == 0
    assert alarms == []
    page.close()


def test_a_search_for_nothing_says_nothing_and_fails_not(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}search/?q=%20")
    page.locator("#page-search").press("Enter")
    page.wait_for_url("**/search/?q=")
    assert page.inner_text(".search-status") == ""
    assert page.locator(".search-results li").count() == 0
    page.close()


def test_other_languages_offer_the_english_search(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked(page, f"{address}ar/", "argon")
    link = page.locator(".search-source a")
    assert link.get_attribute("hreflang") == "en"
    link.click()
    page.wait_for_url(f"{address}search/?q=argon")
    page.close()


def test_without_javascript_the_form_leads_to_a_page_that_says_so(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}fr/{ARTICLE}")
    page.fill("#page-search", "argon")
    page.press("#page-search", "Enter")
    page.wait_for_load_state()
    expect(page).to_have_url(re.compile(r"/fr/.*\?q=argon$"))
    context.close()


@pytest.mark.parametrize("locale", ["", "ar/"])
def test_axe_finds_nothing_while_the_search_is_used(
    browser: Browser, address: str, locale: str
) -> None:
    words = {"": "cryo", "ar/": "التبريد"}[locale]
    for width, scheme in ((320, "dark"), (1280, "light")):
        page = opened(browser, address + locale + ARTICLE, width, color_scheme=scheme)
        typed(page, words)
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        assert axe(page) == []
        asked(page, address + locale, words)
        page.wait_for_selector(".search-results li")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose errors fail the test, but for those that Pagefind lets nobody catch."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(f"{problem}\n{problem.stack}"))
    yield page
    context.close()
    assert [problem for problem in wrong if "/pagefind/pagefind.js" not in problem] == []


@pytest.mark.parametrize(
    ("missing", "title"),
    [
        ("**/pagefind/pagefind.js", TITLES),
        ("**/pagefind-entry.json*", TITLES),
        ("**/*.pf_meta", TITLES),
        ("**/wasm.*.pagefind", TITLES),
        ("**/*.pf_index", TITLES),
        ("**/*.pf_fragment", TITLES),
        ("**/search.js", FAILED),
        ("**/{search-topics.json,pagefind/*}", FAILED),
    ],
)
@pytest.mark.parametrize("how", ["abort", "404"])
def test_a_file_of_the_search_that_is_missing_is_told_until_it_is_there(
    page: Page, address: str, how: str, missing: str, title: str
) -> None:
    """A title is found in the list of topics alone, a word of the text by Pagefind alone."""
    page.route(
        missing, lambda route: route.abort() if how == "abort" else route.fulfill(status=404)
    )
    assert asked(page, address, "cryotherapy").endswith(title)
    assert asked(page, address, "argon") == FAILED
    assert not page.is_visible(".search-advice")
    page.unroute(missing)
    page.fill("#page-search", "argon gas")
    page.press("#page-search", "Enter")
    page.wait_for_selector(".search-results mark")
    assert page.inner_text(".search-status") == "1 result"


@pytest.mark.parametrize("how", ["abort", "404"])
def test_without_the_list_of_topics_the_texts_are_searched(
    page: Page, address: str, how: str
) -> None:
    page.route(
        "**/search-topics.json",
        lambda route: route.abort() if how == "abort" else route.fulfill(status=404),
    )
    assert asked(page, address, "argon") == "1 result"
    assert asked(page, address, "qqqq") == FAILED


def test_without_a_network_after_the_first_load_the_page_stays_and_the_search_comes_back(
    page: Page, address: str
) -> None:
    page.goto(address + ARTICLE)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(offline=True)
    with page.expect_event("requestfailed"):
        page.locator("#page-search").focus()
    page.keyboard.type("cryo")
    assert page.is_visible("h1")
    page.context.set_offline(offline=False)
    page.locator("h1").click()
    typed(page, "therapy")
    page.wait_for_selector("[role=option]")


def test_results_asked_for_without_a_network_say_so(page: Page, address: str) -> None:
    page.goto(address + "search/")
    page.wait_for_selector("html.script")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(offline=True)
    page.fill("#page-search", "argon")
    page.press("#page-search", "Enter")
    page.wait_for_function(SETTLED)
    assert page.inner_text(".search-status") == FAILED
    page.context.set_offline(offline=False)
    page.fill("#page-search", "argon gas")
    page.press("#page-search", "Enter")
    page.wait_for_selector(".search-results mark")


def test_from_a_file_the_form_and_the_page_of_results_stand_as_without_javascript(
    page: Page, library_folder: Path
) -> None:
    page.goto((library_folder / ARTICLE / "index.html").as_uri())
    assert page.is_visible("#page-search")
    action = page.locator("form.search").evaluate("form => form.action")
    assert action == (library_folder / "a-z").as_uri() + "/"
    page.goto((library_folder / "search/index.html").as_uri() + "?q=argon")
    assert page.is_visible(".search-offline")
    assert page.locator(".search-offline a").count() == 1


def test_below_a_folder_of_a_server_the_search_finds_and_leads_there(
    page: Page, library_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "health").symlink_to(library_folder, target_is_directory=True)
    with served(tmp_path) as root:
        page.goto(f"{root}health/fr/{ARTICLE}")
        typed(page, "cryotherapie")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{root}health/fr/search/?q=cryotherapie")
        page.wait_for_selector(".search-results a")
        page.locator(".search-results a").first.click()
        page.wait_for_url(f"{root}health/fr/{ARTICLE}**")


def test_with_addresses_of_files_the_search_finds_and_leads_there(
    page: Page, tmp_path: Path
) -> None:
    """As with `use_directory_urls: false`."""
    made = mkdocs_site(copied(tmp_path), use_directory_urls=False)
    with served(made) as root:
        page.goto(f"{root}ar/procedures/cryoablation.html")
        typed(page, "التبريد")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{root}ar/search.html?q=**")
        page.wait_for_selector(".search-results mark")
        page.locator(".search-results a").first.click()
        page.wait_for_url(f"{root}ar/procedures/cryoablation.html**")
        assert asked(page, root, "argon", "search.html").endswith("1 result")


def test_the_part_of_the_search_that_every_page_loads_is_small() -> None:
    part = (ROOT / "overrides/assets/js/components/search.js").read_bytes()
    assert len(gzip.compress(part)) <= 1024
