"""`polyclinic review accept`: what is written is what a reviewer said, and nothing else."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Self

import polib
import pytest

from polyclinic.check.inspect import inspect
from polyclinic.check.rules import rev011_translation_changed, rev012_translation_review
from polyclinic.i18n import po
from polyclinic.library import reviews
from polyclinic.library.article import read
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Outcome

SETTINGS = """\
site_name: Clinic
theme:
  name: material
  font: false
plugins:
  - i18n:
      reconfigure_material: false
      languages:
        - { locale: en, name: English, default: true }
        - { locale: fr, name: Français }
        - { locale: pt-BR, name: Português (Brasil) }
  - polyclinic:
      health: true
      ages: { review: 24 }
"""
ARTICLE = """\
---
# Who wrote this: the team.
title: Biopsy of the {organ}
summary: A doctor takes a small sample.
type: procedure
review:
  # Nobody yet.
  status: unreviewed
  next_review: 2027-05-31   # the first
sources: []
---

A doctor takes a small sample of the {organ} with a needle.
"""
BIOPSY, OTHER = "docs/procedures/biopsy.md", "docs/procedures/other.md"
CATALOG = "locales/fr/LC_MESSAGES/procedures.po"
DOCTOR = ("--role", "Radiologist", "--credential", "MD, board certified", "--on", "2026-11-01")
TRANSLATOR = ("--role", "Traductrice", "--credential", "Master", "--on", "2026-11-02")


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Outcome]) -> Path:
    """Two articles, wholly translated into French; the day is 22 November 2026."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "docs/procedures").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("---\ntitle: Welcome\n---\nText.\n")
    (tmp_path / BIOPSY).write_text(ARTICLE.format(organ="liver"))
    (tmp_path / OTHER).write_text(ARTICLE.format(organ="skin"))
    (tmp_path / "locales").mkdir()
    assert run("update").code == 0
    for path in (tmp_path / "locales/fr").rglob("*.po"):
        file = polib.pofile(str(path), wrapwidth=0)
        for entry in file:
            entry.msgstr = f"FR {entry.msgid}"
        file.save()
    return tmp_path


def records(clinic: Path) -> dict[str, reviews.TranslationReview]:
    found = reviews.records(po.load(clinic / CATALOG, CATALOG).headers)
    return {record.article: record for record in found.values()}


def everything(clinic: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(clinic.rglob("*")) if path.is_file()}


