"""What other files of a site say of a page: it leaves them when it is not published."""

from __future__ import annotations

import gzip
import json
import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from polyclinic.library.addresses import absolute, file_of, of_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ALTERNATE = re.compile(
    r"<link\b[^>]*\brel=[\"']?alternate\b[^>]*\bhreflang[^>]*>\n*", re.IGNORECASE
)
_ALTERNATE_TOO = re.compile(
    r"<link\b[^>]*\bhreflang[^>]*\brel=[\"']?alternate\b[^>]*>\n*", re.IGNORECASE
)
_JSON_LD = re.compile(
    r"<script\b[^>]*application/ld\+json[^>]*>.*?</script>\s*", re.IGNORECASE | re.DOTALL
)
_ABOUT = re.compile(
    r"<meta\b[^>]*\b(?:name|property)=[\"']?(?:robots|description|keywords|og:|twitter:)[^>]*>\n*",
    re.IGNORECASE,
)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)


def unlisted(html: str) -> str:
    """A page that search engines do not list, and that has no version in another language."""
    for pattern in (_ALTERNATE, _ALTERNATE_TOO, _JSON_LD, _ABOUT):
        html = pattern.sub("", html)
    robots = '<meta name="robots" content="noindex">\n</head>'
    return _HEAD_END.sub(robots, html, count=1)


def leave_sitemap(folder: Path, addresses: Iterable[str], site_url: str) -> None:
    """Take pages out of the sitemap, and out of its compressed copy."""
    file = folder / "sitemap.xml"
    if not file.is_file():
        return
    before = file.read_text(encoding="utf-8")
    urls = [url for a in addresses for url in (absolute(a, site_url), quote(a)) if url]
    text = without_urls(before, urls)
    if text == before:
        return
    file.write_text(text, encoding="utf-8", newline="\n")
    packed = file.with_suffix(".xml.gz")
    if packed.is_file():
        packed.write_bytes(gzip.compress(text.encode(), mtime=0))


def without_urls(sitemap: str, urls: Iterable[str]) -> str:
    """A sitemap without some pages, whether they stand alone or as an alternate."""
    for one in urls:
        url = re.escape(escape(one))
        sitemap = re.sub(rf"\s*<url>\s*<loc>{url}</loc>.*?</url>", "", sitemap, flags=re.DOTALL)
        sitemap = re.sub(rf"\s*<xhtml:link[^>]*href=\"{url}\"[^>]*/>", "", sitemap)
    return sitemap


def leave_search(folder: Path, addresses: Iterable[str]) -> None:
    """Take pages out of the index that MkDocs' and Material's search plugins write.

    An index made ahead of its readers goes too: the search makes its own when there is none.
    """
    gone = frozenset(map(file_of, addresses))
    for file in sorted(folder.rglob("search_index.json")):
        try:
            index = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:  # what can't be read can't be cleared
            file.unlink()
            continue
        docs = index.get("docs", [])
        left = [doc for doc in docs if _file(str(doc.get("location", ""))) not in gone]
        if left != docs:
            index.pop("index", None)
            text = json.dumps({**index, "docs": left}, separators=(",", ":"))
            file.write_text(text, encoding="utf-8")


def _file(location: str) -> str:
    path = unquote(location.partition("#")[0]).removeprefix("./")
    return file_of("" if path == "." else of_file(path))


def retract(folder: Path) -> None:
    """Take every page away, for a site that could not be checked."""
    for file in folder.rglob("*.html"):
        file.unlink()
    for file in folder.rglob("search_index.json"):
        file.unlink()
