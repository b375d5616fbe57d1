"""The pages for contributors, given to MkDocs as files of the source language that no disk holds.

They are added after the i18n plugin has sorted the files of its languages: it takes only files of
the docs folder, and would make a copy for every language. What it keeps on its own files, and its
sitemap reads, is set here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel

from polyclinic.check import handbook

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def add(files: Files, config: MkDocsConfig, locale: str) -> None:
    """Add the pages to the files of the source language, `locale`."""
    for path, text in handbook.pages().items():
        file = File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        _sorted(file, locale)
        files.append(file)
    i18n: Any = config.plugins.get("i18n")
    if i18n is not None:
        i18n.i18n_files_per_language[locale] = files.documentation_pages()


def _sorted(file: Any, locale: str) -> None:  # noqa: ANN401 - the i18n plugin adds to MkDocs' files
    file.locale = file.locale_alternate_of = locale
    file.localization = None
    file.norm_src_uri = file.src_uri
    file.alternates = {locale: file}
