"""Links of a built site: what is dead, where the Markdown says it, and what only looks dead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from polyclinic.check.links import file_of, outline, style_addresses, target
from polyclinic.check.rules import (
    lnk001_dead_links,
    lnk002_dead_anchors,
    lnk003_missing_slash,
    lnk004_duplicate_ids,
    lnk005_other_language,
    lnk006_source_addresses,
    lnk007_orphaned_references,
)
from polyclinic.check.specimens import article, page, site

if TYPE_CHECKING:
    from polyclinic.check.finding import Finding
    from polyclinic.check.subjects import Site

CONTACT = page('<h2 id="how">How</h2>', "about/contact/")


def dead(whole: Site) -> list[Finding]:
    return list(lnk001_dead_links.check(whole))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("../../about/contact/", "about/contact/"),
        ("/about/contact/", "about/contact/"),
        ("https://example.org/about/contact/", "about/contact/"),
        ("//example.org/about/contact/", "about/contact/"),
        ("../../about/contact/?print=1", "about/contact/"),
        ("..", "procedures/"),
        ("../..", ""),
        ("", "procedures/cryoablation/"),
        ("#risks", "procedures/cryoablation/"),
        ("../%C3%A9tapes/", "procedures/étapes/"),
        (" ../ ", "procedures/"),
        ("../../../../../about/", "about/"),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(address: str, path: str) -> None:
    found = target(address, "procedures/cryoablation/", "https://example.org/")
    assert found is not None
    assert found.path == path


@pytest.mark.parametrize(
    "address",
    [
        "https://medlineplus.gov/",
        "mailto:contact@example.org",
        "tel:+12164457050",
        "javascript:void(0)",
        "data:image/png;base64,AAAA",
        "MAILTO:contact@example.org",
        "sms:911",
        "javascript:alert(1)#x",
        "//other.example/",
        "https://example.org.evil.example/",
        "https://example.org:8443/",
        "https://example.org:port/",
        "https://[broken/",
    ],
)
def test_other_sites_and_other_schemes_are_not_of_the_site(address: str) -> None:
    assert target(address, "index.html", "https://example.org/") is None


def test_a_site_in_a_folder_of_its_host_ends_there() -> None:
    home = "https://example.org/health/"
    assert target("/health/about/", "", home) == target("about/", "", home)
    assert target("/health", "", home) == target("./", "", home)
    assert target("/shop/", "", home) is None
    assert target("/healthy/", "", home) is None


def test_a_site_without_an_address_is_checked_all_the_same() -> None:
    found = target("../about/", "procedures/", "")
    assert found is not None
    assert found.path == "about/"


def test_a_base_element_moves_all_links() -> None:
    assert not dead(site(page('<base href="/about/"><a href="contact/">C</a>'), CONTACT))


def test_a_folder_is_served_by_its_index() -> None:
    files = frozenset({"index.html", "about/index.html", "404.html"})
    assert [file_of(p, files) for p in ("", "about/", "about", "404.html", "x/")] == [
        "index.html",
        "about/index.html",
        "about/index.html",
        "404.html",
        None,
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../gone/">A</a>',
        '<img src="gone.png" alt="">',
        '<img srcset="gone.png 2x" alt="">',
        '<picture><source srcset="gone.webp 1x, gone.avif 2x"></picture>',
        '<script src="/gone.js"></script>',
        '<link rel="stylesheet" href="../../gone.css">',
        '<video poster="gone.jpg"></video>',
        '<iframe src="gone.html"></iframe>',
        '<object data="gone.svg"></object>',
        '<svg><use href="gone.svg#icon"></use></svg>',
        '<svg><image xlink:href="gone.png"></image></svg>',
        '<map><area href="gone/"></map>',
        '<meta http-equiv="refresh" content="0;url=gone/">',
        '<svg><a xlink:href="../gone/"><text>x</text></a></svg>',
        '<svg><use href="#gone"></use><use href="gone.svg"></use></svg>',
        '<link rel="preload" imagesrcset="gone.png 2x" as="image">',
        '<p style="background: url(gone.png)">A</p>',
        "<style>a { background: url('gone.png') }</style>",
        '<iframe srcdoc="&lt;a href=&quot;../gone/&quot;&gt;x&lt;/a&gt;"></iframe>',
        '<meta property="og:image" content="https://example.org/gone.png">',
        '<table background="gone.png"></table>',
        '<a href="HTTPS://EXAMPLE.ORG/gone/">A</a>',
        '<a href="https://example.org:443/gone/">A</a>',
        '<a href="http://example.org/gone/">A</a>',
        '<a href="../gone/?page=2#part">A</a>',
        '<a href="../../About/contact/">A</a>',
        '<img srcset="data:image/png;base64,AA 1x, gone.png 2x" alt="">',
        '<base href="/x/"><a href="gone/">A</a>',
        '<form action="gone/"><input></form>',
        '<form method="post"><button formmethod="get" formaction="gone/">A</button></form>',
        '<form><input type="image" alt="A" formaction="gone/"></form>',
        '<blockquote cite="gone/">A</blockquote>',
        '<p><q cite="gone/">A</q> <ins cite="gone/">B</ins> <del cite="gone/">C</del></p>',
        '<img src="data:," longdesc="gone.html" alt="A">',
        '<template><a href="gone/">A</a></template>',
    ],
)
def test_every_kind_of_address_is_followed(html: str) -> None:
    assert dead(site(page(html)))


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="preconnect" href="https://example.org">',
        '<link rel="dns-prefetch" href="//example.org">',
        '<p style="fill: url(#paint)">A</p><svg><linearGradient id="paint"/></svg>',
        '<iframe src="about:blank"></iframe>',
        '<pre>&lt;a href="gone/"&gt;</pre>',
        '<a href="">A</a> <a href="#">B</a> <a href="?a=b">C</a> <a>D</a>',
        '<form method="POST" action="send/"><button formaction="other/">A</button></form>',
        '<a href="" ping="count/">A</a>',
    ],
)
def test_what_only_looks_like_an_address_is_not_followed(html: str) -> None:
    assert not dead(site(page(html)))


def test_one_address_is_told_one_time_for_a_page() -> None:
    assert len(dead(site(page('<a href="../gone/">A</a> <a href="../gone/">B</a>')))) == 1


def test_a_dead_link_names_its_page_and_its_line_in_the_markdown() -> None:
    source = article("Text.\n\nSee [this](../gone.md).\n")
    (found,) = dead(site(page('<a href="../../gone/">this</a>', of=source)))
    assert found.part == "procedures/cryoablation/"
    assert found.other == "docs/procedures/cryoablation.md:7:12"
    assert "docs/procedures/cryoablation.md:7:12" in found.help


def test_a_translated_page_names_the_line_of_the_same_markdown() -> None:
    source = article("See [this](../gone.md#part).\n")
    french = page(
        '<a href="../../../gone/#part">x</a>', "fr/procedures/cryoablation/", "fr", source
    )
    (found,) = dead(site(french))
    assert found.part == "fr/procedures/cryoablation/"
    assert found.other == "docs/procedures/cryoablation.md:5:12"


def test_a_link_that_mkdocs_could_not_resolve_is_found_as_it_stands() -> None:
    source = article("See [this][that].\n\n[that]: gone.md\n")
    (found,) = dead(site(page('<a href="gone.md">this</a>', of=source)))
    assert found.other == "docs/procedures/cryoablation.md:7:9"


def test_a_link_of_a_template_names_no_line() -> None:
    (found,) = dead(site(page('<a href="/imprint/">x</a>', of=article("Text.\n"))))
    assert not found.other


def test_the_wrong_case_is_dead_and_the_remedy_says_so() -> None:
    (found,) = dead(site(page('<a href="../../About/contact/">x</a>'), CONTACT))
    assert "capital and small letters" in found.help
    assert "'about/contact/'" in found.help


def test_a_slip_of_the_pen_is_corrected() -> None:
    (found,) = dead(site(page('<a href="../../about/contcat/">x</a>'), CONTACT))
    assert "did you mean 'about/contact/'?" in found.help


def test_a_file_of_markdown_that_is_not_there_is_told_as_an_author_writes_it() -> None:
    written = article("[Cold](cryoablaton.md)\n")
    here = page('<a href="cryoablaton.md">Cold</a>', "procedures/x/", of=written)
    (found,) = dead(site(here))
    assert "did you mean 'cryoablation.md'?" in found.help


def test_a_picture_is_never_corrected_to_a_page() -> None:
    (found,) = dead(site(page('<img src="cryoablation.png">', "procedures/cryoablation/")))
    assert "did you mean" not in found.help
    near = site(page('<img src="../prob.png">'), files=["procedures/probe.png", "fr/probe.png"])
    (found,) = dead(near)
    assert "did you mean 'procedures/probe.png'?" in found.help


def test_addresses_in_style_sheets_are_followed_from_the_style_sheet() -> None:
    css = '/* url(old.png) */ a { background: url("../img/a.png") } b { mask: url(b.svg) }'
    assert style_addresses(css) == ["../img/a.png", "b.svg"]
    styled = replace(page(""), styles={"css/site.css": css})
    found = dead(site(styled, files=["css/site.css", "img/a.png"]))
    assert [(f.part, f.text) for f in found] == [("css/site.css", "b.svg")]


def test_text_that_looks_like_markup_is_no_link() -> None:
    assert outline("<!-- <a href='x/'>x</a> --><p>&lt;a href='x/'&gt;</p>").links == ()


@pytest.mark.parametrize("fragment", ["", "#", "#top", "#TOP", "#how", "#:~:text=How"])
def test_fragments_that_are_there(fragment: str) -> None:
    whole = site(page(f'<a href="../../about/contact/{fragment}">x</a>'), CONTACT)
    assert not list(lnk002_dead_anchors.check(whole))


def test_a_dead_anchor_suggests_the_nearest_id() -> None:
    whole = site(page('<a href="../../about/contact/#hows">x</a>'), CONTACT)
    (found,) = lnk002_dead_anchors.check(whole)
    assert "did you mean '#how'?" in found.help


def test_the_anchors_of_pictures_and_of_missing_files_are_not_asked_for() -> None:
    whole = site(page('<a href="a.svg#x">x</a> <a href="../gone/#x">y</a>'), files=["a.svg"])
    assert not list(lnk002_dead_anchors.check(whole))


def test_an_image_names_its_map() -> None:
    there = '<img src="data:," usemap="#{}" alt=""><map name="knee"></map>'
    assert not list(lnk002_dead_anchors.check(site(page(there.format("knee")))))
    assert list(lnk002_dead_anchors.check(site(page(there.format("nee")))))


def test_a_link_without_its_last_slash_is_alive_but_told() -> None:
    whole = site(page('<a href="../../about/contact">x</a>'), CONTACT)
    assert not dead(whole)
    assert len(list(lnk003_missing_slash.check(whole))) == 1


def test_a_repeated_id_is_named_with_its_place() -> None:
    (found,) = lnk004_duplicate_ids.check(site(page('<i id="a"></i><b id="a"></b>', "x/")))
    assert found.part == "x/#a"


def test_a_link_in_the_same_language_may_say_so() -> None:
    whole = site(page('<a href="../../about/contact/" hreflang="en-US">x</a>'), CONTACT)
    assert not list(lnk005_other_language.check(whole))


def test_a_portuguese_link_may_name_the_language_alone() -> None:
    brazil = page("", "pt-BR/about/contact/", "pt-BR")
    there = page('<a href="../../pt-BR/about/contact/" hreflang="pt">x</a>')
    assert not list(lnk005_other_language.check(site(there, brazil)))


@pytest.mark.parametrize(
    "url",
    [
        "http://medlineplus.gov/",
        "medlineplus.gov",
        "https://",
        "https://medlineplus/",
        "https://localhost/",
        "https://192.0.2.1/",
        "https://example.com/a",
        "https://medline plus.gov/",
        "https://user@medlineplus.gov/",
        "https://-medlineplus.gov/",
        "https://medlineplus..gov/",
        "https://medlineplus.gov:port/",
        "https://[::1/",
        "ftp://medlineplus.gov/",
    ],
)
def test_addresses_no_source_can_have(url: str) -> None:
    assert lnk006_source_addresses.fault(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://medlineplus.gov/ency/article/007645.htm",
        "https://doi.org/10.1007/s13244-015-0460-7",
        "https://www.who.int/a?b=c&d=(e)#f",
        "https://bücher.de/",
        "https://xn--bcher-kva.de:8443/",
    ],
)
def test_addresses_a_source_can_have(url: str) -> None:
    assert not lnk006_source_addresses.fault(url)


def test_a_label_that_is_not_there_is_told_for_each_of_its_ids() -> None:
    html = '<nav aria-labelledby="a b c"></nav><i id="b"></i>'
    found = lnk007_orphaned_references.check(site(page(html)))
    assert [f.text for f in found] == ["a", "c"]
