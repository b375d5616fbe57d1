"""Where pages are in the built site, as seen from a language's home.

An address ends in a slash or in `.html`; the home page's is empty.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_INDEX = "index.html"


def address(path: str, *, directory_urls: bool = True) -> str:
    """The address MkDocs gives a Markdown file: `procedures/cryoablation/`.

    Without `directory_urls` (`use_directory_urls` in mkdocs.yml): `procedures/cryoablation.html`.
    """
    folder, name = posixpath.split(path)
    stem = name.rsplit(".", 1)[0]
    if stem in ("index", "README"):
        return f"{folder}/" if folder else ""
    bare = posixpath.join(folder, stem)
    return f"{bare}/" if directory_urls else f"{bare}.html"


def file_of(where: str) -> str:
    """The file a server shows at an address: a folder is served by its `index.html`."""
    return f"{where}{_INDEX}" if not where or where.endswith("/") else where


def of_file(name: str) -> str:
    """The address of a file, as pages are named."""
    return name.removesuffix(_INDEX) if posixpath.basename(name) == _INDEX else name


def relative(there: str, here: str) -> str:
    """The link from a page to another one; both are addresses as seen from one place."""
    path = posixpath.relpath(f"/{there}", posixpath.dirname(f"/{here}"))
    slash = "/" if not there or there.endswith("/") else ""
    return quote(f"{path}{slash}")


def absolute(where: str, site_url: str) -> str:
    """A page's address on the web; "" where the site does not say its own."""
    return f"{site_url.rstrip('/')}/{quote(where)}" if site_url else ""