def test_an_articles_review_is_written_and_all_else_stays(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    done = run("review", "accept", BIOPSY, *DOCTOR)
    assert (done.code, done.err) == (0, "")
    assert "The next review is due by 2028-11-01" in done.out
    text = (clinic / BIOPSY).read_text()
    review = read(text, "biopsy.md", BIOPSY, health=True)[0].review
    assert review is not None
    expected = (
        ARTICLE.format(organ="liver")
        .replace("unreviewed", "reviewed")
        .replace("2027-05-31   # the first\n", "2028-11-01   # the first\n"
        '  reviewed_on: 2026-11-01\n  role: "Radiologist"\n  credential: "MD, board certified"\n'
        f'  hash: "{review.digest}"\n')
    )  # fmt: skip
    assert text == expected


def test_line_ends_of_windows_stay(clinic: Path, run: Callable[..., Outcome]) -> None:
    before = ARTICLE.format(organ="liver").replace("\n", "\r\n").encode()
    (clinic / BIOPSY).write_bytes(before)
    assert run("review", "accept", BIOPSY, *DOCTOR).code == 0
    after = (clinic / BIOPSY).read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n") + 4


def test_a_translation_of_one_article_is_reviewed(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    before = everything(clinic)
    done = run("review", "accept", BIOPSY, "--locale", "fr", *TRANSLATOR)
    assert (done.code, done.err) == (0, "")
    assert list(records(clinic)) == ["procedures/biopsy.md"]
    record = records(clinic)["procedures/biopsy.md"]
    assert (record.role, record.credential, record.on) == (
        "Traductrice", "Master", date(2026, 11, 2),
    )  # fmt: skip
    changed = {path for path, text in everything(clinic).items() if before[path] != text}
    assert changed == {clinic / CATALOG}


def test_a_catalog_is_reviewed_article_by_article(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    assert run("review", "accept", CATALOG, *TRANSLATOR).code == 0
    assert sorted(records(clinic)) == ["procedures/biopsy.md", "procedures/other.md"]


def test_the_words_of_all_pages_are_reviewed_too(clinic: Path, run: Callable[..., Outcome]) -> None:
    path = "locales/fr/LC_MESSAGES/site.po"
    done = run("review", "accept", path, *TRANSLATOR)
    assert "the words of all pages" in done.out
    assert 'article=\\"site\\"' in (clinic / path).read_text()


def test_a_second_review_takes_the_place_of_the_first(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    run("review", "accept", CATALOG, *TRANSLATOR)
    run("review", "accept", CATALOG, *TRANSLATOR[:-1], "2026-11-20")
    assert {record.on for record in records(clinic).values()} == {date(2026, 11, 20)}
    assert (clinic / CATALOG).read_text().count("X-Polyclinic-Review") == 2


def told(clinic: Path) -> list[str]:
    """What the rules on records say of French, as a person reads it."""
    rules = (rev011_translation_changed.RULE, rev012_translation_review.RULE)
    project = Project.load(clinic / "mkdocs.yml")
    found = inspect(project, rules, ["fr"], date(2026, 11, 22)).reports
    return [str(report.diagnostic) for report in found]


def edit(clinic: Path, old: str, new: str) -> None:
    text = (clinic / CATALOG).read_text()
    assert old in text
    (clinic / CATALOG).write_text(text.replace(old, new))


def line_of(clinic: Path, text: str) -> int:
    lines = (clinic / CATALOG).read_text().split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_review_that_holds_is_no_finding(clinic: Path, run: Callable[..., Outcome]) -> None:
    run("review", "accept", CATALOG, *TRANSLATOR)
    assert told(clinic) == []


def test_what_changed_since_a_review_is_named_with_its_line(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    run("review", "accept", CATALOG, *TRANSLATOR)
    edit(clinic, "FR Biopsy of the skin", "FR Biopsie of the skin")
    record = line_of(clinic, "X-Polyclinic-Review-procedures-other")
    text = line_of(clinic, "FR Biopsie")
    (found,) = told(clinic)
    assert found.startswith(f"{CATALOG}:{record}:1: REV011 the translation of procedures/other.md")
    assert f"of 2026-11-02: 1 text new or changed (line {text}: “Biopsy of the skin”)" in found


def test_a_changed_sentence_of_the_source_makes_its_translation_stale(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    run("review", "accept", CATALOG, *TRANSLATOR)
    page = clinic / BIOPSY
    page.write_text(page.read_text().replace("a needle", "2 needles"))
    (found,) = told(clinic)
    assert "procedures/biopsy.md has changed" in found


def test_an_article_that_moved_keeps_its_review_and_one_that_is_gone_is_told(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    run("review", "accept", CATALOG, *TRANSLATOR)
    (clinic / BIOPSY).rename(clinic / "docs/procedures/liver-biopsy.md")
    run("update")
    assert told(clinic) == []
    (clinic / OTHER).unlink()
    (found,) = told(clinic)
    assert "procedures/other.md, which is no article here any more" in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('on=\\"2026-11-02\\"', 'on=\\"2026-11-23\\"', "done on 2026-11-23, and today is"),
        ('role=\\"Traductrice\\"', 'role=\\"N/A\\"', "does not say the reviewer's role"),
        ('credential=\\"Master\\" ', "", "does not say the reviewer's credential"),
        ('on=\\"2026-11-02\\"', 'on=\\"soon\\"', "can't be read: soon is no date"),
    ],
)
def test_a_record_that_cannot_be_is_told_with_its_line(
    clinic: Path, run: Callable[..., Outcome], old: str, new: str, said: str
) -> None:
    run("review", "accept", BIOPSY, "-l", "fr", *TRANSLATOR)
    edit(clinic, old, new)
    line = line_of(clinic, "X-Polyclinic-Review")
    (found,) = told(clinic)
    assert found.startswith(f"{CATALOG}:{line}:1: ")
    assert said in found


def test_update_keeps_a_review(clinic: Path, run: Callable[..., Outcome]) -> None:
    run("review", "accept", CATALOG, *TRANSLATOR)
    before = everything(clinic)
    run("update")
    assert everything(clinic) == before


@pytest.mark.parametrize("flag", ["fuzzy", "missing"])
def test_half_a_translation_is_not_accepted(
    clinic: Path, run: Callable[..., Outcome], flag: str
) -> None:
    path = clinic / CATALOG
    file = polib.pofile(str(path), wrapwidth=0)
    entry = next(e for e in file if "needle" in e.msgid and "liver" in e.msgid)
    entry.flags, entry.msgstr = (["fuzzy"], entry.msgstr) if flag == "fuzzy" else ([], "")
    file.save()
    before = everything(clinic)
    done = run("review", "accept", CATALOG, *TRANSLATOR)
    line = po.load(path, CATALOG).entries
    place = next(e.msgstr_line for e in line if e.msgid == entry.msgid)
    assert done.code == 1
    assert f"{CATALOG}:{place}:" in done.err
    assert "1 of 3 texts are left" in done.err
    assert everything(clinic) == before
    assert run("review", "accept", OTHER, "-l", "fr", *TRANSLATOR).code == 0


def test_a_translation_that_no_page_shows_is_not_accepted(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    path = clinic / CATALOG
    path.write_text(
        path.read_text().replace("FR A doctor takes a small sample of the liver", "<b>")
    )
    done = run("review", "accept", CATALOG, *TRANSLATOR)
    assert done.code == 1
    assert f"{CATALOG}:" in done.err
    assert records(clinic) == {}


def test_an_article_that_is_no_text_is_told_with_its_place(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    (clinic / BIOPSY).write_bytes(b"---\ntitle: caf\xe9\n---\n")
    done = run("review", "accept", BIOPSY, *DOCTOR)
    assert done.code == 1
    assert f"{BIOPSY}:2:11: is not UTF-8 text" in done.err


def test_a_broken_catalog_is_not_touched(clinic: Path, run: Callable[..., Outcome]) -> None:
    path = clinic / CATALOG
    path.write_bytes(path.read_bytes()[:-9])
    before = everything(clinic)
    done = run("review", "accept", CATALOG, *TRANSLATOR)
    assert done.code == 1
    assert f"{CATALOG}:" in done.err
    assert everything(clinic) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["docs/procedures/biopsi.md", *DOCTOR], "did you mean docs/procedures/biopsy.md?"),
        (["locales/fr/procedures.po", *DOCTOR], f"did you mean {CATALOG}?"),
        (["mkdocs.yml", *DOCTOR], "it is no article or catalog here"),
        (["docs", *DOCTOR], "it is no article or catalog here"),
        ([BIOPSY, "-l", "frr", *DOCTOR], "did you mean fr?"),
        ([BIOPSY, "-l", "pt_PT", *DOCTOR], "did you mean pt-BR?"),
        ([BIOPSY, "-l", "tlh", *DOCTOR], "the site's languages are fr, pt-BR"),
        ([BIOPSY, "-l", "en", *DOCTOR], "leave --locale out"),
        ([CATALOG, "-l", "fr", *DOCTOR], "leave --locale out"),
        ([BIOPSY, *DOCTOR, "--months", "25"], "--months: a review here holds 24 at most"),
        ([BIOPSY, *DOCTOR, "--role", ""], "--role: '' says nothing"),
        ([BIOPSY, *DOCTOR, "--role", " n/a "], "--role: 'n/a' says nothing"),
        ([BIOPSY, *DOCTOR, "--role", "Dr. Jane Doe"], "looks like a name"),
        ([BIOPSY, *DOCTOR, "--role", 'The "doctor"'], "quotation mark"),
        ([BIOPSY, *DOCTOR, "--role", "a\u202eb"], "can't be printed"),
        ([BIOPSY, *DOCTOR, "--role", "Radiologist " * 11], "120 at the most"),
        ([BIOPSY, *DOCTOR, "--credential", "none"], "--credential: 'none' says nothing"),
        ([BIOPSY, *DOCTOR, "--on", "2026-11-23"], "--on: 2026-11-23 is in the future"),
        ([BIOPSY, *DOCTOR, "--on", "2026-02-30"], "is no date: write it as 2026-11-22"),
        ([BIOPSY, *DOCTOR, "--on", "20206-01-01"], "is no date"),
        ([BIOPSY, *DOCTOR, "--on", "01/11/2026"], "is no date"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    clinic: Path, run: Callable[..., Outcome], arguments: list[str], said: str
) -> None:
    before = everything(clinic)
    done = run("review", "accept", *arguments)
    assert done.code == 2
    assert said in done.err
    assert everything(clinic) == before


def test_a_review_that_is_over_is_refused(clinic: Path, run: Callable[..., Outcome]) -> None:
    before = everything(clinic)
    done = run("review", "accept", BIOPSY, *DOCTOR[:-1], "2024-11-21")
    assert done.code == 1
    assert "due again by 2026-11-21" in done.err
    assert everything(clinic) == before


def test_a_review_on_a_leap_day_is_due_on_a_day_that_is(
    clinic: Path, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709251199")  # a second before 1 March 2024 in UTC
    assert run("review", "accept", BIOPSY, *DOCTOR[:-1], "2024-02-29", "--months", "12").code == 0
    assert "next_review: 2025-02-28" in (clinic / BIOPSY).read_text()


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        ("---\ntitle: [\n---\n", "docs/procedures/biopsy.md:"),
        ("---\ntitle: X\nreview: yes\n---\n", "docs/procedures/biopsy.md:3:1"),
        ("---\n{title: X}\n---\n", "write it there yourself"),
        ("---\ntitle: X\ntype: car\n---\n", "docs/procedures/biopsy.md:3:1"),
        ("---\ntitle: X\nold: &r {status: x}\nreview: *r\n---\n", "docs/procedures/biopsy.md:"),
        ("No front matter.\n", "docs/procedures/biopsy.md:"),
    ],
)
def test_front_matter_that_is_not_plain_is_left_alone(
    clinic: Path, run: Callable[..., Outcome], matter: str, said: str
) -> None:
    (clinic / BIOPSY).write_text(f"{matter}\nText.\n")
    before = everything(clinic)
    done = run("review", "accept", BIOPSY, *DOCTOR)
    assert done.code == 1
    assert said in done.err
    assert everything(clinic) == before


@pytest.mark.parametrize("review", ["", "review:\n", "review: {next_review: 2026-02-30}\n"])
def test_a_review_that_was_missing_or_wrong_is_set_right(
    clinic: Path, run: Callable[..., Outcome], review: str
) -> None:
    text = f"---\ntitle: X\nsummary: Y\ntype: care\n{review}---\nText.\n"
    (clinic / BIOPSY).write_text(text)
    assert run("review", "accept", BIOPSY, *DOCTOR).code == 0
    found, told = read((clinic / BIOPSY).read_text(), "biopsy.md", BIOPSY, health=True)
    assert told == []
    assert found.review is not None
    assert found.review.reviewed


def test_without_a_terminal_the_missing_options_are_named(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    before = everything(clinic)
    done = run("review", "accept", BIOPSY, "--credential", "MD")
    assert done.code == 2
    assert "--role, --on" in done.err
    assert everything(clinic) == before


def test_the_help_teaches(run: Callable[..., Outcome]) -> None:
    said = run("review", "accept", "--help").out
    assert "polyclinic review accept docs/procedures/cryoablation.md --locale fr" in said
    assert "nothing is made up" in " ".join(said.split())


# At a terminal


class Terminal:
    """The command at a terminal of its own, which is typed into."""

    def __init__(self, *arguments: str) -> None:
        master, slave = pty.openpty()
        self.master = master
        program = "from polyclinic.cli.main import main; main()"
        command = [sys.executable, "-c", program, "review", "accept", *arguments]
        # Whoever runs the tests may ignore Ctrl-C, as shells do for what runs in the background.
        heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=heed,  # noqa: PLW1509 - the tests have no threads
        )
        os.close(slave)
        self.seen, self.read = "", 0

    def wait_for(self, text: str) -> None:
        """Read on until the command has said this; an end of its output fails the test."""
        while text not in self.seen[self.read :]:
            ready, _, _ = select.select([self.master], [], [], 60)
            assert ready, self.seen
            try:
                more = os.read(self.master, 4096)
            except OSError:  # it has ended
                more = b""
            assert more, self.seen
            self.seen += more.decode()
        self.read = self.seen.index(text, self.read) + len(text)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C until it is heard: one pressed just before the line is read may be lost."""
        while not select.select([self.master], [], [], 1)[0]:
            os.killpg(self.process.pid, signal.SIGINT)  # what the terminal's line does with it

    def end(self) -> int:
        return self.process.wait(60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def test_who_where_and_when_are_asked_until_the_answer_can_be(clinic: Path) -> None:
    with Terminal(BIOPSY) as terminal:
        terminal.wait_for("Role of the reviewer")
        terminal.type("n/a\n")
        terminal.wait_for("says nothing")
        terminal.wait_for("Role of the reviewer")
        terminal.type("Nurse\n")
        terminal.wait_for("Credential")
        terminal.type("\n")
        terminal.wait_for("Credential")
        terminal.type("RN\n")
        terminal.wait_for("Day it was read")
        terminal.type("2999-01-01\n")
        terminal.wait_for("in the future")
        terminal.type("2026-11-01\n")
        terminal.wait_for("reviewed on 2026-11-01 by: Nurse (RN)")
        assert terminal.end() == 0
    review = read((clinic / BIOPSY).read_text(), "b.md", BIOPSY, health=True)[0].review
    assert review is not None
    assert (review.role, review.credential) == ("Nurse", "RN")


def test_the_translator_is_told_in_which_language_to_answer(clinic: Path) -> None:
    with Terminal(BIOPSY, "-l", "fr", "--credential", "Master") as terminal:
        terminal.wait_for("write in French")
        terminal.wait_for("Role of the reviewer")
        terminal.type("Traductrice\n")
        terminal.wait_for("Day it was read")
        terminal.type("2026-11-02\n")
        assert terminal.end() == 0
    assert records(clinic)["procedures/biopsy.md"].role == "Traductrice"


@pytest.mark.parametrize("stop", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_stops_before_the_last_answer_has_written_nothing(clinic: Path, stop: str) -> None:
    before = everything(clinic)
    with Terminal(BIOPSY) as terminal:
        terminal.wait_for("Role of the reviewer")
        terminal.type("Nurse\n")
        terminal.wait_for("Credential")
        if stop == "\x03":
            terminal.interrupt()
        else:
            terminal.type(stop)
        terminal.wait_for("stopped")
        assert terminal.end() == 130
    assert everything(clinic) == before
    assert "Traceback" not in terminal.seen


@pytest.mark.parametrize("language", [(), ("-l", "fr")])
def test_a_withdrawn_article_is_refused(
    clinic: Path, run: Callable[..., Outcome], language: tuple[str, ...]
) -> None:
    text = ARTICLE.format(organ="liver").replace(
        "sources: []", "status: withdrawn\nwithdrawn: { on: 2026-11-01, reason: It is outdated. }"
    )
    (clinic / BIOPSY).write_text(text, encoding="utf-8")
    before = everything(clinic)
    done = run("review", "accept", BIOPSY, *language, *DOCTOR)
    assert done.code == 1
    assert f"{BIOPSY}:1:1: a withdrawn article can't be reviewed" in done.err
    assert "remove `status: withdrawn`" in done.err
    assert everything(clinic) == before


def test_a_catalogs_review_leaves_withdrawn_articles_out(
    clinic: Path, run: Callable[..., Outcome]
) -> None:
    path = clinic / BIOPSY
    path.write_text(path.read_text().replace("sources: []", "status: withdrawn"), encoding="utf-8")
    assert run("review", "accept", CATALOG, *TRANSLATOR).code == 0
    assert set(records(clinic)) == {"procedures/other.md"}
