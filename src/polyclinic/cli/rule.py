"""`polyclinic rule CODE`: the page of a rule."""

from __future__ import annotations

import click

from polyclinic.check.page import markdown
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
        for rule in RULES:
            effect = "withholds" if rule.blocks else rule.severity.value
            click.echo(f"{rule.code}  {effect:9}  {rule.title}")
        return console.OK
    found = next((rule for rule in RULES if rule.code == code.upper()), None)
    if found is None:
        raise unknown(RULES, code)
    click.echo(markdown(found), nl=False)
    return console.OK
