"""What is looked at before any page is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error
from polyclinic.library.catalogs import incomplete
from polyclinic.library.library import Library
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.config import Settings


def need_folders(settings: Settings) -> None:
    """Without articles or without any translation there is nothing to build: PolyclinicError."""
    Library.need_folder(settings)
    if settings.locales and not settings.locales_dir.is_dir():
        remedy = (
            "run `polyclinic locale add CODE`, or say where it is as `locales_dir` in mkdocs.yml"
        )
        raise error(
            "the folder of the translations is missing",
            remedy,
            settings.shown(settings.locales_dir),
        )


def check_site(settings: Settings) -> tuple[Library, list[Diagnostic]]:
    """The articles, and what is wrong in them and in the catalogs.

    All of it is known before a file is written. Raises PolyclinicError where there are none.
    """
    need_folders(settings)
    project = Project(settings)
    library, found = Library.load(settings)
    try:
        messages, more = project.messages_of(library)
    except PolyclinicError as problem:
        return library, [*found, problem.diagnostic]
    return library, [*found, *more, *incomplete(settings, messages), *_nameless(settings)]


def _nameless(settings: Settings) -> Iterator[Diagnostic]:
    """A library for readers works without its own address; search engines don't find its languages.

    They want whole addresses, and a relative one would be a fault on every page.
    """
    if settings.options.health and not settings.site_url:
        message = "the site does not say its own address, so its pages have no canonical one"
        remedy = (
            "write `site_url: https://…/`: search engines then find each page in its languages, "
            "and printed pages show where they are from"
        )
        yield Diagnostic(Severity.INFO, message, remedy, settings.shown(settings.config_file))
