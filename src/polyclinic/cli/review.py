"""`polyclinic review`: who has read what."""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from polyclinic.cli import console, source
from polyclinic.diagnostic import PolyclinicError, Severity, error
from polyclinic.i18n import locales, po
from polyclinic.i18n.catalog import SITE, Catalog, catalog_folder, section_paths
from polyclinic.i18n.po import dump, write_if_changed
from polyclinic.library import readings, reviews
from polyclinic.library.article import Article, day, read
from polyclinic.library.day import build_date
from polyclinic.library.library import Library
from polyclinic.markdown.frontmatter_edit import with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from polyclinic.library.project import Project

_LONGEST = 120
# A title before a name: "Dr Smith". Only the profession is written down.
_NAME = re.compile(r"(?:Dr|Mr|Mrs|Ms)\.?\s+[^\W\d_]")
Answer = TypeVar("Answer")


@click.group("review", short_help="Record that an article or a translation was reviewed.")
def command() -> None:
    """Record reviews. They are bound to what was reviewed, and stale when that changes.

    \b
    Examples:
      polyclinic review accept docs/procedures/cryoablation.md
      polyclinic review accept docs/procedures/cryoablation.md --locale fr
    """


@command.command("accept")
@click.argument("path", type=click.Path(path_type=Path))
@console.config_option
@click.option(
    "--locale",
    "-l",
    metavar="CODE",
    help="The review is one of the article's translation into this language.",
)
@click.option("--role", help="The reviewer's profession, such as Radiologist. Not a name.")
@click.option("--credential", help="What qualifies them, such as: MD, board certified.")
@click.option("--on", "read_on", metavar="DATE", help="The day it was read, such as 2026-11-22.")
@click.option(
    "--months", type=click.IntRange(min=1),
    help="Until an article's next review is due, if that is sooner than the site's `ages` say.",
)  # fmt: skip
def accept(  # noqa: PLR0913, PLR0917 - one parameter an option
    path: Path, config_file: Path, locale: str | None, role: str | None, credential: str | None,
    read_on: str | None, months: int | None,
) -> int:  # fmt: skip
    """Record that someone qualified has read PATH, and approves of it as it is today.

    PATH is an article, or the catalog of a section. What is not given as an option is asked for;
    nothing is made up, and no person's name is written down.

    \b
    A clinician has read an article. Its front matter then says so, and its page shows it:
      polyclinic review accept docs/procedures/cryoablation.md
    A translator has read it in French. The catalog's header says so, and the French page shows it:
      polyclinic review accept docs/procedures/cryoablation.md --locale fr
    A translator has read all articles of a section:
      polyclinic review accept locales/fr/LC_MESSAGES/procedures.po
    Without questions, such as in a script:
      polyclinic review accept PATH --role Radiologist --credential MD --on 2026-11-22

    Correct what the reviewer found before you record the review: it holds for the text as it is
    now. When a word changes later, `polyclinic check` asks for a new one.
    """
    project = source.load(config_file)
    subject = _subject(project, path, locale)
    today = build_date()
    most = project.settings.options.ages.review
    if months is not None and months > most:
        remedy = "give fewer, or set `ages: review:` in mkdocs.yml"
        raise click.UsageError(f"--months: a review here holds {most} at most\n  help: {remedy}")
    who = _asked(subject, role, credential, read_on, today)
    if isinstance(subject, Article):
        _accept_article(project, subject, who, months or most, today)
    else:
        _accept_translation(project, subject, who)
    return console.OK


@dataclass(frozen=True, slots=True)
class _Who:
    """Who has read it, and when."""

    role: str
    credential: str
    on: date


@dataclass(frozen=True, slots=True)
class _Translation:
    """What a review of a translation is of."""

    locale: str
    catalog: Path
    texts: tuple[readings.Text, ...]


# What is reviewed.


def _subject(project: Project, path: Path, locale: str | None) -> Article | _Translation:
    settings = project.settings
    library, findings = Library.load(settings)
    file = path.resolve()
    paths = {(settings.docs_dir / a.path).resolve(): a for a in library.articles}
    if file in paths:
        article = paths[file]
        _need_published(article)
        if locale is None:
            return article
        return _translation(project, _language(project, locale), article.section, [article])
    unread = [finding for finding in findings if finding.path == settings.shown(file)]
    if unread:
        raise PolyclinicError(unread[0])
    tag = _language_of(project, file)
    if tag is None:
        raise _unknown(project, library, path)
    if locale is not None:
        message = "a catalog is of one language already\n  help: leave --locale out"
        raise click.UsageError(message)
    of_section = [a for a in library.articles if a.section == file.stem and a.withdrawal is None]
    return _translation(project, tag, file.stem, of_section)


