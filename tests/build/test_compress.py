"""Text files get compressed copies: the same every time, and only where something changed."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest

from polyclinic.build import compress

WORDS = "A doctor freezes the tumor with a thin needle. " * 40


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return site(tmp_path / "new")


def site(folder: Path, **others: str) -> Path:
    """A site of a page, a style and a picture, and other files."""
    (folder / "fr").mkdir(parents=True)
    for name in ("index.html", "fr/index.html", "style.css"):
        (folder / name).write_text(f"{WORDS}{name}")
    (folder / "needle.png").write_bytes(b"\x89PNG" + bytes(2000))
    for name, text in others.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def copies(folder: Path) -> dict[str, bytes]:
    return {n: (folder / n).read_bytes() for n in names(folder) if n.endswith((".gz", ".br"))}


def test_a_server_can_send_the_copies_instead_of_the_file(new: Path, tmp_path: Path) -> None:
    compress.write(new, None, tmp_path / "notes")
    for name in ("index.html", "fr/index.html", "style.css"):
        content = (new / name).read_bytes()
        assert gzip.decompress((new / f"{name}.gz").read_bytes()) == content
        assert brotli.decompress((new / f"{name}.br").read_bytes()) == content
    assert not {"needle.png.gz", "needle.png.br"} & names(new)


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_the_same_files_have_the_same_copies(tmp_path: Path, jobs: int) -> None:
    one, other = site(tmp_path / "one"), site(tmp_path / "other")
    os.utime(other / "index.html", (0, 0))
    compress.write(one, None, tmp_path / "notes")
    compress.write(other, None, tmp_path / "other notes", jobs)
    assert copies(one) == copies(other)


def test_a_copy_that_would_be_larger_is_not_made(tmp_path: Path) -> None:
    folder = site(tmp_path / "new", tiny_txt="x", empty_txt="")
    (folder / "tiny.txt.gz").write_bytes(b"of something else")
    compress.write(folder, None, tmp_path / "notes")
    assert not {n for n in names(folder) if n.startswith(("tiny", "empty"))} - {
        "tiny.txt",
        "empty.txt",
    }


def test_a_copy_that_the_docs_bring_along_is_made_again(new: Path, tmp_path: Path) -> None:
    (new / "index.html.gz").write_bytes(gzip.compress(b"Yesterday's page"))
    compress.write(new, None, tmp_path / "notes")
    content = gzip.decompress((new / "index.html.gz").read_bytes())
    assert content == (new / "index.html").read_bytes()


def test_an_authors_archive_that_is_no_copy_stays(new: Path, tmp_path: Path) -> None:
    (new / "data.tar.gz").write_bytes(b"archive")
    compress.write(new, None, tmp_path / "notes")
    assert (new / "data.tar.gz").read_bytes() == b"archive"


# The next build


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = site(tmp_path / "published")
    compress.write(folder, None, tmp_path / "notes")
    return folder


def test_what_is_as_published_is_not_compressed_again(
    new: Path, published: Path, tmp_path: Path
) -> None:
    done = compress.write(new, published, tmp_path / "notes")
    assert done == compress.Work(compressed=0, kept=3)
    assert copies(new) == copies(published)
    assert (new / "index.html.br").samefile(published / "index.html.br"), "it takes no more room"


def test_one_changed_file_is_compressed_alone(new: Path, published: Path, tmp_path: Path) -> None:
    (new / "index.html").write_text(WORDS)
    done = compress.write(new, published, tmp_path / "notes")
    assert done == compress.Work(compressed=1, kept=2)
    assert brotli.decompress((new / "index.html.br").read_bytes()).decode() == WORDS
    assert "index.html" in brotli.decompress((published / "index.html.br").read_bytes()).decode()


def test_a_file_with_the_date_and_length_of_the_published_one_may_differ(
    new: Path, published: Path, tmp_path: Path
) -> None:
    old = (published / "index.html").stat()
    text = (new / "index.html").read_text().replace("freezes", "FREEZES")
    (new / "index.html").write_text(text)
    os.utime(new / "index.html", ns=(old.st_atime_ns, old.st_mtime_ns))
    assert compress.write(new, published, tmp_path / "notes").compressed == 1
    assert gzip.decompress((new / "index.html.gz").read_bytes()).decode() == text


@pytest.mark.parametrize("spoil", ["changed", "gone", "other file's"])
def test_a_published_copy_that_is_not_the_noted_one_is_not_taken(
    new: Path, published: Path, tmp_path: Path, spoil: str
) -> None:
    expected, copy = copies(published), published / "index.html.br"
    if spoil == "changed":
        copy.write_bytes(brotli.compress(b"Take 500 mg."))
    elif spoil == "gone":
        copy.unlink()
    else:
        copy.write_bytes((published / "style.css.br").read_bytes())
    done = compress.write(new, published, tmp_path / "notes")
    assert done == compress.Work(compressed=1, kept=2)
    assert copies(new) == expected


@pytest.mark.parametrize("spoil", [b"", b"{}", b"\xff\n{}", None])
def test_notes_that_others_wrote_into_count_as_none(
    new: Path, published: Path, tmp_path: Path, spoil: bytes | None
) -> None:
    notes = tmp_path / "notes"
    swapped = notes.read_bytes().replace(b"fr/index.html", b"fr/INDEX.html")
    notes.write_bytes(swapped if spoil is None else spoil)
    assert compress.write(new, published, notes).compressed == 3
    assert copies(new) == copies(published)


def test_notes_of_another_packer_count_as_none(
    new: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brotli, "__version__", "99")
    assert compress.write(new, published, tmp_path / "notes").compressed == 3


def test_without_links_between_folders_copies_are_written(
    new: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_self: Path, _target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    assert compress.write(new, published, tmp_path / "notes").kept == 3
    assert copies(new) == copies(published)


def test_of_a_file_that_is_gone_no_copy_stays(published: Path, tmp_path: Path) -> None:
    """As in a folder that was filled from the published one."""
    (published / "style.css").unlink()
    compress.write(published, None, tmp_path / "notes")
    assert {n for n in names(published) if n.startswith("style")} == set()


def test_notes_that_cannot_be_written_cost_nothing_but_time(new: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert compress.write(new, None, tmp_path / "file" / "notes").compressed == 3
    assert "index.html.br" in names(new)
