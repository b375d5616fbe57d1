"""Two links or words stand together with nothing between them.

Why: "ultrasoundMRI" was "ultrasound, MRI": two choices have become one word that no one knows.

Remedy: put a space, a comma or "or" between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import FILL, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

# Letters of scripts that put a space between words: Chinese, Japanese, Thai and their like do not.
_LETTER = r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
# A picture from a font, such as :material-github:, is no word.
_LINK = rf"\[(?!:[\w-]+:\])[^\[\]\n]+\]\({FILL}+(?:[ \t]+\"[^\"\n]*\")?\)"
_JOINED = (
    re.compile(rf"{_LINK}(?={_LINK})"),
    # A plural or possessive ending belongs to the word of the link: [scan](x)s.
    re.compile(rf"{_LINK}(?!(?:e?s|'s|’s)\b){_LETTER}+"),
    re.compile(rf"{_LETTER}{_LINK}"),
    # A word that goes on as an abbreviation. Four letters: cfDNA and the like are words.
    re.compile(r"\b[a-z]{5,}[A-Z]{2,}s?\b"),
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each place."""
    body = subject.article.body
    text = prose(body)
    for pattern in _JOINED:
        for match in pattern.finditer(text):
            yield Finding(
                "nothing separates the two words or links",
                'put a space, a comma or "or" between them',
                body[match.start() : match.end()],
                match.start(),
                "body",
            )


RULE = ArticleRule(
    "ART003",
    "words or links without a separator",
    Severity.ERROR,
    check,
    bad=(
        article("guided by [ultrasound](../tests/ultrasound.md)[MRI](../tests/mri.md)\n"),
        article("guided by ultrasoundMRI\n"),
        article("guided by [ultrasound](../tests/ultrasound.md)MRI\n"),
        article("guided by ultrasound[MRI](../tests/mri.md)\n"),
    ),
    good=(
        article("guided by [ultrasound](../tests/ultrasound.md) or [MRI](../tests/mri.md)\n"),
        article("two [scan](../tests/mri.md)s, or an ![MRI](mri.png)\n"),
    ),
)
