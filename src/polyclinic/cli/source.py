"""The messages of the site, for the commands that write catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.cli import console
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from polyclinic.i18n.message import Message


def load(config_file: Path) -> Project:
    """Read the settings; raises PolyclinicError if they are wrong or there are no articles."""
    project = Project.load(config_file)
    settings = project.settings
    console.need_folder(settings.docs_dir, settings, "put the articles there, or set docs_dir")
    return project


def messages(project: Project) -> dict[str, list[Message]] | None:
    """Read all messages and print what was found; None if there are errors.

    With an article that cannot be read, its translations would look as if nobody needed them.
    """
    found, diagnostics = project.messages()
    console.report(diagnostics)
    return None if console.exit_code(diagnostics) else found
