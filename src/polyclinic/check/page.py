"""The page of a rule: what it does, why, an example that fires it, and the remedy that does not."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from polyclinic.check.subjects import ArticleText, CatalogReview, Catalogs, Pair, RenderedPage, Site

if TYPE_CHECKING:
    from polyclinic.check.rule import AnyRule


def markdown(rule: AnyRule) -> str:
    """The rule's page as Markdown, made from its module and its examples."""
    head, _, rest = inspect.cleandoc(rule.explanation).partition("\n")
    effect = (
        "withholds the page in its language" if rule.blocks else f"is told as {rule.severity.value}"
    )
    parts = [f"# {rule.code}: {rule.title}", head.strip(), rest.strip(), f"A finding {effect}."]
    if rule.bad and _shown(rule.bad[0]):
        parts += ["## Fires", _shown(rule.bad[0])]
    if rule.good and _shown(rule.good[0]):
        parts += ["## Does not", _shown(rule.good[0])]
    return "\n\n".join(part for part in parts if part) + "\n"


def _shown(subject: object) -> str:
    match subject:
        case Pair():
            return f"```po\nmsgid {_quoted(subject.msgid)}\nmsgstr {_quoted(subject.msgstr)}\n```"
        case ArticleText():
            return f"```markdown\n{subject.text.strip()}\n```"
        case RenderedPage():
            return f"```html\n{subject.html.strip()[:1200]}\n```"
        case Catalogs():
            reviews = (f"`{r.path}`: reviewed on {r.on}; {_state(r)}" for r in subject.reviews)
            return "\n\n".join([*map(_shown, subject.pairs), *reviews])
        case Site():
            return "\n\n".join(_shown(page) for page in subject.pages[:2])
    return ""


def _state(review: CatalogReview) -> str:
    return "the same since then" if review.current else "changed since then"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
