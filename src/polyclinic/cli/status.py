"""`polyclinic status`: how much is translated."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from polyclinic.cli import console, source
from polyclinic.i18n.catalog import Catalog
from polyclinic.i18n.status import LanguageStatus, language_status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from polyclinic.i18n.status import Count

HEAD = ("language", "section", "messages", "fuzzy", "missing", "words", "done", "safety")


@click.command("status", short_help="Show how much is translated.")
@console.config_option
@console.locale_option
@click.option(
    "--format", "form", type=console.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="Exit 1 if a language has a smaller share of its words translated.",
)
def command(config_file: Path, chosen: Sequence[str], form: str, fail_under: int | None) -> int:
    """Show how much of each language and section is translated.

    Counts are messages and English words that a reader sees translated. A fuzzy translation does
    not count: readers see English there until a translator confirms it. The last column is the
    share of safety text alone: disclaimers, urgency cards, quantities.

    \b
    Examples:
      polyclinic status
      polyclinic status -l ar --format json
      polyclinic status --fail-under 100     for CI: is everything translated?
    """
    project = source.load(config_file)
    settings = project.settings
    remedy = "begin a language with `polyclinic locale add CODE`, or set locales_dir"
    console.need_folder(settings.locales_dir, settings, remedy)
    messages, found = project.messages()
    statuses = []
    for locale in console.chosen_locales(chosen, settings):
        catalog, wrong = Catalog.load(settings.locales_dir, locale, settings.shown)
        found += wrong
        statuses.append(language_status(messages, catalog))
    click.echo(as_json(statuses) if form == "json" else as_table(statuses))
    console.report(found)
    behind = [item for item in statuses if item.all.percent < (fail_under or 0)]
    return console.FOUND if behind else console.exit_code(found)


def as_table(statuses: Sequence[LanguageStatus]) -> str:
    """Lay out the counts in columns; numbers stand at the right."""
    rows: list[Sequence[str]] = [HEAD]
    for status in statuses:
        rows += [_row(status.locale, s.section, s.all, s.safety) for s in status.sections]
        rows.append(_row(status.locale, "all", status.all, status.safety))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    words = [text.ljust(width) for text, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [text.rjust(width) for text, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join((*words, *numbers))


def _row(locale: str, section: str, count: Count, safety: Count) -> tuple[str, ...]:
    return (
        locale,
        section,
        f"{count.translated}/{count.total}",
        str(count.fuzzy),
        str(count.missing),
        f"{count.translated_words}/{count.words}",
        f"{count.percent}%",
        f"{safety.percent}%" if safety.total else "-",
    )


def as_json(statuses: Sequence[LanguageStatus]) -> str:
    """Give the counts as a list of languages with their sections, for other programs."""
    languages = [
        {
            "locale": status.locale,
            "all": _counts(status.all),
            "safety": _counts(status.safety),
            "sections": [
                {
                    "section": section.section,
                    "all": _counts(section.all),
                    "safety": _counts(section.safety),
                }
                for section in status.sections
            ],
        }
        for status in statuses
    ]
    return json.dumps(languages, indent=2)


def _counts(count: Count) -> dict[str, int]:
    return {**asdict(count), "total": count.total, "words": count.words, "percent": count.percent}
