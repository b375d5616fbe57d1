"""A copy of one article of the library in three languages, that a test may change and build."""

from __future__ import annotations

import logging
import re
import shutil
from typing import TYPE_CHECKING, Any

import polib
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_fixtures import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOCALES = ("", "fr/", "ar/")
CRYO = "procedures/cryoablation/"
# What the copy leaves out: so a test builds in a second, and counts the pages of one article.
SECTIONS = ("care", "conditions", "tests")
LEFT_OUT = re.compile(
    r"(?:care|conditions|tests)/[a-z-]+\.md"
    r"|(?:procedures/|(?<=\]\())(?:general-anesthesia|laparoscopic-surgery|local-anesthesia)\.md"
    r"|topics/(?:care|scans|surgery|urinary)\.md"
)


def copied(root: Path) -> Path:
    """The library's own files, with one of its articles, in English, French and Arabic."""
    for name in ("docs", "overrides", "locales/fr", "locales/ar"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    others = r"        - \{ locale: (?!en|fr|ar).*\n"
    (root / "mkdocs.yml").write_text(re.sub(others, "", settings), encoding="utf-8")
    _leave_out_articles(root)
    return root


def _leave_out_articles(root: Path) -> None:
    for section in SECTIONS:
        shutil.rmtree(root / "docs" / section)
        for catalog in (root / "locales").rglob(f"{section}.po"):
            catalog.unlink()
    for file in (root / "docs").rglob("*.md"):
        if LEFT_OUT.fullmatch(file.relative_to(root / "docs").as_posix()):
            file.unlink()
            continue
        # Links keep their place in a message and lead to a page that is there.
        text = file.read_text(encoding="utf-8")
        up = "../" * (len(file.relative_to(root / "docs").parts) - 1)
        text = re.sub(rf"\]\((?:\.\./)*(?:{LEFT_OUT.pattern})", f"]({up}about/index.md", text)
        file.write_text(re.sub(rf"(?:{LEFT_OUT.pattern}),? ?", "", text), encoding="utf-8")
    nav = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    empty = [f"  - {section.title()}:\n" for section in SECTIONS]
    kept = [line for line in nav if not LEFT_OUT.search(line) and line not in empty]
    (root / "mkdocs.yml").write_text("".join(kept), encoding="utf-8")


def change(file: Path, old: str, new: str) -> None:
    """Change a text that is there in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def translate(file: Path, msgid: str, msgstr: str, article: str = "") -> None:
    """Give a message of a catalog a translation, in an entry of its own where it has none."""
    catalog = polib.pofile(str(file))
    entry = catalog.find(msgid)
    if entry is None:
        entry = polib.POEntry(msgid=msgid, occurrences=[(article, "")] if article else [])
        catalog.append(entry)
    entry.msgstr = msgstr
    catalog.save()


def mkdocs_site(root: Path, **settings: Any) -> Path:
    """The site as `mkdocs build` makes it, in place."""
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), **settings))
    return root / "site"


def pages(site: Path) -> dict[str, str]:
    """The HTML of every page, by its address."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): file.read_text("utf-8")
        for file in sorted(site.rglob("*.html"))
    }


def withheld(site: Path) -> set[str]:
    """The addresses of the pages that say they are withheld."""
    return {where for where, html in pages(site).items() if 'class="withheld-notice"' in html}


def in_all(addresses: Iterable[str]) -> set[str]:
    """Addresses in each language."""
    return {locale + address for locale in LOCALES for address in addresses}
