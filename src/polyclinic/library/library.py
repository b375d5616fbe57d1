"""The library: every article of the docs folder, read once."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pathspec

from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error
from polyclinic.library import index, moved
from polyclinic.library.addresses import MARKDOWN, address
from polyclinic.library.article import Article, read
from polyclinic.text import file_bytes, read_text, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.config import Settings

# What MkDocs leaves out by itself.
_HIDDEN = (".*", "/templates/")


@dataclass(frozen=True, slots=True)
class Library:
    """All articles, in the order of their paths."""

    articles: tuple[Article, ...]
    unreadable: tuple[str, ...] = ()  # the paths of files that are there, but no text

    @staticmethod
    def need_folder(settings: Settings) -> None:
        """Raise PolyclinicError if there is no docs folder."""
        if not settings.docs_dir.is_dir():
            remedy = "make the folder, or say where it is as `docs_dir` in mkdocs.yml"
            raise error(
                "the folder of the articles is missing", remedy, settings.shown(settings.docs_dir)
            )

    @classmethod
    def load(cls, settings: Settings) -> tuple[Library, list[Diagnostic]]:
        """Read the docs folder. A file that can't be read is a finding.

        Raises PolyclinicError if there is no such folder.
        """
        cls.need_folder(settings)
        articles, unreadable, findings = [], [], []
        for path in sorted(_files(settings)):
            shown = settings.shown(settings.docs_dir / path)
            try:
                text = read_text(settings.docs_dir / path, shown)
            except PolyclinicError as problem:
                findings.append(problem.diagnostic)
                text = _legible(settings.docs_dir / path)
                article, _ = read(text, path, shown, health=settings.options.health)
                articles += [article] if article.withdrawal is not None else []
                unreadable += [path] if article.withdrawal is None else []
                continue
            article, found = read(text, path, shown, health=settings.options.health)
            articles.append(article)
            findings += found
        findings += [*_collisions(articles, settings), *moved.findings(articles, settings)]
        findings += index.findings(articles, unreadable, settings)
        return cls(tuple(articles), tuple(unreadable)), findings


def _legible(path: Path) -> str:
    """What can be made out of a file that is no UTF-8: enough to see that it is withdrawn."""
    try:
        raw = file_bytes(path)
    except OSError:
        return ""
    utf_16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.decode("utf-16" if utf_16 else "utf-8-sig", "replace")
    return with_line_feeds(text)


def _files(settings: Settings) -> Iterator[str]:
    ignored = pathspec.PathSpec.from_lines(
        "gitignore", [*_HIDDEN, *settings.exclude_docs.split("\n")]
    )

    def unreadable(problem: OSError) -> None:
        # An article that is not seen would look as if nobody needed its translations.
        shown = settings.shown(Path(problem.filename))
        reason = problem.strerror or str(problem)
        raise error(f"can't be read: {reason}", "check the permissions", shown) from problem

    for folder, folders, names in os.walk(settings.docs_dir, onerror=unreadable, followlinks=True):
        folders.sort()
        for name in names:
            path = Path(folder, name).relative_to(settings.docs_dir).as_posix()
            if name.endswith(MARKDOWN) and not ignored.match_file(path):
                yield path


def _collisions(articles: list[Article], settings: Settings) -> Iterator[Diagnostic]:
    """Articles with one address: one would overwrite the other.

    Addresses that differ only in case are one: some web servers do not tell them apart.
    """
    seen: dict[str, Article] = {}
    for article in articles:
        url = address(article.path, directory_urls=settings.use_directory_urls)
        where = url.casefold()
        first = seen.setdefault(where, article)
        if first is not article:
            message = f"has the same address as {first.shown}: /{url}"
            yield Diagnostic(
                Severity.ERROR, message, "rename one of the two files", article.shown, 1, 1
            )
