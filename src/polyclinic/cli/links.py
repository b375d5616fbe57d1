"""`polyclinic links`: which external links are alive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from polyclinic.check import external, load
from polyclinic.cli import console, source
from polyclinic.i18n.po import write_if_changed
from polyclinic.library.day import build_date
from polyclinic.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from polyclinic.check.external import Answer, LinkState
    from polyclinic.check.subjects import ArticleText


@click.command("links", short_help="Ask whether external links are alive.")
@console.config_option
@click.option("--online", is_flag=True, help="Ask the servers; without it, tell what is known.")
@click.option("--timeout", default=20.0, show_default=True, help="Seconds to wait for an answer.")
def command(config_file: Path, timeout: float, *, online: bool) -> int:
    """Tell which external links of the articles are alive.

    With --online the servers are asked, politely, and the answers kept with their dates. The build
    and `check` read what is kept and never ask: a link that failed on two days is an error.

    \b
    Examples:
      polyclinic links             what is known, without the network
      polyclinic links --online    for a weekly run; then commit the file it writes
    """
    project = source.load(config_file)
    file = project.settings.root / external.FILE
    known = load.links(project.settings)
    library, _ = Library.load(project.settings)
    articles = load.articles(project, library, build_date())
    urls = sorted({url for a in articles for url in (*external.addresses(a.html), *_sources(a))})
    if online:
        known = _ask(urls, known, timeout)
        write_if_changed(file, external.dump(known))
    dead = [url for url in urls if known.get(url, external.LinkState()).failures]
    for url in dead:
        state = known[url]
        days = ", ".join(day.isoformat() for day in state.failures)
        click.echo(f"{url}: {state.reason} ({days})")
    unknown = sum(url not in known for url in urls)
    click.echo(f"{len(urls)} links, {len(dead)} failing, {unknown} never asked")
    return console.FOUND if dead else console.OK


def _sources(article: ArticleText) -> list[str]:
    return [s.url.partition("#")[0] for s in article.article.sources if s.url.startswith("http")]


def _ask(urls: list[str], known: dict[str, LinkState], timeout: float) -> dict[str, LinkState]:
    done = 0

    def told(url: str, answer: Answer) -> None:
        nonlocal done
        done += 1
        said = "ok" if answer.alive else answer.reason
        click.echo(f"{done}/{len(urls)} {said}: {url}", err=True)

    answers = external.Asker(timeout=timeout).ask_all(urls, told)
    sys.stderr.flush()
    today = build_date()
    return {
        url: external.learned(known.get(url, external.LinkState()), answer, today)
        for url, answer in answers.items()
    }
