"""The library itself, built as it is published: for the tests of its pages and of its looks."""

from __future__ import annotations

import logging
import re
import shutil
from datetime import UTC, datetime, time
from pathlib import Path

import jinja2
import polib
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from polyclinic.library.reviews import revision_day

ROOT = Path(__file__).parent.parent
# The day of these tests is that of the newest catalog: so they find the same on any day.
TODAY = max(
    day
    for file in (ROOT / "locales").rglob("*.po")
    if (day := revision_day(polib.pofile(str(file)).metadata["PO-Revision-Date"]))
)
DOCS = ROOT / "docs"


def _address(file: Path) -> str:
    name = file.relative_to(DOCS).with_suffix("").as_posix()
    return f"{name}/".removesuffix("index/")


# Each page that the Markdown makes, and those of its articles.
EVERY_PAGE = tuple(sorted(_address(file) for file in DOCS.rglob("*.md")))
ARTICLES = tuple(p for p in EVERY_PAGE if re.match(r"(?:care|conditions|procedures|tests)/.", p))
# Those that a browser looks at in each language: of the articles, one of each kind.
PAGES = (
    "",
    "a-z/",
    "about/",
    "about/accessibility/",
    "about/advertising-and-funding/",
    "about/contact/",
    "about/editorial-process/",
    "about/medical-disclaimer/",
    "glossary/",
    "procedures/",
    "procedures/cryoablation/",
    "conditions/prostate-cancer/",
    "tests/mri-scan/",
    "care/getting-ready/",
    "topics/",
    "topics/bones/",
    "topics/cancer/",
    "topics/kidneys/",
    "topics/liver/",
    "topics/lungs/",
    "search/",
)
ARTICLE = "procedures/cryoablation/"
# A page of each kind, for what is looked at in each theme and width; 404.html greets in them all.
KINDS = (
    "",
    "a-z/",
    "search/",
    "glossary/",
    "topics/cancer/",
    "procedures/",
    ARTICLE,
    f"{ARTICLE}large-print/",
    "about/",
    "about/accessibility/",
    "404.html",
)


def joined(bundle: str) -> str:
    """A bundle of the templates, `assets/js/search.js` for one, as a build joins it."""
    loader = jinja2.FileSystemLoader(ROOT / "overrides")
    return jinja2.Environment(loader=loader).get_template(bundle).render()


def build_library(folder: Path) -> Path:
    """Build the library with MkDocs into a folder; any warning is an error."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    noon = datetime.combine(TODAY, time(12), UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


OVERDUE = """\
---
title: A forgotten page
summary: Nobody has read this for years.
review:
  status: unreviewed
  next_review: 2020-01-31
---

Please ask your care team.
"""
HIDDEN = """\
---
title: A sly page
---

<style>.disclaimer-short { display: none }</style>

Please ask your care team.
"""


def poison(root: Path) -> None:
    """Copy the library into a folder, with a wrong dose, a dead link, an overdue review, and more.

    One page hides its disclaimer.
    """
    for name in ("mkdocs.yml", "docs", "locales", "overrides"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    french = root / "locales/fr/LC_MESSAGES/procedures.po"
    file = polib.pofile(str(french))
    (entry,) = [entry for entry in file if "66" in entry.msgstr]
    entry.msgstr = entry.msgstr.replace("66", "96")
    file.save()
    contact = root / "docs/about/contact.md"
    page = contact.read_text(encoding="utf-8")
    contact.write_text(page.replace("(accessibility.md)", "(accessibility.md#nowhere)"))
    (root / "docs/procedures/overdue.md").write_text(OVERDUE, encoding="utf-8")
    (root / "docs/procedures/hidden.md").write_text(HIDDEN, encoding="utf-8")
