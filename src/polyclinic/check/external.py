"""External links: what is known of each, with dates, in a file that is committed or kept.

The normal build reads this file and never the network. `polyclinic links --online` writes it from
what `asker.py` was told.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = ".polyclinic-links.json"
# Failures that are kept for each address: the rule needs two, a person some more.
KEPT = 5
_HREF = re.compile(r"\bhref=\"(https?://[^\"#]+)")


@dataclass(frozen=True, slots=True)
class LinkState:
    """When an address last answered, and the days on which it failed since."""

    ok: date | None = None
    failures: tuple[date, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said: whether there is something, and if not why.

    `asked` is False where nothing was learned: robots.txt forbids to ask, or the server has enough.
    `unreached` tells that no server was come to, which may be our own network's fault; `lasting`,
    that the server would say the same again at once.
    """

    alive: bool
    reason: str = ""
    asked: bool = True
    unreached: bool = False
    lasting: bool = False


def addresses(html: str) -> list[str]:
    """The external addresses of a page, in order, without their fragments."""
    found = (match[1].replace("&amp;", "&") for match in _HREF.finditer(html))
    return list(dict.fromkeys(found))


def parse(text: str, shown: str) -> dict[str, LinkState]:
    """Read the file; raises PolyclinicError if it is not one of ours."""
    try:
        return {url: _state(row) for url, row in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError, KeyError) as problem:
        remedy = "remove it, and write it again with `polyclinic links --online`"
        raise error(f"what is known of links can't be read: {problem}", remedy, shown) from problem


def _state(row: Mapping[str, object]) -> LinkState:
    failures = row.get("failures") or []
    if not isinstance(failures, list):
        raise TypeError("failures is no list")
    ok = row.get("ok")
    return LinkState(
        date.fromisoformat(str(ok)) if ok else None,
        tuple(date.fromisoformat(str(day)) for day in failures),
        str(row.get("reason") or ""),
    )


def dump(states: Mapping[str, LinkState]) -> str:
    """The file's text, in the order of the addresses: few lines change at a time."""
    rows = {}
    for url, state in sorted(states.items()):
        row: dict[str, object] = {"ok": state.ok.isoformat()} if state.ok else {}
        if state.failures:
            row |= {"failures": [day.isoformat() for day in state.failures], "reason": state.reason}
        rows[url] = row
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def learned(state: LinkState, answer: Answer, today: date) -> LinkState:
    """What is known after an answer. One failure a day counts, so two are two days."""
    if not answer.asked:
        return state
    if answer.alive:
        return LinkState(today)
    days = (*state.failures, today) if today not in state.failures else state.failures
    return replace(state, failures=days[-KEPT:], reason=answer.reason)
