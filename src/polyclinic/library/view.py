"""What a page's template shows: every value ready, every text in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from polyclinic.i18n import locales
from polyclinic.library.wording import EMERGENCY_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polyclinic.config import Organisation
    from polyclinic.library.article import Review
    from polyclinic.library.reviews import TranslationFacts
    from polyclinic.markdown.extension import Coverage
    from polyclinic.markdown.glossary import Term


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and its language where that is not the page's."""

    value: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language; `absolute_url` is "" where the site's address is not known.

    `not_found` says in that language that there is no such page, `choose` what to do now, and
    `finders` lead to its lists and search; only the page that says it has them.
    """

    code: str
    name: str
    direction: str
    url: str
    absolute_url: str
    current: bool
    not_found: str = ""
    choose: str = ""
    region_code: str = ""  # as Open Graph wants it
    finders: tuple[Link, ...] = ()

    @classmethod
    def of(
        cls, locale: str, url: str, absolute_url: str, *, current: bool, not_found: str = ""
    ) -> LanguageLink:
        """From a locale and the addresses of its page."""
        facts = locales.parse(locale)
        name, direction = facts.native_name, facts.direction
        region_code = locales.with_region(locale)
        return cls(
            facts.tag, name, direction, url, absolute_url, current, not_found, "", region_code
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list. `see` is its title where `title` is another name of it."""

    title: Text
    url: str
    summary: Text = Text("")
    see: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; `title` is a letter or the name of a kind."""

    title: str
    entries: tuple[Entry, ...]
    id: str


class Current(StrEnum):
    """What `aria-current` says of a link: it leads to this page, or this page is below it."""

    PAGE = "page"
    SECTION = "true"


@dataclass(frozen=True, slots=True)
class Link:
    """A page or section of the site: an entry of the navigation or the breadcrumb.

    `url` is "" for a section that has no page of its own.
    """

    title: str
    url: str
    lang: str | None = None
    current: Current | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the page's table of contents; `title` is HTML, escaped."""

    title: str
    url: str
    lang: str | None
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageView:
    """How much of the page is translated, in words."""

    total: int
    translated: int
    percent: int
    complete: bool

    @classmethod
    def of(cls, coverage: Coverage) -> CoverageView:
        """From the counts of a conversion."""
        complete = coverage.translated == coverage.total
        return cls(coverage.total, coverage.translated, coverage.percent, complete)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The state of the clinical review, its dates in words.

    `reviewer_lang` is the language of the role where it is not the page's, `credential` is always
    in the source's.
    """

    status: str
    due: str
    due_iso: str
    reviewed: str = ""
    reviewed_iso: str = ""
    reviewer_role: str = ""
    reviewer_lang: str | None = None
    credential: str = ""

    @classmethod
    def of(
        cls, review: Review, locale: str, role: str = "", source_locale: str | None = None
    ) -> ReviewView:
        """From an article's front matter; `role` is the reviewer's in the page's language."""
        on = review.reviewed_on
        return cls(
            "reviewed" if review.reviewed else "unreviewed",
            locales.format_date_words(review.due, locale),
            review.due.isoformat(),
            locales.format_date_words(on, locale) if on else "",
            on.isoformat() if on else "",
            role or review.role,
            None if role else source_locale,
            review.credential,
        )


@dataclass(frozen=True, slots=True)
class TranslationView:
    """When a page's translation changed last and who has read it; what is empty is not known."""

    changed: str = ""
    changed_iso: str = ""
    reviewed: str = ""
    reviewed_iso: str = ""
    role: str = ""
    credential: str = ""

    @classmethod
    def of(cls, facts: TranslationFacts, locale: str) -> TranslationView:
        """From what the catalogs record, with the dates in words."""
        changed, review = facts.changed_on, facts.review
        return cls(
            locales.format_date_words(changed, locale) if changed else "",
            changed.isoformat() if changed else "",
            locales.format_date_words(review.on, locale) if review else "",
            review.on.isoformat() if review else "",
            review.role if review else "",
            review.credential if review else "",
        )


@dataclass(frozen=True, slots=True)
class Emergency:
    """The emergency number of the deployment's country; empty where none is set."""

    number: str = ""
    tel: str = ""

    @classmethod
    def of(cls, country: str) -> Emergency:
        """From the settings' country."""
        number = EMERGENCY_NUMBERS.get(country, "")
        return cls(number, f"tel:{number}" if number else "")


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the organisation."""

    name: str = ""
    email: str = ""
    phone: str = ""
    phone_tel: str = ""
    address: str = ""
    url: str = ""
    feedback_url: str = ""

    @classmethod
    def of(cls, organisation: Organisation) -> Contact:
        """From the settings; a phone number is called by its digits."""
        digits = "".join(c for c in organisation.phone if c.isdigit() or c == "+")
        return cls(
            organisation.name,
            organisation.email,
            organisation.phone,
            f"tel:{digits}" if digits else "",
            organisation.address,
            organisation.url,
            organisation.feedback_url,
        )


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary's address, and those of its terms that the page marks."""

    url: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """What an article's page has for paper.

    `code` is a QR code as inline SVG: it leads to this page in this language, and says of which
    `version` the paper is. It is "" where the site's address is not known.
    """

    version: str
    code: str = ""
    large_print_url: str = ""


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search of the reader's language, seen from a page.

    `without_script` is where its form leads without JavaScript: to the list of all articles, if
    there is one, which is `all_url`. `source_url` is the source language's search, "" on its own
    pages. `plurals` has a number for each plural category of the language.
    """

    url: str
    without_script: str
    all_url: str
    topics_url: str
    index_url: str
    source_url: str = ""
    plurals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Back:
    """The way from a source back to where it is cited; a letter tells several apart."""

    url: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as its page lists it; what the text does not cite has no number."""

    title: str
    publisher: str
    url: str
    id: str = ""  # of its entry
    number: str = ""
    back: tuple[Back, ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """One page in one language."""

    locale: str
    direction: str
    source_locale: str
    is_source: bool
    kind: str = "page"
    title: str = ""
    title_lang: str | None = None
    summary: str = ""
    summary_lang: str | None = None
    also_called: tuple[str, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    breadcrumbs: tuple[Link, ...] = ()
    navigation: tuple[Link, ...] = ()
    coverage: CoverageView = CoverageView(0, 0, 100, complete=True)
    source_url: str = ""
    review: ReviewView | None = None
    translation: TranslationView = TranslationView()
    sources: tuple[SourceView, ...] = ()  # in the order of their numbers
    organisation: Contact = Contact()
    emergency: Emergency = Emergency()
    home_url: str = ""
    built_on: str = ""
    built_on_iso: str = ""
    toc: tuple[Heading, ...] = ()
    terms: tuple[Glossary, ...] = ()
    disclaimer_version: str = ""
    index: tuple[Group, ...] = ()  # from A to Z
    kinds: tuple[Group, ...] = ()  # a topic's articles
    listed: tuple[Entry, ...] = ()  # what is below a section's own page
    topics: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()
    handout: Handout | None = None
    beside: tuple[LanguageLink, ...] = ()  # the pages that show another language beside this one
    report_url: str = ""  # where a mistake on this page is reported; its end takes more text
    search: SearchView | None = None
    searchable: bool = False  # whether readers find this page by searching
    contributors: Link | None = None  # in the source language alone
    address: str = ""  # absolute; "" where the site does not say its own
    json_ld: str = ""
