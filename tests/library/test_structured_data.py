"""What machines are told of a page is what the page says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from polyclinic.library.article import Article, Code, Kind, Review, Source
from polyclinic.library.citations import listed
from polyclinic.library.structured_data import json_ld, origin, without_origin
from polyclinic.library.view import Contact, PageView, ReviewView, TranslationView

ARTICLE = Article(
    path="procedures/x.md",
    shown="docs/procedures/x.md",
    title="Cryoablation",
    summary="Cold destroys a tumor.",
    also_called=("Cryotherapy",),
    kind=Kind.PROCEDURE,
    sources=(Source("Cold", "NCI", "https://www.cancer.gov/cold"),),
    review=Review(reviewed=False, due=date(2027, 5, 31)),
    body="",
    body_line=1,
    codes=(Code("mesh", "D003452", "Cryosurgery"),),
)
HERE, SOURCE = "https://example.org/es/x/", "https://example.org/x/"
PAGE = PageView(
    locale="es",
    direction="ltr",
    source_locale="en",
    is_source=False,
    title="Crioablación",
    summary="El frío destruye un tumor.",
    also_called=("Crioterapia",),
    sources=listed(ARTICLE.sources),
    review=ReviewView("unreviewed", "31 de mayo de 2027", "2027-05-31"),
    translation=TranslationView("2 de junio de 2026", "2026-06-02"),
    organisation=Contact(name="Clinic", email="a@example.org"),
    address=HERE,
)


def said(article: Article = ARTICLE, page: PageView = PAGE) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json_ld(article, page, SOURCE))
    return read


def test_a_translation_names_its_language_its_texts_its_day_and_its_origin() -> None:
    found = said()
    assert found["@type"] == "MedicalWebPage"
    assert (found["@id"], found["url"]) == (HERE, HERE)
    assert (found["inLanguage"], found["name"]) == ("es", "Crioablación")
    assert found["dateModified"] == "2026-06-02"
    assert found["translationOfWork"] == {
        "@type": "MedicalWebPage", "@id": SOURCE, "inLanguage": "en"
    }  # fmt: skip


def test_the_source_page_is_no_translation() -> None:
    found = said(page=replace(PAGE, locale="en", is_source=True))
    assert not {"translationOfWork", "dateModified"} & set(found)


def test_the_subject_has_its_kind_its_other_names_and_its_codes() -> None:
    code = {"codeValue": "D003452", "codingSystem": "MeSH", "name": "Cryosurgery"}
    assert said()["about"] == {
        "@type": "MedicalProcedure",
        "name": "Crioablación",
        "alternateName": ["Crioterapia"],
        "code": [{"@type": "MedicalCode", **code}],
    }


def test_a_page_that_is_no_article_says_nothing() -> None:
    assert not json_ld(replace(ARTICLE, kind=None), PAGE, SOURCE)


def test_an_article_nobody_reviewed_has_no_review() -> None:
    assert not {"lastReviewed", "reviewedBy"} & set(said())


def test_a_review_has_its_date_and_the_role_of_the_reviewer_as_the_page_prints_it() -> None:
    review = ReviewView(
        "reviewed", "31 de mayo de 2027", "2027-05-31", "31 de mayo de 2025", "2025-05-31",
        "radiólogo",
    )  # fmt: skip
    found = said(page=replace(PAGE, review=review))
    assert found["lastReviewed"] == "2025-05-31"
    assert found["reviewedBy"] == {"@type": "Person", "jobTitle": "radiólogo"}


def test_what_is_empty_is_left_out() -> None:
    bare = replace(PAGE, organisation=Contact(), sources=(), address="")
    assert not {"publisher", "citation", "@id", "url"} & set(said(page=bare))


def test_without_the_address_of_the_site_the_origin_has_its_language_alone() -> None:
    found = json.loads(json_ld(ARTICLE, PAGE, ""))
    assert found["translationOfWork"] == {"@type": "MedicalWebPage", "inLanguage": "en"}


def test_no_text_can_end_the_script() -> None:
    hostile = "</script><!-- & <script>"
    text = json_ld(ARTICLE, replace(PAGE, title=hostile), SOURCE)
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text)["name"] == hostile


def test_a_translation_forgets_a_source_page_that_is_withheld() -> None:
    text = json_ld(ARTICLE, PAGE, SOURCE)
    assert origin(text) == SOURCE
    left = without_origin(text)
    assert not origin(left)
    assert json.loads(left)["name"] == "Crioablación"
