"""An article that is withdrawn, and one that has moved, as their front matter says it."""

from __future__ import annotations

from datetime import date

import pytest

from polyclinic.library.article import Article, read
from polyclinic.library.lifecycle import Withdrawal

WITHDRAWN = """\
---
title: Cryoablation
summary: A treatment that freezes tissue.
type: procedure
status: withdrawn
withdrawn:
  on: 2026-11-20
  reason: A newer study changed
    what is known.
  see: /procedures/other.md
---

Cold kills cells.
"""
MOVED = """\
---
title: Cryoablation
moved_from:
  - old/cryo.md
  - "/freeze/"
---
Text.
"""


def said(text: str) -> list[str]:
    """What is found in an article, with the place."""
    _, findings = read(text, "p/c.md", "docs/p/c.md", health=True)
    assert all(finding.help for finding in findings)
    return [f"{f.line}:{f.column} {f.message}" for f in findings]


def article(text: str) -> Article:
    return read(text, "p/c.md", "docs/p/c.md", health=True)[0]


def test_a_withdrawn_article_says_when_why_and_what_to_read_instead() -> None:
    assert said(WITHDRAWN) == []
    reason = "A newer study changed what is known."
    assert article(WITHDRAWN).withdrawal == Withdrawal(
        date(2026, 11, 20), reason, "procedures/other.md", (10, 3)
    )


def test_nothing_else_is_left_of_it() -> None:
    gone = article(WITHDRAWN)
    assert (gone.title, gone.summary, gone.kind, gone.body) == ("", "", None, "")
    assert gone.review is None
    assert not gone.sources
    assert not gone.also_called


@pytest.mark.parametrize(
    "text",
    {
        "a word is enough": "---\nstatus: withdrawn\n---\nText.",
        "a capital letter": "---\nstatus: Withdrawn\n---\nText.",
        "quotes": "---\nstatus: 'withdrawn'\n---\nText.",
        "a comment": "---\nstatus: withdrawn  # in a hurry\n---\nText.",
        "broken YAML before": "---\ntitle: [Cryo\nstatus: withdrawn\n---\nText.",
        "broken YAML after": "---\nstatus: withdrawn\ntitle: Cryo: ablation\n---\nText.",
        "a front matter that never ends": "---\ntitle: Cryo\nstatus: withdrawn\n\nText.",
        "unknown settings": "---\nstatus: withdrawn\ntitel: Cryo\ntype: operation\n---\nText.",
        "another review": "---\nstatus: withdrawn\ntype: test\nreview: 5\n---\nText.",
    }.items(),
    ids=lambda item: item[0],
)
def test_it_is_withdrawn_whatever_else_is_wrong(text: tuple[str, str]) -> None:
    gone = article(text[1])
    assert gone.withdrawal is not None
    assert gone.body == ""


def test_a_withdrawn_article_needs_nothing_else_to_be_right() -> None:
    assert said("---\nstatus: withdrawn\ntitel: Cryo\ntype: operation\n---\nText.") == []


def test_broken_yaml_is_told_of_a_withdrawn_article_too() -> None:
    (found,) = said("---\nstatus: withdrawn\ntitle: [Cryo\n---\nText.")
    assert "not valid YAML" in found


def test_a_front_matter_that_never_ends_is_told() -> None:
    (found,) = said("---\nstatus: withdrawn\n\nText.")
    assert found == "1:1 the front matter never ends"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Cryo\n---\nstatus: withdrawn\n",
        "---\ntitle: Cryo\n---\n\n---\nstatus: withdrawn\n---\n",
        "---\ntitle: 'status: withdrawn'\n---\n",
        "---\ntitle: Cryo\nreview:\n  status: withdrawn\n---\n",
        "---\ntitle: Cryo\nstatus: published\n---\n",
    ],
)
def test_words_elsewhere_do_not_withdraw_it(text: str) -> None:
    assert article(text).withdrawal is None


