"""What a web server must be told: one table of headers, written out for nginx, Caddy and others.

The three texts are made of the same rows, so that they can't disagree. What a setting of the site
decides (its address, its languages) is taken from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from polyclinic.build.publish import CURRENT
from polyclinic.diagnostic import error
from polyclinic.i18n import locales

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from polyclinic.config import Settings

# All that a page shows is the site's own. It has forms that lead to its own search and A to Z; a
# mistake is reported by a link, which no policy holds back. Nobody may show it in a frame.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
# Only names that browsers know: of others they complain.
_UNUSED: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    # Which illness a reader looked up is told to no other site.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that know no frame-ancestors
}
# Two years. Not includeSubDomains: the organisation's other servers are not ours to promise for.
TRANSPORT: Final = "max-age=63072000"
# A page that is withheld must vanish at once, and a style that hides a disclaimer too; so all is
# asked for again each time, and is not sent again while its ETag is the same.
ASK_AGAIN: Final = "no-cache"
FOREVER: Final = "public, max-age=31536000, immutable"
# Some hosts send the headers of an address with "not found" too: such an error must pass.
ONE_DAY: Final = "public, max-age=86400, immutable"
# Names that hold a hash of the content: the parts of Pagefind's index, and files of the theme.
HASHED: Final = (
    r"/pagefind/(?:fragment|index)/[^/]+_[0-9a-f]{7,}\.pf_(?:fragment|index)$",
    r"/pagefind/pagefind\.[^/]+_[0-9a-f]{7,}\.pf_meta$",
    r"/assets/(?:javascripts|stylesheets)/.+\.[0-9a-f]{8}\.min\.(?:js|css)(?:\.map)?$",
)
# Names that begin with a dot are nobody's business, but for those that the web has agreed on.
HIDDEN: Final = r"/\.(?!well-known/)"

TEXTS: Final = {
    "text/html": "html htm",
    "text/css": "css",
    "text/javascript": "js mjs",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/csv": "csv",
    "text/vtt": "vtt",
    "text/calendar": "ics",
    "application/json": "json map",
    "application/manifest+json": "webmanifest",
    "application/xml": "xml",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "image/svg+xml": "svg",
}
OTHERS: Final = {
    "application/wasm": "wasm",
    # Pagefind zips them itself and looks into them, so no server must tell of the zip.
    "application/octet-stream": "pagefind pf_meta pf_index pf_fragment pf_filter pf_sort",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/zip": "zip",
    "application/gzip": "gz",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "image/avif": "avif",
    "image/gif": "gif",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "image/x-icon": "ico",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg opus",
    "video/mp4": "mp4",
    "video/webm": "webm",
}


# text/html is always among them.
_ZIPPED: Final = " ".join(sorted(set(TEXTS) - {"text/html"}))
# Where each page of our own templates begins.
_MAIN: Final = '<main id="page-main">'


@dataclass(frozen=True, slots=True)
class Offer:
    """A language that the home page is offered in, to who prefers it."""

    ranges: tuple[str, ...]  # of Accept-Language: "pt-br", "pt"
    html: str  # a link, in its own language


@dataclass(frozen=True, slots=True)
class Site:
    """What of a site its server must know. `base` is the path its pages are below, with slashes."""

    host: str
    base: str
    locales: tuple[str, ...]
    offers: tuple[Offer, ...]
    source: tuple[str, ...]  # the ranges of the source language

    @classmethod
    def of(cls, settings: Settings) -> Site:
        """That of the settings; raises PolyclinicError where they don't say an address."""
        address = urlsplit(settings.site_url)
        if address.scheme not in {"http", "https"} or not address.hostname:
            remedy = "write `site_url: https://health.example.org/`, with your own address"
            raise error(
                "site_url does not say where the site is", remedy, settings.config_file.name
            )
        base = f"/{address.path.strip('/')}/".replace("//", "/")
        if not re.fullmatch(r"[\w./~%-]+", base, re.ASCII):
            remedy = "use letters, digits, hyphens and slashes"
            raise error(f"site_url has the path {base!r}", remedy, settings.config_file.name)
        names = (settings.source_locale, *settings.locales)
        source, *ranges = _ranges(names)
        offers = (
            _offer(name, found, base) for name, found in zip(settings.locales, ranges, strict=True)
        )
        return cls(address.hostname, base, names, tuple(offers), source)


def _ranges(names: Sequence[str]) -> list[tuple[str, ...]]:
    """What readers of each language send: its tag, and the bare language where no other has it."""
    tags = [locales.parse(name).tag.lower() for name in names]
    taken, found = set(tags), list[tuple[str, ...]]()
    for tag in tags:
        bare = tag.partition("-")[0]
        found.append((tag,) if bare in taken else (tag, bare))
        taken.add(bare)
    return found


def _offer(name: str, ranges: tuple[str, ...], base: str) -> Offer:
    facts = locales.parse(name)
    html = (
        f'<p class="wrap"><a class="action" href="{base}{name}/" hreflang="{facts.tag}" '
        f'lang="{facts.tag}" dir="{facts.direction}">{escape(facts.native_name)}</a></p>'
    )
    return Offer(ranges, html)


