"""What the settings of a site say to its server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic import config
from polyclinic.build import server
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """\
site_name: Clinic
site_url: {url}
plugins:
  - i18n:
      languages:
        - {{ locale: en, name: English, default: true }}
{languages}
  - polyclinic
"""


def site(tmp_path: Path, url: str = "https://a.example/", *languages: str) -> server.Site:
    lines = "\n".join(f"        - {{ locale: {name}, name: x }}" for name in languages)
    file = tmp_path / "mkdocs.yml"
    file.write_text(SETTINGS.format(url=url, languages=lines), encoding="utf-8")
    return server.Site.of(config.load(file))


@pytest.mark.parametrize(
    ("url", "host", "base"),
    [
        ("https://a.example", "a.example", "/"),
        ("https://a.example/", "a.example", "/"),
        ("https://a.example:8443/health", "a.example", "/health/"),
        ("https://a.example/b/health/", "a.example", "/b/health/"),
    ],
)
def test_the_address_says_host_and_folder(url: str, host: str, base: str, tmp_path: Path) -> None:
    found = site(tmp_path, url)
    assert (found.host, found.base) == (host, base)


@pytest.mark.parametrize("url", ["''", "/health/", "ftp://a.example/", "https://a.example/{a;b}/"])
def test_a_site_without_an_address_has_no_server(url: str, tmp_path: Path) -> None:
    with pytest.raises(PolyclinicError, match=r"mkdocs\.yml: site_url"):
        site(tmp_path, url)


def test_a_bare_language_goes_to_one_of_its_kind(tmp_path: Path) -> None:
    found = site(tmp_path, "https://a.example/", "pt-BR", "pt-PT", "zh-Hant", "en-GB")
    assert found.source == ("en",)
    assert [offer.ranges for offer in found.offers] == [
        ("pt-br", "pt"),
        ("pt-pt",),
        ("zh-hant", "zh"),
        ("en-gb",),
    ]


def test_the_three_texts_tell_the_same_headers(tmp_path: Path) -> None:
    found = site(tmp_path, "https://a.example/", "ar")
    texts = (
        server.nginx(found, tmp_path),
        server.caddy(found, tmp_path),
        server.headers_file(found),
    )
    for name, value in server.HEADERS.items():
        assert all(name in text and value in text for text in texts), name
    assert all(server.TRANSPORT in text for text in texts)


def test_the_file_of_headers_names_no_header_in_two_rules_that_meet(tmp_path: Path) -> None:
    """Netlify and Cloudflare join the values of both."""
    found = site(tmp_path, "https://a.example/", "ar")
    first, *others = server.headers_file(found).split("\n/")[1:]
    assert "Cache-Control" not in first
    assert [other.partition("\n")[0] for other in others] == [
        "pagefind/fragment/*",
        "pagefind/index/*",
        "ar/pagefind/fragment/*",
        "ar/pagefind/index/*",
    ]


def test_a_folder_whose_name_would_change_the_configuration_is_refused(tmp_path: Path) -> None:
    for text in (server.nginx, server.caddy):
        with pytest.raises(PolyclinicError, match="can't hold this name"):
            text(site(tmp_path), tmp_path / "a; return 200")
