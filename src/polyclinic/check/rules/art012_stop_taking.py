"""The text says to stop a medicine, and does not say "only if your team tells you".

Why: someone who stops a blood thinner unasked can have a clot or a stroke. A list of what to stop
before a procedure is read as an order.

Remedy: "Stop it only if your team tells you to", in the same sentence, item or paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.phrases import STOPPED
from polyclinic.check.prose import blocks, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_MEDICINE = rf"(?:{'|'.join(STOPPED)})"
_STOP = re.compile(
    rf"\b(?:stop|stopping|quit|discontinue|come off|go off)\s+"
    rf"(?:taking\b(?! (?:photos?|pictures?|notes?)\b)|(?:[\w-]+\s+){{0,3}}{_MEDICINE}\b)",
    re.IGNORECASE,
)
# Who decides. Words between are few: "only if your own care team tells you".
_ONLY_IF = re.compile(
    r"\b(?:only (?:if|when|after|as)|unless|until|if)\b[^.;:]{0,60}?"
    r"\b(?:tells?|told|asks?|asked|says?|said|advises?|advised|agrees?|instructs?)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:do not|don['’]t|never|must not|should not|without (?:asking|first|talking)|before you"
    r"|ask (?:\w+ ){0,8}(?:if|whether|before|about)|told you to|tells you to"
    r"|may|which|when)\b",
    re.IGNORECASE,
)
# So far back a sentence is read.
_REACH = 400


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each place."""
    body = subject.article.body
    for start, block in blocks(prose(body)):
        if _ONLY_IF.search(block):
            continue
        for match in _STOP.finditer(block):
            # A question, a ban, or "ask which to stop" is no order.
            before = re.split("[.;]", block[max(match.start() - _REACH, 0) : match.start()])[-1]
            after = block[match.end() : match.end() + _REACH].partition(".")[0]
            if _NOT.search(before) or "?" in after:
                continue
            offset = start + match.start()
            yield Finding(
                f'{match[0]!r} stands without "only if your team tells you"',
                'say who decides: "stop it only if your team tells you to"',
                body[offset : offset + len(match[0])],
                offset,
                "body",
            )


RULE = ArticleRule(
    "ART012",
    "stop a medicine without being told",
    Severity.WARNING,
    check,
    bad=(
        # As in the first text on cryoablation.
        article("Before the procedure, stop taking aspirin, ibuprofen and blood thinners.\n"),
        article("- Stop your blood thinners 5 days before.\n"),
    ),
    good=(
        article("- **Aspirin:** stop taking it only if your team tells you to.\n"),
        article("Do not stop taking any medicine on your own.\n"),
        article("Ask which medicines to stop taking, and when to stop your aspirin.\n"),
        article("Which medicines should I stop taking?\n\nStop eating {8 h} before.\n"),
    ),
)
