"""What a page says of itself to machines: schema.org in JSON-LD.

Made from the same values as the printed page. Types and properties: https://schema.org/MedicalWebPage
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from polyclinic.library.article import Kind

if TYPE_CHECKING:
    from polyclinic.library.article import Article, Code
    from polyclinic.library.view import Contact, PageView, ReviewView, SourceView

_ABOUT: Final = {
    Kind.CONDITION: "MedicalCondition",
    Kind.PROCEDURE: "MedicalProcedure",
    Kind.TEST: "MedicalTest",
    # schema.org has no type for looking after oneself or others; this is the one above all.
    Kind.CARE: "MedicalEntity",
}
_SYSTEMS: Final = {"icd10": "ICD-10", "mesh": "MeSH"}


def json_ld(article: Article, page: PageView, source_url: str) -> str:
    """An article's page as JSON-LD, safe inside a `script` element; "" for any other page.

    `source_url` is the absolute address of the source page, or "". `lastReviewed` and the reviewer
    are there only if a clinician has reviewed the article.
    """
    if article.kind is None:
        return ""
    return written(_whole(_web_page(article, article.kind, page) | _origin(page, source_url)))


def written(said: object) -> str:
    """JSON in which no text can end its `script` element, or begin a comment in it."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def origin(text: str) -> str:
    """The address of the page that JSON-LD says its page was translated from; "" for none."""
    try:
        found = json.loads(text)["translationOfWork"]["@id"]
    except (ValueError, LookupError, TypeError):
        return ""
    return found if isinstance(found, str) else ""


def without_origin(text: str) -> str:
    """JSON-LD that does not name the source page, for when that one is withheld."""
    said = json.loads(text)
    return written({name: value for name, value in said.items() if name != "translationOfWork"})


def _web_page(article: Article, kind: Kind, page: PageView) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": page.address,
        "url": page.address,
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.locale,
        "isAccessibleForFree": True,
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": {
            "@type": _ABOUT[kind],
            "name": page.title,
            "alternateName": list(page.also_called),
            "code": [_code(code) for code in article.codes],
        },
        "publisher": _publisher(page.organisation),
        "citation": [_citation(source) for source in page.sources],
        **_reviewed(page.review),
    }


def _code(code: Code) -> dict[str, str]:
    return {
        "@type": "MedicalCode",
        "codeValue": code.value,
        "codingSystem": _SYSTEMS[code.system],
        "name": code.label,
    }


def _publisher(contact: Contact) -> dict[str, Any]:
    named = {"name": contact.name, "email": contact.email, "url": contact.url}
    return {"@type": "Organization", **named, "telephone": contact.phone} if contact.name else {}


def _citation(source: SourceView) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else {}
    return {
        "@type": "CreativeWork",
        "name": source.title,
        "url": source.url,
        "publisher": publisher,
    }


def _reviewed(review: ReviewView | None) -> dict[str, Any]:
    if review is None or review.status != "reviewed" or not review.reviewed_iso:
        return {}
    role = review.reviewer_role
    return {
        "lastReviewed": review.reviewed_iso,
        "reviewedBy": {"@type": "Person", "jobTitle": role} if role else {},
    }


def _origin(page: PageView, source_url: str) -> dict[str, Any]:
    """What a translation was made from, and when it last changed: the day of its notice."""
    if page.is_source:
        return {}
    origin = {"@type": "MedicalWebPage", "@id": source_url, "inLanguage": page.source_locale}
    return {"dateModified": page.translation.changed_iso, "translationOfWork": origin}


def _whole(value: object) -> object:
    """Without what is empty: a property that says nothing is worse than none."""
    if isinstance(value, dict):
        found = {name: _whole(each) for name, each in value.items()}
        return {name: each for name, each in found.items() if each not in ("", [], {}, None)}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return value
