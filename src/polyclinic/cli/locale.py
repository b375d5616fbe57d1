"""`polyclinic locale add`: begin a new language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from polyclinic.cli import console, source
from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import locales, po
from polyclinic.i18n.catalog import catalog_folder, section_paths
from polyclinic.i18n.merge import merge_language

if TYPE_CHECKING:
    from pathlib import Path

    from polyclinic.config import Settings
    from polyclinic.i18n.locales import LocaleFacts


@click.group("locale")
def command() -> None:
    """Begin a new language.

    \b
    Example:
      polyclinic locale add sw
    """


@command.command("add")
@console.config_option
@click.argument("code")
def add(config_file: Path, code: str) -> int:
    """Begin a language: make its empty catalogs, ready to be translated.

    CODE is a BCP 47 code: a language, a script if it has several, a country if it matters, such as
    sw, zh-Hant or pt-BR. The catalogs go to locales/. mkdocs.yml is yours: the command says what to
    add there.

    \b
    Examples:
      polyclinic locale add sw
      polyclinic locale add zh-Hant
    """
    facts = _facts(code)
    project = source.load(config_file)
    settings = project.settings
    _refuse_known(facts, settings)
    messages = source.messages(project)
    if messages is None:
        return console.FOUND
    folder = catalog_folder(settings.locales_dir, facts.tag)
    made = merge_language({}, messages, locale=facts.tag)
    for name, file in made.items():
        po.write_if_changed(folder / f"{name}.po", po.dump(file))
    click.echo(
        f"{facts.english_name}: {console.counted(len(made), 'catalog')} in {settings.shown(folder)}"
    )
    if facts.tag not in settings.locales:
        click.echo(_advice(facts, settings))
    return console.OK


def _facts(code: str) -> LocaleFacts:
    try:
        return locales.parse(code)
    except PolyclinicError as problem:
        raise click.UsageError(str(problem)) from problem


def _refuse_known(facts: LocaleFacts, settings: Settings) -> None:
    if facts.tag == settings.source_locale:
        message = f"{facts.tag} is the language the articles are written in; it needs no catalogs"
        raise click.ClickException(message)
    known = section_paths(settings.locales_dir, facts.tag)
    if known:
        where = settings.shown(known[0].parent)
        catalogs = console.counted(len(known), "catalog")
        message = f"{facts.english_name} is here already, with {catalogs} in {where}"
        raise click.ClickException(f"{message}\n  help: `polyclinic update` brings them up to date")


def _advice(facts: LocaleFacts, settings: Settings) -> str:
    entry = f"- {{ locale: {facts.tag}, name: {facts.native_name} }}"
    return f"To build it, add this line to the languages in {settings.config_file.name}:\n  {entry}"
