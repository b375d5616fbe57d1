"""Files of the former site come back only where they are what was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.build.former import Former
from polyclinic.build.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES = {"fr/a.html": b"one", "fr/b/index.html": "deux é".encode()}


@pytest.fixture
def former(tmp_path: Path) -> Iterator[Former]:
    store = Store.open(tmp_path / "pages.db")
    site = tmp_path / "site"
    for name, data in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    yield Former(store, site)
    store.close()


def test_files_that_stand_as_they_were_made_are_taken(former: Former) -> None:
    former.note("what they are made of", FILES)
    assert former.files("what they are made of") == FILES
    assert former.files("something else") is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda site: (site / "fr/a.html").write_bytes(b"changed by hand"),
        lambda site: (site / "fr/a.html").unlink(),
        lambda site: (site / "fr/a.html").write_bytes(b""),
    ],
    ids=["changed", "removed", "cut"],
)
def test_one_file_that_was_changed_since_makes_all_of_them_anew(
    former: Former, harm: Callable[[Path], None]
) -> None:
    former.note("key", FILES)
    assert former.site is not None
    harm(former.site)
    assert former.files("key") is None


def test_without_a_site_there_is_nothing_to_take(former: Former) -> None:
    former.note("key", FILES)
    assert Former(former.store, None).files("key") is None
