"""A project on disk: its settings, its library, and all messages to translate."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polyclinic import config
from polyclinic.config import Notice
from polyclinic.i18n import interface
from polyclinic.i18n.catalog import Catalog
from polyclinic.i18n.template import unique
from polyclinic.library.languages import need_known_languages
from polyclinic.library.library import Library
from polyclinic.library.messages import SITE, of_article, of_folders, of_navigation, own_words
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.document import Converter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic
    from polyclinic.i18n.message import Message


# Templates whose words a reader's safety hangs on.
_SAFETY = re.compile(r"disclaimer|emergency|review|notice")


@dataclass(frozen=True, slots=True)
class Project:
    """Where everything is. Nothing is read until it is asked for, but the settings."""

    settings: Settings

    @classmethod
    def load(cls, config_file: Path) -> Project:
        """Read mkdocs.yml; raises PolyclinicError."""
        settings = config.load(config_file)
        need_known_languages(settings)
        return cls(settings)

    def messages(self) -> tuple[dict[str, list[Message]], list[Diagnostic]]:
        """All messages by catalog, in the order of the documents, and what was found on the way."""
        library, findings = Library.load(self.settings)
        messages, more = self.messages_of(library)
        return messages, findings + more

    def messages_of(self, library: Library) -> tuple[dict[str, list[Message]], list[Diagnostic]]:
        """All messages of a library by catalog, and what was found while reading them."""
        converter = self.converter()
        findings: list[Diagnostic] = []
        sections: dict[str, list[Message]] = {}
        for article in library.articles:
            found = of_article(article, converter)
            sections.setdefault(article.section, []).extend(found.messages)
            findings += found.findings
        sections.setdefault(SITE, []).extend(self._site_messages(library))
        return {name: unique(messages) for name, messages in sorted(sections.items())}, findings

    def _site_messages(self, library: Library) -> Iterable[Message]:
        settings = self.settings
        reference = settings.config_file.name
        if settings.nav is None:
            yield from of_folders(library.articles, reference)
        yield from of_navigation(settings.nav, reference)
        options = settings.options
        yield from own_words(
            reference, health=options.health, notices=options.notice is Notice.CONTENT
        )
        if settings.templates_dir and settings.templates_dir.is_dir():
            for message in interface.interface_messages(settings.templates_dir, settings.root):
                yield replace(message, safety=any(map(_SAFETY.search, message.references)))

    def catalogs(self) -> dict[str, Catalog]:
        """What is said in each language; a file that can't be read is told of elsewhere."""
        settings = self.settings
        return {
            locale: Catalog.load(settings.locales_dir, locale, settings.shown)[0]
            for locale in settings.locales
        }

    def converter(self) -> Converter:
        """A Markdown instance as mkdocs.yml configures it, for the source language."""
        settings = self.settings
        names = [n for n in settings.extensions if n != "polyclinic"]
        if not settings.options.health:
            return Converter(names, settings.extension_configs)
        wording = Wording(
            settings.source_locale, settings.options.profile, settings.options.country
        )
        return Converter(names, settings.extension_configs, wording, UNITS)
