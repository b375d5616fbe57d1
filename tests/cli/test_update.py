from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from polyclinic.i18n import po

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Outcome

ES = "locales/es/LC_MESSAGES"


def translate(path: Path) -> None:
    """Translate everything in a catalog, as somebody would with an editor."""
    file = po.load(path)
    entries = [e if e.is_header else e.changed(msgstr=f"ES: {e.msgid}") for e in file.entries]
    path.write_bytes(po.dump(po.PoFile(tuple(entries))))


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_update_begins_the_catalogs_of_every_language(
    site: Path, run: Callable[..., Outcome]
) -> None:
    assert run("update").code == 0
    assert sorted(path.name for path in (site / "locales").iterdir()) == ["es", "pt_BR"]
    msgids = [entry.msgid for entry in po.load(site / ES / "procedures.po").messages]
    assert "Most people go home on the [same day](1)." in msgids


def test_a_second_update_touches_no_file(site: Path, run: Callable[..., Outcome]) -> None:
    run("update")
    before = snapshot(site)
    said = run("update")
    assert "es: 0 of 3 catalogs changed" in said.out
    assert snapshot(site) == before


def test_rewrapping_an_article_changes_no_catalog(site: Path, run: Callable[..., Outcome]) -> None:
    run("update")
    before = snapshot(site / "locales")
    article = site / "docs/procedures/cryoablation.md"
    article.write_text(article.read_text().replace("the tumour with", "the\ntumour with"))
    run("update")
    assert snapshot(site / "locales") == before


def test_a_page_that_moves_stays_translated(site: Path, run: Callable[..., Outcome]) -> None:
    run("update")
    translate(site / ES / "procedures.po")
    (site / "docs" / "treatments").mkdir()
    (site / "docs/procedures/cryoablation.md").rename(site / "docs/treatments/freezing.md")
    run("update")
    moved = po.load(site / ES / "treatments.po").messages
    assert moved
    assert all(entry.translated and not entry.fuzzy for entry in moved)


def test_one_language_can_be_updated_alone(site: Path, run: Callable[..., Outcome]) -> None:
    assert run("update", "-l", "pt_BR").code == 0
    assert [path.name for path in (site / "locales").iterdir()] == ["pt_BR"]


@pytest.mark.usefixtures("site")
def test_a_language_the_site_does_not_have_is_a_usage_error(
    run: Callable[..., Outcome],
) -> None:
    said = run("update", "-l", "fr")
    assert said.code == 2
    assert "polyclinic locale add fr" in said.err


BROKEN = {
    "half a file": lambda content: content[: content.index(b"freezes")],
    "wrong charset": lambda content: content.replace(b"freezes", "congèle".encode("latin-1")),
    "duplicate": lambda content: content + content[content.index(b"\n\n") :],
    "plural header": lambda content: content.replace(b"nplurals=2", b"nplurals=5"),
    "merge conflict": lambda content: content.replace(b'msgstr ""\n\n', b"=======\n\n"),
    "empty charset": lambda content: content.replace(b"charset=UTF-8", b"charset=klingon"),
}


