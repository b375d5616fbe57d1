"""Which old addresses redirect, and which can't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from polyclinic.check.specimens import SETTINGS
from polyclinic.library.article import Article, read
from polyclinic.library.moved import findings, instead, redirects, with_new_links


def article(path: str, *moved_from: str, more: str = "") -> Article:
    entries = "".join(f"\n  - {old}" for old in moved_from)
    moved = f"moved_from:{entries}\n" if entries else ""
    text = f"---\ntitle: A\n{moved}{more}---\nText."
    return read(text, path, f"docs/{path}", health=True)[0]


def told(*articles: Article) -> list[str]:
    return [f"{f.place} {f.message}" for f in findings(articles, SETTINGS)]


def old(*articles: Article) -> list[tuple[str, str]]:
    return [(r.old, r.article.path) for r in redirects(articles, SETTINGS)]


def test_each_old_address_leads_to_its_article() -> None:
    articles = article("a.md", "b.md", "old/c/"), article("d.md")
    assert old(*articles) == [("b/", "a.md"), ("old/c/", "a.md")]
    assert told(*articles) == []


def test_a_page_that_is_there_is_never_overwritten() -> None:
    articles = article("a.md", "b.md"), article("b.md")
    assert old(*articles) == []
    assert told(*articles) == [
        "docs/a.md:4:5 moved_from: 'b.md' is the address of docs/b.md, which is there"
    ]


def test_an_article_that_would_lead_to_itself_is_told() -> None:
    assert old(article("a.md", "a/")) == []
    assert told(article("a.md", "a/")) == [
        "docs/a.md:4:5 moved_from: 'a/' is the article's own address: it would lead to itself"
    ]


def test_two_articles_that_lead_to_each_other_are_both_told() -> None:
    articles = article("a.md", "b.md"), article("b.md", "a.md")
    assert old(*articles) == []
    assert len(told(*articles)) == 2


def test_an_address_that_two_articles_claim_leads_to_neither() -> None:
    articles = article("a.md", "old.md"), article("b.md", "other.md", "old/")
    assert old(*articles) == [("other/", "b.md")]
    assert told(*articles) == [
        "docs/a.md:4:5 moved_from: 'old.md' is claimed at docs/b.md:5:5 too",
        "docs/b.md:5:5 moved_from: 'old/' is claimed at docs/a.md:4:5 too",
    ]


def test_an_address_named_twice_in_one_article_is_told() -> None:
    assert len(told(article("a.md", "old.md", "old/"))) == 2


def test_addresses_that_differ_only_in_case_are_one() -> None:
    assert "is the article's own address" in told(article("cryo.md", "Cryo.md"))[0]


def test_an_address_is_written_without_its_language() -> None:
    (found,) = told(article("a.md", "fr/old/"))
    assert "begins with the language fr" in found


def test_without_folders_in_addresses_a_file_and_a_folder_are_two() -> None:
    settings = replace(SETTINGS, use_directory_urls=False)
    articles = [article("a.md", "b.md", "b/")]
    assert [r.old for r in redirects(articles, settings)] == ["b.html", "b/"]


GONE = "status: withdrawn\nwithdrawn:\n  see: {}\n"


def test_the_article_to_read_instead_is_found() -> None:
    gone, other = article("a.md", more=GONE.format("b.md")), article("b.md")
    assert instead(gone, [gone, other]) is other
    assert told(gone, other) == []


@pytest.mark.parametrize(("see", "state"), [("c.md", "is not there"), ("a.md", "is withdrawn too")])
def test_an_article_to_read_instead_that_cannot_be_read_is_told(see: str, state: str) -> None:
    gone = article("a.md", more=GONE.format(see))
    assert instead(gone, [gone]) is None
    assert told(gone) == [f"docs/a.md:5:3 the article to read instead, {see!r}, {state}"]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("../old/cryo.md", "../../procedures/cryoablation/"),
        ("../old/cryo.md#risks", "../../procedures/cryoablation/#risks"),
        ("../old/cryo.md?a=1#b", "../../procedures/cryoablation/?a=1#b"),
        ("../old/other.md", "../old/other.md"),
        ("https://example.org/old/cryo.md", "https://example.org/old/cryo.md"),
        ("#risks", "#risks"),
    ],
)
def test_a_link_to_a_file_that_moved_keeps_its_part_of_the_page(link: str, shown: str) -> None:
    html = with_new_links(
        f'<p><a class="x" href="{link}">Cryo</a></p>',
        "care/recovery.md",
        "care/recovery/",
        {"old/cryo.md": "procedures/cryoablation/"}.get,
    )
    assert html == f'<p><a class="x" href="{shown}">Cryo</a></p>'
