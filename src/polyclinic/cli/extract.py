"""`polyclinic extract`: write the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from polyclinic.cli import console, source
from polyclinic.i18n import po
from polyclinic.i18n.template import template

if TYPE_CHECKING:
    from pathlib import Path


@click.command("extract")
@console.config_option
def command(config_file: Path) -> int:
    """Write the messages of all articles as templates.

    One file for each section goes to locales/templates/: procedures.pot, about.pot, … and site.pot
    with the navigation and the interface. Templates are made, not edited; git ignores them. Weblate
    and Poedit start new catalogs from them; for the languages of the site, `polyclinic update` is
    all one needs.

    \b
    Example:
      polyclinic extract
      polyclinic extract -f other/mkdocs.yml
    """
    project = source.load(config_file)
    messages = source.messages(project)
    if messages is None:
        return console.FOUND
    folder = project.settings.locales_dir / "templates"
    made = {folder / f"{name}.pot": po.dump(template(texts)) for name, texts in messages.items()}
    written = sum(po.write_if_changed(path, content) for path, content in made.items())
    # A template of a section that is gone would offer its texts for ever.
    for path in set(folder.glob("*.pot")) - set(made):
        path.unlink()
    count = sum(map(len, messages.values()))
    where = project.settings.shown(folder)
    found, templates = console.counted(count, "message"), console.counted(len(made), "template")
    click.echo(f"{found} in {templates} in {where}, {written} of them changed")
    return console.OK
