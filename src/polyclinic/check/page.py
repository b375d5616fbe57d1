"""The page of a rule: what it does, why, an example that fires it, and the remedy that does not."""

from __future__ import annotations

import difflib
import inspect
import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from polyclinic.check.subjects import ArticleText, CatalogReview, Catalogs, Pair, RenderedPage, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polyclinic.check.rule import AnyRule

LONGEST: Final = 1200  # characters of a page that are shown whole


def markdown(rule: AnyRule) -> str:
    """The rule's page as Markdown, made from its module and its examples."""
    head, _, rest = inspect.cleandoc(rule.explanation).partition("\n")
    effect = (
        "withholds the page in its language" if rule.blocks else f"is told as {rule.severity.value}"
    )
    parts = [f"# {rule.code}: {rule.title}", head.strip(), rest.strip(), f"A finding {effect}."]
    parts += ["## Fires", _first(rule.bad, rule.good), "## Does not", _first(rule.good, rule.bad)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _first(examples: Sequence[object], others: Sequence[object]) -> str:
    """The first example that shows something which the other side's first has not, or the first."""
    shown = (_shown(example, others[0]) for example in examples)
    return next(filter(None, shown), _shown(examples[0]))


def _shown(subject: object, other: object = None) -> str:
    match subject:
        case Pair():
            text = f"msgid {_quoted(subject.msgid)}\nmsgstr {_quoted(subject.msgstr)}"
            return _fenced("po", text)
        case ArticleText():
            return _fenced("markdown", subject.text.strip())
        case RenderedPage():
            return _page(subject, other if isinstance(other, RenderedPage) else None)
        case Catalogs():
            reviews = (f"`{r.path}`: reviewed on {r.on}; {_state(r)}" for r in subject.reviews)
            return "\n\n".join([*map(_shown, subject.pairs), *reviews])
        case Site():
            return _site(subject, other if isinstance(other, Site) else None)
    return ""


def _page(subject: RenderedPage, other: RenderedPage | None) -> str:
    """A page's HTML and style; of a long page what the other example has not, with its lines."""
    html, style = subject.html.strip(), "\n".join(subject.styles.values()).strip()
    if other is not None and len(html) > LONGEST:
        html = "\n\u2026\n".join(_differing(html.split("\n"), other.html.strip().split("\n")))
    shown = [_fenced("html", html[:LONGEST])] if html else []
    return "\n\n".join(shown + ([_fenced("css", style)] if style else []))


def _site(subject: Site, other: Site | None) -> str:
    """The first pages of a site, each with its address."""
    theirs = other.pages if other is not None else ()
    pairs = list(zip_longest(subject.pages, theirs))[: min(2, len(subject.pages))]
    shown = ((page.address, _page(page, there)) for page, there in pairs)
    return "\n\n".join(f"`/{address}`:\n\n{text}" for address, text in shown if text)


def _differing(mine: list[str], theirs: list[str]) -> Iterator[str]:
    """The places where two texts differ, with a line before and after."""
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        yield "\n".join(mine[group[0][1] : group[-1][2]])


def _fenced(language: str, text: str) -> str:
    """A block of code, its fence longer than any inside."""
    longest = max((len(found) for found in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _state(review: CatalogReview) -> str:
    return "the same since then" if review.current else "changed since then"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