def _need_published(article: Article) -> None:
    if article.withdrawal is not None:
        message = "a withdrawn article can't be reviewed: it has no text that readers see"
        remedy = "remove `status: withdrawn` and `withdrawn:` first, if it is to be published again"
        raise error(message, remedy, article.shown, 1, 1)


def _language_of(project: Project, file: Path) -> str | None:
    """The language that a file is a catalog of; None where it is none of the site's."""
    settings = project.settings
    for tag in settings.locales:
        if file in [known.resolve() for known in section_paths(settings.locales_dir, tag)]:
            return tag
    return None


def _unknown(project: Project, library: Library, path: Path) -> click.UsageError:
    settings = project.settings
    what = "there is no such file" if not path.exists() else "it is no article or catalog here"
    paths = (file for tag in settings.locales for file in section_paths(settings.locales_dir, tag))
    known = [*(a.shown for a in library.articles), *map(settings.shown, paths)]
    near = difflib.get_close_matches(path.as_posix(), known, 1)
    docs, catalogs = settings.shown(settings.docs_dir), settings.shown(settings.locales_dir)
    remedy = f"name an article below {docs}/ or a catalog below {catalogs}/"
    remedy = f"did you mean {near[0]}?" if near else remedy
    return click.UsageError(f"{path}: {what}\n  help: {remedy}")


def _language(project: Project, code: str) -> str:
    settings = project.settings
    known = {tag.lower(): tag for tag in settings.locales}
    wanted = code.replace("_", "-").lower()
    if wanted in known:
        return known[wanted]
    if wanted == settings.source_locale.lower():
        message = f"{code} is the language of the articles themselves\n  help: leave --locale out"
        raise click.UsageError(message)
    near = difflib.get_close_matches(wanted, known, 1, 0.5)
    every = ", ".join(settings.locales) or "none"
    remedy = f"did you mean {known[near[0]]}?" if near else f"the site's languages are {every}"
    raise click.UsageError(f"{code} is no language of this site\n  help: {remedy}")


def _translation(
    project: Project, locale: str, section: str, articles: list[Article]
) -> _Translation:
    """The texts of a section in a language; raises PolyclinicError where one is not whole."""
    settings = project.settings
    catalog, findings = Catalog.load(settings.locales_dir, locale, settings.shown)
    file = catalog_folder(settings.locales_dir, locale) / f"{section}.po"
    shown = settings.shown(file)
    broken = [f for f in findings if f.path == shown and f.severity is Severity.ERROR]
    if broken:
        raise PolyclinicError(broken[0])
    if not file.is_file():
        remedy = "run `polyclinic update`, and translate it"
        raise error("there is no translation to review", remedy, shown)
    texts = _texts(project, section, articles, catalog)
    if not texts:
        remedy = "it is left over: no article is in its section"
        raise error("no page shows what is in this catalog", remedy, shown, 1, 1)
    for text in texts:
        problem = text.problem(shown)
        if problem is not None:
            raise PolyclinicError(problem)
    return _Translation(locale, file, texts)


def _texts(
    project: Project, section: str, articles: list[Article], catalog: Catalog
) -> tuple[readings.Text, ...]:
    if section == SITE and not articles:
        return (readings.of_site(project.messages()[0].get(SITE, ()), catalog),)
    converter = project.converter()
    return tuple(readings.of_article(article, converter, catalog) for article in articles)


# Who has reviewed it.


def _asked(
    subject: Article | _Translation, role: str | None, credential: str | None,
    read_on: str | None, today: date,
) -> _Who:  # fmt: skip
    given = {"--role": role, "--credential": credential, "--on": read_on}
    missing = [name for name, value in given.items() if value is None]
    if missing and not sys.stdin.isatty():
        message = f"nobody can be asked here for {', '.join(missing)}"
        remedy = "give what is true of the reviewer as these options; --help has an example"
        raise click.UsageError(f"{message}\n  help: {remedy}")
    if missing:
        click.echo(_about(subject))
    of_translator = isinstance(subject, _Translation)
    roles = "Medical translator" if of_translator else "Radiologist"
    credentials = "MA in translation" if of_translator else "MD, board certified"
    return _Who(
        _answer("role", role, f"Role of the reviewer, not a name (such as: {roles})", _words),
        _answer("credential", credential, f"Credential (such as: {credentials})", _words),
        _answer(
            "on", read_on, "Day it was read (such as: 2026-11-22)", partial(_date, today=today)
        ),
    )


