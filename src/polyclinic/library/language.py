"""The language of a whole page, for themes that do not know every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyclinic.i18n.locales import LocaleFacts

_HTML = re.compile(r"<html\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_LANGUAGE = re.compile(r"\s+(?:lang|dir)=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


def in_language(html: str, facts: LocaleFacts) -> str:
    """Set `lang` and `dir` of the page's root element; a theme may have set another language."""

    def root(match: re.Match[str]) -> str:
        others = _LANGUAGE.sub("", match["attributes"])
        return f'<html lang="{facts.tag}" dir="{facts.direction}"{others}>'

    return _HTML.sub(root, html, count=1)
