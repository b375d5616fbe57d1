"""A text that denies something denies it in translation too.

Sentence by sentence where both texts have as many, else in the text as a whole, a negator of the
source (not, never, without, avoid, unable) asks for at least one in the translation. Languages put
more or fewer of them in a sentence, so they are not counted.

Why: “Do not stop this medicine” without its “not” tells a patient to do what harms.

Remedy: put the denial back. If the language says it with a word the rule does not know, suppress
the rule on the entry and give the word as the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import words, writing
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Find sentences that lost their "not"."""
    tongue = words.language(pair.locale)
    if tongue not in words.NEGATORS:
        return
    for source, target in words.aligned(pair.msgid, pair.msgstr):
        denials = _denials(writing.prose(source))
        if denials and not _denials(writing.prose(target), tongue):
            yield Finding(
                f"the source says “{denials[0].text}”, the translation denies nothing",
                "say in the translation what is not so, or must not be done",
                text=target.strip(),
                offset=pair.msgstr.find(target),
                part="msgstr",
                other=source.strip(),
            )


def _denials(text: str, tongue: str = "en") -> list[words.Found]:
    rest = words.without(words.NOT_NEGATING[tongue], tongue, text)
    if tongue == "vi":  # at the end of a question it only asks
        rest = rest.replace("không?", "      ?").replace("chưa?", "    ?")
    return words.find(words.NEGATORS[tongue], tongue, rest)


RULE = PairRule(
    "TRN101",
    "negation lost",
    Severity.WARNING,
    check,
    bad=(
        Pair("es", "Do not drive.", "Conduzca."),
        Pair("fr", "You cannot urinate.", "Vous pouvez uriner."),
        Pair("zh-Hans", "Do not use machines.", "请使用机器，分别操作。"),
        Pair("uk", "Eat. Do not drink alcohol.", "Не їжте. Пийте алкоголь."),
    ),
    good=(
        Pair("es", "Do not drive.", "Evite conducir."),
        Pair("ar", "You cannot urinate.", "تتعذر عليكم المبولة."),
        Pair("hi", "Do not drive.", "गाड़ी न चलाएँ।"),
        Pair("vi", "Do not drive.", "Đừng lái xe."),
    ),
)
