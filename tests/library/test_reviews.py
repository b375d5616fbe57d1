"""Reviews are bound to what was reviewed, and nothing of them is made up."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import polib
import pytest
from click.testing import CliRunner
from translate.storage import factory

from polyclinic.cli.main import main, polyclinic
from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import po
from polyclinic.library import reviews
from polyclinic.library.article import read

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
---
title: Cryoablation
review:
  status: unreviewed
  next_review: 2027-05-31
type: procedure
---

The text.
"""
CATALOG = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "One."
msgstr "Un."
"""
REVIEW = reviews.TranslationReview(date(2026, 11, 1), "Medical translator", "ATA certified", "ab12")


def catalog(text: str = CATALOG) -> po.PoFile:
    return po.parse(text.encode(), "fr.po")


def test_a_review_is_kept_in_the_header() -> None:
    file = catalog().with_header(reviews.HEADER, str(REVIEW))
    assert reviews.translation_review(file) == REVIEW
    assert reviews.translation_review(catalog()) is None


def test_other_tools_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes(po.dump(catalog().with_header(reviews.HEADER, str(REVIEW))))
    store = factory.getobject(str(path))
    store.units[1].target = "Une."
    store.save()
    assert reviews.translation_review(po.load(path, "fr.po")) == REVIEW
    polib.pofile(str(path)).save()
    assert reviews.translation_review(po.load(path, "fr.po")) == REVIEW
    subprocess.run(["msgcat", "-o", str(path), str(path)], check=True)
    assert reviews.translation_review(po.load(path, "fr.po")) == REVIEW


def test_a_changed_translation_makes_a_review_stale_and_a_comment_does_not() -> None:
    before = reviews.catalog_digest(catalog())
    assert reviews.catalog_digest(catalog(CATALOG.replace("Un.", "Une."))) != before
    assert reviews.catalog_digest(catalog(CATALOG.replace("msgid", "#, fuzzy\nmsgid"))) != before
    note = CATALOG.replace('msgid "One."', '# A note.\nmsgid "One."')
    assert reviews.catalog_digest(catalog(note)) == before


def test_a_header_that_cannot_be_read_is_an_error_with_its_place() -> None:
    file = catalog().with_header(reviews.HEADER, 'on="yesterday"')
    with pytest.raises(PolyclinicError, match=r"fr\.po"):
        reviews.translation_review(file)


def test_a_rewrapped_article_is_the_same_and_a_changed_one_is_not() -> None:
    def digest(text: str) -> str:
        return reviews.article_digest(read(text, "a.md", "docs/a.md", health=True)[0])

    assert digest(TEXT) == digest(TEXT.replace("The text.", "The\ntext."))
    assert digest(TEXT) != digest(TEXT.replace("The text.", "A text."))
    assert digest(TEXT) == digest(TEXT.replace("2027-05-31", "2028-05-31"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: Clinic\nplugins: [polyclinic]\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(TEXT)
    (tmp_path / "fr.po").write_text(CATALOG)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["review", "accept", *arguments])
    return int(stopped.value.code or 0)


SAID = ("--role", "Radiologist", "--credential", "MD", "--on", "2026-11-01")


def test_a_review_of_an_article_is_written_into_its_front_matter(project: Path) -> None:
    assert run("docs/a.md", *SAID, "--months", "24") == 0
    article, findings = read((project / "docs/a.md").read_text(), "a.md", "docs/a.md", health=True)
    assert findings[:1] == [] or "summary" in findings[0].message
    review = article.review
    assert review is not None
    assert (review.reviewed, review.reviewed_on) == (True, date(2026, 11, 1))
    assert (review.role, review.credential) == ("Radiologist", "MD")
    assert review.due == date(2028, 11, 1)
    assert review.digest == reviews.article_digest(article)
    assert article.body.strip() == "The text."
    assert "type: procedure" in (project / "docs/a.md").read_text()


def test_a_review_of_a_catalog_is_current_until_it_changes(project: Path) -> None:
    assert run("fr.po", *SAID) == 0
    file = po.load(project / "fr.po", "fr.po")
    review = reviews.translation_review(file)
    assert review is not None
    assert review.digest == reviews.catalog_digest(file)


@pytest.mark.parametrize("day", ["tomorrow", "2999-01-01"])
def test_a_date_that_cannot_be_is_refused(project: Path, day: str) -> None:
    before = (project / "docs/a.md").read_text()
    assert run("docs/a.md", "--role", "R", "--credential", "C", "--on", day) == 1
    assert (project / "docs/a.md").read_text() == before


def test_role_and_credential_are_asked_for(project: Path) -> None:
    done = CliRunner().invoke(polyclinic, ["review", "accept", "docs/a.md"], input="Nurse\nRN\n")
    assert "Role of the reviewer" in done.output
    text = (project / "docs/a.md").read_text()
    assert 'role: "Nurse"' in text
    assert 'credential: "RN"' in text


def test_without_an_answer_nothing_is_written(project: Path) -> None:
    before = (project / "docs/a.md").read_text()
    CliRunner().invoke(polyclinic, ["review", "accept", "docs/a.md"], input="")
    assert (project / "docs/a.md").read_text() == before
