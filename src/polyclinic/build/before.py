"""What is looked at before any page is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import PolyclinicError, error
from polyclinic.library.catalogs import incomplete
from polyclinic.library.library import Library
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic


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
    return library, [*found, *more, *incomplete(settings, messages)]
