"""Whether the catalogs of a site are whole: all there, and none of them cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity
from polyclinic.i18n import locales, po
from polyclinic.i18n.catalog import catalog_folder, readable_sections
from polyclinic.i18n.cut import cut_among

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from polyclinic.config import Settings
    from polyclinic.i18n.message import Message


def incomplete(
    settings: Settings, messages: Mapping[str, Sequence[Message]]
) -> Iterator[Diagnostic]:
    """What is missing in one language and there in another; `messages` are by section.

    A catalog that can't be read is told by who loads it, and is not missing.
    """
    there = {
        locale: {
            path.stem: path
            for path in readable_sections(settings.locales_dir, locale, settings.shown)[0]
        }
        for locale in settings.locales
    }
    for locale in settings.locales:
        yield from _missing(settings, locale, there, messages)
    for section, texts in messages.items():
        files: dict[str, po.PoFile] = {}
        for locale, paths in there.items():
            try:
                if section in paths:
                    files[locale] = po.load(paths[section], settings.shown(paths[section]))
            except PolyclinicError:
                continue
        for _, finding in cut_among(files, texts):
            yield finding


def _missing(
    settings: Settings,
    locale: str,
    there: Mapping[str, Mapping[str, object]],
    messages: Mapping[str, Sequence[Message]],
) -> Iterator[Diagnostic]:
    folder = catalog_folder(settings.locales_dir, locale)
    if not there[locale]:
        if any(there.values()) and not folder.exists():
            message = f"{locales.parse(locale).english_name} has no catalogs"
            remedy = f"restore the folder, or begin with `polyclinic locale add {locale}`"
            yield Diagnostic(Severity.WARNING, message, remedy, settings.shown(folder))
        return
    for section, texts in messages.items():
        elsewhere = [other for other, sections in there.items() if section in sections]
        # What few languages have may have been begun there.
        lost = 2 * len(elsewhere) >= sum(map(bool, there.values()))
        if texts and elsewhere and lost and section not in there[locale]:
            message = f"this catalog is missing, which other languages have, such as {elsewhere[0]}"
            remedy = "restore the file if it was there, or run `polyclinic update`"
            shown = settings.shown(folder / f"{section}.po")
            yield Diagnostic(Severity.WARNING, message, remedy, shown)
