"""A small page with all that the disclaimer checks ask for: what their examples are made of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from polyclinic.check.subjects import RenderedPage, Site
from polyclinic.config import Options, Settings
from polyclinic.library.article import Article, Kind, Review, Source

ARTICLE: Final = """<!doctype html>
<html lang="en" dir="ltr">
<head><title>Sprain</title><link rel="stylesheet" href="../../site.css"></head>
<body>
<main>
<h1>Sprain</h1>
<div data-disclaimer="short">
<p>This page is for education only. In an emergency, call your local emergency number.</p>
<p><a href="#page-disclaimer">Read the medical disclaimer</a></p>
</div>
<div class="prose"><h2>What is a sprain?</h2><p>A sprain is a torn ligament.</p></div>
<section id="page-sources"><h2>Sources</h2><ol><li>Sprains</li></ol></section>
<section data-disclaimer="full" id="page-disclaimer" aria-labelledby="page-disclaimer-title">
<h2 id="page-disclaimer-title">Medical disclaimer</h2>
<ul>
<li data-disclaimer-slot="emergency">In an emergency, call your local emergency number.</li>
<li data-disclaimer-slot="education">This article is for education only.</li>
<li data-disclaimer-slot="substitute">It does not replace advice from a doctor.</li>
<li data-disclaimer-slot="delay">Do not delay care because of what you read here.</li>
<li data-disclaimer-slot="medicines">Do not stop or change a medicine on your own.</li>
<li data-disclaimer-slot="relationship">You do not become our patient when you read this.</li>
<li data-disclaimer-slot="author">The Polyclinic project wrote this article.</li>
<li data-disclaimer-slot="review">This article has not been reviewed by a clinician.
The first review is due by <time datetime="2027-05-31">May 31, 2027</time>.</li>
<li data-disclaimer-slot="sources">The <a href="#page-sources">sources</a> are on this page.</li>
</ul>
</section>
</main>
</body>
</html>
"""

TRANSLATION: Final = """<!doctype html>
<html lang="es" dir="ltr">
<head><title>Contacto</title><link rel="stylesheet" href="../../site.css"></head>
<body>
<main>
<h1>Contacto</h1>
<div class="translation-notice">
<p>Esta página se tradujo del inglés. Ningún traductor humano cualificado la ha revisado.</p>
<p><a href="../../contact/" hreflang="en">Leer esta página en inglés</a></p>
</div>
<p>Escriba a la redacción.</p>
<div data-disclaimer="short">
<p>Esta página es solo educativa. En una emergencia, llame al número de su zona.</p>
</div>
</main>
</body>
</html>
"""

_SOURCE = Source("Sprains", "MedlinePlus", "https://medlineplus.gov/sprainsandstrains.html")
_TODAY = date(2026, 11, 22)
UNREVIEWED: Final = Review(reviewed=False, due=date(2027, 5, 31))


def article_page(
    *changes: tuple[str, str],
    css: str = "",
    country: str = "",
    review: Review = UNREVIEWED,
) -> RenderedPage:
    """The specimen of an article in English, with texts of its HTML replaced."""
    article = Article(
        "conditions/sprain.md", "docs/conditions/sprain.md", "Sprain", "A torn ligament.", (),
        Kind.CONDITION, (_SOURCE,), review, "", 1,
    )  # fmt: skip
    html = _changed(ARTICLE, changes)
    styles = MappingProxyType({"site.css": css})
    address, settings = "conditions/sprain/", _settings(country)
    return RenderedPage(address, "en", "en", html, styles, _TODAY, settings, article)


def translated_page(*changes: tuple[str, str], css: str = "") -> RenderedPage:
    """The specimen of a page that is no article, in Spanish, with texts of its HTML replaced."""
    html, styles = _changed(TRANSLATION, changes), MappingProxyType({"site.css": css})
    return RenderedPage("es/contact/", "es", "en", html, styles, _TODAY, _settings(""))


def site(*pages: RenderedPage) -> Site:
    """A site of some pages."""
    files = frozenset(page.address + "index.html" for page in pages)
    return Site(Path("site"), pages, files, _settings(""), _TODAY)


def _changed(html: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        if old not in html:
            raise ValueError(f"the specimen has no {old!r}")
        html = html.replace(old, new)
    return html


def _settings(country: str) -> Settings:
    root = Path("/site")
    return Settings(
        root / "mkdocs.yml", root / "docs", root / "site", root / "locales", None,
        "Polyclinic", "https://example.org/", "en", ("es",), Options(health=True, country=country),
    )  # fmt: skip