def nginx(site: Site, folder: Path, listen: str = "", *, brotli: bool = False) -> str:
    """The configuration of a site for nginx 1.18 and newer, to be included in `http`.

    `listen` is for a server behind another one that speaks TLS; else it listens on ports 80 and
    443, with certificates where Debian's certbot puts them. `brotli` needs nginx's module of that
    name. Raises PolyclinicError for a folder that can't be written there.
    """
    lines = (
        "# Made by `polyclinic server nginx`; include it in `http`.",
        *_nginx_maps(site),
        *(() if listen else _nginx_to_tls(site)),
        "server {",
        *_indented(_nginx_listen(site, listen)),
        *_indented(_nginx_server(site)),
        *_indented(_nginx_zipped(brotli=brotli)),
        *_indented(_nginx_places(site, _plain(folder))),
        "}",
    )
    return "\n".join(lines) + "\n"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _nginx_maps(site: Site) -> Iterator[str]:
    base = re.escape(site.base.rstrip("/"))
    yield "map $uri $polyclinic_cache {"
    yield f'    default "{ASK_AGAIN}";'
    for pattern in HASHED:
        yield f'    "~^{base}(?:/.*)?{pattern}" "{FOREVER}";'
    yield "}"
    yield "# Browsers take this header by TLS alone: here, or at a server in front of this one."
    yield 'map "$https,$http_x_forwarded_proto" $polyclinic_transport {'
    yield '    default "";'
    yield f'    "~^on,|,https$" "{TRANSPORT}";'
    yield "}"
    yield "# The first language that a reader asks for and the site has; none for its source."
    yield "map $http_accept_language $polyclinic_offer {"
    yield '    default "";'
    every = [*site.source, *(name for offer in site.offers for name in offer.ranges)]
    for offer in site.offers:
        html = offer.html.replace("'", "\\'")
        yield f"    \"{_first(offer.ranges, every)}\" '{html}';"
    yield "}"
    yield "map $request_uri $polyclinic_vary {"
    yield '    default "";'
    yield f'    "~^{re.escape(site.base)}(\\?|$)" "Accept-Language";'
    yield "}"


def _first(ranges: Sequence[str], every: Sequence[str]) -> str:
    """Match an Accept-Language in which no other known language stands before these."""
    # A bare language stands for all of its kind, but for those that the site has by their own name.
    own = [name for name in every if name not in ranges and name.startswith(f"{ranges[-1]}-")]
    but = f"(?!(?:{'|'.join(own)})\\b)" if own else ""
    unknown = rf"(?:(?!(?:{'|'.join(every)})\b)[^,]*,\s*)*"
    return rf"~*^\s*{unknown}{but}(?:{'|'.join(ranges)})\b"


def _nginx_to_tls(site: Site) -> Iterator[str]:
    yield "server {"
    yield "    listen 80;"
    yield "    listen [::]:80;"
    yield f"    server_name {site.host};"
    yield "    return 301 https://$host$request_uri;"
    yield "}"


def _nginx_listen(site: Site, listen: str) -> Iterator[str]:
    if listen:
        yield f"listen {listen};"
    else:
        yield "listen 443 ssl http2;"
        yield "listen [::]:443 ssl http2;"
        yield f"ssl_certificate /etc/letsencrypt/live/{site.host}/fullchain.pem;"
        yield f"ssl_certificate_key /etc/letsencrypt/live/{site.host}/privkey.pem;"
        yield "ssl_protocols TLSv1.2 TLSv1.3;"
    yield f"server_name {site.host};"


def _nginx_server(site: Site) -> Iterator[str]:
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield f"error_page 403 404 =404 {site.base}404.html;"
    for name, value in HEADERS.items():
        yield f'add_header {name} "{value}" always;'
    yield "add_header Strict-Transport-Security $polyclinic_transport always;"
    yield "add_header Cache-Control $polyclinic_cache always;"
    yield "add_header Vary $polyclinic_vary always;"
    yield "# The time of a published file is none: it says the content, and the ETag says it too."
    yield 'add_header Last-Modified "";'
    yield "charset utf-8;"
    yield f"charset_types {_ZIPPED};"
    yield "default_type application/octet-stream;"
    yield "types {"
    for kind, endings in (TEXTS | OTHERS).items():
        yield f"    {kind} {endings};"
    yield "}"


def _nginx_zipped(*, brotli: bool) -> Iterator[str]:
    yield "# What stands zipped beside a file is sent; else texts are zipped here."
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_min_length 1000;"
    yield "gzip_proxied any;"
    yield f"gzip_types {_ZIPPED};"
    yield "gzip_static on;"
    if brotli:
        yield "brotli_static on;"


