"""An external link is alive.

The build never asks the network: `polyclinic links --online` does, and keeps the answers with
their dates. Servers have bad days, so one failure says nothing; a link that failed on two days and
has not answered since is an error.

Why: a source that can't be opened can't be checked by a reader, and a link to help that is gone
helps nobody.

Remedy: find where the page went, and correct the address or cite another source.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check.external import LinkState, addresses
from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article as specimen
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

# A link counts as dead when it failed on so many days.
DAYS = 2


def check(article: ArticleText) -> Iterator[Finding]:
    """Find links that failed on two days."""
    listed = [source.url for source in article.article.sources]
    for url in dict.fromkeys((*addresses(article.html), *listed)):
        state = article.links.get(url)
        if state is not None and len(state.failures) >= DAYS:
            days = " and ".join(day.isoformat() for day in state.failures[-DAYS:])
            yield Finding(
                f"the link {url} failed on {days}: {state.reason}",
                "find the page's new address, or another source",
                url,
            )


_URL = "https://clinic.example.net/gone"
_TEXT = replace(specimen(f"See [the source]({_URL})."), html=f'<a href="{_URL}">the source</a>')
_DAY = date(2026, 11, 1)
_DEAD = LinkState(None, (_DAY, date(2026, 11, 8)), "status 404")
_BAD = replace(_TEXT, links={_URL: _DEAD})
_GOOD = replace(_TEXT, links={_URL: LinkState(_DAY, (_DAY,), "timed out")})
RULE = ArticleRule("LNK010", "dead external link", Severity.ERROR, check, (_BAD,), (_GOOD,))
