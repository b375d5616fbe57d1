"""What is looked at before any page is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import error
from polyclinic.library.library import Library
from polyclinic.library.project import need_known_locales

if TYPE_CHECKING:
    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic
    from polyclinic.library.article import Article


def check_site(settings: Settings) -> tuple[tuple[Article, ...], list[Diagnostic]]:
    """The articles, and what is wrong before any page is read.

    An unknown language, or no catalogs at all, stops the build: PolyclinicError is raised.
    """
    need_known_locales(settings)
    if settings.locales and not settings.locales_dir.is_dir():
        remedy = (
            "run `polyclinic locale add CODE`, or say where it is as `locales_dir` in mkdocs.yml"
        )
        raise error(
            "the folder of the translations is missing",
            remedy,
            settings.shown(settings.locales_dir),
        )
    library, findings = Library.load(settings)
    return library.articles, findings
