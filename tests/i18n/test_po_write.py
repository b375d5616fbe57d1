from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import po

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "site.po"
    assert po.write_if_changed(path, b"a")
    assert not po.write_if_changed(path, b"a")
    assert po.write_if_changed(path, b"b")
    assert path.read_bytes() == b"b"
    assert [file.name for file in path.parent.iterdir()] == ["site.po"]


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "site.po"
    path.write_bytes(b"a")
    before = path.stat()
    po.write_if_changed(path, b"a")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "site.po"
    path.write_bytes(b"a")
    path.chmod(0o640)
    po.write_if_changed(path, b"b")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "site.po", tmp_path / "link.po"
    path.write_bytes(b"a")
    link.symlink_to(path)
    po.write_if_changed(link, b"b")
    assert link.is_symlink()
    assert path.read_bytes() == b"b"


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "site.po").mkdir()
    with pytest.raises(PolyclinicError, match="cannot be written"):
        po.write_if_changed(tmp_path / "site.po", b"a")
    assert [file.name for file in tmp_path.iterdir()] == ["site.po"]