def _about(subject: Article | _Translation) -> str:
    if isinstance(subject, Article):
        return f"{subject.shown}: its page will show these words to readers."
    name = locales.parse(subject.locale).english_name
    listed = "".join(f"\n  {text.shown}" for text in subject.texts)
    return f"In {name}, as it is now:{listed}\nIts pages will show your words: write in {name}."


def _answer(
    what: str, given: str | None, question: str, read_as: Callable[[str], Answer]
) -> Answer:
    if given is not None:
        try:
            return read_as(given)
        except ValueError as problem:
            raise click.UsageError(f"--{what}: {problem}") from problem

    def checked(text: str) -> Answer:
        try:
            return read_as(text)
        except ValueError as problem:
            raise click.UsageError(str(problem)) from problem

    answer: Answer = click.prompt(question, value_proc=checked)
    return answer


def _words(text: str) -> str:
    """A role or a credential; raises ValueError for one that says nothing."""
    text = " ".join(text.split())
    if reviews.unsaid(text):
        raise ValueError(f"{text!r} says nothing: a review without it can't be recorded")
    if len(text) > _LONGEST:
        raise ValueError(f"it has {len(text)} letters: say it with {_LONGEST} at the most")
    if '"' in text or "\\" in text or not text.isprintable():
        raise ValueError("it has a quotation mark or a sign that can't be printed: leave it out")
    if _NAME.match(text):
        raise ValueError(f"{text!r} looks like a name: write the profession alone")
    return text


def _date(text: str, today: date) -> date:
    on = day(text.strip())
    if on is None:
        raise ValueError(f"{text!r} is no date: write it as 2026-11-22")
    if on > today:
        raise ValueError(f"{on} is in the future: write the day on which it was read")
    return on


# What is written.


def _accept_article(
    project: Project, article: Article, who: _Who, months: int, today: date
) -> None:
    due = reviews.months_after(who.on, months)
    if due < today:
        remedy = "have it read again; an old review can't be recorded"
        raise error(f"a review of {who.on} was due again by {due}", remedy, article.shown)
    values = {
        "status": "reviewed",
        "reviewed_on": who.on.isoformat(),
        "next_review": due.isoformat(),
        "role": f'"{who.role}"',
        "credential": f'"{who.credential}"',
        "hash": f'"{reviews.article_digest(article)}"',
    }
    file = project.settings.docs_dir / article.path
    text = file.read_bytes().decode("utf-8")
    try:
        changed = with_values(text, "review", values)
        _need_the_same(article, changed, values)
    except ValueError as problem:
        _need_sound(article, text)
        lines = "".join(f"\n      {name}: {value}" for name, value in values.items())
        message = f"the review can't be written into the front matter: {problem}"
        remedy = f"write it there yourself:\n    review:{lines}"
        raise error(message, remedy, article.shown, 1, 1) from problem
    _need_sound(article, changed)
    write_if_changed(file, changed)
    said = f"reviewed on {who.on} by: {who.role} ({who.credential})"
    click.echo(f"{article.shown}: {said}. The next review is due by {due}.")


def _need_sound(article: Article, text: str) -> None:
    """An article that has other faults would be read again after they are mended."""
    _, findings = read(_as_read(text), article.path, article.shown, health=True)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise PolyclinicError(finding)


def _as_read(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _need_the_same(article: Article, changed: str, values: Mapping[str, str]) -> None:
    """Nothing but the review may be another; raises ValueError."""
    found, _ = read(_as_read(changed), article.path, article.shown, health=False)
    review = found.review
    if review is None or review.digest != values["hash"].strip('"'):
        raise ValueError("what is there would hide it")
    same = replace(found, review=article.review, body_line=article.body_line)
    if same != article:
        raise ValueError("other settings would change with it")


def _accept_translation(project: Project, subject: _Translation, who: _Who) -> None:
    shown = project.settings.shown(subject.catalog)
    file = po.load(subject.catalog, shown)
    for text in subject.texts:
        record = text.reading.review(text.name, who.on, who.role, who.credential)
        name = reviews.field_name(text.name, file.headers)
        file = file.with_header(name, str(record))
    write_if_changed(subject.catalog, dump(file))
    said = f"reviewed on {who.on} by: {who.role} ({who.credential})"
    for text in subject.texts:
        count = len(text.reading.messages)
        click.echo(f"{shown}: {text.shown} ({count} texts): {said}")
