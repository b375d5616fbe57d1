"""`polyclinic update`: bring the catalogs up to date with the articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from polyclinic.cli import console, source
from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import po
from polyclinic.i18n.catalog import catalog_folder, problems, section_paths
from polyclinic.i18n.cut import cut_off
from polyclinic.i18n.merge import merge_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic
    from polyclinic.i18n.message import Message


@click.command("update", short_help="Bring the catalogs up to date with the articles.")
@console.config_option
@console.locale_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a catalog is out of date.")
def command(config_file: Path, chosen: Sequence[str], *, check: bool) -> int:
    """Bring the catalogs of every language up to date with the articles.

    New texts are added, untranslated or with the nearest old translation as a fuzzy suggestion,
    which a translator must confirm before a reader sees it. Texts that have gone become obsolete
    and are kept. Nothing else changes: no translation is lost, no untouched entry is re-wrapped.

    A catalog with an error in it is left as it is, and the others are updated. One whose last
    entries are missing is filled up, with a warning: it may have been cut off.

    \b
    Examples:
      polyclinic update                 all languages
      polyclinic update -l es -l fr     two of them
      polyclinic update --check         for CI: are the catalogs up to date?
    """
    project = source.load(config_file)
    settings = project.settings
    remedy = "begin a language with `polyclinic locale add CODE`, or set locales_dir"
    console.need_folder(settings.locales_dir, settings, remedy)
    languages = console.chosen_locales(chosen, settings)
    messages = source.messages(project)
    if messages is None:
        return console.FOUND
    updates = [updated(locale, settings, messages) for locale in languages]
    stale = [_finish(update, settings, check=check) for update in updates]
    broken = any(update.found for update in updates)
    return console.FOUND if broken or (check and any(stale)) else console.OK


@dataclass(frozen=True, slots=True)
class Update:
    """The new catalogs of one language, not yet written, and what stood in the way of others."""

    locale: str
    files: Mapping[Path, po.PoFile]
    found: Sequence[Diagnostic]
    cut: Sequence[Diagnostic] = ()  # what seems cut off, and is filled up


def updated(locale: str, settings: Settings, messages: Mapping[str, Sequence[Message]]) -> Update:
    """Make the new catalogs of a language; one that has an error is not among them."""
    files, broken, found = _read(locale, settings)
    merged = merge_language(files, messages, locale=locale, skip=broken)
    folder = catalog_folder(settings.locales_dir, locale)
    cut = [cut_off(file, messages.get(name, ())) for name, file in files.items()]
    paths = {folder / f"{name}.po": merged[name] for name in merged}
    return Update(locale, paths, found, [finding for finding in cut if finding])


def _read(
    locale: str, settings: Settings
) -> tuple[dict[str, po.PoFile], set[str], list[Diagnostic]]:
    files: dict[str, po.PoFile] = {}
    broken: set[str] = set()
    found: list[Diagnostic] = []
    for path in section_paths(settings.locales_dir, locale):
        wrong: list[Diagnostic] = []
        try:
            files[path.stem] = po.load(path, settings.shown(path))
            wrong = problems(files[path.stem], locale)
        except PolyclinicError as problem:
            wrong = [problem.diagnostic]
        if wrong:
            broken.add(path.stem)
            found += wrong
    return files, broken, found


def _finish(update: Update, settings: Settings, *, check: bool) -> bool:
    """Write a language's catalogs and say what was done; True if any was out of date."""
    console.report([*update.found, *update.cut])
    contents = {path: po.dump(file) for path, file in update.files.items()}
    if check:
        stale = [path for path, content in contents.items() if not _is(path, content)]
        for path in stale:
            click.echo(f"{settings.shown(path)}: out of date; run `polyclinic update`", err=True)
        return bool(stale)
    written = sum(po.write_if_changed(path, content) for path, content in contents.items())
    entries = [entry for file in update.files.values() for entry in file.messages]
    missing = sum(not entry.translated for entry in entries)
    fuzzy = sum(entry.fuzzy for entry in entries)
    left = f"{missing} to translate, {fuzzy} to confirm" if missing or fuzzy else "all translated"
    click.echo(f"{update.locale}: {written} of {len(contents)} catalogs changed; {left}")
    return bool(written)


def _is(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