@pytest.mark.parametrize("breaking", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_catalog_is_left_alone_and_the_others_are_updated(
    breaking: Callable[[bytes], bytes], site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    broken = site / ES / "procedures.po"
    broken.write_bytes(breaking(broken.read_bytes()))
    content = broken.read_bytes()
    (site / "docs/index.md").write_text("# Welcome to our clinic\n")
    article = site / "docs/procedures/cryoablation.md"
    article.write_text(article.read_text() + "\nNew.\n")
    said = run("update")
    assert said.code == 1
    assert said.err.startswith(f"error: {ES}/procedures.po:")
    assert "\n  help: " in said.err
    assert broken.read_bytes() == content
    assert b"our clinic" in (site / ES / "pages.po").read_bytes()
    assert b'"New."' in (site / "locales/pt_BR/LC_MESSAGES/procedures.po").read_bytes()


@pytest.mark.parametrize("form", ["CRLF", "BOM"])
def test_a_catalog_keeps_its_line_ends_and_its_bom(
    form: str, site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    path = site / ES / "procedures.po"
    content = path.read_bytes()
    changed = content.replace(b"\n", b"\r\n") if form == "CRLF" else b"\xef\xbb\xbf" + content
    path.write_bytes(changed)
    assert run("update").code == 0
    assert path.read_bytes() == changed
    article = site / "docs/procedures/cryoablation.md"
    article.write_text(article.read_text() + "\nNew.\n")
    run("update")
    again = path.read_bytes()
    assert b'"New."' in again
    assert again.count(b"\r\n") == (again.count(b"\n") if form == "CRLF" else 0)


def test_without_a_locales_folder_there_is_one_clear_error(
    site: Path, run: Callable[..., Outcome]
) -> None:
    (site / "locales").rmdir()
    said = run("update")
    assert said.code == 1
    assert "polyclinic locale add CODE" in said.err
    assert not (site / "locales").exists()


def test_check_writes_nothing_and_says_what_is_out_of_date(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    assert run("update", "--check").code == 0
    (site / "docs/index.md").write_text("# Welcome to our clinic\n")
    before = snapshot(site)
    said = run("update", "--check")
    assert said.code == 1
    assert f"{ES}/pages.po: out of date" in said.err
    assert snapshot(site) == before


def test_an_article_that_cannot_be_read_stops_the_update(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    before = snapshot(site / "locales")
    (site / "docs/procedures/cryoablation.md").write_bytes(b"# caf\xe9\n")
    said = run("update")
    assert said.code == 1
    assert "cryoablation.md" in said.err
    assert snapshot(site / "locales") == before


def test_ctrl_c_leaves_no_half_written_file(
    site: Path, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    run("update")
    (site / "docs/index.md").write_text("# Welcome to our clinic\n")
    before = snapshot(site / "locales")
    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    said = run("update")
    assert said.code == 130
    assert said.err.strip() == "polyclinic: stopped; every file is as it was or whole"
    assert snapshot(site / "locales") == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_one_may_not_write_to_is_an_error(site: Path, run: Callable[..., Outcome]) -> None:
    (site / "locales").chmod(0o500)
    said = run("update")
    assert said.code == 1
    assert "cannot be written" in said.err


def test_update_says_that_a_catalog_may_have_been_cut_off_and_fills_it_up(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    catalog = site / ES / "procedures.po"
    translate(catalog)
    whole = po.load(catalog)
    catalog.write_bytes(po.dump(po.PoFile(whole.entries[:2])))
    said = run("update", "-l", "es")
    assert f"{ES}/procedures.po:" in said.err
    assert "the last 2 messages of this section are missing" in said.err
    assert "restore the file" in said.err
    assert len(po.load(catalog).messages) == len(whole.messages)


def commit(site: Path) -> None:
    me = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*me, "commit", "-q", "-m", "All"]):
        subprocess.run(["git", *words], cwd=site, check=True, capture_output=True)


@pytest.mark.parametrize("left", [0, 1, 2, 3], ids="{} entries".format)
def test_a_catalog_that_was_cut_off_since_its_commit_is_left_as_it_is(
    site: Path, run: Callable[..., Outcome], left: int
) -> None:
    run("update")
    catalog = site / ES / "procedures.po"
    translate(catalog)
    commit(site)
    half = po.dump(po.PoFile(po.load(catalog).entries[:left])) if left else b""
    catalog.write_bytes(half)
    said = run("update")
    assert said.code == 1
    assert re.search(rf"{ES}/procedures.po:\d+:\d+: this catalog was cut off here", said.err)
    assert f"git checkout -- {ES}/procedures.po" in said.err
    assert catalog.read_bytes() == half


def test_an_article_may_grow_at_its_end_without_a_word(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    translate(site / ES / "procedures.po")
    commit(site)
    article = site / "docs/procedures/cryoablation.md"
    article.write_text(article.read_text() + "\nOne more.\n\nAnd one more.\n")
    said = run("update")
    assert (said.code, said.err) == (0, "")
    assert [entry.msgid for entry in po.load(site / ES / "procedures.po").messages][-2:] == [
        "One more.",
        "And one more.",
    ]
