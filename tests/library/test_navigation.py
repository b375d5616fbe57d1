"""The navigation as it is seen from one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import relpath
from typing import TYPE_CHECKING

from polyclinic.library.navigation import Item, Navigation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.library.view import Link


@dataclass(eq=False)
class Entry:
    """An entry as the site generator makes it."""

    title: str | None
    url: str = ""
    is_section: bool = False
    is_page: bool = False
    is_link: bool = False
    is_index: bool = False
    children: list[Item] | None = None
    ancestors: Sequence[Item] = field(default_factory=list)


def page(title: str, url: str, *, index: bool = False) -> Entry:
    return Entry(title, url, is_page=True, is_index=index)


def section(title: str, *children: Entry) -> Entry:
    found = Entry(title, is_section=True, children=list(children))
    for child in children:
        child.ancestors = [found, *child.ancestors]
        for below in child.children or ():
            below.ancestors = [*below.ancestors, found]
    return found


def seen_from(here: Entry) -> Navigation:
    def relative(url: str) -> str:
        return relpath(url, here.url or ".") + "/"

    return Navigation(here, relative, {})


def marks(links: Sequence[Link]) -> dict[str, str | None]:
    return {link.title: link.current for link in links}


def test_the_page_itself_is_marked() -> None:
    home, about = page("Home", ".", index=True), page("About", "about/")
    found = list(seen_from(about).links([home, about]))
    assert marks(found) == {"Home": None, "About": "page"}


def test_the_section_of_a_page_is_marked_as_the_way_to_it() -> None:
    scan = page("Scan", "tests/scan/")
    tests = section("Tests", page("Tests", "tests/", index=True), scan)
    found = list(seen_from(scan).links([page("Home", "."), tests]))
    assert marks(found) == {"Home": None, "Tests": "true"}
    assert found[1].url == "../"


def test_the_section_of_a_section_is_marked_too() -> None:
    scan = page("Scan", "tests/blood/scan/")
    found = list(seen_from(scan).links([section("Tests", section("Blood", scan)), section("Care")]))
    assert marks(found) == {"Tests": "true", "Care": None}


def test_a_section_stands_for_its_index_page() -> None:
    index = page("Tests", "tests/", index=True)
    tests = section("All tests", index, page("Scan", "tests/scan/"))
    navigation = seen_from(index)
    assert marks(list(navigation.links([tests]))) == {"All tests": "page"}
    assert list(navigation.breadcrumbs(None)) == []


def test_pages_of_one_title_are_told_apart() -> None:
    here, other = page("Contact", "a/"), page("Contact", "b/")
    assert [link.current for link in seen_from(here).links([other, here])] == [None, "page"]


def test_a_section_without_an_index_page_leads_to_the_first_page_below_it() -> None:
    scan = page("Scan", "tests/blood/scan/")
    tests = section("Tests", section("Blood", scan))
    here = page("Home", ".")
    (found,) = seen_from(here).links([tests])
    assert found.url == "tests/blood/scan/"


def test_the_breadcrumb_names_a_section_without_a_page_and_links_to_none() -> None:
    home, scan = page("Home", ".", index=True), page("Scan", "tests/scan/")
    section("Tests", scan)
    crumbs = list(seen_from(scan).breadcrumbs(home))
    assert [(crumb.title, crumb.url) for crumb in crumbs] == [("Home", "../../"), ("Tests", "")]
