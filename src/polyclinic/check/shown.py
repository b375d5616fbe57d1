"""What Python-Markdown makes of a citation in an article: `prose` takes indented code for text.

The examples of rules have no HTML; then every citation is one.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from polyclinic.markdown.citations import CITES, ids_of

if TYPE_CHECKING:
    from polyclinic.check.subjects import ArticleText

_CODE = re.compile(r"<(?P<tag>pre|code)\b.*?</(?P=tag)>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def is_read(subject: ArticleText, group: str) -> bool:
    """Whether a citation that is written well is read as one."""
    return not subject.html or f'{CITES}="{" ".join(ids_of(group))}"' in subject.html


def is_code(subject: ArticleText, text: str) -> bool:
    """Whether a text stands in code."""
    return any(text in unescape(_TAG.sub("", code[0])) for code in _CODE.finditer(subject.html))
