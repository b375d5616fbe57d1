"""All that is told of by a code, for people and for other tools: the rules, and the checks' own.

One `Topic` a code. From these come `polyclinic rule`, the pages for contributors, and what SARIF
says of a rule.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from polyclinic.check.page import markdown
from polyclinic.check.rule_pages import FOLDER, TITLE
from polyclinic.check.rules import RULES
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polyclinic.check.rule import AnyRule

FAMILIES: Final = {
    "DSC": "Medical disclaimer",
    "TRN": "Translations",
    "REV": "Reviews",
    "LNK": "Links",
    "URG": "Urgency cards",
    "ART": "Articles",
    "SRC": "Sources",
    "RDB": "Reading",
    "CHK": "The checks themselves",
}
_INDEX: Final = f"{FOLDER}/rules/index.md"


@dataclass(frozen=True, slots=True)
class Topic:
    """What one code stands for. `summary` is one sentence or two, `page` the whole as Markdown."""

    code: str
    title: str
    severity: Severity
    blocks: bool
    summary: str
    page: str

    @property
    def family(self) -> str:
        """The name of the code's first three letters."""
        return FAMILIES[self.code[:3]]

    @property
    def effect(self) -> str:
        """What a finding does, in a word."""
        return "withholds" if self.blocks else self.severity.value


def _of_rule(rule: AnyRule) -> Topic:
    summary = inspect.cleandoc(rule.explanation).split("\n\n")[0].replace("\n", " ")
    return Topic(rule.code, rule.title, rule.severity, rule.blocks, summary, markdown(rule))


def _own(code: str, title: str, severity: Severity, text: str, *, blocks: bool = False) -> Topic:
    """What no rule finds, but the reading, the running and the silencing of rules."""
    text = inspect.cleandoc(text)
    told = "withholds the page in its language" if blocks else f"is told as {severity.value}"
    page = f"# {code}: {title}\n\n{text}\n\nA finding {told}.\n"
    return Topic(code, title, severity, blocks=blocks, summary=text.split("\n\n")[0], page=page)


_OWN: Final = (
    _own(
        "CHK000", "what cannot be read or used", Severity.ERROR,
        """
        A file cannot be read, or a text of it cannot be used.

        Why: what is not read is not checked either, and a translation that is refused leaves its
        text in English.

        Remedy: the finding names the place and says what would be right.
        """,
    ),
    _own(
        "CHK001", "a rule that failed", Severity.ERROR,
        """
        A rule stopped with a fault of its own; the other rules went on.

        Why: nobody knows what the rule would have found there.

        Remedy: run `polyclinic check --debug`, and report what it prints as a bug of the rule.
        """,
    ),
    _own(
        "CHK002", "a rule silenced without a reason", Severity.WARNING,
        """
        A comment tells a rule to be silent and does not say why.

        In an article the comment `<!-- check: ignore ART004 because … -->` is for all of it, and
        `<!-- check: ignore ART004 here because … -->` for the block that follows alone. On a
        catalog entry, the translator's comment `# check: ignore TRN101 because …` is for that
        entry.

        Why: the next reader cannot tell an exception from an oversight.

        Remedy: add the reason, as in `check: ignore ART004 because the level is a quotation`.
        """,
    ),
    _own(
        "CHK003", "a rule silenced for nothing", Severity.WARNING,
        """
        A comment tells a rule to be silent where it finds nothing.

        Why: it would hide the next fault of that kind.

        Remedy: remove the comment.
        """,
    ),
    _own(
        "CHK004", "a text too long to be compared", Severity.ERROR,
        """
        A catalog entry has a text of more than 20,000 letters, and no rule compares it.

        Why: comparing such a text could hold up the build for minutes, and a number in it that
        nobody compared may be wrong.

        Remedy: part the paragraph in the source, and run `polyclinic update`.
        """,
        blocks=True,
    ),
)  # fmt: skip

TOPICS: Final[tuple[Topic, ...]] = (*map(_of_rule, RULES), *_OWN)


def topic(code: str) -> Topic | None:
    """What a code stands for; None where nothing does."""
    return next((each for each in TOPICS if each.code == code.upper()), None)


# The pages for contributors


@cache
def pages() -> Mapping[str, str]:
    """Every page for contributors as Markdown, by the path it would have in the docs folder."""
    found = {f"{FOLDER}/index.md": _landing(), _INDEX: _index()}
    for each in TOPICS:
        back = f"Family: {each.family}. [All rules](index.md)"
        # The summary stands under the page's title: the text begins with the second paragraph.
        head, _, rest = each.page.split("\n\n", 2)
        text = f"{back}\n\n{_safe(rest.strip())}"
        found[_path(each.code)] = _page(head.removeprefix("# "), each.summary, text)
    return MappingProxyType(found)


def _page(title: str, summary: str, text: str) -> str:
    quoted = (part.replace("\\", "\\\\").replace('"', '\\"') for part in (title, _bare(summary)))
    front = 'title: "{}"\nsummary: "{}"'.format(*quoted)
    return f"---\n{front}\nsearch:\n  exclude: true\n---\n\n{text}\n"


def _path(code: str) -> str:
    return f"{FOLDER}/rules/{code}.md"


def _landing() -> str:
    text = f"""\
Before a page is published, {len(RULES)} rules read the articles, their translations and the pages
that were made of them. [All rules](rules/index.md) lists them, with an example and the remedy for
each.

- `polyclinic check` runs them, and says what it found, where, and what to do about it.
- `polyclinic rule CODE` prints the page of a rule.
- A rule can be silenced in one place, with a reason; [CHK002](rules/CHK002.md) shows how.

A finding that could hurt a reader withholds the page in its language until it is put right.
"""
    return _page(TITLE, "For people who write, translate or check articles.", text)


def _index() -> str:
    parts = []
    for letters, name in FAMILIES.items():
        rows = [
            f"- [{each.code}]({each.code}.md): {_safe(each.title)} ({each.effect})"
            for each in TOPICS
            if each.code.startswith(letters)
        ]
        parts.append("\n".join([f"## {name} {{ #{letters.lower()} }}", "", *rows]))
    summary = (
        "What is checked before a page is published, by family, and what a finding does: it "
        "withholds the page, or is told as error, warning or info."
    )
    up = f"[{TITLE}](../index.md)"
    return _page("All rules", summary, "\n\n".join([up, *parts]))


_CODE: Final = re.compile(r"(?:(?P<fence>`{3,}).*?(?P=fence)|`[^`\n]*`)", re.DOTALL)
_BRACED: Final = re.compile(r"\{[^{}\n]*\}")


def _safe(text: str) -> str:
    """The text with what a page would act on, such as a quantity in braces, shown as code."""
    found, start = [], 0
    for code in _CODE.finditer(text):
        found += [_BRACED.sub(r"`\g<0>`", text[start : code.start()]), code[0]]
        start = code.end()
    return "".join([*found, _BRACED.sub(r"`\g<0>`", text[start:])])


def _bare(text: str) -> str:
    return text.replace("`", "")
