"""What readers get from nginx and Caddy, told by `polyclinic server` what to do."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from polyclinic.build import publish, seal, server
from server.conftest import SITE, brotli_module, caddy, nginx, nginx_command, program

if TYPE_CHECKING:
    from pathlib import Path

    from server.conftest import Served

Show = Callable[..., AbstractContextManager["Served"]]

pytestmark = pytest.mark.slow

CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
KINDS = {
    "/": "text/html; charset=utf-8",
    "/ar/procedures/cryoablation/": "text/html; charset=utf-8",
    "/404.html": "text/html; charset=utf-8",
    "/assets/css/site.css": "text/css; charset=utf-8",
    "/assets/js/site.js": "text/javascript; charset=utf-8",
    "/assets/favicon.svg": "image/svg+xml; charset=utf-8",
    "/search-topics.json": "application/json; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/sitemap.xml.gz": "application/gzip",
    "/pagefind/wasm.en.pagefind": "application/octet-stream",
    "/pagefind/pagefind.js": "text/javascript; charset=utf-8",
    "/tool.wasm": "application/wasm",
    "/app.webmanifest": "application/manifest+json; charset=utf-8",
    "/guide.pdf": "application/pdf",
    "/talk.vtt": "text/vtt; charset=utf-8",
    "/.well-known/security.txt": "text/plain; charset=utf-8",
}
every_kind = pytest.mark.parametrize("path", KINDS)


@every_kind
def test_each_kind_of_file_has_its_type(path: str, served: Served) -> None:
    answer = served.ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, KINDS[path])


@pytest.mark.parametrize("path", [*KINDS, "/nothing/here/", "/about", "/.secret"])
def test_each_answer_has_the_headers_that_protect_readers(path: str, served: Served) -> None:
    headers = served.ask(path).headers
    assert headers["content-security-policy"].startswith(f"{CSP}; ")
    assert {name: headers[name.lower()] for name in server.HEADERS} == server.HEADERS
    assert not re.search("[0-9]", headers.get("server", ""))


def test_a_browser_is_told_of_tls_only_where_there_is_tls(by_nginx: Served) -> None:
    name = "strict-transport-security"
    assert name not in by_nginx.ask("/").headers
    assert by_nginx.ask("/", x_forwarded_proto="https").headers[name] == "max-age=63072000"


def test_every_file_is_asked_for_again_unless_its_name_holds_its_hash(served: Served) -> None:
    root = served.folder / "current"
    files = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
    shown = [name for name in files if not name.startswith(".")]
    hashed = [name for name in shown if ".pf_" in name or re.search(r"\.[0-9a-f]{8}\.min\.", name)]
    assert len(hashed) > 9 * 10
    for name in sorted(shown):
        expected = server.FOREVER if name in hashed else "no-cache"
        assert served.ask(f"/{name}").headers["cache-control"] == expected, name


def test_a_name_that_is_kept_forever_says_its_content(library: Path) -> None:
    """Pagefind names texts of pages by SHA-1, each byte without a leading zero; we by SHA-256."""
    parts = [path for path in (library / "current").rglob("*.pf_*") if path.is_file()]
    assert {path.suffix for path in parts} == {".pf_fragment", ".pf_index", ".pf_meta"}
    for path in parts:
        content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        digest = hashlib.sha256(content).hexdigest()
        if path.suffix == ".pf_fragment":
            digest = "".join(f"{byte:x}" for byte in hashlib.sha1(content).digest())
        name = path.stem.rpartition("_")[2]
        assert len(name) >= 7, path
        assert digest.startswith(name), path


def test_what_the_reader_has_is_not_sent_again(served: Served) -> None:
    first = served.ask("/about/")
    again = served.ask("/about/", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


def test_only_the_etag_says_whether_a_file_has_changed(served: Served) -> None:
    """The time of a published file is made of its content: no browser may compare it as a time."""
    assert "last-modified" not in served.ask("/about/").headers
    asked = served.ask("/about/", if_modified_since="Fri, 01 Jan 2038 00:00:00 GMT")
    assert (asked.status, len(asked.body) > 0) == (200, True)


@pytest.mark.parametrize("by", [nginx, caddy])
def test_one_digit_that_changed_is_sent(by: Show, tmp_path: Path) -> None:
    def build(dose: int) -> None:
        (tmp_path / "site").mkdir(exist_ok=True)
        (tmp_path / "site/index.html").write_text(f"take {dose} mg")
        seal.put(tmp_path / "site")
        publish.publish(tmp_path / "site", tmp_path / "www")

    build(5)
    with by(tmp_path / "www", tmp_path / "home") as served:
        tag = served.ask("/").headers["etag"]
        build(9)
        assert served.ask("/", if_none_match=tag).body == b"take 9 mg"
        publish.rollback(tmp_path / "www")
        assert served.ask("/", if_none_match=tag).status == 304


def test_texts_are_zipped_for_who_can_read_that(served: Served) -> None:
    plain, zipped = served.ask("/about/"), served.ask("/about/", accept_encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body) / 2
    for answer in (zipped, plain):
        assert "Accept-Encoding" in answer.headers["vary"]


def test_what_stands_zipped_beside_a_file_is_sent(served: Served) -> None:
    zipped = served.ask("/zipped/page.html", accept_encoding="gzip")
    assert zipped.body.startswith(b"this is page.html.gz ")
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["content-type"] == "text/html; charset=utf-8"
    assert zipped.headers["cache-control"] == "no-cache"
    assert "Accept-Encoding" in zipped.headers["vary"]
    plain = served.ask("/zipped/page.html")
    assert plain.body.startswith(b"this is page.html ")
    assert plain.headers["etag"] != zipped.headers["etag"]
    again = served.ask(
        "/zipped/page.html", accept_encoding="gzip", if_none_match=zipped.headers["etag"]
    )
    assert again.status == 304


def test_brotli_is_sent_where_nginx_knows_it(library: Path, tmp_path: Path) -> None:
    module = brotli_module()
    if module is None:
        pytest.skip("this nginx has no module for brotli")
    with nginx(library, tmp_path / "home", module=module) as served:
        answer = served.ask("/zipped/page.html", accept_encoding="gzip, br")
        assert answer.body.startswith(b"this is page.html.br ")
        assert answer.headers["content-encoding"] == "br"
        assert (
            served.ask("/zipped/page.html", accept_encoding="gzip").body[:21]
            == b"this is page.html.gz "
        )


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/here/",
        "/ar/nothing",
        "/assets/",
        "/assets",
        "/pagefind/fragment/en_0000000.pf_fragment",
        "/about/none.css",
        "/.secret",
        "/.polyclinic-release",
        "/ar/.hidden/x",
        "/.git/config",
    ],
)
def test_what_is_not_there_is_a_page_that_greets_in_all_languages(
    path: str, served: Served
) -> None:
    answer = served.ask(path)
    if answer.status in {301, 308}:  # a folder without a page of its own
        answer = served.ask(answer.headers["location"])
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    for greeting in ("We could not find this page.", "No encontramos esta página.", "لم نعثر على"):
        assert greeting in answer.body.decode()
    assert b"secret" not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/../releases",
        "/../../../../../../etc/passwd",
        "/..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2f.polyclinic-publish",
        "/assets../.polyclinic-publish",
        "/about/%00",
        "//etc/passwd",
    ],
)
def test_nothing_outside_the_site_is_shown(path: str, served: Served) -> None:
    answer = served.ask(path)
    if answer.status in {301, 308}:
        answer = served.ask(answer.headers["location"])
    assert answer.status in {400, 404}
    assert b"root:" not in answer.body


def test_a_folder_is_found_without_its_last_slash(served: Served) -> None:
    answer = served.ask("/about")
    assert answer.status in {301, 308}
    assert answer.headers["location"] == "/about/"


def test_a_part_of_a_file_can_be_had(served: Served) -> None:
    part = served.ask("/assets/favicon.svg", range="bytes=0-3")
    assert (part.status, part.body) == (206, b"<svg")
    assert part.headers["content-range"].startswith("bytes 0-3/")


def test_only_reading_is_allowed(served: Served) -> None:
    whole, head = served.ask("/about/"), served.ask("/about/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    assert head.headers["etag"] == whole.headers["etag"]
    assert served.ask("/about/", "POST").status == 405
    assert served.ask("/about/", "DELETE").status == 405


# The language a reader prefers


def offered(served: Served, wanted: str) -> str:
    """The language offered on the home page, to who asks for some."""
    body = served.ask("/", accept_language=wanted).body.decode()
    found: list[str] = re.findall(
        r'<main id="page-main"><p class="wrap"><a class="action" href="/([\w-]+)/"', body
    )
    return "".join(found)


@pytest.mark.parametrize(
    ("wanted", "offer"),
    [
        ("ar", "ar"),
        ("ar-EG, ar;q=0.9, en;q=0.8", "ar"),
        ("pt-PT,pt;q=0.9", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("sw, fr;q=0.7, en;q=0.3", "fr"),
        ("sw-KE,fy , uk;q=0.5", "uk"),
        ("en-US,en;q=0.9,ar;q=0.8", ""),
        ("sw,en;q=0.9,ar;q=0.8", ""),
        ("fry", ""),
        ("", ""),
        ("*", ""),
        ("<script>", ""),
    ],
)
def test_the_home_page_offers_the_language_that_the_browser_asks_for(
    wanted: str, offer: str, by_nginx: Served
) -> None:
    assert offered(by_nginx, wanted) == offer


def test_an_offer_leads_nobody_away(by_nginx: Served) -> None:
    plain, answer = by_nginx.ask("/"), by_nginx.ask("/", accept_language="ar")
    assert (answer.status, "location" in answer.headers) == (200, False)
    link = re.search(rb'<p class="wrap">.*?</p>', answer.body)
    assert link
    assert link[0].decode() == (
        '<p class="wrap"><a class="action" href="/ar/" hreflang="ar" lang="ar" dir="rtl">'
        "العربية</a></p>"
    )
    assert answer.body.replace(link[0], b"", 1) == plain.body
    assert answer.headers["content-security-policy"] == server.POLICY
    for one in (plain, answer):
        assert "Accept-Language" in one.headers["vary"]
        assert one.headers["cache-control"] == "no-cache"
    assert by_nginx.ask("/about/", accept_language="ar").body == by_nginx.ask("/about/").body
    assert "Accept-Language" not in by_nginx.ask("/about/").headers.get("vary", "")


def test_a_zipped_offer_is_whole(by_nginx: Served) -> None:
    answer = by_nginx.ask("/", accept_language="ar", accept_encoding="gzip, br")
    assert "العربية</a></p>" in gzip.decompress(answer.body).decode()


# Below a folder, and with TLS


@pytest.mark.parametrize("by", [nginx, caddy])
def test_a_site_may_stand_below_a_folder(by: Show, library: Path, tmp_path: Path) -> None:
    site = server.Site(SITE.host, "/health/", SITE.locales, SITE.offers, SITE.source)
    with by(library, tmp_path / "home", site) as served:
        assert served.ask("/health/about/").status == 200
        assert served.ask("/health/about").headers["location"] == "/health/about/"
        assert served.ask("/about/").status == 404
        assert served.ask("/health/.polyclinic-release").status == 404
        name = next((library / "current/pagefind").rglob("*.pf_fragment")).name
        path = f"/health/pagefind/fragment/{name}"
        assert served.ask(path).headers["cache-control"] == server.FOREVER


def test_nginx_takes_the_configuration_with_tls(library: Path, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl, so no certificate")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example.org"]
    command = [*made, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    text = server.nginx(SITE, library)
    assert "listen 443 ssl http2;" in text
    assert "return 301 https://$host$request_uri;" in text
    text = text.replace("/etc/letsencrypt/live/example.org", str(tmp_path))
    test = [*nginx_command(tmp_path / "home", text), "-t"]
    done = subprocess.run(test, check=False, capture_output=True, text=True)
    assert "test is successful" in done.stderr, done.stderr
    assert "[warn]" not in done.stderr


def test_caddy_takes_the_configuration_with_tls(library: Path, tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(server.caddy(SITE, library))
    command = [program("caddy"), "adapt", "--config", str(tmp_path / "Caddyfile")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    (site,) = json.loads(done.stdout)["apps"]["http"]["servers"].values()
    assert site["listen"] == [":443"]
    assert site["routes"][0]["match"] == [{"host": ["example.org"]}]
