"""The lists of a library, each in its language's own order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from polyclinic import config
from polyclinic.i18n.catalog import Catalog, State, Translation
from polyclinic.library.article import Article, read
from polyclinic.library.index import Index, findings
from site_fixtures import ROOT

SETTINGS = config.load(ROOT / "mkdocs.yml")


def article(path: str, title: str, *lines: str, kind: str = "procedure") -> Article:
    """An article whose front matter has some more lines."""
    text = "\n".join(["---", f"title: {title}", f"type: {kind}", "summary: S.", *lines, "---", ""])
    return read(text, path, f"docs/{path}", health=True)[0]


def topic(name: str) -> Article:
    return article(f"topics/{name}.md", name.capitalize(), kind="topic")


def index(*library: Article, locale: str = "en", words: dict[str, str] | None = None) -> Index:
    """The index of a language whose catalog has these words."""
    if locale == "en":
        return Index.of(library, "en", None, "en")
    said = {
        (context, msgid): Translation(text, State.TRANSLATED)
        for msgid, text in (words or {}).items()
        for context in (None, "title", "synonym")
    }
    sections = {article.section: said for article in library}
    return Index.of(library, locale, Catalog(locale, sections), "en")


def to(path: str) -> str:
    return path


def a_to_z(found: Index) -> dict[str, list[str]]:
    return {
        group.title: [f"{e.title.value} > {e.see}".removesuffix(" > ") for e in group.entries]
        for group in found.a_to_z(to)
    }


def test_titles_and_other_names_stand_under_their_letters() -> None:
    cryo = article("p/cryo.md", "Cryoablation", "also_called: [Cryotherapy, Freezing, 5-ice]")
    biopsy = article("p/biopsy.md", "Biopsy")
    assert a_to_z(index(cryo, biopsy)) == {
        "B": ["Biopsy"],
        "C": ["Cryoablation", "Cryotherapy > Cryoablation"],
        "F": ["Freezing > Cryoablation"],
        "#": ["5-ice > Cryoablation"],
    }


def test_a_name_that_is_the_title_stands_there_once() -> None:
    cryo = article("p/cryo.md", "Cryoablation", "also_called: [cryoablation]")
    assert a_to_z(index(cryo)) == {"C": ["Cryoablation"]}


def test_chinese_stands_by_its_sound_and_arabic_without_its_article() -> None:
    kidney = article("p/kidney.md", "Kidney")
    assert a_to_z(index(kidney, locale="zh-Hans", words={"Kidney": "肾"})) == {"S": ["肾"]}
    assert a_to_z(index(kidney, locale="ar", words={"Kidney": "الكلى"})) == {"ك": ["الكلى"]}


def test_a_title_that_is_not_translated_is_in_no_alphabet_but_in_lists_with_its_language() -> None:
    library = article("p/kidney.md", "Kidney", "also_called: [Ren]", "topics: [x]"), topic("x")
    found = index(*library, locale="fr", words={"Ren": "Le rein"})
    assert a_to_z(found) == {}
    (group,) = found.by_kind(library[1], to)
    assert (group.entries[0].title.value, group.entries[0].title.lang) == ("Kidney", "en")


@pytest.mark.parametrize("kind", ["topic", "a-z", "unknown"])
def test_what_is_no_article_is_not_in_the_index(kind: str) -> None:
    assert a_to_z(index(article("x.md", "X", kind=kind))) == {}


def test_a_withdrawn_article_is_in_no_list() -> None:
    gone = "status: withdrawn\nwithdrawn:\n  on: 2026-11-20\n  reason: New facts came up."
    library = (article("p/x.md", "X", "topics: [t]", gone), topic("t"))
    other = article("p/y.md", "Y", "related: [p/x.md]")
    found = index(*library, other)
    assert a_to_z(found) == {"Y": ["Y"]}
    assert not list(found.themes(to))
    assert not list(found.related(other, to))


def test_a_topic_lists_its_articles_by_kind_and_name() -> None:
    library = [
        article("p/b.md", "Biopsy", "topics: [lungs]", kind="test"),
        article("p/z.md", "Zap", "topics: [lungs, liver]"),
        article("p/a.md", "Ablation", "topics: [lungs]"),
        article("p/n.md", "None"),
    ]
    groups = index(*library).by_kind(topic("lungs"), to)
    assert [(g.title, [e.title.value for e in g.entries]) for g in groups] == [
        ("procedure", ["Ablation", "Zap"]),
        ("test", ["Biopsy"]),
    ]


def test_a_section_page_lists_what_is_in_its_folder() -> None:
    library = article("p/z.md", "Z"), article("p/q/a.md", "A"), article("pp/x.md", "X")
    found = index(*library)
    assert [entry.url for entry in found.below("p/index.md", to)] == ["p/q/a.md", "p/z.md"]
    assert not list(found.below("index.md", to))
    assert not list(found.below("p/z.md", to))


def test_a_topic_without_articles_is_not_offered() -> None:
    found = index(article("p/a.md", "A", "topics: [lungs]"), topic("lungs"), topic("liver"))
    assert [entry.url for entry in found.themes(to)] == ["topics/lungs.md"]
    assert [entry.url for entry in found.below("topics/index.md", to)] == ["topics/lungs.md"]


def test_what_an_article_names_comes_before_what_shares_its_topics() -> None:
    mine = article("p/m.md", "Mine", "topics: [a, b]", "related: [p/named.md, p/m.md]")
    library = [
        mine,
        article("p/one.md", "A one", "topics: [a]"),
        article("p/two.md", "B two", "topics: [b, a]"),
        article("p/named.md", "Named"),
        article("p/far.md", "Far", "topics: [c]"),
    ]
    related = index(*library).related(mine, to)
    assert [entry.url for entry in related] == ["p/named.md", "p/two.md", "p/one.md"]


def told(*library: Article, unreadable: tuple[str, ...] = ()) -> list[str]:
    return [str(finding) for finding in findings(library, unreadable, SETTINGS)]


def test_an_unknown_topic_is_told_with_its_place_and_the_nearest_one() -> None:
    wrong = article("p/a.md", "A", "topics:", "  - liver", "  - kidnies")
    (finding,) = told(wrong, topic("liver"), topic("kidneys"))
    assert finding.startswith("docs/p/a.md:7:5: ")
    assert "'kidnies'" in finding
    assert "did you mean kidneys?" in finding


def test_a_related_article_that_is_not_there_is_told_with_the_nearest_one() -> None:
    wrong = article("p/a.md", "A", "related: [p/biposy.md]")
    (finding,) = told(wrong, article("p/biopsy.md", "Biopsy"))
    assert finding.startswith("docs/p/a.md:5:11: ")
    assert "did you mean p/biopsy.md?" in finding


def test_what_is_withdrawn_or_unreadable_may_still_be_named() -> None:
    gone = "status: withdrawn\nwithdrawn:\n  on: 2026-11-20\n  reason: New facts came up."
    names = article("p/a.md", "A", "topics: [old]", "related: [p/gone.md, p/bytes.md]")
    old = article("topics/old.md", "Old", gone, kind="topic")
    assert not told(names, old, article("p/gone.md", "G", gone), unreadable=("p/bytes.md",))


def test_two_topics_of_one_name_are_told() -> None:
    (finding,) = told(topic("lungs"), replace(topic("lungs"), path="b/lungs.md", shown="docs/b"))
    assert "also docs/topics/lungs.md" in finding


def test_topics_that_are_no_list_are_told_where_they_stand() -> None:
    text = "---\ntitle: A\ntopics: lungs\n---\n"
    _, found = read(text, "a.md", "docs/a.md", health=True)
    assert [(f.line, f.column, f.message) for f in found] == [(3, 1, "topics is not a list")]


def test_another_site_may_use_these_words_as_it_likes() -> None:
    options = replace(SETTINGS.options, health=False)
    wrong = article("p/a.md", "A", "topics: [x]")
    assert not list(findings([wrong], (), replace(SETTINGS, options=options)))