def _nginx_places(site: Site, folder: str) -> Iterator[str]:
    yield f'location ~ "{HIDDEN}" {{ return 404; }}'
    if site.base != "/":
        yield "location / { return 404; }"
    yield f"location {site.base} {{ alias {folder}/{CURRENT}/; }}"
    if not site.offers:
        return
    yield "# At the home page alone, a reader is offered the language that the browser asks for:"
    yield "# a link above the title. Nobody is led away from a page."
    yield f"location = {site.base} {{"
    yield "    if ($polyclinic_offer) { return 418; }"
    yield "    error_page 418 =200 @polyclinic_offer;"
    yield f"    error_page 403 404 =404 {site.base}404.html;"
    yield f"    alias {folder}/{CURRENT}/;"
    yield "}"
    yield "location @polyclinic_offer {"
    yield f"    root {folder};"
    yield f"    rewrite ^ /{CURRENT}/index.html break;"
    yield "    gzip_static off;"
    yield f"    sub_filter '{_MAIN}' '{_MAIN}$polyclinic_offer';"
    yield "}"


def caddy(site: Site, folder: Path, listen: str = "") -> str:
    """The configuration of a site for Caddy 2.6 and newer, which sees to certificates itself.

    It offers no language: Caddy's own parts can't put a link into a page.
    """
    lines = (
        "# Made by `polyclinic server caddy`; import it into the Caddyfile.",
        "(polyclinic_headers) {",
        *_indented(_caddy_headers()),
        "}",
        f"{listen or site.host} {{",
        "    route {",
        *_indented(_indented(_caddy_route(site, f"{_plain(folder)}/{CURRENT}"))),
        "    }",
        "    handle_errors {",
        *_indented(_indented(_caddy_errors(f"{_plain(folder)}/{CURRENT}"))),
        "    }",
        "}",
    )
    return "\n".join(lines) + "\n"


def _caddy_headers() -> Iterator[str]:
    yield "header {"
    for name, value in HEADERS.items():
        yield f'    {name} "{value}"'
    yield f'    Strict-Transport-Security "{TRANSPORT}"'
    yield '    Vary "Accept-Encoding"'
    yield "    # The time of a published file is none: it says the content, and the ETag too."
    yield "    -Last-Modified"
    yield "    -Server"
    yield "    defer"
    yield "}"


def _caddy_route(site: Site, folder: str) -> Iterator[str]:
    yield "import polyclinic_headers"
    yield "request_header -If-Modified-Since"
    yield f'header Cache-Control "{ASK_AGAIN}"'
    for number, pattern in enumerate(HASHED, 1):
        yield f"@hashed{number} path_regexp `{pattern}`"
        yield f'header @hashed{number} Cache-Control "{FOREVER}"'
    for kind, endings in (TEXTS | OTHERS).items():
        label = endings.split()[0]
        value = f"{kind}; charset=utf-8" if kind in TEXTS else kind
        yield f"@{label} path {' '.join(f'*.{ending}' for ending in endings.split())}"
        yield f'header @{label} Content-Type "{value}"'
    yield "@writing not method GET HEAD"
    yield "error @writing 405"
    yield "# Its regular expressions look at nothing ahead: so this is the rule of nginx in two."
    yield "@hidden {"
    yield "    path_regexp `/\\.|\\x00`"
    yield "    not path_regexp `^/(?:[^./][^/]*/)*\\.well-known(?:/[^./][^/]*)*/?$`"
    yield "}"
    yield "error @hidden 404"
    yield "encode gzip"
    yield f"handle_path {site.base}* {{"
    yield f"    root * {folder}"
    yield "    file_server {"
    yield "        precompressed br gzip"
    yield "    }"
    yield "}"
    yield "error 404"


def _caddy_errors(folder: str) -> Iterator[str]:
    yield "import polyclinic_headers"
    yield f'header Cache-Control "{ASK_AGAIN}"'
    yield "@missing expression {err.status_code} in [403, 404]"
    yield "handle @missing {"
    yield f"    root * {folder}"
    yield "    rewrite * /404.html"
    yield '    header Content-Type "text/html; charset=utf-8"'
    yield "    encode gzip"
    yield "    file_server {"
    yield "        status 404"
    yield "    }"
    yield "}"


def headers_file(site: Site) -> str:
    """A `_headers` file, as Netlify and Cloudflare Pages read it at the root of the site.

    Both ask again for each file unless told otherwise. Where two rules hold, they join the values
    of a header; so no rule for all names Cache-Control.
    """
    lines = ["# Made by `polyclinic server headers`.", f"{site.base}*"]
    everywhere = HEADERS | {"Strict-Transport-Security": TRANSPORT}
    lines += [f"  {name}: {value}" for name, value in everywhere.items()]
    folders = [site.base, *(f"{site.base}{name}/" for name in site.locales[1:])]
    for folder in folders:
        for part in ("fragment", "index"):
            lines += [f"{folder}pagefind/{part}/*", f"  Cache-Control: {ONE_DAY}"]
    return "\n".join(lines) + "\n"


def _plain(path: Path) -> str:
    """A path that both servers read as it is; raises PolyclinicError for another one."""
    if not re.fullmatch(r"[\w./@+~-]+", str(path)):
        remedy = "choose a folder with letters, digits, hyphens, dots and slashes alone"
        raise error("the settings of a server can't hold this name", remedy, str(path))
    return str(path)