def test_on_a_site_that_is_not_about_health_a_status_means_nothing() -> None:
    text = "---\nstatus: withdrawn\nmoved_from: [a.md]\n---\nText."
    found, findings = read(text, "a.md", "docs/a.md", health=False)
    assert (found.withdrawal, found.moved_from, findings) == (None, (), [])
    assert found.body == "Text."


def test_a_day_with_a_time_is_a_day() -> None:
    withdrawal = article(WITHDRAWN.replace("2026-11-20", "2026-11-20 10:00:00")).withdrawal
    assert withdrawal is not None
    assert (withdrawal.on, type(withdrawal.on)) == (date(2026, 11, 20), date)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("status: withdrawn", "status: withdrawm", "5:1 the status 'withdrawm' is not known"),
        ("status: withdrawn", "status: [withdrawn]", "5:1 the status ['withdrawn'] is not known"),
        ("status: withdrawn\n", "", "5:1 the article says of its withdrawal, but is not withdrawn"),
        ("on: 2026-11-20", "on: yesterday", "7:3 the day is no date"),
        ("on: 2026-11-20", "when: 2026-11-20", "7:3 withdrawn has no setting 'when'"),
        ("see: /procedures/other.md", "see: [a.md]", "10:3 see is no text"),
    ],
)
def test_a_fault_in_the_withdrawal_has_its_place(old: str, new: str, message: str) -> None:
    assert old in WITHDRAWN
    assert message in said(WITHDRAWN.replace(old, new))


def test_a_withdrawal_that_is_no_list_is_told() -> None:
    assert said("---\nstatus: withdrawn\nwithdrawn: yesterday\n---\n") == [
        "3:1 withdrawn is no list of settings"
    ]


def test_the_old_addresses_are_read_with_their_places() -> None:
    assert said(MOVED) == []
    moves = article(MOVED).moved_from
    assert [(m.old, m.line, m.column) for m in moves] == [("old/cryo.md", 4, 5), ("/freeze/", 5, 5)]


@pytest.mark.parametrize(
    ("old", "folders", "files"),
    [
        ("old/cryo.md", "old/cryo/", "old/cryo.html"),
        ("/old/cryo.md", "old/cryo/", "old/cryo.html"),
        ("old/index.md", "old/", "old/"),
        ("old/README.md", "old/", "old/"),
        ("old/cryo/", "old/cryo/", "old/cryo/"),
        ("old/cryo", "old/cryo/", "old/cryo/"),
        ("old/cryo.html", "old/cryo.html", "old/cryo.html"),
        ("old/cryo/index.html", "old/cryo/", "old/cryo/"),
        ("caf%C3%A9/", "café/", "café/"),
    ],
)
def test_an_old_address_is_a_file_or_what_a_browser_showed(
    old: str, folders: str, files: str
) -> None:
    (move,) = article(f"---\ntitle: A\nmoved_from: [{old}]\n---\n").moved_from
    assert move.address(directory_urls=True) == folders
    assert move.address(directory_urls=False) == files


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("https://example.org/old/", "is on another site"),
        ("//example.org/old/", "is on another site"),
        ('"old/#part"', "has more than a path"),
        ("old/?page=1", "has more than a path"),
        ("../old.md", "leads up or nowhere"),
        ("old//cryo.md", "leads up or nowhere"),
        ("'%2e%2e/old.md'", "leads up or nowhere"),
        (r"old\cryo.md", "has a character that no address has"),
        ('"old\\ncryo.md"', "has a character that no address has"),
        ("leaflet.pdf", "is no page"),
        ("5", "is no address"),
        ('""', "is no address"),
    ],
)
def test_what_is_no_old_address_is_told_and_left_out(entry: str, reason: str) -> None:
    text = f"---\ntitle: A\nmoved_from:\n  - {entry}\n---\n"
    (found,) = said(text)
    assert found.startswith("4:5 moved_from: ")
    assert reason in found
    assert article(text).moved_from == ()


def test_old_addresses_are_a_list() -> None:
    assert said("---\ntitle: A\nmoved_from: old.md\n---\n") == ["3:1 moved_from is not a list"]
