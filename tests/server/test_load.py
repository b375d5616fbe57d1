"""A site is switched while it is read: nobody gets an error, or half a page, or a mixture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.build import publish, seal
from server.clients import Readers
from server.conftest import SITE, nginx

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PAGES = ("", *(f"{name}/" for name in ("about", "ar", "fr", "topics", "a-z")))
SWITCHES, REQUESTS = 20, 10_000


def page(name: str, version: int) -> bytes:
    """A page as long as real ones, all of one version."""
    return f"<!doctype html><title>{name} {version}</title>{f'<p>{version}' * 3000}".encode()


def build(site: Path, version: int) -> None:
    for name in PAGES:
        (site / name).mkdir(parents=True, exist_ok=True)
        (site / name / "index.html").write_bytes(page(name, version))
    (site / "404.html").write_bytes(b"not found")
    seal.put(site)


def test_of_10_000_requests_none_fails_while_the_site_is_switched_20_times(tmp_path: Path) -> None:
    site, www = tmp_path / "site", tmp_path / "www"
    build(site, 0)
    publish.publish(site, www)
    known = {f"/{name}": {page(name, version) for version in range(SWITCHES + 1)} for name in PAGES}
    with (
        nginx(www, tmp_path / "home", SITE) as served,
        Readers(served.port, list(known), known) as readers,
    ):
        for version in range(1, SWITCHES + 1):
            readers.wait_for(REQUESTS // (SWITCHES + 1))
            if version % 5 == 0:
                publish.rollback(www)
            else:
                build(site, version)
                publish.publish(site, www, keep=2)
        readers.wait_for(REQUESTS // (SWITCHES + 1) + SWITCHES)
    assert readers.failed == []
    assert readers.asked >= REQUESTS
    assert {page("", version) in readers.seen for version in range(1, SWITCHES, 5)} == {True}


def test_readers_notice_what_fails(tmp_path: Path) -> None:
    """The test above can fail: a page that is not there, and one that no release has, are told."""
    build(tmp_path / "site", 0)
    publish.publish(tmp_path / "site", tmp_path / "www")
    known = {"/": {page("", 1)}, "/nowhere/": {b"not found"}}
    with (
        nginx(tmp_path / "www", tmp_path / "home") as served,
        Readers(served.port, list(known), known) as readers,
    ):
        readers.wait_for(20)
    assert {problem.partition(": ")[2][:10] for problem in readers.failed} == {"404", "a body tha"}
