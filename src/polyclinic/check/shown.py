"""What Python-Markdown makes of a citation in an article: `prose` takes indented code for text.

The examples of rules have no HTML; then every citation is one.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from polyclinic.check.prose import without_code
from polyclinic.markdown.citations import CITES, GROUP, ID, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_CODE = re.compile(r"<(?P<tag>pre|code)\b.*?</(?P=tag)>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_GROUP = re.compile(GROUP)
_ONE = re.compile(rf"@{ID}")


def is_read(subject: ArticleText, group: str) -> bool:
    """Whether a citation that is written well is read as one."""
    return not subject.html or f'{CITES}="{" ".join(ids_of(group))}"' in subject.html


def is_code(subject: ArticleText, text: str) -> bool:
    """Whether a text stands in code."""
    return any(text in unescape(_TAG.sub("", code[0])) for code in _CODE.finditer(subject.html))


def printed(subject: ArticleText) -> Iterator[re.Match[str]]:
    """The citations of the body that are printed as typed; not code, nor what has a backslash."""
    typed: dict[tuple[str, ...], list[re.Match[str]]] = {}
    for group in _GROUP.finditer(without_code(subject.article.body)):
        typed.setdefault(tuple(_ONE.findall(group[0])), []).append(group)
    html = unescape(_CODE.sub("", subject.html))
    for names, groups in typed.items():
        literal = r"\[" + r"\s*;\s*".join(map(re.escape, names)) + r"\]"
        read = re.escape(f'{CITES}="{" ".join(ids_of(groups[0][0]))}"')
        found = [each[0].startswith("[") for each in re.finditer(f"{literal}|{read}", html)]
        yield from _matched(groups, found, subject.article.body)


def _matched(groups: list[re.Match[str]], found: list[bool], body: str) -> Iterator[re.Match[str]]:
    """Those of a kind that are printed, told by their order; the first, where it does not tell."""
    plain = [group for group in groups if body[: group.start()][-1:] != "\\"]
    if len(found) == len(groups):
        yield from (g for g, is_typed in zip(groups, found, strict=True) if is_typed and g in plain)
    elif sum(found) > len(groups) - len(plain):
        yield from plain[:1]
