"""Where the pages of the rules are. Asked of every page and finding, so it imports no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from polyclinic.config import Settings

FOLDER: Final = "contributors"
TITLE: Final = "For contributors"


def url(settings: Settings, code: str) -> str:
    """The address of a code's page; "" on a site without these pages, or without an address."""
    if not settings.options.rule_pages or not settings.site_url:
        return ""
    end = "/" if settings.use_directory_urls else ".html"
    return f"{settings.site_url.rstrip('/')}/{FOLDER}/rules/{code}{end}"


def has(settings: Settings, path: str) -> bool:
    """Whether a page, by its path in the docs folder, is one of them: no other language has it."""
    return settings.options.rule_pages and path.startswith(f"{FOLDER}/")


def home(settings: Settings) -> str:
    """The address of the first of them from the site's root on; "" on a site without them."""
    if not settings.options.rule_pages:
        return ""
    return f"{FOLDER}/" if settings.use_directory_urls else f"{FOLDER}/index.html"
