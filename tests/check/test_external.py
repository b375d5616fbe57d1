"""External links: remembered with dates, dead only after two days."""

from __future__ import annotations

from datetime import date

import pytest

from polyclinic.check.external import (
    Answer,
    LinkState,
    addresses,
    dump,
    learned,
    parse,
)
from polyclinic.diagnostic import PolyclinicError

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
DEAD = Answer(alive=False, reason="status 404")


def test_two_failures_on_one_day_are_one() -> None:
    state = learned(learned(LinkState(), DEAD, MONDAY), DEAD, MONDAY)
    assert state.failures == (MONDAY,)
    assert learned(state, DEAD, TUESDAY).failures == (MONDAY, TUESDAY)


def test_an_answer_clears_what_failed() -> None:
    state = LinkState(None, (MONDAY,), "status 404")
    assert learned(state, Answer(alive=True), TUESDAY) == LinkState(TUESDAY)


def test_what_may_not_be_asked_stays_as_it_was() -> None:
    state = LinkState(MONDAY)
    assert learned(state, Answer(alive=False, asked=False), TUESDAY) == state


def test_what_is_known_is_kept() -> None:
    states = {"https://b/": LinkState(MONDAY), "https://a/": LinkState(None, (MONDAY,), "x")}
    assert parse(dump(states), "file") == states
    assert dump(states).index("https://a/") < dump(states).index("https://b/")


@pytest.mark.parametrize("text", ["{", "[]", '{"a": {"ok": "soon"}}', '{"a": {"failures": 1}}'])
def test_a_file_that_is_not_ours_is_a_clear_error(text: str) -> None:
    with pytest.raises(PolyclinicError, match="links --online"):
        parse(text, "file")


def test_addresses_are_those_of_links_without_their_fragments() -> None:
    html = (
        '<a href="https://a/x?b=1&amp;c=2#d">x</a> <a href="/in">y</a> <a href="https://a/z">z</a>'
    )
    assert addresses(html) == ["https://a/x?b=1&c=2", "https://a/z"]
