"""A source of the article has no valid https address.

Why: the sources let a reader or a clinician check a fact. An address that cannot exist checks
nothing, and one without encryption can be changed on its way.

Remedy: copy the address from the browser. It begins with https:// and names a public host.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import SOURCES, article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
# Names no one can own (RFC 2606, RFC 6761), and numbers in place of a name.
_NO_HOST = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|localhost|test)$|^[\d.]+$", re.IGNORECASE
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each source. One that gives no address at all is SRC002's."""
    for source in subject.article.sources:
        problem = fault(source.url) if source.url else ""
        if problem:
            yield Finding(
                f"the address of the source {source.title!r} {problem}: {source.url}",
                "copy the address from the browser; it begins with https://",
                source.url,
                max(subject.text.find(source.url), 0),
                "front matter",
            )


def fault(url: str) -> str:
    """What is wrong with an address, or nothing."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "is malformed"
    if parts.scheme != "https":
        return "is not https"
    if re.search(r"[\s<>\"{}|\\^`]", url) or parts.username is not None:
        return "is malformed"
    labels = _ascii(host).split(".")
    # At least a name and a top-level domain.
    if len(labels) <= 1 or not all(map(_LABEL.fullmatch, labels)) or _NO_HOST.search(host):
        return "names no public host"
    return ""


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


RULE = ArticleRule(
    "LNK006",
    "source without a valid address",
    Severity.ERROR,
    check,
    bad=(
        article(more=SOURCES.replace("https://", "http://")),
        article(more=SOURCES.replace("gov/about", "gov/ about")),
        article(more=SOURCES.replace("www.cancer.gov", "www.example.org")),
    ),
    good=(article(more=SOURCES), article()),
)
