"""A translator's round: edit with the tools of the trade, save, and see it on the page."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import polib
import pytest
from translate.storage import factory

from polyclinic.adapters.mkdocs import build_site
from polyclinic.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GUIDE = "locales/he/LC_MESSAGES/guide.po"
MSGID = "Then the springs."


def with_weblates_library(path: Path, msgid: str, msgstr: str) -> None:
    store = factory.getobject(str(path))
    unit = store.findunit(msgid)
    assert unit is not None
    unit.target = msgstr
    unit.markfuzzy(False)
    store.save()


def with_polib(path: Path, msgid: str, msgstr: str) -> None:
    file = polib.pofile(str(path))
    entry = file.find(msgid)
    assert entry is not None
    entry.msgstr = msgstr
    file.save()


def with_gettext(path: Path, msgid: str, msgstr: str) -> None:
    """As Poedit does: it writes through GNU gettext, wrapped at 79 columns."""
    with_polib(path, msgid, msgstr)
    subprocess.run(["msgcat", "--width=79", "-o", str(path), str(path)], check=True)


@pytest.mark.parametrize("edit", [with_weblates_library, with_polib, with_gettext])
def test_a_saved_string_is_on_the_page(
    handbook: Path, edit: Callable[[Path, str, str], None]
) -> None:
    edit(handbook / GUIDE, MSGID, "אחר כך הספרינגים.")
    build_site(handbook / "mkdocs.yml")
    html = (handbook / "site/he/guide/mooring/index.html").read_text(encoding="utf-8")
    assert "<p>אחר כך הספרינגים.</p>" in html
    assert '<p dir="ltr" lang="en">Tie the bow line first.</p>' in html


@pytest.mark.parametrize("edit", [with_weblates_library, with_polib, with_gettext])
def test_an_update_after_it_keeps_every_word(
    handbook: Path, edit: Callable[[Path, str, str], None]
) -> None:
    edit(handbook / GUIDE, MSGID, "אחר כך הספרינגים.")
    before = {(e.msgctxt, e.msgid): (e.msgstr, e.fuzzy) for e in polib.pofile(handbook / GUIDE)}
    for _ in range(2):
        with contextlib.suppress(SystemExit):
            main(["update", "-f", str(handbook / "mkdocs.yml")])
        after = {(e.msgctxt, e.msgid): (e.msgstr, e.fuzzy) for e in polib.pofile(handbook / GUIDE)}
        assert after == before


@pytest.fixture
def served(handbook: Path) -> Iterator[str]:
    """The handbook under `mkdocs serve`, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        run, cwd=handbook, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def wait_for(address: str, text: str) -> bool:
    """Whether a page says something within half a minute."""
    for _ in range(150):
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(address, timeout=5) as answer,
        ):
            if text in answer.read().decode():
                return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_serve_outlasts_what_is_broken_and_shows_it_mended(handbook: Path, served: str) -> None:
    page, article = served + "de/guide/mooring/", handbook / "docs/guide/mooring.md"
    assert wait_for(page, "Dann die Springs.")
    whole = article.read_bytes()
    article.write_bytes(whole.replace(b"Then", b"Th\xe9n"))
    settings = handbook / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("locale: he", "locale: xx"), encoding="utf-8")
    assert wait_for(served + "de/", "Bootshandbuch")
    settings.write_text(text, encoding="utf-8")
    article.write_bytes(whole + b"\nMended.\n")
    assert wait_for(page, "Mended.")


@pytest.mark.slow
def test_serve_shows_a_saved_catalog(handbook: Path, served: str) -> None:
    page = served + "he/guide/mooring/"
    assert wait_for(page, "Then the springs.")
    with_polib(handbook / GUIDE, MSGID, "אחר כך הספרינגים.")
    assert wait_for(page, "אחר כך הספרינגים.")
