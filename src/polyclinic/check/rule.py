"""A rule: a pure function from a subject to findings, with what explains and proves it.

The rule's help page, its page on the web and its first test come from one place: the docstring of
its module (what it does, and under "Why" why the fault is bad), and its examples.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from polyclinic.check.subjects import ArticleText, Catalogs, Pair, RenderedPage, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from polyclinic.check.finding import Finding
    from polyclinic.check.sight import Sight
    from polyclinic.diagnostic import Severity

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """One rule. `bad` fires it, `good` does not; `blocks` withholds the page in its language.

    Only exact facts block: digits, units, marks, links, dates, the disclaimer, unconfirmed safety
    text. A rule that reads words only warns. Only a rule with `clock` is told which day it is: the
    findings of the others are kept from one day to the next.
    """

    code: str
    title: str
    severity: Severity
    check: Callable[[Subject], Iterable[Finding]]
    bad: tuple[Subject, ...]
    good: tuple[Subject, ...]
    blocks: bool = False
    clock: bool = False

    @property
    def explanation(self) -> str:
        """The docstring of the rule's module."""
        return sys.modules[self.check.__module__].__doc__ or ""


@dataclass(frozen=True)
class PairRule(Rule[Pair]):
    """A rule on one catalog entry. Untranslated and fuzzy entries are not shown to it."""


@dataclass(frozen=True)
class ArticleRule(Rule[ArticleText]):
    """A rule on one article."""


@dataclass(frozen=True)
class PageRule(Rule[RenderedPage]):
    """A rule on one rendered page in one language, which it is shown without its style sheets.

    A rule that asks whether something can be seen says its `check` in two parts as well, and they
    are asked in its place. `sight` is shown how the page looks, which many pages have in common;
    `words`, where there are any to read, all but that.
    """

    words: Callable[[RenderedPage], Iterable[Finding]] | None = None
    sight: Callable[[Sight], Iterable[Finding]] | None = None


@dataclass(frozen=True)
class SiteRule(Rule[Site]):
    """A rule on the whole built site. Its findings name the page in `part`.

    `extract` makes of a page's HTML the part that the rule looks at, as HTML; the rule sees no more
    of the pages, nor any files but their names, so it need not run again while these parts stay as
    they are. With `by_page` it is asked for the findings of one page, the `focus`, at a time; it
    sees that one whole, and of the others the extracts, and where their articles are or were.
    Style sheets are those of the whole site: it sees them with the first page alone. With
    `leads_to`, which tells the paths that a page's links lead to as a JSON list, it sees the
    extracts of those pages, and of others none.
    """

    extract: Callable[[str], str] | None = None
    by_page: bool = False
    leads_to: Callable[[RenderedPage], str] | None = None


@dataclass(frozen=True)
class CatalogsRule(Rule[Catalogs]):
    """A rule on all catalogs at once. Its findings name the place in `part`."""


AnyRule = PairRule | ArticleRule | PageRule | SiteRule | CatalogsRule
