"""`polyclinic rule CODE`: the page of a rule."""

from __future__ import annotations

import click

from polyclinic.check import handbook
from polyclinic.check.rules import RULES
from polyclinic.check.select import unknown
from polyclinic.cli import console


@click.command("rule", short_help="Explain a rule of the checks.")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain a rule: what it finds, why that is bad, an example, and the remedy.

    Without CODE all rules are listed.

    \b
    Examples:
      polyclinic rule
      polyclinic rule TRN001
    """
    if code is None:
        for topic in handbook.TOPICS:
            click.echo(f"{topic.code}  {topic.effect:9}  {topic.title}")
        return console.OK
    found = handbook.topic(code)
    if found is None:
        raise unknown(RULES, code)
    click.echo(found.page, nl=False)
    return console.OK
