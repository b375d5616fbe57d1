"""A translation has the numbered marks of its source, each as often.

Marks stand for links, images, tags and notes: `[text](1)`, `<2>text</2>`, `[^3]`, `{4}`.

Why: a mark that is lost is a link, a note or a picture that readers of one language do not get; one
that is repeated or new leads elsewhere.

Remedy: keep each mark of the source one time, around the words that say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from polyclinic.check.finding import Finding
from polyclinic.check.numbers import fold
from polyclinic.check.rule import PairRule
from polyclinic.check.sides import each_form
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity
from polyclinic.markdown.marks import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY_LINK: Final = re.compile(r"(?<!!)\[\s*\]\(\d+\)")
_EMPTY_PAIR: Final = re.compile(r"<(\d+)>\s*</\1>")


def check(pair: Pair) -> Iterator[Finding]:
    """Compare the marks on both sides, and the text they stand at."""
    return each_form(pair, _compare)


def _compare(source: str, target: str) -> Iterator[Finding]:
    expected, found = Counter(tokens_of(source)), Counter(tokens_of(target))
    for token in expected:
        if found[token] < expected[token]:
            yield Finding(
                f"the mark {_named(token)} is missing from the translation",
                f"put {_named(token)} where the translation says the same",
                part="msgstr",
                other=token,
            )
        elif found[token] > expected[token]:
            yield _surplus(token, target, "stands more often in the translation than in the source")
    for token in found:
        if token not in expected:
            yield _surplus(token, target, "is not in the source")
    yield from _emptied(source, target)


def _named(token: str) -> str:
    return f"[…{token}" if token.startswith("]") else token


def _surplus(token: str, target: str, fact: str) -> Finding:
    offset = fold(target).rfind(token)
    text = target[offset : offset + len(token)] if offset >= 0 else ""
    return Finding(
        f"the mark {_named(token)} {fact}",
        "use the marks of the source, each as often as there",
        text,
        offset if offset >= 0 else None,
        "msgstr",
    )


def _emptied(source: str, target: str) -> Iterator[Finding]:
    for pattern in (_EMPTY_LINK, _EMPTY_PAIR):
        if not pattern.search(fold(source)):
            for match in pattern.finditer(fold(target)):
                yield Finding(
                    f"the mark {match[0]} has no text in the translation",
                    "put the mark around the words that say the same",
                    match[0],
                    match.start(),
                    "msgstr",
                )


RULE = PairRule(
    "TRN006",
    "marks were lost, added or repeated",
    Severity.ERROR,
    check,
    bad=(
        Pair("fr", "Have a [CT scan](1).", "Passez un scanner."),
        Pair("es", "See <1>this</1>.", "Vea <1>esto."),
        Pair("vi", "It works.[^1]", "Có tác dụng.[^1][^2]"),
    ),
    good=(
        Pair("fr", "Have a [CT scan](1).", "Passez un [scanner](1)."),
        Pair("es", "See <1>this</1>.", "Vea <1>esto</1>."),
        Pair("ar", "It works.[^1]", "إنه ينجح.[^1]"),
    ),
    blocks=True,
)
