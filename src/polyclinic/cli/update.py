"""`polyclinic update`: bring the catalogs up to date with the articles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from polyclinic.cli import console, source
from polyclinic.diagnostic import PolyclinicError, Severity
from polyclinic.i18n import po
from polyclinic.i18n.catalog import catalog_folder, problems, section_paths
from polyclinic.i18n.cut import cut_among, ends_early
from polyclinic.i18n.merge import merge_language
from polyclinic.library.history import committed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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

    A catalog with an error in it is left as it is, and the others are updated. So is one that was
    cut off since it was committed; where git can't tell, but another language has what is missing,
    it is filled up, with a warning.

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
    known = {
        locale: _read(locale, settings, messages)
        for locale in dict.fromkeys((*languages, *settings.locales))
    }
    updates = [updated(locale, settings, messages, known) for locale in languages]
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


@dataclass(slots=True)
class _Known:
    """The catalogs of a language as they are, and what is wrong with some."""

    files: dict[str, po.PoFile] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)


def updated(
    locale: str,
    settings: Settings,
    messages: Mapping[str, Sequence[Message]],
    known: Mapping[str, _Known],
) -> Update:
    """Make the new catalogs of a language; one that has an error is not among them."""
    own = known[locale]
    merged = merge_language(own.files, messages, locale=locale, skip=own.broken)
    folder = catalog_folder(settings.locales_dir, locale)
    paths = {folder / f"{name}.po": merged[name] for name in merged}
    return Update(locale, paths, own.found, list(_cut(locale, messages, known)))


def _cut(
    locale: str, messages: Mapping[str, Sequence[Message]], known: Mapping[str, _Known]
) -> Iterator[Diagnostic]:
    for name, texts in messages.items():
        if name not in known[locale].broken:
            files = {tag: other.files[name] for tag, other in known.items() if name in other.files}
            yield from (finding for tag, finding in cut_among(files, texts) if tag == locale)


def _read(locale: str, settings: Settings, messages: Mapping[str, Sequence[Message]]) -> _Known:
    known = _Known()
    for path in section_paths(settings.locales_dir, locale, settings.shown):
        wrong: list[Diagnostic] = []
        try:
            file = po.load(path, settings.shown(path))
            wrong = problems(file, locale)
            wrong += _cut_since_commit(path, file, messages.get(path.stem, ()))
            known.files[path.stem] = file
        except PolyclinicError as problem:
            wrong = [problem.diagnostic]
        if wrong:
            known.broken.add(path.stem)
            known.found += wrong
    return known


def _cut_since_commit(
    path: Path, file: po.PoFile, messages: Sequence[Message]
) -> Iterator[Diagnostic]:
    """An error for a catalog that is the beginning of the committed one, and lacks its end.

    To fill it up would put empty entries in the place of the translations that were there.
    """
    early = ends_early(file, messages)
    whole = committed(path) if early else None
    begun = po.dump(file).rstrip()
    if early and whole and whole.startswith(begun) and begun != whole.rstrip():
        message = "this catalog was cut off here: the committed one goes on"
        remedy = f"restore it with `git checkout -- {file.path}`"
        yield replace(early, severity=Severity.ERROR, message=message, help=remedy)


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
    click.echo(
        f"{update.locale}: {written} of {console.counted(len(contents), 'catalog')} changed; {left}"
    )
    return bool(written)


def _is(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
