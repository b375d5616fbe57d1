"""`polyclinic review`: who has read what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from polyclinic.adapters.mkdocs import build_date
from polyclinic.cli import console, source
from polyclinic.diagnostic import error
from polyclinic.i18n import po
from polyclinic.i18n.po import dump, write_if_changed
from polyclinic.library import reviews
from polyclinic.library.article import read
from polyclinic.text import read_text

# A review is good for so many months at the most.
INTERVAL = 36


@click.group("review", short_help="Record that an article or a catalog was reviewed.")
def command() -> None:
    """Record reviews. They are bound to what was reviewed, and stale when that changes.

    \b
    Examples:
      polyclinic review accept docs/procedures/cryoablation.md
      polyclinic review accept locales/fr/LC_MESSAGES/procedures.po
    """


@command.command("accept")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@console.config_option
@click.option("--role", prompt="Role of the reviewer (such as: Radiologist)", help="Not a name.")
@click.option(
    "--credential", prompt="Credential (such as: MD, board certified)", help="What qualifies."
)
@click.option("--on", "day", metavar="DATE", help="When it was read; today if not given.")
@click.option(
    "--months", type=click.IntRange(1, INTERVAL), default=INTERVAL, show_default=True,
    help="Until the next review of an article is due.",
)  # fmt: skip
def accept(  # noqa: PLR0913, PLR0917 - one parameter an option
    path: Path, config_file: Path, role: str, credential: str, day: str | None, months: int
) -> int:
    """Record the review of an article (.md) or of a catalog (.po).

    Only who has read it may say so. Role and credential are asked for and never made up; no name is
    written down.

    \b
    Examples:
      polyclinic review accept docs/procedures/cryoablation.md
      polyclinic review accept locales/fr/LC_MESSAGES/procedures.po --role "Medical translator"
    """
    project = source.load(config_file)
    today = build_date()
    on = _date(day, today)
    shown = project.settings.shown(path.resolve())
    role, credential = _said(role, "role"), _said(credential, "credential")
    if path.suffix == ".po":
        file = po.load(path, shown)
        review = reviews.TranslationReview(on, role, credential, reviews.catalog_digest(file))
        write_if_changed(path, dump(file.with_header(reviews.HEADER, str(review))))
    else:
        text = read_text(path, shown)
        article, _ = read(text, path.name, shown, health=True)
        due = _months_after(on, months)
        digest = reviews.article_digest(article)
        changed = reviews.with_review(
            text, on=on, due=due, role=role, credential=credential, digest=digest
        )
        write_if_changed(path, changed)
    click.echo(f"{shown}: reviewed on {on.isoformat()} by: {role} ({credential})")
    return console.OK


def _date(day: str | None, today: date) -> date:
    try:
        on = date.fromisoformat(day) if day else today
    except ValueError as problem:
        raise error(f"{day} is no date", "write it as 2026-11-22") from problem
    if on > today:
        raise error(f"{on.isoformat()} is in the future", "write the day on which it was read")
    return on


def _said(text: str, what: str) -> str:
    text = " ".join(text.split())
    if not text or '"' in text:
        raise error(f"the {what} is empty or holds a quote", f"write the {what} in plain words")
    return text


def _months_after(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(day.day, last))
