"""A build with nothing to do makes nothing; a change of what a site is made of is noticed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from polyclinic.adapters.mkdocs import engine
from polyclinic.build import record
from polyclinic.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

SITES = Path(__file__).parent.parent / "sites"


class Site:
    """A plain site, and how often it was made."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.made, self._capsys = root, 0, capsys

    def build(self, *options: str) -> str:
        """What a build says; what it finds comes first."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(["build", "-f", str(self.root / "mkdocs.yml"), *options])
        said = self._capsys.readouterr()
        return f"{said.err}{said.out}{stopped.value.code}"

    def files(self) -> dict[str, bytes]:
        found = (path for path in sorted((self.root / "site").rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Site:
    """A built site. What was written long ago is trusted to be as it was."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    found = Site(Path(shutil.copytree(SITES / "handbook", tmp_path / "handbook")), capsys)
    make = engine.make

    def counted(*given: Any) -> None:
        found.made += 1
        make(*given)

    monkeypatch.setattr(engine, "make", counted)
    # A file is trusted only some time after it was written; so this one was.
    monkeypatch.setattr(record, "_MOMENT", 0)
    found.build()
    assert found.made == 1
    return found


def test_nothing_is_made_twice_of_the_same_files(site: Site) -> None:
    before = site.files()
    assert "nothing has changed" in site.build()
    assert site.made == 1
    assert site.files() == before


def test_it_is_all_made_anew_where_that_is_asked_for(site: Site) -> None:
    assert "nothing has changed" not in site.build("--no-cache")
    assert site.made == 2


def test_what_was_found_is_told_again_with_the_same_exit_code(site: Site) -> None:
    catalog = next((site.root / "locales").rglob("*.po"))
    catalog.write_text(catalog.read_text("utf-8") + '\nmsgid "a\n', "utf-8")
    first = site.build()
    assert "error: " in first
    again = site.build()
    assert site.made == 2
    assert again == first.replace("\n1", ": nothing has changed\n1")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter of an article, with the size and the day it had": lambda root: _quietly(
        root / "docs/guide/sailing.md", "a", "o"
    ),
    "a translation": lambda root: _quietly(next((root / "locales").rglob("*.po")), "e", "a"),
    "a setting": lambda root: _quietly(root / "mkdocs.yml", "b", "B"),
    "a new article": lambda root: (root / "docs/new.md").write_text("# New\n", "utf-8"),
    "an article that is gone": lambda root: (root / "docs/guide/sailing.md").unlink(),
    "a new picture": lambda root: (root / "docs/a.svg").write_text("<svg/>", "utf-8"),
    "another name": lambda root: (root / "docs/guide/sailing.md").rename(root / "docs/sail.md"),
    "a new catalog": lambda root: (root / "locales/de/LC_MESSAGES/more.po").write_text("", "utf-8"),
    "a file of known links": lambda root: (root / ".polyclinic-links.json").write_text(
        "{}", "utf-8"
    ),
    "a published page": lambda root: (root / "site/index.html").write_text("", "utf-8"),
    "a published page that is gone": lambda root: (root / "site/index.html").unlink(),
    "the published site": lambda root: shutil.rmtree(root / "site"),
    "something more in the site": lambda root: (root / "site/more.html").write_text("", "utf-8"),
}


def _quietly(file: Path, old: str, new: str) -> None:
    """Change a letter, and leave the size and the time of the file as they were."""
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    at = text.rindex(old)
    file.write_text(text[:at] + new + text[at + 1 :], encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_noticed_and_gives_what_a_clean_build_gives(
    site: Site, change: Callable[[Path], object]
) -> None:
    change(site.root)
    site.build()
    assert site.made == 2
    incremental = site.files()
    shutil.rmtree(site.root / ".cache")
    site.build()
    assert site.made == 3
    assert site.files() == incremental


def test_a_file_that_was_only_touched_changes_nothing(site: Site) -> None:
    (site.root / "docs/guide/sailing.md").touch()
    assert "nothing has changed" in site.build()


def test_another_day_is_another_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    site.build()
    assert site.made == 2


def test_a_variable_that_the_settings_ask_for_counts_and_no_other(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOATS", "two")
    site.build()
    assert site.made == 1
    settings = site.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text + "\ncopyright: !ENV [BOATS, none]\n", "utf-8")
    site.build()
    site.build()
    assert site.made == 2
    monkeypatch.setenv("BOATS", "three")
    site.build()
    assert site.made == 3


def test_another_engine_makes_its_own_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "fingerprint", lambda: "another")
    site.build()
    assert site.made == 2


def the_record(site: Site) -> Path:
    (found,) = (site.root / record.FOLDER).glob("*.record")
    return found


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "half": lambda body: body[: len(body) // 2],
    "with another letter": lambda body: body.replace(b'"pages": ', b'"pages":1'),
    "of nobody": lambda _: b"{}\n{}",
    "no text": lambda _: bytes(range(256)),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_a_record_that_somebody_else_wrote_is_none(
    site: Site, spoil: Callable[[bytes], bytes]
) -> None:
    file = the_record(site)
    file.write_bytes(spoil(file.read_bytes()))
    assert "nothing has changed" not in site.build()
    assert site.made == 2
    assert "nothing has changed" in site.build()


def test_a_folder_of_records_that_may_not_be_written_is_no_fault(site: Site) -> None:
    shutil.rmtree(site.root / ".cache")
    (site.root / ".cache").write_text("a file", "utf-8")
    assert site.build().endswith("0")
    assert site.build().endswith("0")
    assert site.made == 3


def test_a_file_that_changes_while_pages_are_made_of_it_is_read_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, make = site.root / "docs/guide/sailing.md", engine.make

    def meanwhile(*given: Any) -> None:
        make(*given)
        article.write_text(article.read_text("utf-8") + "\nMore.\n", "utf-8")

    monkeypatch.setattr(engine, "make", meanwhile)
    site.build("--no-cache")
    monkeypatch.setattr(engine, "make", make)
    assert "nothing has changed" not in site.build()
    assert b"More." in site.files()["site/guide/sailing/index.html"]


def test_a_plugin_that_may_read_anything_is_asked_each_time(site: Site) -> None:
    (site.root / "hook.py").write_text(
        "def on_page_markdown(markdown, **_): return None\n", "utf-8"
    )
    settings = site.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nhooks: [hook.py]\n", "utf-8")
    site.build()
    site.build()
    assert site.made == 3


def test_what_mkdocs_warns_of_is_told_by_each_build(site: Site) -> None:
    article = site.root / "docs/guide/sailing.md"
    article.write_text(article.read_text("utf-8") + "\n[gone](gone.md)\n", "utf-8")
    for _ in range(2):
        assert "gone.md" in site.build()
    assert site.made == 2


def test_each_folder_a_site_is_published_to_has_its_record(site: Site, tmp_path: Path) -> None:
    other = str(tmp_path / "elsewhere")
    site.build("-d", other)
    assert site.made == 2
    assert "nothing has changed" in site.build("-d", other)
    assert "nothing has changed" in site.build()


def test_a_record_holds_no_text_of_an_article(site: Site) -> None:
    content = json.loads(the_record(site).read_bytes().partition(b"\n")[2])
    assert set(content) == {
        "key", "sources", "variables", "read", "files", "site", "listing", "pages", "findings",
        "withheld", "warnings",
    }  # fmt: skip
