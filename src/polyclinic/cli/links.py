"""`polyclinic links`: which external links are alive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from polyclinic.check import asker, external, load
from polyclinic.cli import console, source
from polyclinic.i18n.po import write_if_changed
from polyclinic.library.day import build_date
from polyclinic.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from polyclinic.check.external import Answer, LinkState
    from polyclinic.check.subjects import ArticleText


NO_NETWORK = (
    "warning: some names of servers were not found, which may be this network's fault; "
    "what is known of them stays as it was\n"
    "  help: connect, and run it again"
)


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
        known = ask(
            urls,
            known,
            asker.Asker(timeout=timeout, contact=project.settings.site_url),
            lambda states: _keep(file, states),
        )
    dead = [url for url in urls if known.get(url, external.LinkState()).failures]
    for url in dead:
        state = known[url]
        days = ", ".join(day.isoformat() for day in state.failures)
        click.echo(f"{url}: {state.reason} ({days})")
    unknown = sum(url not in known for url in urls)
    links = "1 link" if len(urls) == 1 else f"{len(urls)} links"
    click.echo(f"{links}, {len(dead)} failing, {unknown} never asked")
    return console.FOUND if dead else console.OK


def _keep(file: Path, states: dict[str, LinkState]) -> None:
    write_if_changed(file, external.dump(states))


def _sources(article: ArticleText) -> list[str]:
    return [s.url.partition("#")[0] for s in article.article.sources if s.url.startswith("http")]


def ask(
    urls: list[str],
    known: dict[str, LinkState],
    online: asker.Asker,
    keep: Callable[[dict[str, LinkState]], None],
) -> dict[str, LinkState]:
    """What is known after asking. It is kept, as far as it got, when asking is stopped too."""
    answers: dict[str, Answer] = {}

    def told(url: str, answer: Answer) -> None:
        answers[url] = answer
        said = answer.reason or "ok"
        click.echo(f"{len(answers)}/{len(urls)} {said}: {url}", err=True)

    try:
        online.ask_all(urls, told)
    finally:
        sys.stderr.flush()
        sure = asker.only_what_is_sure(answers)
        now = dict(_learned(urls, known, sure))
        keep(now)
    if any(answer.unreached and not answer.asked for answer in sure.values()):
        click.echo(NO_NETWORK, err=True)
    return now


def _learned(
    urls: list[str], known: dict[str, LinkState], answers: dict[str, Answer]
) -> Iterator[tuple[str, LinkState]]:
    today = build_date()
    for url in urls:
        state = known.get(url)
        if url in answers and (answers[url].asked or state is not None):
            yield url, external.learned(state or external.LinkState(), answers[url], today)
        elif state is not None:
            yield url, state
