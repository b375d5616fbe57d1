"""Structured data (JSON-LD), where a page has it, says what the page says.

Compared are the language, the title, the date of the review and its reviewer.

Why: search engines print it beside the link. A review that only machines are told of misleads
people.

Remedy: make it from the same values as the text, or leave it out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

# The work this one is made from, or is the source of, has its own language.
OTHERS = ("translationOfWork", "workTranslation")
HELP = "make the structured data from the same values as the text, or leave it out"
PAGES = ("WebPage", "MedicalWebPage", "Article", "MedicalScholarlyArticle", "HealthTopicContent")


def check(page: RenderedPage) -> Iterator[Finding]:
    """Compare each object of a page's JSON-LD with the page."""
    if not document.is_health(page):
        return
    root = document.tree(page.html)
    for script in document.marked(root, "type", "application/ld+json"):
        try:
            read = json.loads(script.text or "")
        except ValueError as problem:
            yield Finding(f"the structured data can't be read: {problem}", HELP, part="html")
            continue
        for each in _objects(read, without=OTHERS):
            yield from _language(page, each)
        for each in _objects(read):
            yield from _title(root, each)
            yield from _review(page, each)


def _objects(
    value: Any,  # noqa: ANN401 - JSON is anything
    without: tuple[str, ...] = (),
) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, without)
    elif isinstance(value, dict):
        yield value
        for name, each in value.items():
            if name not in without:
                yield from _objects(each, without)


def _language(page: RenderedPage, each: dict[str, Any]) -> Iterator[Finding]:
    said = each.get("inLanguage")
    if isinstance(said, str) and said != page.locale:
        yield Finding(
            f"inLanguage is {said!r} on a page in {page.locale!r}", HELP, said, part="html"
        )


def _title(root: document.Element, each: dict[str, Any]) -> Iterator[Finding]:
    types = each.get("@type")
    if not any(name in PAGES for name in (types if isinstance(types, list) else [types])):
        return
    heading = next(root.iter("h1"), None)
    shown = document.text(heading) if heading is not None else ""
    for name in ("name", "headline"):
        # A page's text has lost the kinds of its spaces; French writes some that do not break.
        if name in each and " ".join(str(each[name]).split()) != shown:
            yield Finding(f"{name} is {each[name]!r}, the title {shown!r}", HELP, part="html")


def _review(page: RenderedPage, each: dict[str, Any]) -> Iterator[Finding]:
    review = page.article.review if page.article is not None else None
    on = review.reviewed_on if review is not None and review.reviewed else None
    if "lastReviewed" in each and each["lastReviewed"] != (on.isoformat() if on else None):
        yield Finding(
            f"lastReviewed is {each['lastReviewed']!r}; the article was "
            f"{f'reviewed on {on.isoformat()}' if on else 'never reviewed'}",
            HELP,
            str(each["lastReviewed"]),
            part="html",
        )
    if each.get("reviewedBy") and on is None:
        yield Finding("reviewedBy names a reviewer; the article has none", HELP, part="html")


def _with(data: str) -> tuple[str, str]:
    return "</head>", f'<script type="application/ld+json">{data}</script></head>'


RULE = PageRule(
    "DSC011",
    "structured data that say something else",
    Severity.ERROR,
    check,
    bad=(
        article_page(_with('{"@type": "MedicalWebPage", "lastReviewed": "2026-05-31"}')),
        article_page(_with('{"@type": "MedicalWebPage", "inLanguage": "es"}')),
        article_page(_with("{")),
        article_page(_with('{"@type": "MedicalWebPage", "about": {"inLanguage": "es"}}')),
    ),
    good=(
        article_page(),
        article_page(_with('{"@type": "MedicalWebPage", "name": "Sprain", "inLanguage": "en"}')),
        article_page(_with('{"inLanguage": "en", "translationOfWork": {"inLanguage": "fr"}}')),
    ),
    blocks=True,
)
